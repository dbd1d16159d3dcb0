"""One act, one transaction: rows, posts and audit are stored together or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, Insert, insert
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from storage import audit, outbox, scrubbing
from storage.audit import AuditEntry
from storage.database_errors import passes
from storage.engine import BUSY_SECONDS, is_sqlite, session_for
from storage.erasure_tables import Why
from storage.errors import Outgrown, StorageError, TryAgain
from storage.outbox_tables import Inbound
from storage.rows import table_of
from storage.succession import outgrown
from storage.turns import Turns
from storage.vault import Vault


class DoneBefore(StorageError):
    """An inbound act with this key was committed earlier."""


@dataclass(slots=True)
class Unit:
    """What a use case works with: the session, the vault, the instant of the act."""

    session: Session
    vault: Vault
    now: datetime
    entries: list[AuditEntry] = field(default_factory=list)
    posted: bool = False
    erased: bool = False

    def note(
        self,
        actor: str,
        act: str,
        *,
        ref: str | None = None,
        decision: str | None = None,
        code: str | None = None,
        facts: dict[str, Any] | None = None,
    ) -> None:
        """Add a row to the audit chain when this unit commits; ids and codes only, never case text."""
        self.entries.append(
            AuditEntry(
                at=self.now, actor=actor, act=act, ref=ref, decision=decision, code=code, facts=facts or {}
            )
        )

    def close(self, rule_version: str) -> None:
        """Write what was noted to the audit chain, the last thing before the commit.

        No vouched row changes without a row in the chain that says so.
        """
        if self.entries:
            audit.append(self.session, self.vault.audit_key, self.entries, rule_version=rule_version)
        else:
            audit.note_changes(self.session, self.vault.audit_key, self.now)

    def post(
        self,
        kind: str,
        target: str,
        *,
        ref: str | None = None,
        due_at: datetime | None = None,
        not_after: datetime | None = None,
        urgent: bool = False,
        parent_id: UUID | None = None,
        dedupe: str | None = None,
    ) -> UUID:
        """Put a message in the outbox, due now unless `due_at` says later; never sent after `not_after`."""
        self.posted = True
        return outbox.enqueue(
            self.session,
            kind=kind,
            ref=ref,
            target=target,
            now=self.now,
            due_at=due_at or self.now,
            not_after=not_after,
            urgent=urgent,
            parent_id=parent_id,
            dedupe=dedupe,
        )

    def withdraw(
        self, *, ref: str | None = None, prefix: str | None = None, shown: bool = True
    ) -> outbox.Withdrawn:
        """Take posts back, by ref or by the beginning of their key; see `outbox.withdraw`."""
        self.posted = True
        return outbox.withdraw(self.session, ref=ref, prefix=prefix, shown=shown, now=self.now)

    def redraw(self, ref: str) -> None:
        """Have every post about `ref` rendered again."""
        self.posted = True
        outbox.change(self.session, ref=ref, now=self.now)

    def clear_traces(self, why: Why, ref: str | None = None) -> None:
        """Have what this unit deletes cleared from the files of the database, soon after the commit."""
        self.erased = True
        scrubbing.ask(self.session, why, ref, self.now)


@contextmanager
def in_turn(engine: Engine) -> Iterator[Session]:
    """A writing session of the command line, that no act comes in between of; the caller commits."""
    with session_for(engine, write=True) as session:
        audit.take_turn(session)
        yield session


def _nobody() -> None:
    pass


@dataclass(frozen=True, slots=True)
class Store:
    """Opens transactions; after a commit, wakes who delivers and who clears what was erased.

    `rule_version` is that of the rules, or tells which they are at an instant.
    """

    engine: Engine
    vault: Vault
    wake: Callable[[], None]
    rule_version: str | Callable[[datetime], str]
    wake_scrubber: Callable[[], None] = _nobody
    turns: Turns = field(default_factory=Turns, repr=False, compare=False)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A read-only look at the database; raises `Outgrown` where a newer version's tables forbid it."""
        try:
            with session_for(self.engine, write=False) as session:
                yield session
        except DBAPIError as error:
            self._must_be_known(error)
            raise

    def _must_be_known(self, error: DBAPIError) -> None:
        """Raise `Outgrown` when the database refuses because the tables are those of a newer version."""
        with session_for(self.engine, write=False) as session:
            if outgrown(session):
                raise Outgrown from error

    @contextmanager
    def writing(self, now: datetime, key: str = "", about: int | None = None) -> Iterator[Unit]:
        """One unit of work, committed when the block ends without an error.

        `key` makes an inbound act idempotent: `DoneBefore` is raised when an act with the same key was
        committed earlier; the key is stored only when this one commits. `about` is the number of a signal
        when the unit changes nothing else: then units about others need not wait for it. Raises `TryAgain`
        when the database refuses because of somebody else's act, and `Outgrown` when a newer version has
        changed the tables.
        """
        alone = about is None or is_sqlite(self.engine)
        try:
            with (
                self._in_turn() if alone else nullcontext(),
                session_for(self.engine, write=True) as session,
            ):
                if about is None:
                    audit.take_turn(session)
                else:
                    audit.take_turn_about(session, about)
                if key:
                    _claim(session, key, now)
                unit = Unit(session, self.vault, now)
                yield unit
                unit.close(self._version(now))
                session.commit()
        except DBAPIError as error:
            if passes(error):
                raise TryAgain from error
            self._must_be_known(error)
            raise
        if unit.posted:
            self.wake()
        if unit.erased:
            self.wake_scrubber()

    def _version(self, now: datetime) -> str:
        return self.rule_version if isinstance(self.rule_version, str) else self.rule_version(now)

    @contextmanager
    def _in_turn(self) -> Iterator[None]:
        """Within this process, writers queue here before they ask the database for their turn.

        SQLite lets them look again ever less often, and with sixty people at once the unlucky ones would
        wait for seconds; on PostgreSQL each would hold a connection while it waits. After as long as the
        database itself would let them wait, it is asked all the same.
        """
        mine = self.turns.take(BUSY_SECONDS)
        try:
            yield
        finally:
            if mine:
                self.turns.give_back()

    def scrub(self, *, once_plain: bool = False) -> None:
        """Clear what was erased from the files, while no act is under way here; raises `NotClean`."""
        with self._in_turn():
            scrubbing.scrub(self.engine, once_plain=once_plain)


def _claim(session: Session, key: str, now: datetime) -> None:
    try:
        session.execute(_inbound(), {"key": key, "at": now})
    except IntegrityError as error:
        session.rollback()
        raise DoneBefore from error


@cache
def _inbound() -> Insert:
    return insert(table_of(Inbound))
