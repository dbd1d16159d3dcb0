"""`schakel doctor` on an installation that is well, and on one in which everything that can be is wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot.commands.doctor import examine
from bot.process import Process
from bot.settings import Settings
from sandbox import PracticeSlack
from storage.directory_tables import RoleGrant
from storage.keys import generate
from tests.meeting import settle
from tests.running import TEAM, running_bot, settings_for


@pytest.fixture
def well(slack: PracticeSlack, tmp_path: Path) -> Iterator[tuple[Process, Settings]]:
    """A bot that runs, and its settings."""
    keys, url = generate(), f"sqlite:///{tmp_path}/schakel.db"
    with running_bot(slack, url, keys=keys) as bot:
        settle(bot)
        yield bot, settings_for(slack, url, keys)


def looked(settings: Settings, capsys: pytest.CaptureFixture[str]) -> tuple[bool, dict[str, str]]:
    """Whether all is well, and the line of each part that is not."""
    outcome = examine(settings)
    lines = capsys.readouterr().out.splitlines()
    wrong = dict(line.removeprefix("✗ ").split(": ", 1) for line in lines if line.startswith("✗"))
    assert outcome == (not wrong)
    return outcome, wrong


def test_a_healthy_installation(well: tuple[Process, Settings], capsys: pytest.CaptureFixture[str]) -> None:
    """Every part has its tick."""
    assert examine(well[1])
    said = capsys.readouterr().out
    assert [line.removeprefix("✓ ") for line in said.splitlines()] == [
        "sleutels",
        "database",
        "tabellen",
        "sleutels bij database",
        "Slack",
        "verbinding",
        "klok",
        "rechten van de app",
        "werkruimte",
        "kanalen",
        "beheerder",
        "privacyfunctionaris",
        "beoordelaars",
        "berichten op tijd",
        "auditlogboek",
        "beleid",
    ]


def test_a_broken_installation(
    slack: PracticeSlack,
    well: tuple[Process, Settings],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Each part says what is wrong and what to do, and the others go on."""
    bot, settings = well
    bot.worker.stop()
    with bot.office.job() as unit:
        unit.post("signal.card", TEAM, ref="S-1", due_at=unit.now - timedelta(minutes=9))
        for one in unit.session.exec(select(RoleGrant)).all():
            unit.session.delete(one)
    with bot.engine.begin() as connection:
        connection.execute(text("UPDATE audit SET act = 'anders' WHERE seq = 1"))
    held = slack.space.app.manifest["oauth_config"]["scopes"]
    held["bot"] = [one for one in held["bot"] if one != "im:history"]
    slack.space.channels[TEAM].members.discard(slack.space.app.user)
    policy = tmp_path / "policy.toml"
    policy.write_text("suggestions = 3\n", encoding="utf-8")
    with slack.expect(""):
        well_now, wrong = looked(settings.model_copy(update={"schakel_policy": policy}), capsys)
    assert not well_now
    assert "De app mist de scope im:history." in wrong["rechten van de app"]
    assert f"Schakel zit niet in kanaal {TEAM}. Typ daar: /invite @Schakel." in wrong["kanalen"]
    assert "`schakel setup` laat u er een kiezen." in wrong["beheerder"]
    assert "`schakel grants give U… fg`" in wrong["privacyfunctionaris"]
    assert "`schakel grants give U… reviewer`" in wrong["beoordelaars"]
    assert "wacht al 9 minuten. Kijk of `schakel run` draait" in wrong["berichten op tijd"]
    assert "Regel 1: veranderd." in wrong["auditlogboek"]
    assert set(wrong) == {
        "rechten van de app",
        "kanalen",
        "beheerder",
        "privacyfunctionaris",
        "beoordelaars",
        "berichten op tijd",
        "auditlogboek",
    }


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "public"}, "is open: heel de werkruimte leest mee."),
        ({"archived": True}, "is gearchiveerd."),
        ({"connected": {"T0ELDERS"}}, "wordt gedeeld met een andere werkruimte."),
    ],
)
def test_a_channel_that_others_read_or_nobody_can_use(
    slack: PracticeSlack,
    well: tuple[Process, Settings],
    capsys: pytest.CaptureFixture[str],
    change: dict[str, object],
    said: str,
) -> None:
    """Named with what to do in Slack."""
    for name, value in change.items():
        setattr(slack.space.channels[TEAM], name, value)
    assert said in looked(well[1], capsys)[1]["kanalen"]


def test_a_stricter_policy_is_told_and_is_not_wrong(
    well: tuple[Process, Settings], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the name of the choice."""
    policy = tmp_path / "policy.toml"
    policy.write_text("suggestions = 3\n", encoding="utf-8")
    assert examine(well[1].model_copy(update={"schakel_policy": policy}))
    line = "• P16 wijkt af van het regelboek: 3 in plaats van 5 (suggestions)\n✓ beleid"
    assert line in capsys.readouterr().out


def test_an_installation_without_a_database(
    slack: PracticeSlack, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What rests on it says so, nothing is made by looking, and the rest is looked at all the same."""
    settings = settings_for(slack, f"sqlite:///{tmp_path}/schakel.db")
    wrong = looked(settings, capsys)[1]
    assert "bestaat nog niet" in wrong["database"]
    assert wrong["tabellen"] == "pas te zien als dit klopt: database"
    assert wrong["kanalen"] == wrong["beheerder"] == "pas te zien als dit klopt: tabellen"
    assert "Slack" not in wrong
    assert "rechten van de app" not in wrong
    assert not list(tmp_path.iterdir())
