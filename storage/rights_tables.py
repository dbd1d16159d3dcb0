"""The rows of what young people and parents asked about what is kept of them, and what came of it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field

from storage import signal_tables  # noqa: F401  # the rows a foreign key names must be known
from storage.rows import instant, maybe_instant
from storage.vouching import Vouched


class SubjectRight(Vouched, table=True):
    """One right that somebody used about one signal; codes and accounts only, never what was said.

    `kind` is the right and `asker` who asked, as codes; `because` why it closed or was refused. Access needs
    a `second` person, who agreed at `agreed_at`; with `withhold` what came from police, justice or Veilig
    Thuis is left out of it. `was` is the state of the signal before it was closed for this, `outcome` what
    came of it.
    """

    __tablename__ = "subject_right"
    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    signal_id: int = Field(foreign_key="signal.id", index=True)
    kind: str
    asker: str
    because: str | None = None
    withhold: bool = True
    asked_by: str
    asked_at: datetime = instant()
    second: str | None = None
    agreed_at: datetime | None = maybe_instant()
    was: str | None = None
    done_by: str | None = None
    done_at: datetime | None = maybe_instant()
    outcome: str | None = None
