"""`schakel manifest`: the app manifest that Slack's settings page takes."""

from __future__ import annotations

from pathlib import Path

from bot.failing import Stop

PATH = Path(__file__).parents[2] / "manifest.yml"


def manifest_text() -> str:
    """The manifest as shipped; raises `Stop` outside a checkout."""
    if not PATH.is_file():
        raise Stop("manifest.yml staat niet bij deze installatie; neem het uit de broncode.")
    return PATH.read_text(encoding="utf-8").rstrip()
