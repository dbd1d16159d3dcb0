"""Who carries out the same help: under jeugdhulp or care they need no consent to be told (row 8)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from casework.casefile import CaseFile, load
from casework.errors import Flaw, Invalid, Refused
from casework.merging import ticked as ticked_now
from casework.office import Office
from casework.people import PartnerRef, Person, same_person
from casework.permissions import require
from casework.refs import ref
from casework.sharing.closing import recheck
from casework.signals.telling import HELP, tell_subject

ACT = "signal.direct"


@dataclass(frozen=True, slots=True)
class HelpQuestions:
    """The partners who could carry out the same help, and who was ticked."""

    number: int
    partners: tuple[PartnerRef, ...]
    chosen: frozenset[int]


def candidates(office: Office, person: Person, file: CaseFile) -> tuple[PartnerRef, ...]:
    """Tagged partners under jeugdhulp or care, when the details and this person are so too.

    Nobody says of themselves that they carry out the same help.
    """
    mine = person.partner is not None and _helps(office, person.partner.role)
    sources = {item.source_regime for item in file.items}
    if not mine or not any(office.book.regimes[one].direct for one in sources):
        return ()
    return tuple(one for one in file.tagged_partners() if _helps(office, one.role) and not _is(person, one))


def questions(office: Office, person: Person, number: int) -> HelpQuestions:
    """Whom to ask about; raises `Refused` when this way is not open in this case."""
    with office.store.reading() as session:
        file = load(session, number)
        return HelpQuestions(number, _offered(office, person, file), file.same_help)


def record(
    office: Office,
    person: Person,
    number: int,
    chosen: Collection[str],
    key: str,
    opened: Collection[int] | None = None,
) -> None:
    """Store who carries out the same help; whoever is not ticked does not (any more).

    With `opened`, who was ticked when the form opened, only the ticks that were changed in it count.
    """
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        offered = {one.id for one in _offered(office, person, file)}
        ticked = {int(one) for one in chosen if one.isdecimal()}
        if not ticked <= offered or len(ticked) != len(set(chosen)):
            raise Invalid({"directly_involved": Flaw("unknown_choice")})
        ticked = set(ticked_now(ticked, opened, file.same_help)) & offered
        for tag in file.tags:
            if tag.partner_id in offered:
                tag.directly_involved = tag.partner_id in ticked
                unit.session.add(tag)
        unit.session.flush()
        unit.redraw(ref("S", number))
        again = load(unit.session, number)
        recheck(office, unit, again)
        tell_subject(unit, again, person.user_id, HELP)
        unit.note(person.user_id, ACT, ref=ref("S", number), facts={"partners": sorted(ticked)})


def _offered(office: Office, person: Person, file: CaseFile) -> tuple[PartnerRef, ...]:
    require(ACT, person, file.signal, file.tagged)
    this = ref("S", file.number)
    file.must_be_open()
    found = candidates(office, person, file)
    if not found:
        raise Refused("NOBODY_HELPS_TOO", ref=this)
    return found


def _is(person: Person, partner: PartnerRef) -> bool:
    return person.partner is not None and same_person(person.partner, partner)


def _helps(office: Office, role: str) -> bool:
    known = office.book.roles.get(role)
    regime = office.book.regimes.get(known.regime) if known else None
    return regime is not None and regime.direct
