"""The report of a partnership: what it counts, for whom, of which periods, and once a month by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from casework.addressees import may_see
from casework.errors import NotForYou, Refused
from casework.nightly import nightly
from casework.overleg import changing, planning
from casework.overleg.drafting import OverlegForm
from casework.report import making, sending
from casework.report.making import Report
from casework.report.periods import MONTH, QUARTER, YEAR, Period, offered, read_period
from casework.report.tallying import ANSWER, KIND, LEVEL, PLACE, REASON, WAIT, Subject
from casework.signals import answering, erasing
from handlers.drawing import ALT
from handlers.report.export import csv_of
from handlers.report.pictures import pictures
from handlers.report.sentences import three_sentences
from rules.small_numbers import UNTOLD, Figure
from tests.casework.house import MDO, House
from tests.casework.test_alone import EDITH, FARIDA, FG, MARIT, TARIK, WENDE, house, share, yes
from tests.casework.test_lookback import labels

__all__ = ["house"]

NOVEMBER = Period(date(2026, 11, 1), MONTH)
AUTUMN = Period(date(2026, 10, 1), QUARTER)
NEW_YEAR = datetime(2027, 1, 1, 9, 0, tzinfo=UTC)


def november(house: House, signals: int, *, level: str = "N2") -> list[int]:
    """So many signals in the MDO, in November."""
    return [house.report(WENDE, partnership=MDO, tag=(EDITH, MARIT)) for _ in range(signals)]


def made(house: House, period: Period = NOVEMBER) -> Report:
    """The report that Edith asks for, once the year is over."""
    house.clock.at = max(house.clock.at, NEW_YEAR)
    return making.make(house.office, house.who(EDITH), int(MDO), period, house.key())[0]


def exactly(n: int) -> Figure:
    """A count that is told."""
    return Figure(n, exact=True)


@pytest.mark.parametrize(
    ("typed", "first", "months"),
    [
        ("2026-10", date(2026, 10, 1), MONTH),
        ("2026-9", date(2026, 9, 1), MONTH),
        ("2026-Q4", date(2026, 10, 1), QUARTER),
        (" 2026-k1 ", date(2026, 1, 1), QUARTER),
        ("2026", date(2026, 1, 1), YEAR),
    ],
)
def test_whole_calendar_periods_are_read(typed: str, first: date, months: int) -> None:
    """As the form sends them and as people type them."""
    assert read_period(typed) == Period(first, months)


@pytest.mark.parametrize(
    "typed",
    ["", "2026-13", "2026-Q5", "0000", "0001", "9999", "9999-12", "2026-10-01", "oktober", "2026-10 2026-11"],
)
def test_no_other_period_is(typed: str) -> None:
    """No days, no weeks, no span of one's own choosing: such could be subtracted."""
    assert read_period(typed) is None


def test_only_periods_that_are_over_are_offered() -> None:
    """The newest of each first, each by an id that reads back."""
    found = offered(date(2027, 1, 1))
    assert [one.id for one in found if one.months == MONTH][:2] == ["2026-12", "2026-11"]
    assert next(one.id for one in found if one.months == QUARTER) == "2026-Q4"
    assert next(one.id for one in found if one.months == YEAR) == "2026"
    assert all(read_period(one.id) == one and one.over(date(2027, 1, 1)) for one in found)


def test_signals_are_counted_by_level_place_and_month(house: House) -> None:
    """Enough for a breakdown of their own: by level and kind of place, and by month in the quarter."""
    november(house, 20)
    found = made(house).told[Subject.SIGNALS]
    assert found.total == exactly(20)
    assert (found.by[LEVEL]["N2"], found.by[LEVEL]["N4"]) == (exactly(20), exactly(0))
    assert found.by[PLACE]["school"] == exactly(20)
    assert made(house, AUTUMN).told[Subject.SIGNALS].months == (exactly(0), exactly(20), exactly(0))


def test_few_are_not_told(house: House) -> None:
    """Four signals: not how many, nor of which level; and who was asked for them counts nowhere."""
    november(house, 4)
    found = made(house).told
    assert found[Subject.SIGNALS].total == UNTOLD
    assert set(found[Subject.SIGNALS].by[LEVEL].values()) == {UNTOLD}
    assert found[Subject.ASKED].total == exactly(0)


def test_two_small_months_are_not_found_by_what_happened_with_their_signals(house: House) -> None:
    """Four in October, four in November, all taken up in November: eight would say that each had four."""
    house.clock.at = datetime(2026, 10, 6, 9, 0, tzinfo=UTC)
    october = november(house, 4)
    house.clock.at = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
    for number in (*october, *november(house, 4)):
        answering.react(house.office, house.who(MARIT), number, "signal.pickup", house.key())
    found = made(house).told
    assert found[Subject.SIGNALS].total == UNTOLD
    assert {found[one].total for one in (Subject.REACTION, Subject.ANSWERS)} == {UNTOLD}
    assert {found[one].total.least for one in Subject} == {0}


def test_an_erased_signal_counts_and_one_taken_back_does_not(house: House) -> None:
    """Level, kind of place and day are left of what is erased; what was undone never was a signal."""
    numbers = november(house, 6)
    answering.undo(house.office, house.who(WENDE), numbers[0], house.key())
    before = made(house)
    assert before.told[Subject.SIGNALS].total == exactly(5)
    erasing.erase(house.office, house.who(FG), numbers[1], "bezwaar", house.key())
    assert made(house).told == before.told


def test_a_month_stays_as_it_was_told(house: House) -> None:
    """Answering anew in January changes nothing of November, and makes no second partner who answered."""
    numbers = november(house, 5)
    for number in numbers:
        answering.react(house.office, house.who(MARIT), number, "signal.call", house.key())
    before = made(house)
    assert before.told[Subject.ANSWERS].total == exactly(5)
    assert before.told[Subject.REACTION].total == exactly(5)
    for number in numbers:
        answering.react(house.office, house.who(MARIT), number, "signal.pickup", house.key())
    assert made(house).told == before.told
    january = Period(date(2027, 1, 1), MONTH)
    house.clock.at = datetime(2027, 2, 1, 9, 0, tzinfo=UTC)
    assert made(house, january).told[Subject.ANSWERS].total == UNTOLD


def test_answers_and_how_soon_the_first_came(house: House) -> None:
    """Twenty signals, each taken up within the week."""
    numbers = november(house, 20)
    house.clock.pass_by(days=3)
    for number in numbers:
        answering.react(house.office, house.who(MARIT), number, "signal.pickup", house.key())
    found = made(house).told
    assert found[Subject.ANSWERS].by[ANSWER]["pickup"] == exactly(20)
    assert found[Subject.REACTION].by[WAIT]["week"] == exactly(20)


def test_what_sharing_rested_on_and_what_was_refused(house: House) -> None:
    """A yes for each; the same refusal on one day counts once, and by its own reason."""
    numbers = [house.report(WENDE, "Jesse Verzonnen", partnership=MDO, tag=(EDITH, MARIT)) for _ in range(20)]
    marit = house.partner(MARIT).id
    for number in numbers:
        for _twice in range(2):
            with pytest.raises(Refused):
                share(house, number, WENDE, marit)
        yes(house, number, WENDE, marit)
    found = made(house).told
    assert found[Subject.CONSENTS].by[KIND]["given"] == exactly(20)
    assert found[Subject.REFUSALS].total == exactly(20)
    assert found[Subject.REFUSALS].by[REASON]["NO_CONSENT"] == exactly(20)


def test_overleggen_held_and_skipped_and_how_soon_the_first_came(house: House) -> None:
    """Every week from 27 November on, one of them skipped; however few, what was done together is told."""
    november(house, 20)
    form = OverlegForm(
        partnership=MDO,
        title="MDO",
        first_date="2026-11-27",
        time="10:00",
        duration="60",
        frequency="weekly",
        organiser=EDITH,
        chair=EDITH,
        participants=(str(house.partner(MARIT).id),),
        holidays="keep",
    )
    number = planning.plan(house.office, house.who(EDITH), form, house.key())
    changing.skip(house.office, house.who(EDITH), number, date(2026, 12, 4), house.key())
    november_, december = made(house), made(house, Period(date(2026, 12, 1), MONTH))
    assert (november_.work.held, november_.work.skipped) == (1, 0)
    assert (december.work.held, december.work.skipped) == (3, 1)
    assert november_.told[Subject.OVERLEG].by[WAIT]["week"] == exactly(20)
    assert december.told[Subject.OVERLEG].total == UNTOLD


@pytest.mark.parametrize("who", [FARIDA, MARIT, TARIK, FG])
def test_a_partnership_that_is_not_yours_is_not_for_you(house: House, who: str) -> None:
    """Another's coordinator, a partner, a stranger, the privacy officer: as for one that does not exist."""
    house.clock.at = NEW_YEAR
    for number in (int(MDO), 99):
        with pytest.raises(NotForYou):
            making.make(house.office, house.who(who), number, NOVEMBER, house.key())


def test_a_period_that_runs_is_refused(house: House) -> None:
    """What is told today and tomorrow could be subtracted."""
    for period in (NOVEMBER, AUTUMN, Period(date(2026, 1, 1), YEAR)):
        with pytest.raises(Refused) as refused:
            making.make(house.office, house.who(EDITH), int(MDO), period, house.key())
        assert refused.value.code == making.NOT_OVER


def test_asking_is_noted(house: House) -> None:
    """Which partnership and period, in the audit."""
    made(house)
    assert [row.facts for row in house.audit(making.ACT)] == [{"partnership": int(MDO), "period": "2026-11"}]


def test_each_month_the_coordinator_gets_one(house: House) -> None:
    """Once for each partnership, however often the night comes by, also after its key is forgotten."""
    house.clock.at = NEW_YEAR
    for day in (1, 1, 2, 20):
        house.clock.at = datetime(2027, 1, day, 3, 0, tzinfo=UTC)
        nightly(house.office, Path("unused"))["inbound"]()
        nightly(house.office, Path("unused"))["report"]()
    assert sorted(house.told(sending.MONTHLY)) == [(FARIDA, "M-1/2026-12"), (EDITH, "M-2/2026-12")]
    assert may_see(house.office, sending.MONTHLY, EDITH, "M-2/2026-12")
    assert not may_see(house.office, sending.MONTHLY, EDITH, "M-1/2026-12")
    assert sending.read_reference("M-2/2026-13") is None
    assert sending.read_reference("S-2") is None


def test_three_sentences_say_what_changed_most(house: House) -> None:
    """The largest change for its size first; nothing of what is not told."""
    november(house, 20)
    house.clock.at = NEW_YEAR
    report, before = making.make(house.office, house.who(EDITH), int(MDO), NOVEMBER, house.key())
    for locale, said in (
        ("nl", "Het aantal gevraagde partners steeg van 0 naar 40."),
        ("en", "The number of partners asked rose from 0 to 40."),
    ):
        found = three_sentences(labels(locale), report, before)
        assert found[0] == said
        assert len(found) == 3


def test_the_file_holds_every_figure_and_no_small_one(house: House) -> None:
    """As many lines for the period as for the one before; who is told too little to count has no number."""
    november(house, 4)
    house.clock.at = NEW_YEAR
    report, before = making.make(house.office, house.who(EDITH), int(MDO), NOVEMBER, house.key())
    made_file = csv_of(labels("nl"), report, before).removeprefix("\ufeff").splitlines()
    assert made_file[1] == "november 2026;Signalen;totaal;;;afgeschermd"
    rows = [line.split(";") for line in made_file[1:]]
    months = [row[0] for row in rows]
    assert months.count("november 2026") == months.count("oktober 2026")
    assert not {row[4] for row in rows if row[1] != "Samen werken"} & {"1", "2", "3", "4"}


def test_the_pictures_say_in_words_what_they_show(house: House) -> None:
    """PNG files named by references, with the same figures as alternative text, in Slack's limit."""
    november(house, 20)
    found = pictures(labels("nl"), made(house, AUTUMN))
    assert [one.name for one in found] == [
        f"rapport-2-2026-Q4-{name}.png" for name in ("signalen", "opvolging", "delen")
    ]
    for one in found:
        assert isinstance(one.content, bytes)
        assert one.content.startswith(b"\x89PNG")
        assert 0 < len(one.alt) <= ALT
    assert "november 2026 20" in found[0].alt
