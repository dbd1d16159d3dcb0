"""How much of somebody is in a text: by what it looks like, and by what is known of signals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlmodel import Session

from rules.identifiers import Finding, Kind
from storage import clues
from storage.clues import ClueKind
from storage.repositories import guard

# A message is spoken of from this weight on; what fits a signal of this very channel, from the lower one on.
SPEAK, SPEAK_HERE = 3, 2
# A class alone says little of one pupil, a capital that nobody knows less; a call to the whole channel says
# nothing of anybody.
LOOKS = {Kind.SCHOOL_CLASS: 1, Kind.CAPITAL: 1, Kind.MENTION_ALL: 0}
OTHERWISE, CHANCE = 3, 1

# The hash of each clue in a text, with its weight.
Weights = Mapping[bytes, int]


def speaks(found: Iterable[Finding]) -> bool:
    """Whether a text looks as if somebody can be recognised in it."""
    return max((LOOKS.get(one.kind, OTHERWISE) for one in found), default=0) >= SPEAK


def weights(index_key: bytes, text: str, today: date) -> Weights:
    """What a text could be recognised by."""
    return {clues.digest(index_key, one): weight for one, weight in clues.in_message(text, today).items()}


def fitting(session: Session, said: Weights) -> dict[int, int]:
    """Signals with what of them is in the text: of each kind the heaviest clue.

    Five words alike, which is two runs, may be chance: the first run does not count, and one is too light.
    """
    heaviest: dict[int, dict[str, int]] = {}
    for number, digest, kind in guard.known(session, said.keys()):
        kinds = heaviest.setdefault(number, {})
        # a surname with a slip and as it sounds is one surname
        name = ClueKind.SURNAME if kind == ClueKind.NEAR else kind
        before = kinds.get(name, 0)
        kinds[name] = before + said[digest] if kind == ClueKind.RUN else max(before, said[digest])
    for kinds in heaviest.values():
        kinds[ClueKind.RUN] = max(kinds.get(ClueKind.RUN, 0) - CHANCE, 0)
    return {number: sum(kinds.values()) for number, kinds in heaviest.items()}
