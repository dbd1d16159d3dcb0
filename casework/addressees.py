"""Who a message is for at the moment it is drawn: what somebody no longer is, nothing tells them.

A message is queued for an account because of what that account is to something. Between queueing and sending,
and as long as it stands in Slack, that may end: they left the partnership, or gave a role away.
"""

from __future__ import annotations

from collections.abc import Mapping

from sqlmodel import Session

from casework import casefile
from casework.errors import NotForYou
from casework.exceptions.independence import why_not
from casework.office import Office
from casework.overleg import access
from casework.overleg import file as overleg
from casework.overleg.refs import read_occurrence
from casework.people import Person, identify
from casework.permissions import Audience, relations
from casework.readers import may_stand
from casework.refs import number
from casework.report import sending
from storage.evidence_tables import ExceptionEntry
from storage.repositories import exceptions, overleggen, rights, signals

_WATCHERS = frozenset({Audience.COORDINATOR, Audience.FG})
_MEETING = frozenset({Audience.MEETING})
ANYONE = frozenset({Audience.ANYONE})

# Each kind of direct message with what its reader must be to what it is about; one of these is enough.
MESSAGES: Mapping[str, frozenset[Audience]] = {
    "signal.tagged": frozenset({Audience.TAGGED}),
    "signal.author": frozenset({Audience.AUTHOR}),
    "signal.unposted": frozenset({Audience.AUTHOR}),
    "signal.nudge": frozenset({Audience.REGIE}),
    "signal.lead": frozenset({Audience.INVOLVED}),
    "signal.ending": frozenset({Audience.REGIE}),
    "signal.word_back": frozenset({Audience.INVOLVED}),
    "request.asked": frozenset({Audience.REGIE}),
    "request.declined": frozenset({Audience.TAGGED}),
    "offer.made": frozenset({Audience.REGIE}),
    "offer.declined": frozenset({Audience.COLLEAGUE}),
    "author.regie": frozenset({Audience.AUTHOR}),
    "author.answer": frozenset({Audience.AUTHOR}),
    "author.consent": frozenset({Audience.AUTHOR}),
    "lead.consent": frozenset({Audience.LEAD}),
    "author.exception": frozenset({Audience.AUTHOR}),
    "lead.exception": frozenset({Audience.LEAD}),
    "author.subject": frozenset({Audience.AUTHOR}),
    "lead.subject": frozenset({Audience.LEAD}),
    "consent.confirm": frozenset({Audience.REGIE}),
    "consent.uncounted": frozenset({Audience.INVOLVED}),
    "consent.confirmed": frozenset({Audience.INVOLVED}),
    "consent.same_person": frozenset({Audience.INVOLVED}),
    "exception.review": frozenset({Audience.REVIEWER}),
    "exception.told": _WATCHERS,
    "exception.overdue": _WATCHERS,
    "exception.outcome": frozenset({Audience.LEAD}),
    "exception.complete": frozenset({Audience.LEAD}),
    "disclosure.offer": frozenset({Audience.TAGGED}),
    "disclosure.acute": frozenset({Audience.TAGGED}),
    "disclosure.unposted": frozenset({Audience.LEAD}),
    "overleg.agenda": _MEETING,
    "overleg.day": _MEETING,
    "overleg.hour": _MEETING,
    "overleg.quarter": _MEETING,
    "overleg.follow_up": _MEETING,
    "overleg.planned": _MEETING,
    "overleg.altered": _MEETING,
    "overleg.resumed": _MEETING,
    "overleg.stands_in": _MEETING,
    "overleg.cancelled": _MEETING,
    "overleg.changed": _MEETING,
    "overleg.deputy": _MEETING,
    "action.assigned": frozenset({Audience.OWNER}),
    "action.due": frozenset({Audience.OWNER}),
    "audit.anchor": frozenset({Audience.FG}),
    "audit.broken": frozenset({Audience.FG}),
    "audit.weekly": frozenset({Audience.FG}),
    "erasure.cleared": frozenset({Audience.FG}),
    "erasure.stuck": frozenset({Audience.FG}),
    "name.guessing": frozenset({Audience.FG}),
    "report.monthly": frozenset({Audience.COORDINATOR}),
    "rights.asked": frozenset({Audience.COORDINATOR}),
    "rights.told": frozenset({Audience.FG}),
    "rights.due": frozenset({Audience.FG}),
    "rights.correct": frozenset({Audience.AUTHOR}),
    # That they may use no further what they received must reach them wherever they went.
    "disclosure.stop": ANYONE,
    # These look themselves for whom they may be drawn.
    "goal.asked": ANYONE,
    "partnership.coordinator": ANYONE,
    "partnership.ended": ANYONE,
    "channel.invited": ANYONE,
    "goal.evaluate": ANYONE,
    "match.notice": ANYONE,
    "link.notice": ANYONE,
    "partner.welcome": ANYONE,
    "partner.closed": ANYONE,
    # A reference only, for whoever wrote the text or coordinates where it stands.
    "text.named": ANYONE,
    "grant.told": ANYONE,
    # A number only, for a colleague who need not be involved.
    "consent.seconded": ANYONE,
    "guard.hint": ANYONE,
    "guard.standing": ANYONE,
    "police.kept": ANYONE,
    "ground.asked": ANYONE,
    "ground.told": ANYONE,
    # Alarms hold a number and go to whoever can do something about it at that moment.
    "delivery.alarm": ANYONE,
    "delivery.stuck": ANYONE,
    "overleg.alarm": ANYONE,
    "overleg.stuck": ANYONE,
    "work.damaged": ANYONE,
}

# The kinds that are drawn anew when what somebody is changes.
RELATIONAL = tuple(kind for kind, wanted in MESSAGES.items() if wanted != ANYONE)


def is_person(target: str) -> bool:
    """Whether a post is for one person: user ids begin with U or W, a direct message is theirs alone."""
    return target.startswith(("U", "W"))


def may_see(office: Office, kind: str, target: str, reference: str) -> bool:
    """Whether a message of this kind about `reference` is (still) for this account, or this conversation.

    Raises `NotForYou` for something that was erased, and `KeyError` for a kind the table does not list: a
    programming error, caught by the structural test.
    """
    if not is_person(target):
        with office.store.reading() as session:
            return may_stand(session, kind, reference)
    wanted = MESSAGES[kind]
    if wanted == ANYONE:
        return True
    with office.store.reading() as session:
        person = identify(session, target)
        if Audience.FG in wanted and "fg" in person.grants:
            return True  # also about what was erased
        return not wanted.isdisjoint(_held(session, person, reference))


def _held(session: Session, person: Person, reference: str) -> frozenset[Audience]:
    """What this person is to what is referred to, and the role that goes with no partnership."""
    held = _to_it(session, person, reference)
    return held | {Audience.FG} if "fg" in person.grants else held


def _to_it(session: Session, person: Person, reference: str) -> frozenset[Audience]:
    if (signal := number("S", reference)) is not None:
        return _to_signal(session, person, signal)
    if (disclosure := number("D", reference)) is not None:
        row = signals.disclosure(session, disclosure)
        return _to_signal(session, person, row.signal_id if row else 0)
    if (exception := number("X", reference)) is not None:
        entry = exceptions.entry(session, exception)
        held = _to_signal(session, person, entry.signal_id if entry else 0)
        judges = entry is not None and _judges(session, entry, person)
        return held | {Audience.REVIEWER} if judges else held
    if (asked := number("V", reference)) is not None:
        right = rights.one(session, asked)
        return _to_signal(session, person, right.signal_id if right else 0)
    if (point := number("A", reference)) is not None:
        return _to_action(session, person, point)
    if (month := sending.read_reference(reference)) is not None:
        return frozenset({Audience.COORDINATOR}) if month[0] in person.coordinates else frozenset()
    if reference[:1].upper() == "O":
        series, planned = read_occurrence(reference)
        return access.relations(person, overleg.load(session, series), planned)
    return frozenset()


def _judges(session: Session, entry: ExceptionEntry, person: Person) -> bool:
    recipients = [one["partner"] for one in entry.recipients]
    named = entry.reviewer == person.user_id
    return named and why_not(session, person.user_id, entry.invoker, recipients) is None


def _to_signal(session: Session, person: Person, signal: int) -> frozenset[Audience]:
    row, _keys, _partnership = casefile.trunk(session, signal)
    tagged = frozenset(one.partner_id for one in signals.tags(session, signal))
    return relations(person, row, tagged)


def _to_action(session: Session, person: Person, point: int) -> frozenset[Audience]:
    row = overleggen.action(session, point)
    if row is None:
        raise NotForYou
    held = access.relations(person, overleg.load(session, row.overleg_id), row.planned)
    owns = Audience.HOST in held or (Audience.MEETING in held and person.user_id == row.owner)
    return held | ({Audience.OWNER} if owns else set())
