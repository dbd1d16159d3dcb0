"""Random people against the real house, watched by a record of the facts that is kept beside it."""
