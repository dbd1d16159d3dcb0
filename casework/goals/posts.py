"""Which messages a goal wants in Slack: its card, what it asks of a partner, and the day to look back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from casework.goals.file import LETTERS, GoalFile
from casework.office import Office
from casework.overleg.file import load_all
from casework.refs import ref
from rules.walltime import instant
from storage import outbox, planned_posts
from storage.directory_tables import Partnership
from storage.goal_tables import Goal
from storage.planned_posts import PlannedPost
from storage.repositories import overleggen
from storage.unit_of_work import Unit

CARD = "goal.set"
ASKED = "goal.asked"
EVALUATE = "goal.evaluate"

MORNING = time(9)
AHEAD, ON_THE_DAY, AFTERWARDS = -14, 0, 7
LATE = timedelta(hours=48)


def announce(office: Office, unit: Unit, file: GoalFile, actor: str) -> None:
    """The card in the partnership's channel, and to every other member what is asked of them."""
    wanted = [PlannedPost(CARD, file.ref, file.partnership.channel, f"{file.ref}:set", unit.now)]
    for one in file.members.values():
        if one.user_id is not None and one.user_id != actor:
            key = f"{file.ref}:asked:{one.user_id}"
            wanted.append(PlannedPost(ASKED, file.ref, one.user_id, key, unit.now))
    planned_posts.lay_down(unit.session, wanted, unit.now)
    keep_in_line(office, unit, file)


def card_in(unit: Unit, file: GoalFile) -> None:
    """The card in the channel that the partnership has now; the one in the former channel goes."""
    channel = file.partnership.channel
    card = [PlannedPost(CARD, file.ref, channel, f"{file.ref}:set:{channel}", unit.now)]
    planned_posts.lay_down(unit.session, card, unit.now)
    planned_posts.bring_back(unit.session, card)


def keep_in_line(office: Office, unit: Unit, file: GoalFile) -> None:
    """Bring reminders, the card, and the agendas of the partnership in line with the goal as it is now."""
    wanted = [] if file.ended else list(reminders(file.row, file.partnership, office.zone, unit.now))
    keep = {one.dedupe for one in wanted}
    planned_posts.take_back(unit.session, [file.ref], [EVALUATE], keep, unit.now)
    planned_posts.lay_down(unit.session, wanted, unit.now)
    planned_posts.bring_back(unit.session, wanted)
    outbox.change(unit.session, ref=file.ref, now=unit.now)
    series = overleggen.in_partnerships(unit.session, [file.row.partnership_id])
    for one in load_all(unit.session, list(series)):
        coming = one.next(unit.now)
        if coming is not None:
            outbox.change(unit.session, ref=one.ref_of(coming.planned), now=unit.now)
    unit.posted = True


def reminders(row: Goal, partnership: Partnership, zone: ZoneInfo, now: datetime) -> Iterator[PlannedPost]:
    """Two weeks ahead to the lead; on the day to the channel too; a week later when nobody looked back.

    The coordinator gets those of the lead as well; they are drawn when the lead left or did nothing.
    """
    this, lead = ref(LETTERS, row.id), row.lead
    channel, coordinator = partnership.channel, partnership.coordinator
    targets = {
        AHEAD: (lead, coordinator),
        ON_THE_DAY: (channel, lead, coordinator),
        AFTERWARDS: (lead, coordinator),
    }
    for days, conversations in targets.items():
        at = instant(row.evaluate_on + timedelta(days=days), MORNING, zone)
        if at <= now:
            continue
        for target in dict.fromkeys(conversations):
            key = f"{this}:evaluate{days:+d}@{row.evaluate_on.isoformat()}:{target}"
            yield PlannedPost(EVALUATE, this, target, key, at, at + LATE)
