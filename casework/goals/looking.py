"""What people see of a goal: why, what, how it is measured, who contributes what, when it is evaluated."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from casework.goals.file import GoalFile, load, relations, require
from casework.office import Office
from casework.people import PartnerRef, Person
from casework.permissions import Audience
from casework.refs import ref
from casework.standing_texts import StandingTexts
from storage.outbox_tables import Post
from storage.repositories import goals


@dataclass(frozen=True, slots=True)
class LookBack:
    """The latest evaluation: when, what was found (`reached`, `continue`, `stop`), what was learned."""

    held_on: date
    finding: str
    learned: str | None


@dataclass(frozen=True, slots=True)
class GoalCard:
    """A goal as messages and sheets show it; `lead` is an account, `lead_left` when nobody is behind it.

    `accounts` are those of its members and of the coordinator: nobody else may read it. A goal that was
    rounded off is `reopenable` as long as its partnership takes part.
    """

    ref: str
    partnership: str
    channel: str
    coordinator: str
    why: str
    goal: str
    indicator: str
    evaluate_on: date
    lead: str
    lead_left: bool
    accounts: frozenset[str]
    contributions: tuple[tuple[PartnerRef, str], ...]
    departed: tuple[tuple[PartnerRef, str], ...]
    without: tuple[PartnerRef, ...]
    overlap: str | None
    opportunities: str | None
    ended: bool
    reopenable: bool
    reached: bool | None
    last: LookBack | None

    def contribution_of(self, user_id: str) -> str | None:
        """What the partner behind this account contributes."""
        return next((text for one, text in self.contributions if one.user_id == user_id), None)


@dataclass(frozen=True, slots=True)
class GoalSheet:
    """A goal for one person, and what this person may do with it."""

    card: GoalCard
    relations: frozenset[Audience]
    contributes: bool


@dataclass(frozen=True, slots=True)
class AgendaGoal:
    """A standing goal on an agenda; `due` when it is to be evaluated by the day of the overleg."""

    ref: str
    goal: str
    evaluate_on: date
    due: bool


def goal_card(texts: StandingTexts, file: GoalFile) -> GoalCard:
    """The facts of a goal, ready to be shown."""
    row, here = file.row, file.row.partnership_id
    known = {partner: texts.shown(one.text, here) for partner, one in file.contributions.items()}
    return GoalCard(
        ref=file.ref,
        partnership=file.partnership.name,
        channel=file.partnership.channel,
        coordinator=file.partnership.coordinator,
        why=texts.shown(row.why, here),
        goal=texts.shown(row.goal, here),
        indicator=texts.shown(row.indicator, here),
        evaluate_on=row.evaluate_on,
        lead=row.lead,
        lead_left=row.lead not in file.accounts,
        accounts=file.accounts,
        contributions=tuple((one, known[one.id]) for one in file.members.values() if one.id in known),
        departed=tuple((one, known[one.id]) for one in file.departed.values()),
        without=tuple(one for one in file.members.values() if one.id not in known),
        overlap=texts.maybe(row.overlap, here),
        opportunities=texts.maybe(row.opportunities, here),
        ended=file.ended,
        reopenable=row.ended_at is not None and file.partnership.active,
        reached=row.reached,
        last=_look_back(texts, file),
    )


def _look_back(texts: StandingTexts, file: GoalFile) -> LookBack | None:
    if (last := file.last) is None:
        return None
    return LookBack(last.held_on, last.finding, texts.maybe(last.learned, file.row.partnership_id))


def card(office: Office, number: int) -> GoalCard:
    """A goal for a post that is about to be rendered; raises `NotForYou` when there is none."""
    with office.store.reading() as session:
        return goal_card(StandingTexts(office, session), load(session, number))


def sheet(office: Office, person: Person, number: int) -> GoalSheet:
    """A goal for somebody who sits in its partnership; raises `NotForYou` for anyone else."""
    with office.store.reading() as session:
        file = load(session, number)
        require("goal.show", person, file)
        member = person.partner is not None and person.partner.id in file.members
        return GoalSheet(goal_card(StandingTexts(office, session), file), relations(person, file), member)


def overview(office: Office, person: Person, channel: str = "") -> tuple[GoalCard, ...]:
    """The standing goals of this person's partnerships, those of the channel's partnership first."""
    with office.store.reading() as session:
        rows = goals.standing(session, person.partnerships | person.coordinates)
        texts = StandingTexts(office, session)
        cards = [goal_card(texts, load(session, row.id or 0)) for row in rows]
    return tuple(sorted(cards, key=lambda one: one.channel != channel))


def mine(office: Office, person: Person) -> tuple[GoalCard, ...]:
    """The standing goals this person leads, of the partnerships they still belong to."""
    with office.store.reading() as session:
        rows = goals.standing(session, person.partnerships | person.coordinates)
        led = [row for row in rows if row.lead == person.user_id]
        texts = StandingTexts(office, session)
        return tuple(goal_card(texts, load(session, row.id or 0)) for row in led)


def on_agenda(texts: StandingTexts, partnership_id: int, day: date) -> tuple[AgendaGoal, ...]:
    """The standing goals of a partnership, for the agenda of an overleg on this local date."""
    return tuple(
        AgendaGoal(
            ref("DOEL", row.id),
            texts.shown(row.goal, partnership_id),
            row.evaluate_on,
            row.evaluate_on <= day,
        )
        for row in goals.standing(texts.session, [partnership_id])
    )


def reminded_day(post: Post) -> str:
    """The evaluation date, as ISO text, that a reminder in the outbox speaks of."""
    _what, _at, rest = (post.dedupe or "").partition("@")
    return rest.partition(":")[0]
