"""What each conversation's listeners and posts share: the office, the labels, reading a reference."""

from __future__ import annotations

from dataclasses import dataclass

from casework import refs
from casework.errors import NotForYou, Refused
from casework.office import Office
from casework.ports import RoomUnknown
from handlers.acts import Act
from handlers.labels import Labels
from handlers.language import Language
from handlers.languages import Languages


@dataclass(frozen=True, slots=True)
class Conversation:
    """Base of the listeners and the posts of a conversation, made by the composition root."""

    office: Office
    languages: Languages

    @property
    def language(self) -> Language:
        """The language of whoever reads what is being said now."""
        return self.languages.current

    @property
    def labels(self) -> Labels:
        """The field's terms in the reader's language."""
        return Labels(self.office.book, self.language)

    def in_channel(self, user: str, channel: str) -> bool:
        """Whether somebody reads a channel anyway; in doubt they hear it twice rather than not at all."""
        rooms = self.office.rooms
        try:
            room = rooms.remembered(channel) or rooms.look(channel)
        except RoomUnknown:
            return False
        return any(one.user_id == user for one in room.occupants)


def number_in(act: Act, letter: str = "S") -> int:
    """The number an act is about: from its button, its command text, or the form it was typed in.

    Raises `NotForYou` for anything unreadable, the same answer as for a number that does not exist, and
    `Refused` NUMBER_NEEDED when nothing was typed at all.
    """
    text = act.ref or str(act.note.get("ref") or "")
    if not text.strip():
        raise Refused("NUMBER_NEEDED", hint="LIST_SIGNALS")
    found = refs.number(letter, text.split()[0])
    if found is None:
        raise NotForYou
    return found
