"""The facts a decision is made on and the verdict it ends in (rulebook sections 2 and 5)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from rules.codes import Decision as Decision  # noqa: PLC0414  # callers take facts and verdict from here

# A plain date is a local date in Europe/Amsterdam; a datetime is an aware instant.
Moment = date | datetime

YOUTH = "jongere"


class Capacity(StrEnum):
    """Whether the young person can decide on this matter; `onbekend` counts as capable."""

    CAPABLE = "bekwaam"
    INCAPABLE = "wilsonbekwaam"
    UNKNOWN = "onbekend"


class Kind(StrEnum):
    """What is asked for: the stub, an anonymous consultation, or details."""

    STUB = "stub"
    ANONYMOUS = "anoniem"
    DETAILS = "details"


class Urgency(StrEnum):
    """How urgent; `acuut` opens the fast path E01 and shows 112."""

    NONE = "geen"
    RAISED = "verhoogd"
    ACUTE = "acuut"


class YouthVoice(StrEnum):
    """What a young person of 12 to 15 said when heard (P1)."""

    AGREES = "instemmend"
    NO_OBJECTION = "geen_bezwaar"
    OBJECTS = "bezwaar"
    NOT_HEARD = "niet_gehoord"


class OtherHolder(StrEnum):
    """The recorded position of the holder of gezag who did not sign (P4)."""

    AGREES = "instemt"
    SAID_TO_AGREE = "verklaard_geen_bezwaar"
    UNREACHABLE = "onbereikbaar_gedocumenteerd"
    OBJECTS = "bezwaar"
    NOT_RECORDED = "niet_vastgelegd"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody with gezag: a person code of this case, and ouder, voogd or voogd_gi."""

    id: str
    type: str


@dataclass(frozen=True, slots=True)
class Youth:
    """The young person; `representatives` are ids such as `curator`, only for adults without capacity."""

    dob: date | None
    capacity: Capacity = Capacity.UNKNOWN
    representatives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gezag:
    """Everyone with gezag at this moment, and whether the register or an order confirmed it."""

    holders: tuple[Holder, ...] = ()
    verified: bool = False


@dataclass(frozen=True, slots=True)
class Sender:
    """Who acts (role, person, organisation) and the regime of the source the items came from (section 5b)."""

    role: str
    regime: str
    person: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Somebody who would receive; `regime` None means that of the role, `organisation` is read by row 7b."""

    role: str
    partner: str | None = None
    involved: bool = True
    rechtstreeks_betrokken: bool = False
    regime: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a record names: a partner in a role, or with `partner` None the involved people of that role."""

    role: str
    partner: str | None = None

    def covers(self, recipient: Recipient) -> bool:
        """Whether what this record allows reaches that recipient."""
        return self.role == recipient.role and self.partner in (None, recipient.partner)

    def touches(self, recipient: Recipient) -> bool:
        """Whether an objection against this addressee is about that recipient."""
        if self.partner is None or recipient.partner is None:
            return self.role == recipient.role
        return self.partner == recipient.partner


@dataclass(frozen=True, slots=True)
class Request:
    """What somebody wants to share, with whom and for what."""

    kind: Kind
    purpose: str | None
    recipients: tuple[Recipient, ...]
    categories: frozenset[str]
    urgency: Urgency = Urgency.NONE
    channel: str = "besloten"
    reidentifiable: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """One record of consent, refusal or withdrawal (section 4).

    `specific` is False when the record names "alle partners", several purposes or the like. Without
    purpose, recipients or categories an objection in this record is about all of them.
    """

    given: Mapping[str, Moment] = field(default_factory=dict)
    refused: frozenset[str] = frozenset()
    refused_on: Moment | None = None
    withdrawn: Mapping[str, Moment] = field(default_factory=dict)
    asked_by: str | None = None
    purpose: str | None = None
    recipients: tuple[Addressee, ...] = ()
    categories: frozenset[str] = frozenset()
    specific: bool = True
    active: bool = True
    free: bool = True
    informed: bool = True
    explicit: bool = False
    ap_indicaties: bool = False
    consequences_explained: bool = False
    other_holder: OtherHolder = OtherHolder.NOT_RECORDED
    youth_voice: YouthVoice = YouthVoice.NOT_HEARD
    until: Moment | None = None
    form: str | None = None
    recorded_by: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A second person's approval; `by` is a person or a role."""

    by: str
    at: Moment | None


@dataclass(frozen=True, slots=True)
class Informed:
    """Whether youth and parents were told, or why not (yet)."""

    done: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ExceptionRecord:
    """One recorded ground (section 6); `conditions` are those met, see `Rulebook.conditions_met`."""

    ground: str
    invoked_by: str | None = None
    invoker: str | None = None
    purpose: str | None = None
    recipients: tuple[Addressee, ...] = ()
    categories: frozenset[str] = frozenset()
    conditions: frozenset[str] = frozenset()
    granted: Moment | None = None
    until: Moment | None = None
    review: Review | None = None
    informed: Informed = field(default_factory=Informed)
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """Everything one decision looks at; `now` is aware.

    `elsewhere` holds the sender's E01 records in other cases: two unreviewed ones block the next (P11).
    """

    now: datetime
    youth: Youth
    gezag: Gezag
    sender: Sender
    request: Request
    consents: tuple[Consent, ...] = ()
    exceptions: tuple[ExceptionRecord, ...] = ()
    elsewhere: tuple[ExceptionRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision with its code, and enough to help the person on.

    `missing` are the person codes whose consent is still needed; `recipients` and `categories` are what
    must go from the request (P2b). `consent` or `exception` is the index of the record that carried the
    decision or got furthest.
    """

    decision: Decision
    reason: str
    hint: str | None = None
    missing: tuple[str, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    categories: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    consent: int | None = None
    exception: int | None = None

    @property
    def allowed(self) -> bool:
        """Whether the items may be shared with exactly these recipients."""
        return self.decision is Decision.ALLOW
