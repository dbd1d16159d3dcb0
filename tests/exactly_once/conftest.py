"""The office of the tests that interleave in one process is that of the floor it belongs to."""

from tests.casework.conftest import clock, engine, office

__all__ = ["clock", "engine", "office"]
