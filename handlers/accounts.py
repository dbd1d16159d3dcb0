"""Reads what Slack says of an account, in an answer or an event, as the standing that decisions are about."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casework.ports import Standing


def standing_of(user: Mapping[str, Any], team_id: str) -> Standing:
    """What a user object says an account is (slack 6); a foreign team or a stranger is from outside.

    Names, pictures, status and time zones are no part of it.
    """
    if user.get("deleted"):
        return Standing.GONE
    if user.get("is_bot") or user.get("id") == "USLACKBOT":
        return Standing.BOT
    if user.get("is_stranger") or user.get("team_id") != team_id:
        return Standing.FOREIGN
    if user.get("is_ultra_restricted"):
        return Standing.SINGLE_GUEST
    if user.get("is_restricted"):
        return Standing.GUEST
    return Standing.MEMBER
