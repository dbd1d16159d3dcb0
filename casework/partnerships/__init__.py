"""Partnerships as such: making, changing, ending them, and what one that begins still lacks."""
