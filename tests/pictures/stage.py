"""The stage of the scene: an empty Schakel in the practice Slack, on one Tuesday morning."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bot.demo.practice import WORKSPACE
from bot.process import Process
from casework.overleg.materialising import materialise
from sandbox import PracticeSlack
from sandbox.people import Person
from tests.meeting import settle
from tests.running import HOUSE, running_bot

PATIENCE = 60.0  # seconds
# A Tuesday morning, half past ten in Amsterdam.
START = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
SIGNAL: dict[str, Any] = {
    "level": "N2",
    "place": "school",
    "area": "Zonnebeek-Noord",
    "summary": "Leerling mist vaak de eerste uren, is moe en heeft ineens dure kleding",
    "subject_name": "Jesse Verzonnen",
    "subject_birthdate": "14-05-2011",
    "details": "Vertelde dat hij 's avonds pakketjes wegbrengt voor oudere jongens bij de flat.",
    "categories": ["signaal", "school"],
}


class Patient(PracticeSlack):
    """How fast the bot answers is another test's subject: a browser beside it may take all there is."""

    def wait_for(self, predicate: Callable[[], Any], timeout: float = PATIENCE) -> Any:
        """Wait longer than tests do."""
        return super().wait_for(predicate, max(timeout, PATIENCE))


@dataclass(frozen=True, slots=True)
class Stage:
    """The practice Slack with the running bot."""

    slack: PracticeSlack
    bot: Process
    folder: Path

    def settle(self) -> None:
        """Whatever is due stands in Slack."""
        settle(self.bot, timeout=PATIENCE)

    def jump(self, moment: datetime) -> None:
        """Let it be later: what comes with the hour is laid down, and what is due goes out."""
        self.settle()
        self.slack.clock.set(moment)
        materialise(self.bot.office)
        self.settle()

    def direct(self, who: str) -> str:
        """Somebody's conversation with Schakel."""
        return self.slack.space.im_of(self.slack.as_user(who).id).id


@contextmanager
def practising(database: Path) -> Iterator[Stage]:
    """An empty Schakel in the practice Slack, on that Tuesday."""
    slack = Patient.start(workspace=WORKSPACE, manifest=HOUSE / "manifest.yml", ack_seconds=PATIENCE)
    slack.clock.set(START)
    try:
        with running_bot(slack, f"sqlite:///{database}") as bot:
            yield Stage(slack, bot, database.parent)
    finally:
        slack.stop()
    assert slack.trouble == []


def sent(person: Person, **values: object) -> None:
    """Submit what is on top; it is taken."""
    done = person.submit(**values)
    assert done.errors == {}, done.errors
