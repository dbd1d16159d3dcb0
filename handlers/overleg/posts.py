"""Kind of post → query + view, for what stays in Slack of an overleg.

Everything is drawn from the facts of this moment: a reminder of a start that is no longer true is never
sent, and one that stands in Slack says what it became.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from slack_sdk.models.blocks import Block

from casework import deliveries, refs
from casework.addressees import is_person
from casework.overleg import actions, agenda, looking
from casework.overleg.looking import TimeCard
from casework.overleg.posts import (
    ACTION_DUE,
    ALTERED,
    ANNOUNCED,
    ASSIGNED,
    CANCELLED,
    CHANGED,
    REMINDERS,
    RESUMED,
    STANDS_IN,
    is_overtaken,
    read_key,
)
from casework.overleg.refs import read_occurrence
from handlers.conversation import Conversation
from handlers.kit import escape, section
from handlers.naming import called
from handlers.overleg import cards, ids, news, notices
from handlers.rendering import Drawing, Maker, NotYet
from rules.walltime import instant
from storage.outbox_tables import Post

REMINDER = "overleg_reminder"
NOTICE = "notice"


class OverlegPosts(Conversation):
    """Draws reminders, announcements, changes, and messages about action points."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws; of what was withdrawn nothing is left to be seen."""
        drawn: dict[str, Maker] = {
            **dict.fromkeys(REMINDERS, self.reminder),
            ANNOUNCED: self.announcement,
            ALTERED: self.altered,
            RESUMED: self.resumed,
            STANDS_IN: self.stands_in,
            CANCELLED: self.cancelled,
            CHANGED: self.changed,
            ids.POST_DEPUTY: self.deputy,
            ids.POST_ALARM: self.alarm,
            ids.POST_STUCK: self.stuck,
            ASSIGNED: self.action,
            ACTION_DUE: self.action,
        }
        return {kind: _unless_withdrawn(maker) for kind, maker in drawn.items()}

    def reminder(self, post: Post) -> Drawing | None:
        """A reminder to the channel or to one person; None when it should not (any more) be sent."""
        card = self._time(post)
        key = read_key(post)
        if not card.stands or not key.is_about(card.held):
            return None if post.slack_ts is None else self._drawn(card, notices.gone(self.labels, card))
        if post.slack_ts is None and key.user and not self._needs(key.user, card):
            return None
        self._must_not_overtake(post, card)
        blocks = self._reminder(REMINDERS[post.kind], card, key.user)
        return self._drawn(card, blocks, None if key.user else self._true_until(card))

    def _reminder(self, kind: str, card: TimeCard, user: str | None) -> list[Block]:
        hosting = user in {card.series.organiser, card.chair}
        number, planned = card.series.number, card.held.planned
        if kind == "agenda":
            facts = agenda.for_channel(self.office, number, planned)
            return cards.agenda_call(self.labels, facts, self.office.today, hosting=hosting)
        if kind == "follow_up":
            points = actions.of_time(self.office, number, planned)
            return cards.follow_up(self.labels, card, points, hosting=hosting)
        return cards.reminder(self.labels, card, kind, self.office.today, hosting=hosting)

    def announcement(self, post: Post) -> Drawing | None:
        """A new series; one that was cancelled before it went out is never announced."""
        card = looking.series(self.office, self._series(post))
        if card.cancelled and post.slack_ts is None:
            return None
        if post.slack_ts is None and not self._reads_elsewhere(
            post, card.channel, {card.organiser, card.chair}
        ):
            return None
        text = self.language("Overleg {ref}", ref=card.ref)
        blocks = tuple(notices.announcement(self.labels, card))
        until = None if is_person(post.target) else card.ends
        return Drawing(text, blocks, NOTICE, card.ref, repeatable=True, good_until=until)

    def altered(self, post: Post) -> Drawing | None:
        """What was changed about a whole series; an older change that was not sent is left to the newer."""
        card = looking.series(self.office, self._series(post))
        key = read_key(post)
        if post.slack_ts is None:
            hosts = {card.organiser, card.chair}
            late = card.cancelled or key.starts != str(card.sequence)
            if late or not self._reads_elsewhere(post, card.channel, hosts):
                return None
        text = self.language("Overleg {ref} is gewijzigd", ref=card.ref)
        blocks = tuple(news.altered(self.labels, card))
        until = None if is_person(post.target) else card.ends
        return Drawing(text, blocks, NOTICE, card.ref, repeatable=True, good_until=until)

    def resumed(self, post: Post) -> Drawing | None:
        """A series goes on because its partnership is back; one that left again before is not announced."""
        card = looking.series(self.office, self._series(post))
        if post.slack_ts is None:
            hosts = {card.organiser, card.chair}
            if card.cancelled or not self._reads_elsewhere(post, card.channel, hosts):
                return None
        _ = self.language
        text = (
            _("Overleg {ref} is geannuleerd", ref=card.ref)
            if card.cancelled
            else _("Overleg {ref} gaat weer door", ref=card.ref)
        )
        until = None if is_person(post.target) else card.ends
        blocks = tuple(news.resumed(self.labels, card))
        return Drawing(text, blocks, NOTICE, card.ref, repeatable=True, good_until=until)

    def stands_in(self, post: Post) -> Drawing | None:
        """For a coordinator who hosts a series that goes on; taken away once they host it no more."""
        card = looking.series(self.office, self._series(post))
        if card.cancelled or post.target not in {card.organiser, card.chair}:
            return None
        text = self.language("U neemt overleg {ref} waar", ref=card.ref)
        return Drawing(text, tuple(news.stands_in(self.labels, card)), NOTICE, card.ref, repeatable=True)

    def cancelled(self, post: Post) -> Drawing | None:
        """A series ended."""
        card = looking.series(self.office, self._series(post))
        if post.slack_ts is None and not self._reads_elsewhere(
            post, card.channel, {card.organiser, card.chair}
        ):
            return None
        text = self.language("Overleg {ref} is geannuleerd", ref=card.ref)
        return Drawing(text, tuple(notices.cancelled(self.labels, card)), NOTICE, card.ref, repeatable=True)

    def changed(self, post: Post) -> Drawing | None:
        """What was changed about one time; an older change that was not sent is left to the newer one."""
        card = self._time(post)
        key = read_key(post)
        if post.slack_ts is None and (card.series.cancelled or key.starts != str(card.sequence)):
            return None
        if post.slack_ts is None and key.user and not self._needs(key.user, card):
            return None
        self._must_not_overtake(post, card)
        text = self.language("Overleg {ref} is gewijzigd", ref=called(self.language, card.ref))
        blocks = tuple(notices.changed(self.labels, card))
        return Drawing(text, blocks, NOTICE, card.ref, repeatable=True)

    def deputy(self, post: Post) -> Drawing | None:
        """Whoever is asked to stand in; None when that was taken back before it was sent."""
        card = self._time(post)
        asked = {deputy: who for who, deputy in card.answers.absent if deputy is not None}
        whose = asked.get(post.target)
        if whose is None:
            if post.slack_ts is None:
                return None
            this = called(self.language, card.ref)
            said = self.language("U hoeft niet meer in te vallen voor {ref}.", ref=this)
            return self._drawn(card, [section(said)])
        return self._drawn(card, cards.deputy(self.labels, card, whose))

    def action(self, post: Post) -> Drawing | None:
        """An action point for its owner; done before it was sent, it is never sent."""
        number = refs.number("A", post.ref or "") or 0
        point, title, done = actions.card(self.office, number)
        if done and post.slack_ts is None:
            return None
        text = self.language("Actiepunt {ref}", ref=point.ref)
        blocks = cards.action(self.labels, point, title, done=done, assigned=post.kind == ASSIGNED)
        return Drawing(text, tuple(blocks), NOTICE, point.ref, repeatable=True)

    def alarm(self, post: Post) -> Drawing | None:
        """For the coordinator: something about this overleg could not be delivered."""
        _, this = self.language, post.ref or ""
        what = called(_, this)
        text = _("Bericht over {ref} niet bezorgd", ref=what)
        told = _(
            ":warning: Een bericht over *{ref}* kon niet in Slack worden gezet. Kijk of Schakel nog in het "
            "kanaal zit, en laat de deelnemers zelf weten wat er is gepland.",
            ref=what,
        )
        if (name := deliveries.not_reached(self.office, post)) is not None:
            told = _(
                ":warning: Een bericht over *{ref}* aan *{name}* is niet bezorgd: kijk of dat Slack-account "
                "nog open is. Laat het zelf weten als het niet kan wachten.",
                ref=what,
                name=escape(name),
            )
        return Drawing(text, (section(told),), NOTICE, this, repeatable=True)

    def stuck(self, post: Post) -> Drawing | None:
        """For the coordinator: something about this overleg stands in Slack and should not."""
        _, this = self.language, post.ref or ""
        what = called(_, this)
        text = _("Bericht over {ref} niet bijgewerkt", ref=what)
        told = _(
            ":warning: Een bericht over *{ref}* staat nog in Slack en kon niet worden bijgewerkt of "
            "verwijderd. Verwijder het daar zelf, of vraag het de beheerder van Slack.",
            ref=what,
        )
        return Drawing(text, (section(told),), NOTICE, this, repeatable=True)

    def _must_not_overtake(self, post: Post, card: TimeCard) -> None:
        if post.slack_ts is None and is_overtaken(self.office, post, card.held, card.sequence):
            raise NotYet

    # --- who needs a message of their own -------------------------------------------------------

    def _needs(self, user: str, card: TimeCard) -> bool:
        """Organiser, chair and deputies always; who is invited only when they do not read the channel."""
        deputies = {deputy for _who, deputy in card.answers.absent if deputy is not None}
        if user in {card.series.organiser, card.chair} | deputies:
            return True
        return user in card.invited and not self.in_channel(user, card.series.channel)

    def _reads_elsewhere(self, post: Post, channel: str, hosts: set[str]) -> bool:
        """Whether this post is for the channel, or for somebody who needs one of their own."""
        if not is_person(post.target) or post.target in hosts:
            return True
        return not self.in_channel(post.target, channel)

    # --- reading --------------------------------------------------------------------------------

    def _true_until(self, card: TimeCard) -> datetime | None:
        """In a channel today's and tomorrow's overleg are called so until midnight."""
        tomorrow = self.office.today + timedelta(days=1)
        if not self.office.today <= card.held.day <= tomorrow:
            return None
        return instant(tomorrow, time(), self.office.zone)

    def _drawn(self, card: TimeCard, blocks: list[Block], good_until: datetime | None = None) -> Drawing:
        text = self.language(
            "Overleg {ref} · {day} {time}",
            ref=card.series.ref,
            day=self.language.day(card.held.starts),
            time=self.language.clock(card.held.starts),
        )
        return Drawing(text, tuple(blocks), REMINDER, card.ref, repeatable=True, good_until=good_until)

    def _time(self, post: Post) -> TimeCard:
        number, planned = read_occurrence(post.ref or "")
        return looking.time(self.office, number, planned or date.min)

    def _series(self, post: Post) -> int:
        return read_occurrence(post.ref or "")[0]


def _unless_withdrawn(maker: Maker) -> Maker:
    return lambda post: None if post.withdrawn else maker(post)
