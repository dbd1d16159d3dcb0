"""Names on the wire of this conversation (wire 2)."""

from __future__ import annotations

from casework.guard import watching

REMOVED = "guard.removed"
HOW = "guard.how"

POST_HINT = watching.HINT
POST_STANDING = watching.STANDING
