"""Two signals together, always written with the lower number first: `S-1 S-2`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from casework.refs import number, ref

_APART = re.compile(r"[\s,+&]+")
_BETWEEN = frozenset(["en", "and", "met", "with"])


@dataclass(frozen=True, slots=True)
class Pair:
    """Two different signals by number."""

    low: int
    high: int

    @property
    def ref(self) -> str:
        """What buttons carry (wire 4)."""
        return f"{self.low_ref} {self.high_ref}"

    @property
    def mark(self) -> str:
        """One word, for posts and the audit; unlike a signal's own reference, so it is in no one's log."""
        return f"{self.low_ref}+{self.high_ref}"

    @property
    def low_ref(self) -> str:
        """The signal that came first."""
        return ref("S", self.low)

    @property
    def high_ref(self) -> str:
        """The signal that came later."""
        return ref("S", self.high)

    @property
    def numbers(self) -> tuple[int, int]:
        """Both numbers."""
        return self.low, self.high

    def other(self, one: int) -> int:
        """The signal on the other side."""
        return self.high if one == self.low else self.low


def pair_of(one: int, other: int) -> Pair:
    """The pair of two signals in either order."""
    return Pair(min(one, other), max(one, other))


def read_pair(text: str) -> Pair | None:
    """The pair that somebody typed or a button carries ("S-1 S-2", "s2 en s1"); None for anything else."""
    words = [word for word in _APART.split(text) if word and word.lower() not in _BETWEEN]
    match [number("S", word) for word in words]:
        case [int(one), int(other)] if one != other:
            return pair_of(one, other)
    return None
