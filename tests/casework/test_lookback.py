"""Who read what: for whom, on which ground, and what stands out in a week."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from casework.errors import NotForYou, Refused
from casework.lookback import reading, weekly
from casework.lookback.reading import Sort, Wanted, What
from casework.nightly import nightly
from casework.refs import ref
from casework.signals import erasing
from handlers.labels import Labels
from handlers.language import load_language
from handlers.lookback.export import csv_of
from handlers.lookback.letter import letter
from handlers.lookback.views import week
from handlers.lookback.words import line
from rules.book import load_rulebook
from tests.casework.house import MDO, House
from tests.casework.test_alone import EDITH, FG, MARIT, TARIK, WENDE, acute, house, number, reads, share, yes

__all__ = ["house", "number"]

SEALED = ("Jesse", "Verzonnen", "Vertelde wat hij doet", "14-05-2011")


def labels(locale: str) -> Labels:
    """The field's terms in one language."""
    return Labels(load_rulebook(), load_language(locale, ZoneInfo("Europe/Amsterdam")))


@pytest.fixture
def read(house: House, number: int) -> int:
    """Marit read on consent what Wende shared; Edith, for whom it was not, was refused."""
    marit = house.partner(MARIT).id
    yes(house, number, WENDE, marit)
    shared = share(house, number, WENDE, marit)
    assert reads(house, MARIT, shared)
    assert not reads(house, EDITH, shared)
    return shared


def test_author_and_lead_see_who_read_which_kinds_and_why(house: House, number: int, read: int) -> None:
    """Newest first; a refusal is not theirs to see, and nothing of what was read stands in it."""
    for who in (WENDE, EDITH):
        found = reading.of_signal(house.office, house.who(who), number, house.key())
        seen = next(one for one in found if one.what is What.READ)
        assert (seen.account, seen.code) == (MARIT, "OK_CONSENT")
        assert set(seen.categories) >= {"identiteit", "signaal"}
        assert not any(one.what is What.REFUSED for one in found)
        told = " ".join(line(labels("nl"), one) for one in found)
        assert "met toestemming" in told
        assert not any(word in told for word in SEALED)


def test_looking_is_itself_a_line_in_the_log(house: House, number: int, read: int) -> None:
    """Whoever looks next sees who looked before."""
    reading.of_signal(house.office, house.who(WENDE), number, house.key())
    found = reading.of_signal(house.office, house.who(EDITH), number, house.key())
    assert (found[0].what, found[0].account) == (What.LOOKED, WENDE)


@pytest.mark.parametrize("who", [MARIT, TARIK, FG])
def test_the_list_is_for_author_and_lead_alone(house: House, number: int, who: str) -> None:
    """Tagged, elsewhere, or with a task; and alike for a number that does not exist."""
    for this in (number, 999):
        with pytest.raises((NotForYou, Refused)) as refused:
            reading.of_signal(house.office, house.who(who), this, house.key())
        assert isinstance(refused.value, NotForYou) or refused.value.code == "NOT_FOR_YOU"
    assert house.audit(reading.SHOW) == []


def test_the_log_is_for_the_privacy_officer_and_can_be_narrowed_down(
    house: House, number: int, read: int
) -> None:
    """By signal, sort, account and day."""
    with pytest.raises(NotForYou):
        reading.log(house.office, house.who(WENDE), Wanted(), house.key())
    officer = house.who(FG)

    def lines(**asked: object) -> tuple[reading.Look, ...]:
        return reading.log(house.office, officer, Wanted(**asked), house.key())  # type: ignore[arg-type]

    assert {one.account for one in lines(signal=number, sort=Sort.REFUSED)} == {EDITH}
    assert {one.what for one in lines(account=MARIT, sort=Sort.READ)} == {What.READ}
    assert {one.what for one in lines(sort=Sort.SHARED)} == {What.SHARED}
    assert lines(signal=number, since=house.office.today + timedelta(days=1)) == ()
    assert lines(signal=number, until=house.office.today - timedelta(days=1)) == ()
    assert lines(until=house.office.today, since=house.office.today) != ()
    with pytest.raises(NotForYou):
        lines(signal=999)


def test_of_an_erased_signal_the_officer_still_sees_who_read_it(house: House, number: int, read: int) -> None:
    """Accountability outlives the content; the author sees it no more."""
    erasing.erase(house.office, house.who(FG), number, "verzoek", house.key())
    found = reading.log(house.office, house.who(FG), Wanted(signal=number), house.key())
    assert MARIT in {one.account for one in found if one.what is What.READ}
    with pytest.raises(NotForYou):
        reading.of_signal(house.office, house.who(WENDE), number, house.key())


def test_the_file_is_whole_and_no_cell_is_a_formula(house: House, number: int, read: int) -> None:
    """One line each under the heads."""
    found = reading.log(house.office, house.who(FG), Wanted(), house.key(), act=reading.EXPORT)
    made = csv_of(found)
    assert len(made.splitlines()) == len(found) + 1
    assert not any(cell[:1] in "=+-@" for row in made.splitlines()[1:] for cell in row.split(";") if cell)
    assert not any(word in made for word in SEALED)
    assert house.audit(reading.EXPORT)[-1].actor == FG


@pytest.mark.parametrize(("locale", "said"), [("nl", "bezwaar maken"), ("en", "objecting")])
def test_the_letter_tells_roles_kinds_and_rights_but_no_names(
    house: House, number: int, read: int, locale: str, said: str
) -> None:
    """For a young person or a parent, on paper; people by role and organisation."""
    found = reading.for_letter(house.office, house.who(FG), number, house.key())
    made = letter(labels(locale), f"S-{number}", found).html
    marit = house.partner(MARIT)
    assert said in made
    assert labels(locale).role(marit.role) in made
    assert not any(word in made for word in (*SEALED, marit.name, *marit.name.split()))
    with pytest.raises(NotForYou):
        reading.for_letter(house.office, house.who(WENDE), number, house.key())


def test_a_letter_about_what_nobody_read_says_so(house: House, number: int) -> None:
    """And what people typed as an organisation is no markup."""
    found = reading.for_letter(house.office, house.who(FG), number, house.key())
    assert "Niemand heeft de verzegelde gegevens" in letter(labels("nl"), "<b>", found).html
    assert "<b>" not in letter(labels("nl"), "<b>", found).html


def test_a_week_tells_what_stood_out(house: House, number: int, read: int) -> None:
    """Refusals by reason, reading at night, E01; a quiet week is quiet."""
    house.clock.at = house.clock.at.replace(hour=22, minute=30)
    assert reads(house, MARIT, read)
    acute(house, number, WENDE, house.partner(EDITH).id)
    monday = house.office.today - timedelta(days=house.office.today.weekday())
    found = weekly.week_of(house.office, monday)
    assert found.at_night == ((MARIT, 1),)
    assert found.reads == 2
    assert found.vital == ((WENDE, 1),)
    assert sum(n for _code, n in found.refusals) >= 1
    told = str([one.to_dict() for one in week(labels("nl"), found)])
    assert "ontvanger niet: 1" in told, told
    assert found.outside == ()
    assert weekly.week_of(house.office, monday - timedelta(days=7)).quiet


def test_two_who_approve_for_each_other_are_named(house: House, number: int) -> None:
    """One way is no pair yet; both ways within the quarter are."""
    first = acute(house, number, WENDE, house.partner(EDITH).id).exception
    other = house.report(MARIT, "Jesse Verzonnen", partnership=MDO, tag=(EDITH,))
    second = acute(house, other, MARIT, house.partner(EDITH).id).exception
    monday = house.office.today - timedelta(days=house.office.today.weekday())
    for reviewer, this, pairs in ((MARIT, first, ()), (WENDE, second, ((WENDE, MARIT),))):
        with house.office.job() as unit:
            unit.note(reviewer, "exception.approve", ref=ref("X", this), code="E01")
        found = weekly.week_of(house.office, monday).reciprocal
        assert {frozenset(one) for one in found} == {frozenset(one) for one in pairs}


def test_the_week_is_told_once_to_each_officer(house: House) -> None:
    """However often the night comes by in one week, and again the next."""
    for days in (0, 1, 7):
        house.clock.pass_by(days=days)
        nightly(house.office, Path("unused"))["weekly"]()
    told = house.told(weekly.WEEKLY)
    assert {who for who, _ in told} == {FG}
    assert len({this for _, this in told}) == len(told) == 2
    assert weekly.first_day("W-2026-48") is not None
    assert weekly.first_day("W-2026-99") is None
    assert weekly.first_day("S-1") is None
