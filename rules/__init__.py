"""Decisions as pure functions over frozen facts; the law as reviewable tables."""
