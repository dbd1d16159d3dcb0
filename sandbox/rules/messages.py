"""Messages: lengths, counts, metadata, and the error code Slack gives."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.rules.blocks import MESSAGE, check_blocks
from sandbox.rules.problem import Problem
from sandbox.rules.together import texts_in

LONGEST_TEXT = 40_000
LONGEST_UPDATE = 4_000  # bytes: published as characters, but one project measured that bytes are counted
LONGEST_MARKDOWN = 12_000
# Unpublished: "about 12,000 with a buffer for block containers". Measured were 9,597 characters in 50 blocks
# accepted and 11,341 in 45 refused, and about 100 characters for a header; the costs below agree with both.
LONGEST_IN_BLOCKS = 12_000
COSTS = {"header": 100}
COST_OF_A_BLOCK = 20
MOST_ATTACHMENTS = 100
LARGEST_METADATA = 8_000


@dataclass(frozen=True, slots=True)
class MessageVerdict:
    """What Slack says of a message: an error code or none, the problems behind it, warnings."""

    error: str | None = None
    problems: tuple[Problem, ...] = ()
    warnings: tuple[str, ...] = ()


def check_message_blocks(blocks: object) -> list[Problem]:
    """Everything wrong with the blocks of a message."""
    return list(check_blocks(blocks, MESSAGE))


def check_message(args: Mapping[str, Any], *, method: str) -> MessageVerdict:
    """The verdict on the arguments of chat.postMessage, chat.update or chat.postEphemeral."""
    text, blocks, markdown = args.get("text"), args.get("blocks"), args.get("markdown_text")
    code = _simple(args, method, text, blocks, markdown)
    if code is not None:
        return MessageVerdict(code)
    if blocks:
        if not isinstance(blocks, list):
            return MessageVerdict("invalid_blocks_format")
        problems = tuple(check_blocks(blocks, MESSAGE))
        if problems:
            return MessageVerdict("invalid_blocks", problems)
        if weight(blocks) > LONGEST_IN_BLOCKS:
            return MessageVerdict("msg_blocks_too_long")
    problems = tuple(_attachment_problems(args.get("attachments")))
    if problems:
        return MessageVerdict("invalid_blocks", problems)
    return MessageVerdict(warnings=("message_truncated",) if len(str(text or "")) > LONGEST_TEXT else ())


def weight(blocks: list[dict[str, Any]]) -> int:
    """What blocks weigh against the limit of a message: their characters and something for each container."""
    texts = sum(len(one) for one in texts_in(blocks))
    if all(block["type"] == "markdown" for block in blocks):
        return texts
    return texts + sum(COSTS.get(block["type"], COST_OF_A_BLOCK) for block in blocks)


def _attachment_problems(attachments: Any) -> Iterator[Problem]:
    for index, one in enumerate(attachments or ()):
        if isinstance(one, dict) and "blocks" in one:
            yield from check_blocks(one["blocks"], MESSAGE, f"/attachments/{index}/blocks")


def _simple(args: Mapping[str, Any], method: str, text: Any, blocks: Any, markdown: Any) -> str | None:
    attachments = args.get("attachments")
    tests = (
        (not (text or blocks or attachments or markdown), "no_text"),
        (bool(markdown) and bool(text or blocks), "markdown_text_conflict"),
        (len(str(markdown or "")) > LONGEST_MARKDOWN, "msg_too_long"),
        (method == "chat.update" and len(str(text or "").encode()) > LONGEST_UPDATE, "msg_too_long"),
        (method == "chat.postEphemeral" and len(str(text or "")) > LONGEST_TEXT, "msg_too_long"),
        (not isinstance(attachments or [], list), "invalid_attachments"),
        (isinstance(attachments, list) and len(attachments) > MOST_ATTACHMENTS, "too_many_attachments"),
        (not _good_metadata(args.get("metadata")), "invalid_metadata_format"),
        (len(json.dumps(args.get("metadata"))) > LARGEST_METADATA, "metadata_too_large"),
    )
    return next((code for wrong, code in tests if wrong), None)


def _good_metadata(metadata: Any) -> bool:
    if metadata is None:
        return True
    return (
        isinstance(metadata, dict)
        and isinstance(metadata.get("event_type"), str)
        and bool(metadata["event_type"])
        and isinstance(metadata.get("event_payload"), dict)
    )
