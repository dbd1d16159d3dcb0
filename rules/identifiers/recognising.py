"""By what who knows somebody may know them, although nobody is named: for a trial reading."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rules.identifiers.finding import SOFT, Kind
from rules.identifiers.lexicon import places
from rules.identifiers.search import find_identifiers


class Trait(StrEnum):
    """Why a word gives somebody away."""

    DAY = "day"
    CLOTHING = "clothing"
    PLACE = "place"
    RARE = "rare"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Mark:
    """A piece of a text and why it gives somebody away."""

    trait: Trait
    start: int
    end: int


_MONTHS = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_DAYS = "maandag|dinsdag|woensdag|donderdag|vrijdag|zaterdag|zondag"
_COLOURS = "rode?|blauwe?|groene?|gele?|zwarte?|witte?|grijze|roze|paarse?|oranje|bruine?|felle?|gouden|dure?"
_WORN = (
    r"\w*jas(?:je)?|jack|hoodie|trui|pet(?:je)?|muts|capuchon|\w*broek|trainingspak|\w*schoenen|sneakers|sokken"
    r"|hoofddoek|sjaal|bril|\w*tasje?|rugzak|ketting|horloge|oorbel(?:len)?|piercing|tatoeages?|beugel|litteken"
)
_SPOTS = (
    r"speeltuin|pleintje|plein|flat|portiek|kiosk|snackbar|supermarkt|sporthal|buurthuis|bibliotheek|skatebaan"
    r"|metrostation|busstation|station|zwembad|voetbalkooi|moskee|kerk|kerkje|dorp|camping|azc|gebouw"
)
_RARE = (
    r"enige|tweeling|drieling|rolstoel|doof|dove|slechthorend\w*|blind\w*|stottert?|autis\w+|adhd|epilepsie"
    r"|zwanger\w*|statushouder|asielzoeker|pleeggezin|pleegkind|geadopteerd\w*|weeskind|nieuwkomer"
    r"|oekraïen\w*|syri\w+|eritre\w+|pools\w*|turks\w*|marokkaan\w*|somali\w*|antilliaan\w*|roma|sinti"
    r"|oudste|jongste|zittenblijver|kampioen"
    r"|(?:vader|moeder|broer|zus|oom|opa|oma)(?:tje)? (?:is|zit|werkt|heeft)"
)
_PATTERNS = {
    Trait.DAY: re.compile(
        rf"\b(?:(?:vorige|afgelopen|elke|iedere|op) )?(?:{_DAYS})(?:(?:och|mid|a)\w+)?\b"
        rf"|\b\d{{1,2}}(?:e|de|ste)? (?:{_MONTHS})\b"
        r"|\b(?:gisteren|eergisteren|vandaag|vanochtend|vanmiddag|vannacht)\b"
        r"|\b(?:om|rond|vanaf) \d{1,2}(?:[.:]\d\d)?(?: uur)?\b",
        re.IGNORECASE,
    ),
    Trait.CLOTHING: re.compile(rf"\b(?:(?:{_COLOURS}) )?(?:{_WORN})\b", re.IGNORECASE),
    Trait.PLACE: re.compile(
        rf"\b(?:bij|in|op|achter|naast|voor) (?:de|het|een) (?:{_SPOTS})\b", re.IGNORECASE
    ),
    Trait.RARE: re.compile(rf"\b(?:{_RARE})\b", re.IGNORECASE),
}
_CAPITAL = re.compile(r"\b[A-Z][\w'-]+")
_OF_KIND = {
    Kind.SCHOOL_CLASS: Trait.PLACE,
    Kind.CAPITAL: Trait.PLACE,
    Kind.UNEXPLAINED_DATE: Trait.DAY,
}


def recognisable(text: str, today: date, known: frozenset[str] = frozenset()) -> tuple[Mark, ...]:
    """The pieces of a checked text by which who knows somebody may know them, in their order."""
    taken: list[Mark] = []
    for mark in sorted(_found(text, today, known), key=lambda one: (one.start, -one.end)):
        if not taken or mark.start >= taken[-1].end:
            taken.append(mark)
    return tuple(taken)


def _found(text: str, today: date, known: frozenset[str]) -> Iterator[Mark]:
    for trait, pattern in _PATTERNS.items():
        for hit in pattern.finditer(text):
            yield Mark(trait, hit.start(), hit.end())
    for word in _CAPITAL.finditer(text):
        if word[0].casefold() in places():
            yield Mark(Trait.PLACE, word.start(), word.end())
    for one in find_identifiers(text, names=(), known=known, today=today):
        if one.kind in SOFT:
            yield Mark(_OF_KIND.get(one.kind, Trait.NAME), one.start, one.end)
