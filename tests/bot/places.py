"""Everything that people look at, as they read it: channels, threads, direct messages, Home, what is open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sandbox import PracticeSlack
from sandbox.elements import elements_of
from tests.running import TEAM, read


def places(slack: PracticeSlack, *people: str, home: bool = True) -> dict[str, str]:
    """Each place by name; a button in it stands as '[signal.show S-1]', wherever it is."""
    found = {}
    for one in slack.space.channels[TEAM].messages.values():
        within = "draad" if one.get("thread_ts") not in (None, one["ts"]) else "kanaal"
        found[f"{within} {one['ts']}"] = said(one)
    for who in people:
        person = slack.as_user(who)
        for one in person.dm():
            found[f"bericht {who} {one['ts']}"] = said(one)
        stack = list(slack.space.stacks.get(person.id, ()))
        for view in stack:
            found[f"scherm {who} {view['callback_id']}"] = said(view)
        if home:
            found[f"start {who}"] = said(person.open_home() or {})
    return found


def said(thing: dict[str, Any]) -> str:
    """What somebody reads in a message or view, and can press."""
    blocks = thing.get("blocks") or []
    return "\n".join([*read({"text": thing.get("text", "")}), *read(blocks), *pressable(blocks)])


def pressable(blocks: list[dict[str, Any]]) -> Iterator[str]:
    """The buttons, also those behind a menu."""
    for block in blocks:
        if block["type"] == "input":
            continue
        for one in elements_of(block):
            if one["type"] == "button":
                yield f"[{one['action_id']} {one.get('value', '')}]"
            for option in one.get("options", ()) if one["type"] == "overflow" else ():
                yield f"[{option['value'].replace(':', ' ', 1)}]"


def missing(wanted: Iterable[tuple[str, str]], found: Mapping[str, str]) -> list[tuple[str, str]]:
    """What should stand somewhere and does not, as place and words."""
    return [
        (where, words)
        for where, words in wanted
        if not any(place.startswith(where) and words in text for place, text in found.items())
    ]
