"""The people of a partnership's channel become its partners: who can be chosen, and what is stored."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from sqlmodel import Session

from casework.errors import Flaw, Invalid, NotForYou, Refused
from casework.office import Office
from casework.partners.drafting import PartnerForm
from casework.partners.keeping import add_in
from casework.partners.looking import managed_by
from casework.people import PartnerRef, Person, partner_ref
from casework.ports import RoomUnknown, Standing
from storage.directory_tables import Partnership
from storage.repositories import directory

MEMBERS = "partnership.members"
ON_A_PAGE = 8  # people on one form, each with a role and an organisation
MOST_LOOKED_AT = 40  # accounts that Slack is asked about for one form
_WELCOME = frozenset({Standing.MEMBER, Standing.GUEST, Standing.SINGLE_GUEST})


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody in the channel who is no partner here yet; `known` is the partner they are elsewhere."""

    user: str
    name: str
    guest: bool = False
    known: PartnerRef | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """Whom one can choose now, and what of the channel is not offered.

    `after` is the account after which the next form goes on, empty at the end; `seated` sit here already,
    `apps` are no people, `elsewhere` are of another workspace or closed, and `unseen` are accounts of which
    Slack told nothing. `me` is in the channel too: nobody puts themselves in the list.
    """

    number: int
    name: str
    channel: str
    found: tuple[Candidate, ...] = ()
    after: str = ""
    seated: int = 0
    apps: int = 0
    elsewhere: int = 0
    unseen: int = 0
    me: bool = False


@dataclass(frozen=True, slots=True)
class Chosen:
    """Somebody chosen on a form: the role, and the organisation as it was typed."""

    user: str
    role: str = ""
    organisation: str = ""


def candidates(office: Office, person: Person, number: int, after: str = "") -> Candidates:
    """Who of the channel can join, from after this account on.

    Raises `NotForYou`, and `Refused` CHANNEL_UNKNOWN when Slack does not tell who is there: as a rule because
    Schakel is not.
    """
    with office.store.reading() as session:
        row = _theirs(session, person, number)
        here = {one.user_id for one in directory.members(session, number) if one.user_id}
    try:
        present = office.rooms.accounts_in(row.channel)
    except RoomUnknown:
        raise Refused("CHANNEL_UNKNOWN") from None
    waiting = [one for one in present if one > after and one not in here and one != person.user_id]
    found = list[Candidate]()
    counts = dict.fromkeys(("apps", "elsewhere", "unseen"), 0)
    last = ""
    for at, user in enumerate(waiting):
        if len(found) == ON_A_PAGE or at == MOST_LOOKED_AT:
            break
        last = user
        profile = office.rooms.profile(user)
        if profile is None:
            counts["unseen"] += 1
        elif profile.standing in _WELCOME:
            found.append(Candidate(user, profile.name, profile.standing is not Standing.MEMBER))
        else:
            counts["apps" if profile.standing is Standing.BOT else "elsewhere"] += 1
    return Candidates(
        number,
        row.name,
        row.channel,
        tuple(_known(office, found)),
        after=last if waiting and last != waiting[-1] else "",
        seated=len(here.intersection(present)),
        me=person.user_id in present and person.user_id not in here,
        **counts,
    )


def join(
    office: Office, person: Person, number: int, chosen: Mapping[str, Chosen], key: str
) -> tuple[PartnerRef, ...]:
    """Let everybody with a role join, in one act; who was left without one is left alone.

    Names are those that people go by in Slack now. Raises `Invalid` at the field of whom it is about, and
    `NotForYou`.
    """
    wanted = [one for one in chosen.values() if one.role or one.organisation.strip()]
    with office.store.reading() as session:
        _theirs(session, person, number)
    profiles = {one.user: office.rooms.profile(one.user) for one in wanted}
    with office.act(key, person) as unit:
        managed = managed_by(unit.session, person)
        if number not in managed:
            raise NotForYou
        flaws: dict[str, Flaw] = {} if wanted else {"": Flaw("nobody_chosen")}
        joined = list[PartnerRef]()
        for one in wanted:
            profile = profiles[one.user]
            known = directory.partner_of_user(unit.session, one.user)
            if profile is None or profile.standing not in _WELCOME:
                flaws[f"role:{one.user}"] = Flaw("nobody_here" if profile else "slack_silent")
                continue
            form = PartnerForm(
                known.name if known else profile.name,
                known.organisation if known else one.organisation,
                one.role,
                one.user,
                partnerships=(str(number),),
            )
            try:
                joined.append(add_in(office, unit, person, managed, form).partner)
            except Invalid as error:
                flaws |= _at_their_fields(one.user, error.flaws)
        if flaws:
            raise Invalid(flaws)
        return tuple(joined)


def _at_their_fields(user: str, flaws: Mapping[str, Flaw]) -> dict[str, Flaw]:
    """What is wrong with the organisation stands there; whatever else at the role."""
    return {
        f"{'organisation' if name == 'organisation' else 'role'}:{user}": one for name, one in flaws.items()
    }


def _known(office: Office, found: list[Candidate]) -> Iterator[Candidate]:
    with office.store.reading() as session:
        for one in found:
            row = directory.partner_of_user(session, one.user)
            yield Candidate(one.user, one.name, one.guest, partner_ref(row)) if row else one


def _theirs(session: Session, person: Person, number: int) -> Partnership:
    row = managed_by(session, person).get(number)
    if row is None:
        raise NotForYou
    return row
