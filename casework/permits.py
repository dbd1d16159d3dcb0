"""Why sealed text may be opened, and the leave to do so, which the gate alone makes."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from casework.errors import CaseworkError
from storage.signal_tables import SignalKeys

# The young person asked to use nothing of it for now (18 AVG).
RESTRICTED = "SIGNAL_RESTRICTED"


class Access(StrEnum):
    """Why sealed text may be opened."""

    ALLOW = "ALLOW"
    OWN = "OWN"
    REVIEW = "REVIEW"
    RIGHTS = "RIGHTS"


class NoPermit(CaseworkError):
    """Sealed text was asked for without a permit that covers it; always a programming error."""


@dataclass(frozen=True, slots=True, repr=False)
class Permit:
    """Leave to open the named items until an instant; made by the gate only."""

    access: Access
    keys: SignalKeys
    rows: frozenset[tuple[str, str]]
    until: datetime
    mint: object = field(compare=False)
