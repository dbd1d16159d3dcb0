"""For whom something can be: conditions on a person, or on a person and what it is about."""

from __future__ import annotations

from enum import StrEnum


class Audience(StrEnum):
    """Who may; each is a condition on the person, or on the person and the signal."""

    ANYONE = "anyone"
    KNOWN = "known"
    PARTNER = "partner"
    AUTHOR = "author"
    LEAD = "lead"  # author or lead: who may share (architecture 6)
    REGIE = "regie"  # author, lead, or the partnership's coordinator
    COORDINATOR = "coordinator"  # of the signal's partnership, or of either one's for a pair of signals
    INVOLVED = "involved"  # author, lead, coordinator, or a tagged partner
    TAGGED = "tagged"
    COLLEAGUE = "colleague"  # sits in the partnership of the signal
    READER = "reader"  # decided by the gate at the moment of asking
    REVIEWER = "reviewer"  # the named reviewer of an exception, or who invoked it; the use case looks
    LOOKBACK = "lookback"  # author, lead, or the privacy officer: who may see who read what
    FG = "fg"  # the privacy officer
    BEHEERDER = "beheerder"
    DIRECTORY = "directory"  # coordinates a partnership, or is beheerder: keeps the list of partners
    MEETING = "meeting"  # sits in the partnership whose overleg or goal it is
    HOST = "host"  # organises or chairs this overleg, leads this goal, or coordinates the partnership
    OWNER = "owner"  # whose action point it is, or a host
