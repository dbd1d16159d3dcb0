"""Asking, recording, refusing and withdrawing consent (rulebook 3, 4, 5b)."""
