"""A running bot goes over to new rules on their day, and writes down by which rules it acted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest
from sqlmodel import col, select

from bot import process
from bot.process import Process
from rules.book import load_rulebook
from rules.moments import local_day
from sandbox import PracticeSlack
from storage.audit_tables import AuditRow
from storage.engine import session_for
from tests.bot.steps import fresh
from tests.running import TEAM, report, running_bot

FICTIONAL = """
["E16"]
from = {day}
name = "Verzonnen grond uit een verzonnen wet"
article = "1 Verzonnen wet"
invokers = {{group = "professional"}}
recipients = {{group = "professional"}}
categories = ["K1", "K3"]
conditions = ["g_doel", "g_noodzaak"]
review = "none"
max_days = 7
order = 1
remark = "Bestaat alleen in een toets."
source = ["own"]
"""


@pytest.fixture
def tomorrow(slack: PracticeSlack) -> date:
    """The day on which the fictional act comes into force."""
    return local_day(slack.clock()) + timedelta(days=1)


@pytest.fixture
def bot(
    slack: PracticeSlack, tmp_path: Path, tomorrow: date, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Process]:
    """A bot with tables of which a part is to come."""
    tables = tmp_path / "tables"
    tables.mkdir()
    for table in files("rules").joinpath("tables").iterdir():
        text = table.read_text("utf-8")
        added = FICTIONAL.format(day=tomorrow) if table.name == "grounds.toml" else ""
        (tables / table.name).write_text(text + added, "utf-8")
    today = local_day(slack.clock())
    monkeypatch.setattr(process, "load_rulebook", partial(load_rulebook, tables, today))
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db") as running:
        yield running


def offered(slack: PracticeSlack, ref: str) -> list[str]:
    """The grounds that the form shows first."""
    edith = fresh(slack, "zorgcoordinator")
    edith.press("exception.record", ref, channel=TEAM)
    view = edith.wait_view("exception.ground")
    return [str(one["value"]) for one in view["blocks"][1]["element"]["options"]]


def test_the_rules_of_the_day_are_used_and_recorded(slack: PracticeSlack, bot: Process) -> None:
    """Today the ground is not there, tomorrow it is, without a restart; each act names its rules."""
    ref = report(slack)
    assert "E16" not in offered(slack, ref)
    slack.clock.advance(timedelta(days=1).total_seconds())
    assert "E16" in offered(slack, ref)
    report(slack, subject_name="Noor Verzonnen")
    with session_for(bot.engine, write=False) as session:
        rows = select(AuditRow).where(AuditRow.act == "signal.register").order_by(col(AuditRow.seq))
        versions = [row.rule_version for row in session.exec(rows)]
    book = bot.office.book
    assert versions == [book.periods[0].version, book.periods[1].version]
    assert versions[0] != versions[1]
