"""What a person does in a view besides submitting it: closing, searching, choosing, pressing."""

from __future__ import annotations

import pytest

from sandbox import Person, PracticeSlack
from sandbox.errors import CannotDo
from tests.sandbox.rules.shapes import actions, asked, button, home, modal, option, plain, select, typed
from tests.sandbox.server.app import Socket, call, ok, socket_of
from tests.sandbox.server.opening import FORM, opened


def test_closing_is_told_only_to_who_asked(slack: PracticeSlack, mentor: Person, app: Socket) -> None:
    """With `notify_on_close`, without what was filled in; else nothing."""
    opened(slack, mentor, modal(callback_id="stil"))
    mentor.close()
    assert app.payloads == []
    opened(slack, mentor, FORM)
    mentor.fill(naam="Jesse")
    mentor.close()
    (closed,) = app.payloads
    assert (closed["type"], closed["is_cleared"]) == ("view_closed", False)
    assert closed["view"]["state"] == {"values": {}}
    with pytest.raises(CannotDo):
        mentor.close()


def test_closing_everything_tells_of_each_view(slack: PracticeSlack, mentor: Person, app: Socket) -> None:
    """From the top down, `is_cleared`; a view with `clear_on_close` takes the stack along."""
    opened(slack, mentor, modal(callback_id="onder", notify_on_close=True))
    opened(slack, mentor, modal(callback_id="boven", notify_on_close=True), "views.push")
    mentor.close(everything=True)
    told = [(one["view"]["callback_id"], one["is_cleared"]) for one in app.payloads]
    assert told == [("boven", True), ("onder", True)]
    opened(slack, mentor, modal(callback_id="onder", notify_on_close=True))
    opened(slack, mentor, modal(callback_id="boven", clear_on_close=True), "views.push")
    mentor.close()
    assert [one["view"]["callback_id"] for one in app.payloads[2:]] == ["onder"]
    assert mentor.stack == []


def test_a_search_asks_the_app(slack: PracticeSlack, mentor: Person) -> None:
    """What it offers can be chosen, what it did not offer cannot."""
    found = [option("p1", text=plain("Politie")), option("p2", text=plain("Partner"))]
    field = asked(
        {"type": "external_select", "action_id": "partner", "min_query_length": 1}, block_id="partner"
    )
    with socket_of(
        slack, answers=lambda one: {"options": found} if "value" in one["payload"] else None
    ) as app:
        opened(slack, mentor, modal(field))
        assert mentor.suggest("partner", "") == []
        assert app.payloads == []
        assert [one["value"] for one in mentor.suggest("partner", "p")] == ["p1", "p2"]
        assert (app.payloads[0]["type"], app.payloads[0]["value"]) == ("block_suggestion", "p")
        with pytest.raises(CannotDo):
            mentor.fill(partner="p3")
        mentor.submit(partner="p2")
    held = app.payloads[1]["view"]["state"]["values"]["partner"]["partner"]
    assert held["selected_option"]["value"] == "p2"


def test_a_search_with_too_much_is_trouble(slack: PracticeSlack, mentor: Person) -> None:
    """A hundred and one options show nothing."""
    many = {"options": [option(str(n)) for n in range(101)]}
    field = asked({"type": "external_select", "action_id": "x"}, block_id="x")
    with socket_of(slack, answers=lambda one: many), slack.expect("block_suggestion"):
        opened(slack, mentor, modal(field))
        assert mentor.suggest("x", "xxx") == []


def test_a_search_waits_for_three_letters_unless_it_says_otherwise(
    slack: PracticeSlack, mentor: Person, app: Socket
) -> None:
    """Slack's own least; a list is not searched at all."""
    field = asked({"type": "multi_external_select", "action_id": "x"}, block_id="x")
    listed = asked(select(action_id="y"), block_id="y")
    opened(slack, mentor, modal(field, listed))
    assert mentor.suggest("x", "ab") == []
    assert [one for one in app.payloads if one["type"] == "block_suggestion"] == []
    mentor.suggest("x", "abc")
    assert [one["value"] for one in app.payloads if one["type"] == "block_suggestion"] == ["abc"]
    with pytest.raises(CannotDo):
        mentor.suggest("y", "abc")


def test_a_choice_outside_a_form_is_told_at_once(slack: PracticeSlack, mentor: Person, app: Socket) -> None:
    """The action holds what was chosen, the view's state too; an overflow tells its option."""
    menu = {"type": "overflow", "action_id": "meer", "options": [option("weg"), option("af")]}
    row = actions(select(action_id="kies", options=[option("a"), option("b")]), menu, block_id="rij")
    opened(slack, mentor, modal(row))
    mentor.pick("kies", "b")
    chosen = app.payloads[-1]
    assert chosen["actions"][0]["selected_option"]["value"] == "b"
    assert chosen["view"]["state"]["values"]["rij"]["kies"]["selected_option"]["value"] == "b"
    mentor.press("meer", "af")
    assert app.payloads[-1]["actions"][0]["selected_option"]["value"] == "af"


def test_an_input_that_dispatches_tells_what_is_typed(
    slack: PracticeSlack, mentor: Person, app: Socket
) -> None:
    """A text per character only where its configuration says so, a choice always, others not at all."""
    eager = typed(action_id="e", dispatch_action_config={"trigger_actions_on": ["on_character_entered"]})
    fields = [
        asked(eager, block_id="e", dispatch_action=True),
        asked(typed(action_id="d"), block_id="d", dispatch_action=True),
        asked(select(action_id="k"), block_id="k", dispatch_action=True),
        asked(typed(action_id="s"), block_id="s"),
    ]
    opened(slack, mentor, modal(*fields))
    mentor.fill(e="a", d="b", k="een", s="c")
    told = {one["actions"][0]["block_id"]: one["actions"][0] for one in app.payloads}
    assert told.keys() == {"e", "k"}
    assert told["e"]["value"] == "a"
    assert told["k"]["selected_option"]["value"] == "een"
    values = app.payloads[-1]["view"]["state"]["values"]
    assert (values["e"]["e"]["value"], values["s"]["s"]["value"]) == ("a", "c")


def test_a_press_is_told_with_its_message_or_without(
    slack: PracticeSlack, mentor: Person, app: Socket
) -> None:
    """Of a message with it and its state, of a private one without it."""
    blocks = [actions(button(action_id="ok", value="1"), select(action_id="kies"), block_id="rij")]
    posted = ok(call(slack, "chat.postMessage", channel="C0ZONNEBEEK", text="x", blocks=blocks))
    mentor.pick("kies", "een", channel="C0ZONNEBEEK")
    mentor.press("ok", channel="C0ZONNEBEEK")
    told = app.payloads[-1]
    assert told["message"]["ts"] == posted["ts"]
    assert told["state"]["values"]["rij"]["kies"]["selected_option"]["value"] == "een"
    assert told["container"]["is_ephemeral"] is False
    assert told["channel"]["name"] == "privategroup"
    call(slack, "chat.postEphemeral", channel="C0ZONNEBEEK", user=mentor.id, text="x", blocks=blocks)
    mentor.press("ok", message_ts=mentor.ephemerals()[0]["ts"])
    assert "message" not in app.payloads[-1]
    assert app.payloads[-1]["container"]["is_ephemeral"] is True


def test_an_answer_with_content_to_a_press_is_trouble(slack: PracticeSlack, mentor: Person) -> None:
    """Slack reads none there, so whoever wrote it expects something that will not happen."""
    ok(call(slack, "views.publish", user_id=mentor.id, view=home(actions(button(action_id="ok")))))
    with (
        socket_of(slack, answers=lambda one: {"response_action": "clear"}),
        slack.expect("answer with content to interactive block_actions"),
    ):
        assert mentor.press("ok").acked
