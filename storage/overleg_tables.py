"""The rows of an overleg: the series, what was changed about one time, who comes, what came of it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Index, false, text
from sqlmodel import Field, SQLModel

from storage import signal_tables  # noqa: F401  # the rows a foreign key names must be known
from storage.rows import Row, emptied, erasable, instant, maybe_instant, raw_bytes
from storage.sealing import Erasable


def _signals_named() -> Any:
    return Field(default_factory=list, sa_column=Column(JSON, nullable=False, server_default=text("'[]'")))


class Overleg(SQLModel, table=True):
    """A series: its rhythm on the wall clock, who organises and chairs, which reminders it gets.

    `organiser` and `chair` are Slack accounts. `planned_until` is the last planned date whose reminders
    stand in the outbox; `sequence` goes up with every change, for calendars, and `closings` each time that
    closed days came or went. Nothing is planned after `last_day`. `ended_with_partnership` tells a series
    that ended because its partnership left from one that a person cancelled.
    """

    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", index=True)
    title: str
    first_day: date
    last_day: date | None = None
    starts_at: time
    zone: str
    minutes: int
    frequency: str
    on_closed: str
    location: str | None = None
    organiser: str = Field(index=True)
    chair: str = Field(index=True)
    reminders: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    sequence: int = 0
    closings: int = Field(default=0, sa_column_kwargs={"server_default": text("0")})
    planned_until: date | None = Field(default=None, index=True)
    created_by: str
    created_at: datetime = instant()
    cancelled_at: datetime | None = maybe_instant()
    ended_with_partnership: bool = Field(default=False, sa_column_kwargs={"server_default": false()})


class OverlegParticipant(SQLModel, table=True):
    """Which partner is invited to a series."""

    __tablename__ = "overleg_participant"

    overleg_id: int = Field(foreign_key="overleg.id", primary_key=True)
    partner_id: int = Field(foreign_key="partner.id", primary_key=True, index=True)


class OccurrenceChange(SQLModel, table=True):
    """What people changed about one time, named by its planned date: moved, skipped, another chair."""

    __tablename__ = "occurrence_change"

    overleg_id: int = Field(foreign_key="overleg.id", primary_key=True)
    planned: date = Field(primary_key=True)
    day: date | None = Field(default=None, index=True)
    starts_at: time | None = None
    skipped: bool = False
    chair: str | None = None
    sequence: int = 0
    changed_by: str
    changed_at: datetime = instant()


class Presence(SQLModel, table=True):
    """What somebody answered for one time, and who comes in their place."""

    overleg_id: int = Field(foreign_key="overleg.id", primary_key=True)
    planned: date = Field(primary_key=True)
    user_id: str = Field(primary_key=True)
    present: bool
    deputy: str | None = None
    answered_at: datetime = instant()


class OccasionKey(Row, table=True):
    """The wrapped key of what people typed for one planned time; it goes when that is forgotten."""

    __tablename__ = "occasion_key"

    overleg_id: int = Field(foreign_key="overleg.id", primary_key=True)
    planned: date = Field(primary_key=True)
    key: bytes = raw_bytes()


class AgendaItem(Row, table=True):
    """Something a member put on the agenda of one time, in checked text.

    The text is sealed by `storage.occasions`, also under the keys of the `signals` that it names. The field
    `plain_text` is what the release before this one wrote, as in `Signal`.
    """

    __tablename__ = "agenda_item"
    __table_args__ = (Index("ix_agenda_item_occurrence", "overleg_id", "planned"),)

    id: int | None = Field(default=None, primary_key=True)
    overleg_id: int = Field(foreign_key="overleg.id")
    planned: date
    signals: list[int] = _signals_named()
    text: Erasable | None = erasable("text_sealed")
    plain_text: str = emptied("text", nullable=False)
    added_by: str
    added_at: datetime = instant()


class OverlegDecision(SQLModel, table=True):
    """Which sealed item of which signal holds a decision of one time."""

    __tablename__ = "overleg_decision"
    __table_args__ = (Index("ix_overleg_decision_occurrence", "overleg_id", "planned"),)

    item_id: UUID = Field(foreign_key="item.id", primary_key=True)
    overleg_id: int = Field(foreign_key="overleg.id")
    planned: date
    signal_id: int = Field(foreign_key="signal.id", index=True)


class ActionPoint(Row, table=True):
    """Who does what before when, in text sealed like an agenda item; open until somebody says it is done."""

    __tablename__ = "action_point"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    overleg_id: int = Field(foreign_key="overleg.id", index=True)
    planned: date
    signals: list[int] = _signals_named()
    text: Erasable | None = erasable("text_sealed")
    plain_text: str = emptied("text", nullable=False)
    owner: str = Field(index=True)
    due: date
    created_by: str
    created_at: datetime = instant()
    done_by: str | None = None
    done_at: datetime | None = maybe_instant()


class ClosedPeriod(SQLModel, table=True):
    """Days on which no overleg is held besides public holidays, such as a school holiday.

    `source` is the name of the calendar file that brought them, empty when nobody noted it.
    """

    __tablename__ = "closed_period"
    __table_args__ = {"sqlite_autoincrement": True}

    id: int | None = Field(default=None, primary_key=True)
    source: str
    name: str
    first_day: date = Field(index=True)
    last_day: date
