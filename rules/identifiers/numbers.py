"""Numbers that belong to one person: citizen service numbers, phones and bank accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum import iban
from stdnum.nl import bsn

from rules.identifiers.finding import Finding, Kind

NEAR = 25
_NINE, _EIGHT = 9, 8
# Groups of digits with at most three signs between them: tabs, line ends, commas, slashes, dashes.
_GROUPS = re.compile(r"\d+(?:[\s.,;/\\|_+*'\"()-]{1,3}\d+)*")
_BSN_WORD = re.compile(
    r"(?<![a-z])(?:bsn|b\.s\.n|burgerservice(?:nr|nummer)|sofi(?:nummer|nr)?|persoonsnummer)(?![a-z])",
    re.IGNORECASE,
)
_CALLED_BSN = re.compile(rf"{_BSN_WORD.pattern}\W{{0,4}}$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b\w*(?:order|factuur|bestel|offerte|artikel|zaak|klant|serie|model|dossier|parket|kvk|agb|ticket|aanvraag|kenmerk"
    r"|referentie|vestiging|rol|polis|relatie|deelnemer|lid|volg|brin)\w*\W{0,3}(?:nr|nummer|no|is)?\W{0,3}$|\bpv\w*\W{0,3}$|#$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?:€|eur|euro) ?\d[\d.,]*(?:,-)?"
    r"|\d[\d.,]* ?(?:€|euro|eur|kg|gram|gr|ml|cl|km|meter|m2|liter|procent|%)(?!\w)",
    re.IGNORECASE,
)
_REFERENCE = re.compile(
    # a mention; the number of a case at the prosecutor's: 05-123456-26, 16/234567-25
    r"<[@#][A-Z][A-Z0-9]{4,}(?:\|[^>]{0,80})?>|(?<![\d+-])(?!06)[012]\d[-/. ]\d{6}[-/]\d\d(?![\d-])"
    r"|\b(?:DOEL|SIG|PL|[SOXDRALG])-?\d{1,6}(?:[-/]\d{1,10}){0,3}(?![\w/-])"
)
_SEP = r"[\s._\-/()]{0,3}"
_MOBILE = re.compile(
    rf"(?<!\d)(?<!\d[.,])(?:(?:\+|00){_SEP}31{_SEP}(?:\(?0\)?{_SEP})?|31{_SEP}|\(?(?:0|(?<![^\W\d_])o){_SEP}|\+0{_SEP})6(?:{_SEP}\d){{8}}(?![.\-/]?\d)",
    re.IGNORECASE,
)
_CALLED = re.compile(r"(?<![\w.])(?:\+|00|\(?0)[\d ()./-]{7,20}\d(?!\w)")
_OFFICE = re.compile(r"\(?0\d{2,3}\)? ?[- ] ?\d{6,7}")
_IBAN = re.compile(
    r"(?<![A-Z0-9])[A-Z]{2}\d{2}[ .-]?(?:[A-Z0-9]{4}[ .-]?){2,7}[A-Z0-9]{0,4}(?![A-Z0-9])", re.IGNORECASE
)


def ordinary_numbers(text: str) -> Iterator[tuple[int, int]]:
    """Amounts, weights and references: digits that are nobody's number."""
    for pattern in (_AMOUNT, _REFERENCE):
        for hit in pattern.finditer(text):
            yield hit.span()


def find_bsn(text: str) -> Iterator[Finding]:
    """Nine digits that pass the elfproef, however they were pasted; eight only beside the word BSN.

    Nine digits beside the word count even when they fail it; a named order number is none.
    """
    for hit in _GROUPS.finditer(text):
        if sum(map(str.isdigit, hit[0])) < _EIGHT:
            continue
        groups = list(re.finditer(r"\d+", hit[0]))
        for first, last, digits in _nines(groups):
            start, end = hit.start() + groups[first].start(), hit.start() + groups[last].end()
            if _is_bsn(text, start, end, digits):
                yield Finding(Kind.BSN, start, end)


def _nines(groups: list[re.Match[str]]) -> Iterator[tuple[int, int, str]]:
    """Neighbouring groups that have eight or nine digits together."""
    for first in range(len(groups)):
        digits = ""
        for last in range(first, len(groups)):
            digits += groups[last][0]
            if len(digits) > _NINE:
                break
            if len(digits) >= _EIGHT:
                yield first, last, digits


def _is_bsn(text: str, start: int, end: int, digits: str) -> bool:
    before = text[max(0, start - NEAR) : start]
    if _NUMBERED.search(before) and not _CALLED_BSN.search(before):
        return False
    named = bool(_BSN_WORD.search(before) or _BSN_WORD.search(text[end : end + NEAR]))
    if len(digits) < _NINE:
        return named  # without its leading zero
    listed = ", " in text[start:end]
    return named or (bsn.is_valid(digits) and not listed)


def find_mobiles(text: str) -> list[Finding]:
    """Dutch mobile numbers in any grouping, with or without the country."""
    return [Finding(Kind.PHONE, hit.start(), hit.end()) for hit in _MOBILE.finditer(text)]


def find_phones(text: str) -> Iterator[Finding]:
    """Other numbers that exist and lead to somebody; service numbers and those of an office are left alone.

    A fixed line with its area code set apart, as offices write it, belongs to an organisation far more
    often than to a young person.
    """
    hits = [hit for hit in _CALLED.finditer(text) if not _OFFICE.fullmatch(hit[0].strip())]
    if not hits:
        return
    import phonenumbers  # noqa: PLC0415  # large, and only this needs it

    somebody = {
        phonenumbers.PhoneNumberType.MOBILE,
        phonenumbers.PhoneNumberType.FIXED_LINE,
        phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE,
        phonenumbers.PhoneNumberType.PERSONAL_NUMBER,
        phonenumbers.PhoneNumberType.VOIP,
        phonenumbers.PhoneNumberType.PAGER,
    }
    for hit in hits:
        try:
            number = phonenumbers.parse(hit[0], "NL")
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) in somebody:
            yield Finding(Kind.PHONE, hit.start(), hit.end())


def find_ibans(text: str) -> Iterator[Finding]:
    """Bank accounts with a right check digit."""
    for hit in _IBAN.finditer(text):
        if iban.is_valid(hit[0], check_country=False):
            yield Finding(Kind.IBAN, hit.start(), hit.end())
