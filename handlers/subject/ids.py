"""Names on the wire of this conversation (wire 2)."""

from __future__ import annotations

CAPACITY = "subject.capacity"
DIRECT = "signal.direct"
