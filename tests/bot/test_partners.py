"""The list of partners the whole way: who sits where, whom to think of, who joins, changes and leaves."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlmodel import col, select

from bot.process import Process
from sandbox import PracticeSlack
from sandbox.people import Person
from storage.audit_tables import AuditRow
from storage.directory_tables import Membership, Partner, Partnership
from storage.engine import session_for
from tests.bot.steps import fresh
from tests.meeting import plan, refusal, said, settle
from tests.running import TEAM

NEW = {
    "name": "Olga Verweg",
    "organisation": "Verslavingszorg Zonnebeek",
    "role": "verslavingszorg",
    "user": "U0BUITEN",
    "contact": "op werkdagen via 0900 000 000",
}


def shown(thing: object) -> str:
    """All that stands in it, as one text."""
    return json.dumps(thing, ensure_ascii=False)


def inputs(view: dict[str, Any]) -> dict[str, Any]:
    """The fields of an open form by name."""
    return {one["block_id"]: one["element"] for one in view["blocks"] if one["type"] == "input"}


def row_of(bot: Process, user: str) -> Partner:
    """The newest row of this account."""
    with session_for(bot.engine, write=False) as session:
        found = session.exec(select(Partner).where(Partner.user_id == user).order_by(col(Partner.id))).all()
        return found[-1]


def partnership(bot: Process, name: str) -> str:
    """The option value of a partnership."""
    with session_for(bot.engine, write=False) as session:
        return str(session.exec(select(Partnership).where(Partnership.name == name)).one().id)


def sits_in(bot: Process, user: str) -> set[str]:
    """The partnerships this account's partner sits in."""
    number = row_of(bot, user).id
    with session_for(bot.engine, write=False) as session:
        rows = session.exec(select(Membership).where(Membership.partner_id == number)).all()
        return {str(one.partnership_id) for one in rows}


def change(slack: PracticeSlack, bot: Process, who: str, user: str) -> Person:
    """Somebody with the form to change the partner of this account before them."""
    person = fresh(slack, who)
    person.slash("/partners", "wijzig")
    person.wait_view("partner.choose")
    assert person.submit(partner=str(row_of(bot, user).id)).errors == {}
    person.wait_view("partner.change")
    return person


def test_the_list_opens_with_the_overleggen_and_who_sits_there(slack: PracticeSlack, bot: Process) -> None:
    """When the next overleg is, who organises and chairs; without one the way to plan it."""
    plan(slack)
    bram = slack.as_user("mentor")
    bram.slash("/partners", channel=TEAM)
    slack.wait_for(lambda: said(bram.ephemerals(TEAM), "Jeugdnetwerk Zonnebeek"))
    told = shown(bram.ephemerals(TEAM)[-1])
    assert told.index("Jeugdnetwerk Zonnebeek") < told.index("MDO De Wende")
    assert "di 1 december 2026 om 10:00" in told
    assert "Organisator: <@U0REGIE> · voorzitter: <@U0AGENT>" in told
    assert "<@U0JONGER> (jongerenwerker), Welzijn Zonnebeek" in told
    assert "Nog geen vast overleg" in told
    assert "partner.new" not in told
    bram.press("overleg.new", partnership(bot, "MDO De Wende"), channel=TEAM)
    form = inputs(bram.wait_view("overleg.new"))
    assert form["partnership"]["initial_option"]["text"]["text"] == "MDO De Wende"


def test_the_first_overleg_is_set_up_by_five_questions(slack: PracticeSlack, bot: Process) -> None:
    """Who organises, who chairs, whom to invite, how often, what may be discussed; then it stands."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/partners", channel=TEAM)
    mdo = partnership(bot, "MDO De Wende")
    slack.wait_for(lambda: said(edith.ephemerals(TEAM), "Richt een overleg in"))
    edith.press("overleg.new", mdo, channel=TEAM)
    view = edith.wait_view("overleg.new")
    order = list(inputs(view))
    assert [order.index(one) for one in ("organiser", "chair", "participants", "first_date")] == [1, 2, 3, 4]
    told = shown(view)
    asked = [told.index(f"*{number}. ") for number in range(1, 6)]
    assert asked == sorted(asked)
    assert "school (zorgcoördinator of IB" in told
    assert "alleen met toestemming van ouders" in told
    done = edith.submit(
        first_date="2026-12-03", time="10:00", organiser="U0ZORGCO", chair="U0ZORGCO", holidays="keep"
    )
    assert done.errors == {}
    assert "MDO" in shown(edith.wait_view("overleg.show"))
    edith.close()
    edith.slash("/overleg", "nieuw", channel=TEAM)
    assert "*1. " not in shown(edith.wait_view("overleg.new"))


def test_whom_do_i_need_is_answered_with_who_that_is_here(slack: PracticeSlack, bot: Process) -> None:
    """Typed with level and place the answer comes at once; else six choices, and nothing is stored."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/partners", "voor N2 school", channel=TEAM)
    answer = shown(edith.wait_view("partner.advice"))
    assert "<@U0AGENT>, Politie" in answer
    assert "<@U0JONGER>" in answer
    assert "signal.new" in answer
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/partners", "for n4", channel=TEAM)
    form = inputs(edith.wait_view("partner.for"))
    assert list(form) == ["level", "place", "age", "modifiers"]
    assert form["level"]["initial_option"]["value"] == "N4"
    edith.submit(place="straat_wijk", age="age.16_17", modifiers=["M1"])
    answer = shown(edith.wait_view("partner.advice"))
    assert "Bel eerst 112" in answer
    assert "Nog niemand in uw samenwerkingen" in answer


def test_the_advice_names_at_most_five_and_never_oneself(slack: PracticeSlack, bot: Process) -> None:
    """From a gut feeling to deep in crime other partners come first."""
    first: dict[str, list[str]] = {}
    for level in ("N0", "N1", "N2", "N3", "N4"):
        edith = fresh(slack, "zorgcoordinator")
        edith.slash("/partners", f"voor {level} straat", channel=TEAM)
        blocks = edith.wait_view("partner.advice")["blocks"]
        texts = [one["text"]["text"] for one in blocks if one["type"] == "section"][1:]
        assert 1 <= len(texts) <= 5
        assert not any("<@U0ZORGCO>" in text for text in texts)
        first[level] = texts
    assert len({tuple(texts) for texts in first.values()}) == 5


def test_a_coordinator_adds_a_partner_who_is_welcomed(slack: PracticeSlack, bot: Process) -> None:
    """From the next act on the newcomer is a partner; the act is in the audit."""
    farida = fresh(slack, "regisseur")
    farida.slash("/partners", "nieuw", channel=TEAM)
    form = inputs(farida.wait_view("partner.new"))
    assert list(form) == ["name", "organisation", "role", "user", "contact", "partnerships"]
    assert [one["text"]["text"] for one in form["partnerships"]["options"]] == ["Jeugdnetwerk Zonnebeek"]
    olga = slack.as_user("buitenstaander")
    olga.slash("/overleg", "nieuw")
    assert refusal(olga) == "NOT_FOR_YOU"
    slack.space.stacks[olga.id] = []
    assert farida.submit(**NEW).errors == {}
    assert "hoort bij Jeugdnetwerk Zonnebeek" in shown(farida.wait_view("partner.kept"))
    slack.wait_for(lambda: said(olga.dm(), "Welkom"))
    assert "Verslavingszorg Zonnebeek" in shown(olga.dm())
    olga.slash("/overleg", "nieuw")
    assert olga.wait_view("overleg.new")
    with session_for(bot.engine, write=False) as session:
        found = session.exec(select(AuditRow).where(AuditRow.act == "partner.add")).one()
        assert found.actor == "U0REGIE"
        assert found.facts["role"] == "verslavingszorg"


def test_each_bad_field_has_its_message(slack: PracticeSlack, bot: Process) -> None:
    """Nothing is stored as long as one field is wrong."""
    farida = fresh(slack, "regisseur")
    farida.slash("/partners", "nieuw", channel=TEAM)
    farida.wait_view("partner.new")
    bad = {"name": "06 12345678", "organisation": "  ", "contact": "BSN 999999990"}
    errors = farida.submit(**{**NEW, **bad}).errors
    assert errors.keys() == {"name", "organisation", "contact"}
    assert "burgerservicenummer" in errors["contact"]
    known = farida.submit(**{**NEW, "user": "U0JEUGDH"}).errors
    assert known.keys() == {"role"}
    assert "andere rol" in known["role"]
    assert farida.submit(**{**NEW, "user": "U0JEUGDH", "role": "jeugdhulp"}).errors == {}
    assert "stond al in de lijst" in shown(farida.wait_view("partner.kept"))
    assert row_of(bot, "U0JEUGDH").name == "Wende Kastelein"
    assert sits_in(bot, "U0JEUGDH") == {
        partnership(bot, "Jeugdnetwerk Zonnebeek"),
        partnership(bot, "MDO De Wende"),
    }


@pytest.mark.parametrize("who", ["mentor", "jeugdagent", "buitenstaander", "fg"])
def test_who_keeps_no_list_changes_nothing(slack: PracticeSlack, bot: Process, who: str) -> None:
    """A partner's role and account decide who may read: others cannot change them."""
    for word in ("nieuw", "wijzig"):
        person = fresh(slack, who)
        person.slash("/partners", word)
        assert refusal(person) == "NOT_FOR_YOU"


def test_a_coordinator_changes_only_the_own_partnerships(slack: PracticeSlack, bot: Process) -> None:
    """Role and account of somebody who also sits elsewhere are for the beheerder; the rest may change."""
    farida = fresh(slack, "regisseur")
    farida.slash("/partners", "wijzig", channel=TEAM)
    names = shown(farida.wait_view("partner.choose"))
    assert "Tarik Vogelaar" in names
    assert "Wende Kastelein" not in names
    farida = change(slack, bot, "regisseur", "U0MENTOR")
    errors = farida.submit(role="jeugdagent", user="U0BUITEN").errors
    assert errors.keys() == {"role", "user"}
    assert "beheerder" in errors["role"]
    assert farida.submit(role="mentor", user="U0MENTOR", contact="in de pauzes").errors == {}
    assert row_of(bot, "U0MENTOR").contact == "in de pauzes"
    kim = change(slack, bot, "beheerder", "U0MENTOR")
    assert kim.submit(role="schoolleiding").errors == {}
    assert row_of(bot, "U0MENTOR").role == "schoolleiding"
    for user in ("U0AGENT", "U0BUITEN", None):
        errors = change(slack, bot, "beheerder", "U0MENTOR").submit(user=user).errors
        assert "andere persoon" in errors["user"]
    assert row_of(bot, "U0MENTOR").active


def test_an_account_is_bound_later(slack: PracticeSlack, bot: Process) -> None:
    """Somebody who was in the list by name gets an account; not that of another partner."""
    farida = fresh(slack, "regisseur")
    farida.slash("/partners", "nieuw", channel=TEAM)
    farida.wait_view("partner.new")
    assert farida.submit(**{**NEW, "user": None}).errors == {}
    settle(bot)
    assert slack.as_user("buitenstaander").dm() == []
    farida = fresh(slack, "regisseur")
    farida.slash("/partners", "wijzig Verweg", channel=TEAM)
    chosen = inputs(farida.wait_view("partner.choose"))["partner"]["options"][0]["value"]
    farida.submit(partner=chosen)
    farida.wait_view("partner.change")
    assert "andere partner" in farida.submit(user="U0AGENT").errors["user"]
    assert farida.submit(name="Olga Verweg-Zomer", user="U0BUITEN").errors == {}
    assert "dat dit dezelfde persoon is" in shown(farida.wait_view("partner.kept"))
    assert str(row_of(bot, "U0BUITEN").id) == chosen


def test_a_name_narrows_the_choice(slack: PracticeSlack, bot: Process) -> None:
    """Typed after the word, also with a typing error; who is not there is said not to be."""
    farida = fresh(slack, "regisseur")
    farida.slash("/partners", "wijzig vogelaer", channel=TEAM)
    options = inputs(farida.wait_view("partner.choose"))["partner"]["options"]
    assert options[0]["text"]["text"].startswith("Tarik Vogelaar")
    farida = fresh(slack, "regisseur")
    farida.slash("/partners", "wijzig qqqq", channel=TEAM)
    assert "geen partner die zo heet" in shown(farida.wait_view("partner.choose"))


def test_help_and_home(slack: PracticeSlack, bot: Process) -> None:
    """A typing error gets the nearest word; Home has the twins; a beheerder sees every partnership."""
    bram = slack.as_user("mentor")
    bram.slash("/partners", "vor", channel=TEAM)
    slack.wait_for(lambda: said(bram.ephemerals(TEAM), "Bedoelt u `/partners voor`?"))
    assert "/partners nieuw" not in shown(bram.ephemerals(TEAM))
    bram.open_home()
    bram.press("partner.list", "list")
    assert "Jeugdnetwerk Zonnebeek" in shown(bram.wait_view("partner.list"))
    kim = slack.as_user("beheerder")
    kim.slash("/partners", channel="C0ALGEMEEN")
    slack.wait_for(lambda: said(kim.ephemerals("C0ALGEMEEN"), "MDO De Wende"))
    told = shown(kim.ephemerals("C0ALGEMEEN"))
    assert "partner.new" in told
    assert "overleg.new" not in told
    assert "overleg.show" not in told
    olga = slack.as_user("buitenstaander")
    olga.slash("/partners", channel="C0ALGEMEEN")
    assert refusal(olga) == "NOT_FOR_YOU"
