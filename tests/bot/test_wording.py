"""Who it is about is told afterwards: words that name them are held back until they are put right."""

from __future__ import annotations

import json

from bot.process import Process
from casework.signals import supplementing
from sandbox import PracticeSlack
from tests.running import FORM, TEAM, report

NAMED = "Leerling yildiz mist vaak de eerste uren"


def test_words_that_name_the_young_person_are_held_back(slack: PracticeSlack, bot: Process) -> None:
    """The card no longer shows them; the author is asked at once, and other words take their place."""
    edith = slack.as_user("zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    bare = {"subject_name": "", "subject_birthdate": "", "details": "", "categories": []}
    shown = edith.submit(**{**FORM, **bare, "summary": NAMED}).view
    if shown is not None and shown["callback_id"] == "signal.new":
        edith.submit()
    edith.submit()
    slack.wait_for(lambda: NAMED in json.dumps(edith.messages(TEAM)))
    own = slack.space.im_of(edith.id).id
    slack.wait_for(lambda: "S-1" in json.dumps(edith.messages(own)))
    slack.space.stacks[edith.id] = []
    person = bot.office.identify(edith.id)
    supplementing.add_subject(bot.office, person, 1, "İbrahim Yıldız", "14-05-2011", "k1")
    slack.wait_for(lambda: "yildiz" not in json.dumps(edith.messages(TEAM)))
    assert "De melder past deze tekst aan" in json.dumps(edith.messages(TEAM))
    slack.wait_for(lambda: "signal.correct" in json.dumps(edith.messages(own)))
    edith.press("signal.correct", "S-1", channel=own)
    form = edith.wait_view("signal.correct")
    assert "naam van de jongere" in json.dumps(form["blocks"][0])
    assert "summary" in edith.submit().errors
    assert edith.submit(summary="Leerling mist vaak de eerste uren").errors == {}
    slack.wait_for(lambda: "Leerling mist vaak" in json.dumps(edith.messages(TEAM)))


def test_the_form_of_who_it_is_asks_for_other_words_at_once(slack: PracticeSlack, bot: Process) -> None:
    """After the name was told the author stands before the text that holds it."""
    report(slack, summary="Mist vaak de eerste uren", subject_name="", subject_birthdate="")
    edith = slack.as_user("zorgcoordinator")
    slack.space.stacks[edith.id] = []
    edith.press("signal.show", "S-1", channel=TEAM)
    edith.wait_view("signal.show")
    edith.press("subject.add", "S-1")
    edith.wait_view("subject.add")
    asked = edith.submit(subject_name="Uren Verzonnen").view
    assert asked is not None
    assert asked["callback_id"] == "signal.correct"
    assert edith.submit(summary="Mist vaak de les").errors == {}
    slack.wait_for(lambda: "Mist vaak de les" in json.dumps(edith.messages(TEAM)))
