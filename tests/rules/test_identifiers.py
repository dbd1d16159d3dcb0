"""What identifies a person is found in text that others will read, and ordinary talk is left alone."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.identifiers import Kind, find_identifiers

TODAY = date(2026, 11, 24)
LABELLED = Path(__file__).parents[3] / "shared" / "chat_sentences.tsv"

HARD = [
    ("bsn 999990019 staat in het dossier", Kind.BSN),
    ("nummer 9999 90 019", Kind.BSN),
    ("nummer 9999.90.019", Kind.BSN),
    ("nummer ９９９９９００１９", Kind.BSN),
    ("nummer 9999\u200b90019", Kind.BSN),
    ("bel 06-12345678", Kind.PHONE),
    ("bel +31 6 12345678", Kind.PHONE),
    ("bel 0032 470 12 34 56", Kind.PHONE),
    ("mail naar k.jansma@voorbeeld.example", Kind.EMAIL),
    ("rekening NL91ABNA0417164300", Kind.IBAN),
    ("woont Verzonnenlaan 12a", Kind.ADDRESS),
    ("postcode 1234 AB", Kind.POSTCODE),
    ("geboren 12-03-2011", Kind.BIRTH_DATE),
    ("12 maart 2011 is de datum", Kind.BIRTH_DATE),
    ("geb. 12-3-11", Kind.BIRTH_DATE),
    ("zijn account is @straat.koning", Kind.HANDLE),
    ("kenteken GH-123-K", Kind.PLATE),
    ("let op <!channel>", Kind.MENTION_ALL),
    ("let op @here", Kind.MENTION_ALL),
]
CLEAN = [
    "Leerling mist sinds kort vaak de eerste uren en heeft ineens dure kleding",
    "Het overleg start om 10:00 in kamer 2.14, dinsdag 14 oktober",
    "Zie S-12 en SIG-2025-0042 voor de samenhang",
    "Ordernummer 123456789 van de koffieautomaat",
    "Groep van ongeveer 8 jongeren van 14 tot 16 jaar bij het winkelcentrum",
    "Vaak op het plein na 23:00, soms met scooters. Buren klagen over geluid",
    "<@U02ABCDEF> wil jij meekijken?",
    "Politie en Halt zijn in 2025 eerder betrokken geweest",
]


@pytest.mark.parametrize(("text", "kind"), HARD)
def test_what_identifies_somebody_is_refused(text: str, kind: Kind) -> None:
    """Each hard kind is found, however it is written, and its place is inside the text."""
    found = [one for one in find_identifiers(text, today=TODAY) if one.hard]
    assert kind in {one.kind for one in found}
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.parametrize("text", CLEAN)
def test_ordinary_talk_is_left_alone(text: str) -> None:
    """Planning, case numbers and general observations give no finding at all."""
    assert find_identifiers(text, today=TODAY) == []


@pytest.mark.parametrize(
    "text", ["jesse is weg", "JESSE'S fiets", "met Jessé gezien", "van der veer staat er"]
)
def test_the_own_name_is_found_in_any_dress(text: str) -> None:
    """No part of the young person's name may appear, whatever its case or accents."""
    found = find_identifiers(text, names=("Jesse van der Veer",), today=TODAY)
    assert Kind.OWN_NAME in {one.kind for one in found}


def test_a_capitalised_word_is_only_asked_about() -> None:
    """A possible name inside a sentence is soft; a partner's name is known and passes."""
    asked = find_identifiers("gezien met Verzonnen bij de flat", today=TODAY)
    assert [one.hard for one in asked] == [False]
    assert find_identifiers("overlegd met Tarik", known=("Tarik Vogelaar",), today=TODAY) == []


def test_a_meeting_date_without_birth_is_no_birth_date() -> None:
    """A date of this year or later makes nobody of 1 to 27."""
    assert find_identifiers("afspraak op 14-10-2026", today=TODAY) == []


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    """Searching never fails and every offset lies inside the text."""
    for one in find_identifiers(text, names=("Jesse",), today=TODAY):
        assert 0 <= one.start < one.end <= len(text)


@pytest.mark.skipif(not LABELLED.exists(), reason="the labelled sentences are not beside this checkout")
def test_the_labelled_sentences_are_told_apart() -> None:
    """Hard identifiers are all caught; of the clean sentences at most one in ten is even asked about."""
    with LABELLED.open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE))
    hard = ("BSN", "PHONE", "EMAIL", "IBAN", "ADDRESS", "POSTCODE", "DOB", "HANDLE", "PLATE")
    for row in rows:
        found = find_identifiers(row["sentence"], today=TODAY)
        if any(part.startswith(hard) for part in row["identifying"].split(";")):
            assert any(one.hard for one in found), row["identifying"]
    clean = [row["sentence"] for row in rows if row["label"] == "clean"]
    asked = [text for text in clean if find_identifiers(text, today=TODAY)]
    assert not any(one.hard for text in asked for one in find_identifiers(text, today=TODAY))
    assert len(asked) <= len(clean) // 10
