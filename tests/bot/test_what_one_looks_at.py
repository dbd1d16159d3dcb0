"""Every press changes what the person is looking at, also in a modal that stands open, and below a form."""

from __future__ import annotations

import json
from functools import partial

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.people import Person
from tests.bot.steps import fresh, invoke
from tests.bot.test_exceptions import judge
from tests.running import TEAM, partner_option, report


def tagged(slack: PracticeSlack) -> Person:
    """The mentor, asked about S-1, with its sheet open."""
    report(slack)
    edith = fresh(slack, "zorgcoordinator")
    edith.press("signal.partners", "S-1", channel=slack.space.im_of(edith.id).id)
    form = edith.wait_view("signal.partners")
    edith.submit(partners=[partner_option(form, "Bram")])
    bram = fresh(slack, "mentor")
    slack.wait_for(lambda: "S-1" in json.dumps(bram.messages(slack.space.im_of(bram.id).id)))
    bram.press("signal.show", "S-1", channel=TEAM)
    bram.wait_view("signal.show")
    return bram


def says(person: Person, room: str, words: str) -> bool:
    """Whether something in a conversation holds these words."""
    return words in json.dumps(person.messages(room), ensure_ascii=False)


def seen(person: Person) -> str:
    """What stands on top of somebody's screen."""
    return json.dumps(person.view, ensure_ascii=False)


def test_an_answer_given_in_the_sheet_stands_in_it(slack: PracticeSlack, bot: Process) -> None:
    """Also one out of its menu; the card, the own message and the reporter's say the same."""
    bram = tagged(slack)
    bram.press("signal.pickup", "S-1")
    slack.wait_for(lambda: "– pakt dit op" in seen(bram))
    bram.press("signal.not_mine", "S-1")
    slack.wait_for(lambda: "– niet voor deze partner" in seen(bram))
    edith = slack.as_user("zorgcoordinator")
    for room in (TEAM, slack.space.im_of(edith.id).id):
        slack.wait_for(partial(says, edith, room, "niet voor deze partner"))
    own = slack.space.im_of(bram.id).id
    slack.wait_for(lambda: "Dit is niet voor u" in json.dumps(bram.messages(own)))


def test_a_form_that_is_done_leaves_nothing_old_below(slack: PracticeSlack, bot: Process) -> None:
    """Closed from its sheet, a signal is closed in that sheet too, and in every message about it."""
    bram = tagged(slack)
    edith = fresh(slack, "zorgcoordinator")
    edith.press("signal.show", "S-1", channel=TEAM)
    edith.wait_view("signal.show")
    edith.press("signal.close", "S-1")
    edith.wait_view("signal.close")
    assert edith.submit(outcome="er is nu elke week contact").errors == {}
    slack.wait_for(lambda: "*Afgesloten:*" in seen(edith))
    assert "signal.close:S-1" not in seen(edith)
    for person, room in ((edith, TEAM), (bram, slack.space.im_of(bram.id).id)):
        slack.wait_for(partial(says, person, room, "is afgesloten"))
    card = next(one for one in edith.messages(TEAM) if "S-1" in one["text"])
    slack.wait_for(lambda: "niet meer in te zien" in json.dumps(edith.messages(TEAM, card["ts"])))


def test_other_words_stand_in_the_sheet_below(slack: PracticeSlack, bot: Process) -> None:
    """The summary is put right from the sheet's menu; the sheet and Home show the new one."""
    report(slack)
    edith = fresh(slack, "zorgcoordinator")
    edith.press("signal.show", "S-1", channel=TEAM)
    edith.wait_view("signal.show")
    edith.press("signal.correct", "S-1")
    edith.wait_view("signal.correct")
    assert edith.submit(summary="Leerling is vaak moe", area="Zonnebeek").errors == {}
    slack.wait_for(lambda: "vaak moe" in seen(edith))
    assert "vaak moe" in json.dumps(edith.open_home())
    slack.wait_for(lambda: "vaak moe" in json.dumps(edith.messages(TEAM)))


def test_the_way_on_from_a_refusal_says_that_it_was_taken(slack: PracticeSlack, bot: Process) -> None:
    """Who was asked already offers help, is told what to press instead, and sees that it was done."""
    bram = tagged(slack)
    slack.as_user("mentor").close()
    bram.press("offer.make", "S-1", channel=TEAM)
    bram.wait_view("refusal")
    bram.press("signal.pickup", "S-1")
    slack.wait_for(lambda: "Het is gedaan" in seen(bram))
    slack.wait_for(partial(says, bram, TEAM, "pakt dit op"))


def test_the_way_on_that_was_taken_before_says_so_there(slack: PracticeSlack, bot: Process) -> None:
    """Who picked it up already presses it once more in the refusal: the answer stands in that view."""
    bram = tagged(slack)
    slack.as_user("mentor").close()
    bram.press("signal.pickup", "S-1", channel=TEAM)
    slack.wait_for(partial(says, bram, TEAM, "pakt dit op"))
    bram.press("offer.make", "S-1", channel=TEAM)
    bram.wait_view("refusal")
    bram.press("signal.pickup", "S-1")
    slack.wait_for(lambda: "Dat had u al laten weten" in seen(bram))
    assert bram.view is not None
    assert not any(block["type"] == "actions" for block in bram.view["blocks"])


def test_a_reasoning_that_was_agreed_with_says_so_there(slack: PracticeSlack, bot: Process) -> None:
    """It is not the reviewer's to read any more; the view says that it is done."""
    report(slack)
    invoke(slack, "S-1", "E07", "Stef", reviewer="U0REGIE")
    judge(slack, "regisseur", "exception.show", "X-1")
    farida = slack.as_user("regisseur")
    farida.press("exception.approve", "X-1")
    slack.wait_for(lambda: "Het is gedaan" in seen(farida))
