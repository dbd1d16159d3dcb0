"""Nobody who knows everything that is told of counts, and how it is decided, finds a count of one to four."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.small_numbers import (
    ALONE,
    FEW,
    MONTHS,
    TOGETHER,
    UNTOLD,
    Counts,
    Figure,
    Tally,
    Told,
    hidden,
    month,
    quarter,
    year,
)

ROWS = ("N0", "N1", "N2", "N3", "N4")
BY = "level"


def tally(*counts: int, bounded: bool = False) -> Tally:
    """A month with one breakdown, over all rows."""
    rows = (*counts, *[0] * (len(ROWS) - len(counts)))
    return Tally(sum(counts), {BY: dict(zip(ROWS, rows, strict=True))}, bounded)


def few(n: int) -> bool:
    """Whether a count has to stay untold."""
    return 0 < n < FEW


def all_told(months: Sequence[Tally]) -> list[Told]:
    """Everything that is told of a year: each month, each quarter, and the year."""
    quarters = [quarter(months[at : at + MONTHS]) for at in range(0, len(months), MONTHS)]
    return [*map(month, months), *quarters, year(quarters)]


def test_one_to_four_are_not_told_and_none_is() -> None:
    """A total of few is untold; nought and five are told."""
    assert [month(tally(n)).total for n in (0, 1, 4, 5)] == [
        Figure(0, exact=True),
        UNTOLD,
        UNTOLD,
        Figure(5, exact=True),
    ]


def test_a_single_small_count_takes_the_smallest_other_with_it() -> None:
    """Else it were the total less the rest; of two equal ones both go."""
    assert hidden({"a": 3, "b": 9, "c": 12, "d": 0}) == {"a", "b"}
    assert hidden({"a": 3, "b": 9, "c": 9, "d": 30}) == {"a", "b", "c"}
    assert hidden({"a": 3, "b": 3, "c": 12, "d": 30}) == {"a", "b", "c"}
    assert hidden({"a": 1, "b": 4, "c": 12}) == {"a", "b"}
    assert hidden({"a": 1, "b": 2, "c": 12}) == {"a", "b", "c"}
    assert hidden({"a": 5, "b": 9, "c": 0}) == frozenset()


def test_a_small_month_is_no_difference_between_a_quarter_and_its_months() -> None:
    """One month of few is left out of its quarter; two that hide each other are counted."""
    one = quarter([tally(9), tally(3), tally(12)])
    assert (one.total, one.left_out) == (Figure(21, exact=True), (1,))
    two = quarter([tally(9), tally(3), tally(4)])
    assert (two.total, two.left_out) == (Figure(16, exact=True), ())
    pinned = quarter([tally(9), tally(1), tally(1)])
    assert (pinned.total, pinned.left_out) == (Figure(9, exact=True), (1, 2))
    tiny = quarter([tally(1), tally(3), tally(0)])
    assert tiny.total == UNTOLD
    assert set(tiny.by[BY].values()) == {UNTOLD}
    assert quarter([tally(0), tally(0), tally(0)]).total == Figure(0, exact=True)


def test_nought_is_one_of_the_few_where_another_count_bounds_it() -> None:
    """Of six signals with five reactions in one month, one in the next is told as none would be."""
    after = [
        quarter([tally(5, bounded=True), tally(n, bounded=True), tally(0, bounded=True)]) for n in (0, 1)
    ]
    assert after[0].months == after[1].months == (Figure(5, exact=True), UNTOLD, UNTOLD)
    assert month(tally(0, bounded=True)) == month(tally(1, bounded=True))


def test_a_small_month_is_broken_down_with_the_others_of_its_quarter() -> None:
    """By itself it tells only its total; a large month tells its own, and the quarter adds that up."""
    small, other, large = tally(6, 3, 0, 0, 0), tally(5, 4, 0, 0, 0), tally(20, 10, 0, 0, 0)
    assert set(month(small).by[BY].values()) == {UNTOLD}
    assert month(large).by[BY]["N0"] == Figure(20, exact=True)
    found = quarter([small, other, large])
    assert found.by[BY]["N0"] == Figure(31, exact=True)
    assert found.by[BY]["N1"] == Figure(17, exact=True)
    less = quarter([tally(6, 1, 0, 0, 0), tally(6, 0, 0, 0, 0), large])
    assert less.by[BY]["N1"] == Figure(10, exact=False)


def compositions(total: int, rows: int) -> Iterator[tuple[int, ...]]:
    """Every way to divide a total over so many rows."""
    for counts in product(range(total + 1), repeat=rows - 1):
        if sum(counts) <= total:
            yield (*counts, total - sum(counts))


@pytest.mark.parametrize("rows", [2, 3, 4, 5])
def test_no_small_count_is_found_by_who_knows_the_total_and_the_rules(rows: int) -> None:
    """Of all that would be told alike, each hidden small count has another value somewhere."""
    for total in range(TOGETHER, TOGETHER + 12 - rows):
        alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
        for counts in compositions(total, rows):
            gone = hidden(dict(zip(ROWS, counts, strict=False)))
            alike[tuple(None if row in gone else n for row, n in zip(ROWS, counts, strict=False))].append(
                counts
            )
        for told, possible in alike.items():
            assert isinstance(told, tuple)
            for at, shown in enumerate(told):
                values = {one[at] for one in possible}
                assert shown is not None or len(values) > 1, (told, possible)
                assert shown is None or not few(shown), (told, possible)


@pytest.mark.parametrize("bounded", [False, True])
def test_no_total_of_a_month_is_found_by_who_knows_the_quarter_and_the_rules(bounded: bool) -> None:
    """The same over all quarters of small and not so small months."""
    alike: dict[object, list[tuple[int, ...]]] = defaultdict(list)
    for totals in product(range(9), repeat=MONTHS):
        told = quarter([tally(n, bounded=bounded) for n in totals])
        alike[told.total, told.months, told.left_out].append(totals)
    for told_alike, possible in alike.items():
        for at in range(MONTHS):
            values = {one[at] for one in possible}
            assert len(values) > 1 or not few(values.pop()), (told_alike, possible)


@pytest.mark.parametrize(
    ("rows", "most", "bounded"),
    [
        (2, (12, 12, 0), False),
        (2, (11, 4, 4), False),
        (3, (6, 6, 0), False),
        (2, (5, 5, 5), False),
        (2, (5, 5, 5), True),
        (2, (8, 8, 4), True),
    ],
)
def test_no_small_count_of_a_row_in_one_month_of_a_block_is_found(
    rows: int, most: tuple[int, ...], bounded: bool
) -> None:
    """From the rows of months together and the total of each, nobody finds a row of one of them.

    Of all quarters with no more than so many in each month: those are all that can be told alike, for a
    total is told, or is one of the few.
    """
    possible = [[one for n in range(top + 1) for one in compositions(n, rows)] for top in most]
    made = {one: tally(*one, bounded=bounded) for one in {one for several in possible for one in several}}
    alike: dict[object, list[set[int]]] = {}
    for months in product(*possible):
        told = quarter([made[one] for one in months])
        key = (told.total, told.months, told.left_out, tuple(told.by[BY].values()))
        values = alike.setdefault(key, [set() for _ in range(rows * MONTHS)])
        for found, n in zip(values, (n for one in months for n in one), strict=True):
            found.add(n)
    for told_alike, values in alike.items():
        for found in values:
            assert len(found) > 1 or not few(min(found)), (told_alike, values)


counts_of_a_month = st.lists(st.integers(0, 12), min_size=len(ROWS), max_size=len(ROWS)).map(
    lambda counts: tally(*counts)
)
quiet_month = st.lists(st.sampled_from([0, 0, 0, 1, 1, 2, 3, 4]), min_size=len(ROWS), max_size=len(ROWS)).map(
    lambda counts: tally(*counts)
)
years = st.builds(
    lambda months, bounded: [replace(one, bounded=bounded) for one in months],
    st.lists(counts_of_a_month | quiet_month, min_size=12, max_size=12),
    st.booleans(),
)


def exchanged(one: Tally, this: str, that: str) -> Tally:
    """The same month with two rows changing places."""
    counts = dict(one.by[BY])
    counts[this], counts[that] = counts[that], counts[this]
    return replace(one, by={BY: counts})


def blocks(months: Sequence[Tally]) -> Iterator[list[int]]:
    """The months that are broken down together."""
    for first in range(0, len(months), MONTHS):
        left_out = quarter(months[first : first + MONTHS]).left_out
        counted = [first + at for at in range(MONTHS) if at not in left_out]
        yield from ([at] for at in counted if months[at].total >= ALONE)
        if small := [at for at in counted if months[at].total < ALONE]:
            yield small


def together(months: Sequence[Tally], block: Sequence[int]) -> Counts:
    """The rows of a block."""
    return {row: sum(months[at].by[BY][row] for at in block) for row in ROWS}


@given(years)
def test_another_year_would_be_told_alike_wherever_something_is_hidden(months: list[Tally]) -> None:
    """For each small count of a breakdown: another year of which all that is told is the same."""
    told = all_told(months)
    for block in blocks(months):
        counts = together(months, block)
        if 0 < sum(counts.values()) < TOGETHER:
            continue
        for row, n in counts.items():
            if not few(n):
                continue
            other = next((one for one in hidden(counts) if counts[one] != n), None)
            assert other is not None or set(counts.values()) == {n}, counts
            if other is None:
                continue  # all equal and all hidden: another division of the total, as tried one by one above
            another = [exchanged(one, row, other) if at in block else one for at, one in enumerate(months)]
            assert together(another, block)[row] != n
            assert all_told(another) == told


@given(years)
def test_nothing_small_is_told_of_any_period(months: list[Tally]) -> None:
    """No total, month or row that is told is one to four, nor a difference of a quarter and its months."""
    for told in all_told(months):
        for figure in (told.total, *told.months, *told.by[BY].values()):
            assert not (figure.exact and few(figure.least))
    for first in range(0, 12, MONTHS):
        three = months[first : first + MONTHS]
        whole = quarter(three)
        untold = [at for at in range(MONTHS) if three[at].few and at not in whole.left_out]
        left = whole.total.least - sum(one.least for one in whole.months)
        assert untold or left == 0
        least = sum(three[at].least for at in untold)
        assert not untold or least < left < len(untold) * (FEW - 1)


@given(years)
def test_a_year_tells_no_more_than_its_quarters(months: list[Tally]) -> None:
    """It is made of what they tell, and of nothing else."""
    quarters = [quarter(months[at : at + MONTHS]) for at in range(0, 12, MONTHS)]
    rows: Mapping[str, Figure] = year(quarters).by[BY]
    for row, figure in rows.items():
        parts = [one.by[BY][row] for one in quarters]
        assert figure == Figure(sum(one.least for one in parts), all(one.exact for one in parts))
