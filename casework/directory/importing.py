"""Stores a directory file; importing the same file twice changes nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from casework.directory.changes import Changes
from casework.directory.faults import Fault
from casework.directory.grants import taken_by_hand
from casework.directory.reading import BadDirectory, DirectoryFile, Entry
from casework.directory.schema import clean, same
from casework.people import is_another, takes_account
from storage import planned_posts
from storage.directory_tables import Membership, Partner, Partnership, RoleGrant
from storage.repositories import accounts, organisations

Row = TypeVar("Row", Partnership, Partner)
Fields = dict[str, Any]


def store_directory(session: Session, found: DirectoryFile, now: datetime) -> Changes:
    """Bring the directory in line with the file: add and change, never remove (architecture 6).

    Partnerships are known by their name however it is spelt, organisations by theirs under one folding,
    partners by their Slack account, or by name, organisation and role when they have none. Who was stopped in
    Slack stays so, an account bound in Slack stays bound, a grant that was taken by hand stays taken, and an
    account with another name in another organisation is another partner. Raises `BadDirectory` with all that
    does not fit; the caller commits.
    """
    changes = Changes()
    faults: list[Fault] = []
    taken = taken_by_hand(session)
    for user, role in found.grants:
        if session.get(RoleGrant, (user, role)) is not None:
            continue
        if (user, role) in taken:
            changes.skipped += (f"{user} {role}: is met de hand ingetrokken en blijft dat",)
        else:
            session.add(RoleGrant(user_id=user, role=role))
            changes.add(role, user)
    ids = {entry.text("name"): _partnership(session, entry, changes, faults) for entry in found.partnerships}
    _spell(session, found.partners, changes)
    for entry in found.partners:
        partner = _partner(session, entry, changes, now)
        for name in entry.fields.get("partnerships", ()):
            number = ids.get(name) or _known(session, name)
            if number is None:
                faults.append(entry.fault("partnerships", f"samenwerking '{name}' is onbekend"))
            else:
                _membership(session, partner, number, changes)
    if faults:
        raise BadDirectory(faults)
    session.flush()
    return changes


def partnership_called(session: Session, name: str) -> Partnership | None:
    """The partnership with this name however it is spelt, active or not."""
    rows = session.exec(select(Partnership).order_by(col(Partnership.active).desc(), col(Partnership.id)))
    return next((row for row in rows if same(row.name) == same(name)), None)


def names_of_partnerships(session: Session) -> frozenset[str]:
    """What partnerships are called, active or not."""
    return frozenset(clean(row.name) for row in session.exec(select(Partnership)))


def _partnership(session: Session, entry: Entry, changes: Changes, faults: list[Fault]) -> int | None:
    wanted: Fields = {name: entry.text(name) for name in ("name", "kind", "channel", "coordinator")}
    named = {"purpose", "tells_of_chosen"} & entry.fields.keys()  # what the file does not name stays as it is
    wanted |= {name: entry.fields[name] for name in named}
    wanted["active"] = True  # what stands in the file takes part, also when it had left
    row = partnership_called(session, wanted["name"])
    other = session.exec(select(Partnership).where(Partnership.channel == wanted["channel"])).first()
    if other is not None and other is not row:
        complaint = f"kanaal {wanted['channel']} hoort al bij samenwerking '{other.name}'"
        faults.append(entry.fault("channel", complaint))
        return other.id
    if row is not None and row.coordinator != wanted["coordinator"]:
        changes.coordinated_before.add(row.coordinator)
    if row is not None and row.channel != wanted["channel"]:
        planned_posts.retarget(session, row.channel, wanted["channel"])
    row = _bring_in_line(session, row, Partnership, wanted, changes)
    return changes.meet("partnership", row.id or 0)


def _partner(session: Session, entry: Entry, changes: Changes, now: datetime) -> Partner:
    user = entry.fields.get("user")
    wanted: Fields = {name: entry.text(name) for name in ("name", "organisation", "role")}
    known = organisations.called(session, wanted["organisation"])
    wanted["organisation"] = known.name if known else wanted["organisation"]
    if "contact" in entry.fields:
        wanted["contact"] = entry.fields["contact"]
    if user:
        wanted["user_id"] = user
    found = select(Partner).where(Partner.user_id == user if user else Partner.role == wanted["role"])
    newest = session.exec(found.order_by(col(Partner.active).desc(), col(Partner.id).desc()))
    row = next((one for one in newest if user or _is_called(one, wanted)), None)
    if row is not None and row.active and is_another(row, wanted["name"], wanted["organisation"]):
        _end(session, row, now)
        row, wanted["person_since"] = None, now
    elif row is not None and user and not row.active:
        wanted["person_since"] = takes_account(session, user, wanted["name"], now)
    row = _bring_in_line(session, row, Partner, wanted, changes)
    organisations.belong(session, row, wanted["organisation"])
    changes.meet("partner", row.id or 0)
    return row


def _spell(session: Session, entries: Sequence[Entry], changes: Changes) -> None:
    """The names of organisations as the file spells them; one that it spells in two ways keeps its own."""
    spelt: dict[str, set[str]] = {}
    for entry in entries:
        name = entry.text("organisation")
        spelt.setdefault(organisations.folded(name), set()).add(name)
    for names in spelt.values():
        name = min(names)
        known = organisations.called(session, name)
        before = known.name if known else name
        if len(names) == 1 and organisations.rename(session, name):
            changes.change("organisatie", name, {"name": (before, name)})
        elif len(names) > 1:
            told = " en ".join(f"'{one}'" for one in sorted(names))
            changes.skipped += (f"organisatie {told}: is er één; is het een andere, geef die een eigen naam",)


def _is_called(row: Partner, wanted: Fields) -> bool:
    at_one = organisations.folded(row.organisation) == organisations.folded(wanted["organisation"])
    return at_one and same(row.name) == same(wanted["name"])


def _end(session: Session, row: Partner, now: datetime) -> None:
    """Somebody else has this account by now: the partner before is one no more, and sits nowhere."""
    accounts.let_go(session, row.user_id or "", now)
    row.active = False
    session.add(row)
    for one in session.exec(select(Membership).where(Membership.partner_id == row.id)).all():
        session.delete(one)
    session.flush()


def _bring_in_line(
    session: Session, row: Row | None, table: type[Row], wanted: Fields, changes: Changes
) -> Row:
    what = "partner" if table is Partner else "samenwerking"
    if row is None:
        row = table(**wanted)
        changes.add(what, wanted["name"])
    else:
        was = {name: (getattr(row, name), new) for name, new in wanted.items() if getattr(row, name) != new}
        for name, (_, new) in was.items():
            setattr(row, name, new)
        if was:
            changes.change(what, wanted["name"], was)
    session.add(row)
    session.flush()
    return row


def _membership(session: Session, partner: Partner, partnership: int, changes: Changes) -> None:
    number = partner.id or 0
    if session.get(Membership, (number, partnership)) is None:
        session.add(Membership(partner_id=number, partnership_id=partnership))
        name = session.get_one(Partnership, partnership).name
        changes.add("deelname", f"{partner.name} aan {name}")
        changes.joined.setdefault(number, []).append(partnership)


def _known(session: Session, name: str) -> int | None:
    row = partnership_called(session, name)
    return None if row is None else row.id
