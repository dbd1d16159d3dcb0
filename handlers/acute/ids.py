"""Names on the wire of this conversation (wire 2)."""

from __future__ import annotations

from casework.acute import sharing

ACUTE = "share.acute"
SHARED = "share.acute.shared"
COMPLETE = "exception.complete"
NEW = "new"  # the value of the button where no signal stands yet

POST_TOLD = sharing.TOLD
POST_COMPLETE = sharing.COMPLETE
