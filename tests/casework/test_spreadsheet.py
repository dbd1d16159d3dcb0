"""Partners from a spreadsheet, as Dutch Excel saves it: taken, or every fault with its row and cell."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import select

from bot.commands.directory import import_directory
from bot.failing import Stop
from casework.directory.changes import Changes
from casework.directory.reading import BadDirectory, DirectoryFile
from casework.directory.spreadsheet import read_partners
from casework.office import Office
from rules.book import load_rulebook
from storage.directory_tables import Partner
from storage.engine import session_for
from storage.repositories import directory

NETS = frozenset({"Net A", "Net B", "Wijk Noord, Oost"})
HEAD = "Naam;Organisatie;Rol;Slack-account;Contact;Samenwerking\n"
ANS = "Ans Verzonnen;School;mentor;U0ANS;0612345670;Net A\n"
TEMPLATE = Path(__file__).parents[2] / "docs" / "partners.csv"


def read(text: str, partnership: str = "") -> DirectoryFile:
    """The partners of a file."""
    return read_partners(text, load_rulebook(), NETS, partnership)


def complaints(text: str) -> list[str]:
    """What is said of a file, line by line."""
    with pytest.raises(BadDirectory) as refused:
        read(text)
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    "text",
    [
        HEAD + ANS,
        (HEAD + ANS).replace("\n", "\r\n"),
        (HEAD + ANS).replace(";", ","),
        (HEAD + ANS).replace(";", "\t"),
        "sep=;\n" + HEAD + ANS,
        "\ufeff" + HEAD + ANS,
        HEAD.replace("\n", ";;;\n") + ANS.replace("\n", ";;;\n"),
        HEAD + ANS + ";;;;;\n\n;;;;;\n",
        HEAD.upper() + ANS,
        HEAD.replace("Naam", " Naam: ").replace("Contact", "Telefoon") + ANS,
        HEAD + ANS.replace("mentor", "Mentor / docent"),
        HEAD + ANS.replace("0612345670", '="0612345670"'),
        HEAD + ANS.replace("0612345670", "'0612345670"),
        HEAD + ANS.replace("Ans Verzonnen", '"Ans\nVerzonnen"'),
    ],
)
def test_what_excel_makes_of_a_list_is_taken(text: str) -> None:
    """Separators, marks, empty columns and rows, line breaks within a cell."""
    (entry,) = read(text).partners
    assert entry.fields == {
        "name": "Ans Verzonnen",
        "organisation": "School",
        "role": "mentor",
        "user": "U0ANS",
        "contact": "0612345670",
        "partnerships": ["Net A"],
    }


@pytest.mark.parametrize("nothing", ["-", "n.v.t.", "nvt", "—", "geen", ""])
def test_a_dash_is_no_account_and_no_number(nothing: str) -> None:
    """As people fill a cell for which they have nothing."""
    text = HEAD + ANS.replace("U0ANS", nothing).replace("0612345670", nothing)
    (entry,) = read(text).partners
    assert (entry.fields["user"], entry.fields["contact"]) == (None, None)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("Net A, Net B", ["Net A", "Net B"]),
        ('"Net A\nNet B"', ["Net A", "Net B"]),
        ("Wijk Noord, Oost", ["Wijk Noord, Oost"]),
        ("", ["Net B"]),
    ],
)
def test_where_somebody_sits_says_the_cell_or_whoever_imports(typed: str, names: list[str]) -> None:
    """Several names with commas between them; a name with a comma in it is one."""
    (entry,) = read(HEAD + ANS.replace("Net A", typed), "Net B").partners
    assert entry.fields["partnerships"] == names


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "regel 1: het bestand is leeg (kolom 1)"),
        (";;;\n", "regel 1: het bestand is leeg (kolom 1)"),
        ("Naam;Rol\nAns;mentor\n", "regel 1: kolom 'organisatie' ontbreekt (kolom 1)"),
        (HEAD.replace("Contact", "Naam") + ANS, "regel 1: kolom 'naam' staat er twee keer in (kolom 5)"),
        (
            HEAD.replace("Contact", "Voornaam") + ANS,
            "regel 1: kolom 'Voornaam' is onbekend; bedoelt u 'naam",
        ),
        (HEAD.replace("Contact", "") + ANS, "regel 2: hier staat iets in een kolom zonder naam (kolom 5)"),
        (HEAD + ANS.replace("\n", ";x\n"), "regel 2: hier staat iets in een kolom zonder naam (kolom 7)"),
        (
            "Naam;Organisatie;Rol\nAns;School;mentor\n",
            "regel 1: er is geen kolom 'samenwerking'; voeg die toe",
        ),
        (HEAD + ANS.replace("Ans Verzonnen", ""), "regel 2: 'naam' ontbreekt (kolom 1)"),
        (HEAD + ANS.replace("School", " "), "regel 2: 'organisatie' ontbreekt (kolom 2)"),
        (HEAD + ANS.replace("mentor", "mentr"), "regel 2: rol 'mentr' is onbekend; bedoelt u 'mentor'?"),
        (HEAD + ANS.replace("U0ANS", "ans@school.nl"), "regel 2: 'slack-account': ans@school.nl is geen"),
        (HEAD + ANS.replace("Net A", "Net C"), "regel 2: samenwerking 'Net C' is onbekend; bedoelt u 'Net"),
        (HEAD + ANS.replace("0612345670", "6,12E+08"), "regel 2: Excel heeft hier een getal van gemaakt"),
        (HEAD + ANS.replace("0612345670", "612345670,00"), "regel 2: Excel heeft hier een getal van gemaakt"),
        (HEAD + ANS.replace("0612345670", "612345670"), "regel 2: Excel heeft hier een getal van gemaakt"),
        (HEAD + ANS.replace("School", "#N/B"), "regel 2: hier staat een fout van Excel"),
        (
            HEAD + ANS.replace("School", "Sch\x96ool"),
            "regel 2: 'organisatie' bevat een teken dat",
        ),
        (HEAD + ANS.replace("Ans", '"Ans'), "regel 2: een aanhalingsteken wordt niet gesloten"),
        (HEAD + "\n\n" + ANS + ANS, "regel 5: deze Slack-gebruiker staat er twee keer in (kolom 4)"),
    ],
)
def test_a_fault_is_a_line_with_its_row_and_cell(text: str, said: str) -> None:
    """In the words of the headers."""
    (found,) = complaints(text)
    assert found.startswith(said)


def test_all_faults_are_told_at_once() -> None:
    """Rows count as they stand in the file, with a line break in a cell and a hint before it."""
    text = "sep=;\n" + HEAD + '"Ans\nVerzonnen";School;mentr;U0ANS;;Net A\n;School;mentor;;;Net C\n'
    assert [one.partition(" (")[0].partition(";")[0] for one in complaints(text)] == [
        "regel 3: rol 'mentr' is onbekend",
        "regel 5: 'naam' ontbreekt",
    ]


def take(office: Office, file: Path, partnership: str = "") -> Changes:
    """Import a file."""
    store = office.store
    return import_directory(file, store.engine, store.vault, office.book, partnership=partnership)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_file_becomes_partners_of_a_partnership(
    office: Office, engine: Engine, tmp_path: Path, encoding: str
) -> None:
    """Twice changes nothing; a contact that has no column stays what it was."""
    file = tmp_path / "partners.csv"
    rows = "Naam;Organisatie;Rol;Contact\nZoë Ångström;Lyceum;mentor;0612345670\n"
    file.write_bytes(rows.replace("\n", "\r\n").encode(encoding))
    assert take(office, file, "Jeugdnetwerk Zonnebeek").added == 2
    assert not take(office, file, "Jeugdnetwerk Zonnebeek")
    file.write_bytes("Naam;Organisatie;Rol\nZoë Ångström;Lyceum;mentor\n".encode(encoding))
    assert not take(office, file, "Jeugdnetwerk Zonnebeek")
    with session_for(engine, write=False) as session:
        row = session.exec(select(Partner).where(Partner.organisation == "Lyceum")).one()
        assert (row.name, row.contact) == ("Zoë Ångström", "0612345670")
        assert row in directory.members(session, 1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_no_spreadsheet_of_text_is_one_line(office: Office, tmp_path: Path) -> None:
    """A workbook, a partnership that does not exist, the option with another file."""
    for name, partnership, said in (
        ("partners.xlsx", "", "bewaar de werkmap als CSV UTF-8"),
        ("partners.csv", "Jeugdnetwerk Zonnebek", "is onbekend; bedoelt u 'Jeugdnetwerk Zonnebeek'?"),
        ("partners.yaml", "Jeugdnetwerk Zonnebeek", "--partnership hoort bij een spreadsheet"),
    ):
        file = tmp_path / name
        file.write_text(HEAD + ANS)
        with pytest.raises(Stop) as refused:
            take(office, file, partnership)
        assert said in str(refused.value)


def test_the_template_is_right() -> None:
    """As `docs/beheer.md` names it."""
    text = TEMPLATE.read_bytes().decode("utf-8-sig")
    nets = frozenset({"Jeugdnetwerk Zonnebeek", "MDO De Wende"})
    assert len(read_partners(text, load_rulebook(), nets).partners) == 2
