"""Names on the wire of this conversation."""

from __future__ import annotations

from casework import explaining_letters

CONSENT = explaining_letters.CONSENT
EXCEPTION = explaining_letters.EXCEPTION
CONSENT_PAPER = "consent.paper"
EXCEPTION_PAPER = "exception.paper"
OFFERED = "letter.offered"
GIVEN = "letter.given"
