"""One permission table lists everything a person can set off, and nothing more."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot.process import Process
from casework.addressees import MESSAGES
from casework.permissions import TABLE
from handlers.languages import load_languages
from handlers.registering import TWINS, renderer
from sandbox import PracticeSlack
from tests.casework.leaking.house import Dutch
from tests.running import running_bot

MANIFEST = Path(__file__).parents[2] / "manifest.yml"


def registered(slack: PracticeSlack, tmp_path: Path) -> Process:
    """A bot that was built and stopped again."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db") as process:
        return process


def test_every_listener_stands_in_the_table_and_the_other_way_round(
    slack: PracticeSlack, tmp_path: Path
) -> None:
    """A new command word, button, view or shortcut without a line in the table fails here."""
    acts = registered(slack, tmp_path).desk.acts
    assert len(acts) == len(set(acts))
    assert set(acts) == set(TABLE)


def test_every_direct_message_says_for_whom_it_is(slack: PracticeSlack, tmp_path: Path) -> None:
    """A new kind of message without a line in the table of messages fails here; so does a line without one.

    What only ever stands in a channel has none.
    """
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db") as process:
        kinds = renderer(process.office, load_languages("nl", process.office.zone, Dutch())).kinds
    in_channels = {"signal.card", "signal.exists", "consent.prompt", "disclosure.thread", "goal.set"}
    assert kinds - in_channels == set(MESSAGES)


def test_commands_and_shortcuts_of_the_manifest_are_those_of_the_code(
    slack: PracticeSlack, tmp_path: Path
) -> None:
    """What Slack offers is what the bot handles."""
    acts = registered(slack, tmp_path).desk.acts
    features = yaml.safe_load(MANIFEST.read_text(encoding="utf-8"))["features"]
    twins = {one for found in TWINS.values() for one in found}
    assert {one["command"] for one in features["slash_commands"]} == twins | {
        one.split()[0] for one in acts if one.startswith("/")
    }
    assert {one["callback_id"] for one in features["shortcuts"]} == {
        one.partition(":")[2] for one in acts if one.startswith("shortcut:")
    }
