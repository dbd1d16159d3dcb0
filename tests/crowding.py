"""A partnership of very many, brought in the way a coordinator does: with a directory file."""

from __future__ import annotations

from pathlib import Path

import yaml

from bot.commands.directory import import_directory
from bot.process import Process
from tests.running import DIRECTORY

HERE = "Jeugdnetwerk Zonnebeek"
FIRST = 100


def crowd(bot: Process, folder: Path, number: int, *, role: str = "jongerenwerker", long: str = "") -> None:
    """So many more partners without an account, all in one role: `Partner 101`, `Partner 102` and so on."""
    found = yaml.safe_load(DIRECTORY.read_text(encoding="utf-8"))
    found["partners"] += [
        {
            "name": f"Partner {FIRST + one} {long}".strip(),
            "organisation": f"Organisatie {one % 7} {long}".strip(),
            "role": role,
            "partnerships": [HERE],
        }
        for one in range(1, number + 1)
    ]
    file = folder / "crowd.yaml"
    file.write_text(yaml.safe_dump(found, allow_unicode=True), encoding="utf-8")
    import_directory(file, bot.engine, bot.office.store.vault, bot.office.book)
