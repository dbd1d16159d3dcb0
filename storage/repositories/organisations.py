"""Which organisations there are: two spellings under one folding are one of them.

The folding is narrow, because colleagues of one organisation may share more (P27): what it takes for two only
asks somebody to spell alike. Two organisations that are called the same are one until somebody gives one of
them a name of its own, with its place for example; who is added beside colleagues is told so.
"""

from __future__ import annotations

import re
from functools import cache

from sqlalchemy import bindparam
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from rules.folding import bare
from storage.directory_tables import Organisation, Partner

_PART = re.compile(r"[^\W\d_]+|\d+|\+")
_INITIALS = re.compile(r"\b([^\W\d_]) (?=[^\W\d_]\b)")


def folded(name: str) -> str:
    """By what two names are one organisation: the same words and numbers in order, whatever stands between.

    Letters that stand alone are one word: O.B.S. is OBS. A plus tells apart: Zorg and Zorg+ are two.
    """
    parts = " ".join(_PART.findall(bare(name)))
    return _INITIALS.sub(r"\1", parts) or bare(name).strip()


def called(session: Session, name: str) -> Organisation | None:
    """The organisation with this name however it is spelt."""
    return session.exec(_called(), params={"folded": folded(name)}).first()


@cache
def _called() -> SelectOfScalar[Organisation]:
    return select(Organisation).where(Organisation.folded == bindparam("folded"))


def belong(session: Session, partner: Partner, name: str) -> None:
    """Let a partner belong to the organisation with this name, which keeps the spelling that it has.

    Who is its only partner spells it as they like.
    """
    found = called(session, name)
    if found is None:
        found = Organisation(name=name, folded=folded(name))
    elif found.name != name and partner.organisation_id == found.id and not _others(session, found, partner):
        found.name = name
    session.add(found)
    session.flush()
    partner.organisation, partner.organisation_id = found.name, found.id
    session.add(partner)


def rename(session: Session, name: str) -> bool:
    """Spell the organisation with this name so, for all its partners; whether that changed anything."""
    found = called(session, name)
    if found is None or found.name == name:
        return False
    found.name = name
    session.add(found)
    for partner in session.exec(select(Partner).where(Partner.organisation_id == found.id)).all():
        partner.organisation = name
        session.add(partner)
    session.flush()
    return True


def _others(session: Session, found: Organisation, partner: Partner) -> bool:
    rows = select(Partner).where(Partner.organisation_id == found.id, col(Partner.id) != partner.id)
    return session.exec(rows.limit(1)).first() is not None


def homeless(session: Session) -> list[Partner]:
    """The partners whose organisation is only a text, in the order in which they came."""
    found = select(Partner).where(col(Partner.organisation_id).is_(None)).order_by(col(Partner.id))
    return list(session.exec(found).all())


def partners(session: Session, organisation: int) -> list[Partner]:
    """Its active partners, by name."""
    found = select(Partner).where(Partner.organisation_id == organisation, col(Partner.active))
    return sorted(session.exec(found), key=lambda one: (one.name.casefold(), one.id or 0))
