"""Takes overleggen over from a directory file; the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import select

from casework.directory.importing import Changes
from casework.directory.reading import BadDirectory, Entry
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

KNOWN = frozenset(
    {
        "title",
        "partnership",
        "starts",
        "frequency",
        "duration",
        "location",
        "organiser",
        "chair",
        "participants",
        "reminders",
        "holidays",
    }
)
LONGEST = 24 * 60
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

    An overleg is known by its partnership and title. Raises `BadDirectory` with the line of the fault.
    """
    seen: set[tuple[int, str]] = set()
    before: list[OverlegFile] = []
    for entry in entries:
        partnership = _partnership(unit, entry)
        draft = _draft(unit, entry, partnership, book, unit.now.astimezone(zone).date())
        if (draft.partnership_id, draft.title) in seen:
            raise BadDirectory(entry.line, f"overleg '{draft.title}' staat er twee keer in")
        seen.add((draft.partnership_id, draft.title))
        known = overleggen.by_title(unit.session, draft.partnership_id, draft.title)
        if known is None:
            row = store(unit, draft, zone=zone.key, actor="schakel")
            changes.added += 1
            before.append(load(unit.session, row.id or 0))
        else:
            was = load(unit.session, known.id or 0)
            frozen = replace(was, row=Overleg.model_validate(known.model_dump()))
            if _bring_in_line(unit, entry, known, draft):
                changes.changed += 1
                before.append(frozen)
    return before


def _bring_in_line(unit: Unit, entry: Entry, row: Overleg, draft: OverlegDraft) -> bool:
    wanted: dict[str, Any] = {name: getattr(draft, name) for name in _COMPARED}
    wanted["reminders"] = list(draft.reminders)
    changed = {name for name, value in wanted.items() if getattr(row, name) != value}
    for name in changed:
        setattr(row, name, wanted[name])
    invited = "participants" in entry.fields and overleggen.invite(
        unit.session, row.id or 0, draft.participants
    )
    if changed or invited:
        row.sequence += 1
        unit.session.add(row)
        unit.session.flush()
        unit.note("schakel", "overleg.import", ref=f"O-{row.id}", facts={"fields": sorted(changed)})
    return bool(changed or invited)


def _partnership(unit: Unit, entry: Entry) -> Partnership:
    name = entry.text("partnership")
    row = unit.session.exec(select(Partnership).where(Partnership.name == name)).first()
    if row is None:
        raise BadDirectory(entry.line, f"samenwerking '{name}' is onbekend")
    if not row.active:
        raise BadDirectory(entry.line, f"samenwerking '{name}' doet niet meer mee")
    return row


def _draft(unit: Unit, entry: Entry, row: Partnership, book: Rulebook, today: date) -> OverlegDraft:
    for name in entry.fields:
        if name not in KNOWN:
            raise BadDirectory(entry.line, f"'{name}' is onbekend bij een overleg")
    members = [partner_ref(one) for one in directory.members(unit.session, row.id or 0)]
    table = Table({one.id: one for one in members}, row.coordinator)
    words = {row.name, *(one.name for one in members), *(one.organisation for one in members)}
    starts = _starts(entry)
    return OverlegDraft(
        partnership_id=row.id or 0,
        title=_checked(entry, "title", TITLE_LIMIT, words, today) or "",
        first_day=starts.date(),
        starts_at=starts.time(),
        minutes=_minutes(entry, book.meetings[row.kind].duration),
        frequency=Frequency(_one_of(entry, "frequency", list(Frequency), book.meetings[row.kind].rhythm)),
        location=_checked(entry, "location", LOCATION_LIMIT, words, today),
        organiser=_account(entry, "organiser", table),
        chair=_account(entry, "chair", table),
        participants=_participants(entry, members, book, row),
        reminders=_reminders(entry),
        on_closed=OnClosed(_one_of(entry, "holidays", list(OnClosed), OnClosed.SKIP)),
    )


def _starts(entry: Entry) -> datetime:
    value = entry.fields.get("starts")
    try:
        found = value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
    except ValueError:
        found = None
    whole_day = not isinstance(value, datetime) and len(str(value)) < len("2026-12-01T10:00")
    if found is None or found.tzinfo is not None or whole_day:
        raise BadDirectory(entry.line, "'starts' moet plaatselijke tijd zijn, zoals 2026-12-01T10:00")
    return found.replace(second=0, microsecond=0)


def _minutes(entry: Entry, usual: int) -> int:
    value = entry.fields.get("duration", usual)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 < value <= LONGEST:
        raise BadDirectory(entry.line, "'duration' moet een aantal minuten zijn")
    return value


def _one_of(entry: Entry, name: str, offered: Sequence[str], usual: str) -> str:
    value = entry.fields.get(name, usual)
    if value not in offered:
        raise BadDirectory(entry.line, f"'{name}' moet een van deze zijn: {', '.join(offered)}")
    return str(value)


def _checked(entry: Entry, name: str, limit: int, words: set[str], today: date) -> str | None:
    value = entry.fields.get(name)
    if value is None and name != "title":
        return None
    checked = required_text(entry.text(name), limit, (), words, today)
    if checked.flaw is not None:
        raise BadDirectory(entry.line, f"'{name}' is te lang of bevat iets wat herleidbaar is")
    return checked.text


def _account(entry: Entry, name: str, table: Table) -> str:
    user = entry.text(name)
    if user not in table.accounts:
        raise BadDirectory(entry.line, f"'{name}': {user} hoort niet bij deze samenwerking")
    return user


def _participants(
    entry: Entry, members: list[PartnerRef], book: Rulebook, row: Partnership
) -> tuple[int, ...]:
    named = entry.fields.get("participants")
    if named is None:
        return tuple(one.id for one in template_participants(book.meetings[row.kind], members))
    if not isinstance(named, list):
        raise BadDirectory(entry.line, "'participants' moet een lijst van namen zijn")
    by_name = {one.name: one.id for one in members} | {one.user_id: one.id for one in members if one.user_id}
    for name in named:
        if name not in by_name:
            raise BadDirectory(entry.line, f"deelnemer '{name}' hoort niet bij deze samenwerking")
    return tuple(by_name[name] for name in named)


def _reminders(entry: Entry) -> tuple[str, ...]:
    value = entry.fields.get("reminders", list(USUAL_REMINDERS))
    if not isinstance(value, list) or not set(map(str, value)) <= set(KINDS):
        raise BadDirectory(entry.line, f"'reminders' moet een lijst zijn uit: {', '.join(KINDS)}")
    return tuple(kind for kind in KINDS if kind in value)
