"""The people of the workspace, to choose the first beheerder from; nobody types an id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from slack_sdk import WebClient

from bot.setup.asking import Asking
from bot.setup.tokens import BOT
from bot.slack import ask

PAGE = 200
SHOWN = 20
_NOBODY = "Zo heet niemand in deze werkruimte. Typ een ander deel van de naam."
_WHO = "Typ een nummer, of een deel van de naam"


@dataclass(frozen=True, slots=True)
class Colleague:
    """An account of the workspace and how it is shown."""

    user: str
    shown: str


def colleagues(client: WebClient, team_id: str) -> list[Colleague]:
    """Everybody with an account of their own here, by name: no apps, guests or people of elsewhere.

    Raises `Stop` when Slack does not say.
    """
    found = [
        Colleague(str(one["id"]), _shown(one))
        for one in _members(client)
        if str(one.get("team_id") or team_id) == team_id and not _is_other(one)
    ]
    return sorted(found, key=lambda one: one.shown.casefold())


def choose(asking: Asking, people: list[Colleague]) -> Colleague:
    """Let one be chosen by number from what is shown, or looked for by a part of the name."""
    listed = people
    while True:
        for at, one in enumerate(listed[:SHOWN], 1):
            asking.say(f"  {at:2}. {one.shown}")
        if len(listed) > SHOWN:
            asking.say(f"  … en nog {len(listed) - SHOWN}")
        typed = asking.ask(_WHO)
        if typed.isdecimal() and 1 <= int(typed) <= min(len(listed), SHOWN):
            return listed[int(typed) - 1]
        matching = [one for one in people if typed.casefold() in one.shown.casefold()]
        if not matching:
            asking.say(_NOBODY)
        listed = matching or listed


def _members(client: WebClient) -> Iterator[Mapping[str, Any]]:
    cursor = ""
    while True:
        page = partial(client.users_list, limit=PAGE, cursor=cursor)
        answer = ask(page, client.base_url, BOT)
        yield from answer.get("members") or ()
        cursor = str((answer.get("response_metadata") or {}).get("next_cursor") or "")
        if not cursor:
            return


def _is_other(one: Mapping[str, Any]) -> bool:
    kinds = ("deleted", "is_bot", "is_app_user", "is_restricted", "is_ultra_restricted", "is_stranger")
    return one.get("id") == "USLACKBOT" or any(one.get(kind) for kind in kinds)


def _shown(one: Mapping[str, Any]) -> str:
    name = str(one.get("real_name") or (one.get("profile") or {}).get("real_name") or "")
    plain = "".join(sign for sign in f"{name} (@{one.get('name', '')})" if sign.isprintable())
    return plain.strip()
