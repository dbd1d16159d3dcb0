"""Which messages an overleg wants in Slack: one key per series, time and kind, in the outbox.

A reminder to the channel is laid down long ahead. Those to single persons follow shortly before they are
due, when it is known who chairs and who is invited; whether somebody reads the channel anyway is looked
at when the message is sent.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from casework.office import Office
from casework.overleg.file import OverlegFile
from casework.overleg.refs import occurrence_ref
from rules.overleggen import Occurrence, Series
from rules.reminding import KINDS, ReminderRule, reminders
from storage import planned_posts
from storage.outbox_tables import Post
from storage.planned_posts import PlannedPost
from storage.repositories import overleggen
from storage.unit_of_work import Unit

REMINDERS: Mapping[str, str] = {f"overleg.{kind}": kind for kind in KINDS}
ANNOUNCED = "overleg.planned"
CHANGED = "overleg.changed"
ALTERED = "overleg.altered"
CANCELLED = "overleg.cancelled"
RESUMED = "overleg.resumed"
STANDS_IN = "overleg.stands_in"
ASSIGNED = "action.assigned"
ACTION_DUE = "action.due"

# Messages to single persons are laid down this long before they are due; the hourly round has time for two.
DIRECTLY = timedelta(hours=3)
_STAMP = "%Y%m%dT%H%MZ"


@dataclass(frozen=True, slots=True)
class ReminderKey:
    """What the key of a reminder says: which start it reminds of, and whom when it is one person's."""

    starts: str
    user: str | None

    def is_about(self, held: Occurrence) -> bool:
        """Whether the time still starts when this reminder says it does."""
        return not held.skipped and held.starts.strftime(_STAMP) == self.starts


def read_key(post: Post) -> ReminderKey:
    """The key of a reminder that stands in the outbox."""
    _what, _at, rest = (post.dedupe or "").partition("@")
    starts, _colon, user = rest.partition(":")
    return ReminderKey(starts, user or None)


def channel_reminders(
    number: int,
    channel: str,
    series: Series,
    held: Occurrence,
    kinds: Collection[str],
    rules: Mapping[str, ReminderRule],
    now: datetime,
) -> Iterator[PlannedPost]:
    """The reminders of one time to the channel, without those that would be too late already."""
    ref = occurrence_ref(number, held.planned)
    stamp = held.starts.strftime(_STAMP)
    for one in reminders(series, held, kinds, rules):
        if one.not_after >= now:
            kind = f"overleg.{one.kind}"
            yield PlannedPost(
                kind, ref, channel, f"{ref}:{one.kind}@{stamp}", one.due, one.not_after, one.urgent
            )


def direct(post: PlannedPost, users: Collection[str]) -> Iterator[PlannedPost]:
    """The same message to single persons, each with a key of its own."""
    for user in sorted(users):
        yield post._replace(target=user, dedupe=f"{post.dedupe}:{user}")


def audience(unit: Unit, file: OverlegFile, planned: date) -> frozenset[str]:
    """Who hears of one time: organiser, chair, everyone invited, and who comes in somebody's place."""
    invited = {one.user_id for one in file.participants if one.user_id is not None}
    answered = overleggen.presence(unit.session, file.number, planned)
    deputies = {row.deputy for row in answered if row.deputy is not None}
    return frozenset({file.organiser, file.chair_of(planned), *invited, *deputies})


def synchronise(unit: Unit, file: OverlegFile, planned: date, rules: Mapping[str, ReminderRule]) -> None:
    """Bring the reminders of one time in line with what was just changed about it.

    What was not sent and is no longer true is taken back. What is on its way is drawn again once it has
    landed, and whatever replaces it waits for that (`is_overtaken`).
    """
    wanted = _wanted(unit, file, file.at(planned), rules)
    _bring_in_line(unit, {file.ref_of(planned)}, wanted)


def synchronise_all(
    unit: Unit, file: OverlegFile, before: Collection[date], rules: Mapping[str, ReminderRule], until: date
) -> None:
    """The same for a whole series: `before` are the planned dates that may have reminders already."""
    start = min([*before, unit.now.date() - timedelta(days=3)])
    wanted = [one for held in file.between(start, until) for one in _wanted(unit, file, held, rules)]
    _bring_in_line(unit, {file.ref_of(planned) for planned in before} | {one.ref for one in wanted}, wanted)


def lay_down_coming(
    unit: Unit, file: OverlegFile, rules: Mapping[str, ReminderRule], within: timedelta
) -> None:
    """Lay down the reminders of what is to come, also those taken back; what stands is drawn again.

    Times that are over stay as they are.
    """
    coming = file.upcoming(unit.now, skipped=True, within=within + timedelta(days=1))  # from yesterday
    refs = {file.ref_of(held.planned) for held in coming}
    _bring_in_line(unit, refs, [one for held in coming for one in _wanted(unit, file, held, rules)])
    planned_posts.redraw(unit.session, {file.ref, *refs}, unit.now)


def _wanted(
    unit: Unit, file: OverlegFile, held: Occurrence, rules: Mapping[str, ReminderRule]
) -> list[PlannedPost]:
    """The reminders of one time to the channel, and those to single persons that are due soon."""
    if file.ended:
        return []
    channel = file.partnership.channel
    found = list(
        channel_reminders(file.number, channel, file.series, held, file.row.reminders, rules, unit.now)
    )
    soon = [one for one in found if one.due_at <= unit.now + DIRECTLY]
    users = audience(unit, file, held.planned) if soon else ()
    return [*found, *(personal for one in soon for personal in direct(one, users))]


def _bring_in_line(unit: Unit, refs: Collection[str], wanted: list[PlannedPost]) -> None:
    keep = {one.dedupe for one in wanted}
    planned_posts.take_back(unit.session, refs, REMINDERS, keep, unit.now)
    _lay_down(unit, wanted)


def news_key(file: OverlegFile, kind: str) -> str:
    """How the keys of all news of this kind about a series begin: what follows is the series' sequence."""
    return f"{file.ref}:{kind.partition('.')[2]}@"


def tell(unit: Unit, file: OverlegFile, kind: str, ref: str, key: str, users: Collection[str]) -> None:
    """A message of this kind to the channel and to these persons, due now and before any reminder."""
    post = PlannedPost(kind, ref, file.partnership.channel, key, unit.now, urgent=True)
    _lay_down(unit, [post, *direct(post, users)])


def is_overtaken(office: Office, post: Post, held: Occurrence, sequence: int) -> bool:
    """Whether something older about the same time is on its way to the same conversation.

    Nothing newer may be sent before that has landed: the old would come after it. News of a change waits
    for every reminder, because one that was drawn before the change may still say what was changed.
    """
    with office.store.reading() as session:
        found = planned_posts.flying(session, post.ref or "", (*REMINDERS, CHANGED), post.target)
        others = [one for one in found if one.id != post.id]
    if post.kind == CHANGED and any(one.kind in REMINDERS for one in others):
        return True
    return any(_is_stale(one, held, sequence) for one in others)


def _is_stale(flying: Post, held: Occurrence, sequence: int) -> bool:
    key = read_key(flying)
    return key.starts != str(sequence) if flying.kind == CHANGED else not key.is_about(held)


def _lay_down(unit: Unit, wanted: list[PlannedPost]) -> None:
    unit.posted = True
    planned_posts.lay_down(unit.session, wanted, unit.now)
    planned_posts.bring_back(unit.session, wanted)
