"""The camera without a browser: it only reads what each picture would show."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from sandbox import PracticeSlack
from tests.pictures.shots import Shot, digest, passing, words

_TAG = re.compile(r"<style>.*?</style>|<[^>]+>")


@dataclass(slots=True)
class Reader:
    """Keeps for each picture the digest of what is to be read in it."""

    slack: PracticeSlack
    read: dict[str, str] = field(default_factory=dict)

    def take(self, shot: Shot) -> None:
        """Read somebody's screen, filled in as it should be."""
        if shot.filled:
            self.slack.as_user(shot.who).keep(**shot.filled)
        self._keep(shot.name, words(self.slack, shot))

    def page(self, name: str, html: str) -> None:
        """Read a letter."""
        self._keep(name, [passing(_TAG.sub("\n", html))])

    def picture(self, name: str, drawn: bytes, words: str) -> None:
        """Read the words of a picture."""
        self._keep(name, [words])

    def _keep(self, name: str, said: list[str]) -> None:
        assert name not in self.read, f"two pictures are named {name}"
        self.read[name] = digest(said)
