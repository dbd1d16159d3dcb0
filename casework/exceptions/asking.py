"""Which grounds this person may invoke here, and what the form of a ground has to ask."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from casework.casefile import CaseFile, load
from casework.consent.asking import PICKED_UP
from casework.errors import Refused
from casework.exceptions.drafts import Typed, read_draft
from casework.exceptions.independence import reviewers_for
from casework.exceptions.unreviewed import Unreviewed, earlier
from casework.office import Office
from casework.partnerships.purpose import usual_purpose
from casework.people import PartnerRef, Person
from casework.permissions import require
from casework.refs import ref
from casework.sharing.shareable import must_be_shareable
from rules.moments import age_on
from rules.offering import grounds_for
from rules.vocabulary import Condition, Ground, MetBy, ReviewKind
from storage.unit_of_work import Unit

OFFERED_FIRST = 5


@dataclass(frozen=True, slots=True)
class GroundOffer:
    """The grounds that fit, the likeliest first; those after the fifth are shown on demand.

    Without a date of birth (`born_known` false) only acute danger is left (row 7a).
    """

    number: int
    first: tuple[Ground, ...]
    rest: tuple[Ground, ...]
    born_known: bool = True

    @property
    def all(self) -> tuple[Ground, ...]:
        """Every ground that fits."""
        return self.first + self.rest


@dataclass(frozen=True, slots=True)
class ExceptionQuestions:
    """The fields of the form for one ground in one case.

    `texts` are the conditions that need their reasoning written (P9). A fast ground (E01) asks neither
    purpose nor categories: both follow from the ground and the case. `typed` is an unsent draft, `earlier`
    are uses of the fast ground by this person that nobody reviewed.
    """

    number: int
    ground: Ground
    purpose: str
    recipients: tuple[PartnerRef, ...]
    chosen: frozenset[int]
    categories: tuple[str, ...]
    texts: tuple[Condition, ...]
    reviewer: str | None
    asks_reviewer: bool
    longest: int | None
    typed: Typed = field(default_factory=Typed)
    earlier: tuple[Unreviewed, ...] = ()

    @property
    def fast(self) -> bool:
        """Whether this is the fast path of acute danger."""
        return self.ground.by_the_clock is not None


def grounds(office: Office, person: Person, number: int) -> GroundOffer:
    """The grounds to offer; raises `Refused` when there is nothing to share or no ground fits."""
    with office.store.reading() as session:
        file = load(session, number)
        require("exception.record", person, file.signal, file.tagged)
        return offer(office, person, file)


def offer(office: Office, person: Person, file: CaseFile) -> GroundOffer:
    """The same for a loaded signal."""
    must_be_shareable(file)
    this = ref("S", file.number)
    born = office.gate.birth_date(file, office.today)
    found: dict[str, Ground] = {}
    for item in file.items:
        for partner in file.tagged_partners():
            fitting = grounds_for(
                person.partner.role if person.partner else "",
                item.categories,
                [partner.role],
                office.book,
                office.policy,
                regime=item.source_regime,
                age=None if born is None else age_on(born, office.today),
            )
            found |= {one.id: one for one in fitting if office.policy.shows(one) and _is_reached(one, born)}
    ordered = tuple(sorted(found.values(), key=lambda one: one.order))
    if not ordered and born is None:
        raise Refused("INCOMPLETE", hint="BIRTH_DATE_FIRST", ref=this)
    if not ordered:
        raise Refused("NO_GROUND", decision="NEEDS_EXCEPTION", ref=this)
    return GroundOffer(file.number, ordered[:OFFERED_FIRST], ordered[OFFERED_FIRST:], born is not None)


def _is_reached(ground: Ground, born: date | None) -> bool:
    """Without a date of birth only a ground for acute danger is judged at all (row 7a)."""
    return born is not None or ground.by_the_clock is not None


def questions(office: Office, person: Person, number: int, ground_id: str) -> ExceptionQuestions:
    """What to ask for this ground, with what was typed before; raises `Refused` NO_GROUND."""
    seen = office.see(person, lately=True)
    with office.act("", person) as unit:
        file = load(unit.session, number)
        require("exception.record", person, file.signal, file.tagged)
        asked = questions_for(office, unit, person, file, ground_id)
        return replace(asked, typed=read_draft(office, unit, seen, file, ground_id))


def questions_for(
    office: Office, unit: Unit, person: Person, file: CaseFile, ground_id: str
) -> ExceptionQuestions:
    """The same for a loaded signal, within an act; a draft stays closed."""
    ground = next((one for one in offer(office, person, file).all if one.id == ground_id), None)
    if ground is None:
        raise Refused("NO_GROUND", decision="NEEDS_EXCEPTION", ref=ref("S", file.number))
    partners = tuple(one for one in file.tagged_partners() if office.policy.has(ground.recipients, one.role))
    picked_up = {tag.partner_id for tag in file.tags if tag.reaction == PICKED_UP}
    likely = frozenset(one.id for one in partners if one.id in picked_up or len(partners) == 1)
    needs_second = asks_second_person(office, ground)
    eligible = reviewers_for(unit.session, person, recipients=())
    return ExceptionQuestions(
        number=file.number,
        ground=ground,
        purpose=ground.purpose or usual_purpose(office.book, file.partnership),
        recipients=partners,
        chosen=likely,
        categories=tuple(one for one in file.categories if one in ground.categories),
        texts=tuple(
            condition
            for key in ground.conditions
            if (condition := office.book.conditions[key]).met_by is MetBy.REASONING
        ),
        reviewer=eligible[0] if eligible else None,
        asks_reviewer=needs_second,
        longest=longest(office, ground),
        earlier=_earlier(office, unit, person, file, ground),
    )


def _earlier(
    office: Office, unit: Unit, person: Person, file: CaseFile, ground: Ground
) -> tuple[Unreviewed, ...]:
    if ground.by_the_clock is None or person.partner is None:
        return ()
    return earlier(office, file, person.partner, unit.now)


def longest(office: Office, ground: Ground) -> int | None:
    """How many days a ground may last here; None when it runs by the clock or outside the bot."""
    if ground.max_days is None:
        return None
    return office.policy.ground_days.get(ground.id, ground.max_days)


def asks_second_person(office: Office, ground: Ground) -> bool:
    """Whether somebody else must approve before sharing (P10)."""
    return ground.review is ReviewKind.BEFORE or ground.id in office.policy.extra_review
