"""Elements that a person types in: what each may hold, as a table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.rules.objects import dispatch_config, plain
from sandbox.rules.problem import Check, Problem, Problems, boolean, list_of, number, text_within
from sandbox.rules.richtext import rich_text


@dataclass(frozen=True, slots=True)
class Spec:
    """The fields of one element type; `initial` names the field that must be among the options."""

    fields: Mapping[str, Check]
    required: tuple[str, ...] = ()
    initial: str = ""


def matching(pattern: str, words: str) -> Check:
    """A string of this shape."""
    compiled = re.compile(pattern)

    def check(value: Any, at: str) -> Problems:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            yield Problem(words, at)

    return check


_NUMBER = matching(r"-?\d+(\.\d+)?", "must be a number")
_TEXT: dict[str, Check] = {"placeholder": plain(150), "dispatch_action_config": dispatch_config}

TYPED: Mapping[str, Spec] = {
    "plain_text_input": Spec(
        {
            **_TEXT,
            "initial_value": text_within(3000),
            "multiline": boolean,
            "min_length": number(0, 3000),
            "max_length": number(1, 3000),
        }
    ),
    "email_text_input": Spec({**_TEXT, "initial_value": text_within(255)}),
    "url_text_input": Spec({**_TEXT, "initial_value": text_within(3000)}),
    "number_input": Spec(
        {
            **_TEXT,
            "is_decimal_allowed": boolean,
            "initial_value": _NUMBER,
            "min_value": _NUMBER,
            "max_value": _NUMBER,
        },
        ("is_decimal_allowed",),
    ),
    "rich_text_input": Spec({**_TEXT, "initial_value": rich_text}),
    "file_input": Spec({"filetypes": list_of(text_within(255), 1, 100), "max_files": number(1, 10)}),
}
