"""A trial reading: how many people would read a signal, and by what they might know who it is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from casework.casefile import CaseFile
from casework.office import Office
from casework.people import PartnerRef
from casework.signals.stub import read_stub
from rules.identifiers.recognising import Trait, recognisable
from rules.unsafe_at_home import tells_of_it

POLICE = "politie"
UNSAFE_AT_HOME = "M2"


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many people, and how many of them are police, or no professional."""

    people: int
    police: int
    volunteers: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What the readers of a signal would read, and who they are.

    `everybody` are the partners in Slack whom the channel would show it to; the coordinator is one more where
    `besides`. `marks` are the words that may give the young person away, and why. `unsafe` says that the
    meldcode applies.
    """

    place: str
    marks: tuple[tuple[Trait, str], ...] = field(repr=False)
    everybody: tuple[PartnerRef, ...]
    coordinator: str
    unsafe: bool


def trial_of(office: Office, file: CaseFile) -> Trial:
    """The trial reading of a signal that its author is about to place."""
    said = read_stub(office.store.vault, file.signal, file.keys)
    text = said.summary if not said.area else f"{said.summary}\n{said.area}"
    marks = recognisable(text, office.today, file.words)
    author = file.signal.author_partner_id
    here = (one for one in file.members.values() if one.user_id is not None and one.id != author)
    return Trial(
        place=file.signal.place,
        marks=tuple(dict.fromkeys((one.trait, text[one.start : one.end]) for one in marks)),
        everybody=tuple(here),
        coordinator=file.partnership.coordinator,
        unsafe=UNSAFE_AT_HOME in file.signal.modifiers or tells_of_it(text),
    )
