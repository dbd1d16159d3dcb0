"""The conversation that shows why something may or may not be shared, step by step."""
