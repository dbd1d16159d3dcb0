"""Names on the wire of this conversation (wire 2), used by listeners, views and tests."""

from __future__ import annotations

CHECK = "share_check"
ADVICE = "share_check.advice"
RECORD = "share_check.record"
