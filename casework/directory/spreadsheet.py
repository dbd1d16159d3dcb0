"""Reads partners from a spreadsheet that was saved as CSV, with the headers that coordinators write.

A row is a partner. In which partnership it sits says a column, or whoever imports the file.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from io import StringIO

from casework.directory.faults import Fault, Place, shown
from casework.directory.reading import BadDirectory, DirectoryFile, check
from casework.directory.schema import clean, nearest, same
from casework.directory.yaml_tree import Fields, Items, Node, Text
from rules.book import Rulebook

# By the first of each a column is called in complaints.
HEADERS: Mapping[str, tuple[str, ...]] = {
    "name": ("naam", "name", "partner", "volledige naam"),
    "organisation": ("organisatie", "organisation", "organization", "instelling", "school"),
    "role": ("rol", "role", "functie"),
    "user": ("slack-account", "slack", "slack-id", "slack id", "slackaccount", "lid-id", "user", "account"),
    "contact": ("contact", "telefoon", "telefoonnummer", "tel", "mobiel", "e-mail", "email", "mail"),
    "partnerships": ("samenwerking", "samenwerkingen", "partnership", "partnerships"),
}
_FIELD = {header: field for field, headers in HEADERS.items() for header in headers}
_NEEDED, _OPTIONAL = ("name", "organisation", "role"), ("user", "contact")
_DELIMITERS = ";\t,"
_HINT = re.compile(r"sep=(.)\s*", re.IGNORECASE)
_FORMULA = re.compile(r'="(.*)"', re.DOTALL)
_MADE_A_NUMBER = re.compile(r"\d[.,]\d+E[+-]?\d+|\d{9}(?:[.,]0+)?", re.IGNORECASE)
# What people put where there is nothing, and the mark with which Excel keeps a number as it was typed.
_NOTHING = re.compile(r"[-–—/?]+|n\.?v\.?t\.?|geen|onbekend|\(leeg\)", re.IGNORECASE)
_MARK = re.compile(r"'(?=[\d+])")
_BROKEN = re.compile(r"#(N/B|N/A|NAAM\?|NAME\?|REF!|VERW!|WAARDE!|VALUE!|DEEL/0!|DIV/0!)")
_QUOTE = "een aanhalingsteken wordt niet gesloten, of staat midden in een cel"
_LOST_ZERO = (
    "Excel heeft hier een getal van gemaakt en laat de 0 vooraan weg; maak van de kolom tekst en typ het "
    "opnieuw"
)
_NO_PARTNERSHIP = (
    "er is geen kolom 'samenwerking'; voeg die toe, of noem de samenwerking met --partnership 'Naam'"
)
_SPLIT = re.compile(r"[,|\n]")


def read_partners(text: str, book: Rulebook, known: Collection[str], partnership: str = "") -> DirectoryFile:
    """The partners of a CSV file, who sit in `partnership` when the file has no column for it.

    `known` are the names of the partnerships that exist. A column in a complaint is counted in cells. Raises
    `BadDirectory` with all faults.
    """
    faults: list[Fault] = []
    rows = _rows(text, faults)
    if not rows:
        raise BadDirectory(faults or [Fault(Place(1, 1), "het bestand is leeg")])
    columns = _columns(rows, faults)
    if faults:
        raise BadDirectory(faults)
    if "partnerships" not in columns and not partnership:
        raise BadDirectory([Fault(rows[0][0], _NO_PARTNERSHIP)])
    made = [_partner(cells, columns, book, known, faults, partnership) for cells in map(_cells, rows[1:])]
    root = Fields(Place(1, 1), {"partners": Items(Place(1, 1), list(made))}, {"partners": Place(1, 1)})
    try:
        found = check(root, book, known, faults)
    except BadDirectory as error:
        raise BadDirectory(map(_in_dutch, error.faults)) from None
    seats = (name for entry in found.partners for name in entry.fields["partnerships"])
    return replace(found, only=frozenset(seats))


Row = tuple[Place, list[str]]


def _rows(text: str, faults: list[Fault]) -> list[Row]:
    """The rows in which something stands, each with the place where it begins."""
    text = text.removeprefix("\ufeff")
    first, _, rest = text.partition("\n")
    hint = _HINT.fullmatch(first)
    skipped = 1 if hint else 0
    text = rest if hint else text
    delimiter = hint[1] if hint else max(_DELIMITERS, key=text.partition("\n")[0].count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    begins = 1 + skipped
    try:
        for cells in reader:
            if any(map(clean, cells)):
                rows.append((Place(begins, 1), cells))
            begins = reader.line_num + 1 + skipped
    except csv.Error:
        faults.append(Fault(Place(begins, 1), _QUOTE))
    return rows


def _columns(rows: list[Row], faults: list[Fault]) -> dict[str, int]:
    """In which cell each field stands; a column without a header counts only when something stands in it."""
    place, headers = rows[0]
    found: dict[str, int] = {}
    for at, header in enumerate(headers):
        field = _FIELD.get(same(header).rstrip(" :*"))
        where = Place(place.line, at + 1)
        if field is None and not clean(header):
            filled = next((row for row, cells in rows[1:] if at < len(cells) and clean(cells[at])), None)
            if filled is not None:
                faults.append(Fault(Place(filled.line, at + 1), "hier staat iets in een kolom zonder naam"))
        elif field is None:
            meant = nearest(same(header), list(_FIELD))
            faults.append(Fault(where, f"kolom '{shown(clean(header))}' is onbekend{meant}"))
        elif field in found:
            faults.append(Fault(where, f"kolom '{HEADERS[field][0]}' staat er twee keer in"))
        else:
            found[field] = at
    faults += [
        Fault(place, f"kolom '{HEADERS[field][0]}' ontbreekt") for field in _NEEDED if field not in found
    ]
    widest = len(headers)
    faults += [
        Fault(Place(row.line, widest + 1), "hier staat iets in een kolom zonder naam")
        for row, cells in rows[1:]
        if any(map(clean, cells[widest:]))
    ]
    return found


def _cells(row: Row) -> list[Text]:
    place, cells = row
    return [Text(Place(place.line, at), _typed(cell)) for at, cell in enumerate(cells, start=1)]


def _typed(cell: str) -> str:
    """What stood in the cell before Excel wrapped it up."""
    formula = _FORMULA.fullmatch(cell.strip())
    return formula[1] if formula else _MARK.sub("", cell, count=1) if _MARK.match(cell) else cell


def _partner(
    cells: list[Text],
    columns: Mapping[str, int],
    book: Rulebook,
    known: Collection[str],
    faults: list[Fault],
    partnership: str,
) -> Fields:
    line = cells[0].place
    values: dict[str, Node] = {}
    for field, at in columns.items():
        cell = cells[at] if at < len(cells) else Text(Place(line.line, at + 1), "")
        if _BROKEN.fullmatch(cell.text.strip()):
            faults.append(Fault(cell.place, "hier staat een fout van Excel; typ wat er moet staan"))
        if field == "contact" and _MADE_A_NUMBER.fullmatch(cell.text.strip()):
            faults.append(Fault(cell.place, _LOST_ZERO))
        nothing = field in _OPTIONAL and _NOTHING.fullmatch(cell.text.strip())
        values[field] = replace(cell, text="") if nothing else cell
    values["role"] = _role(cells, columns, book)
    seats = values.get("partnerships")
    named = seats.text if isinstance(seats, Text) and clean(seats.text) else partnership
    place = seats.place if isinstance(seats, Text) else line
    values["partnerships"] = Items(place, [Text(place, one) for one in _named(named, known)])
    return Fields(line, values, dict.fromkeys(values, line))


def _role(cells: list[Text], columns: Mapping[str, int], book: Rulebook) -> Text:
    """The role by its id, or by what it is called in Slack."""
    at = columns["role"]
    cell = cells[at] if at < len(cells) else Text(Place(cells[0].place.line, at + 1), "")
    called = {same(role.name): name for name, role in book.roles.items()}
    typed = same(cell.text)
    return replace(cell, text=called.get(typed, typed.replace(" ", "_")))


def _named(typed: str, known: Collection[str]) -> Iterator[str]:
    """One name, or several with commas between them; a known name with a comma in it is one."""
    if clean(typed) in known:
        yield typed
        return
    yield from (one for one in _SPLIT.split(typed) if clean(one))


def _in_dutch(fault: Fault) -> Fault:
    complaint = fault.complaint
    for field, headers in HEADERS.items():
        complaint = complaint.replace(f"'{field}'", f"'{headers[0]}'")
    return replace(fault, complaint=complaint)
