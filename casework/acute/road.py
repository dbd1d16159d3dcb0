"""What the one screen of acute danger offers: to whom it is open, and who can avert the danger."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from sqlmodel import Session

from casework.casefile import CaseFile, load
from casework.errors import Refused
from casework.exceptions.unreviewed import Unreviewed, earlier
from casework.office import Office
from casework.people import PartnerRef, Person, partner_ref, same_person
from casework.permissions import require
from casework.refs import ref
from casework.signals.drafting import SignalForm
from casework.signals.registering import FormOptions, form_options
from casework.signals.stub_only import offered_to
from rules.at_once import ACUTE_DANGER, AtOnce
from rules.suggesting import suggest
from rules.vocabulary import Ground
from storage.repositories import directory


@dataclass(frozen=True, slots=True)
class AcuteForm:
    """The screen as typed; `signal` is empty for a signal that was reported before."""

    signal: SignalForm = field(default_factory=SignalForm)
    recipients: tuple[str, ...] = ()
    reason: str = field(default="", repr=False)
    informed: str = ""
    informed_reason: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class AcuteOptions:
    """What the screen offers; the likeliest recipients come first, none is chosen.

    `number` is the signal it is about, None for one that is reported here; then `partnership` is the one
    whose partners are offered, out of `partnerships`, and `categories` those of a detail. `earlier` are uses
    of the ground by this person that nobody reviewed.
    """

    at_once: AtOnce
    recipients: tuple[PartnerRef, ...]
    number: int | None = None
    partnership: int | None = None
    partnerships: Mapping[int, str] = field(default_factory=dict)
    categories: tuple[str, ...] = ()
    earlier: tuple[Unreviewed, ...] = ()


def open_to(office: Office, person: Person) -> Ground | None:
    """The ground that this person can invoke on one screen; None for who cannot invoke it at all.

    What police and justice tell is opened by E10 alone, a volunteer invokes no ground (rulebook 5c, 6).
    """
    role = office.book.roles.get(person.partner.role) if person.partner else None
    source = office.book.regimes.get(role.regime) if role else None
    if role is None or source is None or source.police:
        return None
    able = (one for one in office.book.grounds.values() if one.at_once is not None and one.in_force)
    return next((one for one in able if office.policy.has(one.invokers, role.id)), None)


def must_be_open(office: Office, person: Person, this: str | None = None) -> tuple[Ground, AtOnce]:
    """The ground and its one screen; raises `Refused` for who cannot invoke it."""
    ground = open_to(office, person)
    if ground is None or ground.at_once is None:
        raise Refused("ACUTE_NOT_YOURS", decision="NEEDS_EXCEPTION", ref=this)
    return ground, ground.at_once


def for_new(office: Office, person: Person, form: SignalForm, channel: str = "") -> AcuteOptions:
    """For a signal that is reported here; without a choice the partnership of `channel`, else the first."""
    _ground, at_once = must_be_open(office, person)
    offered = form_options(office, person)
    chosen = partnership_of(offered, form.partnership, channel)
    with office.store.reading() as session:
        members = [partner_ref(one) for one in directory.members(session, chosen)]
    return AcuteOptions(
        at_once=at_once,
        recipients=_likeliest(office, person, members, form.level or at_once.level, form.place),
        partnership=chosen,
        partnerships=offered.partnerships,
        categories=offered_to(office, person),
    )


def for_signal(office: Office, person: Person, number: int) -> AcuteOptions:
    """For a signal that this person reported or leads; raises `NotForYou`, `Refused`."""
    with office.store.reading() as session:
        file = load(session, number)
        require("signal.share", person, file.signal, file.tagged)
        return _for_file(office, session, person, file)


def _for_file(office: Office, session: Session, person: Person, file: CaseFile) -> AcuteOptions:
    this = ref("S", file.number)
    _ground, at_once = must_be_open(office, person, this)
    if not file.is_draft:
        file.must_be_open()
    members = [one for one in file.members.values() if one.id != file.signal.author_partner_id]
    mine = person.partner
    return AcuteOptions(
        at_once=at_once,
        recipients=_likeliest(office, person, members, file.signal.level, file.signal.place),
        number=file.number,
        earlier=() if mine is None else earlier(office, file, mine, office.clock.now()),
    )


def partnership_of(offered: FormOptions, chosen: str, channel: str = "") -> int:
    """The chosen one, else that of the channel where one is, else the first."""
    if chosen.isdecimal() and int(chosen) in offered.partnerships:
        return int(chosen)
    return offered.channels.get(channel) or next(iter(offered.partnerships))


def _likeliest(
    office: Office, person: Person, members: Collection[PartnerRef], level: str, place: str
) -> tuple[PartnerRef, ...]:
    """Everybody else in the partnership who has an account, in the order of the suggestions."""
    mine = person.partner
    advice = suggest(
        level=level if level in office.book.levels else next(iter(office.book.levels)),
        place=place,
        age=None,
        modifiers=(ACUTE_DANGER,),
        author_role=mine.role if mine else "",
        book=office.book,
        policy=office.policy,
    )
    order = {one.role: at for at, one in enumerate((*advice.first, *advice.rest))}
    others = [one for one in members if mine is None or not same_person(one, mine)]
    reached = [one for one in others if one.user_id is not None]
    return tuple(sorted(reached, key=lambda one: order.get(one.role, len(order))))
