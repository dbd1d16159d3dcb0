"""The suggestion matrix of section 8 as typed rows: which roles at which signal, and why."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from rules.reading import Row, Shelf

PLACE_ROLE = "place_role"
IF_MEASURE = "gi_if_measure"


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """Roles of one row in their order; `hints` are what the row points at besides roles."""

    id: str
    roles: tuple[str, ...]
    hints: tuple[str, ...]
    reason: str
    source: tuple[str, ...]
    min_level: str = "N0"
    absence: bool = False
    modifier: str = ""


@dataclass(frozen=True, slots=True)
class AgeRow:
    """What an age adds, removes and replaces; `add_at` is per level, `` for every level."""

    id: str
    first_age: int
    last_age: int
    remove: frozenset[str]
    replace: Mapping[str, str]
    add_at: Mapping[str, tuple[str, ...]]
    reason: str
    note: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole matrix; `sentences` turns a reason, hint or note id into Dutch."""

    base: Mapping[str, MatrixRow]
    place: Mapping[str, tuple[MatrixRow, ...]]
    age: tuple[AgeRow, ...]
    modifier: Mapping[str, MatrixRow]
    always: MatrixRow
    sentences: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Known:
    """The ids the matrix may refer to."""

    roles: Collection[str]
    levels: Collection[str]
    places: Collection[str]
    modifiers: Collection[str]
    hints: Mapping[str, str]


def read_matrix(shelf: Shelf, known: Known) -> Matrix:
    """Read suggestions.toml; flaws are gathered on the shelf."""
    file = shelf.table("suggestions")
    hints = file.get("hints")
    texts = {str(key): str(text) for key, text in hints.items()} if isinstance(hints, dict) else {}
    if not texts:
        shelf.flaws.append("suggestions.toml: [hints] is missing")
    known = Known(known.roles, known.levels, known.places, known.modifiers, texts)
    base = {row.id: _row(row, "base", known) for row in shelf.rows("suggestions", file.get("base"), "base")}
    modifier = {
        row.id: _row(row, "modifier", known)
        for row in shelf.rows("suggestions", file.get("modifier"), "modifier")
    }
    place = _places(shelf, file.get("place"), known)
    age = tuple(_age(row, known) for row in shelf.rows("suggestions", file.get("age"), "age"))
    always = _row(shelf.row("suggestions.toml", "always", file.get("always")), "", known)
    _complete(shelf, "base", base, known.levels)
    _complete(shelf, "place", place, known.places)
    _complete(shelf, "modifier", modifier, known.modifiers)
    rows = [*base.values(), *modifier.values(), always, *(row for rows in place.values() for row in rows)]
    return Matrix(base, place, age, modifier, always, _sentences(rows, age, texts))


def _row(row: Row, section: str, known: Known) -> MatrixRow:
    names = row.texts("roles")
    marked = {name[1:] for name in names if name.startswith("!")}
    hints = tuple(name.removeprefix("!") for name in names if name.startswith("!") or name == IF_MEASURE)
    roles = tuple(name for name in names if name[1:] not in marked)
    row.check("roles", [one for one in roles if one not in (PLACE_ROLE, IF_MEASURE)], known.roles)
    row.check("roles", hints, known.hints)
    made = MatrixRow(
        id=f"{section}.{row.id}".removeprefix("."),
        roles=roles,
        hints=hints,
        reason=row.text("reason"),
        source=row.source(),
        min_level=row.text("min_level", optional=True) or "N0",
        absence=row.flag("absence"),
        modifier=row.text("modifier", optional=True),
    )
    row.check("min_level", [made.min_level], known.levels)
    row.check("modifier", [made.modifier] if made.modifier else [], known.modifiers)
    row.done()
    return made


def _places(shelf: Shelf, table: object, known: Known) -> dict[str, tuple[MatrixRow, ...]]:
    if not isinstance(table, Mapping):
        shelf.flaws.append("suggestions.toml: [[place]] is missing")
        return {}
    made: dict[str, tuple[MatrixRow, ...]] = {}
    for place, rows in table.items():
        made[place] = tuple(
            _row(row, f"place.{place}", known) for row in shelf.listed(f"suggestions.toml {place}", rows)
        )
    return made


def _age(row: Row, known: Known) -> AgeRow:
    swap = row.cell("replace") or {}
    replace = {str(k): str(v) for k, v in swap.items()} if isinstance(swap, Mapping) else {}
    row.check("replace", [*replace, *replace.values()], known.roles)
    add_at = {"": row.ids("add", known.roles, optional=True)}
    for level in known.levels:
        add_at[level] = row.ids(f"add_{level}", known.roles, optional=True)
    made = AgeRow(
        id=f"age.{row.id}",
        first_age=row.required_number("from"),
        last_age=row.required_number("to"),
        remove=frozenset(row.ids("remove", known.roles, optional=True)),
        replace=replace,
        add_at=add_at,
        reason=row.text("reason"),
        note=row.text("note", optional=True),
        source=row.source(),
    )
    row.done()
    return made


def _complete(shelf: Shelf, section: str, rows: Collection[str], ids: Collection[str]) -> None:
    for missing in sorted(set(ids) - set(rows)):
        shelf.flaws.append(f"suggestions.toml: [{section}.{missing}] is missing")
    for unknown in sorted(set(rows) - set(ids)):
        shelf.flaws.append(f"suggestions.toml: [{section}.{unknown}] is in no vocabulary")


def _sentences(rows: Iterable[MatrixRow], ages: Iterable[AgeRow], hints: Mapping[str, str]) -> dict[str, str]:
    sentences = {row.id: row.reason for row in rows}
    for row in ages:
        sentences |= {row.id: row.reason} | ({f"{row.id}.note": row.note} if row.note else {})
    return sentences | {f"hint.{hint}": text for hint, text in hints.items()}
