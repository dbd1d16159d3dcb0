"""Who may judge an exception: on the list, known here, and a stake in none of it (architecture 6)."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session

from casework.errors import Flaw
from casework.people import Person, partner_ref, same_person
from storage.directory_tables import Partner
from storage.repositories import directory
from storage.repositories.accounts import closed_partners

REVIEWER = "reviewer"


def reviewers_for(session: Session, invoker: Person, recipients: Collection[int]) -> tuple[str, ...]:
    """The Slack accounts on the reviewers' list that are independent here, in a fixed order."""
    gone = {one.user_id for one in directory.partners(session, closed_partners(session))}
    listed = [one for one in directory.users_with(session, REVIEWER) if one not in gone]
    return tuple(one for one in listed if why_not(session, one, invoker.user_id, recipients) is None)


def why_not(session: Session, reviewer: str, invoker: str, recipients: Collection[int]) -> Flaw | None:
    """What keeps this account from judging, or None.

    `recipients` are the ids of the partners who would receive. Somebody with a second account is the
    same person: partners of one name in one organisation.
    """
    if REVIEWER not in directory.grants(session, reviewer):
        return Flaw("reviewer_not_listed")
    if one_person(session, reviewer, invoker):
        return Flaw("reviewer_is_invoker")
    receiving = directory.partners(session, recipients)
    if any(_is_partner(session, reviewer, one) for one in receiving):
        return Flaw("reviewer_is_recipient")
    return None


def one_person(session: Session, one: str, other: str) -> bool:
    """Whether two accounts are one account, or one person with a second."""
    if one == other:
        return True
    mine = directory.partner_of_user(session, other)
    return mine is not None and _is_partner(session, one, mine)


def _is_partner(session: Session, user: str, partner: Partner) -> bool:
    if partner.user_id == user:
        return True
    mine = directory.partner_of_user(session, user)
    return mine is not None and same_person(partner_ref(mine), partner_ref(partner))
