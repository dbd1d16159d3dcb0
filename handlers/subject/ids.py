"""Names on the wire of this conversation (design 8)."""

from __future__ import annotations

CAPACITY = "subject.capacity"
DIRECT = "signal.direct"
