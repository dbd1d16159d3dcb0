"""Turns a post into what Slack shows, at the moment of sending; one maker per kind of post."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from slack_sdk.models.blocks import Block, DividerBlock

from casework.addressees import is_person
from casework.errors import NotForYou
from handlers.kit import section, small
from handlers.language import Language
from handlers.languages import Languages
from handlers.limits import NOTIFICATION, of_message, shorten
from storage.outbox_tables import Post


class NotYet(Exception):
    """A post that has to wait: for another one that is on its way, or until Slack tells who would read it."""

    def __init__(self, wait: timedelta = timedelta(seconds=1)) -> None:
        super().__init__()
        self.wait = wait


@dataclass(frozen=True, slots=True)
class Drawing:
    """A message as it should stand in Slack now.

    `text` is the notification text: references only. `event_type` is the metadata's (wire 6). A post
    that should not (or no longer) exist is drawn as None; one that may not be repeated when it is
    unknown whether it arrived has `repeatable` False. With `good_until` it is drawn again at that instant.
    """

    text: str
    blocks: tuple[Block, ...]
    event_type: str
    ref: str | None = None
    repeatable: bool = False
    good_until: datetime | None = None


Maker = Callable[[Post], Drawing | None]


# Whether a message of this kind, to this account or conversation, about this reference, may be there now.
MaySee = Callable[[str, str, str], bool]


class Renderer:
    """Looks up the maker of a post's kind; made by the composition root."""

    def __init__(self, makers: Mapping[str, Maker], languages: Languages, may_see: MaySee) -> None:
        self._makers = dict(makers)
        self._languages = languages
        self._may_see = may_see

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of post that can be drawn."""
        return frozenset(self._makers)

    def __call__(self, post: Post) -> Drawing | None:
        """Draw a post, a direct message in its reader's language; raises KeyError for an unknown kind."""
        if not is_person(post.target):
            return self._drawn(post)
        self._languages.learn(post.target)
        with self._languages.reading(post.target):
            return self._drawn(post)

    def _drawn(self, post: Post) -> Drawing | None:
        """What it was about may have been erased: then it never comes, or a word takes its place.

        What is no longer its reader's never comes, or is taken away.
        """
        try:
            if not self._may_see(post.kind, post.target, post.ref or ""):
                return None
            return self._fitted(self._makers[post.kind](post))
        except NotForYou:
            standing = post.shown_rev and not post.withdrawn  # of what was withdrawn nothing is left to see
            return erased(self._languages.current) if standing else None

    def _fitted(self, drawn: Drawing | None) -> Drawing | None:
        """The one way out of every message: what is longer than Slack takes is cut, and says so.

        A line stands above it: Slack puts what one sender says on end under one name, and the count of
        replies below each.
        """
        if drawn is None:
            return None
        language = self._languages.current
        more = small(language("… en meer dan in een bericht past."))
        blocks = (DividerBlock(), *of_message(drawn.blocks, more))
        return replace(drawn, text=shorten(drawn.text, NOTIFICATION), blocks=blocks)


def erased(language: Language) -> Drawing:
    """The notice that takes the place of a message about something that was erased."""
    told = language("Dit is gewist.")
    return Drawing(told, (section(f":wastebasket: {told}"),), "notice")
