"""The reasons that acute danger left for later, each in words of its own, before a second person judges."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from casework.casefile import CaseFile, load
from casework.errors import Flaw, Invalid, NotForYou, Refused
from casework.exceptions.recording import REASON_LIMIT
from casework.office import Office
from casework.people import Person, Seen
from casework.refs import ref
from casework.texts import sealed_text
from rules.vocabulary import Condition
from storage.evidence_tables import ExceptionEntry
from storage.repositories import exceptions
from storage.sealing import Purpose, place_of, sealed_field
from storage.unit_of_work import Unit


@dataclass(frozen=True, slots=True)
class ToComplete:
    """The conditions that are still asked for, and what was written for all of them at once."""

    ref: str
    signal_ref: str
    conditions: tuple[Condition, ...]
    said: str = field(repr=False)


def asked(office: Office, person: Person, number: int) -> ToComplete:
    """What is still asked of who invoked it; raises `NotForYou` for others, `Refused` when nothing is."""
    seen = office.see(person)
    with office.act("", person) as unit:
        entry, file = _mine(unit, person, number)
        reasons = _reasons(office, unit, file, entry, seen)
        return ToComplete(
            ref=ref("X", number),
            signal_ref=ref("S", file.number),
            conditions=tuple(office.book.conditions[one] for one in entry.to_complete),
            said=reasons.get(entry.to_complete[0], ""),
        )


def complete(office: Office, person: Person, number: int, written: Mapping[str, str], key: str) -> str:
    """Seal the words of each condition instead of the one text; returns the exception's reference.

    Raises `Invalid` per field (`c:` and the condition), and as `asked`.
    """
    seen = office.see(person, lately=True)
    with office.act(key, person) as unit:
        entry, file = _mine(unit, person, number)
        flaws: dict[str, Flaw] = {}
        least = office.policy.reasoning_length
        new: dict[str, str] = {}
        for one in entry.to_complete:
            checked = sealed_text(written.get(one, ""), REASON_LIMIT)
            if checked.flaw is not None:
                flaws[f"c:{one}"] = checked.flaw
            elif len(checked.text or "") < least:
                flaws[f"c:{one}"] = Flaw("reasoning_needed", least)
            new[one] = checked.text or ""
        if flaws:
            raise Invalid(flaws)
        reasons = _reasons(office, unit, file, entry, seen) | new
        place = place_of(entry, "reasons", Purpose.ACCOUNTABILITY)
        entry.reasons = unit.vault.seal(file.keys, place, json.dumps(reasons))
        entry.to_complete = []
        unit.session.add(entry)
        unit.session.flush()
        this = ref("X", number)
        unit.redraw(this)
        unit.note(person.user_id, "exception.complete", ref=this, code=entry.ground)
    return this


def _mine(unit: Unit, person: Person, number: int) -> tuple[ExceptionEntry, CaseFile]:
    entry = exceptions.entry(unit.session, number)
    if entry is None or not person.did(entry.invoker, entry.granted_at):
        raise NotForYou
    file = load(unit.session, entry.signal_id)
    file.must_be_in_use()
    if entry.reviewed_at is not None or entry.revoked_at is not None:
        raise Refused("REVIEW_DONE")
    if not entry.to_complete:
        raise Refused("REASONS_DONE")
    return entry, file


def _reasons(office: Office, unit: Unit, file: CaseFile, entry: ExceptionEntry, seen: Seen) -> dict[str, str]:
    permit = office.gate.own_words(unit, file, entry, seen)
    sealed = sealed_field(entry, "reasons", Purpose.ACCOUNTABILITY)
    held = {} if sealed is None else json.loads(office.gate.open(sealed, permit, unit.now))
    return {str(one): str(text) for one, text in held.items()}
