"""Blocks as Slack keeps and gives them: with the ids and defaults that the app left out."""

from __future__ import annotations

from typing import Any

from sandbox.state import Workspace

_WITHOUT_ACTION = frozenset({"image", "rich_text", "raw_text", "mrkdwn", "plain_text"})


def stored_blocks(space: Workspace, blocks: Any) -> list[dict[str, Any]]:
    """A copy with block ids, action ids, and the defaults of texts and inputs filled in.

    That is why a view or message taken from a payload cannot be told from one that was written, and why it
    must not be sent back: the keys that Slack adds to the view itself are refused.
    """
    return [_block(space, one) for one in blocks or ()]


def _block(space: Workspace, block: dict[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = filled(block)
    kept.setdefault("block_id", space.new_id("b"))
    if kept["type"] == "input":
        kept.setdefault("optional", False)
        kept.setdefault("dispatch_action", False)
    elements = [kept.get("element"), kept.get("accessory")]
    elements += kept["elements"] if kept["type"] in ("actions", "context_actions") else []
    for one in elements:
        if isinstance(one, dict) and one.get("type") not in _WITHOUT_ACTION:
            one.setdefault("action_id", space.new_id("a"))
    return kept


def filled(node: Any) -> Any:
    """A copy in which texts have the defaults that Slack gives them."""
    if isinstance(node, list):
        return [filled(one) for one in node]
    if not isinstance(node, dict):
        return node
    kept = {key: filled(one) for key, one in node.items()}
    if kept.get("type") == "plain_text":
        kept.setdefault("emoji", True)
    elif kept.get("type") == "mrkdwn":
        kept.setdefault("verbatim", False)
    return kept
