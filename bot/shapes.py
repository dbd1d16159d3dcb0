"""Whether a payload has the shape that Slack gives it, as far as anything here reads it.

What does not is nobody's act: it is acknowledged, noted without its content, and goes no further.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Check = Callable[[object], bool]

# Their acknowledgement is the answer: close, update, push, errors, options. Nothing else has one.
ANSWERED = frozenset({"view_submission", "block_suggestion"})


def readable(payload: Mapping[str, Any]) -> bool:
    """Whether each part that is there is of its kind; what a kind of payload needs, it has."""
    kind = payload.get("type") or ("command" if "command" in payload else "")
    if not isinstance(kind, str):
        return False
    needed = NEEDED.get(kind, {})
    return all(check(payload.get(name)) for name, check in needed.items()) and all(
        check(payload[name]) for name, check in KNOWN.items() if payload.get(name) is not None
    )


def _text(given: object) -> bool:
    return isinstance(given, str)


def _parts(needed: Mapping[str, Check], known: Mapping[str, Check] | None = None) -> Check:
    """A mapping with these parts; those in `known` may be absent."""

    def check(given: object) -> bool:
        return (
            isinstance(given, Mapping)
            and all(one(given.get(name)) for name, one in needed.items())
            and all(one(given[name]) for name, one in (known or {}).items() if given.get(name) is not None)
        )

    return check


def _each(check: Check) -> Check:
    return lambda given: isinstance(given, list) and all(check(one) for one in given)


def _some(check: Check) -> Check:
    return lambda given: isinstance(given, list) and bool(given) and all(check(one) for one in given)


def _all(check: Check) -> Check:
    return lambda given: isinstance(given, Mapping) and all(check(one) for one in given.values())


OPTION = _parts({"value": _text})
ACTION = _parts(
    {"action_id": _text, "action_ts": _text, "type": _text},
    {"value": _text, "block_id": _text, "selected_option": OPTION, "selected_options": _each(OPTION)},
)
STATE = _parts({}, {"values": _all(_all(_parts({"type": _text})))})
VIEW = _parts(
    {"id": _text, "callback_id": _text},
    {
        "hash": _text,
        "private_metadata": _text,
        "state": STATE,
        "blocks": _each(_parts({"type": _text, "block_id": _text})),
    },
)
WHO = _parts({"id": _text}, {"team_id": _text})
CHANNEL = _parts({"id": _text})
SAID = _parts({}, {"text": _text, "ts": _text, "user": _text, "subtype": _text, "thread_ts": _text})
EVENT = _parts(
    {"type": _text},
    {
        "subtype": _text,
        "channel_type": _text,
        "ts": _text,
        "deleted_ts": _text,
        "old_channel_id": _text,
        "new_channel_id": _text,
        "message": SAID,
        "channel": lambda given: _text(given) or CHANNEL(given),
        "user": lambda given: _text(given) or WHO(given),
    },
)
# What each kind cannot do without.
NEEDED: dict[str, dict[str, Check]] = {
    "command": {"command": _text, "user_id": _text, "team_id": _text, "trigger_id": _text},
    "block_actions": {"actions": _some(ACTION), "user": WHO, "trigger_id": _text},
    "block_suggestion": {"action_id": _text, "user": WHO, "value": _text},
    "view_submission": {"view": VIEW, "user": WHO},
    "view_closed": {"view": VIEW, "user": WHO},
    "shortcut": {"callback_id": _text, "user": WHO, "trigger_id": _text},
    "message_action": {"callback_id": _text, "user": WHO, "trigger_id": _text, "message": SAID},
    "event_callback": {"event": EVENT},
}
# What is of one kind wherever it is.
KNOWN: dict[str, Check] = {
    "team": _parts({"id": _text}),
    "enterprise": lambda given: _text(given) or _parts({"id": _text})(given),
    "team_id": _text,
    "enterprise_id": _text,
    "user_id": _text,
    "channel_id": _text,
    "text": _text,
    "response_url": _text,
    "channel": CHANNEL,
    "user": WHO,
    "view": VIEW,
    "state": STATE,
    "message": SAID,
    "response_urls": _each(_parts({"response_url": _text})),
    "authorizations": _each(_parts({}, {"team_id": _text, "user_id": _text})),
}
