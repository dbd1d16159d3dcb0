"""Who decides for a young person, as the tables say (rulebook 3)."""

from __future__ import annotations

from dataclasses import dataclass

from rules.vocabulary import Column, Mode


@dataclass(frozen=True, slots=True)
class HolderType:
    """A kind of holder; `gezag` False marks those who are often taken for one (section 3)."""

    id: str
    name: str
    gezag: bool
    institution: bool
    hint: str
    article: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Representative:
    """Who acts for an adult without capacity; the lowest rank present decides."""

    id: str
    name: str
    rank: int
    columns: tuple[Column, ...]
    also: tuple[str, ...]
    persons: tuple[str, ...]
    article: str
    source: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsenterRow:
    """One row of the table in section 3."""

    first_age: int
    last_age: int
    capable: bool
    avg: Mode
    care: Mode
    hear_youth: bool
    article: str
    care_article: str
    source: tuple[str, ...]
