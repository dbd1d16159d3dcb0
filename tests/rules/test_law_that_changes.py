"""An entry of a table that holds from a day or until one: the rules of the day decide."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from rules.book import Rulebook, load_rulebook
from rules.casefile import decide_file
from rules.errors import RulebookError
from rules.policy import tighten

TABLES = files("rules").joinpath("tables")
BEFORE, AFTER = date(2027, 6, 30), date(2027, 7, 1)
# A fictional act: from 1 July 2027 inspections of public health may be told, on a ground of their own.
FICTIONAL = """
[E16]
from = 2027-07-01
name = "Verzonnen grond uit een verzonnen wet"
article = "1 Verzonnen wet"
invokers = {group = "professional"}
recipients = {roles = ["jgz"]}
categories = ["K1", "K3"]
conditions = ["g_doel", "g_noodzaak"]
review = "none"
max_days = 7
order = 80
remark = "Bestaat alleen in een toets."
source = ["own"]
"""


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    """A copy of the shipped tables with a ground that is to come, and one that is to end."""
    for table in TABLES.iterdir():
        (tmp_path / table.name).write_text(table.read_text("utf-8"), "utf-8")
    grounds = tmp_path / "grounds.toml"
    text = grounds.read_text("utf-8").replace("[E06]\n", "[E06]\nuntil = 2027-06-30\n", 1)
    grounds.write_text(text + FICTIONAL, "utf-8")
    return tmp_path


def case(day: str, ground: str = "E16", recipient: str = "jgz") -> dict[str, Any]:
    """A case on a day with a complete record on a ground."""
    return {
        "id": day,
        "now": f"{day}T12:00:00+02:00",
        "youth": {"dob": "2016-01-01"},
        "sender": {"role": "mentor", "person": "U1"},
        "request": {
            "kind": "details",
            "purpose": "kindveiligheid",
            "recipients": [recipient],
            "categories": ["identiteit"],
        },
        "exceptions": [
            {
                "ground": ground,
                "invoked_by": "mentor",
                "purpose": "kindveiligheid",
                "recipients": [recipient],
                "categories": ["identiteit"],
                "conditions": [
                    "g_doel",
                    "g_noodzaak",
                    "g_afweging_vastgelegd",
                    "c_meldingsbevoegd",
                    "c_redelijk_vermoeden_wettelijk_risico",
                    "c_jongere_of_ouder_geinformeerd",
                ],
                "granted": day,
                "informed": True,
            }
        ],
    }


def reasons(book: Rulebook, *cases: dict[str, Any]) -> list[object]:
    """The codes of these cases, or what is wrong with them."""
    return [one.get("reason", one.get("error")) for one in decide_file(list(cases), book)]


def test_the_tables_that_ship_have_one_period(tables: Path) -> None:
    """Nothing in the real law has a day yet, and its version is what it was."""
    shipped = load_rulebook()
    assert shipped.periods == ()
    assert shipped.on(AFTER) is shipped
    assert [one.begins for one in load_rulebook(tables).periods] == [date.min, AFTER]


def test_each_case_is_decided_by_the_rules_of_its_own_day(tables: Path) -> None:
    """The day before nobody may invoke it, on the day itself it opens; the one that ended is closed then."""
    book = load_rulebook(tables, BEFORE)
    assert reasons(book, case("2027-06-30"), case("2027-07-01")) == ["EXC_INVOKER", "OK_EXCEPTION_E16"]
    registry = (case(day, "E06", "verwijsindex") for day in ("2027-06-30", "2027-07-01"))
    assert reasons(book, *registry) == ["OK_EXCEPTION_E06", "EXC_INVOKER"]


def test_a_change_is_tried_before_it_comes_into_force(tables: Path) -> None:
    """`--on`: the same case under the rules of another day, whichever day the case is on."""
    book = load_rulebook(tables, BEFORE)
    assert reasons(book.fixed(AFTER), case("2027-06-30")) == ["OK_EXCEPTION_E16"]
    assert reasons(book.fixed(BEFORE), case("2027-07-01")) == ["EXC_INVOKER"]


def test_each_period_has_a_version_of_its_own(tables: Path) -> None:
    """A decision says by which rules it was taken, not only by which files."""
    book = load_rulebook(tables, BEFORE)
    assert book.on(BEFORE).version == book.version
    assert book.on(AFTER).version != book.version
    assert load_rulebook(tables, AFTER).version == book.on(AFTER).version


def test_what_is_to_come_is_held_to_the_same(tables: Path) -> None:
    """A row of tomorrow that is broken, that overlaps or ends before it begins, is refused today."""
    grounds = tables / "grounds.toml"
    text = grounds.read_text("utf-8")
    for old, new, complaint in (
        ('"1 Verzonnen wet"', '""', "article must be a text"),
        ("[E16]\n", '["E14@2027"]\n', "holds on 2027-07-01 beside another row"),
        ("from = 2027-07-01", "from = 2027-07-01\nuntil = 2027-06-01", "ends before it begins"),
        ('"g_noodzaak"]\nreview = "none"\nmax_days = 7\norder = 80', '"g_later"]\norder = 80', "'g_later'"),
    ):
        assert old in text
        grounds.write_text(text.replace(old, new, 1), "utf-8")
        with pytest.raises(RulebookError, match=complaint):
            load_rulebook(tables, BEFORE)


def test_an_entry_can_be_replaced_on_a_day(tables: Path) -> None:
    """The same id before and after, as two rows with a mark: the term of E14 from a day on."""
    grounds = tables / "grounds.toml"
    text = grounds.read_text("utf-8")
    row = text.partition("[E14]\n")[2].partition("\n[E15]")[0]
    later = row.replace("max_days = 365", "max_days = 100")
    text = text.replace("[E14]\n", "[E14]\nuntil = 2027-12-31\n")
    grounds.write_text(f'{text}\n["E14@2028"]\nfrom = 2028-01-01\n{later}\n', "utf-8")
    book = load_rulebook(tables, BEFORE)
    terms = [book.on(day).grounds["E14"].max_days for day in (AFTER, date(2027, 12, 31), date(2028, 1, 1))]
    assert terms == [365, 365, 100]
    assert book.on(date(2028, 1, 1)).grounds["E14"].id == "E14"


def test_the_wishes_of_a_region_hold_under_each_period(tables: Path) -> None:
    """What a region made stricter stays so when the law around it changes."""
    book = load_rulebook(tables, BEFORE)
    policy = tighten(book, {"consent_days": 90, "ground_days": {"E16": 3}})
    later = policy.under(book.on(AFTER))
    assert (later.consent_days, later.ground_days["E16"]) == (90, 3)
    assert later.on("verwijsindex") is book.on(AFTER).policy.verwijsindex
