"""Names on the wire of this conversation."""

from __future__ import annotations

from casework.lookback import reading, weekly

SHOW = reading.SHOW
LOG = reading.LOG
EXPORT = reading.EXPORT
LETTER = reading.LETTER
PAPER = "lookback.paper"
FILTER = "lookback.filter"
GIVEN = "lookback.given"

POST_WEEKLY = weekly.WEEKLY
