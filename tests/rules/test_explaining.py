"""The way to a decision is the way the decision was taken: same end, same records, every code in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

import pytest
import yaml

from handlers.labels import Labels
from handlers.language import load_language
from handlers.why import words
from rules.book import Rulebook
from rules.casefile import ReadCase, casefile_policy, parse_cases
from rules.deciding import decide
from rules.explaining import Explanation, Outcome, explain
from rules.moments import ZONE
from tests.rules.oracle.generating import cases

A_FEW = 1200
DECIDED = yaml.safe_load(files("rules").joinpath("data/decided.yaml").read_text("utf-8"))


def explained(book: Rulebook, seed: int) -> Iterator[tuple[ReadCase, Explanation]]:
    """Generated cases with the way to their decision."""
    for _key, read in parse_cases(list(cases(A_FEW, seed)), book, casefile_policy(book)):
        if isinstance(read, ReadCase):
            yield read, explain(read.case, book, read.policy)


@pytest.mark.parametrize("seed", [21, 22])
def test_the_way_ends_in_the_decision(book: Rulebook, seed: int) -> None:
    """The last row, and it alone, decides; its code is the decision's, and stands at that row."""
    ended: Counter[str] = Counter()
    for read, found in explained(book, seed):
        assert found.verdict == decide(read.case, book, read.policy)
        *before, last = found.rows
        assert [one.outcome for one in before if one.outcome is Outcome.DECIDED] == []
        assert (last.outcome, last.code) == (Outcome.DECIDED, found.verdict.reason)
        code = "OK_EXCEPTION" if found.verdict.reason.startswith("OK_EXCEPTION") else found.verdict.reason
        assert code in book.procedure[last.row].codes
        ended[last.row] += 1
    assert ended.keys() >= {"3", "6", "7a", "7b", "8", "9", "9b", "10", "11", "11b", "12"}


def test_the_rows_come_in_the_order_of_the_table(book: Rulebook) -> None:
    """No row is told before one that stands above it."""
    order = list(book.procedure)
    for _read, found in explained(book, 23):
        places = [order.index(one.row) for one in found.rows]
        assert places == sorted(places)
        assert places[:3] == list(range(len(places)))[:3]


def test_a_record_that_opened_it_passed_all_and_no_other_did_before_it(book: Rulebook) -> None:
    """What stopped is told of each record that was looked at; the one that carried the yes has no stop."""
    for _read, found in explained(book, 24):
        opened = {one.index for one in found.exceptions if one.code is None}
        if found.verdict.reason.startswith("OK_EXCEPTION"):
            assert found.verdict.exception in opened
        elif found.rows[-1].row in {"11b", "12"}:
            assert not opened
        assert all(one.passed < one.checks for one in found.consents + found.exceptions if one.code)


@pytest.mark.parametrize("locale", ["nl", "en"])
def test_every_step_is_said_in_words_with_its_section_and_source(book: Rulebook, locale: str) -> None:
    """Nothing a decision can come to is told by its code alone, in Dutch nor in English."""
    labels = Labels(book, load_language(locale, ZONE))
    for read, found in explained(book, 25):
        lines = [*words.rows(labels, found), *words.consents(labels, found), *words.exceptions(labels, found)]
        for line in lines:
            assert line.said.endswith((".", ")", "?"))
            assert line.section
            assert line.sources
            assert line.code is None or line.code not in line.said
        assert len(lines) == len(found.rows) + len(found.consents) + len(found.exceptions)
        assert len(found.exceptions) in (0, len(read.case.exceptions))


def test_each_outcome_has_a_sentence_in_both_languages(book: Rulebook) -> None:
    """The English of every code and row is another sentence than the Dutch."""
    english = load_language("en", ZONE)
    said = [one.text for one in book.codes.values()] + [one.passed for one in book.procedure.values()]
    assert [one for one in said if english(one) == one] == []


def told(book: Rulebook, key: str) -> list[words.Line]:
    """Every step of a case that was decided by hand, in Dutch."""
    labels = Labels(book, load_language("nl", ZONE))
    [read] = [one for name, one in parse_cases(DECIDED, book, casefile_policy(book)) if name == key]
    assert isinstance(read, ReadCase)
    found = explain(read.case, book, read.policy)
    return [*words.rows(labels, found), *words.consents(labels, found), *words.exceptions(labels, found)]


@pytest.mark.parametrize(
    ("title", "code", "said", "article"),
    [
        ("Derde E01; twee eerdere gebruikt", "EXC_REVIEW", "Twee eerdere keren", "AVG"),
        ("E13 voor een meisje van 14", "EXC_CONDITIONS", "ter zake kan beslissen", "7.3.4"),
        ("E15 over wat een jeugdhulp", "EXC_CONDITIONS", "nooit voor gegevens onder beroepsgeheim", "AVG"),
        (
            "Jeugdhulp en ggz geven dezelfde hulp aan een kind van 10; vader",
            "PARENT_OBJECTS",
            "eis 3 van",
            "7.3.4",
        ),
        ("Mentor geeft door wat het OM", "WPG_CLOSED", "Wpg of Wjsg", "16–20 Wpg"),
        ("Casusoverleg van het ZVH", "WGS_CLOSED", "E09", "WGS"),
        ("WGS-gegeven, acuut gevaar", "OK_EXCEPTION_E01", "E01 Vitaal belang", "6 lid 1 onder d"),
        ("Geboortedatum onbekend; E02", "INCOMPLETE", "De geboortedatum ontbreekt", "AVG"),
    ],
)
def test_what_stopped_it_is_told_with_the_article_behind_it(
    title: str, code: str, said: str, article: str, book: Rulebook
) -> None:
    """Where no condition is missing, what else the ground asks; else the article of the row or the ground."""
    key = next(one["id"] for one in DECIDED["decided"] if one["nl"].startswith(title))
    lines = [one for one in told(book, key) if one.code == code]
    assert any(said in one.said and article in one.article for one in lines), lines
