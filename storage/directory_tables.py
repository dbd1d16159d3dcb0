"""The rows of the deployment with its directory of partners."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from sqlalchemy import Index
from sqlmodel import Field

from storage.rows import Row, instant, maybe_instant, one_where, raw_bytes
from storage.vouching import Vouched


class Deployment(Row, table=True):
    """One row: which workspace this database belongs to, and its wrapped root secret."""

    id: int = Field(default=1, primary_key=True)
    team_id: str
    root_secret: bytes = raw_bytes()
    created_at: datetime = instant()


class RoleGrant(Vouched, table=True):
    """A deployment-wide role of a Slack user: `beheerder`, `fg` or `reviewer`."""

    __tablename__ = "role_grant"

    user_id: str = Field(primary_key=True)
    role: str = Field(primary_key=True)


class Partnership(Vouched, table=True):
    """A fixed table of partners with its own channel, kind (rulebook 8) and coordinator.

    `purpose` is what sharing is usually for here, None for what the kind says.
    With `tells_of_chosen` its channel hears that a signal exists which only chosen partners read.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    kind: str
    channel: str = Field(unique=True)
    coordinator: str
    active: bool = True
    purpose: str | None = None
    tells_of_chosen: bool = False


class Organisation(Vouched, table=True):
    """Whom partners work for; `folded` is its name under the one folding (`repositories.organisations`)."""

    __table_args__ = ({"sqlite_autoincrement": True},)

    id: int | None = Field(default=None, primary_key=True)
    name: str
    folded: str = Field(unique=True)


class Partner(Vouched, table=True):
    """A person in a role for an organisation; `user_id` binds the Slack account that may read.

    `organisation` is the name of the row `organisation_id`, which is None only until `organisations` settled
    it: the text is what the version before this one reads.

    `person_since` is when a partner without an account got one or another name: whether this is who earlier
    records named, somebody has to say. Of somebody who took the place of another partner it is when: what was
    done with the account before, somebody else did.
    An account is that of one active partner; `double_of` as in `doubles`.
    """

    __table_args__ = (Index("ix_partner_account", "user_id", **one_where("active AND double_of IS NULL")),)
    undecided: ClassVar[frozenset[str]] = frozenset({"double_of"})

    id: int | None = Field(default=None, primary_key=True)
    name: str
    organisation: str
    role: str
    user_id: str | None = Field(default=None, index=True)
    contact: str | None = None
    active: bool = True
    person_since: datetime | None = maybe_instant()
    double_of: int | None = None
    organisation_id: int | None = Field(default=None, foreign_key="organisation.id", index=True)


class Membership(Vouched, table=True):
    """Which partner sits in which partnership."""

    partner_id: int = Field(foreign_key="partner.id", primary_key=True)
    partnership_id: int = Field(foreign_key="partnership.id", primary_key=True)
