"""Who was not asked can offer help, and the reporter takes them in with one press."""

from __future__ import annotations

from typing import Any

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.steps import dm_texts, fresh, in_channel, note, shown, wait_dm
from tests.running import TEAM, report

OFFER = "offer.make"


def offer(slack: PracticeSlack, who: str = "leerplicht") -> dict[str, Any]:
    """Somebody presses 'Ik kan hier iets betekenen' on the card; what they see then."""
    person = fresh(slack, who)
    person.press(OFFER, "S-1", channel=TEAM)
    return person.wait_view()


def own(slack: PracticeSlack, who: str) -> str:
    """The channel of somebody's direct messages."""
    return slack.space.im_of(slack.as_user(who).id).id


def test_who_was_not_asked_is_taken_in_with_one_press(slack: PracticeSlack, bot: Process) -> None:
    """The reporter hears it at once; one press later the partner is tagged, has the stub, and may answer."""
    report(slack)
    assert "Dank u" in shown(offer(slack))
    wait_dm(slack, "zorgcoordinator", "Hulp aangeboden bij S-1")
    slack.wait_for(lambda: "– kan hier iets betekenen" in shown(in_channel(slack)))
    edith = fresh(slack, "zorgcoordinator")
    assert "offer.accept" in shown(edith.open_home())
    edith.press("offer.accept", "H-1", channel=own(slack, "zorgcoordinator"))
    wait_dm(slack, "leerplicht", "U bent betrokken bij signaal S-1")
    told = next(one for one in slack.as_user("leerplicht").dm() if "S-1" in one["text"])
    assert "bood zelf hulp aan" in shown(told)
    slack.wait_for(lambda: "is bij *S-1* betrokken" in shown(edith.dm()))
    assert "offer.accept" not in shown(edith.open_home())
    fresh(slack, "leerplicht").press("signal.pickup", "S-1", channel=own(slack, "leerplicht"))
    slack.wait_for(lambda: "Toch anders?" in shown(slack.as_user("leerplicht").dm()))


def test_not_now_is_told_with_thanks_and_can_be_changed(slack: PracticeSlack, bot: Process) -> None:
    """The offerer hears it once; 'Betrek toch' takes them in after all, and the word about it goes away."""
    report(slack)
    offer(slack)
    wait_dm(slack, "zorgcoordinator", "Hulp aangeboden")
    edith = fresh(slack, "zorgcoordinator")
    edith.press("offer.decline", "H-1", channel=own(slack, "zorgcoordinator"))
    wait_dm(slack, "leerplicht", "Uw aanbod bij S-1")
    slack.wait_for(lambda: "Betrek toch" in shown(edith.dm()))
    assert "offer.accept" not in shown(edith.open_home())
    edith.press("offer.accept", "H-1", channel=own(slack, "zorgcoordinator"))
    wait_dm(slack, "leerplicht", "U bent betrokken bij signaal S-1")
    slack.wait_for(lambda: not any("Uw aanbod" in one for one in dm_texts(slack, "leerplicht")))


def test_offering_twice_says_it_once(slack: PracticeSlack, bot: Process) -> None:
    """A second press changes nothing; the reporter gets one message."""
    report(slack)
    offer(slack)
    wait_dm(slack, "zorgcoordinator", "Hulp aangeboden")
    offer(slack)
    slack.idle()
    assert [one for one in dm_texts(slack, "zorgcoordinator") if "aangeboden" in one] == [
        "Hulp aangeboden bij S-1"
    ]


def test_others_are_told_what_they_can_do_instead(slack: PracticeSlack, bot: Process) -> None:
    """Who is tagged may say what they do; the reporter hears that it is their own."""
    report(slack)
    tagged = offer(slack, "jongerenwerker")
    assert note(tagged)["code"] == "ALREADY_ASKED"
    assert "signal.pickup" in shown(tagged)
    assert "hebt u zelf gemeld" in shown(offer(slack, "zorgcoordinator"))


def test_a_button_for_the_others_offers_this_one(slack: PracticeSlack, bot: Process) -> None:
    """Who was not asked and presses 'Ik pak dit op' can offer help from the answer."""
    report(slack)
    joris = fresh(slack, "leerplicht")
    joris.press("signal.pickup", "S-1", channel=TEAM)
    refused = joris.wait_view("refusal")
    assert OFFER in shown(refused)
    joris.press(OFFER, "S-1", view_id=refused["id"])
    joris.wait_view("regie.told")
    wait_dm(slack, "zorgcoordinator", "Hulp aangeboden bij S-1")
