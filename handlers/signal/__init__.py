"""The conversation in which a signal is reported, sent round, answered and closed."""
