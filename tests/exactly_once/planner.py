"""Real overleggen for a run: partnerships with a host each, and series that remind when wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from itertools import count
from typing import TypeVar
from uuid import UUID

from sqlalchemy.exc import OperationalError
from sqlmodel import Session, col, select

from casework.office import Office
from casework.overleg import attending, changing, planning
from casework.overleg.drafting import OverlegDraft
from casework.overleg.materialising import materialise
from casework.overleg.posts import CHANGED
from casework.overleg.refs import occurrence_ref, read_occurrence
from rules.overleggen import OnClosed
from rules.recurring import Frequency
from sandbox import PracticeSlack
from sandbox.state import Channel, Human
from storage.directory_tables import Membership, Partner, Partnership
from storage.errors import TryAgain
from storage.outbox_tables import Post

MINUTES = 60
TRIES = 10

T = TypeVar("T")


@dataclass(slots=True)
class Planner:
    """Plans through the bot's own code, and lives in a workspace with `places` channels and hosts.

    Each host organises and chairs what is planned in the channel, so every reminder is two posts: one in
    the channel, one in the host's direct messages.
    """

    office: Office
    slack: PracticeSlack
    places: int
    answers: count[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        """Move in, unless somebody did before."""
        space = self.slack.space
        for place in range(self.places):
            host, channel = self.host(place), self.channel(place)
            space.people[host] = Human(host, f"host-{place}", f"Gastheer {place}", space.team_id)
            space.channels[channel] = Channel(channel, f"run-{place}", "private", {space.app.user, host})
            space.im_of(host)
        with self.office.job() as unit:
            for place in range(self.places):
                self._move_in(unit.session, place)

    def _move_in(self, session: Session, place: int) -> None:
        number, host = place + 1, self.host(place)
        session.add(
            Partnership(
                id=number,
                name=f"Netwerk {place}",
                kind="wijkoverleg",
                channel=self.channel(place),
                coordinator=host,
            )
        )
        session.add(
            Partner(
                id=number, name=f"Gastheer {place}", organisation="Zonnebeek", role="mentor", user_id=host
            )
        )
        session.flush()
        session.add(Membership(partner_id=number, partnership_id=number))

    @staticmethod
    def channel(place: int) -> str:
        """The channel of a place."""
        return f"C0RUN{place:04d}"

    @staticmethod
    def host(place: int) -> str:
        """Who organises and chairs there."""
        return f"U0RUN{place:04d}"

    def rooms(self) -> list[str]:
        """Every conversation in which messages of this run may stand."""
        direct = [self.slack.space.im_of(self.host(place)).id for place in range(self.places)]
        return [*(self.channel(place) for place in range(self.places)), *direct]

    def plan(self, kind: str, dues: Sequence[datetime], first: int) -> dict[UUID, datetime]:
        """A series for each moment, whose reminder of this kind is due then; gives its posts and their dues.

        They are planned as an import does it: stored, and laid down by the round that lays everything down.
        """
        refs = patiently(lambda: self._store(kind, dues, first))
        patiently(lambda: materialise(self.office))
        return self.posts(refs, f"overleg.{kind}")

    def _store(self, kind: str, dues: Sequence[datetime], first: int) -> set[str]:
        refs = set()
        with self.office.job() as unit:
            for at, due in enumerate(dues):
                draft = self._draft(kind, due, (first + at) % self.places)
                row = planning.store(unit, draft, zone=self.office.zone.key, actor="schakel")
                refs.add(occurrence_ref(row.id or 0, draft.first_day))
        return refs

    def posts(self, refs: set[str], *kinds: str) -> dict[UUID, datetime]:
        """The posts of these kinds about these times, with their dues."""
        with self.office.store.reading() as session:
            found = select(Post).where(col(Post.ref).in_(refs), col(Post.kind).in_(kinds))
            return {one.id: one.due_at for one in session.exec(found)}

    def redraw(self, refs: Sequence[str]) -> None:
        """Have what stands about these times drawn again: the host says to come, or to stay away."""
        for ref in refs:
            number, planned, place = self._place(ref)
            act = ("overleg.present", "overleg.absent")[next(self.answers) % 2]
            host = self.office.identify(self.host(place))
            patiently(partial(attending.answer, self.office, host, number, planned, act, ""))

    def move(self, ref: str) -> dict[UUID, datetime]:
        """Have the host move this time by a minute or two; gives the posts that come of it."""
        number, planned, place = self._place(ref)
        start = (self.office.clock.now() + timedelta(days=1, minutes=2)).astimezone(self.office.zone)
        before = self.posts({ref}, "overleg.day", CHANGED)
        host = self.office.identify(self.host(place))
        day, at = f"{start:%Y-%m-%d}", f"{start:%H:%M}"
        patiently(partial(changing.move, self.office, host, number, planned, day, at, ""))
        after = self.posts({ref}, "overleg.day", CHANGED)
        return {one: due for one, due in after.items() if one not in before}

    def _place(self, ref: str) -> tuple[int, date, int]:
        number, planned = read_occurrence(ref)
        with self.office.store.reading() as session:
            target = session.exec(select(Post.target).where(Post.ref == ref)).first()
        return number, planned or date.min, int(str(target)[-4:])

    def _draft(self, kind: str, due: datetime, place: int) -> OverlegDraft:
        local = self._start(kind, due).astimezone(self.office.zone)
        return OverlegDraft(
            partnership_id=place + 1,
            title="Wijkoverleg",
            first_day=local.date(),
            starts_at=local.time(),
            minutes=MINUTES,
            frequency=Frequency.ONCE,
            location=None,
            organiser=self.host(place),
            chair=self.host(place),
            participants=(place + 1,),
            reminders=(kind,),
            on_closed=OnClosed.KEEP,
        )

    def _start(self, kind: str, due: datetime) -> datetime:
        rule = self.office.book.reminders[kind]
        if rule.after:
            return due - timedelta(minutes=MINUTES)
        if rule.minutes is not None:
            return due + timedelta(minutes=rule.minutes)
        return due + timedelta(days=rule.days or 0)


def patiently(work: Callable[[], T]) -> T:
    """Do it again while the database is in other hands, as somebody does who is told to try once more."""
    for _ in range(TRIES):
        try:
            return work()
        except (OperationalError, TryAgain):
            continue
    return work()
