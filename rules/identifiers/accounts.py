"""Addresses and accounts on the net, and calls on a whole channel."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from rules.folding import bare
from rules.identifiers.finding import Finding, Kind
from rules.identifiers.lexicon import common, first_names, words

_TEAM = re.compile(
    r"(?:wijk|jeugd|gezins|gebieds)?team|meldpunt|secretariaat|receptie|helpdesk|servicedesk|loket"
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_HANDLE = re.compile(r"(?<![\w.@/<])@(?!channel\b|here\b|everyone\b)[a-z0-9][\w.]{2,29}", re.IGNORECASE)
_SERVICE = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|telegram|discord|signal|twitter|x)\b\W{1,3}(?:(?:heet|is|naam|account)\W{1,3}){0,3}"
    r"(?P<handle>(?=[\w.]*(?:[\d_]|\.\w))[a-z][\w.]{2,28}\w)",
    re.IGNORECASE,
)
_MENTION_ALL = re.compile(
    r"<!(?:channel|here|everyone|subteam)[^>]{0,80}>|(?<![\w])@(?:channel|here|everyone)\b", re.IGNORECASE
)


def find_accounts(text: str, accepted: Collection[str]) -> Iterator[Finding]:
    """Personal e-mail, accounts on social media, calls on the whole channel; `accepted` words may stand."""
    for hit in _EMAIL.finditer(text):
        if not _is_shared(bare(re.split(r"[@+.]", hit[0])[0])):
            yield Finding(Kind.EMAIL, hit.start(), hit.end())
    for hit in _HANDLE.finditer(text):
        called = bare(hit[0][1:].rstrip("."))
        if called not in accepted and called not in common():
            yield Finding(Kind.HANDLE, hit.start(), hit.end())
    for hit in _SERVICE.finditer(text):
        yield Finding(Kind.HANDLE, *hit.span("handle"))
    for hit in _MENTION_ALL.finditer(text):
        yield Finding(Kind.MENTION_ALL, hit.start(), hit.end())


def _is_shared(box: str) -> bool:
    """Whether a mailbox is that of a team, also of one that is named with where it is: `wijkteamzuid`."""
    team = _TEAM.match(box)
    return box in words("mailboxes") or bool(team and box[team.end() :].strip("-_") not in first_names())
