"""Sharing details on demand: the decision to share, and the reading of what was shared."""
