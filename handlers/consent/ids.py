"""Names on the wire of this conversation (wire 2)."""

from __future__ import annotations

from casework.consent import confirming, guardian, same_person, seeking, uncounted
from casework.signals import telling

RECORD = "consent.record"
MORE = "consent.record.more"
REFUSED = "consent.refused"
WITHDRAW = "consent.withdraw"
RECORDS = "consent.records"
CORRECT = "consent.correct"
VOID = "consent.void"
UNREACHED = seeking.UNREACHED
SOUGHT = "consent.sought"

CONFIRM = confirming.CONFIRM
DENY = confirming.DENY
SAME = same_person.ACT

POST_TOLD = telling.CONSENT
POST_TOLD_LEAD = telling.LEAD_CONSENT
POST_SUBJECT = telling.SUBJECT
POST_SUBJECT_LEAD = telling.LEAD_SUBJECT
POST_CONFIRM = uncounted.ASKED
POST_UNCOUNTED = uncounted.UNCOUNTED
POST_CONFIRMED = confirming.ANSWERED
POST_SECONDED = guardian.SECONDED
POST_SAME = same_person.ASKED
POST_PROMPT = "consent.prompt"
