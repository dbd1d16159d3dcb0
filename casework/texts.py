"""Every text field is sealed or checked (architecture 6); this is the check where it enters."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256

from casework.errors import Flaw
from rules.identifiers import find_identifiers, holds_bsn

MARK_BYTES = 6


@dataclass(frozen=True, slots=True)
class TextCheck:
    """The text as it may be stored, or what is wrong with it, or the words to ask about."""

    text: str | None
    flaw: Flaw | None = None
    names: tuple[str, ...] = field(default=(), repr=False)


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
    return TextCheck(text, names=tuple(dict.fromkeys(text[one.start : one.end] for one in findings)))


def mark_of(typed: str) -> str:
    """A short mark of a checked text: the same text again gives the same mark, however it is spaced."""
    return urlsafe_b64encode(sha256(" ".join(typed.split()).encode()).digest()[:MARK_BYTES]).decode()


def required_text(
    typed: str, limit: int, names: Sequence[str], known: Collection[str], today: date
) -> TextCheck:
    """Checked text that must be there: a full stop or a row of dashes says nothing."""
    checked = check_text(typed, limit, names, known, today)
    if checked.text is None and checked.flaw is None:
        return TextCheck(None, Flaw("required"))
    if checked.text is not None and not any(one.isalpha() for one in checked.text):
        return TextCheck(None, Flaw("no_words"))
    return checked
