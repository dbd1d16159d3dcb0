"""The rulebook in memory: every table, validated once, with the lookups a decision needs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache, cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable

from rules import build_law, build_words
from rules.errors import RulebookError
from rules.holders import ConsenterRow, HolderType, Representative
from rules.matrix import Known, Matrix, read_matrix
from rules.moments import ZONE, local_day
from rules.policy import Policy
from rules.reading import Shelf
from rules.reminding import ReminderRule, read_reminders
from rules.rights import Rights, read_rights
from rules.vocabulary import (
    Category,
    Choice,
    Code,
    Condition,
    Ground,
    Meeting,
    MetBy,
    ProcedureRow,
    Regime,
    Role,
    Term,
    Uncertainty,
)

# The version of the rulebook and the day on which the checks in code last changed what a decision comes out
# as; raised by hand.
PROCEDURE = "2.2026-11-28"


@dataclass(frozen=True)
class Rulebook:
    """All tables by id as they are on one day, and `policy` with the rulebook's own choices.

    `version` names the tables, the procedure and the period exactly; it is kept with every decision (section
    11). `periods` are all there are, from the first, each with the day on which it `begins`.
    """

    version: str
    policy: Policy
    roles: Mapping[str, Role]
    categories: Mapping[str, Category]
    purposes: Mapping[str, Term]
    levels: Mapping[str, Term]
    places: Mapping[str, Term]
    modifiers: Mapping[str, Term]
    not_told: Mapping[str, Term]
    meetings: Mapping[str, Meeting]
    reminders: Mapping[str, ReminderRule]
    conditions: Mapping[str, Condition]
    grounds: Mapping[str, Ground]
    codes: Mapping[str, Code]
    procedure: Mapping[str, ProcedureRow]
    uncertain: Mapping[str, Uncertainty]
    hints: Mapping[str, str]
    holder_types: Mapping[str, HolderType]
    representatives: Mapping[str, Representative]
    people: Mapping[str, str]
    regimes: Mapping[str, Regime]
    consenters: Mapping[tuple[int, bool], ConsenterRow]
    choices: Mapping[str, Choice]
    matrix: Matrix
    rights: Rights
    sources: Mapping[str, str]
    begins: date = date.min
    periods: Sequence[Rulebook] = field(default=(), compare=False, repr=False)

    def on(self, day: date) -> Rulebook:
        """The rules as they are on a local day; these ones where nothing in the tables has a day."""
        begun = [one for one in self.periods if one.begins <= day]
        return begun[-1] if begun else self

    def fixed(self, day: date) -> Rulebook:
        """The rules of one day for whatever day they are asked about, to try what is to come."""
        return replace(self.on(day), periods=())

    @cached_property
    def explicit(self) -> frozenset[str]:
        """Categories that need explicit consent (K6, K7)."""
        return frozenset(one.id for one in self.categories.values() if one.explicit)

    @cached_property
    def police(self) -> frozenset[str]:
        """Categories closed to consent (K8)."""
        return frozenset(one.id for one in self.categories.values() if one.police)

    @cached_property
    def third_party(self) -> frozenset[str]:
        """Categories about somebody else (K9)."""
        return frozenset(one.id for one in self.categories.values() if one.third_party)

    @cached_property
    def forbidden(self) -> frozenset[str]:
        """Categories that never go in the channel (K10)."""
        return frozenset(one.id for one in self.categories.values() if one.forbidden)

    @cached_property
    def identifying(self) -> frozenset[str]:
        """Categories that make an anonymous case re-identifiable (K1, K9, K10)."""
        return frozenset(one.id for one in self.categories.values() if one.identifying)

    @cached_property
    def investigative(self) -> frozenset[str]:
        """Roles that may use what they hear for investigation (P8)."""
        return frozenset(one.id for one in self.roles.values() if one.investigative)

    @cached_property
    def by_code(self) -> Mapping[str, str]:
        """Category ids by their K-code."""
        return {one.code: one.id for one in self.categories.values()}

    def counted_as(self, categories: Iterable[str], regime: str) -> frozenset[str]:
        """What an item counts as: under a police or justice regime as K8 too, whatever its label (5c)."""
        source = self.regimes.get(regime)
        return frozenset(categories) | (self.police if source is not None and source.police else frozenset())

    def in_order(self, categories: frozenset[str]) -> tuple[str, ...]:
        """Categories in the order of their codes."""
        return tuple(one for one in self.categories if one in categories)

    def conditions_met(self, ticks: Mapping[str, str | None], policy: Policy | None = None) -> frozenset[str]:
        """Which ticked conditions are met by what was written with them (P9, section 5b).

        `ticks` maps condition id to its reasoning. The purpose, the categories and saving meet their own
        conditions without a word; all others need `reasoning_length` characters.
        """
        least = (policy or self.policy).reasoning_length
        return frozenset(
            key
            for key, reasoning in ticks.items()
            if (condition := self.conditions.get(key)) is not None
            and (condition.met_by is not MetBy.REASONING or len((reasoning or "").strip()) >= least)
        )


def load_rulebook(directory: Traversable | None = None, day: date | None = None) -> Rulebook:
    """Read and validate rules/tables (or another directory); raises `RulebookError` with every flaw.

    Every period is read, so that what is to come is whole too. The rules are those of `day`, a local date;
    None is today. Called by the composition root, never at import.
    """
    known = _shipped() if directory is None else _periods(directory)
    return known[0].on(day or local_day(datetime.now(ZONE)))


@cache
def _shipped() -> list[Rulebook]:
    """The periods of the tables that come with this version, read once for a process."""
    return _periods(files("rules").joinpath("tables"))


def _periods(tables: Traversable) -> list[Rulebook]:
    """Every period, from the first; each knows them all where there are several."""
    first = Shelf(tables)
    shelves, periods = [first], [_read(first)]
    for turn in sorted(first.turns):
        shelves.append(Shelf(tables, turn))
        periods.append(_read(shelves[-1]))
    flaws = list(dict.fromkeys(flaw for shelf in shelves for flaw in shelf.flaws))
    if flaws:
        raise RulebookError(flaws)
    several = len(periods) > 1
    known: list[Rulebook] = []
    for book, shelf in zip(periods, shelves, strict=True):
        version = _version(shelf, several=several)
        known.append(replace(book, version=version, begins=shelf.day, periods=known if several else ()))
    return known


def _read(shelf: Shelf) -> Rulebook:
    """The tables as they are on the shelf's day; what is wrong with them is noted there."""
    sources = build_words.read_sources(shelf)
    choices = build_words.read_choices(shelf, sources)
    roles = build_words.read_roles(shelf)
    categories = build_words.read_categories(shelf)
    purposes = build_words.read_terms(shelf, "purposes", None)
    levels, places, modifiers = (
        build_words.read_terms(shelf, "signals", one) for one in ("levels", "places", "modifiers")
    )
    hints = build_words.read_hints(shelf)
    persons = shelf.table("persons")
    conditions = build_law.read_conditions(shelf)
    grounds = build_law.read_grounds(shelf, roles, categories, conditions)
    codes = build_words.read_codes(shelf, hints)
    procedure = build_words.read_procedure(shelf, codes)
    regimes = build_law.read_regimes(shelf, persons, roles, grounds)
    book = Rulebook(
        version="",
        policy=build_words.default_policy(shelf, choices, roles),
        roles=roles,
        categories=categories,
        purposes=purposes,
        levels=levels,
        places=places,
        modifiers=modifiers,
        not_told=build_words.read_terms(shelf, "not_told", None),
        meetings=build_law.read_meetings(shelf, roles, grounds, purposes),
        reminders=read_reminders(shelf),
        conditions=conditions,
        grounds=grounds,
        codes=codes,
        procedure=procedure,
        uncertain=build_words.read_uncertain(
            shelf, (*procedure, *grounds, *roles, *choices, *categories, *regimes)
        ),
        hints=hints,
        holder_types=build_law.read_holder_types(shelf, persons, hints),
        representatives=build_law.read_representatives(shelf, persons),
        people=build_law.read_people(shelf, persons),
        regimes=regimes,
        consenters=build_law.read_consenters(shelf),
        choices=choices,
        matrix=read_matrix(shelf, Known(roles, levels, places, modifiers, {})),
        rights=read_rights(shelf, regimes),
        sources=sources,
    )
    build_words.check_references(shelf, book.policy, categories)
    return book


def _version(shelf: Shelf, *, several: bool) -> str:
    digest = hashlib.sha256(str(shelf.day).encode() if several else b"")
    for name in sorted(shelf.texts):
        digest.update(f"{name}\n{shelf.texts[name]}\n".encode())
    return f"{PROCEDURE}+{digest.hexdigest()[:12]}"
