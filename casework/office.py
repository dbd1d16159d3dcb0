"""What every use case needs, put together once by the composition root."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from casework.again import PersonChanged
from casework.errors import AlreadyDone, Invalid, Refused
from casework.gate import Gate
from casework.governing import BookOfTheDay, PolicyOfTheDay
from casework.guessing import holds_a_name, note_try
from casework.people import Person, Seen, identify
from casework.ports import Clock, Rooms, Standing
from storage.repositories import directory, grounds
from storage.unit_of_work import DoneBefore, Store, Unit

LATELY = timedelta(minutes=5)
_acting: ContextVar[bool] = ContextVar("acting", default=False)
# What is open to the act that this thread is in; None outside one.
_open_now: ContextVar[frozenset[str] | None] = ContextVar("open_now", default=None)


@dataclass(frozen=True, kw_only=True)
class Office:
    """The deployment as use cases see it: its store, gate, rules of today, clock and rooms."""

    store: Store
    gate: Gate
    book: BookOfTheDay = BookOfTheDay()  # noqa: RUF009  # a descriptor: it belongs to the class
    policy: PolicyOfTheDay = PolicyOfTheDay()  # noqa: RUF009  # likewise
    clock: Clock
    rooms: Rooms
    zone: ZoneInfo
    _opened: list[frozenset[str]] = field(default_factory=list, repr=False, compare=False)
    _seen: dict[str, tuple[Standing, datetime]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def today(self) -> date:
        """The local date now: ages and terms are counted on it (P3)."""
        return self.clock.now().astimezone(self.zone).date()

    @property
    def opened(self) -> frozenset[str]:
        """What the privacy officer opened, as it stood when the act began; the gate looks for itself.

        Outside an act as it was when anybody was last identified in this process.
        """
        inside = _open_now.get()
        return inside if inside is not None else self._opened[-1] if self._opened else frozenset()

    def _look(self, session: Session, user_id: str) -> Person:
        """Who this is and what is open; the number comes first, so that a later change has a higher one."""
        opened, as_of = grounds.opened_as_of(session)
        self._opened[:] = [opened]
        return replace(identify(session, user_id), as_of=as_of, opened=opened)

    def identify(self, user_id: str) -> Person:
        """Who this Slack account is, according to the directory as it stands now."""
        with self.store.reading() as session:
            return self._look(session, user_id)

    def see(self, person: Person, *, lately: bool = False) -> Seen:
        """This person with what their account is now, asked of Slack: before a transaction, never inside.

        `lately` takes what Slack said at most five minutes ago, for a submission, which has no time to ask.
        """
        if _acting.get():
            raise RuntimeError("Slack is asked before a transaction, never inside")
        now = self.clock.now()
        standing, at = self._seen.get(person.user_id, (Standing.UNKNOWN, now))
        if not lately or standing is Standing.UNKNOWN or now - at > LATELY:
            standing = self.rooms.standing(person.user_id)
            self._seen[person.user_id] = (standing, now)
        return Seen(person, standing)

    @contextmanager
    def act(self, key: str, person: Person, about: int | None = None) -> Iterator[Unit]:
        """One unit of work of a person; a refusal rolls everything back but keeps its audit rows.

        So does a text in which a young person's name stands: of that the trying is written down.
        Who the person is was read before this transaction: a role or a seat may be gone since. Then
        `PersonChanged` is raised before anything is decided. With `about`, the number of the one signal whose
        rows it changes, it keeps no act about another signal waiting. Raises `AlreadyDone` when an inbound
        act with this key was done before, and `TryAgain` (see `casework.again`).
        """
        try:
            with self._unit(key, about) as unit:
                known = person
                if directory.changed_since(unit.session, person.as_of):
                    known = self._look(unit.session, person.user_id)
                if known != person:
                    raise PersonChanged
                with _under(known.opened):
                    yield unit
        except Invalid as error:
            if holds_a_name(error):
                with self.job() as unit:
                    note_try(unit, person)
            raise

    @contextmanager
    def job(self, key: str = "") -> Iterator[Unit]:
        """The same for what nobody asked for: the night, a delivery, something that happened in Slack."""
        with self._unit(key) as unit, _under(grounds.opened(unit.session)):
            yield unit

    @contextmanager
    def _unit(self, key: str, about: int | None = None) -> Iterator[Unit]:
        now = self.clock.now()
        unit: Unit | None = None
        begun = _acting.set(True)
        try:
            with self.store.writing(now, key, about) as unit:
                yield unit
        except DoneBefore as error:
            raise AlreadyDone from error
        except Refused:
            if unit is not None and unit.entries:
                self._keep_entries(unit, now)
            raise
        finally:
            _acting.reset(begun)

    def _keep_entries(self, refused: Unit, now: datetime) -> None:
        with self.store.writing(now) as unit:
            unit.entries.extend(refused.entries)


@contextmanager
def _under(opened: frozenset[str]) -> Iterator[None]:
    """What this thread does meanwhile is judged under what is open, whoever else looks."""
    before = _open_now.set(opened)
    try:
        yield
    finally:
        _open_now.reset(before)
