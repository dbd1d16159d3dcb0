"""`schakel manifest`: the app manifest that Slack's settings page takes."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import yaml

from bot.failing import Stop
from bot.http_mode import PATH as WHERE

PATH = Path(__file__).parents[2] / "manifest.yml"


def manifest_text(address: str = "") -> str:
    """The manifest as shipped, or the one by which Slack posts to this https address.

    Raises `Stop` outside a checkout, and for an address that Slack does not take.
    """
    if not PATH.is_file():
        raise Stop("manifest.yml staat niet bij deze installatie; neem het uit de broncode.")
    text = PATH.read_text(encoding="utf-8").rstrip()
    return _posted_to(text, _https(address)) if address else text


def _posted_to(text: str, url: str) -> str:
    manifest = yaml.safe_load(text)
    settings = manifest["settings"]
    settings["socket_mode_enabled"] = False
    settings["event_subscriptions"] = {"request_url": url, **settings["event_subscriptions"]}
    settings["interactivity"] |= {"request_url": url, "message_menu_options_url": url}
    for command in manifest["features"]["slash_commands"]:
        command["url"] = url
    return str(yaml.safe_dump(manifest, allow_unicode=True, sort_keys=False, width=100)).rstrip()


def _https(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment:
        raise Stop(
            "Geef bij --url het https-adres waarop Slack deze machine vindt, zoals https://schakel.example."
        )
    return address if parts.path not in ("", "/") else f"https://{parts.netloc}{WHERE}"
