"""What a form lies on: when it is done, the view below shows what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from slack_sdk.models.views import View

from handlers.acts import plain
from handlers.limits import METADATA

BELOW = "below"
HOME = "home"


def lies_on(form: View, view: Mapping[str, Any]) -> None:
    """Remember in the form which view it lies on, Home too, by name and reference; where there is room."""
    callback = HOME if view.get("type") == HOME else plain(view.get("callback_id"))
    _keep(form, [callback, plain(view.get("private_metadata"))])


def still_lies_on(form: View, before: Mapping[str, Any]) -> None:
    """The next step of a form lies on what the step before lay on."""
    if (below := _told(before)) is not None:
        _keep(form, below)


def below_of(form: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The view that a submitted form lies on, as far as it can be made again; None when there is none."""
    match _told(form):
        case ["home", _]:
            return {"type": HOME}
        case [str() as callback, str() as metadata] if form.get("previous_view_id"):
            return {"callback_id": callback, "private_metadata": metadata}
    return None


def _keep(form: View, below: list[Any]) -> None:
    told = json.loads(form.private_metadata or "{}")
    kept = json.dumps(told | {BELOW: below}, separators=(",", ":"))
    if len(kept) <= METADATA:
        form.private_metadata = kept


def _told(form: Mapping[str, Any]) -> list[Any] | None:
    try:
        told = json.loads(plain(form.get("private_metadata")) or "{}")
    except (ValueError, RecursionError):
        return None
    below = told.get(BELOW) if isinstance(told, dict) else None
    return below if isinstance(below, list) else None
