"""Keeps what was answered, at once: in `.env` for its owner alone, or a file for each secret."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from bot.env_file import read_env_file
from bot.failing import Stop
from bot.files import decode

PRIVATE = 0o600
OTHERS = 0o077
_PLAIN = re.compile(r"[A-Za-z0-9_./:@%+=,?&~-]*")
_SECRETS = frozenset({"SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SCHAKEL_KEYS"})


@dataclass(frozen=True, slots=True)
class Keeping:
    """Where answers go: `.env`, and with `folder` each secret in a file of its own there.

    `environ` is what the process was given, which goes before the file.
    """

    env_file: Path
    environ: Mapping[str, str]
    folder: Path | None = None

    def keep(self, name: str, value: str) -> Path:
        """Store the value of a setting; gives the file that holds it.

        Raises `Stop` when it cannot be written, or would not count because the environment says otherwise.
        """
        for given in (name, f"{name}_FILE"):
            if self.environ.get(given):
                raise Stop(
                    f"{given} staat in de omgeving van dit proces, en die gaat voor {self.env_file}. "
                    "Verander de waarde daar, of haal haar daar weg en draai `schakel setup` nog eens."
                )
        where = read_env_file(self.env_file, [f"{name}_FILE"]).values.get(f"{name}_FILE")
        if where:
            write_private(Path(where), f"{value}\n")
            return Path(where)
        if self.folder is not None and name in _SECRETS:
            return self._keep_apart(self.folder, name, value)
        self._put(name, value)
        return self.env_file

    def open_to_others(self) -> bool:
        """Whether somebody else on this machine may read `.env`."""
        try:
            return bool(self.env_file.stat().st_mode & OTHERS)
        except OSError:
            return False

    def close_to_others(self) -> None:
        """Leave `.env` to its owner; raises `Stop`."""
        try:
            self.env_file.chmod(PRIVATE)
        except OSError:
            raise Stop(
                f"De rechten van {self.env_file} zijn niet te veranderen. Doe het als eigenaar: "
                f"chmod 600 {self.env_file}."
            ) from None

    def _keep_apart(self, folder: Path, name: str, value: str) -> Path:
        file = (folder / name.lower()).absolute()
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError:
            raise Stop(f"De map {folder} is niet te maken. Noem bij --secrets een andere.") from None
        write_private(file, f"{value}\n")
        self._put(f"{name}_FILE", str(file))
        return file

    def _put(self, name: str, value: str) -> None:
        """One line for this name, where it stood or else at the end; the other lines stay as they are."""
        line = f"{name}={quoted(value)}"
        mine = re.compile(rf"\s*(?:export\s+)?{re.escape(name)}\s*(?:=|$)")
        kept: list[str] = []
        for one in self._lines():
            if not mine.match(one):
                kept.append(one)
            elif line not in kept:
                kept.append(line)
        if line not in kept:
            kept.append(line)
        write_private(self.env_file, "\n".join(kept) + "\n")

    def _lines(self) -> list[str]:
        try:
            return re.split(r"\r\n|\r|\n", decode(self.env_file.read_bytes()).rstrip("\r\n"))
        except FileNotFoundError:
            return []
        except (OSError, UnicodeDecodeError):
            raise Stop(f"{self.env_file} is niet te lezen. Bewaar het opnieuw als UTF-8.") from None


def quoted(value: str) -> str:
    """The value as `.env` takes it."""
    if _PLAIN.fullmatch(value):
        return value
    return '"' + re.sub(r'(["\\$])', r"\\\1", value) + '"'


def write_private(path: Path, text: str) -> None:
    """Replace a file as a whole, readable for its owner only; raises `Stop`, and then nothing changed."""
    target = path.resolve()
    beside = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        number = os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE)
        with os.fdopen(number, "w", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(target)
    except OSError:
        with suppress(OSError):
            beside.unlink()
        raise Stop(
            f"{path} is niet te schrijven. Draai dit als wie de map {target.parent} mag schrijven, en kijk "
            "of de schijf niet vol is."
        ) from None
