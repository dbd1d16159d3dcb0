"""The second step of reporting can be left without posting: a draft that only its author reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.process import Process
from casework.retention import night
from sandbox import PracticeSlack
from sandbox.people import Person
from tests.bot.steps import fresh
from tests.bot.test_nudge import HandClock
from tests.running import FORM, TEAM, partner_option, report, running_bot

WORDS = "Leerling mist vaak de eerste uren"


@pytest.fixture
def clock() -> HandClock:
    """A Monday morning that a test lets pass."""
    return HandClock()


@pytest.fixture
def bot(slack: PracticeSlack, tmp_path: Path, clock: HandClock) -> Iterator[Process]:
    """A bot that goes by that clock."""
    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db", clock) as process:
        yield process


def later(bot: Process, clock: HandClock, time: timedelta) -> None:
    """Some time passes, and the worker looks."""
    clock.set(clock.now() + time)
    bot.worker.wake()


def kept(slack: PracticeSlack) -> Person:
    """The zorgcoördinator writes S-1 down and does not post it."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    edith.submit(**{**FORM, "summary": WORDS})
    edith.press("signal.keep", "S-1")
    edith.wait_view("signal.kept")
    return edith


def everything(slack: PracticeSlack, who: Person) -> str:
    """All that somebody finds in the channel, their own messages and on Home."""
    own = slack.space.im_of(who.id).id
    read = [who.messages(one.id) for one in who.channels()]
    return json.dumps([read, who.messages(own), who.open_home()])


def submit_label(view: dict[str, Any]) -> str:
    """What stands on the button of a form."""
    return str(view["submit"]["text"])


def test_a_draft_is_on_the_authors_home_and_nowhere_else(
    slack: PracticeSlack, bot: Process, clock: HandClock
) -> None:
    """Closing every form posts nothing, and nobody else finds or opens it by its number."""
    edith = kept(slack)
    edith.close()
    later(bot, clock, timedelta(minutes=30))
    assert WORDS in json.dumps(edith.open_home())
    others = ("mentor", "regisseur", "fg", "jongerenwerker")
    for name in others:
        other = fresh(slack, name)
        assert WORDS not in everything(slack, other), name
        other.slash("/signal", "toon S-1")
        assert "NOT_FOR_YOU" in other.wait_view("refusal")["private_metadata"]
    assert edith.messages(TEAM) == []


def test_the_author_is_reminded_once_and_posts_it_later(
    slack: PracticeSlack, bot: Process, clock: HandClock
) -> None:
    """The next working day one message; posting it from there puts the card up and asks the partners."""
    edith = kept(slack)
    own = slack.space.im_of(edith.id).id
    later(bot, clock, timedelta(days=4))
    slack.wait_for(lambda: "nog niet geplaatst" in json.dumps(edith.messages(own)))
    later(bot, clock, timedelta(days=4))
    assert json.dumps(edith.messages(own)).count("nog niet geplaatst") == 1
    slack.space.stacks[edith.id] = []
    edith.press("signal.partners", "S-1", channel=own)
    form = edith.wait_view("signal.partners")
    assert form["close"]["text"] == "Nog niet plaatsen"
    edith.submit(partners=[partner_option(form, "Bram")])
    slack.wait_for(lambda: WORDS in json.dumps(edith.messages(TEAM)))
    slack.wait_for(lambda: "is geplaatst" in json.dumps(edith.messages(own)))
    bram = slack.as_user("mentor")
    slack.wait_for(lambda: WORDS in json.dumps(bram.messages(slack.space.im_of(bram.id).id)))
    assert "Nog niet geplaatst" not in json.dumps(edith.open_home())


def test_a_draft_can_be_put_right_and_thrown_away(
    slack: PracticeSlack, bot: Process, clock: HandClock
) -> None:
    """Other words take the place of the first; thrown away it is gone, also after a quarter of an hour."""
    edith = kept(slack)
    edith.close()
    edith.open_home()
    edith.press("signal.correct", "S-1")
    edith.wait_view("signal.correct")
    assert edith.submit(summary="Leerling is vaak moe").errors == {}
    assert "vaak moe" in json.dumps(edith.open_home())
    later(bot, clock, timedelta(hours=2))
    edith.press("signal.undo", "S-1")
    slack.wait_for(lambda: "vaak moe" not in json.dumps(edith.open_home()))
    later(bot, clock, timedelta(days=8))
    assert "S-1" not in everything(slack, edith)


def test_the_button_says_whom_it_asks(slack: PracticeSlack, bot: Process, clock: HandClock) -> None:
    """It counts along with what is chosen."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    view = edith.submit(**FORM).view
    assert view is not None
    chosen = view["blocks"]
    asked = next(one for one in chosen if one.get("block_id") == "partners")["element"]["initial_options"]
    assert submit_label(view) == f"Plaats, vraag {len(asked)} partners"
    edith.fill(partners=[asked[0]["value"]])
    slack.wait_for(lambda: submit_label(edith.view or {}) == "Plaats, vraag 1 partner")
    edith.fill(partners=[])
    slack.wait_for(lambda: submit_label(edith.view or {}) == "Plaats in het kanaal")


def test_what_is_in_the_channel_is_no_draft_any_more(
    slack: PracticeSlack, bot: Process, clock: HandClock
) -> None:
    """A form that stood open too long says so."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    edith.submit(**FORM)
    later(bot, clock, timedelta(minutes=16))
    slack.wait_for(lambda: "S-1" in json.dumps(edith.messages(TEAM)))
    edith.press("signal.keep", "S-1")
    assert "ALREADY_POSTED" in edith.wait_view("refusal")["private_metadata"]
    assert "S-1" in json.dumps(edith.messages(TEAM))


def test_a_draft_goes_in_its_term(slack: PracticeSlack, bot: Process, clock: HandClock) -> None:
    """After fourteen days nothing of it is left."""
    edith = kept(slack)
    edith.close()
    later(bot, clock, timedelta(days=14))
    night.carry_out(bot.office)
    assert WORDS in json.dumps(edith.open_home())
    later(bot, clock, timedelta(days=1))
    night.carry_out(bot.office)
    slack.wait_for(lambda: WORDS not in json.dumps(edith.open_home()))


def test_the_year_of_a_small_child_is_asked_about_once(slack: PracticeSlack, bot: Process) -> None:
    """A slip of the pen is put right; what is so is sent again as it is."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    asked = edith.submit(**{**FORM, "subject_birthdate": "14 mei 2022"}).view
    assert asked is not None and asked["callback_id"] == "signal.new"
    assert "Is dit kind 4 jaar?" in json.dumps(asked["blocks"][0])
    assert "naam in" not in json.dumps(asked["blocks"][0])
    slip = edith.submit(subject_birthdate="14 mei 2021").view
    assert slip is not None and "Is dit kind 5 jaar?" in json.dumps(slip["blocks"][0])
    done = edith.submit().view
    assert done is not None and done["callback_id"] == "signal.partners"
    edith.press("signal.keep", "S-1")
    edith.wait_view("signal.kept")
    slack.space.stacks[edith.id] = []
    edith.slash("/signal", "toon S-1", channel=TEAM)
    assert "Nog niet geplaatst" in json.dumps(edith.wait_view("signal.show"))


def test_an_added_birth_year_of_a_small_child_is_asked_too(slack: PracticeSlack, bot: Process) -> None:
    """Also when who it is about is told afterwards."""
    report(slack, subject_name="", subject_birthdate="")
    edith = fresh(slack, "zorgcoordinator")
    edith.press("signal.show", "S-1", channel=TEAM)
    edith.wait_view("signal.show")
    edith.press("subject.add", "S-1")
    edith.wait_view("subject.add")
    asked = edith.submit(subject_birthdate="2022").view
    assert asked is not None and asked["callback_id"] == "subject.add"
    assert edith.submit().errors == {}
    assert edith.view is None or edith.view["callback_id"] != "subject.add"
