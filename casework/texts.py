"""Every text field is sealed or checked (design 5); this is the check where it enters."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from casework.errors import Flaw
from rules.identifiers import find_identifiers, holds_bsn


@dataclass(frozen=True, slots=True)
class TextCheck:
    """The text as it may be stored, or what is wrong with it, or what to ask about it."""

    text: str | None
    flaw: Flaw | None = None
    question: str | None = None


def sealed_text(typed: str, limit: int) -> TextCheck:
    """Text that will be sealed: anything but a BSN, at most `limit` characters; empty is None."""
    text = typed.strip()
    if not text:
        return TextCheck(None)
    if len(text) > limit:
        return TextCheck(None, Flaw("too_long", limit))
    if holds_bsn(text):
        return TextCheck(None, Flaw("contains_bsn"))
    return TextCheck(text)


def check_text(
    typed: str, limit: int, names: Sequence[str], known: Collection[str], today: date
) -> TextCheck:
    """Text that others will read: no identifying kinds; a possible name is asked about once."""
    text = " ".join(typed.split())
    if not text:
        return TextCheck(None)
    if len(text) > limit:
        return TextCheck(None, Flaw("too_long", limit))
    findings = find_identifiers(text, names=names, known=known, today=today)
    for finding in findings:
        if finding.hard:
            return TextCheck(None, Flaw(f"contains_{finding.kind.value}"))
    return TextCheck(text, question="may_hold_name" if findings else None)


def required_text(
    typed: str, limit: int, names: Sequence[str], known: Collection[str], today: date
) -> TextCheck:
    """Checked text that must be there."""
    checked = check_text(typed, limit, names, known, today)
    if checked.text is None and checked.flaw is None:
        return TextCheck(None, Flaw("required"))
    return checked
