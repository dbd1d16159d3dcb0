"""Everything through a real PgBouncer in transaction mode, with the settings it comes with."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import text

from bot.commands.directory import import_directory
from rules.book import load_rulebook
from sandbox import PracticeSlack
from storage.engine import make_engine, reach, session_for
from storage.migrating import check_revision, migrate
from tests.running import DIRECTORY, report, running_bot

pytestmark = pytest.mark.postgres
SETTINGS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "TimeZone")


def test_a_bot_works_through_a_pooler(slack: PracticeSlack, pooled_url: str) -> None:
    """It migrates, imports, starts, and takes two signals from two people."""
    migrate(engine := make_engine(pooled_url))
    engine.dispose()
    with running_bot(slack, pooled_url):
        assert report(slack) == "S-1"
        assert report(slack, "mentor") == "S-2"


def test_settings_hold_in_each_transaction_and_none_stay_behind(pooled_url: str) -> None:
    """Whichever server gives the transaction; what comes after it finds the server as it was."""
    engine = make_engine(pooled_url)
    reach(engine)

    def look(_: int) -> tuple[str, ...]:
        with session_for(engine) as session:
            for _again in range(7):  # psycopg prepares what it sees more than five times
                found = [session.execute(text(f"SHOW {name}")).scalar_one() for name in SETTINGS]
            return tuple(map(str, found))

    with ThreadPoolExecutor(8) as pool:
        seen = set(pool.map(look, range(40)))
    assert seen == {("15s", "5s", "1min", "UTC")}
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        assert connection.execute(text("SHOW statement_timeout")).scalar() == "0"
    engine.dispose()


def test_replicas_that_start_together_migrate_once(pooled_url: str) -> None:
    """The lock that keeps them apart belongs to a transaction, not to a session."""
    engines = [make_engine(pooled_url) for _ in range(2)]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(migrate, engines))
    check_revision(engines[0])
    first = import_directory(DIRECTORY, engines[0], None, load_rulebook())
    again = import_directory(DIRECTORY, engines[1], None, load_rulebook())
    assert (first.added > 0, again.added, again.changed) == (True, 0, 0)
    for one in engines:
        one.dispose()
