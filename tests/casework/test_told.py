"""Who hears that a record counts no more, or only for some of those it names; and what they are told."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from sqlalchemy import delete
from sqlmodel import col

from casework.consent import confirming, correcting, objecting
from casework.consent.uncounted import record_in
from casework.exceptions import recording as invoking
from casework.exceptions import reviewing
from casework.partners import keeping
from casework.permissions import Audience
from casework.regie import handing
from casework.sharing import closing
from casework.signals import looking
from casework.subject import capacity
from casework.subject.capacity import CapacityForm
from handlers.labels import Labels
from handlers.languages import load_languages
from handlers.signal.sheet import sheet
from rules.model import Capacity
from storage.engine import session_for
from storage.outbox_tables import Post
from tests.casework.house import House
from tests.casework.leaking.house import Dutch
from tests.casework.test_alone import (
    EDITH,
    FG,
    MARIT,
    WENDE,
    acute,
    answer,
    house,
    number,
    only_record,
    share,
    yes,
)

__all__ = ["house", "number"]


def night(house: House) -> None:
    """A night passes."""
    house.clock.pass_by(days=1)
    closing.tidy(house.office)


def made_before_the_rule(house: House) -> None:
    """Nobody was asked when it was recorded."""
    with session_for(house.engine) as session:
        session.execute(delete(Post).where(col(Post.kind) == "consent.confirm"))
        session.commit()


def test_a_record_that_counts_no_more_for_who_made_it_is_told_once(house: House, number: int) -> None:
    """The reporter may confirm it, coordinator and recorder hear what it waits for; later nothing."""
    yes(house, number, MARIT, house.partner(MARIT).id)
    made_before_the_rule(house)
    for _ in range(3):
        night(house)
    assert house.told("consent.confirm") == [(WENDE, f"S-{number}")]
    assert sorted(house.told("consent.uncounted")) == [(MARIT, f"S-{number}"), (EDITH, f"S-{number}")]
    answer(house, WENDE, number)
    night(house)
    assert len(house.posts("consent.uncounted")) == 2


def test_nothing_is_told_twice_of_what_was_asked_when_it_was_recorded(house: House, number: int) -> None:
    """Who recorded it saw it at once, and the reporter was asked."""
    yes(house, number, MARIT, house.partner(MARIT).id)
    night(house)
    assert house.told("consent.confirm") == [(WENDE, f"S-{number}")]
    assert house.told("consent.uncounted") == []


def test_who_was_asked_and_left_is_followed_by_who_may_confirm_now(house: House, number: int) -> None:
    """The reporter left before answering: who leads is asked."""
    yes(house, number, MARIT, house.partner(MARIT).id)
    house.clock.pass_by(hours=1)
    wende = house.partner(WENDE).id
    form, _offered = keeping.changeable(house.office, house.who(EDITH), wende)
    keeping.change(house.office, house.who(EDITH), wende, replace(form, partnerships=()), house.key())
    assert house.told("consent.confirm") == [(WENDE, f"S-{number}"), (EDITH, f"S-{number}")]
    record = record_in(house.posts("consent.confirm")[-1].dedupe or "")
    confirming.answer(house.office, house.who(EDITH), number, record, confirming.CONFIRM, house.key())


@pytest.mark.parametrize("by", [EDITH, WENDE])
def test_a_record_taken_away_is_told_to_reporter_and_lead(house: House, number: int, by: str) -> None:
    """By the lead the reporter hears it, by the reporter the lead does; each once and not of themselves."""
    yes(house, number, MARIT, house.partner(MARIT).id)
    earlier = {post.id for post in (*house.posts("author.consent"), *house.posts("lead.consent"))}
    correcting.void(house.office, house.who(by), number, only_record(house, number), house.key())
    posts = (*house.posts("author.consent"), *house.posts("lead.consent"))
    fresh = [(one.kind, one.target) for one in posts if one.id not in earlier]
    other = ("author.consent", WENDE) if by == EDITH else ("lead.consent", EDITH)
    assert fresh == [other]


def test_an_exception_revoked_or_rejected_is_told_to_the_reporter(house: House, number: int) -> None:
    """The lead invoked it and takes it back, or the reviewer rejects it."""
    marit = house.partner(MARIT).id
    first = acute(house, number, EDITH, marit).exception
    invoking.revoke(house.office, house.who(EDITH), first, house.key())
    house.clock.pass_by(hours=1)
    second = acute(house, number, EDITH, marit).exception
    reason = "Dit overtuigt hier nog niet genoeg om te delen."
    reviewing.reject(house.office, house.who(FG), second, reason, house.key())
    keys = [post.dedupe for post in house.posts("author.exception")]
    assert [key.split(":")[2:] for key in keys if key] == [
        [f"X-{first}", EDITH],
        [f"X-{first}", "over", EDITH],
        [f"X-{second}", EDITH],
        [f"X-{second}", "over", FG],
    ]


def test_an_exception_of_the_reporter_taken_back_is_told_to_the_lead(house: House, number: int) -> None:
    """Who leads plans on it."""
    exception = acute(house, number, WENDE, house.partner(MARIT).id).exception
    invoking.revoke(house.office, house.who(WENDE), exception, house.key())
    assert house.told("lead.exception") == [(EDITH, f"S-{number}")]
    assert house.told("author.exception") == []


def test_a_withdrawal_is_told_to_the_reporter(house: House, number: int) -> None:
    """By a tagged partner: reporter and lead hear it."""
    objecting.withdraw(house.office, house.who(MARIT), number, "ouder_1", "", house.key())
    assert house.told("author.consent") == [(WENDE, f"S-{number}")]
    assert house.told("lead.consent") == [(EDITH, f"S-{number}")]


def said_of(house: House, who: str, number: int) -> str:
    """The sheet of a signal as this person sees it."""
    labels = Labels(house.office.book, load_languages("nl", house.office.zone, Dutch()).default)
    shown = looking.sheet(house.office, house.who(who), number)
    return json.dumps(sheet(labels, shown).to_dict(), ensure_ascii=False)


def test_the_sheet_says_what_a_record_waits_for(house: House, number: int) -> None:
    """Reporter and lead read whose word is missing; whom it is about reads nothing of it."""
    yes(house, number, EDITH, house.partner(EDITH).id)
    for who in (WENDE, EDITH):
        told = said_of(house, who, number)
        assert f"dat telt zodra <@{WENDE}> het bevestigt" in told
        assert told.count("in de toestemming") == 1, "of Marit, whom no record names"
    handing.hand_over(house.office, house.who(EDITH), number, WENDE, house.key())
    marit = looking.sheet(house.office, house.who(MARIT), number)
    assert marit.waiting == {}
    assert Audience.LEAD not in marit.relations
    assert "bevestigt" not in said_of(house, MARIT, number)


def test_the_audit_names_who_stands_behind_a_record(house: House, number: int) -> None:
    """Before and after the confirmation it is another decision on the same records."""
    marit = house.partner(MARIT).id
    yes(house, number, EDITH, house.partner(EDITH).id, marit)
    share(house, number, WENDE, marit)
    answer(house, WENDE, number)
    share(house, number, WENDE, marit)
    before, after = (one.facts for one in house.audit("signal.share"))
    record = only_record(house, number)
    assert "behind" not in before
    assert after["behind"][record]["confirmed_by"] == WENDE
    assert before["input"] != after["input"]


def test_what_is_recorded_about_the_young_person_is_told_to_the_reporter(house: House, number: int) -> None:
    """Whether they can decide says whose yes counts; nobody hears of what they recorded themselves."""
    form = CapacityForm(Capacity.CAPABLE)
    capacity.record(house.office, house.who(EDITH), number, form, house.key())
    assert house.told("author.subject") == [(WENDE, f"S-{number}")]
    capacity.record(house.office, house.who(WENDE), number, form, house.key())
    assert house.told("lead.subject") == [(EDITH, f"S-{number}")]
    assert len(house.told("author.subject")) == 1
