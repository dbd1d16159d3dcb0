"""Sharing without consent: grounds, their conditions, a second person's review (rulebook 6)."""
