"""What is shown to make the app in Slack: the address that fills its page in, and the manifest itself."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import yaml

from bot.commands.manifest import manifest_text
from bot.setup.tokens import BOT, WHERE

NEW_APP = "https://api.slack.com/apps?new_app=1&manifest_json="


def app_page(address: str) -> Iterator[str]:
    """The lines, for an app over a socket or over HTTP at this address; raises `Stop` without a manifest."""
    text = manifest_text(address)
    packed = json.dumps(yaml.safe_load(text), ensure_ascii=False, separators=(",", ":"))
    yield "Maak in Slack de app. Dit adres opent de pagina met het manifest al ingevuld:"
    yield f"\n{NEW_APP}{quote(packed, safe='')}\n"
    yield "Neemt uw browser dat adres niet? Kies op die pagina From a manifest, en plak dit manifest:"
    yield f"\n{text}\n"
    yield "Kies de werkruimte, bewaar, en kies bij Install App: Install to Workspace."
    yield WHERE[BOT]
