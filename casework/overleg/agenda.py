"""The agenda of one time: open signals and what may be said of each, goals, own items, action points.

Whether details may be discussed with everyone invited, the gate decides per invitee. Who is missing, and
why, is only for who reported or leads that very signal: organising or chairing opens nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session

from casework.casefile import CaseFile
from casework.errors import Refused
from casework.goals.looking import AgendaGoal, on_agenda
from casework.office import Office
from casework.overleg.access import must_be_held, require, the_time
from casework.overleg.drafting import ITEM_LIMIT
from casework.overleg.file import OverlegFile, load
from casework.overleg.looking import TimeCard, time_card
from casework.overleg.names import subject_names
from casework.overleg.on_table import cases
from casework.partnerships.purpose import usual_purpose
from casework.people import PartnerRef, Person
from casework.permissions import Audience, relations
from casework.question import Question
from casework.readers import everybody
from casework.refs import ref
from casework.signals import wording
from casework.signals.drafting import Findings
from casework.standing_texts import StandingTexts
from casework.texts import required_text
from rules.model import Decision, Verdict
from rules.overleggen import Occurrence
from storage import occasions, outbox
from storage.overleg_tables import ActionPoint, AgendaItem
from storage.repositories import overleggen

MOST_ITEMS = 20


class Openness(StrEnum):
    """What may be said of a signal at the table."""

    STUB = "stub"  # there are no details
    EVERYONE = "everyone"  # details may be discussed with everyone invited
    NOT_EVERYONE = "not_everyone"  # only anonymously, as long as one invitee is not covered
    ANONYMOUS = "anonymous"  # this kind of overleg is anonymous by agreement
    CHOSEN = "chosen"  # only chosen people read that it exists


@dataclass(frozen=True, slots=True)
class AgendaSignal:
    """A signal on the agenda as its card says it; `missing` only for who may know it.

    `held` says that its author still has to take a name out of the words.
    """

    number: int
    ref: str
    level: str
    created_at: datetime
    openness: Openness
    place: str = ""
    area: str | None = None
    summary: str = ""
    held: bool = False
    acute: bool = False
    missing: tuple[tuple[PartnerRef, Verdict], ...] = ()


@dataclass(frozen=True, slots=True)
class AgendaAction:
    """An open action point; `owner` is an account."""

    ref: str
    text: str
    owner: str
    due: date
    overdue: bool


@dataclass(frozen=True, slots=True)
class Agenda:
    """What is on the table at one time."""

    time: TimeCard
    content: str
    signals: tuple[AgendaSignal, ...]
    goals: tuple[AgendaGoal, ...]
    items: tuple[tuple[str, str], ...]  # text, and the account of who put it there
    actions: tuple[AgendaAction, ...]


def for_channel(office: Office, number: int, planned: date) -> Agenda:
    """The agenda as everyone in the channel may read it, for a post that is about to be rendered."""
    with office.store.reading() as session:
        file = load(session, number)
        return _agenda(office, session, file, file.at(planned), None)


def for_person(office: Office, person: Person, number: int, planned: date | None) -> Agenda:
    """The agenda for one person, by default of the next time; raises `NotForYou` or `Refused`."""
    now = office.clock.now()
    with office.store.reading() as session:
        file = load(session, number)
        held = the_time("overleg.agenda", person, file, planned, now)
        return _agenda(office, session, file, held, person)


def add_item(
    office: Office,
    person: Person,
    number: int,
    planned: date,
    typed: str,
    key: str,
    already_asked: tuple[str, ...] = (),
) -> None:
    """Put something on the agenda, in checked text; raises `Invalid` or `AskFirst` for the field `item`."""
    with office.act(key, person) as unit:
        file = load(unit.session, number)
        require("view:overleg.item", person, file, planned)
        must_be_held(file, file.at(planned), unit.now)
        if len(overleggen.agenda_items(unit.session, number, planned)) >= MOST_ITEMS:
            raise Refused("AGENDA_FULL", ref=file.ref_of(planned))
        names = subject_names(office, unit.session, file.partnership.id or 0)
        found = Findings()
        text = found.take("item", required_text(typed, ITEM_LIMIT, names, file.words, office.today))
        found.settle(already_asked)
        row = AgendaItem(overleg_id=number, planned=planned, added_by=person.user_id, added_at=unit.now)
        unit.session.add(row)
        unit.session.flush()
        occasions.seal(unit.session, unit.vault, row, text or "")
        outbox.change(unit.session, ref=file.ref_of(planned), now=unit.now)
        unit.posted = True
        unit.note(person.user_id, "overleg.item", ref=file.ref_of(planned))


def action_card(texts: StandingTexts, row: ActionPoint) -> AgendaAction:
    """An action point as lists show it."""
    overdue = row.due < texts.office.today
    return AgendaAction(ref("A", row.id), texts.said(row), row.owner, row.due, overdue)


def invitees(session: Session, file: OverlegFile, planned: date) -> tuple[PartnerRef, ...]:
    """Who will sit at the table: everyone invited who did not say no, and deputies for who stays away.

    Organiser and chair always count: whoever puts together a table could else leave it, and learn of one
    partner at a time who is covered.
    """
    answers = {row.user_id: row for row in overleggen.presence(session, file.number, planned)}
    hosts = {file.organiser, file.chair_of(planned)}
    seated: dict[int, PartnerRef] = {}
    for one in [*map(file.partner_of, sorted(hosts)), *file.participants]:
        answer = answers.get(one.user_id or "") if one else None
        if one is not None and (one.user_id in hosts or answer is None or answer.present):
            seated[one.id] = one
    for answer in answers.values():
        deputy = file.partner_of(answer.deputy) if answer.deputy else None
        if deputy is not None:
            seated[deputy.id] = deputy
    return tuple(seated.values())


def _agenda(
    office: Office, session: Session, file: OverlegFile, held: Occurrence, viewer: Person | None
) -> Agenda:
    now, texts = office.clock.now(), StandingTexts(office, session)
    table = invitees(session, file, held.planned)
    kind = office.book.meetings[file.partnership.kind]
    shown = cases(session, file.row.partnership_id, viewer)
    return Agenda(
        time=time_card(texts, file, held, now),
        content=kind.content,
        signals=tuple(
            _signal(office, case, table, file, viewer, now) for case in sorted(shown, key=_urgency(office))
        ),
        goals=on_agenda(texts, file.row.partnership_id, held.day),
        items=tuple(
            (texts.said(one), one.added_by)
            for one in overleggen.agenda_items(session, file.number, held.planned)
        ),
        actions=tuple(action_card(texts, one) for one in overleggen.open_actions(session, file.number)),
    )


def _urgency(office: Office) -> Callable[[CaseFile], tuple[bool, int, datetime, int]]:
    """Acute danger first, then the highest level, and of one level the oldest."""
    levels = list(office.book.levels)
    return lambda case: (
        not case.acute,
        -levels.index(case.signal.level),
        case.signal.created_at,
        case.number,
    )


def _signal(
    office: Office,
    case: CaseFile,
    table: tuple[PartnerRef, ...],
    file: OverlegFile,
    viewer: Person | None,
    now: datetime,
) -> AgendaSignal:
    kind = office.book.meetings[file.partnership.kind]
    missing: tuple[tuple[PartnerRef, Verdict], ...] = ()
    if not everybody(case.signal):
        openness = Openness.CHOSEN
    elif not kind.details:
        openness = Openness.ANONYMOUS
    elif not case.items:
        openness = Openness.STUB
    else:
        missing = _missing(office, case, table, usual_purpose(office.book, file.partnership), now)
        openness = Openness.NOT_EVERYONE if missing or not _sharer(case) else Openness.EVERYONE
    said, held = wording.shown(office, case)
    return AgendaSignal(
        place=case.signal.place,
        area=said.area,
        summary=said.summary,
        held="summary" in held,
        acute=case.acute,
        number=case.number,
        ref=ref("S", case.number),
        level=case.signal.level,
        created_at=case.signal.created_at,
        openness=openness,
        missing=missing if _may_know(viewer, case) else (),
    )


def _missing(
    office: Office, case: CaseFile, table: tuple[PartnerRef, ...], purpose: str, now: datetime
) -> tuple[tuple[PartnerRef, Verdict], ...]:
    sharer = _sharer(case)
    if sharer is None:
        return ()
    found = []
    for one in table:
        if one.id == sharer.id:
            continue
        verdict = office.gate.judge(case, Question(sharer, (one,), tuple(case.items), purpose), now)
        if verdict.decision is not Decision.ALLOW:
            found.append((one, verdict))
    return tuple(found)


def _sharer(case: CaseFile) -> PartnerRef | None:
    """Who would tell it at the table: the lead, else who reported it."""
    lead = next((one for one in case.members.values() if one.user_id == case.signal.lead), None)
    return lead or case.members.get(case.signal.author_partner_id)


def _may_know(viewer: Person | None, case: CaseFile) -> bool:
    return viewer is not None and Audience.LEAD in relations(viewer, case.signal, case.tagged)
