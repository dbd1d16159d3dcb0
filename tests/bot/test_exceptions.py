"""Sharing without consent: the ground, its conditions, the second person, and taking it back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.process import Process
from casework.errors import NotForYou
from casework.exceptions import reviewing
from casework.exceptions.independence import why_not
from sandbox import PracticeSlack
from storage.audit_tables import AuditRow
from storage.engine import session_for
from storage.evidence_tables import ExceptionDraft
from storage.repositories import directory
from tests.bot.steps import (
    LONG_ENOUGH,
    choose_ground,
    dm_texts,
    fields,
    fresh,
    in_channel,
    invoke,
    note,
    read,
    share,
    shown,
    wait_dm,
)
from tests.meeting import settle
from tests.running import FORM, TEAM, partner_option, report

VITAL = [
    "recipients",
    "c:c_concreet_gevaar",
    "c:c_toestemming_kan_niet_of_te_laat",
    "c:c_ontvanger_kan_afwenden",
    "informed",
]


def offered(view: dict[str, object]) -> list[str]:
    """The grounds a view offers."""
    blocks = view["blocks"]
    assert isinstance(blocks, list)
    select = next(one["element"] for one in blocks if one["type"] == "input")
    return [str(one["value"]) for one in select["options"]]


def judge(slack: PracticeSlack, who: str, action: str, ref: str) -> dict[str, object] | None:
    """The reviewer presses a button in their direct message; the view that follows, if any."""
    wait_dm(slack, who, ref)
    person = fresh(slack, who)
    person.press(action, ref, channel=slack.space.im_of(person.id).id)
    if action != "exception.approve":
        return person.wait_view()
    slack.idle()
    return None


def drafts_kept(bot: Process) -> int:
    """How many unsent forms are kept."""
    with session_for(bot.engine, write=False) as session:
        return len(session.exec(select(ExceptionDraft)).all())


def audit(bot: Process, act: str) -> list[AuditRow]:
    """The audit rows of one kind of act."""
    with session_for(bot.engine, write=False) as session:
        return list(session.exec(select(AuditRow).where(AuditRow.act == act)).all())


def test_a_zorgcoordinator_is_offered_five_fitting_grounds_at_most(
    slack: PracticeSlack, bot: Process
) -> None:
    """E02 is for secrecy holders, E08 for covenant roles, E09, E10 wait for the privacy officer."""
    ref = report(slack)
    edith = fresh(slack, "zorgcoordinator")
    edith.press("exception.record", ref, channel=TEAM)
    first = offered(edith.wait_view("exception.ground"))
    assert len(first) <= 6
    if "other" in first:
        edith.submit(ground="other")
        rest = offered(edith.wait_view("exception.ground"))
    else:
        rest = []
    everything = {*first, *rest} - {"other"}
    assert everything >= {"E01", "E07", "E11", "E14"}
    assert not everything & {"E02", "E04", "E06", "E08", "E09", "E10", "E12", "E13"}


def test_the_fast_path_asks_five_fields_and_opens_at_once(slack: PracticeSlack, bot: Process) -> None:
    """E01: acts now, coordinator and privacy officer hear of it, somebody else looks within a day."""
    ref = report(slack)
    assert fields(choose_ground(slack, ref, "E01")) == VITAL
    view = invoke(slack, ref, "E01", "Stef")
    assert view["callback_id"] == "exception.recorded"
    assert "U mag nu delen" in shown(view)
    assert share(slack, ref) is None
    assert str(FORM["details"]) in shown(read(slack, "jeugdagent", "D-1"))
    for who in ("regisseur", "fg"):
        wait_dm(slack, who, "E01 ingeroepen")
    said = shown([slack.as_user("regisseur").dm(), slack.as_user("fg").dm(), in_channel(slack)])
    assert LONG_ENOUGH not in said
    assert str(FORM["subject_name"]) not in said


def test_two_unreviewed_fast_paths_block_the_third_of_the_same_person(
    slack: PracticeSlack, bot: Process
) -> None:
    """P11: one does not block; two do, also from other cases, until somebody else has judged one."""
    invoke(slack, report(slack), "E01", "Stef")
    second = report(slack, subject_name="Noor Verzonnen", subject_birthdate="02-02-2012")
    invoke(slack, second, "E01", "Stef")
    assert share(slack, second, "Stef", purpose="kindveiligheid") is None
    third = report(slack, subject_name="Sam Bedacht", subject_birthdate="03-03-2012")
    view = invoke(slack, third, "E01", "Stef")
    assert "Delen kan nog niet" in shown(view)
    refused = share(slack, third, "Stef", purpose="kindveiligheid")
    assert refused is not None
    assert note(refused)["code"] == "EXC_REVIEW"
    assert [row.code for row in audit(bot, "exception.record")] == ["E01", "E01", "E01"]
    judge(slack, "fg", "exception.approve", "X-1")
    slack.wait_for(lambda: [row.code for row in audit(bot, "exception.approve")] == ["E01"])
    assert share(slack, third, "Stef", purpose="kindveiligheid") is None


def test_a_day_without_review_is_told(slack: PracticeSlack, bot: Process) -> None:
    """After 24 hours the fast path is over, and whoever watches hears that nobody looked."""
    ref = report(slack)
    invoke(slack, ref, "E01", "Stef")
    assert share(slack, ref) is None
    read(slack, "jeugdagent", "D-1")
    settle(bot)
    slack.clock.advance(timedelta(hours=24, minutes=1).total_seconds())
    assert note(read(slack, "jeugdagent", "D-1"))["code"] == "DISCLOSURE_ENDED"
    bot.worker.wake()
    wait_dm(slack, "regisseur", "niet beoordeeld")


def test_a_ground_with_review_opens_only_after_the_second_person(slack: PracticeSlack, bot: Process) -> None:
    """E07: refused before, open after approval, and the reviewer reads reasons and items, audited."""
    ref = report(slack)
    view = invoke(slack, ref, "E07", "Stef", reviewer="U0FG", purpose="kindveiligheid")
    assert "gevraagd dit te beoordelen" in shown(view)
    refused = share(slack, ref, "Stef", purpose="kindveiligheid")
    assert refused is not None
    assert (note(refused)["code"], note(refused)["hint"]) == ("EXC_REVIEW", "ASK_REVIEW")
    dossier = judge(slack, "fg", "exception.show", "X-1")
    assert dossier is not None
    assert LONG_ENOUGH in shown(dossier)
    assert str(FORM["details"]) in shown(dossier)
    assert [row.decision for row in audit(bot, "read.review")] == ["REVIEW"]
    judge(slack, "fg", "exception.approve", "X-1")
    wait_dm(slack, "zorgcoordinator", "X-1")
    assert share(slack, ref, "Stef", purpose="kindveiligheid") is None
    assert str(FORM["details"]) in shown(read(slack, "jeugdagent", "D-1"))
    with pytest.raises(NotForYou):
        reviewing.show(bot.office, bot.office.identify("U0FG"), 1)


def test_a_rejection_closes_and_says_why_to_the_invoker_alone(slack: PracticeSlack, bot: Process) -> None:
    """The reason is sealed: the invoker reads it in a form, nobody in a message."""
    ref = report(slack)
    invoke(slack, ref, "E07", "Stef", reviewer="U0FG", purpose="kindveiligheid")
    judge(slack, "fg", "exception.reject", "X-1")
    huub = slack.as_user("fg")
    huub.wait_view("exception.reject")
    assert set(huub.submit(reason="te kort").errors) == {"reason"}
    why = "Er ligt geen schriftelijk verzoek van een bevoegde instantie."
    huub.submit(reason=why)
    wait_dm(slack, "zorgcoordinator", "X-1")
    edith = fresh(slack, "zorgcoordinator")
    edith.press("exception.show", "X-1", channel=slack.space.im_of(edith.id).id)
    assert why in shown(edith.wait_view("exception.show"))
    assert why not in shown([edith.dm(), huub.dm(), in_channel(slack)])
    refused = share(slack, ref, "Stef", purpose="kindveiligheid")
    assert refused is not None
    assert note(refused)["code"] == "EXC_REVOKED"


@pytest.mark.parametrize(
    ("field", "value", "word"),
    [
        ("reviewer", "U0ZORGCO", "lijst van beoordelaars"),
        ("reviewer", "U0MENTOR", "lijst van beoordelaars"),
        ("c:c_wetsartikel", "te kort", "20 tekens"),
        ("c:c_wetsartikel", "Zijn BSN is 999990019, dat staat in het verzoek", "burgerservicenummer"),
        ("informed", "no", "nog niet zijn ingelicht"),
        ("until", "2020-01-01", "voorbij"),
        ("until", "2040-01-01", "hooguit 14 dagen"),
    ],
)
def test_each_bad_field_has_its_message(
    slack: PracticeSlack, bot: Process, field: str, value: str, word: str
) -> None:
    """Nothing is stored, the sentence stands at the field, and nobody is asked to judge anything."""
    ref = report(slack)
    form = choose_ground(slack, ref, "E07")
    edith = slack.as_user("zorgcoordinator")
    good: dict[str, object] = {
        "recipients": [partner_option(form, "Stef")],
        "informed": "yes",
        **{name: LONG_ENOUGH for name in fields(form) if name.startswith("c:")},
    }
    done = edith.submit(**{**good, field: value})
    assert word in " ".join(done.errors.values())
    assert audit(bot, "exception.record") == []
    assert dm_texts(slack, "fg") == []


def test_a_reviewer_has_no_stake_in_it(slack: PracticeSlack, bot: Process) -> None:
    """Neither who receives, nor who invokes, nor somebody outside the list."""
    with session_for(bot.engine, write=False) as session:
        farida = directory.partner_of_user(session, "U0REGIE")
        assert farida is not None
        flaws = [
            why_not(session, "U0REGIE", "U0ZORGCO", [farida.id or 0]),
            why_not(session, "U0REGIE", "U0REGIE", []),
            why_not(session, "U0MENTOR", "U0ZORGCO", []),
            why_not(session, "U0REGIE", "U0ZORGCO", []),
        ]
    codes = [flaw.code if flaw else None for flaw in flaws]
    assert codes == ["reviewer_is_recipient", "reviewer_is_invoker", "reviewer_not_listed", None]


def test_what_was_typed_survives_closing(slack: PracticeSlack, bot: Process) -> None:
    """The form comes back with its texts, sealed in between, and is empty after recording."""
    ref = report(slack)
    choose_ground(slack, ref, "E07")
    edith = slack.as_user("zorgcoordinator")
    typed = "Artikel 126nd Sv, vordering van vandaag"
    edith.fill(**{"c:c_wetsartikel": typed})
    slack.wait_for(lambda: drafts_kept(bot) == 1)
    edith.close()
    again = choose_ground(slack, ref, "E07")
    assert typed in shown(again)
    invoke(slack, ref, "E07", "Stef", reviewer="U0FG", **{"c:c_wetsartikel": typed})
    assert typed not in shown(choose_ground(slack, ref, "E07"))
    other = fresh(slack, "mentor")
    other.press("exception.record", ref, channel=TEAM)
    assert note(other.wait_view("refusal"))["code"] == "NOT_FOR_YOU"


def test_taking_an_exception_back_closes_at_once(slack: PracticeSlack, bot: Process) -> None:
    """The next press is refused, and the reader is told to use it no further."""
    ref = report(slack)
    invoke(slack, ref, "E01", "Stef")
    assert share(slack, ref) is None
    read(slack, "jeugdagent", "D-1")
    edith = fresh(slack, "zorgcoordinator")
    edith.press("signal.show", ref, channel=TEAM)
    edith.wait_view("signal.show")
    edith.press("exception.revoke", "X-1")
    edith.wait_view("exception.revoked")
    wait_dm(slack, "jeugdagent", "niet verder gebruiken")
    slack.wait_for(lambda: "staan klaar" not in shown(in_channel(slack)), timeout=15)


def test_reporting_to_the_police_never_goes_through_the_channel(slack: PracticeSlack, bot: Process) -> None:
    """E11 only writes down that it was done."""
    ref = report(slack)
    view = invoke(slack, ref, "E11", "Stef")
    assert "aangifte is gedaan" in shown(view)
    refused = share(slack, ref, "Stef", purpose=str(note(view).get("purpose") or "hulp_organiseren"))
    assert refused is not None
    assert note(refused)["code"] == "ROUTE_OUTSIDE_SLACK"


@pytest.mark.parametrize("who", ["mentor", "jeugdagent", "buitenstaander", "fg"])
def test_exceptions_are_only_for_who_shares(slack: PracticeSlack, bot: Process, who: str) -> None:
    """Another partner, a tagged one, a stranger and the privacy officer get the same answer."""
    ref = report(slack)
    if TEAM not in [one.id for one in slack.as_user(who).channels()]:
        return
    person = fresh(slack, who)
    person.press("exception.record", ref, channel=TEAM)
    assert note(person.wait_view("refusal"))["code"] == "NOT_FOR_YOU"
