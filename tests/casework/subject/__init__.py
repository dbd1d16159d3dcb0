"""Tests of what is asked about the young person."""
