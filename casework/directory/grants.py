"""Who is beheerder, privacy officer or reviewer: given and taken by a beheerder or on the command line.

Nobody gives themselves one, and the last beheerder stays: otherwise nobody could give anything any more.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from casework.errors import Flaw, Invalid
from casework.exceptions.passing_on import pass_on_reviews
from casework.office import Office
from casework.people import Person
from casework.permissions import GRANTS, require_grant
from storage.audit_tables import AuditRow
from storage.directory_tables import RoleGrant
from storage.repositories import directory
from storage.unit_of_work import Unit

BEHEERDER, REVIEWER = "beheerder", "reviewer"
GIVE, TAKE = "grant.give", "grant.take"
TOLD = "grant.told"
OPERATOR = "schakel"  # who did it when it was done on the command line


@dataclass(frozen=True, slots=True)
class Told:
    """What a message about a grant says: whose, which, given or taken, and by which account."""

    user: str
    grant: str
    given: bool
    actor: str


def holders(session: Session) -> Mapping[str, tuple[str, ...]]:
    """The accounts with each grant, in a fixed order."""
    return {grant: tuple(directory.users_with(session, grant)) for grant in GRANTS}


def held(office: Office, person: Person) -> Mapping[str, tuple[str, ...]]:
    """The same, for a beheerder; raises `NotForYou` for anyone else."""
    require_grant(GIVE, person)
    with office.store.reading() as session:
        return holders(session)


def give(office: Office, person: Person, user: str, grant: str, key: str) -> None:
    """A beheerder gives somebody else a grant; raises `Invalid` per field, `NotForYou`."""
    with office.act(key, person) as unit:
        require_grant(GIVE, person)
        if user == person.user_id:
            raise Invalid({"user": Flaw("own_grant")})
        give_in(unit, user, grant, person.user_id)


def take(office: Office, person: Person, user: str, grant: str, key: str) -> None:
    """A beheerder takes a grant away; raises `Invalid` per field, `NotForYou`."""
    with office.act(key, person) as unit:
        require_grant(TAKE, person)
        take_in(unit, user, grant, person.user_id)


def give_in(unit: Unit, user: str, grant: str, actor: str) -> None:
    """The same in a transaction that is open; raises `Invalid` for what is no grant, or held already."""
    _must_be_one(user, grant)
    if unit.session.get(RoleGrant, (user, grant)) is not None:
        raise Invalid({"grant": Flaw("grant_held")})
    unit.session.add(RoleGrant(user_id=user, role=grant))
    unit.session.flush()
    _tell(unit, user, grant, actor, GIVE)


def take_in(unit: Unit, user: str, grant: str, actor: str, *, by_hand: bool = True) -> None:
    """Take a grant away; what waited for a reviewer waits for the next one of the list.

    By hand it stays away until somebody gives it again, whatever a file says. Raises `Invalid` for a grant
    that is not held, and for that of the last beheerder.
    """
    _must_be_one(user, grant)
    row = unit.session.get(RoleGrant, (user, grant))
    if row is None:
        raise Invalid({"grant": Flaw("grant_not_held")})
    if grant == BEHEERDER and len(directory.users_with(unit.session, BEHEERDER)) == 1:
        raise Invalid({"user": Flaw("last_beheerder")})
    unit.session.delete(row)
    unit.session.flush()
    if grant == REVIEWER:
        pass_on_reviews(unit, user)
    _tell(unit, user, grant, actor, TAKE, by_hand=by_hand)


def taken_by_hand(session: Session) -> frozenset[tuple[str, str]]:
    """What somebody took and nobody gave again, as (account, grant), according to the audit."""
    taken: dict[tuple[str, str], bool] = {}
    for row in session.exec(
        select(AuditRow).where(col(AuditRow.act).in_((GIVE, TAKE))).order_by(col(AuditRow.seq))
    ):
        taken[row.facts["user"], row.facts["grant"]] = row.act == TAKE and not row.facts.get("by_file")
    return frozenset(one for one, by_hand in taken.items() if by_hand)


def unnamed(session: Session, named: Collection[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """Who holds which grant without being named in a file, as (account, grant)."""
    found = ((user, grant) for grant, users in holders(session).items() for user in users)
    return tuple(one for one in found if one not in named)


def read_told(dedupe: str) -> Told:
    """What a message about a grant says, according to its key."""
    act, user, grant, actor = dedupe.split("|")[:4]
    return Told(user, grant, act == GIVE, actor)


def _must_be_one(user: str, grant: str) -> None:
    flaws = {name: Flaw("required") for name, typed in (("user", user), ("grant", grant)) if not typed}
    if grant and grant not in GRANTS:
        flaws["grant"] = Flaw("unknown_choice")
    if flaws:
        raise Invalid(flaws)


def _tell(unit: Unit, user: str, grant: str, actor: str, act: str, *, by_hand: bool = True) -> None:
    """The person, and every beheerder but who did it."""
    told = {user, *directory.users_with(unit.session, BEHEERDER)} - {actor}
    for target in sorted(told):
        unit.post(TOLD, target, dedupe="|".join((act, user, grant, actor, unit.now.isoformat(), target)))
    facts = {"user": user, "grant": grant}
    unit.note(actor, act, facts=facts if by_hand else {**facts, "by_file": True})
