"""The pictures of the handbooks show what Schakel says today."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.pictures import kept
from tests.pictures.looking import Reader
from tests.pictures.scene import play
from tests.pictures.stage import practising
from tests.pictures.test_pictures import AGAIN


@pytest.mark.slow(seconds=20)
def test_no_picture_is_stale(tmp_path: Path) -> None:
    """The scene is played without a browser; what is to be read is compared, never how it is drawn."""
    with practising(tmp_path / "schakel.db") as stage:
        reader = Reader(stage.slack)
        play(stage, reader)
    old = {name: one["said"] for name, one in kept.known().items()}
    assert sorted(old) == sorted(reader.read), AGAIN
    stale = sorted(name for name, said in reader.read.items() if old[name] != said)
    assert stale == [], AGAIN
