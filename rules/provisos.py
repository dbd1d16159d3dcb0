"""What must still hold for a yes: the smallest list of provisos, found by asking `decide` without each."""

from __future__ import annotations

from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import combinations

from rules.book import Rulebook
from rules.citing import Citation, behind
from rules.codes import Reason
from rules.consenters import Required, who_must_consent
from rules.deciding import decide
from rules.model import Case
from rules.moments import local_day
from rules.policy import Policy
from rules.supposing import STANDS_FOR, Proviso, Supposed, suppose

# What is tried first need not be named: the first to be dropped when the answer holds without it.
_DROPPED_FIRST = (Proviso.DIRECT, Proviso.SOLE_HOLDER, *Proviso)
# These decide who must say yes: failing is not always worse, so both ways are looked at.
_EITHER_WAY = (Proviso.CAPABLE, Proviso.BIRTHDAY)


@dataclass(frozen=True, slots=True)
class Needed:
    """A proviso that must still hold, with the rule it rests on."""

    proviso: Proviso
    citation: Citation


def provisos(this: Supposed, policy: Policy, *, asked_well: bool = False) -> tuple[Needed, ...]:
    """A smallest set of provisos with which the answer is yes, whatever becomes of all the others."""
    failing: set[Proviso] = set()
    for one in _DROPPED_FIRST:
        if all(
            decide(suppose(this, some, asked_well=asked_well), this.book, policy).allowed
            for some in either_way(failing | {one})
        ):
            failing.add(one)
    case = suppose(this, asked_well=asked_well)
    return tuple(Needed(one, _rule(one, case, this.book)) for one in Proviso if one not in failing)


def either_way(failing: Set[Proviso]) -> Iterator[Set[Proviso]]:
    """These failing provisos, with and without each of those for which failing may be the milder case."""
    doubtful = [one for one in _EITHER_WAY if one in failing]
    for count in range(len(doubtful) + 1):
        yield from (failing - set(some) for some in combinations(doubtful, count))


def _rule(proviso: Proviso, case: Case, book: Rulebook) -> Citation:
    """The rule of a proviso; outside 12–15 a young person need not be heard but may object (5c)."""
    reason = STANDS_FOR[proviso]
    if proviso is Proviso.HEARD and not required_in(case, book).hear_youth:
        reason = Reason.YOUTH_OBJECTS
    return behind(reason, case, book)


def required_in(case: Case, book: Rulebook) -> Required:
    return who_must_consent(case.youth, case.gezag, case.sender.regime, local_day(case.now), book)
