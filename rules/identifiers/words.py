"""Words that point at one person: addresses, accounts, mass mentions, the own name, possible names."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from rules.identifiers.finding import Finding, Kind
from rules.identifiers.lexicon import COMMON, PARTICLES, TEAM_MAILBOXES, TITLES
from rules.identifiers.plain import Plain, bare

_STREET = re.compile(
    r"\b[\w'-]{2,30}(?:straat|laan|weg|plein|dreef|hof|kade|singel|gracht|pad|steeg|dijk|plantsoen|markt|park|erf|baan|burg)"
    r" \d{1,4} ?(?:[a-z]|bis|hs|huis|[0-9]hoog)?(?:[- ]?\d{1,3})?\b",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_HANDLE = re.compile(r"(?<![\w.@/<])@(?!channel\b|here\b|everyone\b)[a-z0-9][\w.]{2,29}", re.IGNORECASE)
_SERVICE = re.compile(
    r"\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|telegram|discord|signal|twitter|x)\b\W{1,3}(?:(?:heet|is|naam|account)\W{1,3}){0,3}"
    r"(?P<handle>(?=[\w.]*[\d_.])[a-z][\w.]{3,29})",
    re.IGNORECASE,
)
_MENTION_ALL = re.compile(
    r"<!(?:channel|here|everyone|subteam)[^>]{0,80}>|(?<![\w])@(?:channel|here|everyone)\b", re.IGNORECASE
)
_CLASS = re.compile(r"\b(?:klas|groep) ?[1-8] ?[a-z]{0,3}\d?\b", re.IGNORECASE)
_INITIALS = re.compile(
    r"(?<![\w.])(?:[A-Z]\.){1,4} ?"
    r"(?:(?:van|de|der|den|het|ten|ter|el|al|bin|ben) ){0,3}[A-Z](?:\.|[\w'-]{1,30})"
)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SLACK_MENTION = re.compile(r"<[@#][A-Z0-9]+(?:\|[^>]{0,80})?>")
_SENTENCE_END = frozenset(".!?:\n•>")
SHORTEST_NAME_PART = 3


def find_addresses(plain: Plain) -> Iterator[Finding]:
    """Street with number, personal e-mail, accounts on social media, calls on the whole channel."""
    text = plain.text
    for hit in _STREET.finditer(text):
        yield Finding(Kind.ADDRESS, *plain.span(hit.start(), hit.end()))
    for hit in _EMAIL.finditer(text):
        if bare(re.split(r"[@+.]", hit[0])[0]) not in TEAM_MAILBOXES:
            yield Finding(Kind.EMAIL, *plain.span(hit.start(), hit.end()))
    for hit in _HANDLE.finditer(text):
        yield Finding(Kind.HANDLE, *plain.span(hit.start(), hit.end()))
    for hit in _SERVICE.finditer(text):
        yield Finding(Kind.HANDLE, *plain.span(*hit.span("handle")))
    for hit in _MENTION_ALL.finditer(text):
        yield Finding(Kind.MENTION_ALL, *plain.span(hit.start(), hit.end()))


def find_own_name(plain: Plain, names: Sequence[str]) -> Iterator[Finding]:
    """Any part of the given names of three letters or more, whatever its case or accents."""
    parts = {
        bare(part)
        for name in names
        for part in _WORD.findall(name)
        if len(part) >= SHORTEST_NAME_PART and bare(part) not in PARTICLES
    }
    for hit in _WORD.finditer(plain.text):
        word = bare(hit[0])
        if word in parts or word.removesuffix("s").rstrip("'’") in parts:
            yield Finding(Kind.OWN_NAME, *plain.span(hit.start(), hit.end()))


def find_possible_names(plain: Plain, known: Collection[str]) -> Iterator[Finding]:
    """Capitalised words inside a sentence that nobody knows, initials with a surname, a school class."""
    text = _SLACK_MENTION.sub(lambda hit: " " * len(hit[0]), plain.text)
    for kind, pattern in ((Kind.INITIALS, _INITIALS), (Kind.SCHOOL_CLASS, _CLASS)):
        for hit in pattern.finditer(text):
            yield Finding(kind, *plain.span(hit.start(), hit.end()))
    accepted = {bare(part) for one in known for part in _WORD.findall(one)}
    for hit in _WORD.finditer(text):
        if _may_be_name(text, hit, accepted):
            yield Finding(Kind.NAME, *plain.span(hit.start(), hit.end()))


def _may_be_name(text: str, hit: re.Match[str], accepted: Collection[str]) -> bool:
    word = hit[0]
    if not word[0].isupper() or len(word) < SHORTEST_NAME_PART or word.isupper():
        return False
    plain = bare(word)
    if plain in accepted or plain in COMMON or plain in TITLES:
        return False
    before = text[: hit.start()].rstrip(" ")
    opens = not before or before[-1] in _SENTENCE_END
    return not opens
