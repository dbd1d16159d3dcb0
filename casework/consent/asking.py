"""What the consent form has to ask in this case, and nothing more (architecture 8)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from casework.casefile import CaseFile, load
from casework.consent import anybody, guardian
from casework.consent.before import Before, held
from casework.consent.correcting import find, without
from casework.errors import Refused
from casework.evidence import HOLDER_TYPES, REPRESENTATIVES, gezag, youth
from casework.office import Office
from casework.partnerships.purpose import usual_purpose
from casework.people import PartnerRef, Person
from casework.permissions import Audience, relations, require
from casework.question import Question
from casework.refs import ref
from casework.subject import capacity
from rules.consenters import Required, statements_needed, who_must_consent
from rules.vocabulary import Mode
from storage.evidence_tables import ConsentRecord
from storage.signal_tables import Item

YOUTH = "jongere"
PICKED_UP = "pickup"
EVERY_SIGNATURE = frozenset({Mode.ALL_HOLDERS, Mode.YOUTH_AND_ALL_HOLDERS})


@dataclass(frozen=True, slots=True)
class ConsentQuestions:
    """The fields of the consent form for one case and one recorder.

    `givers` is empty when the young person alone decides. `continues` is an earlier record that only
    lacks a signature: then a tick per missing person is all that is asked. A `fixed` form is the one for who
    neither reported nor leads: it says nothing about the case. `asks_second` for who may sign for their own
    institution (5c), with one of `seconds`; it `decides_itself` where it is known to be the only guardian.
    `second_before` is who decided along in the record that this one goes on from. Without a last day it
    `lasts` so many days, and `at_most` so many (policy P6b).
    """

    number: int
    ask_holders: bool
    givers: tuple[str, ...]
    ask_youth_voice: bool
    ask_other_holder: bool
    recipients: tuple[PartnerRef, ...]
    chosen: frozenset[int]
    categories: tuple[str, ...]
    statements: tuple[str, ...]
    purpose: str
    today: date
    lasts: int
    at_most: int
    continues: UUID | None = None
    already: tuple[str, ...] = ()
    may_record_capacity: bool = False
    holders: tuple[str, ...] | None = None
    gezag_verified: bool = False
    corrects: str = ""
    before: Before | None = None
    fixed: bool = False
    asks_second: bool = False
    decides_itself: bool = False
    second_before: int | None = None
    seconds: tuple[PartnerRef, ...] = ()


def questions(office: Office, person: Person, number: int, corrects: str = "") -> ConsentQuestions:
    """What to ask this recorder about this signal; `corrects` is the id of a record typed wrongly.

    Raises `Refused` when consent cannot help: nothing to share, nobody tagged, no birth date yet, or a
    role whose consent has no legal use (rulebook 7, P24).
    """
    with office.store.reading() as session:
        file = load(session, number)
        require("consent.record", person, file.signal, file.tagged)
        asked = _asked(office, person, file, corrects)
        return replace(asked, seconds=guardian.seconds(session, person)) if asked.asks_second else asked


def _asked(office: Office, person: Person, file: CaseFile, corrects: str) -> ConsentQuestions:
    if not anybody.leads(person, file):
        same = _same_for_every_case(office, person, file)
        own = find(office, file, person, corrects) if corrects else None
        return replace(same, corrects=str(own.id), before=held(own)) if own else same
    if not corrects:
        asked = questions_for(office, person, file)
        short = _fell_short(office, person, file)
        return replace(asked, before=held(short)) if short else asked
    row = find(office, file, person, corrects)
    asked = questions_for(office, person, without(file, row), alone=True)
    return replace(asked, corrects=str(row.id), before=held(row))


def questions_for(office: Office, person: Person, file: CaseFile, *, alone: bool = False) -> ConsentQuestions:
    """The same for a loaded signal; `alone` never completes an earlier record."""
    if not anybody.leads(person, file):
        return _same_for_every_case(office, person, file)
    with _for_whom_it_helps(person, file):
        return _questions_for(office, person, file, alone=alone)


def _same_for_every_case(office: Office, person: Person, file: CaseFile) -> ConsentQuestions:
    anybody.must_be_of_use(office, person, file)
    return ConsentQuestions(
        number=file.number,
        ask_holders=True,
        givers=anybody.EVERYBODY,
        ask_youth_voice=True,
        ask_other_holder=True,
        recipients=tuple(sorted(file.tagged_partners(), key=lambda one: (one.name, one.id))),
        chosen=frozenset(),
        categories=anybody.categories(office),
        statements=anybody.EVERY_STATEMENT,
        purpose=usual_purpose(office.book, file.partnership),
        today=office.today,
        lasts=office.policy.consent_days,
        at_most=office.policy.consent_days_max,
        fixed=True,
        asks_second=guardian.may_be(office, person),
    )


@contextmanager
def _for_whom_it_helps(person: Person, file: CaseFile) -> Iterator[None]:
    """Who may not take the next step themselves is sent to the reporter, not to a button that refuses."""
    try:
        yield
    except Refused as refused:
        closed_road = refused.decision == "NEEDS_EXCEPTION"
        next_is_for = Audience.LEAD if closed_road else Audience.AUTHOR
        if next_is_for not in relations(person, file.signal, file.tagged):
            refused.hint = "ASK_REPORTER"
        raise


def _questions_for(office: Office, person: Person, file: CaseFile, *, alone: bool) -> ConsentQuestions:
    this = ref("S", file.number)
    _can_consent_help(office, file, this)
    required = required_in(office, file)
    partners = file.tagged_partners()
    asker = person.partner.role if person.partner else ""
    categories = _open_to_consent(office, file)
    ticks = statements_needed(categories, [one.role for one in partners], asker, office.book, office.policy)
    may_be_guardian = guardian.may_be(office, person) and guardian.only_institutions(office, required)
    if not ticks.usable and not may_be_guardian:
        raise Refused("CONSENT_NOT_USABLE", decision="NEEDS_EXCEPTION", ref=this)
    picked_up = frozenset(tag.partner_id for tag in file.tags if tag.reaction == PICKED_UP) | _named(file)
    unfinished = None if alone else _unfinished(file, required)
    known = bool(file.facts and file.facts.holders)
    return ConsentQuestions(
        number=file.number,
        ask_holders=required.by_holders and not known,
        givers=_givers(office, required, file, unfinished),
        ask_youth_voice=required.hear_youth,
        ask_other_holder=required.mode is Mode.ONE_HOLDER and (not known or len(required.holders) > 1),
        recipients=partners,
        chosen=picked_up,
        categories=categories,
        statements=tuple(
            name
            for name, needed in (
                ("conversation", True),
                ("explicit", ticks.explicit),
                ("consequences_explained", ticks.consequences_explained),
                ("ap_indicaties", ticks.ap_indicaties and not (may_be_guardian and known)),
            )
            if needed
        ),
        purpose=usual_purpose(office.book, file.partnership),
        today=office.today,
        lasts=office.policy.consent_days,
        at_most=office.policy.consent_days_max,
        continues=unfinished.id if unfinished else None,
        already=tuple(unfinished.given) if unfinished else (),
        may_record_capacity=_may_record_capacity(office, person, file),
        holders=tuple(file.facts.holders) if known and file.facts and required.by_holders else None,
        gezag_verified=bool(file.facts and file.facts.gezag_verified),
        asks_second=may_be_guardian,
        decides_itself=may_be_guardian and known,
        second_before=unfinished.second if unfinished else None,
    )


def _named(file: CaseFile) -> frozenset[int]:
    """Whom the newest yes names, as far as they are still asked: with them it was to be shared before."""
    yes = [one for one in file.consents if one.given and not one.refused and not one.withdrawn]
    return frozenset(one["partner"] for one in yes[-1].recipients) & file.tagged if yes else frozenset()


def _fell_short(office: Office, person: Person, file: CaseFile) -> ConsentRecord | None:
    """The newest record, when this person made it today and it opens nothing: most of it need not be
    asked twice."""
    newest = file.consents[-1] if file.consents else None
    if newest is None or newest.refused or newest.withdrawn:
        return None
    if not person.did(newest.recorded_by, newest.recorded_at):
        return None
    if newest.recorded_at.astimezone(office.zone).date() != office.today:
        return None
    sharer = file.members.get(file.signal.author_partner_id) or person.partner
    items = tuple(item for item in file.items if set(item.categories) <= set(newest.categories))
    if sharer is None or not items:
        return None
    named = file.chosen({one["partner"] for one in newest.recipients})
    question = Question(sharer, named, items, newest.purpose or "")
    return None if office.gate.judge(file, question, office.clock.now()).allowed else newest


def _may_record_capacity(office: Office, person: Person, file: CaseFile) -> bool:
    may = Audience.LEAD in relations(person, file.signal, file.tagged)
    return may and capacity.matters(office, file)


def required_in(office: Office, file: CaseFile) -> Required:
    """Who must consent in this case now; among sources under several regimes the one that asks most.

    Raises `Refused` INCOMPLETE when the date of birth is missing: everything hangs on it.
    """
    born = office.gate.birth_date(file, office.today)
    if born is None:
        raise Refused("INCOMPLETE", hint="ADD_BIRTH_DATE", ref=ref("S", file.number))
    asked = [
        who_must_consent(
            youth(file.capacity, born),
            gezag(file.facts),
            regime,
            office.today,
            office.book,
            policy=office.policy,
        )
        for regime in sorted({item.source_regime for item in _from_open_sources(office, file) or file.items})
    ]
    return max(asked, key=lambda one: (one.mode in EVERY_SIGNATURE, one.youth))


def _can_consent_help(office: Office, file: CaseFile, this: str) -> None:
    file.must_be_open()
    if not file.items:
        raise Refused("NOTHING_TO_SHARE", ref=this)
    if not file.tagged_partners():
        raise Refused("NOBODY_TAGGED", ref=this)
    if not _open_to_consent(office, file):
        raise Refused(_why_closed(office, file), decision="NEEDS_EXCEPTION", ref=this)


def _open_to_consent(office: Office, file: CaseFile) -> tuple[str, ...]:
    """The categories that consent can open at all: never police data, others' data or a BSN.

    Items from a source that consent never opens are left out with all their labels (rulebook 5, rows 9, 9b).
    """
    book = office.book
    closed = book.police | book.third_party | book.forbidden
    found = dict.fromkeys(one for item in _from_open_sources(office, file) for one in item.categories)
    return tuple(one for one in found if one not in closed)


def _from_open_sources(office: Office, file: CaseFile) -> list[Item]:
    return [item for item in file.items if not office.book.regimes[item.source_regime].closed]


def _why_closed(office: Office, file: CaseFile) -> str:
    sources = [office.book.regimes[item.source_regime].closed for item in file.items]
    if set(file.categories) & office.book.police:
        return "WPG_CLOSED"
    return next(filter(None, sources), "THIRD_PARTY")


def _givers(
    office: Office, required: Required, file: CaseFile, unfinished: ConsentRecord | None
) -> tuple[str, ...]:
    match required.mode:
        case Mode.YOUTH:
            return ()
        case Mode.REPRESENTATIVE:
            return required.representatives
        case Mode.NOBODY:
            return REPRESENTATIVES
        case _:
            known = tuple(file.facts.holders) if file.facts and file.facts.holders else tuple(HOLDER_TYPES)
    signed = set(unfinished.given) if unfinished else set()
    return tuple(one for one in (*((YOUTH,) if required.youth else ()), *known) if one not in signed)


def _unfinished(file: CaseFile, required: Required) -> ConsentRecord | None:
    """The newest record, when a signature is all it lacks."""
    if not file.consents or required.mode not in EVERY_SIGNATURE:
        return None
    newest = file.consents[-1]
    if newest.refused or newest.withdrawn or not newest.given:
        return None
    return newest if required.missing(newest.given) else None
