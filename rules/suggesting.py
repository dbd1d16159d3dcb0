"""Which partners to tag with a signal's stub, each with its reasons (rulebook section 8)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field

from rules.book import Rulebook
from rules.matrix import IF_MEASURE, PLACE_ROLE, AgeRow, Matrix, MatrixRow
from rules.policy import Policy

_GI = "gi"
_MEASURE = "M6"
_NEVER = "never"
_LOWEST = "N0"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A role with the ids of the rows that name it; `Rulebook.matrix.sentences` has their Dutch."""

    role: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Advice:
    """At most five suggestions first, the rest on demand, and pointers that are not roles.

    `hints` are `112`, `E01`, `aandachtsfunctionaris`, `eigen_aandachtsfunctionaris` and
    `gi_if_measure` (sentence id `hint.<hint>`); `notes` are sentence ids about the age.
    """

    first: tuple[Suggestion, ...]
    rest: tuple[Suggestion, ...]
    hints: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(slots=True)
class _Ranking:
    """Roles in the order they were first named, with every row that named them."""

    named: dict[str, list[str]] = field(default_factory=dict)
    hints: list[str] = field(default_factory=list)

    def name(self, roles: Iterable[str], reason: str) -> None:
        for role in roles:
            reasons = self.named.setdefault(role, [])
            if reason not in reasons:
                reasons.append(reason)

    def hint(self, hints: Iterable[str]) -> None:
        self.hints.extend(hint for hint in hints if hint not in self.hints)


def suggest(
    level: str,
    place: str,
    age: int | None,
    modifiers: Collection[str],
    author_role: str,
    book: Rulebook,
    *,
    policy: Policy | None = None,
    absence: bool = False,
) -> Advice:
    """Suggest partners from level × place × age × modifiers; "" is a place that is not known yet.

    `age` in years, None leaves the age rows out; `absence` says the signal is about verzuim. The first
    role of each modifier comes first, then level and place, then what modifiers and age add. The
    author's own role and RIEC are never suggested; a role model always stands in the rest.
    """
    matrix = book.matrix
    chosen = [one for one in book.modifiers if one in modifiers]
    ranking = _Ranking()
    _name_modifiers(ranking, matrix, chosen)
    for row in _level_rows(matrix, level, place, chosen, absence=absence):
        ranking.name((role for role in row.roles if role not in (PLACE_ROLE, IF_MEASURE)), row.id)
    _name_measure(ranking, matrix.base[level], chosen)
    ages = [row for row in matrix.age if age is not None and row.first_age <= age <= row.last_age]
    for age_row in ages:
        ranking.name((*age_row.add_at[""], *age_row.add_at[level]), age_row.id)
    named = _by_age(ranking.named, ages)
    barred = {author_role} | {role.id for role in book.roles.values() if role.receives == _NEVER}
    optional = Suggestion(matrix.always.roles[0], (matrix.always.id,))
    ordered = [
        Suggestion(role, tuple(reasons))
        for role, reasons in named.items()
        if role not in barred and role != optional.role
    ]
    limit = (policy or book.policy).suggestions
    rest = ordered[limit:] + ([optional] if optional.role != author_role else [])
    notes = tuple(f"{row.id}.note" for row in ages if row.note)
    return Advice(tuple(ordered[:limit]), tuple(rest), tuple(ranking.hints), notes)


def _name_modifiers(ranking: _Ranking, matrix: Matrix, chosen: list[str]) -> None:
    """Put the first role of each modifier in front and take its hints; the rest comes with `_level_rows`."""
    for modifier in chosen:
        row = matrix.modifier[modifier]
        ranking.name(row.roles[:1], row.id)
        ranking.hint(row.hints)


def _level_rows(
    matrix: Matrix, level: str, place: str, chosen: list[str], *, absence: bool
) -> Iterator[MatrixRow]:
    """The rows that apply, in order: who knows the place, level, who joins there later, modifiers.

    Place rows that start at a higher level come after the level's own, so that the first five do not
    all come from one domain.
    """
    base = matrix.base[level]
    at_place = [
        row
        for row in (matrix.place.get(place, ()) if PLACE_ROLE in base.roles else ())
        if level >= row.min_level and (absence or not row.absence) and row.modifier in ("", *chosen)
    ]
    yield from (row for row in at_place if row.min_level == _LOWEST)
    yield base
    yield from (row for row in at_place if row.min_level != _LOWEST)
    for modifier in chosen:
        yield matrix.modifier[modifier]


def _name_measure(ranking: _Ranking, base: MatrixRow, chosen: list[str]) -> None:
    """`gi_if_measure`: the GI with M6, otherwise only a pointer."""
    if IF_MEASURE not in base.roles:
        ranking.hint(base.hints)
    elif _MEASURE in chosen:
        ranking.name((_GI,), base.id)
    else:
        ranking.hint(base.hints)


def _by_age(named: dict[str, list[str]], ages: list[AgeRow]) -> dict[str, list[str]]:
    """Replace and remove what does not fit the age; a replacement takes the place of the replaced."""
    for row in ages:
        replaced: dict[str, list[str]] = {}
        for role, reasons in named.items():
            into = row.replace.get(role, role)
            replaced[into] = [*replaced.get(into, []), *reasons]
        named = {role: reasons for role, reasons in replaced.items() if role not in row.remove}
    return named
