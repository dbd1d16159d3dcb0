"""Streets, schools and projects that carry the name of a person, who is not meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rules.identifiers.lexicon import any_of, words

CAPITAL = r"[A-ZÀ-Þ][\w'&-]*"
_WHOLE = r"[A-ZÀ-Þ][\w'&]*(?![\w-])"
_RUN = rf"{CAPITAL}(?: (?:(?:van|de|den|der|het|'t) )*{CAPITAL}){{0,4}}"
_PLAIN = rf"{CAPITAL}(?: {CAPITAL}){{0,3}}"
# "op het Marnix", "Het Willem": nobody is called so; "is het Noor?" asks about somebody.
_THE = re.compile(
    rf"(?:\b(?:[Oo]p|[Vv]an|[Nn]aar|[Bb]ij|[Ii]n|[Aa]an|[Uu]it|[Vv]oor|[Dd]oor|[Vv]ia) (?:het|'t)"
    rf"|(?:^|[.!?] )Het) (?P<called>{_WHOLE})"
)
# "de Jan van Galenstraat"
_STREET = re.compile(
    rf"\b(?:[Dd]e|[Hh]et|'t) (?P<called>{CAPITAL}(?: (?:van|de|den|der|het|'t|{CAPITAL})){{0,4}} )"
    r"(?=[A-ZÀ-Þ][\w'-]*(?:straat|laan|plein|weg|gracht|singel|kade|markt|dijk|park|hof|dreef|plantsoen)\b)"
)
_TITLE = re.compile(
    rf"(?P<called>{CAPITAL}(?: {CAPITAL}){{2,}})|\b(?:[Cc]afé|[Cc]afe|[Kk]roeg) (?P<pub>{_PLAIN})"
)
_ONE_STREET = re.compile(
    r"\b(?P<called>[A-ZÀ-Þ][\w'-]*[a-z](?:straat|laan|plein|gracht|singel|kade|dreef|plantsoen|station))\b"
)


@cache
def _school() -> re.Pattern[str]:
    tails = any_of(one.capitalize() for one in words("after_its_name"))
    return re.compile(
        rf"(?:\b(?:[Hh]et|[Dd]e|'t) (?P<called>{_RUN})"
        rf"|\b(?:[Oo]p|[Vv]an|[Nn]aar|[Bb]ij|[Ii]n|met) (?P<there>{_PLAIN})"
        rf"|(?:^|[.!?] )(?P<opening>{CAPITAL}(?: {CAPITAL})+)) (?:{tails})\b"
    )


@cache
def _project() -> re.Pattern[str]:
    heads = any_of(words("named_after"))
    return re.compile(rf"(?<![\w-])(?i:\w*(?:{heads})) ['\"]?(?P<called>{CAPITAL}(?: {CAPITAL}){{0,2}})")


@cache
def _known() -> re.Pattern[str]:
    names = any_of(one.replace("_", " ").title() for one in words("called_after"))
    return re.compile(rf"\b(?P<called>{names})\b")


def titles(text: str) -> Iterator[tuple[int, int]]:
    """Three or more capitals in a row, as in Make Your Mark: a word that is a name too is a word there."""
    for hit in _TITLE.finditer(text):
        yield hit.span(hit.lastgroup or 0)


def named_after(text: str) -> Iterator[tuple[int, int]]:
    """Where a name stands that is of a place or an organisation, first names and all."""
    for pattern in (_THE, _STREET, _ONE_STREET, _school(), _project(), _known()):
        for hit in pattern.finditer(text):
            yield hit.span(hit.lastgroup or 0)
