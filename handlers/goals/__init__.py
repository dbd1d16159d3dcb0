"""The conversation about shared goals."""
