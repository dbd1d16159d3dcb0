"""Capitals that belong to a place, an organisation or a title and not to a person."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rules.identifiers.lexicon import any_of, words

_CAPITAL = r"[A-ZÀ-Þ][\w'&-]*"
_INSIDE = r"(?: (?:aan|in|op|voor|te|tot|over|bij|met|als|zonder|&|de|het))*"
# "het Rijnlands", "Het Anker", "'t Kruispunt": nobody is called so.
_THE = re.compile(rf"(?:\b[Hh]et|'t) (?P<called>{_CAPITAL})")
# "op de Brink": a surname does not follow these.
_WHERE = re.compile(rf"\b(?:[Oo]p|[Ii]n|[Ll]angs) de (?P<called>{_CAPITAL})")
# "de Lange Nieuwstraat", "Grote Markt"
_STREET = re.compile(
    rf"(?P<called>{_CAPITAL}(?: {_CAPITAL})? )"
    r"(?=[A-Z][\w'-]*(?:straat|laan|plein|weg|gracht|singel|kade|markt|dijk)\b)"
)


@cache
def _after_what_it_is() -> re.Pattern[str]:
    heads = any_of(words("kinds_of_place"))
    return re.compile(
        rf"(?<![\w-])(?i:\w*(?:{heads})) ?(?:['\"] ?)?(?i:de |het |den |'t |een )?"
        rf"(?P<called>{_CAPITAL}(?:{_INSIDE} {_CAPITAL})*)"
    )


@cache
def _before_what_it_is() -> re.Pattern[str]:
    tails = any_of(one.capitalize() for one in words("after_its_name"))
    return re.compile(rf"(?P<called>(?:(?:{_CAPITAL}|van|de|den|der) ){{1,4}})(?:{tails})\b")


def called_spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the name of a place, an organisation or a title stands, by what is said beside it."""
    for pattern in (_THE, _WHERE, _STREET, _after_what_it_is(), _before_what_it_is()):
        for hit in pattern.finditer(text):
            yield hit.span("called")
