"""The privacy officer opens and closes hidden grounds with a second person; until then they are not there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.process import Process
from casework.errors import Refused
from casework.sharing import on_demand
from sandbox import PracticeSlack
from storage.audit_tables import AuditRow
from storage.engine import session_for
from storage.ground_tables import GroundOpening
from tests.bot.steps import (
    LONG_ENOUGH,
    choose_ground,
    fields,
    fresh,
    invoke,
    note,
    read,
    share,
    shown,
    wait_dm,
)
from tests.running import FORM, TEAM, partner_option, report

WHY = "Het convenant en de DPIA zijn op 1 november vastgesteld."


def offered(slack: PracticeSlack, ref: str, who: str = "zorgcoordinator") -> list[str]:
    """Every ground that is offered to somebody."""
    person = fresh(slack, who)
    person.press("exception.record", ref, channel=TEAM)
    first = _choices(person.wait_view("exception.ground"))
    if "other" not in first:
        return first
    person.submit(ground="other")
    return [*first, *_choices(person.wait_view("exception.ground"))]


def _choices(view: dict[str, object]) -> list[str]:
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    return [str(one["value"]) for one in blocks[1]["element"]["options"]]


def ask(slack: PracticeSlack, ground: str, **changes: str) -> dict[str, str]:
    """The privacy officer asks to open a ground; what is wrong at which field."""
    huub = fresh(slack, "fg")
    huub.open_home()
    slack.wait_for(lambda: huub.home is not None)
    huub.press("ground.show", "show")
    huub.wait_view("ground.show")
    huub.press("ground.open", ground)
    form = huub.wait_view("ground.open")
    assert fields(form) == ["ground", "reason", "second"]
    done = huub.submit(**{"ground": ground, "reason": WHY, "second": "U0REGIE", **changes})
    return dict(done.errors)


def agree(slack: PracticeSlack, ref: str = "G-1") -> None:
    """The second person agrees in their direct message."""
    wait_dm(slack, "regisseur", f"Akkoord gevraagd voor {ref}")
    farida = fresh(slack, "regisseur")
    farida.press("ground.agree", ref, channel=slack.space.im_of(farida.id).id)
    wait_dm(slack, "fg", f"Gronden van Schakel: {ref}")


def close(slack: PracticeSlack, ground: str) -> None:
    """The privacy officer closes it again."""
    huub = fresh(slack, "fg")
    huub.open_home()
    slack.wait_for(lambda: huub.home is not None)
    huub.press("ground.show", "show")
    huub.wait_view("ground.show")
    huub.press("ground.close", ground)
    huub.wait_view("ground.close")
    assert huub.submit(ground=ground, reason=WHY).errors == {}


def test_a_ground_is_hidden_until_a_second_person_agreed(slack: PracticeSlack, bot: Process) -> None:
    """E15: asked, agreed, offered; who, when and why stands in the database and the audit."""
    ref = report(slack)
    assert "E15" not in offered(slack, ref)
    assert ask(slack, "E15") == {}
    assert "E15" not in offered(slack, ref)
    agree(slack)
    assert "E15" in offered(slack, ref)
    assert WHY in shown(slack.as_user("fg").dm())
    with session_for(bot.engine, write=False) as session:
        [row] = session.exec(select(GroundOpening)).all()
        acts = [(one.act, one.actor, one.code) for one in session.exec(select(AuditRow)) if one.ref == "G-1"]
    assert (row.asked_by, row.second, row.reason, row.closed_at) == ("U0FG", "U0REGIE", WHY, None)
    assert acts == [("ground.open", "U0FG", "E15"), ("ground.agree", "U0REGIE", "E15")]


def test_who_opened_what_when_and_why_stands_in_one_place(slack: PracticeSlack, bot: Process) -> None:
    """The privacy officer reads it where it can be closed, while it waits and once it is open."""
    assert ask(slack, "E15") == {}
    assert ":hourglass_flowing_sand: *E15" in shown(standing(slack))
    agree(slack)
    said = shown(standing(slack))
    assert ":unlock: *E15" in said
    assert all(one in said for one in (WHY, "<@U0FG>", "<@U0REGIE>", "Vrij sinds"))
    assert said.count(":lock:") == 3, "E09, E10 and sharing within one organisation"


def standing(slack: PracticeSlack) -> dict[str, object]:
    """All that can be opened, as the privacy officer sees it."""
    huub = fresh(slack, "fg")
    huub.open_home()
    slack.wait_for(lambda: huub.home is not None)
    huub.press("ground.show", "show")
    return huub.wait_view("ground.show")


def test_a_ground_without_secrecy_rests_on_no_law_about_secrecy(slack: PracticeSlack, bot: Process) -> None:
    """E15 shares conditions with E02, yet its form names neither its necessity nor a professional secret."""
    ref = report(slack)
    ask(slack, "E15")
    agree(slack)
    hints = [str(one["hint"]) for one in choose_ground(slack, ref, "E15")["blocks"] if one.get("hint")]
    asked = [one for one in hints if "Rust op" in one]
    assert not [one for one in asked if "Sr" in one or "Jeugdwet" in one or "BW" in one]
    assert sum("6 lid 1 onder e of f AVG" in one for one in asked) == 4


def test_nobody_opens_a_ground_alone(slack: PracticeSlack, bot: Process) -> None:
    """Not by naming oneself, somebody outside the list, or without a reason; not twice."""
    assert set(ask(slack, "E09", second="U0FG")) == {"second"}
    assert set(ask(slack, "E09", second="U0AGENT")) == {"second"}
    assert set(ask(slack, "E09", reason="Mag")) == {"reason"}
    assert ask(slack, "E09") == {}
    huub = slack.as_user("fg")
    assert not any("ground.agree" in shown(one) for one in huub.dm())


def test_what_rests_on_a_closed_ground_closes_at_once(slack: PracticeSlack, bot: Process) -> None:
    """Shared on E15; closed: who received it is told, and reads it no more."""
    ref = report(slack)
    ask(slack, "E15")
    agree(slack)
    invoke(slack, ref, "E15", "Marit", reviewer="U0FG", purpose="kindveiligheid")
    wait_dm(slack, "fg", "X-1")
    huub = fresh(slack, "fg")
    huub.press("exception.approve", "X-1", channel=slack.space.im_of(huub.id).id)
    slack.wait_for(lambda: "Goedgekeurd" in shown(slack.as_user("zorgcoordinator").dm()))
    assert share(slack, ref, "Marit", purpose="kindveiligheid") is None
    assert str(FORM["details"]) in shown(read(slack, "wijkteam", "D-1"))
    close(slack, "E15")
    slack.wait_for(lambda: "niet verder gebruiken" in shown(slack.as_user("wijkteam").dm()))
    marit = bot.office.identify(slack.as_user("wijkteam").id)
    with pytest.raises(Refused, match="DISCLOSURE_ENDED"):  # the button may be gone from the thread by now
        on_demand.open_disclosure(bot.office, marit, 1, "open")
    assert "E15" not in offered(slack, ref)
    assert LONG_ENOUGH not in shown(slack.as_user("regisseur").dm())
    slack.clock.advance(timedelta(minutes=1).total_seconds())


def test_colleagues_of_one_organisation_where_that_is_opened(slack: PracticeSlack, bot: Process) -> None:
    """P27: until it is opened `/delen` says how that goes outside Schakel; then the form offers it."""
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/delen", channel=TEAM)
    assert "loopt buiten Schakel" in shown(edith.wait_view("share_check"))
    ref = report(slack)
    edith = fresh(slack, "zorgcoordinator")
    wait_dm(slack, "zorgcoordinator", ref)
    edith.press("signal.partners", ref, channel=slack.space.im_of(edith.id).id)
    form = edith.wait_view("signal.partners")
    assert edith.submit(partners=[partner_option(form, one) for one in ("Bram", "Tarik")]).errors == {}
    edith = fresh(slack, "zorgcoordinator")
    edith.press("signal.share", ref, channel=TEAM)
    assert "own_organisation" not in shown(edith.wait_view("signal.share"))
    ask(slack, "internal_sharing")
    agree(slack)
    edith = fresh(slack, "zorgcoordinator")
    edith.slash("/delen", channel=TEAM)
    assert "onder Deel details" in shown(edith.wait_view("share_check"))
    edith = fresh(slack, "zorgcoordinator")
    edith.press("signal.share", ref, channel=TEAM)
    assert "Collega's van mijn eigen organisatie" in shown(edith.wait_view("signal.share"))
    assert edith.submit(recipients=["own_organisation"]).view is None
    assert str(FORM["details"]) in shown(read(slack, "mentor", "D-1"))
    assert note(read(slack, "jongerenwerker", "D-1"))["code"] == "SCOPE_RECIPIENT"
