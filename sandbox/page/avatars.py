"""Draws who said something: initials for people, the chain mark for the app."""

from __future__ import annotations

from sandbox.page.frame import Frame
from sandbox.page.icons import bot_mark
from sandbox.page.markup import Html, el

HUES = 12
_SMALL_WORDS = frozenset({"van", "de", "den", "der", "het", "ten", "ter"})


def initials(name: str) -> str:
    """The first letters of first and last name: `Edith van der Zomerdijk` gives EZ."""
    words = [word for word in name.split() if word.lower() not in _SMALL_WORDS] or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def avatar(user_id: str, name: str, frame: Frame, *, bot: bool = False) -> Html:
    """A round picture in a colour of its own; decoration, so hidden from screen readers."""
    if bot:
        return el("span", bot_mark(), class_="avatar avatar-bot", aria_hidden="true")
    hue = next((index for index, known in enumerate(frame.people) if known == user_id), 0) % HUES
    return el("span", initials(name), class_=f"avatar hue-{hue}", aria_hidden="true")
