"""The conversation in which details are shared on demand and read."""
