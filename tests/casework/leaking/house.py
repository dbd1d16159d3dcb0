"""The real house on a database of its own: gate, vault, use cases, renderer, sender; no Slack."""

from __future__ import annotations

import atexit
import os
import shutil
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cache, partial
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlalchemy import Engine, delete, event

from bot.commands.directory import import_directory
from bot.sending import Sender
from casework.deliveries import note_delivery
from casework.gate import Gate
from casework.office import Office
from casework.sharing.deciding import THREAD
from handlers.disclosure.events import DisclosureEvents
from handlers.labels import Labels
from handlers.languages import Languages, load_languages
from handlers.registering import renderer
from handlers.rendering import Drawing, NotYet
from rules.book import Rulebook, load_rulebook
from rules.policy import Policy, tighten
from storage import leasing
from storage.deployment import open_deployment
from storage.engine import create_all, make_engine, session_for
from storage.keys import KeyRing, generate
from storage.outbox_tables import Pace, Post
from storage.scrubbing import scrub
from storage.unit_of_work import Store
from tests.casework.leaking.people import ACTORS, USERS, directory
from tests.casework.leaking.world import BEGIN, Clock, Rooms, Slack

WORKSPACE = "T0ZONNEBEEK"
LEASE = timedelta(seconds=60)
ZONE = ZoneInfo("Europe/Amsterdam")


class Dutch:
    """Everybody reads Dutch."""

    def known(self, user_id: str) -> str | None:
        """The locale of the deployment."""
        return None

    def learn(self, user_id: str) -> None:
        """Nothing to learn."""


@dataclass(frozen=True, slots=True)
class Model:
    """What is made once for all houses: the rules, the words, a database with the directory in it.

    The engine is one too: it remembers how statements are written, which takes longer than running them.
    """

    book: Rulebook
    policy: Policy
    languages: Languages
    keys: str
    path: Path
    engine: Engine
    database: bytes


@cache
def model_house() -> Model:
    """Build it once; the privacy officer has opened the grounds for police data."""
    book, keys = load_rulebook(), generate()
    policy = tighten(book, {"opened_grounds": ["E09", "E10"]})
    memory = Path("/dev/shm")  # noqa: S108  # faster than a disk, where there is one
    folder = Path(tempfile.mkdtemp(dir=memory if os.access(memory, os.W_OK) else None))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = folder / "schakel.db"
    engine = make_engine(f"sqlite:///{path}", pool_size=1, max_overflow=2)
    event.listen(engine, "connect", _without_waiting)
    create_all(engine)
    vault = open_deployment(engine, KeyRing.parse(keys), WORKSPACE, BEGIN)
    file = folder / "directory.yaml"
    file.write_text(directory({one.user: one.role for one in ACTORS}), encoding="utf-8")
    import_directory(file, engine, vault, book)
    file.unlink()
    scrub(engine)
    engine.dispose()
    languages = load_languages("nl", ZONE, Dutch())
    return Model(book, policy, languages, keys, path, engine, path.read_bytes())


def _without_waiting(connection: sqlite3.Connection, record: object) -> None:
    """Nobody pulls the plug of a test: the disk need not answer."""
    connection.execute("PRAGMA synchronous = OFF")


class House:
    """One running deployment; `rekey` restarts it with other keys."""

    def __init__(self, clock: Clock, rooms: Rooms, slack: Slack) -> None:
        self.made = model_house()
        self.clock, self.rooms, self.slack = clock, rooms, slack
        self.engine, self.folder = self.made.engine, self.made.path.parent
        for left in self.folder.iterdir():
            left.unlink()
        self.made.path.write_bytes(self.made.database)
        self.peephole = sqlite3.connect(self.made.path)
        self.keys = self.made.keys
        self.flaws = slack.flaws
        self.rekey(self.keys)

    def rekey(self, keys: str) -> None:
        """Start the bot anew with this key ring."""
        made = self.made
        vault = open_deployment(self.engine, KeyRing.parse(keys), WORKSPACE, self.clock.now())
        self.keys = keys
        self.office = Office(
            store=Store(self.engine, vault, lambda: None, made.book.version),
            gate=Gate(vault, made.book, made.policy),
            book=made.book,
            policy=made.policy,
            clock=self.clock,
            rooms=self.rooms,
            zone=ZONE,
        )
        self.labels = Labels(made.book, made.languages.default)
        self.events = DisclosureEvents(self.office, made.languages)
        self.sender = Sender(
            engine=self.engine,
            delivery=self.slack,  # type: ignore[arg-type]  # the edge, faked
            render=self._remembering(renderer(self.office, made.languages)),
            clock=self.clock,
            report=partial(note_delivery, self.office),
            observe_dwell=lambda seconds: None,
            lease=LEASE,
        )

    def _remembering(self, render: Callable[[Post], Drawing | None]) -> Callable[[Post], Drawing | None]:
        """The sender survives a post that cannot be drawn; a test must not."""

        def draw(post: Post) -> Drawing | None:
            self.rooms.posting = (
                post.kind == THREAD and post.shown_rev == 0 and not self._in_thread(post.target)
            )
            try:
                return render(post)
            except NotYet:
                raise
            except Exception as error:
                self.flaws.append(error)
                raise
            finally:
                self.rooms.posting = False

        return draw

    def _in_thread(self, channel: str) -> bool:
        """Whether something stands in a thread there already: then Slack tells of whoever comes in."""
        return any(one.channel == channel and one.kind == THREAD for one in self.slack.standing.values())

    def deliver(self, *, fresh: bool, people: bool = False) -> None:
        """Let the sender do what is due in channels, new messages too when `fresh`, until nothing is.

        What somebody alone reads never holds details, so that it may wait for a round with `people`.
        """
        alone = () if people else USERS
        for _ in range(200):
            if not self._due(fresh=fresh, people=people):
                return
            with session_for(self.engine) as session:
                session.execute(delete(Pace))  # this Slack takes everything at once
                now = self.clock.now()
                claims = leasing.claim(session, now=now, owner="test", lease=LEASE, busy=alone, fresh=fresh)
                session.commit()
            for claim in claims:
                self.sender.deliver(claim, time.monotonic())
            if self.flaws:
                raise self.flaws[0]
            if not claims:
                return
        raise AssertionError("the outbox never comes to rest")

    def _due(self, *, fresh: bool, people: bool) -> bool:
        """Whether it is worth asking for work; asking in the worker's way costs a hundred times more."""
        standing = "" if fresh else f"AND slack_ts IS NOT NULL AND kind = '{THREAD}'"
        alone = "" if people else "AND target NOT LIKE 'U%'"
        found = self.peephole.execute(
            f"SELECT 1 FROM post WHERE wanted_rev > shown_rev AND due_at <= ? {standing} {alone} LIMIT 1",
            (self.clock.now().replace(tzinfo=None).isoformat(" ", "microseconds"),),
        )
        return found.fetchone() is not None

    def bring_directory(self, text: str) -> None:
        """Import a directory file."""
        file = self.folder / "directory.yaml"
        file.write_text(text, encoding="utf-8")
        import_directory(file, self.engine, self.office.store.vault, self.made.book, now=self.clock.now())
        file.unlink()

    def close(self) -> None:
        """Let go of the database."""
        self.peephole.close()
        self.engine.dispose()
