"""Finds what identifies a person in a text that others will read (architecture 6)."""

from rules.identifiers.finding import Finding, Kind
from rules.identifiers.search import find_identifiers, get_ready, holds_bsn, holds_name

__all__ = ["Finding", "Kind", "find_identifiers", "get_ready", "holds_bsn", "holds_name"]
