"""All text people see comes from the catalogues, and every refusal has its sentence."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC, datetime
from string import Formatter
from zoneinfo import ZoneInfo

from babel.messages.pofile import read_po

from handlers.language import load_language
from handlers.locale.collect import HERE
from handlers.reasons import explained
from rules.book import load_rulebook

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def test_the_catalogues_follow_the_source() -> None:
    """Run `make messages` when this fails."""
    done = subprocess.run([sys.executable, "-m", "handlers.locale.collect", "--check"], check=False)
    assert done.returncode == 0


def test_the_dutch_catalogue_is_complete() -> None:
    """Not one sentence is without its Dutch."""
    with (HERE / "nl" / "LC_MESSAGES" / "schakel.po").open("rb") as source:
        catalogue = read_po(source, locale="nl")
    missing = [one.id for one in catalogue if one.id and not one.string]
    assert len(catalogue) > 150
    assert missing == []


def test_every_reason_code_has_a_sentence() -> None:
    """A refusal never shows a bare code."""
    assert explained(set(load_rulebook().codes)) == set()


def test_dates_are_written_as_people_write_them() -> None:
    """Days and clocks in Dutch, in local time."""

    dutch = load_language("nl", AMSTERDAM)
    assert dutch.day(datetime(2026, 11, 30, 23, 30, tzinfo=UTC)) == "di 1 december 2026"
    assert dutch.clock(datetime(2026, 12, 1, 8, 5, tzinfo=UTC)) == "09:05"


def test_english_says_everything_with_the_same_values() -> None:
    """No sentence is left in Dutch, and none loses or invents a value to fill in."""
    with (HERE / "en" / "LC_MESSAGES" / "schakel.po").open("rb") as source:
        catalogue = read_po(source, locale="en")
    pairs = [(one.id, one.string) for one in catalogue if one.id]
    singles = [(said, there) for said, there in pairs if isinstance(said, str)]
    assert [said for said, there in pairs if not there or not all(there)] == []
    assert [said for said, there in singles if fields_of(said) != fields_of(str(there))] == []


def fields_of(sentence: str) -> set[str]:
    """The values a sentence is filled with."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}
