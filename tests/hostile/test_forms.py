"""Every form of the bot, sent in with values that no form offers: answered or refused, all or nothing."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.acts import Values
from tests.hostile.test_acts import NOTHING, OFTEN, SCALARS, TYPED, WHO, must_be_answered
from tests.matrix.bench import Json
from tests.matrix.plays import FORMS, Plays

NAMES = sorted(FORMS)
# What a motivation that is refused leaves behind: the draft of its author, and no half of anything else.
DRAFT = {"exception.record": frozenset({"exception_draft"})}
# What a field of each kind holds in the payload of Slack, with anything in it.
OPTION = st.one_of(st.none(), st.builds(lambda one: {"value": one}, SCALARS), SCALARS, st.just({}))
DATES = st.sampled_from(("2026-02-30", "0001-01-01", "9999-12-31"))
TIMES = st.sampled_from(("24:00", "9:5", "00:00"))
HELD = st.one_of(
    st.builds(lambda one: {"value": one}, SCALARS),
    st.builds(lambda one: {"selected_option": one}, OPTION),
    st.builds(lambda many: {"selected_options": many}, st.one_of(st.lists(OPTION, max_size=3), SCALARS)),
    st.builds(
        lambda one: {"selected_date": one}, st.one_of(TYPED, st.sampled_from(("2026-02-30", "0001-01-01")))
    ),
    st.builds(lambda one: {"selected_time": one}, st.one_of(TYPED, st.sampled_from(("24:00", "9:5")))),
    st.builds(lambda one: {"selected_user": one}, SCALARS),
    st.builds(lambda many: {"selected_users": many}, st.one_of(st.lists(SCALARS, max_size=3), SCALARS)),
    st.builds(lambda one: {"selected_conversation": one}, SCALARS),
    st.just({}),
    SCALARS,
)
NOTE = st.one_of(
    TYPED,
    st.builds(json.dumps, st.one_of(SCALARS, st.lists(SCALARS, max_size=2))),
    st.builds(lambda ref: json.dumps({"ref": ref}), SCALARS),
)


@settings(OFTEN, max_examples=60)
@given(st.sampled_from(NAMES), st.integers(0, 30), HELD, st.booleans())
def test_a_field_holds_what_it_cannot_hold(
    plays: Plays, caplog: pytest.LogCaptureFixture, name: str, at: int, held: Any, missing: bool
) -> None:
    """One field of a form that is right otherwise: another kind, a foreign option, nothing."""
    form = _forged(plays.form(name), at, held, missing=missing)
    must_be_answered(plays, plays.bench.submit(FORMS[name].who, form), caplog, DRAFT.get(name, NOTHING))


@settings(OFTEN, max_examples=40)
@given(WHO.filter(lambda who: who != FORMS["exception.record"].who), st.integers(0, 30), HELD, NOTE)
def test_a_motivation_is_kept_for_nobody_who_may_not_write_it(
    plays: Plays, caplog: pytest.LogCaptureFixture, who: str, at: int, held: Any, note: str
) -> None:
    """Sent in, typed in or closed by somebody else, right or forged: not even a draft."""
    right = plays.form("exception.record")
    for form in (right, _forged(right, at, held, missing=False), right | {"private_metadata": note}):
        chosen = {"type": "radio_buttons", "selected_option": {"value": "no"}}
        for done in (
            plays.bench.submit(who, form),
            plays.bench.close(who, form),
            plays.bench.press_in(who, form, "informed", "", **chosen),
        ):
            assert not plays.bench.differs()
            must_be_answered(plays, done, caplog)


@pytest.mark.parametrize("ground", ["E99", "", "E09", "E13", None, ["E01"]])
def test_no_draft_is_kept_of_a_ground_that_the_form_never_had(plays: Plays, ground: Any) -> None:
    """Of none that does not exist, and of none that is not offered to whoever types."""
    form = plays.form("exception.record")
    form |= {"private_metadata": json.dumps({"ref": "S-1", "ground": ground})}
    plays.bench.close(FORMS["exception.record"].who, form)
    assert not plays.bench.differs()
    plays.bench.restore()


@settings(OFTEN, max_examples=60)
@given(st.sampled_from(NAMES), NOTE)
def test_a_form_carries_a_note_that_we_never_wrote(
    plays: Plays, caplog: pytest.LogCaptureFixture, name: str, note: str
) -> None:
    """What says which case it is about comes back as anything at all."""
    form = plays.form(name) | {"private_metadata": note}
    must_be_answered(plays, plays.bench.submit(FORMS[name].who, form), caplog, DRAFT.get(name, NOTHING))


@settings(OFTEN, max_examples=40)
@given(st.sampled_from(NAMES), st.one_of(SCALARS, st.dictionaries(TYPED, SCALARS, max_size=2)))
def test_a_form_has_a_state_of_any_shape(
    plays: Plays, caplog: pytest.LogCaptureFixture, name: str, values: Any
) -> None:
    """No blocks, blocks without fields, no state at all."""
    form = plays.form(name)
    for state in ({"values": values}, values):
        sent = plays.bench.submit(FORMS[name].who, form | {"state": state})
        must_be_answered(plays, sent, caplog, DRAFT.get(name, NOTHING))


@pytest.mark.parametrize(
    "held",
    [
        {"selected_user": "<!channel>"},
        {"selected_user": 5},
        {"selected_conversation": "#algemeen"},
        {"selected_date": "morgen"},
        {"selected_time": "25:00"},
        {"selected_option": {"value": "9" * 19}},
        {"selected_option": "1"},
        {"selected_users": ["<!here>", None]},
        {"selected_options": [{"value": "9" * 30}, {}]},
    ],
)
def test_what_no_client_of_slack_sends_counts_as_untouched(held: Json) -> None:
    """A mention for a person, a number that no row has."""
    values = Values({"field": {"field": held}})
    assert (values.text("field"), values.many("field")) == ("", ())


def _forged(form: Json, at: int, held: Any, *, missing: bool) -> Json:
    state = deepcopy(form["state"])
    blocks = sorted(state["values"])
    if blocks:
        block = blocks[at % len(blocks)]
        action = next(iter(state["values"][block]))
        kind = state["values"][block][action].get("type")
        state["values"][block][action] = held | {"type": kind} if isinstance(held, dict) else held
        if missing:
            del state["values"][block]
    return form | {"state": state}
