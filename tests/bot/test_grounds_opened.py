"""The privacy officer opens and closes hidden grounds with a second person; until then they are not there."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from bot.process import Process
from sandbox import PracticeSlack
from storage.audit_tables import AuditRow
from storage.engine import session_for
from storage.ground_tables import GroundOpening
from tests.bot.steps import LONG_ENOUGH, fields, fresh, invoke, note, read, share, shown, wait_dm
from tests.running import FORM, TEAM, report

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
    assert note(read(slack, "wijkteam", "D-1"))["code"] == "DISCLOSURE_ENDED"
    assert "E15" not in offered(slack, ref)
    assert LONG_ENOUGH not in shown(slack.as_user("regisseur").dm())
    slack.clock.advance(timedelta(minutes=1).total_seconds())
