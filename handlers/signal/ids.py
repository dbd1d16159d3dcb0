"""Names on the wire of this conversation (wire 2), used by listeners, views and tests."""

from __future__ import annotations

from casework import readers
from casework.retention import night
from casework.signals import reading_along, telling, unposted, word_back

NEW = "signal.new"
FROM_MESSAGE = "signal.from_message"
PARTNERS = "signal.partners"
OPEN_UP = reading_along.OPEN_UP
LET_GO = reading_along.LET_GO
CHOSEN = reading_along.PREFER
MELDCODE = "meldcode"
CLOSE = "signal.close"
ERASE = "signal.erase"
SHOW = "signal.show"
UNDO = "signal.undo"
KEEP = "signal.keep"
KEPT = "signal.kept"
PICKUP = "signal.pickup"
CALL = "signal.call"
NOT_MINE = "signal.not_mine"
WORDING = "signal.correct"
DETAIL = "detail.add"
OWN = "detail.own"
CORRECT = "detail.correct"
SUBJECT = "subject.add"

POST_CARD = readers.CARD
POST_EXISTS = readers.EXISTS
POST_TAGGED = "signal.tagged"
POST_AUTHOR = "signal.author"
POST_UNPOSTED = unposted.UNPOSTED
POST_ANSWER = telling.ANSWER
POST_WORD_BACK = word_back.WORD_BACK
POST_NUDGE = "signal.nudge"
POST_ENDING = night.ENDING
POST_ALARM = "delivery.alarm"
POST_STUCK = "delivery.stuck"
