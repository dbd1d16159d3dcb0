"""A file with something of a person in it: whole or not there at all, and for its owner's eyes alone."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from bot.failing import Stop

OWNER_ONLY = 0o600


def must_be_free(path: Path) -> None:
    """Raises `Stop` where nothing can be written, or something stands already."""
    if path.exists() or path.is_symlink():
        raise Stop(f"{path} bestaat al. Kies een andere naam.")
    if not path.parent.is_dir():
        raise Stop(f"{path} kan niet: de map {path.parent} bestaat niet.")


def write_private(path: Path, text: str) -> None:
    """Write it under another name first and give it its own when it is whole; raises `Stop` when it fails."""
    must_be_free(path)
    half = path.with_name(f".{path.name}.{os.getpid()}.half")
    try:
        handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, OWNER_ONLY)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
        half.replace(path)
    except OSError:
        raise Stop(f"{path} kon niet worden geschreven; er is niets blijven staan.") from None
    finally:
        with suppress(OSError):
            half.unlink(missing_ok=True)
