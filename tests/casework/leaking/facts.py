"""What the game knows of one partner, consent, item, exception, signal or disclosure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from rules.model import (
    Capacity,
    Consent,
    ExceptionRecord,
)

Named = TypeVar("Named", Consent, ExceptionRecord)


@dataclass(slots=True)
class PartnerFact:
    """A partner in the directory."""

    id: int
    user: str
    role: str
    partnerships: tuple[int, ...]
    active: bool = True
    since: datetime | None = None
    organisation: str = ""


@dataclass(slots=True)
class OpeningFact:
    """A hidden ground, or sharing within one organisation, that the privacy officer asked to open."""

    ground: str
    second: str
    agreed: bool = False
    closed: bool = False

    @property
    def waits(self) -> bool:
        """Whether nobody answered yet."""
        return not self.agreed and not self.closed


@dataclass(slots=True, eq=False)
class ConsentFact:
    """A record about consent, who made it, and who stands behind it beside them.

    `recorder` is the partner, `same` are those of whom was said, and when, that they are who was named.
    """

    record: Consent
    recorder: int
    at: datetime
    confirmed: bool = False
    same: dict[int, datetime] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class ItemFact:
    """One piece that somebody told; `tokens` are the texts by which it is known again."""

    tokens: tuple[str, ...]
    categories: tuple[str, ...]
    regime: str
    author: str
    born: date | None = None
    identity: bool = False
    in_force: bool = True
    writer: int = 0


@dataclass(slots=True)
class ExceptionFact:
    """A recorded ground; `record` is what decides, the rest says who may look at it."""

    number: int
    signal: int
    record: ExceptionRecord
    reviewer: str | None
    recorder: int
    at: datetime
    judged: bool = False
    confirmed: bool = False
    same: dict[int, datetime] = field(default_factory=dict)
    to_complete: tuple[str, ...] = ()

    @property
    def pending(self) -> bool:
        """Whether its reviewer still has to say something."""
        return not self.judged and not self.record.revoked


@dataclass(slots=True)
class SignalFact:
    """A signal with everything people did about it."""

    number: int
    partnership: int
    channel: str
    author: str
    author_partner: int
    created_at: datetime
    state: str = "open"
    items: list[ItemFact] = field(default_factory=list)
    tags: dict[int, str | None] = field(default_factory=dict)
    holders: tuple[str, ...] = ()
    verified: bool = False
    holders_by: str = ""
    capacity: Capacity = Capacity.UNKNOWN
    representatives: tuple[str, ...] = ()
    same_help: frozenset[int] = frozenset()
    lead: str = ""
    consents: list[ConsentFact] = field(default_factory=list)
    was: str = "open"
    asked: int = 0

    @property
    def in_force(self) -> list[ItemFact]:
        """What was told and not replaced."""
        return [one for one in self.items if one.in_force]

    @property
    def born(self) -> date | None:
        """The date of birth as last told."""
        return next((one.born for one in reversed(self.in_force) if one.identity), None)

    @property
    def involved(self) -> set[int]:
        """Whoever has a part in this case."""
        return {one for one, said in self.tags.items() if said != "not_mine"} | {self.author_partner}


@dataclass(slots=True)
class DisclosureFact:
    """A decision to share, as the person who made it meant it."""

    number: int
    signal: int
    mode: str
    purpose: str
    named: tuple[int, ...]
    items: tuple[ItemFact, ...]
    sharer: str
    sharer_id: int
    necessary: bool = True


@dataclass(slots=True)
class Reasoning:
    """A text about a ground; `about` is the exception whose reviewer may read it too."""

    readers: frozenset[str]
    signal: int
    about: int | None = None
