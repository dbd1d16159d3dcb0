"""Names on the wire of this conversation."""

from __future__ import annotations

SIGNAL = "why.signal"
EXCEPTION = "why.exception"
SHOWN = "why.shown"
