"""A person who answers the questions of the guided start, in order, and remembers what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot.failing import Stop
from bot.settings import load_settings
from bot.setup.guide import Guide
from bot.setup.keeping import Keeping
from bot.times import SystemClock
from casework.errors import CaseworkError
from sandbox import PracticeSlack
from storage.errors import StorageError


@dataclass
class Scripted:
    """Gives each answer once; a question for which none is left is a Ctrl-C."""

    answers: list[str]
    said: list[str] = field(default_factory=list)
    hidden: list[bool] = field(default_factory=list)

    def say(self, line: str) -> None:
        """Remember it."""
        self.said.append(line)

    def ask(self, question: str, default: str = "", *, hidden: bool = False) -> str:
        """The next answer."""
        self.said.append(question)
        self.hidden.append(hidden)
        if not self.answers:
            raise KeyboardInterrupt
        return self.answers.pop(0) or default

    @property
    def text(self) -> str:
        """All that was shown."""
        return "\n".join(self.said)


@dataclass
class Bench:
    """An empty folder on a machine that reaches the practice Slack."""

    slack: PracticeSlack
    folder: Path
    environ: dict[str, str] = field(default_factory=dict)
    secrets: Path | None = None

    @property
    def env(self) -> Path:
        """Its `.env`."""
        return self.folder / ".env"

    @property
    def database(self) -> str:
        """The address that is answered."""
        return f"sqlite:///{self.folder}/schakel.db"

    def answers(self, *changes: str) -> list[str]:
        """What leads from nothing to the end."""
        return [self.slack.bot_token, self.slack.app_token, self.database, "", "Rozenboom", "1"]

    def guide(self, person: Scripted) -> Guide:
        """The guided start in this folder."""
        given: Mapping[str, str] = {"SLACK_API_URL": self.slack.api_url} | self.environ
        keeping = Keeping(self.env, given, self.secrets)
        return Guide(lambda: load_settings(given, self.env), keeping, person, SystemClock())

    def walk(self, *answers: str) -> Scripted:
        """Answer these; a Ctrl-C or a sentence that ends it is the last line of what was said."""
        person = Scripted(list(answers))
        try:
            self.guide(person).walk()
        except KeyboardInterrupt:
            person.said.append("^C")
        except (Stop, StorageError, CaseworkError) as error:
            person.said.append(f"! {error}")
        return person

    def check(self) -> tuple[bool, str]:
        """What `--check` says, and whether all is well."""
        person = Scripted([])
        well = self.guide(person).check()
        return well, person.text
