"""Names on the wire of this conversation (design 8)."""

from __future__ import annotations

SHARE = "signal.share"
OPEN = "disclosure.open"
VIEW = "disclosure.view"

POST_OFFER = "disclosure.offer"
POST_THREAD = "disclosure.thread"
POST_STOP = "disclosure.stop"
POST_UNPOSTED = "disclosure.unposted"
