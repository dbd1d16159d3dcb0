"""Directory files as people really write them: read as typed, or every fault on a line with its place."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.commands.directory import import_directory
from bot.failing import Stop
from casework.directory.changes import Changes
from casework.directory.reading import BadDirectory, read_directory
from casework.office import Office
from rules.book import load_rulebook
from storage.directory_tables import Membership, Partner, Partnership
from storage.engine import session_for

HEAD = (
    "partnerships:\n  - {name: Net A, kind: wijkoverleg, channel: C0NETA, coordinator: U0REGIE}\npartners:\n"
)
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
EXPECTED = "regel 1: verwacht: roles, partnerships, partners, overleggen (kolom 1)"
ANS = "name: Ans Verzonnen, organisation: School, role: mentor"


def complaints(text: str) -> list[str]:
    """What is said of a file, line by line."""
    with pytest.raises(BadDirectory) as refused:
        read_directory(text, load_rulebook())
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    ("partner", "said"),
    [
        # a key that is misspelt, doubled, or no key at all
        (
            f"{{{ANS}, partnership: [Net A]}}",
            "'partnership' is onbekend bij een partner; bedoelt u",
        ),
        (f"{{{ANS}, role: jeugdagent}}", "'role' staat hier twee keer"),
        (f"{{{ANS}, [a]: b}}", "een lijst of velden kunnen geen naam van een veld zijn"),
        (f"{{{ANS}, <<: {{}}}}", "'<<' is onbekend bij een partner"),
        # the wrong type
        ("Ans", "verwacht velden met een naam"),
        (f"{{{ANS}, contact: [a, b]}}", "'contact' moet één tekst zijn, geen lijst of velden"),
        (f"{{{ANS}, partnerships: Net A}}", "'partnerships' moet een lijst zijn"),
        (f"{{{ANS}, partnerships: [[Net A]]}}", "'partnerships' moet één tekst zijn"),
        (f"{{{ANS}, partnerships: [Net B]}}", "samenwerking 'Net B' is onbekend; bedoelt u 'Net A'?"),
        (
            "{name: NO, organisation: School, role: mentor}",
            "'name' is geen tekst; schrijf",
        ),
        (
            "{name: 2026, organisation: School, role: mentor}",
            "'name' is geen tekst; schrijf",
        ),
        ("{name: 1:30, organisation: School, role: mentor}", "'name' is geen tekst"),
        ("{name: ~, organisation: School, role: mentor}", "'name' ontbreekt"),
        ("{name: '  ', organisation: School, role: mentor}", "'name' ontbreekt"),
        ("{name: Ans, organisation: School, role: no}", "rol 'no' is onbekend"),
        ("{name: Ans, organisation: School, role: mentr}", "rol 'mentr' is onbekend; bedoelt u 'mentor'?"),
        ("{organisation: School, role: mentor}", "'name' ontbreekt"),
        (f"{{name: {'n' * 81}, organisation: School, role: mentor}}", "'name' is langer dan 80 tekens"),
        # no id of a person in Slack
        (f"{{{ANS}, user: ans@school.nl}}", "'user': ans@school.nl is geen Slack-account"),
        (f'{{{ANS}, user: "<@U0AGENT>"}}', "'user': <@U0AGENT> is geen Slack-account"),
        (f'{{{ANS}, user: "@ans"}}', "'user': @ans is geen Slack-account"),
        (f"{{{ANS}, user: T012345}}", "'user': T012345 is geen Slack-account"),
        (f"{{{ANS}, user: u012345}}", "'user': u012345 is geen Slack-account"),
        (f"{{{ANS}, user: 12345}}", "'user': 12345 is geen Slack-account"),
        # what YAML can do and nobody needs here
        (f"!vault {{{ANS}}}", "een tag (!) kan hier niet"),
        (f"{{{ANS}, contact: !!python/object:os.system x}}", "een tag (!) kan hier niet"),
        (
            f"{{{ANS}, contact: {{{{ coordinator }}}}}}",
            "een lijst of velden kunnen geen naam van een veld zijn",
        ),
        ("&a [*a]", "een verwijzing (*) kan hier niet; schrijf het uit"),
        ("[[[[[[[[[[[[[[[[[[", "dit is te diep genest"),
        ("[" * 20_000, "dit is te diep genest"),
        # what nobody sees
        ("{name: Ans\x96Marie, organisation: School, role: mentor}", "(U+0096)"),
        ("{name: Ans\x0bMarie, organisation: School, role: mentor}", "(U+000B)"),
        ("{name: Ans\x1b[31m, organisation: School, role: mentor}", "(U+001B)"),
        ("{name: Ans\u202eMarie, organisation: School, role: mentor}", "(U+202E)"),
        ("{name: Ans\u200bMarie, organisation: School, role: mentor}", "(U+200B)"),
        (
            '{name: "Ans\\u0007", organisation: School, role: mentor}',
            "'name' bevat een teken dat niemand ziet",
        ),
        (
            '{name: "Ans\\uD83D", organisation: School, role: mentor}',
            "'name' bevat een teken dat niemand ziet",
        ),
        ('{name: "\\UFFFFFFFF", organisation: School, role: mentor}', "dit is geen leesbare YAML"),
        # what is no YAML
        ("{name: Ans, organisation: School", "een haakje wordt niet gesloten"),
        ("{name: 'Ans}", "een aanhalingsteken wordt niet gesloten"),
        ("name: Ans: Marie", "hier staat een dubbele punt te veel"),
        ("name: @ans", "dit teken kan hier niet; zet de tekst tussen aanhalingstekens"),
        ("{name: Ans}\n---\n- x", "hier begint een tweede document (---)"),
    ],
)
def test_a_fault_is_a_line_with_its_place(partner: str, said: str) -> None:
    """The first line of the complaint is about line 4, where the partner stands, with a column."""
    found = complaints(f"{HEAD}  - {partner}\n")
    assert any(said in one for one in found), found
    assert all(one.startswith("regel ") and "(kolom " in one for one in found)
    assert found[0].startswith("regel 4: ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "regel 1: het bestand is leeg (kolom 1)"),
        ("# nog invullen\n", "regel 1: het bestand is leeg (kolom 1)"),
        ("Ans", EXPECTED),
        ("- Ans", EXPECTED),
        ("partners:\n", "regel 1: 'partners' moet een lijst zijn (kolom 10)"),
        ("partner: []\n", "regel 1: 'partner' is onbekend; bedoelt u 'partners'? (kolom 1)"),
        ("roles: [U0FG]\n", "regel 1: verwacht velden met een naam (kolom 8)"),
        ("roles:\n  fg: U0FG\n", "regel 2: 'fg' moet een lijst zijn (kolom 7)"),
        ("roles:\n  fgs: [U0FG]\n", "regel 2: 'fgs' is onbekend bij roles; bedoelt u 'fg'? (kolom 3)"),
        (
            "partners: []\npartners: []\n",
            "regel 2: 'partners' staat hier twee keer (kolom 1; hoort bij regel 1)",
        ),
        ("\tpartners: []\n", "regel 1: hier staat een tab; gebruik spaties (kolom 1)"),
        (
            "naam;organisatie\nAns;School\n",
            EXPECTED,
        ),
    ],
)
def test_a_file_that_is_no_directory_is_told_so(text: str, said: str) -> None:
    """One line."""
    assert complaints(text) == [said]


def test_all_faults_are_told_at_once() -> None:
    """Of the text, of the fields, and of one entry against another."""
    text = f"""{HEAD}  - {{{ANS}, user: ans}}
  - {{{ANS}, user: U0ANS}}
  - {{name: Bea\u200b, organisation: School, role: mentor, user: U0ANS}}
overleggen: {{}}
"""
    assert [one.partition(" (")[0] for one in complaints(text)] == [
        "regel 4: 'user': ans is geen Slack-account; dat begint met U of W, zoals U012AB3CD",
        "regel 6: hier staat een teken dat niemand ziet",
        "regel 6: deze Slack-gebruiker staat er twee keer in",
        "regel 7: 'overleggen' moet een lijst zijn",
    ]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0612345670", "0612345670"),
        ("+31612345670", "+31612345670"),
        ("1e5", "1e5"),
        ("0o17", "0o17"),
        ("017", "017"),
        ("1_000", "1_000"),
        ("12:30:45", "12:30:45"),
        ("2026-11-28", "2026-11-28"),
        ("2026-02-30", "2026-02-30"),
        ("yes", "yes"),
        ("~", None),
        ("''", None),
        ("'Zoe\u0308  \u00a0School'", "Zoë School"),
        ("“0612345670”", "0612345670"),
        ("„School De Brug”", "School De Brug"),
        ("School “De Brug”", "School “De Brug”"),
        ("\u00a00612345670", "0612345670"),
    ],
)
def test_what_looks_like_a_number_stays_as_it_was_typed(typed: str, kept: str | None) -> None:
    """Nothing is counted with a telephone number."""
    found = read_directory(f"partners:\n  - {{{ANS}, contact: {typed}}}\n", load_rulebook())
    assert found.partners[0].fields["contact"] == kept


@pytest.mark.parametrize("user", ["U012AB3CD", "W012AB3CDEF", "U0ANS"])
@pytest.mark.parametrize("channel", ["C012AB3CD", "G012AB3CD"])
def test_every_kind_of_id_that_slack_gives_is_taken(user: str, channel: str) -> None:
    """W is somebody on Enterprise Grid, G a private channel of before 2021."""
    text = HEAD.replace("C0NETA", channel).replace("U0REGIE", user) + f"  - {{{ANS}, user: {user}}}\n"
    assert read_directory(text, load_rulebook()).partners[0].fields["user"] == user


def take(office: Office, tmp_path: Path, text: str | bytes, *, dry: bool = False) -> Changes:
    """Import a file."""
    path = tmp_path / "directory.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    store = office.store
    return import_directory(path, store.engine, store.vault, office.book, dry=dry)


@ON_SQLITE
def test_two_spellings_of_one_name_are_one(office: Office, engine: Engine, tmp_path: Path) -> None:
    """macOS writes Zoë in two characters; capitals and spaces make nobody else either."""
    text = HEAD.replace("Net A", "Réseau A") + (
        "  - {name: Zoë Ångström, organisation: School, role: mentor, partnerships: [Réseau A]}\n"
    )
    assert take(office, tmp_path, text).added == 3
    assert not take(office, tmp_path, unicodedata.normalize("NFD", text))
    changed = take(office, tmp_path, text.replace("Zoë Ångström", "zoë  ångström"))
    assert (changed.added, changed.changed) == (0, 1)
    with session_for(engine) as session:
        row = session.exec(select(Partner).where(Partner.organisation == "School")).one()
        row.name = unicodedata.normalize("NFD", "Zoë Ångström")  # as an earlier version stored it
        session.add(row)
        session.commit()
    assert (take(office, tmp_path, text).added, take(office, tmp_path, text).changed) == (0, 0)
    twice = f"{text}  - {{name: ZOE\u0308 Ångström, organisation: School, role: mentor}}\n"
    with pytest.raises(BadDirectory, match=r"regel 5: deze partner staat er twee keer in"):
        take(office, tmp_path, twice)


@ON_SQLITE
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_is_taken_however_it_was_saved(office: Office, tmp_path: Path, encoding: str) -> None:
    """With a mark before it, with CRLF."""
    text = f"{HEAD}  - {{{ANS}}}\n".replace("\n", "\r\n")
    assert take(office, tmp_path, text.encode(encoding)).added == 2


@ON_SQLITE
def test_what_is_no_file_of_text_is_one_line(office: Office, tmp_path: Path) -> None:
    """A folder, Windows-1252, nothing there."""
    store = office.store
    for path, said in ((tmp_path, "het is een map"), (tmp_path / "weg.yaml", "het bestaat niet")):
        with pytest.raises(Stop, match=said):
            import_directory(path, store.engine, store.vault, office.book)
    with pytest.raises(Stop, match=r"geen UTF-8\. Bewaar het opnieuw als UTF-8"):
        take(office, tmp_path, "partners: [{name: Zoë}]".encode("cp1252"))


@ON_SQLITE
def test_a_dry_run_shows_what_would_change_and_stores_nothing(
    office: Office, engine: Engine, tmp_path: Path
) -> None:
    """Each thing on its line; the import itself then does that."""
    text = f"{HEAD}  - {{{ANS}, contact: 0612345670, partnerships: [Net A]}}\n"
    would = take(office, tmp_path, text, dry=True)
    assert would.lines == [
        "+ samenwerking Net A",
        "+ partner Ans Verzonnen",
        "+ deelname Ans Verzonnen aan Net A",
    ]
    with session_for(engine, write=False) as session:
        assert session.exec(select(Partnership).where(Partnership.name == "Net A")).all() == []
    take(office, tmp_path, text)
    would = take(office, tmp_path, text.replace("contact: 0612345670", "contact: ''"), dry=True)
    assert would.lines == ["~ partner Ans Verzonnen: contact 0612345670 → (leeg)"]


@ON_SQLITE
def test_what_the_file_does_not_name_is_listed_and_stays(
    office: Office, engine: Engine, tmp_path: Path
) -> None:
    """Only of the sections that it has."""
    with session_for(engine, write=False) as session:
        before = len(session.exec(select(Membership)).all())
    done = take(office, tmp_path, f"{HEAD}  - {{{ANS}, partnerships: [Net A]}}\n")
    assert "samenwerking Jeugdnetwerk Zonnebeek" in done.absent
    assert "partner Stef Noordhof (Politie)" in done.absent
    assert not any("Ans" in one or "Net A" in one for one in done.absent)
    assert not any(one.startswith("overleg") for one in done.absent)
    with session_for(engine, write=False) as session:
        assert len(session.exec(select(Membership)).all()) == before + 1


@ON_SQLITE
def test_a_channel_of_another_partnership_is_a_fault(office: Office, tmp_path: Path) -> None:
    """One channel belongs to one partnership; the database would refuse it without a word."""
    with pytest.raises(BadDirectory, match="regel 2: kanaal C0Z hoort al bij samenwerking"):
        take(office, tmp_path, HEAD.replace("C0NETA", "C0Z").replace("partners:\n", ""))
