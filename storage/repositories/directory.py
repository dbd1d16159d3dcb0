"""Who is who: partnerships, partners, memberships and deployment-wide roles.

What every act asks is put together once (`@cache`): building a statement takes longer than running it. Rows
are asked for whole, also those that only join: the session looks at the seal of each (`storage.guarding`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import cache

import sqlalchemy
from sqlalchemy import Executable, bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import Select, SelectOfScalar

from storage.audit_tables import AuditRow
from storage.directory_tables import Membership, Partner, Partnership, RoleGrant
from storage.ground_tables import GroundOpening
from storage.rows import table_of

# Who somebody is, and what is open to them: what an act begins with.
_FIRST_ASKED = tuple(
    f"{table.__tablename__}/" for table in (GroundOpening, Membership, Partner, Partnership, RoleGrant)
)
_MOST_ROWS = 64


def changed_since(session: Session, as_of: int | None) -> bool:
    """Whether the directory or what is open changed after this number of the audit chain, or may have.

    No such row changes without a row of the chain that names it (`Unit.close`), and whoever
    asks has the turn: what the chain does not tell did not happen.
    """
    if as_of is None:
        return True
    told = session.execute(_told_since(), {"as_of": as_of}).scalars().all()
    return len(told) > _MOST_ROWS or any(one.startswith(_FIRST_ASKED) for rows in told for one in rows or ())


@cache
def _told_since() -> Executable:
    audit = table_of(AuditRow).c
    return sqlalchemy.select(audit.rows).where(audit.seq > bindparam("as_of")).limit(_MOST_ROWS + 1)


def partner_of_user(session: Session, user_id: str) -> Partner | None:
    """The active partner bound to this Slack account, if any."""
    return session.exec(_partner_of_user(), params={"user": user_id}).first()


@cache
def _partner_of_user() -> SelectOfScalar[Partner]:
    found = select(Partner).where(Partner.user_id == bindparam("user"), col(Partner.active))
    return found.order_by(col(Partner.id))


def partner(session: Session, partner_id: int) -> Partner | None:
    """One partner by id, active or not."""
    return session.get(Partner, partner_id)


def partners(session: Session, ids: Collection[int]) -> Sequence[Partner]:
    """These partners, in the order of their ids."""
    if not ids:
        return []
    return session.exec(select(Partner).where(col(Partner.id).in_(ids)).order_by(col(Partner.id))).all()


def members(session: Session, partnership_id: int) -> Sequence[Partner]:
    """The active partners of a partnership, by organisation and name."""
    found = session.exec(_members(), params={"partnership": partnership_id})
    return [partner for partner, _ in found]


@cache
def _members() -> Select[Partner, Membership]:
    return (
        select(Partner, Membership)
        .join(Membership, col(Membership.partner_id) == Partner.id)
        .where(Membership.partnership_id == bindparam("partnership"), col(Partner.active))
        .order_by(Partner.organisation, Partner.name)
    )


def partnerships_of(session: Session, partner_id: int) -> Sequence[Partnership]:
    """The active partnerships this partner sits in, by name."""
    found = session.exec(_partnerships_of(), params={"partner": partner_id})
    return [partnership for partnership, _ in found]


@cache
def _partnerships_of() -> Select[Partnership, Membership]:
    return (
        select(Partnership, Membership)
        .join(Membership, col(Membership.partnership_id) == Partnership.id)
        .where(Membership.partner_id == bindparam("partner"), col(Partnership.active))
        .order_by(Partnership.name)
    )


def partnership(session: Session, partnership_id: int) -> Partnership | None:
    """One partnership by id."""
    return session.get(Partnership, partnership_id)


def coordinated_by(session: Session, user_id: str) -> Sequence[Partnership]:
    """The active partnerships of which this user is the coordinator."""
    return session.exec(_coordinated_by(), params={"user": user_id}).all()


@cache
def _coordinated_by() -> SelectOfScalar[Partnership]:
    return select(Partnership).where(Partnership.coordinator == bindparam("user"), col(Partnership.active))


def grants(session: Session, user_id: str) -> frozenset[str]:
    """The deployment-wide roles of a user: beheerder, fg, reviewer."""
    return frozenset(grant.role for grant in session.exec(_grants(), params={"user": user_id}))


@cache
def _grants() -> SelectOfScalar[RoleGrant]:
    return select(RoleGrant).where(RoleGrant.user_id == bindparam("user"))


def users_with(session: Session, role: str) -> Sequence[str]:
    """The Slack accounts that hold this deployment-wide role, in a fixed order."""
    found = select(RoleGrant).where(RoleGrant.role == role).order_by(RoleGrant.user_id)
    return [grant.user_id for grant in session.exec(found)]


def channels(session: Session) -> frozenset[str]:
    """The conversations of all partnerships."""
    return frozenset(one.channel for one in session.exec(select(Partnership)).all())


def move_channel(session: Session, old: str, new: str) -> None:
    """Let the partnership of a channel follow it to another id."""
    for partnership in session.exec(select(Partnership).where(Partnership.channel == old)).all():
        partnership.channel = new
        session.add(partnership)
    session.flush()


def all_partnerships(session: Session) -> Sequence[Partnership]:
    """Every partnership, also those that ended."""
    return session.exec(select(Partnership)).all()


def partnerships(session: Session) -> Sequence[Partnership]:
    """Every active partnership."""
    return session.exec(select(Partnership).where(col(Partnership.active))).all()
