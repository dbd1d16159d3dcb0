"""Names on the wire of this conversation (wire 2), used by listeners, views and tests."""

from __future__ import annotations

NEW = "goal.new"
LIST = "goal.list"
MATRIX = "goal.matrix"
PICTURE = "goal.picture"
GIVEN = "goal.given"
SHOW = "goal.show"
CONTRIBUTE = "goal.contribute"
CHANGE = "goal.change"
EVALUATE = "goal.evaluate"
REOPEN = "goal.reopen"
