"""Finds the element a person means: in the open modal, in the newest visible message, on Home."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sandbox.elements import elements_of
from sandbox.errors import CannotDo
from sandbox.state import Channel, Message, View

if TYPE_CHECKING:
    from sandbox.filling import Filling


@dataclass(frozen=True, slots=True)
class Found:
    """An element with its block and what holds it: a view, or a message in a conversation.

    `chosen` is the option of a menu that was meant.
    """

    element: dict[str, Any]
    block_id: str
    view: View | None = None
    channel: Channel | None = None
    message: Message | None = None
    attachment: int | None = None
    chosen: dict[str, Any] | None = None


def find_action(
    person: Filling,
    action_id: str,
    value: str | None,
    *,
    channel: str | None = None,
    message_ts: str | None = None,
    view_id: str | None = None,
    block_id: str | None = None,
) -> Found:
    """The element with this action id (and value); raises `CannotDo` when this person does not see it.

    `block_id` tells apart two of one name in one view or message; without it the first counts.
    """
    for found in _seen(person, channel, message_ts, view_id):
        element = found.element
        here = block_id in (None, found.block_id)
        if here and element.get("action_id") == action_id and _has(element, value):
            return found
        if here and (option := _behind(element, action_id, value)) is not None:
            return replace(found, chosen=option)
    raise CannotDo(f"{person.human.handle} sees no {action_id} {value or ''}".rstrip())


def _has(element: dict[str, Any], value: str | None) -> bool:
    if element["type"] == "overflow":
        return value is None or any(one["value"] == value for one in element["options"])
    return value in (None, element.get("value"))


def _behind(element: dict[str, Any], named: str, value: str | None) -> dict[str, Any] | None:
    """An option of a menu that says in its value what it does, and to what: 'name:value'."""
    if element["type"] != "overflow":
        return None
    wanted = named if value is None else f"{named}:{value}"
    said = (one for one in element["options"] if wanted in (one["value"], one["value"].partition(":")[0]))
    return next(said, None)


def blocks_of(message: Message) -> list[dict[str, Any]]:
    """The blocks of a message and of its attachments."""
    attached = [block for one in message.get("attachments", ()) for block in one.get("blocks", ())]
    return [*message.get("blocks", ()), *attached]


def _seen(
    person: Filling, channel: str | None, message_ts: str | None, view_id: str | None
) -> Iterator[Found]:
    top = person.view
    if view_id or (top is not None and channel is None and message_ts is None):
        home = person.home
        views = [one for one in (top, home) if one and view_id in (None, one["id"])]
        for view in views[:1]:
            yield from _in(view["blocks"], view=view)
        return
    for place, message in _messages(person, channel, message_ts):
        yield from _in(message.get("blocks", []), channel=place, message=message)
        for one in message.get("attachments", ()):
            held = one.get("blocks", [])
            yield from _in(held, channel=place, message=message, attachment=one["id"])
    if channel is None and message_ts is None and person.home is not None:
        yield from _in(person.home["blocks"], view=person.home)


def _messages(person: Filling, channel: str | None, ts: str | None) -> Iterator[tuple[Channel, Message]]:
    rooms = {one.id: one for one in person.channels() if channel in (None, one.id)}
    found = [(rooms[one["channel"]], one) for one in person.ephemerals() if one["channel"] in rooms]
    found += [(room, message) for room in rooms.values() for message in room.messages.values()]
    if ts is not None:
        found = [(room, message) for room, message in found if message["ts"] == ts]
    return iter(sorted(found, key=lambda one: float(one[1]["ts"]), reverse=True))


def _in(blocks: list[dict[str, Any]], **holder: Any) -> Iterator[Found]:
    for block in blocks:
        for element in elements_of(block):
            yield Found(element, block["block_id"], **holder)
