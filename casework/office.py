"""What every use case needs, put together once by the composition root."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from casework.again import PersonChanged
from casework.errors import AlreadyDone, Refused
from casework.gate import Gate
from casework.governing import BookOfTheDay, PolicyOfTheDay
from casework.people import Person, Seen, identify
from casework.ports import Clock, Rooms, Standing
from storage.repositories import grounds
from storage.unit_of_work import DoneBefore, Store, Unit

LATELY = timedelta(minutes=5)
_acting: ContextVar[bool] = ContextVar("acting", default=False)


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
        """What the privacy officer opened, as it stood when the act began; the gate looks for itself."""
        return self._opened[-1] if self._opened else frozenset()

    def _look_what_is_open(self, session: Session) -> None:
        self._opened[:] = [grounds.opened(session)]

    def identify(self, user_id: str) -> Person:
        """Who this Slack account is, according to the directory as it stands now."""
        with self.store.reading() as session:
            self._look_what_is_open(session)
            return identify(session, user_id)

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
    def act(self, key: str, person: Person) -> Iterator[Unit]:
        """One unit of work of a person; a refusal rolls everything back but keeps its audit rows.

        Who the person is was read before this transaction: a role or a seat may be gone since. Then
        `PersonChanged` is raised before anything is decided. Raises `AlreadyDone` when an inbound act with
        this key was done before, and `TryAgain` (see `casework.again`).
        """
        with self.job(key) as unit:
            if identify(unit.session, person.user_id) != person:
                raise PersonChanged
            yield unit

    @contextmanager
    def job(self, key: str = "") -> Iterator[Unit]:
        """The same for what nobody asked for: the night, a delivery, something that happened in Slack."""
        now = self.clock.now()
        unit: Unit | None = None
        begun = _acting.set(True)
        try:
            with self.store.writing(now, key) as unit:
                self._look_what_is_open(unit.session)
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
