"""Action points: who does what before when; the owner is reminded, and open ones return on the agenda."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from casework.errors import NotForYou, Refused
from casework.office import Office
from casework.overleg.access import relations
from casework.overleg.agenda import AgendaAction, action_card
from casework.overleg.file import OverlegFile, load
from casework.overleg.posts import ACTION_DUE, ASSIGNED
from casework.people import Person
from casework.permissions import Audience
from casework.refs import ref
from casework.standing_texts import StandingTexts
from rules.walltime import instant, zone_named
from storage import occasions, outbox, planned_posts
from storage.overleg_tables import ActionPoint
from storage.planned_posts import PlannedPost
from storage.repositories import overleggen
from storage.unit_of_work import Unit

TEXT_LIMIT = 200
MORNING = time(9)
# Two days before it is due, on the day itself, and a week later when it is still open.
REMIND_DAYS = (-2, 0, 7)
LATE = timedelta(hours=48)


def agree(
    unit: Unit, person: Person, file: OverlegFile, planned: date, text: str, owner: str, due: date
) -> int:
    """Store an action point and lay its messages to the owner down; gives its number."""
    row = ActionPoint(
        overleg_id=file.number,
        planned=planned,
        owner=owner,
        due=due,
        created_by=person.user_id,
        created_at=unit.now,
    )
    unit.session.add(row)
    unit.session.flush()
    occasions.seal(unit.session, unit.vault, row, text)
    this = ref("A", row.id)
    wanted = [PlannedPost(ASSIGNED, this, owner, f"{this}:assigned", unit.now)]
    for days in REMIND_DAYS:
        at = _morning(due + timedelta(days=days), file)
        if at > unit.now:
            wanted.append(PlannedPost(ACTION_DUE, this, owner, f"{this}:due{days:+d}", at, at + LATE))
    planned_posts.lay_down(unit.session, wanted, unit.now)
    unit.posted = True
    unit.note(person.user_id, "action.agree", ref=this, facts={"overleg": file.ref_of(planned)})
    return row.id or 0


def done(office: Office, person: Person, number: int, key: str) -> str:
    """The owner, or a host of the overleg, says it is done; gives its reference.

    Raises `NotForYou` for anyone else, `Refused` ACTION_DONE when it was done before.
    """
    with office.act(key, person) as unit:
        row = overleggen.action(unit.session, number)
        if row is None:
            raise NotForYou
        file = load(unit.session, row.overleg_id)
        held = relations(person, file, row.planned)
        if Audience.HOST not in held and not (Audience.MEETING in held and person.user_id == row.owner):
            raise NotForYou
        if row.done_at is not None:
            raise Refused("ACTION_DONE", ref=ref("A", number))
        row.done_at, row.done_by = unit.now, person.user_id
        unit.session.add(row)
        unit.session.flush()
        this = ref("A", number)
        planned_posts.take_back(unit.session, [this], [ACTION_DUE], (), unit.now)
        outbox.change(unit.session, ref=this, now=unit.now)
        for planned in {row.planned, *_next_planned(file, unit.now)}:
            outbox.change(unit.session, ref=file.ref_of(planned), now=unit.now)
        unit.posted = True
        unit.note(person.user_id, "action.done", ref=this)
    return this


def card(office: Office, number: int) -> tuple[AgendaAction, str, bool]:
    """An action point for its message: what it is, the overleg's title, and whether it is done."""
    with office.store.reading() as session:
        row = overleggen.action(session, number)
        if row is None:
            raise NotForYou
        series, texts = load(session, row.overleg_id).row, StandingTexts(office, session)
        title = texts.shown(series.title, series.partnership_id)
        return action_card(texts, row), title, row.done_at is not None


def of_time(office: Office, number: int, planned: date) -> tuple[AgendaAction, ...]:
    """The action points agreed at one time, for a post that is about to be rendered."""
    with office.store.reading() as session:
        rows = overleggen.actions_of_time(session, number, planned)
        texts = StandingTexts(office, session)
        return tuple(action_card(texts, row) for row in rows)


def mine(office: Office, person: Person) -> tuple[AgendaAction, ...]:
    """This person's open action points where they still sit, the one due first on top."""
    with office.store.reading() as session:
        here = person.partnerships | person.coordinates
        rows = overleggen.actions_of_user(session, person.user_id, here)
        texts = StandingTexts(office, session)
        return tuple(action_card(texts, row) for row in rows)


def _morning(day: date, file: OverlegFile) -> datetime:
    return instant(day, MORNING, zone_named(file.row.zone))


def _next_planned(file: OverlegFile, now: datetime) -> set[date]:
    coming = file.next(now)
    return {coming.planned} if coming else set()
