"""`schakel grants`: shown, given and taken on the command line, each with its row in the audit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine
from sqlmodel import col, select
from typer import Typer
from typer.testing import CliRunner, Result

from bot.commands.access import Access
from bot.commands.grants import grants_app
from bot.commands.keys import keys_app
from storage.audit_tables import AuditRow
from storage.deployment import open_deployment
from storage.engine import make_engine, session_for
from storage.keys import KeyRing, generate
from storage.outbox_tables import Post

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@dataclass
class Shell:
    """A shell with settings; runs a command as a person would type it."""

    url: str
    keys: str
    engine: Engine

    def run(self, *words: str) -> Result:
        """`schakel grants <words>`."""
        app = Typer()
        access = Access(self.url, self.keys)
        app.add_typer(keys_app(lambda: access), name="keys")
        app.add_typer(grants_app(lambda: access, lambda: NOW), name="grants")
        return CliRunner().invoke(app, ["grants", *words])


@pytest.fixture
def shell(database_url: str) -> Iterator[Shell]:
    """A deployment in which nobody holds a grant, on both databases."""
    keys = generate()
    engine = make_engine(database_url)
    open_deployment(engine, KeyRing.parse(keys), "T0ZONNEBEEK", NOW)
    yield Shell(database_url, keys, engine)
    engine.dispose()


def test_the_first_beheerder_comes_from_the_command_line(shell: Shell) -> None:
    """Then others; the list shows who holds what."""
    assert shell.run("give", "U0BEHEER", "beheerder").exit_code == 0
    assert shell.run("give", "U0FG", "fg").exit_code == 0
    listed = shell.run("list").output
    assert "beheerder: U0BEHEER" in listed
    assert "fg: U0FG" in listed
    assert "reviewer: (niemand)" in listed


def test_what_is_taken_is_gone_audited_and_told(shell: Shell) -> None:
    """The person and the beheerders hear it from the running bot."""
    shell.run("give", "U0BEHEER", "beheerder")
    shell.run("give", "U0OUD", "reviewer")
    assert shell.run("take", "U0OUD", "reviewer").exit_code == 0
    assert "reviewer: (niemand)" in shell.run("list").output
    with session_for(shell.engine, write=False) as session:
        rows = session.exec(select(AuditRow).order_by(col(AuditRow.seq))).all()
        told = session.exec(select(Post).where(Post.kind == "grant.told")).all()
        acts = [(row.act, row.actor) for row in rows if row.act.startswith("grant.")]
        hears = sorted(one.target for one in told if "grant.take" in (one.dedupe or ""))
    assert acts == [("grant.give", "schakel")] * 2 + [("grant.take", "schakel")]
    assert hears == ["U0BEHEER", "U0OUD"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("take", "U0BEHEER", "beheerder"), "laatste beheerder"),
        (("give", "U0BEHEER", "beheerder"), "had dit account al"),
        (("take", "U0FG", "fg"), "heeft dit account niet"),
        (("give", "U0FG", "koning"), "beheerder, fg, reviewer"),
        (("give", "<!channel>", "fg"), "geen Slack-account"),
        (("give", "fg@gemeente.example", "fg"), "geen Slack-account"),
    ],
)
def test_what_cannot_be_done_is_one_plain_line(shell: Shell, words: tuple[str, ...], said: str) -> None:
    """With exit status 2, and nothing changed."""
    shell.run("give", "U0BEHEER", "beheerder")
    done = shell.run(*words)
    assert done.exit_code == 2
    assert said in done.output
    assert "beheerder: U0BEHEER\nfg: (niemand)" in shell.run("list").output
