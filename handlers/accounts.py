"""Reads what Slack says of an account, in an answer or an event, as the standing that decisions are about."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from casework.ports import Standing


def standing_of(user: Mapping[str, Any], team_id: str) -> Standing:
    """What a user object says an account is (slack 6); a foreign team or a stranger is from outside.

    On an Enterprise Grid the workspaces of `enterprise_user` decide: `team_id` is any of them there, the
    organisation, or missing. Names, pictures, status and time zones are no part of it.
    """
    if user.get("deleted"):
        return Standing.GONE
    if user.get("is_bot") or user.get("id") == "USLACKBOT":
        return Standing.BOT
    if user.get("is_stranger") or team_id not in _teams(user):
        return Standing.FOREIGN
    if user.get("is_ultra_restricted"):
        return Standing.SINGLE_GUEST
    if user.get("is_restricted"):
        return Standing.GUEST
    return Standing.MEMBER


def _teams(user: Mapping[str, Any]) -> Collection[str]:
    """The workspaces of an account; on a Grid without a list of them those that it names itself."""
    grid = user.get("enterprise_user")
    listed = grid.get("teams") if isinstance(grid, Mapping) else None
    return listed if isinstance(listed, list) and listed else (str(user.get("team_id")),)
