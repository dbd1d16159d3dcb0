"""Turns a post into what Slack shows, at the moment of sending; one maker per kind of post."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from slack_sdk.models.blocks import Block

from storage.tables import Post


@dataclass(frozen=True, slots=True)
class Drawing:
    """A message as it should stand in Slack now.

    `text` is the notification text: references only. `event_type` is the metadata's (design 8). A post
    that should not (or no longer) exist is drawn as None; one that may not be repeated when it is
    unknown whether it arrived has `repeatable` False.
    """

    text: str
    blocks: tuple[Block, ...]
    event_type: str
    ref: str | None = None
    repeatable: bool = False


Maker = Callable[[Post], Drawing | None]


class Renderer:
    """Looks up the maker of a post's kind; made by the composition root."""

    def __init__(self, makers: Mapping[str, Maker]) -> None:
        self._makers = dict(makers)

    def __call__(self, post: Post) -> Drawing | None:
        """Draw a post; raises KeyError for a kind that nobody makes."""
        return self._makers[post.kind](post)
