"""What can be found in a text: a kind and a place, never the words themselves."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What identifies somebody; the soft kinds are only asked about."""

    BSN = "bsn"
    PHONE = "phone"
    EMAIL = "email"
    IBAN = "iban"
    ADDRESS = "address"
    POSTCODE = "postcode"
    BIRTH_DATE = "birth_date"
    HANDLE = "handle"
    PLATE = "plate"
    OWN_NAME = "own_name"
    MENTION_ALL = "mention_all"
    NAME = "name"
    CAPITAL = "capital"
    INITIALS = "initials"
    SCHOOL_CLASS = "school_class"
    UNEXPLAINED_DATE = "unexplained_date"


SOFT = frozenset({Kind.NAME, Kind.CAPITAL, Kind.INITIALS, Kind.SCHOOL_CLASS, Kind.UNEXPLAINED_DATE})


@dataclass(frozen=True, slots=True)
class Finding:
    """One place in the text: `start` and `end` are offsets in the text as given."""

    kind: Kind
    start: int
    end: int

    @property
    def hard(self) -> bool:
        """Whether the text is refused; a soft finding is asked about once."""
        return self.kind not in SOFT
