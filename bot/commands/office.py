"""An office for one command: the same as that of the running bot, without anything that listens or sends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from bot.process import read_policy
from bot.rooms import SlackRooms
from bot.settings import Settings
from bot.slack import make_client, who_am_i
from bot.times import SystemClock
from casework.gate import Gate
from casework.office import Office
from rules.book import load_rulebook
from rules.moments import local_day
from storage.deployment import open_deployment
from storage.engine import make_engine, must_be_there
from storage.keys import KeyRing
from storage.migrating import check_revision
from storage.unit_of_work import Store


@contextmanager
def office_on(settings: Settings) -> Iterator[Office]:
    """Raises `Stop` or `StorageError` with one plain line; what is queued, the running bot sends."""
    engine = make_engine(settings.database_url.get_secret_value())
    try:
        must_be_there(engine)
        check_revision(engine)
        ring = KeyRing.parse(settings.schakel_keys.get_secret_value())
        clock, book = SystemClock(), load_rulebook()
        policy = read_policy(settings, book)
        client = make_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
        me = who_am_i(client)
        vault = open_deployment(engine, ring, me.team_id, clock.now())
        yield Office(
            store=Store(engine, vault, _nobody, lambda now: book.on(local_day(now)).version),
            gate=Gate(vault, book, policy),
            book=book,
            policy=policy,
            clock=clock,
            rooms=SlackRooms(client, clock, me.team_id, me.bot_user_id),
            zone=settings.zone,
        )
    finally:
        engine.dispose()


def _nobody() -> None:
    """The running bot looks for itself."""
