"""Stores a directory file; importing the same file twice changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlmodel import Session, col, select

from casework.directory.reading import BadDirectory, DirectoryFile, Entry
from casework.people import is_another
from storage.directory_tables import Membership, Partner, Partnership, RoleGrant
from storage.repositories import signals

Row = TypeVar("Row", Partnership, Partner)
Fields = dict[str, Any]


@dataclass(slots=True)
class Changes:
    """What an import did: rows added and changed, grants taken; `unnamed` are those the file lacks."""

    added: int = 0
    changed: int = 0
    unnamed: tuple[tuple[str, str], ...] = ()
    taken: int = 0
    coordinated_before: set[str] = field(default_factory=set)


def store_directory(session: Session, found: DirectoryFile, now: datetime) -> Changes:
    """Bring the directory in line with the file: add and change, never remove (architecture 6).

    Partnerships are known by their name, partners by their Slack account, or by name, organisation and
    role when they have none. Who was stopped in Slack stays so, an account bound in Slack stays bound, and an
    account with another name in another organisation is another partner. Raises `BadDirectory`; the caller
    commits.
    """
    changes = Changes()
    for user, role in found.grants:
        if session.get(RoleGrant, (user, role)) is None:
            session.add(RoleGrant(user_id=user, role=role))
            changes.added += 1
    ids = {entry.text("name"): _partnership(session, entry, changes) for entry in found.partnerships}
    for entry in found.partners:
        partner = _partner(session, entry, changes, now)
        for name in entry.fields.get("partnerships", []):
            _membership(session, partner, ids.get(name) or _known(session, entry, name), changes)
    session.flush()
    return changes


def _partnership(session: Session, entry: Entry, changes: Changes) -> int:
    wanted: Fields = {name: entry.text(name) for name in ("name", "kind", "channel", "coordinator")}
    wanted["active"] = True  # what stands in the file takes part, also when it had left
    row = session.exec(select(Partnership).where(Partnership.name == wanted["name"])).first()
    if row is not None and row.coordinator != wanted["coordinator"]:
        changes.coordinated_before.add(row.coordinator)
    row = _bring_in_line(session, row, Partnership, wanted, changes)
    return row.id or 0


def _partner(session: Session, entry: Entry, changes: Changes, now: datetime) -> int:
    user = entry.fields.get("user")
    wanted: Fields = {name: entry.text(name) for name in ("name", "organisation", "role")}
    wanted |= {"contact": entry.fields.get("contact")} | ({"user_id": user} if user else {})
    found = select(Partner).where(
        Partner.user_id == user
        if user
        else (Partner.name == wanted["name"])
        & (Partner.organisation == wanted["organisation"])
        & (Partner.role == wanted["role"])
    )
    newest = found.order_by(col(Partner.active).desc(), col(Partner.id).desc())
    row = session.exec(newest).first()
    if row is not None and row.active and is_another(row, wanted["name"], wanted["organisation"]):
        _end(session, row)
        row, wanted["person_since"] = None, now
    return _bring_in_line(session, row, Partner, wanted, changes).id or 0


def _end(session: Session, row: Partner) -> None:
    """Somebody else has this account by now: the partner before is one no more, and sits nowhere."""
    signals.let_go(session, row.user_id)
    row.active = False
    session.add(row)
    for one in session.exec(select(Membership).where(Membership.partner_id == row.id)).all():
        session.delete(one)
    session.flush()


def _bring_in_line(
    session: Session, row: Row | None, table: type[Row], wanted: Fields, changes: Changes
) -> Row:
    if row is None:
        row = table(**wanted)
        changes.added += 1
    elif any(getattr(row, name) != value for name, value in wanted.items()):
        for name, value in wanted.items():
            setattr(row, name, value)
        changes.changed += 1
    session.add(row)
    session.flush()
    return row


def _membership(session: Session, partner: int, partnership: int, changes: Changes) -> None:
    if session.get(Membership, (partner, partnership)) is None:
        session.add(Membership(partner_id=partner, partnership_id=partnership))
        changes.added += 1


def _known(session: Session, entry: Entry, name: str) -> int:
    row = session.exec(select(Partnership).where(Partnership.name == name)).first()
    if row is None or row.id is None:
        raise BadDirectory(entry.line, f"samenwerking '{name}' is onbekend")
    return row.id
