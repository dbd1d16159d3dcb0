"""What identifies a person is found in text that others will read, and ordinary talk is left alone."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.identifiers import Kind, find_identifiers, get_ready, holds_bsn, lexicon

TODAY = date(2026, 11, 24)
DATA = Path(__file__).parents[1] / "data"
ORDINARY = (DATA / "ordinary.txt").read_text(encoding="utf-8").splitlines()


def _identifying() -> list[tuple[str, str]]:
    """Each line is a kind, a tab and a text, in which \\t, \\n and \\uXXXX stand for themselves."""
    lines = (DATA / "identifying.tsv").read_text(encoding="utf-8").splitlines()[1:]
    split = (line.split("\t", 1) for line in lines)
    return [(kind, text.encode("ascii", "backslashreplace").decode("unicode_escape")) for kind, text in split]


def _hard(text: str, *names: str, today: date = TODAY) -> set[Kind]:
    return {one.kind for one in find_identifiers(text, names=names, today=today) if one.hard}


@pytest.mark.parametrize(("kind", "text"), _identifying())
def test_what_identifies_somebody_is_refused(kind: str, text: str) -> None:
    """Each hard kind is found, however it is written or pasted, and its place is inside the text."""
    found = [one for one in find_identifiers(text, today=TODAY) if one.hard]
    assert kind in {one.kind for one in found}
    assert all(0 <= one.start < one.end <= len(text) for one in found)


@pytest.mark.parametrize("text", ORDINARY)
def test_nothing_ordinary_is_refused(text: str) -> None:
    """Dates, times, amounts, years, service numbers and references are nobody's number."""
    assert not _hard(text)


def test_ordinary_talk_is_hardly_ever_asked_about() -> None:
    """At most one in twenty ordinary sentences brings up the question whether it holds a name."""
    asked = [text for text in ORDINARY if find_identifiers(text, today=TODAY)]
    assert len(ORDINARY) >= 200
    assert len(asked) <= len(ORDINARY) // 20, asked


def test_whoever_is_named_is_nearly_always_asked_about() -> None:
    """Of the sentences that name somebody at most one in twenty brings up no question."""
    texts = (DATA / "naming.txt").read_text(encoding="utf-8").splitlines()
    missed = [text for text in texts if not find_identifiers(text, today=TODAY)]
    assert len(texts) >= 200
    assert len(missed) <= len(texts) // 20, missed


@pytest.mark.parametrize(
    ("text", "today"),
    [
        ("Incident op 28-12-2026", date(2027, 1, 4)),  # a week ago, in another calendar year
        ("Gezien op 24-11-2025", date(2026, 11, 24)),
        ("Schorsing van 1 september 2025", TODAY),
        ("Convenant (2024)", TODAY),
        ("afspraak op 14-10-2026", TODAY),
    ],
)
def test_the_date_of_an_event_is_no_birth_date(text: str, today: date) -> None:
    """What happened within a year, or is called by what it is, says nothing of who somebody is."""
    assert not _hard(text, today=today)


@pytest.mark.parametrize("sealed", [text for kind, text in _identifying() if kind == "bsn"])
def test_a_bsn_is_found_in_sealed_text_as_well(sealed: str) -> None:
    """Whitespace, dashes and invisible characters are one thing for every kind of text."""
    assert holds_bsn(sealed)


@pytest.mark.parametrize(
    "sealed",
    [
        "Bel moeder op +31 6 11 22 33 44 of 06-12345678",
        "Rekening NL91ABNA0417164300",
        "Geboren 12-03-2011\n14:00 tot 16.30 uur, 12-03-2026 10.00",
        "Thuis op 026-1234567, school 026 - 7654321",
    ],
)
def test_other_numbers_may_stand_in_sealed_text(sealed: str) -> None:
    """A phone, an account and a date are no BSN, whatever nine of their digits come to."""
    assert not holds_bsn(sealed)


OWN = [
    ("Jesse van der Veer", "jesse is weg"),
    ("Jesse van der Veer", "JESSE'S fiets"),
    ("Jesse van der Veer", "met Jessé gezien"),
    ("Jesse van der Veer", "van der veer staat er"),
    ("Jesse van der Veer", "Vanderveer staat er"),
    ("Van der Veer, Jesse", "jesses fiets"),
    ("Jesse de Vries", "op snap als jesse010"),
    ("Jesse de Vries", "JesseDeVries dealt"),
    ("Jesse de Vries", "J\u0435sse is weg"),  # a Cyrillic letter
    ("Jesse de Vries", "Jes\u200bse is weg"),
    ("İbrahim Yıldız", "Yildiz mist lessen sinds de herfst"),
    ("Ibrahim Yildiz", "YILDIZ mist lessen"),
    ("Sara Jansen-Bakker", "Bakker mist lessen"),
    ("Sara Jansen-Bakker", "jansen mist lessen"),
    ("Søren Holm", "Soren mist lessen"),
    ("Soren Holm", "Søren mist lessen"),
    ("Jan-Piet Smit", "Piet mist lessen"),
    ("Jan-Piet Smit", "Janpiet mist lessen"),
    ("Janpiet Smit", "Jan Piet mist lessen"),
    ("Kevin O'Brien", "Obrien mist lessen"),
    ("Kevin OBrien", "O’Brien mist lessen"),
    ("Kevin O'Brien", "O Brien mist lessen"),
    ("Youssef El Amrani", "Elamrani mist lessen"),
    ("Youssef Elamrani", "El-Amrani mist lessen"),
    ("Noor van den Berg", "Vandenberg mist lessen"),
    ("Noor Vandenberg", "van den Berg mist lessen"),
    ("Paweł Wójcik", "Pawel Wojcik"),
    ("Đorđe Jović", "Dorde is weg"),
    ("Özgür Çelik", "Oezguer is weg"),
    ("Gül Weiß", "Weiss is weg"),
    ("Rijk Dijkstra", "Dykstra is weg"),
    ("Zoë Ångström", "Zoe\u0308 is weg"),
    ("D'Angelo Martina", "dangelo is weg"),
    ("Mo Yilmaz", "Mo is weer weg"),
    ("Mo Yilmaz", "met mo gezien"),
    ("Jo Peters", "jo is er"),
    ("Al Jansen", "gezien met Al bij de flat"),
    ("Sara Jansen-Bakker", "Bakker-Jansen komt later"),
    ("Bakker-Jansen, Sara", "JANSEN, SARA (15)"),
    ("Sara JansenBakker", "Jansen-Bakker mist lessen"),
    ("Fatima-Zahra Boezid", "Fatimazahra is weg"),
    ("Noor van den Berg", "v.d. Berg mist lessen"),
    ("Noor vd Berg", "van den Berg mist lessen"),
    ("Bram van 't Hof", "Van ‘t Hof is weg"),
    ("Bram van 't Hof", "vant hof is weg"),
    ("王小明", "王小明 is weg"),
    ("Zoë Ångström", "Zoe Aangstroem is weg"),
    ("Ömer Şahin", "OMER SAHIN is weg"),
    ("Anna-Sophie te Brink", "annasophie is weg"),
]


@pytest.mark.parametrize(("name", "text"), OWN)
def test_the_own_name_is_found_in_any_spelling(name: str, text: str) -> None:
    """No part of the young person's name may appear: case, accents, hyphens, joined or taken apart."""
    assert Kind.OWN_NAME in _hard(text, name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Al Jansen", "Al twee weken niet gezien"),
        ("Mo El Amrani", "el is een oude maat"),
        ("Noor van den Berg", "Vanaf den beginne, van de school"),
        ("Jan de Boer", "in januari is het druk"),
        ("Jesse de Vries", "de jongen is weg van de les"),
    ],
)
def test_a_word_is_no_name_because_it_looks_like_one(name: str, text: str) -> None:
    """Tussenvoegsels and short words stay usable."""
    assert Kind.OWN_NAME not in _hard(text, name)


@pytest.mark.parametrize(
    "text",
    [
        "yassin is weer gezien bij het station",
        "Jayden is weer gezien",
        "DENISHA IS NIET OP HAAR AFSPRAAK GEKOMEN",
        "YASSIN is weer gezien",
        "Kleine Mo en z'n broer hangen rond",
        "mo is weer gezien",
        "gezien met Kwispelaar bij de flat",
        "Roos is weer gezien",
        "Bas en Emirhan hangen rond",
        "storm heeft hem geslagen",
        "hij heet storm",
        "Jan-Piet is weer gezien",
        "M. el A. is weer gezien",
        "Ze zit in klas 3B",
        "Basisschool Fatima belde over de kantine",
        "gezien bij sportschool Olympia met Emirhan",
        "Heb Bourakba gesproken over zijn stage",
        "Volgens Kwispel was hij thuis",
        "familie De Boer is bekend bij het wijkteam",
        "Zijn bijnaam is 'Bliksem', iedereen kent hem",
        "hij noemt zich Scarface",
        "Kevin van het voetbalteam had een mes",
        "Met Mitchell en Chantal gaat het slecht",
        "Het dossier van Steenbergen moet nog worden aangevuld",
        "Gesproken met Van Houten over schoolgang",
        "Rayvienne, 13 jaar, is niet verschenen",
        "Bouzidi zijn moeder wil geen hulp",
        "Ook El Khattabi was erbij",
        "Bij Bennani thuis werd geschreeuwd",
        "Casus Ouahid wordt donderdag besproken",
        "In het dossier staat ook nog ergens 14-05-2011 vermeldenswaard",
    ],
)
def test_a_possible_name_is_only_asked_about(text: str) -> None:
    """First names anywhere, in capitals or small; a word that is a name too where it is used as one; a date
    of which nobody says what it is."""
    found = find_identifiers(text, today=TODAY)
    assert found
    assert not any(one.hard for one in found)


@pytest.mark.parametrize(
    "text",
    [
        "Storm op komst",
        "de roos bloeit",
        "Bas, kun jij de notulen sturen?",
        "Max 10 deelnemers",
        "op 5 jan is het vrij",
        "Contactpersoon is Anouk van de afdeling Veiligheid",
        "Sanne van de gemeente is met verlof",
        "Dank je wel Karin!",
        "Wethouder De Boer komt langs",
        "Buurtvader Ali heeft afgezegd",
        "Via Alert4You zit er een pedagoog op de groep",
        "Hij draait mee met Only Friends en doet Rots & Water",
        "Aangemeld bij Youz, de Bascule zit vol",
        "Moeder werkt bij PostNL, de Wlz is nog niet rond",
        "Mail naar wijkteamzuid@voorbeeld.nl",
        "Ons kantoor verhuist naar Stationsplein 12 per maart",
        "Op de Jan van Galenstraat was het onrustig",
        "Het Marnix en het Willem de Zwijger College doen mee",
        "Stichting Timon heeft plek",
        "Kindermenu in café Bolle Jan",
        "Deelname aan Make Your Mark is gratis",
        "In Holendrecht en uit Spangen komen minder meldingen",
        "We zijn klaar met de schouw van de Spoorzone in het Amsterdamse Bos",
        "Nike Tech pakken, lastig uit elkaar te houden",
    ],
)
def test_a_word_that_is_a_name_too_is_left_alone_where_it_is_a_word(text: str) -> None:
    """Weather, flowers, months and a colleague who is asked something are not about a young person."""
    assert find_identifiers(text, today=TODAY) == []


def test_a_partner_is_known() -> None:
    """The names of partners and organisations may stand, also as a mention that was typed."""
    assert find_identifiers("overlegd met Tarik en @tarik", known=("Tarik Vogelaar",), today=TODAY) == []


def test_once_it_is_ready_no_text_waits_for_a_list() -> None:
    """Every list that ordinary talk asks for was read before the first text came."""
    lists = [one for one in vars(lexicon).values() if hasattr(one, "cache_clear")]
    for one in lists:
        one.cache_clear()
    get_ready()
    read = [one.cache_info().misses for one in lists]
    assert sum(read) > len(lists)
    for text in ORDINARY:
        find_identifiers(text, names=("Jesse",), today=TODAY)
    assert [one.cache_info().misses for one in lists] == read


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str) -> None:
    """Searching never fails and every offset lies inside the text."""
    for one in find_identifiers(text, names=("Jesse",), today=TODAY):
        assert 0 <= one.start < one.end <= len(text)


@given(
    st.lists(st.sampled_from("\u200b\u00ad\u061c\u202d\u2067\u180e\ufe0f\U000e0020"), min_size=9, max_size=9)
)
def test_nothing_invisible_hides_a_bsn(between: list[str]) -> None:
    """Whatever Unicode lets fall away when it draws a text falls away here too."""
    assert holds_bsn("".join(digit + hidden for digit, hidden in zip("999990019", between, strict=True)))


def test_the_labelled_sentences_are_told_apart() -> None:
    """Hard identifiers are all caught; of the clean sentences at most one in twenty is even asked about."""
    with (DATA / "chat_sentences.tsv").open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE))
    hard = ("BSN", "PHONE", "EMAIL", "IBAN", "ADDRESS", "POSTCODE", "DOB", "HANDLE", "PLATE")
    for row in rows:
        found = find_identifiers(row["sentence"], today=TODAY)
        if any(part.startswith(hard) for part in row["identifying"].split(";")):
            assert any(one.hard for one in found), row["identifying"]
        if row["identifying"].startswith(("PERSON", "NICKNAME", "INITIALS")):
            assert found, row["identifying"]
    clean = [row["sentence"] for row in rows if row["label"] == "clean"]
    asked = [text for text in clean if find_identifiers(text, today=TODAY)]
    assert not any(one.hard for text in asked for one in find_identifiers(text, today=TODAY))
    assert len(asked) <= len(clean) // 20
