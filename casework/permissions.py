"""Holds the permission table (`casework.permission_table`) against a person: at the door, and to a signal."""

from __future__ import annotations

from collections.abc import Callable

from casework.audience import Audience as Audience  # noqa: PLC0414  # offered from here
from casework.errors import NotForYou, NotYours, OwnSignal, Refused
from casework.people import Person
from casework.permission_table import TABLE as TABLE  # noqa: PLC0414  # offered from here
from casework.permits import RESTRICTED
from casework.readers import everybody
from casework.refs import ref
from storage.signal_tables import Signal, SignalState

# The roles that go with no partnership; who holds which is kept in the directory.
GRANTS = ("beheerder", "fg", "reviewer")

_AT_THE_DOOR: dict[Audience, Callable[[Person], bool]] = {
    Audience.ANYONE: lambda person: True,
    Audience.KNOWN: lambda person: person.known,
    Audience.REVIEWER: lambda person: person.known,
    Audience.LOOKBACK: lambda person: _works_here(person) or "fg" in person.grants,
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
    passes = _AT_THE_DOOR.get(TABLE[act], _works_here)
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
    """What this person is to a signal; empty for a stranger to it, `COLLEAGUE` alone for who only reads it.

    Whoever sits in its partnership reads it, unless its readers were chosen: then they are who has more to do
    with it, and anybody else is a stranger.

    Every relation is one of somebody who is present in the partnership now: who left it is a stranger,
    also to what they reported, led or were tagged on, and is what they were when they come back. What was
    not posted yet is its author's alone.
    """
    if not present(person, signal.partnership_id):
        return frozenset()
    found: set[Audience] = set()
    if person.did(signal.author, signal.created_at):
        found.add(Audience.AUTHOR)
    if Audience.AUTHOR in found or person.user_id == signal.lead:
        found |= {Audience.LEAD, Audience.REGIE, Audience.LOOKBACK}
    if signal.state == SignalState.DRAFT:
        return frozenset(found | {Audience.INVOLVED}) if Audience.AUTHOR in found else frozenset()
    if signal.partnership_id in person.coordinates:
        found |= {Audience.COORDINATOR, Audience.REGIE}
    sits = signal.partnership_id in person.partnerships
    if sits and person.partner is not None and person.partner.id in tagged:
        found.add(Audience.TAGGED)
    if found:
        found.add(Audience.INVOLVED)
    if sits and (found or everybody(signal)):
        found.add(Audience.COLLEAGUE)
    return frozenset(found)


_FOR_OTHERS = frozenset({Audience.TAGGED, Audience.COLLEAGUE})


def require(act: str, person: Person, signal: Signal, tagged: frozenset[int]) -> None:
    """Refuse a person whose relation to this signal does not allow the act.

    Raises `NotForYou`; for an author who presses what is there for the others `OwnSignal`, and for whoever
    sees the card in the channel of the partnership, and so knows that it exists, `NotYours`. Of a signal that
    is closed for a while, whoever has to do with it hears that and no more: `Refused`.
    """
    audience = TABLE[act]
    officer = audience is Audience.FG and "fg" in person.grants
    if officer or audience in (Audience.ANYONE, Audience.KNOWN, Audience.PARTNER):
        return
    held = relations(person, signal, tagged)
    if held and signal.state == SignalState.RESTRICTED:
        raise Refused(RESTRICTED, ref=ref("S", signal.id))
    if audience in _FOR_OTHERS and Audience.AUTHOR in held and Audience.TAGGED not in held:
        raise OwnSignal(ref("S", signal.id))
    if audience in held:
        return
    if held and signal.state in (SignalState.OPEN, SignalState.CLOSED):
        asked = Audience.INVOLVED in held and audience is not Audience.TAGGED
        may_offer = Audience.COLLEAGUE in held and Audience.TAGGED not in held
        may_offer = may_offer and not asked and signal.state == SignalState.OPEN
        may_lead = asked and Audience.REGIE in held and Audience.TAGGED not in held
        this, ask = ref("S", signal.id), _whom_to_ask(signal, involved=asked)
        raise NotYours(this, ask, involved=asked, may_offer=may_offer, may_lead=may_lead)
    raise NotForYou


def _whom_to_ask(signal: Signal, *, involved: bool) -> str | None:
    """The lead, for who is involved; else who reported it. Who is not named on the card is not named here."""
    ask = signal.lead if involved else signal.author
    return None if signal.unnamed and ask == signal.author else ask


def require_grant(act: str, person: Person) -> None:
    """Refuse a person who does not hold the grant that an act asks for; raises `NotForYou`."""
    if TABLE[act].value not in person.grants:
        raise NotForYou
