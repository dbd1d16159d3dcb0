"""Numbers that belong to one person or household: BSN, phone, account, plate, postcode, dates of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from stdnum import iban
from stdnum.nl import bsn

from rules.identifiers.finding import Finding, Kind
from rules.identifiers.plain import Plain

# Digits in one run, separated by at most one dot, dash or space; longer runs are other numbers.
_DIGITS = re.compile(r"(?<![\w.-])\d(?:[ .-]?\d){7,8}(?![\w]|[.-]\d)")
_BSN_WORD = re.compile(
    r"\b(?:bsn|burgerservicenr|burgerservicenummer|sofi(?:nummer)?|persoonsnummer)\b", re.IGNORECASE
)
_NUMBERED = re.compile(
    r"\b\w*(?:order|factuur|bestel|offerte|artikel|zaak|klant|serie|model)\w*\W{0,3}$", re.IGNORECASE
)
_PHONE_START = re.compile(r"(?<![\w.])(?:\+|00|\(?0)[\d ()./-]{7,20}\d")
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}[ ]?(?:[A-Z0-9]{4}[ ]?){2,7}[A-Z0-9]{1,4}\b", re.IGNORECASE)
_POSTCODE = re.compile(r"(?<![\w-])[1-9]\d{3} ?(?!sa|sd|ss)[A-Z]{2}(?![\w])", re.IGNORECASE)
_PLATE = re.compile(
    r"(?<![\w-])(?:[A-Z]{2}-\d{2}-\d{2}|\d{2}-\d{2}-[A-Z]{2}|\d{2}-[A-Z]{2}-\d{2}|[A-Z]{2}-\d{2}-[A-Z]{2}"
    r"|[A-Z]{2}-[A-Z]{2}-\d{2}|\d{2}-[A-Z]{2}-[A-Z]{2}|\d{2}-[A-Z]{3}-\d|\d-[A-Z]{3}-\d{2}|[A-Z]{2}-\d{3}-[A-Z]"
    r"|[A-Z]-\d{3}-[A-Z]{2}|[A-Z]{3}-\d{2}-[A-Z]|[A-Z]-\d{2}-[A-Z]{3}|\d-[A-Z]{2}-\d{3}|\d{3}-[A-Z]{2}-\d)(?![\w-])",
    re.IGNORECASE,
)
_MONTHS = (
    "jan(?:uari)?|feb(?:ruari)?|maart|mrt|apr(?:il)?|mei|juni?|juli?|aug(?:ustus)?"
    "|sep(?:t(?:ember)?)?|okt(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_FULL_DATE = re.compile(
    r"(?<![\w-])(?:\d{1,2}[-/. ]\d{1,2}[-/. ](?P<y1>(?:19|20)\d\d)"
    r"|(?P<y2>(?:19|20)\d\d)[-/.]\d{1,2}[-/.]\d{1,2}"
    rf"|\d{{1,2}} (?:{_MONTHS})\.? (?P<y3>(?:19|20)\d\d))(?![\w-])",
    re.IGNORECASE,
)
_BORN = re.compile(r"\b(?:geboren|geb\.?|geboortedatum|geb\. ?dat\.?|dob)\b", re.IGNORECASE)
_YEAR_IN_BRACKETS = re.compile(r"\((?P<year>(?:19|20)\d\d)\)")
_SHORT_DATE = re.compile(r"(?<![\w-])\d{1,2}[-/.]\d{1,2}[-/.]\d{2}(?![\w-])")
NEAR = 25
OLDEST = 27
YOUNGEST_MONTHS = 12


def find_bsn(plain: Plain) -> Iterator[Finding]:
    """Nine digits that pass the elfproef; eight only beside the word BSN; a named order number is none."""
    for hit in _DIGITS.finditer(plain.text):
        digits = re.sub(r"\D", "", hit[0])
        named = bool(_BSN_WORD.search(plain.text[max(0, hit.start() - NEAR) : hit.end() + NEAR]))
        if len(digits) == 8 and not named:  # noqa: PLR2004  # eight digits lack the leading zero
            continue
        other = _NUMBERED.search(plain.text[max(0, hit.start() - NEAR) : hit.start()])
        if named or (bsn.is_valid(digits) and not other):
            yield Finding(Kind.BSN, *plain.span(hit.start(), hit.end()))


def find_phone(plain: Plain) -> Iterator[Finding]:
    """Numbers that can be called, Dutch or international; a landline of an office is left alone.

    Fixed lines belong to organisations far more often than to young people; mobile and foreign numbers
    are refused, and a fixed line too unless it has the area code set apart as offices write it.
    """
    import phonenumbers  # noqa: PLC0415  # large, and only this needs it

    for hit in _PHONE_START.finditer(plain.text):
        try:
            number = phonenumbers.parse(hit[0], "NL")
        except phonenumbers.NumberParseException:
            continue
        if not phonenumbers.is_possible_number(number):
            continue
        office = re.fullmatch(r"\(?0\d{2,3}\)?[- ]\d{6,7}", hit[0].strip())
        mobile = re.sub(r"\D", "", hit[0]).startswith(("06", "316", "00316"))
        if mobile or not office:
            yield Finding(Kind.PHONE, *plain.span(hit.start(), hit.end()))


def find_accounts(plain: Plain) -> Iterator[Finding]:
    """Bank accounts with a right check digit, and licence plates."""
    for hit in _IBAN.finditer(plain.text):
        if iban.is_valid(hit[0]):
            yield Finding(Kind.IBAN, *plain.span(hit.start(), hit.end()))
    for hit in _PLATE.finditer(plain.text):
        yield Finding(Kind.PLATE, *plain.span(hit.start(), hit.end()))
    for hit in _POSTCODE.finditer(plain.text):
        yield Finding(Kind.POSTCODE, *plain.span(hit.start(), hit.end()))


def find_birth_dates(plain: Plain, today: date | None) -> Iterator[Finding]:
    """Dates that would make a person of 1 to 27, or any date or year beside 'geboren'."""
    year_now = today.year if today else None
    for hit in _FULL_DATE.finditer(plain.text):
        year = int(hit["y1"] or hit["y2"] or hit["y3"])
        of_age = year_now is None or year_now - OLDEST <= year < year_now
        if of_age or _near_born(plain, hit):
            yield Finding(Kind.BIRTH_DATE, *plain.span(hit.start(), hit.end()))
    for pattern in (_SHORT_DATE, re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")):
        for hit in pattern.finditer(plain.text):
            if _near_born(plain, hit):
                yield Finding(Kind.BIRTH_DATE, *plain.span(hit.start(), hit.end()))
    for hit in _YEAR_IN_BRACKETS.finditer(plain.text):
        if year_now is None or year_now - OLDEST <= int(hit["year"]) < year_now:
            yield Finding(Kind.BIRTH_DATE, *plain.span(hit.start(), hit.end()))


def _near_born(plain: Plain, hit: re.Match[str]) -> bool:
    return bool(_BORN.search(plain.text[max(0, hit.start() - NEAR) : hit.start()]))
