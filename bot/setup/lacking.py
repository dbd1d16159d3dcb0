"""What is not there yet, or not right, and can be mended by an answer."""

from __future__ import annotations

from bot.failing import Stop


class Lacking(Stop):
    """The message says what lacks and what mends it; `schakel setup` asks for it."""
