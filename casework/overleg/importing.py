"""Takes overleggen over from a directory file; the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from casework.directory.changes import Changes
from casework.directory.faults import Fault
from casework.directory.importing import partnership_called
from casework.directory.reading import BadDirectory, Entry
from casework.directory.schema import clean
from casework.overleg.drafting import LOCATION_LIMIT, TITLE_LIMIT, OverlegDraft, Table
from casework.overleg.file import OverlegFile, load
from casework.overleg.planning import USUAL_REMINDERS, store, template_participants
from casework.people import PartnerRef, partner_ref
from casework.texts import required_text
from rules.book import Rulebook
from rules.overleggen import OnClosed
from rules.recurring import Frequency
from rules.reminding import KINDS
from storage.directory_tables import Partnership
from storage.overleg_tables import Overleg
from storage.repositories import directory, overleggen
from storage.unit_of_work import Unit

_COMPARED = (
    "first_day",
    "starts_at",
    "minutes",
    "frequency",
    "location",
    "organiser",
    "chair",
    "on_closed",
)


def store_overleggen(
    unit: Unit, entries: Sequence[Entry], book: Rulebook, zone: ZoneInfo, changes: Changes
) -> list[OverlegFile]:
    """Bring the overleggen in line with the file; gives those that changed as they were before.

    An overleg is known by its partnership and title. Raises `BadDirectory` with all that is wrong.
    """
    before: list[OverlegFile] = []
    for entry, draft in _drafts(unit, entries, book, unit.now.astimezone(zone).date()):
        known = overleggen.by_title(unit.session, draft.partnership_id, draft.title)
        if known is None:
            row = store(unit, draft, zone=zone.key, actor="schakel")
            changes.meet("overleg", row.id or 0)
            changes.add("overleg", draft.title)
            before.append(load(unit.session, row.id or 0))
        else:
            was = load(unit.session, changes.meet("overleg", known.id or 0))
            frozen = replace(was, row=Overleg.model_validate(known.model_dump()))
            if _bring_in_line(unit, entry, known, draft, changes):
                before.append(frozen)
    return before


def _bring_in_line(unit: Unit, entry: Entry, row: Overleg, draft: OverlegDraft, changes: Changes) -> bool:
    wanted: dict[str, Any] = {name: getattr(draft, name) for name in _COMPARED}
    wanted["reminders"] = list(draft.reminders)
    was = {name: (getattr(row, name), new) for name, new in wanted.items() if getattr(row, name) != new}
    for name, (_, new) in was.items():
        setattr(row, name, new)
    invited = "participants" in entry.fields and overleggen.invite(
        unit.session, row.id or 0, draft.participants
    )
    if was or invited:
        row.sequence += 1
        unit.session.add(row)
        unit.session.flush()
        unit.note("schakel", "overleg.import", ref=f"O-{row.id}", facts={"fields": sorted(was)})
        changes.change("overleg", draft.title, was)
    return bool(was or invited)


def _drafts(
    unit: Unit, entries: Sequence[Entry], book: Rulebook, today: date
) -> list[tuple[Entry, OverlegDraft]]:
    faults: list[Fault] = []
    found: dict[tuple[int, str], tuple[Entry, OverlegDraft]] = {}
    for entry in entries:
        partnership = _partnership(unit, entry, faults)
        if partnership is None:
            continue
        draft = _draft(unit, entry, partnership, book, today, faults)
        if (draft.partnership_id, draft.title) in found:
            faults.append(entry.fault("title", f"overleg '{draft.title}' staat er twee keer in"))
        found[draft.partnership_id, draft.title] = entry, draft
    if faults:
        raise BadDirectory(faults)
    return list(found.values())


def _partnership(unit: Unit, entry: Entry, faults: list[Fault]) -> Partnership | None:
    name = entry.text("partnership")
    row = partnership_called(unit.session, name)
    if row is None:
        faults.append(entry.fault("partnership", f"samenwerking '{name}' is onbekend"))
    elif not row.active:
        faults.append(entry.fault("partnership", f"samenwerking '{name}' doet niet meer mee"))
    return row if row is not None and row.active else None


def _draft(
    unit: Unit, entry: Entry, row: Partnership, book: Rulebook, today: date, faults: list[Fault]
) -> OverlegDraft:
    """The series as it will be; what does not fit is a fault, and then nothing is stored."""
    members = [partner_ref(one) for one in directory.members(unit.session, row.id or 0)]
    table = Table({one.id: one for one in members}, row.coordinator)
    words = {row.name, *(one.name for one in members), *(one.organisation for one in members)}
    starts: datetime = entry.fields["starts"]
    reminders = entry.fields.get("reminders", USUAL_REMINDERS)
    return OverlegDraft(
        partnership_id=row.id or 0,
        title=_checked(entry, "title", TITLE_LIMIT, words, today, faults) or "",
        first_day=starts.date(),
        starts_at=starts.time(),
        minutes=entry.fields.get("duration", book.meetings[row.kind].duration),
        frequency=Frequency(entry.fields.get("frequency", book.meetings[row.kind].rhythm)),
        location=_checked(entry, "location", LOCATION_LIMIT, words, today, faults),
        organiser=_account(entry, "organiser", table, faults),
        chair=_account(entry, "chair", table, faults),
        participants=_participants(entry, members, book, row, faults),
        reminders=tuple(kind for kind in KINDS if kind in reminders),
        on_closed=OnClosed(entry.fields.get("holidays", OnClosed.SKIP)),
    )


def _checked(
    entry: Entry, name: str, limit: int, words: set[str], today: date, faults: list[Fault]
) -> str | None:
    value = entry.fields.get(name)
    if value is None:
        return None
    checked = required_text(value, limit, (), words, today)
    if checked.flaw is not None:
        faults.append(entry.fault(name, f"'{name}' is te lang of bevat iets wat herleidbaar is"))
        return str(value)
    return checked.text


def _account(entry: Entry, name: str, table: Table, faults: list[Fault]) -> str:
    user = entry.text(name)
    if user not in table.accounts:
        faults.append(entry.fault(name, f"'{name}': {user} hoort niet bij deze samenwerking"))
    return user


def _participants(
    entry: Entry, members: list[PartnerRef], book: Rulebook, row: Partnership, faults: list[Fault]
) -> tuple[int, ...]:
    named = entry.fields.get("participants")
    if named is None:
        return tuple(one.id for one in template_participants(book.meetings[row.kind], members))
    by_name = {clean(one.name): one.id for one in members} | {
        one.user_id: one.id for one in members if one.user_id
    }
    faults += [
        entry.fault("participants", f"deelnemer '{name}' hoort niet bij deze samenwerking")
        for name in named
        if name not in by_name
    ]
    return tuple(by_name[name] for name in named if name in by_name)
