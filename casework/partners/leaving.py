"""A membership ends: what this partner had in hand there is named, handed to whoever stands in, and closed to
them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from casework.addressees import RELATIONAL
from casework.casefile import load
from casework.goals.file import LETTERS as GOAL
from casework.office import Office
from casework.people import partner_ref
from casework.refs import ref
from casework.regie import asking
from casework.regie.leading import acting_lead
from casework.sharing.closing import recheck, tell_to_stop
from casework.standing_texts import StandingTexts
from storage import planned_posts
from storage.directory_tables import Membership, Partner, Partnership
from storage.repositories import exceptions, goals, overleggen, signals
from storage.unit_of_work import Unit


@dataclass(frozen=True, slots=True)
class Leftover:
    """What somebody who left a partnership still had in hand: `what` is organiser, chair, goal, action or
    signal.

    `yours` says that whoever ended it coordinates there, and may hand it over.
    """

    what: str
    ref: str
    title: str
    yours: bool = True


def leave(office: Office, unit: Unit, row: Partner, partnership_id: int) -> list[Leftover]:
    """End a membership.

    Invitations go; whoever received details is told to use them no further, and so is whoever received them
    from this partner; what they led or owed waits at the coordinator; what stands with them in Slack is taken
    away. Coming back gives them what they reported, led or were tagged on again, as far as nobody took it
    over; not what was ended or taken away.
    """
    partnership = unit.session.get_one(Partnership, partnership_id)
    theirs = signals.touched_by(unit.session, row.user_id or "", row.id, [partnership_id])
    asked = {one.id or 0: asking.receivers(load(unit.session, one.id or 0)) for one in theirs}
    unit.session.delete(unit.session.get_one(Membership, (row.id or 0, partnership_id)))
    unit.session.flush()
    left = [*_meetings(office, unit, row, partnership_id), *_goals(office, unit, row, partnership_id)]
    left += _signals(office, unit, row, asked)
    if row.user_id is not None and row.user_id != partnership.coordinator:
        left += _actions(office, unit, row.user_id, partnership)
        planned_posts.redraw_to(unit.session, row.user_id, RELATIONAL, unit.now)
    unit.posted = True
    return left


def _meetings(office: Office, unit: Unit, row: Partner, partnership_id: int) -> Iterator[Leftover]:
    texts = StandingTexts(office, unit.session)
    for series in overleggen.in_partnerships(unit.session, [partnership_id]):
        number = series.id or 0
        invited = overleggen.participants(unit.session, [number]).get(number, ())
        overleggen.invite(unit.session, number, [one.id for one in invited if one.id and one.id != row.id])
        for what, account in (("organiser", series.organiser), ("chair", series.chair)):
            if row.user_id is not None and account == row.user_id:
                yield Leftover(what, ref("O", number), texts.shown(series.title, partnership_id))


def _goals(office: Office, unit: Unit, row: Partner, partnership_id: int) -> Iterator[Leftover]:
    texts = StandingTexts(office, unit.session)
    for goal in goals.standing(unit.session, [partnership_id]):
        if row.user_id is not None and goal.lead == row.user_id:
            yield Leftover("goal", ref(GOAL, goal.id), texts.shown(goal.goal, partnership_id))


def _signals(
    office: Office, unit: Unit, row: Partner, asked: Mapping[int, frozenset[str]]
) -> Iterator[Leftover]:
    """Close these open signals to them; those that they led wait for somebody else.

    `asked` says by number who heard the questions about a signal as long as they were here.
    """
    for number, before in asked.items():
        file = load(unit.session, number)
        for disclosure in file.live:
            if row.id in disclosure.recipients:
                tell_to_stop(unit, disclosure, [partner_ref(row)])
        recheck(office, unit, file)
        unit.redraw(ref("S", number))
        if row.user_id is None:
            continue
        exceptions.forget_drafts(unit.session, number, row.user_id)
        stand_ins = asking.receivers(file)
        for one in sorted(stand_ins - before):
            asking.hand_on(unit, file, one)
        planned_posts.stand_in(unit.session, ref("S", number), row.user_id, stand_ins, unit.now)
        if file.signal.lead == row.user_id and acting_lead(file) is None:
            yield Leftover("signal", ref("S", number), "")


def _actions(office: Office, unit: Unit, user_id: str, partnership: Partnership) -> Iterator[Leftover]:
    texts = StandingTexts(office, unit.session)
    for point in overleggen.actions_of_user(unit.session, user_id, [partnership.id or 0]):
        this = ref("A", point.id)
        planned_posts.stand_in(unit.session, this, user_id, [partnership.coordinator], unit.now)
        yield Leftover("action", this, texts.said(point))
