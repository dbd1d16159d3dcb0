"""Names on the wire of this conversation."""

from __future__ import annotations

from casework.report import sending

REPORT = "report"
SHOWN = "report.shown"
FILES = "report.files"
GIVEN = "report.given"

POST_MONTHLY = sending.MONTHLY
