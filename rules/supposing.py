"""A case that does not exist (yet): what somebody answers in the guided check, filled in to be decided.

The check asks six things and leaves the rest open. What it leaves open is a closed list of provisos;
`suppose` makes the case in which all of them hold, or in which some of them fail in the worst way.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from rules.book import Rulebook
from rules.codes import Reason
from rules.consenters import who_must_consent
from rules.model import (
    YOUTH,
    Addressee,
    Capacity,
    Case,
    Consent,
    ExceptionRecord,
    Gezag,
    Holder,
    Kind,
    OtherHolder,
    Recipient,
    Request,
    Sender,
    Urgency,
    Youth,
    YouthVoice,
)
from rules.moments import local_day
from rules.vocabulary import Mode

ONE, OTHER, CURATOR = "ouder_1", "ouder_2", "curator"
_HALF_A_YEAR = timedelta(days=182)
_JUST_NOW = timedelta(days=30)
_BEFORE_THAT = timedelta(days=60)
_ELDEST = 22  # from the 23rd birthday on nothing is kept any more (P19)


class Said(StrEnum):
    """What came of asking consent, as far as the person who asks the question knows."""

    NOT_ASKED = "not_asked"
    YOUTH = "youth"
    ONE_HOLDER = "one_holder"
    ALL_HOLDERS = "all_holders"
    YOUTH_AND_ONE = "youth_and_one_holder"
    YOUTH_AND_ALL = "youth_and_all_holders"
    REPRESENTATIVE = "representative"
    YOUTH_REFUSED = "youth_refused"
    HOLDER_REFUSED = "holder_refused"
    IMPOSSIBLE = "impossible"


SIGNED: Mapping[Said, tuple[str, ...]] = {
    Said.YOUTH: (YOUTH,),
    Said.ONE_HOLDER: (ONE,),
    Said.ALL_HOLDERS: (ONE, OTHER),
    Said.YOUTH_AND_ONE: (YOUTH, ONE),
    Said.YOUTH_AND_ALL: (YOUTH, ONE, OTHER),
    Said.REPRESENTATIVE: (CURATOR,),
}
REFUSED: Mapping[Said, str] = {Said.YOUTH_REFUSED: YOUTH, Said.HOLDER_REFUSED: ONE}
_ONE_OF_THEM = frozenset({Said.ONE_HOLDER, Said.YOUTH_AND_ONE})


class Proviso(StrEnum):
    """Something the six questions leave open; in the order in which people read it."""

    CIRCLE = "circle"  # everyone who reads along has a role in this case
    DIRECT = "direct"  # all recipients directly carry out the same help
    VALID = "valid"  # active, free, informed, specific, in force
    VERIFIED = "verified"  # gezag was looked up
    SOLE_HOLDER = "sole_holder"  # nobody else has gezag
    OTHER_HOLDER = "other_holder"  # the other holder does not object, and that is recorded
    HEARD = "heard"  # the young person was heard and does not object
    CAPABLE = "capable"  # can decide on this matter; for a represented adult: established that not
    BIRTHDAY = "birthday"  # said on or after the birthday from which it counts
    EXPLICIT = "explicit"
    EXPLAINED = "explained"  # the use for investigation
    INDICATIONS = "indications"  # the AP indications


# The outcome that stands for each proviso: there its rule is found.
STANDS_FOR: Mapping[Proviso, Reason] = {
    Proviso.CIRCLE: Reason.RECIPIENT_NOT_INVOLVED,
    Proviso.DIRECT: Reason.OK_DIRECT_INVOLVED,
    Proviso.VALID: Reason.NOT_ACTIVE,
    Proviso.VERIFIED: Reason.GEZAG_NOT_VERIFIED,
    Proviso.SOLE_HOLDER: Reason.MISSING_CONSENTER,
    Proviso.OTHER_HOLDER: Reason.OTHER_HOLDER_NOT_RECORDED,
    Proviso.HEARD: Reason.YOUTH_NOT_HEARD,
    Proviso.CAPABLE: Reason.MISSING_CONSENTER,
    Proviso.BIRTHDAY: Reason.MISSING_CONSENTER,
    Proviso.EXPLICIT: Reason.NOT_EXPLICIT,
    Proviso.EXPLAINED: Reason.POLICE_CONSEQUENCES_NOT_EXPLAINED,
    Proviso.INDICATIONS: Reason.CONSENT_NOT_USABLE,
}


@dataclass(frozen=True, slots=True)
class Answers:
    """The six answers: rulebook ids, roles as recipients, the age row of the matrix (`age.12_15`).

    `purpose` None is somebody who has no concrete purpose yet.
    """

    purpose: str | None
    recipients: tuple[str, ...]
    categories: frozenset[str]
    age: str
    said: Said
    danger: Urgency


@dataclass(frozen=True, slots=True)
class Supposed:
    """The setting of one check: the answers, who asks, and when; `now` is aware."""

    answers: Answers
    sender: Sender
    now: datetime
    book: Rulebook = field(repr=False)


def suppose(
    this: Supposed,
    failing: Collection[Proviso] = (),
    *,
    asked_well: bool = False,
    exceptions: tuple[ExceptionRecord, ...] = (),
) -> Case:
    """The case of these answers in which every proviso holds, but for the `failing` ones.

    With `asked_well` a record is added in which everyone whose consent is needed says yes today.
    Raises `KeyError` for ids the tables do not know.
    """
    answers, today = this.answers, local_day(this.now)
    dob, day = _dates(this, today, young=Proviso.BIRTHDAY in failing)
    youth = _youth(answers, dob, doubtful=Proviso.CAPABLE in failing)
    alone = answers.said in _ONE_OF_THEM and not asked_well and Proviso.SOLE_HOLDER not in failing
    holders = tuple(Holder(one, "ouder") for one in ((ONE,) if alone else (ONE, OTHER)))
    gezag = Gezag(holders, verified=Proviso.VERIFIED not in failing)
    consents = [_record(this, dict.fromkeys(SIGNED[answers.said], day), failing)] if signed(answers) else []
    if answers.said in REFUSED:
        consents.append(Consent(refused=frozenset({REFUSED[answers.said]}), refused_on=today))
    if asked_well:
        sound = _youth(answers, dob, doubtful=False)
        consents.append(_record(this, dict.fromkeys(_needed(this, sound, gezag, today), day), failing))
    return Case(
        now=this.now,
        youth=youth,
        gezag=gezag,
        sender=this.sender,
        request=_request(answers, failing),
        consents=tuple(consents),
        exceptions=exceptions,
    )


def signed(answers: Answers) -> bool:
    """Whether anybody said yes."""
    return answers.said in SIGNED


def age_of(answers: Answers, book: Rulebook) -> int:
    """The age the check reckons with: the eldest of the band, who has most to say."""
    return min(next(row.last_age for row in book.matrix.age if row.id == answers.age), _ELDEST)


def _dates(this: Supposed, today: date, *, young: bool) -> tuple[date, date]:
    """Date of birth and day of signing; `young` is somebody who signed just before the band began."""
    row = next(row for row in this.book.matrix.age if row.id == this.answers.age)
    if young and row.first_age:
        return _years_before(today, row.first_age) - _JUST_NOW, today - _BEFORE_THAT
    return _years_before(today, age_of(this.answers, this.book)) - _HALF_A_YEAR, today


def _years_before(day: date, years: int) -> date:
    return day.replace(year=day.year - years, day=min(day.day, 28))


def _youth(answers: Answers, dob: date, *, doubtful: bool) -> Youth:
    represented = (answers.said is Said.REPRESENTATIVE) != doubtful
    present = (CURATOR,) if answers.said is Said.REPRESENTATIVE else ()
    return Youth(dob, Capacity.INCAPABLE if represented else Capacity.CAPABLE, present)


def _request(answers: Answers, failing: Collection[Proviso]) -> Request:
    circle = Proviso.CIRCLE not in failing
    return Request(
        kind=Kind.DETAILS,
        purpose=answers.purpose,
        recipients=tuple(
            Recipient(role, involved=circle, rechtstreeks_betrokken=Proviso.DIRECT not in failing)
            for role in answers.recipients
        ),
        categories=answers.categories,
        urgency=answers.danger,
        channel="besloten" if circle else "openbaar",
    )


def _needed(this: Supposed, youth: Youth, gezag: Gezag, today: date) -> tuple[str, ...]:
    """Whom to ask: everyone who must consent; of several holders one where one is enough."""
    required = who_must_consent(youth, gezag, this.sender.regime, today, this.book)
    return (ONE,) if required.mode is Mode.ONE_HOLDER else required.persons


def _record(this: Supposed, given: Mapping[str, date], failing: Collection[Proviso]) -> Consent:
    """A yes of these persons for exactly this; a failing proviso spoils it in the worst way."""
    answers, valid = this.answers, Proviso.VALID not in failing
    heard = YOUTH in given or Proviso.HEARD not in failing
    return Consent(
        given=given,
        asked_by=this.sender.role,
        purpose=answers.purpose,
        recipients=tuple(Addressee(role) for role in answers.recipients),
        categories=answers.categories,
        specific=valid,
        active=valid,
        free=valid,
        informed=valid,
        explicit=Proviso.EXPLICIT not in failing,
        ap_indicaties=Proviso.INDICATIONS not in failing,
        consequences_explained=Proviso.EXPLAINED not in failing,
        other_holder=(
            OtherHolder.SAID_TO_AGREE if Proviso.OTHER_HOLDER not in failing else OtherHolder.OBJECTS
        ),
        youth_voice=YouthVoice.NO_OBJECTION if heard else YouthVoice.OBJECTS,
    )
