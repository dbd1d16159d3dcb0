"""Names on the wire of this conversation."""

from __future__ import annotations

from casework.grounds import opening

SHOW = "ground.show"
OPEN = opening.OPEN
CLOSE = opening.CLOSE
AGREE = opening.AGREE
DECLINE = opening.DECLINE
KEPT = "ground.kept"

POST_ASKED = opening.ASKED
POST_TOLD = opening.TOLD
