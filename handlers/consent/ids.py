"""Names on the wire of this conversation (design 8)."""

from __future__ import annotations

RECORD = "consent.record"
MORE = "consent.record.more"
REFUSED = "consent.refused"
WITHDRAW = "consent.withdraw"
RECORDS = "consent.records"
CORRECT = "consent.correct"
VOID = "consent.void"

POST_PROMPT = "consent.prompt"
