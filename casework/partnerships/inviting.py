"""Somebody takes Schakel into a channel: they hear once what it can do there."""

from __future__ import annotations

from dataclasses import dataclass

from casework.office import Office
from casework.partners.looking import BEHEERDER
from storage import outbox
from storage.repositories import directory

INVITED = "channel.invited"


@dataclass(frozen=True, slots=True)
class Invitation:
    """What whoever took Schakel along needs to know.

    `partnership` is the name of the one that meets in this channel, empty for none. Who `keeps` can make one
    of it; `coordinates` are the partnerships, by number, that somebody may let meet there; `keepers` are the
    accounts of those who can, for whom may do neither.
    """

    channel: str
    partnership: str = ""
    known: bool = False
    keeps: bool = False
    coordinates: tuple[tuple[int, str], ...] = ()
    keepers: tuple[str, ...] = ()


def invited(office: Office, channel: str, inviter: str) -> None:
    """Queue the message, once for each channel and inviter."""
    key = f"{INVITED}|{channel}|{inviter}"
    with office.job() as unit:
        if not outbox.with_prefix(unit.session, key):
            unit.post(INVITED, inviter, dedupe=key)
            unit.note(inviter, INVITED, facts={"channel": channel})


def invitation(office: Office, dedupe: str) -> Invitation:
    """What is said, as things stand when it is drawn."""
    _, channel, inviter = dedupe.split("|")
    person = office.identify(inviter)
    with office.store.reading() as session:
        rows = directory.partnerships(session)
        here = next((row.name for row in rows if row.channel == channel), "")
        theirs = sorted((row.name, row.id) for row in rows if row.id in person.coordinates)
        return Invitation(
            channel,
            here,
            known=person.known,
            keeps=BEHEERDER in person.grants,
            coordinates=tuple((number, name) for name, number in theirs if number is not None),
            keepers=tuple(directory.users_with(session, BEHEERDER)),
        )
