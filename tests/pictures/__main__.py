"""`python -m tests.pictures`: plays the scene, takes every picture and writes down what was to be read."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import typer

from tests.pictures.kept import FOLDER, write
from tests.pictures.scene import play
from tests.pictures.stage import practising
from tests.pictures.taking import Taker
from tests.sandbox.page import driver


def main() -> None:
    """Take all of them, and only then put them in the place of the old ones."""
    with TemporaryDirectory() as place, driver.chromium() as browser:
        taken = Path(place)
        with practising(taken / "schakel.db") as stage:
            camera = Taker(stage.slack, browser=browser, folder=taken)
            play(stage, camera)
        write(camera.read, taken)
    typer.echo(f"{len(camera.read)} plaatjes in {FOLDER}")


if __name__ == "__main__":
    main()
