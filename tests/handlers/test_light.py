"""The light parts of Block Kit say and refuse the same as those of slack_sdk."""

from __future__ import annotations

import pytest
from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.basic_objects import JsonObject
from slack_sdk.models.blocks import MarkdownTextObject, Option, PlainTextObject

from handlers.light import LightMarkdown, LightOption, LightPlainText

WORDS = "Waar speelt het?"


@pytest.mark.parametrize(
    ("light", "upstream"),
    [
        (LightPlainText(text=WORDS, emoji=False), PlainTextObject(text=WORDS, emoji=False)),
        (LightPlainText(text=WORDS), PlainTextObject(text=WORDS)),
        (LightMarkdown(text=WORDS), MarkdownTextObject(text=WORDS)),
        (LightMarkdown(text=WORDS, verbatim=True), MarkdownTextObject(text=WORDS, verbatim=True)),
        (
            LightOption(value="N2", text=LightPlainText(text=WORDS), description=LightPlainText(text="x")),
            Option(value="N2", text=PlainTextObject(text=WORDS), description=PlainTextObject(text="x")),
        ),
    ],
)
def test_it_is_written_out_the_same(light: JsonObject, upstream: JsonObject) -> None:
    """Slack gets the same keys and values."""
    assert light.to_dict() == upstream.to_dict()


@pytest.mark.parametrize(
    ("light", "upstream"),
    [
        (
            LightOption(value="v" * 151, text=LightPlainText(text=WORDS)),
            Option(value="v" * 151, text=PlainTextObject(text=WORDS)),
        ),
        (
            LightOption(value="N2", text=LightPlainText(text="x" * 76)),
            Option(value="N2", text=PlainTextObject(text="x" * 76)),
        ),
    ],
)
def test_it_refuses_the_same(light: JsonObject, upstream: JsonObject) -> None:
    """What is too long for Slack is found while it is written out, here as upstream."""
    with pytest.raises(SlackObjectFormationError) as known:
        upstream.to_dict()
    with pytest.raises(SlackObjectFormationError, match=str(known.value)):
        light.to_dict()
