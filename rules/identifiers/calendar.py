"""Dates and times as people write them in Dutch, and which of those is somebody's date of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from rules.folding import bare
from rules.identifiers.finding import Finding, Kind
from rules.identifiers.lexicon import any_of, first_names, words

_MONTH_NAMES = (
    "jan(?:uari|uary)?|feb(?:ruari|ruary)?|maart|mrt|mar(?:ch)?|apr(?:il)?|mei|may|june?|juni|july?|juli"
    "|aug(?:ustus|ust)?|sept?(?:ember)?|o[kc]t(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_MONTHS = {
    name: number
    for number, name in enumerate(
        ["jan", "feb", "maa", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"], 1
    )
} | {"mrt": 3, "mar": 3, "may": 5, "oct": 10}
_EDGE, _END = r"(?<![\w])(?<!\d[-/.])", r"(?![\w]|[-/.]\d)"
_GAP = r"(?: ?[-/.] ?| )"
_DATES = (
    re.compile(rf"{_EDGE}(?P<d>\d{{1,2}}){_GAP}(?P<m>\d{{1,2}}){_GAP}(?P<y>(?:19|20)\d\d){_END}"),
    re.compile(rf"{_EDGE}(?P<y>(?:19|20)\d\d) ?[-/.] ?(?P<m>\d{{1,2}}) ?[-/.] ?(?P<d>\d{{1,2}})(?!\w|-\d)"),
    re.compile(rf"{_EDGE}(?P<d>\d{{1,2}})(?P<gap>[-/.])(?P<m>\d{{1,2}})(?P=gap)'?(?P<y>\d\d){_END}"),
    re.compile(
        rf"{_EDGE}(?P<d>\d{{1,2}})(?:de|ste|e|th|nd|rd|st)?[ ./-]{{0,2}}(?P<name>{_MONTH_NAMES})"
        rf"\.?[ ,/-]{{0,2}}(?P<y>(?:19|20)\d\d|'\d\d|(?<=-)\d{{1,2}}|\d\d(?= ?[),.;\n]| ?$)){_END}",
        re.IGNORECASE,
    ),
    re.compile(rf"{_EDGE}(?P<d>\d\d)(?P<m>\d\d)(?P<y>(?:19|20)\d\d)(?![\w-])"),
    re.compile(rf"{_EDGE}(?P<y>(?:19|20)\d\d)(?P<m>\d\d)(?P<d>\d\d)(?![\w-])"),
)
_GLUED_FROM = 4
_DAY_MONTH = re.compile(rf"{_EDGE}\d{{1,2}}(?:e|de|ste)?[ .-]{{0,2}}(?:{_MONTH_NAMES})\b", re.IGNORECASE)
_TIME = r"(?:[01]?\d|2[0-4])[.:][0-5]\d"
_TO = r" ?(?:-|/|tot|t/?m|en|a|à) ?"
_TIMES = re.compile(
    rf"{_EDGE}(?:{_TIME}{_TO}{_TIME}|(?:[01]?\d|2[0-4]):[0-5]\d(?::\d\d)?|{_TIME} ?(?:u|uur|h)\b"
    rf"|\d{{3,4}}{_TO}\d{{3,4}} ?(?:u|uur|h)\b|(?:om|tot|vanaf|van|na|voor|rond) {_TIME}){_END}",
    re.IGNORECASE,
)
_RANGES = re.compile(
    rf"{_EDGE}(?:\d{{1,2}}[-/]\d{{1,2}}{_TO}\d{{1,2}}[-/]\d{{1,2}}"
    rf"|(?:19|20)\d\d ?[-/] ?(?:(?:19|20)\d\d|\d\d))(?![\w]|[-/.]?\d)"
)
_BORN = re.compile(
    r"\b(?:geboren|geb\b\.?|gebd(?:at|tm)|geb\. ?dat|geboorte(?:dat(?:um)?|dag|jaar)|g\.d\.|dob\b|d\.o\.b"
    r"|born|jarig|verjaart|ter wereld)",
    re.IGNORECASE,
)
_AGED = re.compile(r"\b(?:\d|1\d|2[0-2]) ?(?:jaar|jr|j\b)|\(\d{1,2}\)", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\w./-])'?(?P<y>(?:19|20)\d\d)(?![\w/]|[-.]\d)")
_FROM = re.compile(r"\b(?:uit|van|from|in)(?: het jaar)? ?$", re.IGNORECASE)
# What was done: a participle, or a noun for doing it.
_DONE = re.compile(r"\b(?:\w{0,8}ge\w{3,}[dt]|\w{4,}(?<!l)ing|\w{3,}[ai]tie|klaar)\b", re.IGNORECASE)
_BETWEEN = (
    re.compile(r"(?:van|vanaf|tussen) ?$", re.IGNORECASE),
    re.compile(r" ?(?:tot|t/m|en|-) ?(?:en met )?\d"),
)
_TILL = re.compile(r"\d ?(?:tot|t/m|en|-) ?(?:en met )?$")
_HELD_BY = re.compile(r"(?P<name>[^\W\d_]+|\b[A-Z]\.) ?[(,;:] ?$")
_NAMED = re.compile(r"(?:[A-Z][\w'-]+|[A-Z]\.) ?\($")
NEAR, CLAUSE = 25, 60
# A text that holds little beside a date gives the date of somebody.
FEW, LONG = 3, 6
# Schakel is for people under 23; who is younger than 8 is seldom meant by a date that nobody explains.
UNDER, UNEXPLAINED = 23, 8


@cache
def _person() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{any_of(words('people'))})\b", re.IGNORECASE)


@cache
def _event() -> re.Pattern[str]:
    called, around = any_of(words("events")), any_of(words("happened"))
    return re.compile(rf"\b(?:\w*(?:{called})(?:en|s|pen)?|{around})\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Day:
    """A date found in a text; `day` is None when it cannot exist, `short` when its year has two digits."""

    start: int
    end: int
    day: date | None
    short: bool


def days_in(text: str, today: date | None, *, glued: bool = True) -> list[Day]:
    """Every written date with a year, in order, without overlap; `glued` also as eight digits."""
    found: list[Day] = []
    for pattern in _DATES if glued else _DATES[:_GLUED_FROM]:
        for hit in pattern.finditer(text):
            day, short = _read(hit, today)
            clashes = any(one.start < hit.end() and hit.start() < one.end for one in found)
            if not clashes and (day is not None or not short):
                if day is None and hit[0].isdigit():
                    continue  # eight digits that make no date are another number
                found.append(Day(hit.start(), hit.end(), day, short))
    return sorted(found, key=lambda one: one.start)


def moments_in(text: str, today: date | None) -> Iterator[tuple[int, int]]:
    """Where dates, times, ranges of both and school years stand: none of it is another number."""
    for one in days_in(text, today, glued=False):
        yield one.start, one.end
    for pattern in (_TIMES, _DAY_MONTH, _RANGES):
        for hit in pattern.finditer(text):
            yield hit.span()


def find_birth_dates(text: str, today: date | None) -> Iterator[Finding]:
    """Dates that make somebody of 0 to 22 and are said of a person, and years that are.

    A date within the last year is an incident unless 'geboren' stands before it, and so is one beside
    what happened. A full date of which nothing is said is only asked about. Without `today` (local date)
    every past date is taken for a birth date.
    """
    taken: list[tuple[int, int]] = []
    for one in days_in(text, today):
        taken.append((one.start, one.end))
        if (kind := _kind_of(text, one, today)) is not None:
            yield Finding(kind, one.start, one.end)
    for hit in _YEAR.finditer(text):
        inside = any(start <= hit.start() < end for start, end in taken)
        if not inside and _is_birth_year(text, hit, today):
            yield Finding(Kind.BIRTH_DATE, *hit.span("y"))


def _kind_of(text: str, one: Day, today: date | None) -> Kind | None:
    if one.day is None or today is None:
        return None if one.day is None else Kind.BIRTH_DATE
    if one.day > today:
        return None
    before, after = text[max(0, one.start - NEAR) : one.start], text[one.end : one.end + NEAR]
    if _BORN.search(before):
        return Kind.BIRTH_DATE
    age = _age(one.day, today)
    if not 1 <= age < UNDER or _is_range(before, after):
        return None
    person = _person().search(before)
    said = bool(person and re.search(r"(?:van|uit|from|\(|,|:|-) ?$", before)) or _held_by_somebody(before)
    clause = text[max(0, one.start - CLAUSE) : one.start]
    happened = _event().search(clause)
    if said or _AGED.search(before) or _AGED.search(after):
        return None if happened else Kind.BIRTH_DATE
    if one.short or age < UNEXPLAINED or happened or _event().search(after):
        return None
    if person or _stands_alone(text, one):
        return Kind.BIRTH_DATE
    return None if _DONE.search(clause) or _DONE.search(after) else Kind.UNEXPLAINED_DATE


def _is_range(before: str, after: str) -> bool:
    begins, goes_on = _BETWEEN
    return bool((begins.search(before) and goes_on.match(after)) or _TILL.search(before))


def _held_by_somebody(before: str) -> bool:
    """Whether a first name or initial stands right before a date that is set apart: 'J. (', 'Noor, '."""
    held = _HELD_BY.search(before)
    return held is not None and (held["name"].endswith(".") or bare(held["name"]) in first_names())


def _stands_alone(text: str, one: Day) -> bool:
    others = re.findall(r"[^\W\d_]+", text[: one.start] + " " + text[one.end :])
    return len(others) <= FEW and all(len(word) < LONG for word in others)


def _is_birth_year(text: str, hit: re.Match[str], today: date | None) -> bool:
    year = int(hit["y"])
    if today is not None and not 0 <= today.year - year <= UNDER:
        return False
    before = text[max(0, hit.start() - NEAR) : hit.start()]
    if _BORN.search(before) and re.search(
        rf"(?:\b(?:in|uit|van|op|{_MONTH_NAMES})|geb\w*\.?|born|jaar|:|=) ?$", before, re.IGNORECASE
    ):
        return True
    if today is not None and today.year - year < UNEXPLAINED:
        return False
    if _event().search(before):
        return False
    if before.endswith("(") and text[hit.end() : hit.end() + 1] in (")", ","):
        return bool(_NAMED.search(before) or _person().search(before))
    said = _person().search(before)
    return bool(said and _FROM.search(before) and len(before) - said.end() <= len(" is van het jaar "))


def _read(hit: re.Match[str], today: date | None) -> tuple[date | None, bool]:
    year = hit["y"].lstrip("'")
    short = len(year) < len("2009")
    month = int(hit["m"]) if "m" in hit.re.groupindex else _MONTHS[hit["name"][:3].lower()]
    full = int(year)
    if short:
        this = (today or date(2099, 1, 1)).year
        full += 2000 if 2000 + full <= this + 1 else 1900
    try:
        return date(full, month, int(hit["d"])), short
    except ValueError:
        return None, short


def _age(born: date, today: date) -> int:
    return today.year - born.year - ((today.month, today.day) < (born.month, born.day))
