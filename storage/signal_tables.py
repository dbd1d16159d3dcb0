"""The rows of a signal: its stub, its keys, its sealed items, who was tagged, what was disclosed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID, uuid4

from sqlalchemy import Index
from sqlmodel import Field

from storage import directory_tables  # noqa: F401  # the rows a foreign key names must be known
from storage.rows import (
    Row,
    as_json,
    emptied,
    erasable,
    instant,
    maybe_instant,
    one_where,
    raw_bytes,
    sealed,
)
from storage.sealing import Erasable, Sealed
from storage.vouching import Vouched

_ONE_IDENTITY = "kind = 'identity' AND superseded_by IS NULL AND double_of IS NULL"


class SignalState(StrEnum):
    """Where a signal stands; `draft` is its author's alone, `undone` and `erased` are tombstones.

    One that is `restricted` keeps all it has, and shows nobody anything of it (18 AVG).
    """

    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"
    RESTRICTED = "restricted"
    UNDONE = "undone"
    ERASED = "erased"


class Readers(StrEnum):
    """Who reads the card of a signal: all of its partnership's channel, or only whom somebody chose."""

    CHANNEL = "channel"
    CHOSEN = "chosen"


# What still holds what people typed, and has a term for it.
WITH_CONTENT = (SignalState.DRAFT, SignalState.OPEN, SignalState.CLOSED)


class Signal(Vouched, table=True):
    """The stub of a case: number, level, place, area and checked summary; never a detail.

    What people typed is erasable text under the signal's content key. The fields `plain_…` are what the
    release before this one wrote; nothing is put there any more, and the next release drops them.
    `readers` is one of `Readers`: where it is `chosen`, they are its author, lead, coordinator and the tagged
    partners. With `unnamed` its author stands on no card.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)
    undecided: ClassVar[frozenset[str]] = frozenset({"active_at"})

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    author: str = Field(index=True)
    author_partner_id: int = Field(foreign_key="partner.id")
    lead: str | None = None
    level: str
    place: str
    area: Erasable | None = erasable("area_sealed")
    modifiers: list[str] = as_json()
    summary: Erasable | None = erasable("summary_sealed")
    state: str = Field(default=SignalState.OPEN, index=True)
    created_at: datetime = instant()
    active_at: datetime = instant()
    closed_at: datetime | None = maybe_instant()
    outcome: Erasable | None = erasable("outcome_sealed")
    result: Erasable | None = erasable("result_sealed")
    readers: str = Readers.CHANNEL
    unnamed: bool = False
    plain_summary: str = emptied("summary", nullable=False)
    plain_area: str | None = emptied("area", nullable=True)
    plain_outcome: str | None = emptied("outcome", nullable=True)


class SignalKeys(Row, table=True):
    """The two keys of one signal, wrapped by a master key; erasing empties `content_key`."""

    __tablename__ = "signal_keys"

    signal_id: int = Field(foreign_key="signal.id", primary_key=True)
    content_key: bytes | None = raw_bytes(nullable=True)
    accountability_key: bytes | None = raw_bytes(nullable=True)


class Item(Vouched, table=True):
    """One sealed piece of a signal: the identity, or a detail with its own categories and source.

    Who told it, as what and under which regime is bound into the ciphertext (`binds`). What was told wrongly
    is corrected once: `corrects` names it, and it is `superseded_by` this one. A signal is about one young
    person; `double_of` as in `doubles`.
    """

    __table_args__ = (
        Index("ix_item_identity", "signal_id", **one_where(_ONE_IDENTITY)),
        Index("ix_item_corrects", "corrects", unique=True),
    )
    undecided: ClassVar[frozenset[str]] = frozenset({"double_of"})
    binds: ClassVar[tuple[str, ...]] = ("kind", "author", "source_role", "source_regime", "categories")

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    signal_id: int = Field(foreign_key="signal.id", index=True)
    kind: str
    author: str
    source_role: str
    source_regime: str
    categories: list[str] = as_json()
    name: Sealed | None = sealed()
    birth_date: Sealed | None = sealed()
    text: Sealed | None = sealed()
    created_at: datetime = instant()
    superseded_by: UUID | None = None
    corrects: UUID | None = None
    double_of: UUID | None = None


class Tag(Vouched, table=True):
    """A partner tagged with the stub, why, and what the partner answered.

    `directly_involved` says that they carry out the same help (rulebook 5, row 8).
    """

    signal_id: int = Field(foreign_key="signal.id", primary_key=True)
    partner_id: int = Field(foreign_key="partner.id", primary_key=True)
    reason: str
    reaction: str | None = None
    reacted_at: datetime | None = maybe_instant()
    tagged_at: datetime = instant()
    directly_involved: bool = False


class Disclosure(Vouched, table=True):
    """One decision to share: what, with whom, for what, and in which of the three ways.

    `necessary` is whether who shared said that the help of its recipients needs it; None in what was shared
    by a release that did not ask, and goes on as it was decided.
    """

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    signal_id: int = Field(foreign_key="signal.id", index=True)
    mode: str
    purpose: str
    recipients: list[int] = as_json()
    items: list[str] = as_json()
    categories: list[str] = as_json()
    sharer: str
    created_at: datetime = instant()
    ended_at: datetime | None = maybe_instant()
    ended_code: str | None = None
    necessary: bool | None = None


class MatchEntry(Row, table=True):
    """A keyed hash of a normalised identity, for linking signals without reading them."""

    __tablename__ = "match_entry"
    __table_args__ = (Index("ix_match_digest", "digest"),)

    signal_id: int = Field(foreign_key="signal.id", primary_key=True)
    kind: str = Field(primary_key=True)
    digest: bytes = raw_bytes()
