"""What `docs/gemeld.md` says of faults reported elsewhere is held by tests that exist."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parents[1]
PAGE = (TESTS.parent / "docs" / "gemeld.md").read_text("utf-8")
ROW = re.compile(r"\| (test_\w+)::(test_\w+) \|$", re.MULTILINE)


def test_every_reported_shape_has_its_test() -> None:
    """Each row names a test that is there."""
    named = ROW.findall(PAGE)
    assert len(named) == PAGE.count("\n| ") - 1
    for file, name in named:
        found = [path.read_text("utf-8") for path in TESTS.rglob(f"{file}.py")]
        assert any(f"def {name}(" in text for text in found), f"{file}::{name}"
