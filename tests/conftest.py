"""Fixtures for every floor."""

pytest_plugins = ["tests.postgres"]
