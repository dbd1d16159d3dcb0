"""The one bench on which the whole matrix is played."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.matrix import scene
from tests.matrix.bench import Bench, matrix_slack
from tests.matrix.plays import Plays

HERE = Path(__file__).parent


@pytest.fixture(scope="session")
def plays(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Plays]:
    """The scene, made once; each act finds it as it was."""
    slack = matrix_slack(HERE / "workspace.yaml")
    bench = Bench.start(slack, tmp_path_factory.mktemp("matrix"), HERE / "directory.yaml")
    scene.make(bench)
    yield Plays(bench)
    bench.stop()
    slack.stop()
