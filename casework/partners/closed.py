"""An account is closed at Slack: the coordinators hear whose, and what waits for somebody else.

The message to them is also what remembers it, until the account is opened again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from casework.goals.file import LETTERS as GOAL
from casework.office import Office
from casework.people import PartnerRef, partner_ref
from casework.ports import Standing
from casework.refs import ref
from storage import outbox
from storage.repositories import directory, goals, overleggen, signals
from storage.repositories.accounts import CLOSED_KEY, closed_partners

LETTER = "P"
CLOSED = "partner.closed"
# What an account that opens again may be.
_OPEN = frozenset({Standing.MEMBER, Standing.GUEST, Standing.SINGLE_GUEST})


@dataclass(frozen=True, slots=True)
class Held:
    """What waits for somebody else: as what they held it, and its number."""

    as_what: Literal["organiser", "chair", "goal", "signal"]
    ref: str


@dataclass(frozen=True, slots=True)
class Closed:
    """Whose account was closed, and what they hold where one coordinates.

    `reviews` says that they are on the list of reviewers.
    """

    partner: PartnerRef
    held: tuple[Held, ...]
    reviews: bool


def account_changed(office: Office, user_id: str, standing: Standing) -> None:
    """Slack told what an account is now: closed, its coordinators hear so once; open again, that is over."""
    if standing is not Standing.GONE and standing not in _OPEN:
        return
    with office.store.reading() as session:
        partner = directory.partner_of_user(session, user_id)
        number = partner.id if partner is not None else None
        known = number in closed_partners(session)
    if number is None or known == (standing is Standing.GONE):
        return
    with office.job() as unit:
        this = ref(LETTER, number)
        if standing in _OPEN:
            unit.withdraw(prefix=f"{CLOSED_KEY}{this}:", shown=False)
            for post in outbox.with_prefix(unit.session, f"{CLOSED_KEY}{this}:"):
                post.dedupe = None
                unit.session.add(post)
            return
        told = {one.coordinator for one in directory.partnerships_of(unit.session, number)} - {user_id}
        for one in sorted(told) or sorted(directory.users_with(unit.session, "beheerder")):
            unit.post(CLOSED, one, ref=this, dedupe=f"{CLOSED_KEY}{this}:{one}")
        unit.note("schakel", CLOSED, ref=this, code="account_closed")


def facts(office: Office, partner_id: int, coordinator: str) -> Closed | None:
    """For the message to one coordinator: what they hold where this one coordinates; None once they left."""
    with office.store.reading() as session:
        row = directory.partner(session, partner_id)
        if row is None or not row.active or row.user_id is None:
            return None
        here = [one.id for one in directory.partnerships_of(session, partner_id) if one.id is not None]
        mine = {one.id for one in directory.coordinated_by(session, coordinator)}
        where = [one for one in here if one in mine]
        held: list[Held] = []
        for overleg in overleggen.in_partnerships(session, where):
            if overleg.cancelled_at is None and overleg.organiser == row.user_id:
                held.append(Held("organiser", ref("O", overleg.id)))
            if overleg.cancelled_at is None and overleg.chair == row.user_id:
                held.append(Held("chair", ref("O", overleg.id)))
        led = (one for one in goals.standing(session, where) if one.lead == row.user_id)
        held += [Held("goal", ref(GOAL, one.id)) for one in led]
        open_here = signals.open_for(session, row.user_id, None, where)
        held += [Held("signal", ref("S", one.id)) for one in open_here if one.lead == row.user_id]
        reviews = row.user_id in directory.users_with(session, "reviewer")
    return Closed(partner_ref(row), tuple(held), reviews)
