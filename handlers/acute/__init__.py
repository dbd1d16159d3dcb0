"""Acute danger on one screen."""
