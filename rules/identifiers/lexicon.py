"""Word lists of `rules/data`, folded and read on first use or by `read_all`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files


@cache
def words(key: str) -> frozenset[str]:
    """One list of `words.toml`."""
    return _table("words", key)


@cache
def common() -> frozenset[str]:
    """Words that are written with a capital and are no person: days, places, organisations, terms."""
    named = words("calendar") | words("areas") | words("organisations") | words("others")
    return named | words("languages") | words("brands")


@cache
def first_names() -> frozenset[str]:
    """First names: those that are nothing else and those of `word_names`."""
    return _table("first_names", "names") | word_names()


@cache
def word_names() -> frozenset[str]:
    """First names that are a word as well, such as Roos, Storm and Bas."""
    return _table("first_names", "words")


@cache
def names_abroad() -> frozenset[str]:
    """First names that are seldom heard here, so that they count with a capital only."""
    return _table("first_names", "abroad")


@cache
def surnames() -> frozenset[str]:
    """Surnames that are nothing else."""
    return _table("surnames", "names")


@cache
def ordinary_words() -> frozenset[str]:
    """Dutch and English words that are nobody's name, by themselves or in the name of a programme."""
    return _table("ordinary_words", "dutch") | english_words()


@cache
def english_words() -> frozenset[str]:
    """The English ones of them: shops and programmes are called by two of these written as one."""
    return _table("ordinary_words", "english")


@cache
def places() -> frozenset[str]:
    """Towns and villages, word by word."""
    return _table("places", "places")


def any_of(listed: Iterable[str]) -> str:
    """A regular expression for any of these words, the longest first."""
    return "|".join(re.escape(one) for one in sorted(listed, key=lambda one: (-len(one), one)))


def read_all() -> None:
    """Read every list now."""
    for key in _file("words"):
        words(key)
    for whole in (
        common,
        first_names,
        word_names,
        names_abroad,
        surnames,
        ordinary_words,
        english_words,
        places,
    ):
        whole()


def _table(file: str, key: str) -> frozenset[str]:
    return frozenset(_file(file)[key].split())


@cache
def _file(name: str) -> Mapping[str, str]:
    text = files("rules").joinpath("data", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)
