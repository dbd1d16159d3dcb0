"""Names on the wire of this conversation (wire 2)."""

from __future__ import annotations

from casework.signals import telling

GROUND = "exception.ground"
RECORD = "exception.record"
RECORDED = "exception.recorded"
SHOW = "exception.show"
APPROVE = "exception.approve"
REJECT = "exception.reject"
REVOKE = "exception.revoke"
OTHER = "other"  # the choice that opens the rest of the grounds
TYPED = r"c:\w+|informed|informed_reason"

POST_REVIEW = "exception.review"
POST_TOLD = "exception.told"
POST_OVERDUE = "exception.overdue"
POST_OUTCOME = "exception.outcome"
POST_AUTHOR = telling.EXCEPTION
POST_LEAD = telling.LEAD_EXCEPTION
