"""A whole office without Slack: the demo's directory, a frozen clock, and the outbox to look into."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from zoneinfo import ZoneInfo

from sqlalchemy import Engine
from sqlmodel import select

from bot.commands.directory import import_directory
from casework.gate import Gate
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.ports import Room, RoomUnknown, Standing
from casework.signals import registering, tagging
from casework.signals.drafting import SignalForm
from casework.texts import mark_of
from rules.book import load_rulebook
from storage.audit_tables import AuditRow
from storage.deployment import open_deployment
from storage.engine import session_for
from storage.keys import KeyRing, generate
from storage.outbox_tables import Post
from storage.unit_of_work import Store
from tests.casework.unasked import Unasked
from tests.running import DIRECTORY

TEAM = "T0ZONNEBEEK"
ZONNEBEEK, MDO = "1", "2"
BORN = "14-05-2011"


@dataclass
class FrozenClock:
    """Stands still until a test moves it."""

    at: datetime = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)

    def now(self) -> datetime:
        """This instant."""
        return self.at

    def pass_by(self, **spans: float) -> None:
        """Let time go by."""
        self.at += timedelta(**spans)


class NobodyLooks(Unasked):
    """Slack does not tell who is in any conversation."""

    def look(self, channel: str) -> Room:
        """Unknown."""
        raise RoomUnknown(channel)

    def standing(self, user_id: str) -> Standing:
        """Unknown."""
        return Standing.UNKNOWN

    def remembered(self, channel: str) -> Room | None:
        """Never seen."""
        return None


@dataclass
class House:
    """An office with people to act as; each act gets a key of its own."""

    engine: Engine
    clock: FrozenClock = field(default_factory=FrozenClock)
    keys: count[int] = field(default_factory=count)
    ring: str = field(default_factory=generate, repr=False)
    mark: str = "act"  # of the process, when there are two

    def __post_init__(self) -> None:
        """Open the deployment and bring in the demo's directory."""
        book = load_rulebook()
        vault = open_deployment(self.engine, KeyRing.parse(self.ring), TEAM, self.clock.now())
        import_directory(DIRECTORY, self.engine, vault, book)
        self.office = Office(
            store=Store(self.engine, vault, lambda: None, book.version),
            gate=Gate(vault, book, book.policy),
            book=book,
            policy=book.policy,
            clock=self.clock,
            rooms=NobodyLooks(),
            zone=ZoneInfo("Europe/Amsterdam"),
        )

    def key(self) -> str:
        """The key of an act that nobody did before."""
        return f"{self.mark}:{next(self.keys)}"

    def who(self, user_id: str) -> Person:
        """Somebody as the directory sees them now."""
        return self.office.identify(user_id)

    def partner(self, user_id: str) -> PartnerRef:
        """Somebody's partner in the directory."""
        found = self.who(user_id).partner
        assert found is not None
        return found

    def report(
        self,
        user_id: str,
        name: str = "",
        *,
        partnership: str = ZONNEBEEK,
        born: str = BORN,
        tag: tuple[str, ...] = (),
        modifiers: tuple[str, ...] = (),
    ) -> int:
        """Register a signal, with details when it has a name; returns its number."""
        form = SignalForm(
            partnership=partnership,
            level="N2",
            place="school",
            modifiers=modifiers,
            summary="Mist vaak de eerste uren",
            subject_name=name,
            subject_birthdate=born if name else "",
            details="Vertelde wat hij doet" if name else "",
            categories=("signaal",) if name else (),
        )
        done = registering.register(
            self.office, self.who(user_id), form, self.key(), already_asked=(mark_of(form.summary),)
        )
        if tag:
            partners = {self.partner(one).id for one in tag}
            tagging.tag(self.office, self.who(user_id), done.number, partners, self.key())
        return done.number

    def posts(self, kind: str) -> list[Post]:
        """What stands in the outbox of this kind, oldest first."""
        with session_for(self.engine, write=False) as session:
            found = session.exec(select(Post).where(Post.kind == kind)).all()
            session.expunge_all()
        return sorted(found, key=lambda post: (post.created_at, post.target))

    def told(self, kind: str) -> list[tuple[str, str | None]]:
        """Who was told of what: (target, reference) of each post of this kind."""
        return [(post.target, post.ref) for post in self.posts(kind)]

    def audit(self, act: str) -> list[AuditRow]:
        """The audit rows of an act."""
        with session_for(self.engine, write=False) as session:
            found = list(session.exec(select(AuditRow).where(AuditRow.act == act)).all())
            session.expunge_all()
        return found
