"""What comes over the socket with keys missing or of another type: read past, never an end."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.socket_mode import _envelope_without_answer
from tests.hostile.test_acts import OFTEN, SCALARS, TYPED

ANY = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=2), st.dictionaries(TYPED, inner, max_size=2)),
    max_leaves=4,
)


@OFTEN
@given(st.one_of(TYPED, ANY.map(lambda one: json.dumps(one, default=str))))
def test_a_message_of_any_shape_is_read_past(message: str) -> None:
    """What has no number and no payload is not acknowledged."""
    found = _envelope_without_answer(message)
    assert found is None or isinstance(found, str)


@OFTEN
@given(ANY, ANY, ANY)
def test_an_envelope_of_any_shape(envelope: Any, payload: Any, kind: Any) -> None:
    """Each of its parts as anything at all."""
    made = json.dumps({"envelope_id": envelope, "payload": payload, "type": kind}, default=str)
    found = _envelope_without_answer(made)
    assert found is None or (found == envelope and isinstance(payload, dict))
