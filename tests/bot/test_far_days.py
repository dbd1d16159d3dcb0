"""Days and periods that nobody means, as a slip of the keyboard gives them: answered, no internal error."""

from __future__ import annotations

import pytest

from bot.process import Process
from sandbox import PracticeSlack
from tests.bot.steps import consent, fields, fresh
from tests.running import TEAM, partner_option, report

FAR = ["0001-01-01", "9999-12-31"]


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("field", ["since", "until"])
def test_the_log_says_at_the_field_that_there_is_no_such_day(
    slack: PracticeSlack, bot: Process, field: str, day: str
) -> None:
    """The privacy officer narrows the log; the field of that day says so, and no other."""
    huub = slack.as_user("fg")
    huub.slash("/signal", "inzage")
    huub.wait_view("lookback.log")
    huub.press("lookback.filter")
    huub.wait_view("lookback.filter")
    wrong = huub.submit(**{field: day}).errors
    assert wrong.keys() == {field}
    assert "bestaat niet" in wrong[field]


@pytest.mark.parametrize("period", ["0001", "9999", "9999-12", "9999-Q4"])
def test_a_period_that_is_none_asks_for_one(slack: PracticeSlack, bot: Process, period: str) -> None:
    """The coordinator gets the form, as for any other word."""
    farida = slack.as_user("regisseur")
    farida.slash("/signal", f"rapport {period}", channel=TEAM)
    assert farida.wait_view("report")["submit"] is not None


def test_the_last_day_before_the_first_says_so(slack: PracticeSlack, bot: Process) -> None:
    """At the last day, in a sentence about days; a number that is none is told how one is written."""
    huub = slack.as_user("fg")
    huub.slash("/signal", "inzage")
    huub.wait_view("lookback.log")
    huub.press("lookback.filter")
    huub.wait_view("lookback.filter")
    wrong = huub.submit(since="2026-11-20", until="2026-11-19").errors
    assert wrong == {"until": "Kies een dag op of na de dag bij Vanaf."}
    wrong = huub.submit(number="zeven", until="2026-11-20").errors
    assert wrong == {"number": "Schrijf het nummer als S-1, of laat dit leeg."}


# All that the form of consent asks beside its days.
YES = {
    "holders": ["ouder_1"],
    "gezag_verified": "yes",
    "given_by": ["ouder_1"],
    "youth_voice": "instemmend",
    "categories": ["identiteit", "signaal"],
    "statements": ["conversation", "consequences_explained"],
}


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("field", ["given_on", "until"])
@pytest.mark.parametrize("who", ["zorgcoordinator", "jongerenwerker"])
def test_consent_with_such_a_day_says_so_at_the_field(
    slack: PracticeSlack, bot: Process, who: str, field: str, day: str
) -> None:
    """Reporter or partner, all else filled in: only that field speaks, and then the right day is taken."""
    report(slack)
    person = fresh(slack, who)
    person.press("consent.record", "S-1", channel=TEAM)
    person.wait_view("consent.record")
    if who == "zorgcoordinator":
        person.press("consent.record.more")
    form = slack.wait_for(
        lambda: person.view if "given_on" in fields(person.view or {"blocks": []}) else None
    )
    chosen = {**YES, "recipients": [partner_option(form, "Marit")]}
    values = {name: one for name, one in chosen.items() if name in fields(form)}
    wrong = person.submit(**values, **{field: day}).errors
    assert wrong.keys() == {field}
    assert any(word in wrong[field] for word in ("toekomst", "geboortedatum", "te ver", "voorbij", "dagen"))
    assert person.submit(**{field: str(bot.office.today)}).errors == {}


@pytest.mark.parametrize("born", ["", "14-05-2011"])
@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize(
    ("act", "field", "values"),
    [
        ("consent.refused", "refused_on", {"refused_by": "ouder_1"}),
        ("consent.withdraw", "withdrawn_on", {"withdrawn_by": "ouder_1"}),
    ],
)
def test_a_no_with_such_a_day_says_so_at_the_field(
    slack: PracticeSlack, bot: Process, act: str, field: str, values: dict[str, object], day: str, born: str
) -> None:
    """Refused or withdrawn, also where nobody knows a date of birth to hold it against; nothing is kept."""
    report(slack, subject_birthdate=born)
    if born:
        consent(slack, "S-1", "Tarik")
    edith = fresh(slack, "zorgcoordinator")
    edith.press(act, "S-1", channel=TEAM)
    form = edith.wait_view()
    assert form["callback_id"] == act
    wrong = edith.submit(**values, **{field: day}).errors
    assert wrong.keys() == {field}
    assert any(word in wrong[field] for word in ("toekomst", "geboortedatum", "te ver"))


@pytest.mark.parametrize("day", FAR)
def test_an_attempt_on_such_a_day_says_so_at_the_field(slack: PracticeSlack, bot: Process, day: str) -> None:
    """The other parent was sought, on a day that nobody means."""
    ref = report(slack, "wijkteam", subject_birthdate="14-05-2017")
    marit = fresh(slack, "wijkteam")
    marit.press("consent.record", ref, channel=TEAM)
    form = marit.wait_view("consent.record")
    chosen = {**YES, "holders": ["ouder_1", "ouder_2"], "recipients": [partner_option(form, "Edith")]}
    chosen["statements"] = ["conversation", "ap_indicaties"]
    assert marit.submit(**{one: is_ for one, is_ in chosen.items() if one in fields(form)}).errors == {}
    marit.press("consent.unreached", ref)
    marit.wait_view("consent.unreached")
    assert marit.submit(tried_on=day, way="telefoon").errors.keys() == {"tried_on"}
