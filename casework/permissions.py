"""The one permission table: who may use each command word, button, view and shortcut (architecture 6).

`Audience.KNOWN` is anyone the directory knows; the others are relations to the thing named by the
reference. The adapter checks KNOWN and PARTNER before anything else runs; the use case checks the
relation on the row it has loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from casework.errors import NotForYou, NotYours, OwnSignal
from casework.people import Person
from casework.refs import ref
from storage.signal_tables import Signal, SignalState


class Audience(StrEnum):
    """Who may; each is a condition on the person, or on the person and the signal."""

    ANYONE = "anyone"
    KNOWN = "known"
    PARTNER = "partner"
    AUTHOR = "author"
    LEAD = "lead"  # author or lead: who may share (architecture 6)
    REGIE = "regie"  # author, lead, or the partnership's coordinator
    COORDINATOR = "coordinator"  # of the signal's partnership, or of either one's for a pair of signals
    INVOLVED = "involved"  # author, lead, coordinator, or a tagged partner
    TAGGED = "tagged"
    READER = "reader"  # decided by the gate at the moment of asking
    REVIEWER = "reviewer"  # the named reviewer of an exception, or who invoked it; the use case looks
    FG = "fg"  # the privacy officer
    BEHEERDER = "beheerder"
    DIRECTORY = "directory"  # coordinates a partnership, or is beheerder: keeps the list of partners
    MEETING = "meeting"  # sits in the partnership whose overleg or goal it is
    HOST = "host"  # organises or chairs this overleg, leads this goal, or coordinates the partnership
    OWNER = "owner"  # whose action point it is, or a host


# The roles that go with no partnership; who holds which is kept in the directory.
GRANTS = ("beheerder", "fg", "reviewer")

TABLE: dict[str, Audience] = {
    # command words
    "/signal nieuw": Audience.PARTNER,
    "/signal lijst": Audience.KNOWN,
    "/signal toon": Audience.INVOLVED,
    "/signal deel": Audience.LEAD,
    "/signal sluit": Audience.REGIE,
    "/signal wissen": Audience.FG,
    "/signal koppel": Audience.INVOLVED,
    "/signal hulp": Audience.ANYONE,
    "/overleg nieuw": Audience.PARTNER,
    "/overleg lijst": Audience.KNOWN,
    "/overleg toon": Audience.MEETING,
    "/overleg agenda": Audience.MEETING,
    "/overleg wijzig": Audience.HOST,
    "/overleg verzet": Audience.HOST,
    "/overleg overslaan": Audience.HOST,
    "/overleg annuleer": Audience.HOST,
    "/overleg hulp": Audience.ANYONE,
    "/partners lijst": Audience.KNOWN,
    "/partners nieuw": Audience.DIRECTORY,
    "/partners wijzig": Audience.DIRECTORY,
    "/partners voor": Audience.KNOWN,
    "/partners hulp": Audience.ANYONE,
    "/doelen toon": Audience.KNOWN,
    "/doelen nieuw": Audience.PARTNER,
    "/doelen hulp": Audience.ANYONE,
    # the guided check: it stores nothing and shows no case, so anyone may ask
    "/delen start": Audience.ANYONE,
    "/delen hulp": Audience.ANYONE,
    "share_check": Audience.ANYONE,
    "view:share_check": Audience.ANYONE,
    "share_check.record": Audience.PARTNER,
    # shortcuts and Home
    "shortcut:signal.new": Audience.PARTNER,
    "shortcut:signal.from_message": Audience.PARTNER,
    "home": Audience.ANYONE,
    "home.part": Audience.KNOWN,
    # views
    "view:signal.new": Audience.PARTNER,
    "view:signal.partners": Audience.AUTHOR,
    "closed:signal.partners": Audience.AUTHOR,
    "view:signal.close": Audience.REGIE,
    "view:signal.lead": Audience.REGIE,
    "view:signal.correct": Audience.AUTHOR,
    "view:detail.add": Audience.AUTHOR,
    "view:subject.add": Audience.AUTHOR,
    "view:detail.correct": Audience.AUTHOR,
    "view:consent.record": Audience.INVOLVED,
    "view:consent.refused": Audience.INVOLVED,
    "view:consent.withdraw": Audience.INVOLVED,
    "view:exception.ground": Audience.LEAD,
    "view:exception.record": Audience.LEAD,
    "closed:exception.record": Audience.LEAD,
    "view:exception.reject": Audience.REVIEWER,
    "view:signal.share": Audience.LEAD,
    "view:signal.erase": Audience.FG,
    "view:overleg.new": Audience.PARTNER,
    "view:overleg.move": Audience.HOST,
    "view:overleg.chair": Audience.HOST,
    "view:overleg.change": Audience.HOST,
    "view:overleg.deputy": Audience.MEETING,
    "view:overleg.item": Audience.MEETING,
    "view:overleg.outcome": Audience.HOST,
    "view:partner.new": Audience.DIRECTORY,
    "view:partner.choose": Audience.DIRECTORY,
    "view:partner.change": Audience.DIRECTORY,
    "view:partner.for": Audience.KNOWN,
    "view:grant.give": Audience.BEHEERDER,
    "view:grant.take": Audience.BEHEERDER,
    "view:ground.open": Audience.FG,
    "view:ground.close": Audience.FG,
    "view:goal.new": Audience.PARTNER,
    "view:goal.contribute": Audience.MEETING,
    "view:goal.change": Audience.HOST,
    "view:goal.evaluate": Audience.HOST,
    "view:subject.capacity": Audience.LEAD,
    "view:signal.direct": Audience.LEAD,
    # buttons
    "signal.new": Audience.PARTNER,
    "signal.show": Audience.INVOLVED,
    "signal.partners": Audience.AUTHOR,
    "signal.pickup": Audience.TAGGED,
    "signal.call": Audience.TAGGED,
    "signal.not_mine": Audience.TAGGED,
    "signal.undo": Audience.AUTHOR,
    "signal.close": Audience.REGIE,
    "signal.lead": Audience.REGIE,
    "signal.correct": Audience.AUTHOR,
    "signal.link": Audience.INVOLVED,
    "link.agree": Audience.COORDINATOR,
    "link.decline": Audience.COORDINATOR,
    "link.undo": Audience.COORDINATOR,
    "match.dismiss": Audience.COORDINATOR,
    "signal.share": Audience.LEAD,
    "detail.add": Audience.AUTHOR,
    "detail.own": Audience.AUTHOR,
    "detail.correct": Audience.AUTHOR,
    "subject.add": Audience.AUTHOR,
    "subject.capacity": Audience.LEAD,
    "signal.direct": Audience.LEAD,
    "consent.record": Audience.INVOLVED,
    "consent.record.more": Audience.INVOLVED,
    "consent.refused": Audience.INVOLVED,
    "consent.records": Audience.INVOLVED,
    "consent.correct": Audience.INVOLVED,
    "consent.void": Audience.INVOLVED,
    "consent.withdraw": Audience.INVOLVED,
    "consent.confirm": Audience.REGIE,
    "consent.deny": Audience.REGIE,
    "consent.same_person": Audience.INVOLVED,
    "exception.record": Audience.LEAD,
    "typing:exception.record": Audience.LEAD,
    "exception.show": Audience.REVIEWER,
    "exception.approve": Audience.REVIEWER,
    "exception.reject": Audience.REVIEWER,
    "exception.revoke": Audience.REGIE,
    "why.signal": Audience.LEAD,
    "why.exception": Audience.REVIEWER,
    "disclosure.request": Audience.TAGGED,
    "disclosure.decline": Audience.LEAD,
    "disclosure.open": Audience.READER,
    "guard.removed": Audience.KNOWN,  # the author of the message; the use case looks
    # what happens in Slack without anybody asking anything of Schakel
    "event:member_joined_channel": Audience.ANYONE,
    "event:channel_id_changed": Audience.ANYONE,
    "event:channel_shared": Audience.ANYONE,
    "event:channel_unshared": Audience.ANYONE,
    "event:message": Audience.ANYONE,
    "event:user_change": Audience.ANYONE,
    "overleg.new": Audience.PARTNER,
    "partnership": Audience.PARTNER,
    "overleg.list": Audience.KNOWN,
    "overleg.show": Audience.MEETING,
    "overleg.present": Audience.MEETING,
    "overleg.absent": Audience.MEETING,
    "overleg.agenda": Audience.MEETING,
    "overleg.item": Audience.MEETING,
    "overleg.ics": Audience.MEETING,
    "overleg.decisions": Audience.MEETING,
    "overleg.skip": Audience.HOST,
    "overleg.move": Audience.HOST,
    "overleg.chair": Audience.HOST,
    "overleg.change": Audience.HOST,
    "overleg.cancel": Audience.HOST,
    "overleg.outcome": Audience.HOST,
    "action.done": Audience.OWNER,
    "partner.list": Audience.KNOWN,
    "partner.new": Audience.DIRECTORY,
    "partner.choose": Audience.DIRECTORY,
    "partner.for": Audience.KNOWN,
    "grant.give": Audience.BEHEERDER,
    "grant.take": Audience.BEHEERDER,
    "ground.show": Audience.FG,
    "ground.open": Audience.FG,
    "ground.close": Audience.FG,
    "ground.agree": Audience.REVIEWER,
    "ground.decline": Audience.REVIEWER,
    "goal.new": Audience.PARTNER,
    "goal.list": Audience.KNOWN,
    "goal.show": Audience.MEETING,
    "goal.contribute": Audience.MEETING,
    "goal.change": Audience.HOST,
    "goal.evaluate": Audience.HOST,
    "goal.reopen": Audience.HOST,
}

_AT_THE_DOOR: dict[Audience, Callable[[Person], bool]] = {
    Audience.ANYONE: lambda person: True,
    Audience.KNOWN: lambda person: person.known,
    Audience.REVIEWER: lambda person: person.known,
    Audience.FG: lambda person: "fg" in person.grants,
    Audience.BEHEERDER: lambda person: "beheerder" in person.grants,
    Audience.DIRECTORY: lambda person: "beheerder" in person.grants or bool(person.coordinates),
    Audience.COORDINATOR: lambda person: bool(person.coordinates),
}


def _works_here(person: Person) -> bool:
    return person.partner is not None or bool(person.coordinates)


def admit(act: str, person: Person) -> None:
    """Refuse strangers and non-partners before a listener runs.

    Raises `NotForYou` for a person the act is not for, and `KeyError` for an act that the table
    does not list: an unlisted act is a programming error, caught by the structural test.
    """
    audience = TABLE[act]
    passes = _AT_THE_DOOR.get(audience, _works_here)
    if not passes(person):
        raise NotForYou


def admitted(act: str, person: Person) -> bool:
    """Whether a button for this act would not be refused at the door: what is offered must lead somewhere."""
    try:
        admit(act, person)
    except NotForYou:
        return False
    return True


def present(person: Person, partnership_id: int) -> bool:
    """Whether this person sits in the partnership now, or coordinates it."""
    return partnership_id in person.partnerships or partnership_id in person.coordinates


def relations(person: Person, signal: Signal, tagged: frozenset[int]) -> frozenset[Audience]:
    """What this person is to a signal; empty for a stranger to it.

    Every relation is one of somebody who is present in the partnership now: who left it is a stranger,
    also to what they reported, led or were tagged on, and is what they were when they come back.
    """
    if not present(person, signal.partnership_id):
        return frozenset()
    found: set[Audience] = set()
    if person.did(signal.author, signal.created_at):
        found.add(Audience.AUTHOR)
    if Audience.AUTHOR in found or person.user_id == signal.lead:
        found |= {Audience.LEAD, Audience.REGIE}
    if signal.partnership_id in person.coordinates:
        found |= {Audience.COORDINATOR, Audience.REGIE}
    sits = signal.partnership_id in person.partnerships
    if sits and person.partner is not None and person.partner.id in tagged:
        found.add(Audience.TAGGED)
    if found:
        found.add(Audience.INVOLVED)
    return frozenset(found)


def require(act: str, person: Person, signal: Signal, tagged: frozenset[int]) -> None:
    """Refuse a person whose relation to this signal does not allow the act.

    Raises `NotForYou`; for an author who presses what is there for the others `OwnSignal`, and for whoever
    sees the card in the channel of the partnership, and so knows that it exists, `NotYours`.
    """
    audience = TABLE[act]
    if audience in (Audience.ANYONE, Audience.KNOWN, Audience.PARTNER):
        return
    if audience is Audience.FG and "fg" in person.grants:
        return
    held = relations(person, signal, tagged)
    if audience is Audience.TAGGED and audience not in held and Audience.AUTHOR in held:
        raise OwnSignal(ref("S", signal.id))
    if audience in held:
        return
    if present(person, signal.partnership_id) and signal.state in (SignalState.OPEN, SignalState.CLOSED):
        asked = Audience.INVOLVED in held and audience is not Audience.TAGGED
        raise NotYours(ref("S", signal.id), signal.lead if asked else signal.author, involved=asked)
    raise NotForYou


def require_grant(act: str, person: Person) -> None:
    """Refuse a person who does not hold the grant that an act asks for; raises `NotForYou`."""
    if TABLE[act].value not in person.grants:
        raise NotForYou
