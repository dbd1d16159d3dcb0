"""Names on the wire of this conversation (design 8), used by listeners, views and tests."""

from __future__ import annotations

NEW = "signal.new"
FROM_MESSAGE = "signal.from_message"
PARTNERS = "signal.partners"
CLOSE = "signal.close"
ERASE = "signal.erase"
SHOW = "signal.show"
UNDO = "signal.undo"
PICKUP = "signal.pickup"
CALL = "signal.call"
NOT_MINE = "signal.not_mine"
DETAIL = "detail.add"
OWN = "detail.own"
CORRECT = "detail.correct"
SUBJECT = "subject.add"

POST_CARD = "signal.card"
POST_TAGGED = "signal.tagged"
POST_AUTHOR = "signal.author"
POST_NUDGE = "signal.nudge"
POST_ALARM = "delivery.alarm"
