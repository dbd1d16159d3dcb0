"""What is kept of a young person so that the guard recognises them: keyed hashes, never words."""

from __future__ import annotations

from datetime import date

from storage import clues
from storage.clues import ClueKind
from storage.repositories import guard
from storage.unit_of_work import Unit

IDENTITY = (ClueKind.GIVEN, ClueKind.SURNAME, ClueKind.NEAR, ClueKind.BORN)


def keep_identity(unit: Unit, number: int, name: str | None, born: date | None) -> None:
    """Recognise this signal's young person by this name and date of birth, and no longer by another."""
    guard.forget(unit.session, number, IDENTITY)
    _keep(unit, number, clues.of_identity(name, born))


def keep_details(unit: Unit, number: int, text: str) -> None:
    """Recognise what was told of them when it is told word by word."""
    _keep(unit, number, clues.of_details(text))


def _keep(unit: Unit, number: int, found: frozenset[clues.Clue]) -> None:
    unit.session.flush()
    key = unit.vault.index_key
    guard.keep(unit.session, number, {(clues.digest(key, one), str(one.kind)) for one in found})
