"""Fixtures for every floor, and at the end the figures that tests recorded."""

from __future__ import annotations

from pytest import TerminalReporter

pytest_plugins = ["tests.postgres"]


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    """Print what tests wanted to be known of them (`record_property`), a line each."""
    for report in terminalreporter.getreports("passed"):
        for name, value in report.user_properties:
            terminalreporter.write_line(f"{report.nodeid.rpartition('::')[2]}: {name}: {value}")
