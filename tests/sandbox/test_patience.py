"""A machine that many share: what it takes itself counts less, what the clock was moved by counts whole."""

from __future__ import annotations

import time
from datetime import timedelta

import pytest

from sandbox.patience import counted, slow


def test_a_machine_is_as_fast_as_slack_expects_unless_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """The demo and whoever drives the practice Slack from elsewhere get Slack's own three seconds."""
    monkeypatch.delenv("PRACTICE_SLOW")
    assert slow() == 1
    assert counted(timedelta(seconds=4), time.monotonic() - 4) == timedelta(seconds=4)


def test_what_a_slow_machine_took_counts_a_tenth(monkeypatch: pytest.MonkeyPatch) -> None:
    """Twenty seconds on the wall are two; a clock that was moved by five is five further."""
    monkeypatch.setenv("PRACTICE_SLOW", "10")
    monkeypatch.setattr(time, "monotonic", lambda: 120.0)
    assert counted(timedelta(seconds=20), 100.0) == timedelta(seconds=2)
    assert counted(timedelta(seconds=25), 100.0) == timedelta(seconds=7)
