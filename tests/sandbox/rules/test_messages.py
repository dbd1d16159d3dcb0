"""Messages: lengths, counts, metadata, and the error code Slack gives for each."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.rules import check_message
from tests.sandbox.rules.shapes import mrkdwn, plain, section

POST, UPDATE, EPHEMERAL = "chat.postMessage", "chat.update", "chat.postEphemeral"
MARK = {"event_type": "signal", "event_payload": {"ref": "S-1"}}


def code(method: str = POST, **args: Any) -> str | None:
    """The error code, or nothing."""
    return check_message(args, method=method).error


@pytest.mark.parametrize(
    ("args", "expected"),
    [
        ({}, "no_text"),
        ({"text": ""}, "no_text"),
        ({"text": "", "blocks": []}, "no_text"),
        ({"text": "x"}, None),
        ({"blocks": [section()]}, None),
        ({"attachments": [{"text": "x"}]}, None),
        ({"markdown_text": "x"}, None),
        ({"markdown_text": "x", "text": "x"}, "markdown_text_conflict"),
        ({"markdown_text": "x", "blocks": [section()]}, "markdown_text_conflict"),
        ({"markdown_text": "x" * 12_001}, "msg_too_long"),
        ({"blocks": "section"}, "invalid_blocks_format"),
        ({"blocks": {"type": "section"}}, "invalid_blocks_format"),
        ({"blocks": [{"type": "section"}]}, "invalid_blocks"),
        ({"text": "x", "attachments": "x"}, "invalid_attachments"),
        ({"text": "x", "attachments": [{}] * 101}, "too_many_attachments"),
        ({"text": "x", "attachments": [{"blocks": [section()] * 51}]}, "invalid_blocks"),
        ({"text": "x", "metadata": MARK}, None),
        ({"text": "x", "metadata": {"event_type": "signal"}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_payload": {}}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {"event_type": "", "event_payload": {}}}, "invalid_metadata_format"),
        ({"text": "x", "metadata": "signal"}, "invalid_metadata_format"),
        ({"text": "x", "metadata": {**MARK, "event_payload": {"x": "x" * 8_000}}}, "metadata_too_large"),
    ],
)
def test_each_flaw_has_its_code(args: dict[str, Any], expected: str | None) -> None:
    """Nothing to show, two ways of saying, wrong shapes, too many, half a mark."""
    assert code(**args) == expected


def test_a_long_text_is_cut_when_posted_and_refused_elsewhere() -> None:
    """40,000 for a new message, with a warning; an update takes 4,000 bytes; a private one 40,000."""
    assert check_message({"text": "x" * 40_000}, method=POST).warnings == ()
    assert check_message({"text": "x" * 40_001}, method=POST).warnings == ("message_truncated",)
    assert code(UPDATE, text="x" * 4_000) is None
    assert code(UPDATE, text="x" * 4_001) == "msg_too_long"
    assert code(UPDATE, text="é" * 2_001) == "msg_too_long"
    assert code(EPHEMERAL, text="x" * 40_000) is None
    assert code(EPHEMERAL, text="x" * 40_001) == "msg_too_long"


def test_all_blocks_together_have_a_limit() -> None:
    """What was measured at Slack is accepted and refused here too; headers cost more than sections."""
    fifty = [section(text=mrkdwn("x" * 191)) for _ in range(50)]
    assert code(blocks=fifty) is None
    assert code(blocks=[section(text=mrkdwn("x" * 252)) for _ in range(45)]) == "msg_blocks_too_long"
    assert code(UPDATE, blocks=[section(text=mrkdwn("x" * 252)) for _ in range(45)]) == "msg_blocks_too_long"
    headers = [{"type": "header", "text": plain("x" * 150)} for _ in range(48)]
    assert code(blocks=headers) is None
    assert code(blocks=[*headers, headers[0]]) == "msg_blocks_too_long"
    assert code(blocks=[{"type": "markdown", "text": "x" * 12_000}]) is None


def test_every_problem_is_told() -> None:
    """Not only the first."""
    verdict = check_message({"blocks": [section(text=mrkdwn("")), section(x=1)]}, method=POST)
    assert [one.pointer for one in verdict.problems] == ["/blocks/0/text/text", "/blocks/1"]
