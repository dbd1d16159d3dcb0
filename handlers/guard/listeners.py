"""What people type in a channel, and what they do about a hint."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from casework.errors import NotForYou
from casework.guard import watching
from casework.guard.watching import Memory, Said
from handlers.acts import Act, Answer, Show, plain
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.guard import ids, views
from handlers.markup import words_of

# What people say; what a subtype tells besides (joins, topics, pins) is Slack's own word.
SPOKEN = frozenset({"", "thread_broadcast", "file_share", "me_message"})
GONE = frozenset({"tombstone"})


@dataclass(frozen=True, slots=True)
class GuardListeners(Conversation):
    """Registers the button of a hint; messages come through `message`."""

    memory: Memory = field(default_factory=Memory)

    def register(self, desk: Desk) -> None:
        """Bind the names of this conversation."""
        desk.action(ids.REMOVED, self.how)

    def how(self, act: Act) -> Answer:
        """How to take a message away, for its author and the coordinator."""
        number = number_in(act, "G")
        row = watching.noted(self.office, number)
        if row is None or row.author != act.person.user_id:
            raise NotForYou
        return Show(views.how(self.language, stands=row.ended_at is None))

    def message(self, event: Mapping[str, Any]) -> None:
        """A message was placed, changed or taken away in a channel."""
        channel, kind = plain(event.get("channel")), plain(event.get("subtype"))
        if kind == "message_deleted":
            watching.gone(self.office, channel, plain(event.get("deleted_ts")))
            return
        message = event.get("message") if kind == "message_changed" else event
        if not isinstance(message, Mapping):
            return
        if plain(message.get("subtype")) in GONE:
            watching.gone(self.office, channel, plain(message.get("ts")))
        elif _by_a_person(message):
            ts, text = plain(message.get("ts")), "\n".join(_read(message))
            thread = plain(message.get("thread_ts")) or ts
            watching.look(
                self.office, self.memory, Said(channel, ts, thread, plain(message.get("user")), text)
            )


def _by_a_person(message: Mapping[str, Any]) -> bool:
    said = plain(message.get("subtype")) in SPOKEN
    return said and bool(message.get("user")) and not message.get("bot_id") and not message.get("app_id")


def _read(message: Mapping[str, Any]) -> Iterator[str]:
    """All that a reader sees: the words, what was forwarded, the names of files."""
    yield plain(words_of(message))
    for file in _each(message.get("files")):
        yield from {plain(file.get("title")), plain(file.get("name"))}
    for shared in _each(message.get("attachments")):
        yield from (plain(words_of({"text": shared.get(key)})) for key in ("title", "text", "footer"))
        for file in _each(shared.get("files")):
            yield plain(file.get("title"))


def _each(listed: object) -> Iterator[Mapping[str, Any]]:
    if isinstance(listed, list):
        yield from (one for one in listed if isinstance(one, Mapping))
