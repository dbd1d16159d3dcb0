"""Where somebody lives: streets with a house number, and postcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from rules.identifiers.finding import Finding, Kind
from rules.identifiers.lexicon import any_of, places, words

NEAR = 25
_NUMBER = (
    r",? (?:nr\.? ?|nummer )?(?P<number>\d{1,4})(?P<more> ?(?:[a-z]|bis|hs|huis|rd|zw|\d?hoog)(?!\w)"
    r"|[- /]{1,3}(?:\d{1,3}|[a-z]{1,3}|\d?hoog)(?!\w))?(?![\w%]|[.:,]\d)"
)
_STREETS = (
    re.compile(
        r"\b(?P<street>[\w'-]{2,30}(?:straat|laan|weg|plein|dreef|hof|kade|singel|gracht|pad|steeg|dijk|plantsoen|markt"
        rf"|park|erf|baan|burg|str\.?)){_NUMBER}",
        re.IGNORECASE,
    ),
    re.compile(
        r"\b(?P<street>[A-Z][\w'-]{1,20} (?:Straat|Laan|Weg|Plein|Gracht|Dijk|Kade|Markt|Hof|Pad|Park|Singel"
        rf"|Baan)){_NUMBER}"
    ),
    re.compile(
        r"\b(?P<street>(?:[Ll]aan|[Pp]lein|[Ww]eg) (?:van |tot )?(?:de |het |der |den )?[A-Z0-9][\w'-]{2,30})"
        rf"{_NUMBER}"
    ),
)
_POSTCODE = re.compile(
    r"(?<![\w€-])(?<!\d[.,])(?P<digits>[1-9]\d{3})(?P<gap> {0,2}|-)(?P<letters>[A-Z]{2})(?![\w'])",
    re.IGNORECASE,
)
_NEVER_ISSUED = frozenset({"SA", "SD", "SS"})
# Letters that the pairs were made without; one that holds them is seldom a postcode.
_SELDOM = frozenset("FIOQUY")
_POST = re.compile(r"\b(?:postcode|pc|adres|woont|woonachtig)\b|\d ?[a-z]?, ?$", re.IGNORECASE)
_NAMED = re.compile(r"\b(?:postcode|pc)\W{0,2}(?:is)?\W{0,2}$", re.IGNORECASE)
_TOWN = re.compile(r",? ([A-Z]['\w]+)")
_CAPITALS, _SMALL = re.compile("[A-Z]"), re.compile("[a-z]")
# Nobody lives where there is an office or one meets.
_OFFICE = re.compile(
    r"\b(?:ons|jullie|het|nieuwe?|hun) (?:\w*kantoor|gebouw|locatie|vestiging|vergaderlocatie|spreekuur"
    r"|inloop\w*|overleg|buurthuis|\w*centrum|gemeentehuis|stadhuis|politiebureau)\b[^.!?]*$",
    re.IGNORECASE,
)
OFFICE_NEAR = 50
ROUND = 50
_NOW = range(1990, 2050)


@cache
def _counted() -> re.Pattern[str]:
    what = any_of(words("counted"))
    return re.compile(rf" ?(?:à |a |tot |of |- ?)?(?:\d+ )?(?:\w*(?:{what})|van de|van het)\b", re.IGNORECASE)


def find_streets(text: str) -> Iterator[Finding]:
    """A street with a house number; a number that counts people, hours or days is none."""
    for pattern in _STREETS:
        for hit in pattern.finditer(text):
            street, number = hit["street"], int(hit["number"])
            counted = number in _NOW or (not hit["more"] and _counted().match(text, hit.end()))
            if hit["more"] and _counted().match(text, hit.start("more")):
                counted = True
            if _OFFICE.search(text[max(0, hit.start() - OFFICE_NEAR) : hit.start()]):
                continue
            if counted or street in words("no_street") or street.lower() in places():
                continue
            yield Finding(Kind.ADDRESS, hit.start(), hit.end())


def find_postcodes(text: str) -> Iterator[Finding]:
    """Four digits and a pair of letters that exists, and not a number and a word of the sentence."""
    shouted = is_shouted(text)
    for hit in _POSTCODE.finditer(text):
        if _is_postcode(text, hit, shouted=shouted):
            yield Finding(Kind.POSTCODE, hit.start(), hit.end())


def _is_postcode(text: str, hit: re.Match[str], *, shouted: bool) -> bool:
    pair, word = hit["letters"].upper(), hit["letters"].lower()
    whole = not shouted and _is_whole(hit["digits"], hit["letters"])
    if pair in _NEVER_ISSUED or (hit["gap"] == "-" and not whole):
        return False
    before = text[max(0, hit.start() - NEAR) : hit.start()]
    if _NAMED.search(before):
        return True
    if _POST.search(before):
        return hit["letters"].isupper() or word not in words("two_letters")
    written = hit["letters"].isupper() and not shouted
    a_year = int(hit["digits"]) in _NOW
    a_count = hit["gap"] and not written and not int(hit["digits"]) % ROUND
    if a_count:  # "1200 ll" counts something
        return False
    if word in words("two_letters") and (not written or (hit["gap"] and a_year)):
        return False
    if _SELDOM & set(pair):
        town = _TOWN.match(text, hit.end())
        return written and (not hit["gap"] or bool(town and town[1].lower() in places()))
    return True


def _is_whole(digits: str, letters: str) -> bool:
    """Whether these with a dash between can only be a postcode: 6821-KX, not 2026-NL or 1200-AB."""
    return bool(int(digits) % ROUND) and letters.isupper() and not _SELDOM & set(letters)


def is_shouted(text: str) -> bool:
    """Whether a text is written in capitals, so that a capital says nothing."""
    capitals = len(_CAPITALS.findall(text))
    return capitals > 12 and capitals > 2 * len(_SMALL.findall(text))  # noqa: PLR2004
