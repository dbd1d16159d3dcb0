"""The conversations people have with Schakel, one folder per conversation."""
