"""Acute danger on one screen: whom, why, informed or not; shared at once, reasoned further afterwards."""
