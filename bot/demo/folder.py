"""The folder of the demo: one that it made and marked itself, and used by one demo at a time."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.failing import Stop

MARK = "schakel-demo.txt"
DATABASE = "schakel.db"
OURS = (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", f"{DATABASE}-journal")
TOLD = (
    "Deze map is van `schakel demo`. De databank hierin is verzonnen en wordt bij elke start gewist.\n"
    "Zet hier niets in wat u wilt houden.\n"
)


def _why(error: OSError) -> str:
    match error:
        case FileExistsError() | NotADirectoryError():
            return "op die plek staat een bestand"
        case PermissionError():
            return "u mag daar niet schrijven"
        case _:
            return error.strerror or type(error).__name__


class DemoFolder:
    """Where the demo keeps its database; nothing else in there is read, changed or deleted."""

    def __init__(self, folder: Path) -> None:
        self.path = folder.absolute()
        self.database = self.path / DATABASE

    @contextmanager
    def taken(self) -> Iterator[None]:
        """Hold the folder while a demo runs: make and mark it, or find the mark.

        Raises `Stop`, with what to type, when it cannot be made, holds what is somebody else's, or is in
        use by another demo.
        """
        try:
            held = self._marked()
        except OSError as error:
            raise Stop(
                f"De map {self.path} kan niet worden gebruikt: {_why(error)}. {self._elsewhere()}"
            ) from None
        with held:
            yield

    def _marked(self) -> TextIO:
        """The mark, locked until it is closed."""
        mark = self.path / MARK
        if not mark.is_file():
            self.path.mkdir(parents=True, exist_ok=True)
            if any(self.path.iterdir()):
                raise Stop(
                    f"De map {self.path} is niet van de demo en blijft zoals hij is. {self._elsewhere()}"
                )
            mark.write_text(TOLD, encoding="utf-8")
        held = mark.open("r+", encoding="utf-8")
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.close()
            raise Stop(f"In {self.path} draait al een demo. {self._elsewhere()}") from None
        return held

    def _elsewhere(self) -> str:
        other = f"{self.path.name}-2"
        return f"Typ: make demo FOLDER={other} (of schakel demo --folder {other})"

    def empty(self) -> None:
        """Delete the demo's own database, while the folder is held."""
        for name in OURS:
            (self.path / name).unlink(missing_ok=True)
