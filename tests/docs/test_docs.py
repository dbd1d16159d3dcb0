"""The documents say what the house does, and whatever refers to them leads somewhere."""

from __future__ import annotations

from rules.book import load_rulebook
from tests.docs import picture, references, tables, wire

AGAIN = "`make docs` makes it anew"


def test_the_tables_of_the_rulebook_are_those_of_the_rules() -> None:
    text = tables.RULEBOOK.read_text(encoding="utf-8")
    assert tables.printed(text, load_rulebook()) == text, AGAIN
    assert {found[2] for found in tables.MARKED.finditer(text)} == set(tables.PRINTED)


def test_the_picture_is_drawn_from_the_imports() -> None:
    assert picture.PICTURE.read_text(encoding="utf-8") == picture.drawn(), AGAIN


def test_every_reference_leads_to_a_section() -> None:
    assert references.lost() == []


def test_every_link_leads_to_a_file() -> None:
    assert references.broken_links() == []


def test_every_file_of_the_docs_is_led_to() -> None:
    assert references.unused() == []


def test_a_handbook_quotes_only_what_schakel_says() -> None:
    assert references.unsaid() == []


def test_every_make_that_is_named_is_there() -> None:
    assert references.unmade() == []


def test_every_source_of_the_law_is_listed() -> None:
    assert references.unknown_sources() == []


def test_every_name_on_the_wire_is_given_and_none_that_is_gone() -> None:
    assert wire.unnamed() == []
    assert wire.stale() == []
