"""A fictional town of any size: its practice workspace, its directory, written to files for the processes."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from shutil import copy

from rules.book import load_rulebook

ROLES = ("mentor", "ib_zorgcoordinator", "jongerenwerker", "wijkteam", "leerplicht", "jeugdagent")


@dataclass(frozen=True, slots=True)
class Town:
    """People by handle, each a partner in one partnership: person i in partnership i modulo their number."""

    people: tuple[str, ...]
    channels: tuple[str, ...]
    workspace: Path
    directory: Path

    def channel_of(self, person: str) -> str:
        """The channel of this person's partnership."""
        return self.channels[self.people.index(person) % len(self.channels)]

    def neighbours(self, person: str) -> tuple[str, ...]:
        """The others in the same partnership."""
        home = self.channel_of(person)
        return tuple(one for one in self.people if one != person and self.channel_of(one) == home)


def make_town(folder: Path, *, people: int, partnerships: int) -> Town:
    """Write `workspace.yaml` and `directory.yaml` (JSON is YAML) in `folder`."""
    handles = tuple(f"p{number:02}" for number in range(people))
    channels = tuple(f"C0BENCH{number:02}" for number in range(partnerships))
    town = Town(handles, channels, folder / "workspace.yaml", folder / "directory.yaml")
    town.workspace.write_text(json.dumps(_workspace(town)), "utf-8")
    town.directory.write_text(json.dumps(_directory(town)), "utf-8")
    return town


def demo_town(folder: Path) -> Town:
    """The town of the demo, where everybody in the channel of the Jeugdnetwerk is known by handle."""
    house = Path(__file__).parent.parent
    town = Town((), ("C0ZONNEBEEK",), folder / "workspace.yaml", folder / "directory.yaml")
    copy(house / "sandbox" / "demo" / "workspace.yaml", town.workspace)
    copy(house / "bot" / "demo" / "directory.yaml", town.directory)
    return town


def _workspace(town: Town) -> dict[str, object]:
    rooms = [
        {
            "id": channel,
            "name": f"netwerk-{number:02}",
            "kind": "private",
            "members": [one for one in town.people if town.channel_of(one) == channel],
        }
        for number, channel in enumerate(town.channels)
    ]
    return {
        "team": {"id": "T0BENCH", "name": "Meetstad", "domain": "meetstad"},
        "app": {"id": "A0SCHAKEL", "bot_id": "B0SCHAKEL", "user": "U0SCHAKEL", "name": "Schakel"},
        "people": [{"handle": one, "id": _user(one), "name": f"Inwoner {one}"} for one in town.people],
        "channels": rooms,
    }


def _directory(town: Town) -> dict[str, object]:
    known = load_rulebook().roles
    assert all(role in known for role in ROLES)
    networks = [
        {"name": f"Netwerk {number:02}", "kind": "wijkoverleg", "channel": channel, "coordinator": "U0P00"}
        for number, channel in enumerate(town.channels)
    ]
    partners = [
        {
            "name": f"Inwoner {one}",
            "organisation": "Meetstad",
            "role": ROLES[number // len(town.channels) % len(ROLES)],
            "user": _user(one),
            "partnerships": [f"Netwerk {number % len(town.channels):02}"],
        }
        for number, one in enumerate(town.people)
    ]
    return {"roles": {"fg": ["U0P00"]}, "partnerships": networks, "partners": partners}


def _user(handle: str) -> str:
    return f"U0{handle.upper()}"
