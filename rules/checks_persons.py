"""Checks on who signed a consent record: the youth, the holders of gezag, representatives."""

from __future__ import annotations

from rules.asking import Asked
from rules.checks_act import Record
from rules.codes import Hint, Reason
from rules.model import YOUTH, Holder, OtherHolder, Verdict, YouthVoice
from rules.moments import local_day
from rules.vocabulary import Mode

_POSITION_KNOWN = frozenset({OtherHolder.AGREES, OtherHolder.SAID_TO_AGREE, OtherHolder.UNREACHABLE})
_HEARD = frozenset({YouthVoice.AGREES, YouthVoice.NO_OBJECTION})


def no_representative(_: Record, asked: Asked) -> Verdict | None:
    """An adult without capacity needs somebody to decide (section 3)."""
    return asked.refuse(Reason.INCAPABLE_NO_REP) if asked.required.mode is Mode.NOBODY else None


def gezag_not_verified(_: Record, asked: Asked) -> Verdict | None:
    """Gezag is verified wherever holders' consent is needed; unknown holders are missing, not unverified."""
    if asked.case.gezag.verified or not asked.required.holders:
        return None
    return asked.refuse(Reason.GEZAG_NOT_VERIFIED)


def youth_missing(record: Record, asked: Asked) -> Verdict | None:
    """The youth's own signature where it is required; parents' consent lapses at 16 (P6)."""
    given = record.consent.given
    if not asked.required.youth or asked.youth_signed(given):
        return None
    by_adult = (moment for person, moment in given.items() if person != YOUTH)
    lapsed = asked.today >= asked.sixteenth and any(local_day(one) < asked.sixteenth for one in by_adult)
    reason = Reason.LAPSED_16 if lapsed else Reason.MISSING_CONSENTER
    return asked.refuse(reason, hint=Hint.ASK_YOUTH, missing=asked.required.missing(given.keys() - {YOUTH}))


def holder_missing(record: Record, asked: Asked) -> Verdict | None:
    """One or all holders of gezag, or a representative, have signed (section 3)."""
    required, given = asked.required, record.consent.given
    missing = required.missing(given)
    if required.mode is Mode.REPRESENTATIVE and missing:
        return asked.refuse(Reason.MISSING_CONSENTER, hint=Hint.ASK_REPRESENTATIVE, missing=missing)
    if not required.by_holders:
        return None
    if not required.holders:
        return asked.refuse(Reason.MISSING_CONSENTER, hint=Hint.VERIFY_GEZAG)
    absent = [holder for holder in required.holders if holder.id in missing]
    if not absent:
        return None
    if len(absent) < len(required.holders):
        hint = _hint(absent, asked, parent=Hint.ASK_OTHER_PARENT)
        return asked.refuse(Reason.MISSING_CONSENTER, hint=hint, missing=missing)
    if given.keys() - {YOUTH}:
        return asked.refuse(Reason.NOT_GEZAG, hint=_hint(absent, asked), missing=missing)
    hint = _hint(absent, asked) if required.capable else Hint.ASK_REPRESENTATIVE
    return asked.refuse(Reason.MISSING_CONSENTER, hint=hint, missing=missing)


def _hint(absent: list[Holder], asked: Asked, parent: Hint = Hint.ASK_PARENT) -> str:
    """Ask the parent when one is among the absent, else the guardian."""
    hints = {asked.book.holder_types[holder.type].hint for holder in absent}
    return parent if Hint.ASK_PARENT in hints else Hint.ASK_GUARDIAN


def other_holder_not_recorded(record: Record, asked: Asked) -> Verdict | None:
    """Under avg the position of a holder who did not sign is recorded (P4)."""
    if not asked.required.other_holder or record.consent.other_holder in _POSITION_KNOWN:
        return None
    silent = [one.id for one in asked.required.holders if one.id not in record.consent.given]
    return asked.refuse(Reason.OTHER_HOLDER_NOT_RECORDED, missing=silent) if silent else None


def youth_not_heard(record: Record, asked: Asked) -> Verdict | None:
    """12–15 under avg: heard and no objection; a signature counts as heard (P1, section 5c)."""
    if not asked.required.hear_youth or record.consent.youth_voice in _HEARD:
        return None
    given = record.consent.given
    if asked.youth_signed(given) and asked.come(given[YOUTH]):
        return None
    return asked.refuse(Reason.YOUTH_NOT_HEARD, missing=(YOUTH,))
