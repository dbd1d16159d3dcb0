"""The pictures as they are kept: the files, and the list of what was to be read in each."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

FOLDER = Path(__file__).parents[2] / "docs" / "schermen"
LIST = Path(__file__).with_name("taken.json")


def known() -> dict[str, dict[str, str]]:
    """For each picture what was to be read (`said`) and the file that was taken then (`file`), as digests."""
    found: dict[str, dict[str, str]] = json.loads(LIST.read_text("utf-8"))
    return found


def write(read: Mapping[str, str], taken: Path) -> None:
    """Replace all pictures by these."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    made = {}
    for name, said in sorted(read.items()):
        content = (taken / f"{name}.png").read_bytes()
        (FOLDER / f"{name}.png").write_bytes(content)
        made[name] = {"said": said, "file": mark(content)}
    LIST.write_text(json.dumps(made, indent=1) + "\n", "utf-8")


def mark(content: bytes) -> str:
    """A file as one short word."""
    return hashlib.sha256(content).hexdigest()[:16]
