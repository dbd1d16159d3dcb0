"""What comes in with a payload is a text that can be stored, or nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casework.people import Person
from handlers.acts import Act, Values, plain

ANYTHING: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(alphabet=st.characters(exclude_categories=())),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3),
    max_leaves=6,
)
KEYS = st.sampled_from(
    (
        "value",
        "selected_option",
        "selected_options",
        "selected_users",
        "selected_user",
        "selected_date",
        "type",
    )
)


@given(ANYTHING | st.fixed_dictionaries({"x": st.fixed_dictionaries({"x": st.dictionaries(KEYS, ANYTHING)})}))
def test_a_field_of_any_shape_is_text_or_nothing(state: Any) -> None:
    """Missing, doubled, of another type, half a character: it can always be stored."""
    values = Values(state)
    for name in (*values.names(), "x"):
        for one in (values.text(name), *values.many(name)):
            assert one.encode() is not None
            assert "\0" not in one


@given(ANYTHING | ANYTHING.map(json.dumps))
def test_a_note_of_any_shape_is_a_note(metadata: Any) -> None:
    """A view's metadata that is no JSON, or other JSON, carries no reference."""
    act = Act("view:signal.close", Person("U0ZORGCO"), "view:1", view={"private_metadata": metadata})
    assert isinstance(act.note, dict)


@pytest.mark.parametrize(
    ("given_", "kept"), [("S-1\ud83d", "S-1�"), ("a\0b", "ab"), (7, ""), ("😀 é", "😀 é")]
)
def test_half_a_character_is_shown_as_such(given_: object, kept: str) -> None:
    """The rest of the text stays."""
    assert plain(given_) == kept
