"""The row that outlives the content of a signal only to say when the rest must go."""

from __future__ import annotations

from sqlmodel import Field

from storage import signal_tables  # noqa: F401  # the rows a foreign key names must be known
from storage.rows import Row, sealed
from storage.sealing import Sealed


class RecordTerm(Row, table=True):
    """The day on which the records of an erased signal go because somebody comes of age.

    Only where that is before their own term ends; sealed under the accountability key, for it is a birthday.
    """

    __tablename__ = "record_term"

    signal_id: int = Field(foreign_key="signal.id", primary_key=True)
    of_age: Sealed | None = sealed()
