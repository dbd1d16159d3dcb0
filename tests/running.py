"""A whole bot in this process, against a practice Slack and a database of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import Engine

from bot.commands.directory import import_directory
from bot.http_mode import PATH, HttpTransport
from bot.process import Process, build
from bot.settings import Settings
from casework.ports import Clock
from rules.book import load_rulebook
from sandbox import PracticeSlack
from storage.deployment import open_deployment
from storage.engine import make_engine
from storage.keys import KeyRing, generate
from storage.migrating import migrate
from tests.chosen import chosen

HOUSE = Path(__file__).parent.parent
DIRECTORY = HOUSE / "bot" / "demo" / "directory.yaml"
FORM: dict[str, Any] = {
    "level": "N2",
    "place": "school",
    "partnership": "1",
    "summary": "Leerling mist vaak de eerste uren en heeft ineens dure kleding",
    "subject_name": "Jesse Verzonnen",
    "subject_birthdate": "14-05-2011",
    "details": "Vertelde dat hij pakketjes wegbrengt voor oudere jongens",
    "categories": ["signaal"],
}
READ = frozenset({"text", "title", "accessibility_label", "initial_comment"})
# One time of an overleg as a button carries it; people read its day.
WRITTEN = re.compile(r"O-\d+/\d{4}-")
TEAM = "C0ZONNEBEEK"
WORKSPACE = "T0ZONNEBEEK"


def settings_for(
    slack: PracticeSlack, database_url: str, keys: str | None = None, *, mode: str = "socket"
) -> Settings:
    """Settings of a bot for this practice Slack; over HTTP on a port that the system chooses."""
    return Settings.model_validate(
        {
            "schakel_mode": mode,
            "slack_signing_secret": slack.signing_secret,
            "slack_bot_token": slack.bot_token,
            "slack_app_token": slack.app_token,
            "slack_api_url": slack.api_url,
            "database_url": chosen(database_url),
            "schakel_keys": keys or generate(),
        }
    )


@dataclass(frozen=True, slots=True)
class SlackClock:
    """The practice Slack's own time, so that both go on together when a test moves it."""

    slack: PracticeSlack

    def now(self) -> datetime:
        """This instant there, aware, in UTC."""
        return self.slack.clock()


@contextmanager
def running_bot(
    slack: PracticeSlack,
    database_url: str,
    clock: Clock | None = None,
    *,
    keys: str | None = None,
    mode: str = "socket",
) -> Iterator[Process]:
    """A bot with the demo's directory, by the practice Slack's clock, started and stopped.

    `mode` is socket or http.

    With the same database and the same `keys` it is the one that ran before, started again. Whatever it said,
    no machine's reference stands in it.
    """
    database_url = chosen(database_url)
    file = Path(database_url.removeprefix("sqlite:///"))
    fresh = database_url.startswith("sqlite:") and not file.exists()
    ready = fresh and keys is None
    if fresh:
        file.write_bytes(_opened() if ready else _tables())
    settings = settings_for(slack, database_url, _keys() if ready else keys, mode=mode)
    process = build(settings, clock or SlackClock(slack))
    if not ready:
        import_directory(DIRECTORY, process.engine, process.office.store.vault, process.office.book)
    process.start()
    try:
        if isinstance(process.transport, HttpTransport):
            slack.use_http(f"http://127.0.0.1:{process.transport.port}{PATH}")
        yield process
    finally:
        process.stop()
    written = [text for call in slack.calls for text in read(call.args) if WRITTEN.search(text)]
    assert written == [], written


def read(part: object) -> Iterator[str]:
    """What people read or hear of a call, not the values behind it."""
    match part:
        case dict():
            for name, inner in part.items():
                if name in READ and isinstance(inner, str):
                    yield inner
                else:
                    yield from read(inner)
        case list() | tuple():
            for inner in part:
                yield from read(inner)


@cache
def _keys() -> str:
    """The keys of every database that is a copy of the opened one."""
    return generate()


@cache
def _tables() -> bytes:
    """A database file with every migration run; `tests/storage/test_migrating.py` looks at the running."""
    return _file(b"", migrate)


@cache
def _opened() -> bytes:
    """The same, opened for the practice workspace and with the demo's directory."""

    def open_it(engine: Engine) -> None:
        vault = open_deployment(engine, KeyRing.parse(_keys()), WORKSPACE, datetime.now(UTC))
        import_directory(DIRECTORY, engine, vault, load_rulebook())

    return _file(_tables(), open_it)


def _file(before: bytes, change: Callable[[Engine], None]) -> bytes:
    """The bytes of a database file after a change."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "tables.db"
        if before:
            file.write_bytes(before)
        engine = make_engine(f"sqlite:///{file}")
        change(engine)
        engine.dispose()
        return file.read_bytes()


def report(slack: PracticeSlack, who: str = "zorgcoordinator", **changes: object) -> str:
    """Register a signal the way a person does and wait for its card; returns its reference."""
    person = slack.as_user(who)
    person.slash("/signal", channel=TEAM)
    person.wait_view("signal.new")
    done = person.submit(**{**FORM, **changes})
    assert done.view is not None and done.view["callback_id"] == "signal.partners", done
    ref = str(done.view["private_metadata"].split('"')[3])
    person.submit()
    slack.wait_for(lambda: any(ref in one["text"] for one in person.messages(TEAM)))
    card = next(one for one in person.messages(TEAM) if ref in one["text"])
    slack.wait_for(lambda: len(person.messages(TEAM, card["ts"])) > 1)
    return ref


def partner_option(view: Mapping[str, Any], name: str) -> str:
    """The option value of a partner by name in an open form."""
    options = [one for block in view["blocks"] if block["type"] == "input" for one in _options(block)]
    return next(str(one["value"]) for one in options if name in one["text"]["text"])


def _options(block: Mapping[str, Any]) -> list[dict[str, Any]]:
    return block["element"].get("options") or []
