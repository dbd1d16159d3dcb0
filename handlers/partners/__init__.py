"""The conversation about partners."""
