"""The conversation about an overleg: planning it, being reminded, coming, changing it, what came of it."""
