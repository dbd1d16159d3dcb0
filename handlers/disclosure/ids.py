"""Names on the wire of this conversation (wire 2)."""

from __future__ import annotations

SHARE = "signal.share"
OPEN = "disclosure.open"
VIEW = "disclosure.view"

POST_OFFER = "disclosure.offer"
POST_THREAD = "disclosure.thread"
POST_STOP = "disclosure.stop"
POST_UNPOSTED = "disclosure.unposted"
