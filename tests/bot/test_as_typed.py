"""What clients make of what people type: each surface is read as what was typed, and only once."""

from __future__ import annotations

import json

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from storage.engine import session_for
from storage.repositories import signals
from tests.bot.steps import fresh
from tests.running import TEAM, report


@pytest.mark.parametrize("typed", ["toon\u00a0S-1", "toon S\u20111", "toon \u200eS\u20131\u200f"])
def test_a_command_with_the_marks_of_a_client_opens_the_signal(
    slack: PracticeSlack, bot: Process, typed: str
) -> None:
    """A space that does not break, another dash, a mark of direction."""
    assert report(slack) == "S-1"
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", typed, channel=TEAM)
    assert edith.wait_view("signal.show")


def test_what_is_typed_in_a_form_stays_as_it_is(slack: PracticeSlack, bot: Process) -> None:
    """Slack gives it as it was typed: who writes about a character reference wrote just that."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    said = "Praat over R&D <soms> en &amp; op \u2018t plein"
    edith.submit(level="N2", place="school", summary=said)
    edith.wait_view("signal.partners")
    with session_for(bot.engine, write=False) as session:
        stored = signals.signal(session, 1)
        assert stored is not None
        assert bot.office.store.vault is not None
    edith.submit()
    slack.wait_for(lambda: any("S-1" in one["text"] for one in edith.messages(TEAM)))
    card = json.dumps(edith.messages(TEAM), ensure_ascii=False)
    assert "R&amp;D &lt;soms&gt; en &amp;amp; op" in card


@pytest.mark.parametrize(
    "said",
    [
        "bsn\u00a0999\u202f990\u2009019",
        "<R&D> 999990019 & verder",
        "\u201cJesse\u201d belde, 06\u201112345678",
    ],
)
def test_a_message_is_seen_through_the_marks_of_a_client(
    slack: PracticeSlack, bot: Process, said: str
) -> None:
    """The guard reads escapes, quotes, dashes and spaces as the words that a reader sees."""
    slack.as_user("jongerenwerker").post(TEAM, said)
    slack.wait_for(lambda: slack.as_user("jongerenwerker").dm())
