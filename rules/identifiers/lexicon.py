"""Word lists of `rules/data`, folded and read on first use."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files


@cache
def words(key: str) -> frozenset[str]:
    """One list of `words.toml`."""
    return _table("words", key)


@cache
def common() -> frozenset[str]:
    """Words that are written with a capital and are no person: days, places, organisations, terms."""
    return words("calendar") | words("areas") | words("organisations") | words("others")


@cache
def first_names() -> frozenset[str]:
    """First names: those that are nothing else and those of `word_names`."""
    return _table("first_names", "names") | word_names()


@cache
def word_names() -> frozenset[str]:
    """First names that are a word as well, such as Roos, Storm and Bas."""
    return _table("first_names", "words")


@cache
def places() -> frozenset[str]:
    """Towns and villages, word by word."""
    return _table("places", "places")


def any_of(listed: Iterable[str]) -> str:
    """A regular expression for any of these words, the longest first."""
    return "|".join(re.escape(one) for one in sorted(listed, key=lambda one: (-len(one), one)))


def _table(file: str, key: str) -> frozenset[str]:
    text = files("rules").joinpath("data", f"{file}.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[key].split())
