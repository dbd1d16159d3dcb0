"""Who reads English reads no Dutch sentence: every view and message drawn in both, and held side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from slack_sdk.models.views import View

from handlers.labels import Labels
from handlers.language import Language, load_language
from tests.brim.filling import BOOK, Brim, hints_of
from tests.brim.test_brim import DRAWN, FOUND, flat

ENGLISH = load_language("en", ZoneInfo("Europe/Amsterdam"))
# Words that stand in hardly any Dutch sentence not at all, and in no English one.
DUTCH = re.compile(
    r"\b(de|het|een|van|voor|niet|wordt|zijn|deze|wie|wat|met|naar|geen|uw|u|hier|nog)\b", re.IGNORECASE
)

# What the law or the field calls them, also in English.
NAMES = sorted((one.name for one in BOOK.roles.values()), key=len, reverse=True)


def sounds_dutch(text: str) -> bool:
    """Whether a sentence in it is Dutch; a role's own name is a name."""
    for name in NAMES:
        text = text.replace(name, "")
    return len({one.lower() for one in DUTCH.findall(text)}) > 1


def texts(found: Any) -> Iterator[str]:
    """Every text that stands in a view, not the values of its options."""
    if isinstance(found, dict):
        for name, inner in found.items():
            if name == "text" and isinstance(inner, str):
                yield inner
            elif name not in ("value", "initial_value", "private_metadata", "callback_id"):
                yield from texts(inner)
    elif isinstance(found, list | tuple):
        for inner in found:
            yield from texts(inner)


def in_english(build: Any) -> dict[str, Any]:
    """The arguments by which a builder speaks English."""
    hints = hints_of(build)
    spoken: dict[Any, Any] = {Labels: Labels(BOOK, ENGLISH), Language: ENGLISH}
    return {name: spoken[kind] for name, kind in hints.items() if kind in (Labels, Language)}


def shown(build: Any, turn: int) -> list[str]:
    """What stands in it, filled with one of everything."""
    drawn = Brim(1, turn).call(build, **in_english(build))
    if isinstance(drawn, View):
        return list(texts(drawn.to_dict()))
    return [one for block in flat(drawn) for one in texts(block.to_dict())]


@pytest.mark.parametrize("name", sorted({**FOUND, **DRAWN}))
def test_an_english_reader_finds_no_dutch(name: str) -> None:
    """Names that the law gives things may stand there; sentences may not."""
    build = {**FOUND, **DRAWN}[name]
    dutch = {text for turn in (0, 1, 2) for text in shown(build, turn) if sounds_dutch(text)}
    assert dutch == set()
