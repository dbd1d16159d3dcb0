"""After every act no place says the old thing: card, thread, direct messages, Home, and what stands open."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.people import Person
from tests.bot.places import missing, places
from tests.bot.steps import consent, fresh, share
from tests.meeting import settle
from tests.running import FORM, TEAM, partner_option, report

EDITH, BRAM, STEF, TARIK, LEILA = "zorgcoordinator", "mentor", "jeugdagent", "jongerenwerker", "leerplicht"
FARIDA, HUUB = "regisseur", "fg"
PEOPLE = (EDITH, BRAM, STEF, TARIK, LEILA, FARIDA, HUUB)
SUMMARY = str(FORM["summary"])


def own(slack: PracticeSlack, who: str) -> str:
    """The conversation of somebody with Schakel."""
    return slack.space.im_of(slack.as_user(who).id).id


def press(slack: PracticeSlack, who: str, action: str, value: str = "S-1") -> Person:
    """Somebody opens the sheet when there is one, and presses a button there, else in their own messages."""
    person = fresh(slack, who)
    person.press(action, value, channel=own(slack, who))
    return person


def sheet(slack: PracticeSlack, who: str) -> Person:
    """Somebody opens the sheet of S-1."""
    person = fresh(slack, who)
    person.slash("/signal", "toon S-1", channel=TEAM)
    person.wait_view("signal.show")
    return person


def scene(slack: PracticeSlack, bot: Process) -> None:
    """S-1 with everything that can wait: two asked, one offers help, details shared, asked for, invoked."""
    report(slack)
    edith = press(slack, EDITH, "signal.partners")
    form = edith.wait_view("signal.partners")
    assert edith.submit(partners=[partner_option(form, who) for who in ("Bram", "Stef")]).errors == {}
    settle(bot)
    press(slack, BRAM, "signal.pickup")
    press(slack, BRAM, "disclosure.request")
    fresh(slack, LEILA).press("offer.make", "S-1", channel=TEAM)
    consent(slack, "S-1", "Stef")
    share(slack, "S-1", "Stef")
    at_once(slack, "Tarik")
    for who in PEOPLE:
        fresh(slack, who)
    settle(bot)


def at_once(slack: PracticeSlack, name: str) -> None:
    """Edith shares because of acute danger; the reasons in words of their own are still to come."""
    edith = sheet(slack, EDITH)
    edith.press("share.acute", "S-1")
    form = edith.wait_view("share.acute")
    why = "Hij loopt nu met een mes naar het plein; u bent er het eerst."
    assert edith.submit(recipients=[partner_option(form, name)], reason=why, informed="not_safe").errors == {}


def shared_with(slack: PracticeSlack, *names: str) -> None:
    """The parent says yes for these, and Edith shares with them."""
    consent(slack, "S-1", *names)
    share(slack, "S-1", *names)


def restricted(slack: PracticeSlack) -> None:
    """The privacy officer records that nothing may be used for now."""
    huub = fresh(slack, HUUB)
    huub.slash("/signal", "rechten S-1")
    huub.wait_view("rights.show")
    huub.press("rights.ask", "S-1 restrict")
    huub.wait_view("rights.ask")
    assert huub.submit(asker="ouder", because="accuracy").errors == {}


def erased(slack: PracticeSlack) -> None:
    """The privacy officer erases it."""
    huub = fresh(slack, HUUB)
    huub.slash("/signal", "wissen S-1")
    huub.wait_view("signal.erase")
    assert huub.submit(why="verzoek").errors == {}


def in_sheet(who: str, action: str, value: str = "S-1") -> Callable[[PracticeSlack], None]:
    """Somebody presses a button in the sheet, which stays open."""

    def act(slack: PracticeSlack) -> None:
        sheet(slack, who).press(action, value)

    return act


def in_form(who: str, action: str, view: str, **typed: object) -> Callable[[PracticeSlack], None]:
    """Somebody presses a button in the sheet and sends the form that it opens; the sheet stays open below."""

    def act(slack: PracticeSlack) -> None:
        person = sheet(slack, who)
        person.press(action, "S-1")
        person.wait_view(view)
        assert person.submit(**typed).errors == {}

    return act


def direct(who: str, action: str, value: str = "S-1") -> Callable[[PracticeSlack], None]:
    """Somebody presses a button in their direct messages."""

    def act(slack: PracticeSlack) -> None:
        press(slack, who, action, value)

    return act


@dataclass(frozen=True)
class Act:
    """What is done, what may then stand nowhere, and what must stand in which places."""

    do: Callable[[PracticeSlack], None]
    gone: tuple[str, ...]
    new: tuple[tuple[str, str], ...]


# What can only be done while it is open.
WORK = (
    "[signal.pickup S-1]",
    "[signal.close S-1]",
    "[signal.share S-1]",
    "[offer.accept H-1]",
    "[disclosure.request S-1]",
    "[disclosure.open D-1]",
    "[disclosure.open D-2]",
    "[disclosure.decline R-1]",
)
ACTS: dict[str, Act] = {
    "take up": Act(
        in_sheet(STEF, "signal.pickup"),
        ("<@U0AGENT> (jeugdagent) – nog geen antwoord",),
        (
            ("kanaal", "<@U0AGENT> (jeugdagent) – pakt dit op"),
            (f"bericht {EDITH}", "<@U0AGENT> (jeugdagent) pakt *S-1* op"),
            (f"bericht {STEF}", "U pakt dit op"),
            (f"scherm {STEF}", "– pakt dit op"),
        ),
    ),
    "call me": Act(
        in_sheet(BRAM, "signal.call"),
        ("<@U0MENTOR> (mentor) – pakt dit op", "<@U0MENTOR> (mentor) pakt *S-1* op", "U pakt dit op"),
        (
            ("kanaal", "<@U0MENTOR> (mentor) – wil gebeld worden"),
            (f"bericht {EDITH}", "wil over *S-1* gebeld worden"),
            (f"scherm {BRAM}", "– wil gebeld worden"),
        ),
    ),
    "not for me": Act(
        in_sheet(BRAM, "signal.not_mine"),
        ("<@U0MENTOR> (mentor) – pakt dit op", "<@U0MENTOR> (mentor) pakt *S-1* op", "U pakt dit op"),
        (("kanaal", "<@U0MENTOR> (mentor) – niet voor deze partner"),),
    ),
    "help taken": Act(
        direct(EDITH, "offer.accept", "H-1"),
        ("– kan hier iets betekenen", "[offer.accept H-1]", "[offer.decline H-1]"),
        (
            ("kanaal", "(leerplichtambtenaar) – nog geen antwoord"),
            (f"bericht {LEILA}", "[signal.pickup S-1]"),
        ),
    ),
    "help declined": Act(
        direct(EDITH, "offer.decline", "H-1"),
        ("– kan hier iets betekenen", "[offer.decline H-1]"),
        ((f"bericht {LEILA}", "nu genoeg hulp"),),
    ),
    "details declined": Act(
        direct(EDITH, "disclosure.decline", "R-1"),
        ("vraagt details", "[disclosure.decline R-1]"),
        ((f"bericht {BRAM}", "nu niet met u gedeeld"),),
    ),
    "corrected": Act(
        in_form(EDITH, "signal.correct", "signal.correct", summary="Leerling is vaak moe", area="Zonnebeek"),
        (SUMMARY,),
        (
            ("kanaal", "vaak moe"),
            (f"bericht {EDITH}", "vaak moe"),
            (f"bericht {BRAM}", "vaak moe"),
            (f"scherm {EDITH}", "vaak moe"),
        ),
    ),
    "lead changed": Act(
        in_form(EDITH, "signal.lead", "signal.lead", lead="U0REGIE"),
        ("Regie: <@U0ZORGCO>",),
        (("kanaal", "Regie: <@U0REGIE>"), (f"bericht {FARIDA}", "U hebt nu de regie over *S-1*")),
    ),
    "closed": Act(
        in_form(EDITH, "signal.close", "signal.close", outcome="er is nu elke week contact"),
        WORK,
        (
            ("kanaal", "is afgesloten"),
            (f"bericht {STEF}", "is afgesloten"),
            (f"scherm {EDITH}", "*Afgesloten:*"),
        ),
    ),
    "taken back": Act(
        direct(EDITH, "signal.undo"),
        (SUMMARY, *WORK),
        (("kanaal", "is door de melder ingetrokken"), (f"bericht {STEF}", "is door de melder ingetrokken")),
    ),
    "shared": Act(
        lambda slack: shared_with(slack, "Bram"),
        ("vraagt details", "[disclosure.decline R-1]"),
        (("draad", "staan klaar voor <@U0MENTOR>"),),
    ),
    "consent withdrawn": Act(
        in_form(EDITH, "consent.withdraw", "consent.withdraw", withdrawn_by="ouder_1"),
        ("[disclosure.open D-1]",),
        (
            ("draad", "worden niet meer gedeeld"),
            (f"bericht {STEF}", "mag u niet verder gebruiken"),
            (f"scherm {EDITH} consent.closed", "intrekking is vastgelegd"),
            (f"scherm {EDITH} signal.show", ":white_check_mark: <@U0JONGER> (jongerenwerker) – mag"),
        ),
    ),
    "ground taken back": Act(
        in_sheet(EDITH, "exception.revoke", "X-1"),
        ("[disclosure.open D-2]", "[exception.approve X-1]", "[exception.complete X-1]"),
        (
            (f"bericht {HUUB}", "ngetrokken"),
            (f"bericht {FARIDA}", "ngetrokken"),
            (f"bericht {TARIK}", "mag u niet verder gebruiken"),
        ),
    ),
    "restricted": Act(
        restricted,
        (SUMMARY, *WORK),
        (("kanaal", "is voorlopig dicht"), (f"bericht {STEF}", "is voorlopig dicht")),
    ),
    "erased": Act(erased, (SUMMARY, *WORK, "[exception.complete X-1]"), (("kanaal", "gewist"),)),
}


@pytest.mark.parametrize("name", ACTS)
def test_no_place_says_the_old_thing(name: str, slack: PracticeSlack, bot: Process) -> None:
    """Whoever looks, wherever."""
    scene(slack, bot)
    act = ACTS[name]
    before = places(slack, *PEOPLE)
    assert [one for one in act.gone if not any(one in text for text in before.values())] == []
    act.do(slack)
    with suppress(AssertionError):  # what is missing yet is named below
        slack.wait_for(lambda: missing(act.new, places(slack, *PEOPLE, home=False)) == [])
    settle(bot)
    slack.idle()
    after = places(slack, *PEOPLE)
    assert [(where, one) for one in act.gone for where, text in after.items() if one in text] == []
    assert missing(act.new, after) == []
