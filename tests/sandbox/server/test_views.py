"""Views: triggers, the stack, Home, hashes and external ids, and what a person does in a form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sandbox import Person, PracticeSlack
from sandbox.errors import CannotDo
from tests.sandbox.rules.shapes import (
    actions,
    asked,
    button,
    home,
    modal,
    option,
    plain,
    section,
    select,
    typed,
)
from tests.sandbox.server.app import Json, Socket, call, ok, refusal, refused, socket_of


def opened(slack: PracticeSlack, person: Person, view: Json, method: str = "views.open") -> Json:
    """A view opened or pushed for somebody with a fresh trigger."""
    trigger = slack.space.new_trigger(person.id)
    found: Json = ok(call(slack, method, trigger_id=trigger, view=view))["view"]
    return found


def test_a_trigger_works_once_within_three_seconds(slack: PracticeSlack, mentor: Person) -> None:
    """At three seconds still, a moment later no more; used is used; made up is no trigger."""
    trigger = slack.space.new_trigger(mentor.id)
    slack.clock.advance(3)
    ok(call(slack, "views.open", trigger_id=trigger, view=modal()))
    assert refusal(slack, "views.open", trigger_id=trigger, view=modal()) == "exchanged_trigger_id"
    late = slack.space.new_trigger(mentor.id)
    slack.clock.advance(3.001)
    assert refusal(slack, "views.open", trigger_id=late, view=modal()) == "expired_trigger_id"
    assert refusal(slack, "views.open", trigger_id="1.2.abc", view=modal()) == "invalid_trigger_id"
    assert refusal(slack, "views.open", view=modal()) == "invalid_trigger_id"


def test_a_refused_view_does_not_use_up_its_trigger(slack: PracticeSlack, mentor: Person) -> None:
    """The same trigger opens the mended view."""
    trigger = slack.space.new_trigger(mentor.id)
    with slack.expect("invalid_arguments"):
        answer = call(slack, "views.open", trigger_id=trigger, view=modal(title=plain("x" * 25)))
    assert answer.body["error"] == "invalid_arguments"
    assert answer.body["response_metadata"]["messages"] == [
        "[ERROR] failed to match all allowed schemas [json-pointer:/view]",
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]",
    ]
    ok(call(slack, "views.open", trigger_id=trigger, view=modal()))


def test_a_view_over_250_kilobytes_has_its_own_code(slack: PracticeSlack, mentor: Person) -> None:
    """Not a list of complaints."""
    large = modal(*[section(text=plain("x" * 2600)) for _ in range(100)])
    trigger = slack.space.new_trigger(mentor.id)
    assert refusal(slack, "views.open", trigger_id=trigger, view=large) == "view_too_large"


@pytest.mark.parametrize(
    ("method", "view"),
    [("views.open", home()), ("views.push", home()), ("views.publish", modal()), ("views.open", "x")],
)
def test_each_method_takes_its_own_kind(slack: PracticeSlack, mentor: Person, method: str, view: Any) -> None:
    """Modals are opened and pushed, Home is published."""
    trigger = slack.space.new_trigger(mentor.id)
    code = refusal(slack, method, trigger_id=trigger, user_id=mentor.id, view=view)
    assert code == "invalid_arguments"


def test_a_stack_holds_three(slack: PracticeSlack, mentor: Person) -> None:
    """Root and previous point down the stack; a fourth is refused; without a first there is no push."""
    trigger = slack.space.new_trigger(mentor.id)
    assert refusal(slack, "views.push", trigger_id=trigger, view=modal()) == "not_found"
    first = opened(slack, mentor, modal())
    second = opened(slack, mentor, modal(), "views.push")
    third = opened(slack, mentor, modal(), "views.push")
    assert (first["previous_view_id"], first["root_view_id"]) == (None, first["id"])
    assert (third["previous_view_id"], third["root_view_id"]) == (second["id"], first["id"])
    trigger = slack.space.new_trigger(mentor.id)
    assert refusal(slack, "views.push", trigger_id=trigger, view=modal()) == "push_limit_reached"


def test_an_update_is_guarded_by_its_hash(slack: PracticeSlack, mentor: Person) -> None:
    """By id or external id; with an old hash it is refused, without one it wins."""
    view = opened(slack, mentor, modal(external_id="een"))
    again = ok(call(slack, "views.update", view_id=view["id"], hash=view["hash"], view=modal()))["view"]
    assert again["hash"] != view["hash"]
    code = refusal(slack, "views.update", view_id=view["id"], hash=view["hash"], view=modal())
    assert code == "hash_conflict"
    ok(call(slack, "views.update", view_id=view["id"], view=modal(external_id="twee")))
    ok(call(slack, "views.update", external_id="twee", view=modal(external_id="twee")))
    assert refusal(slack, "views.update", view_id="V0WEG", view=modal()) == "not_found"


def test_an_external_id_is_taken_while_its_view_is_open(slack: PracticeSlack, mentor: Person) -> None:
    """Free again after closing, but not after a reload of the client, which Slack does not notice."""
    opened(slack, mentor, modal(external_id="een"))
    other = slack.as_user("jeugdagent")
    trigger = slack.space.new_trigger(other.id)
    duplicate = modal(external_id="een")
    assert refusal(slack, "views.open", trigger_id=trigger, view=duplicate) == "duplicate_external_id"
    mentor.close()
    opened(slack, other, duplicate)
    other.reload()
    trigger = slack.space.new_trigger(other.id)
    assert refusal(slack, "views.open", trigger_id=trigger, view=duplicate) == "duplicate_external_id"


def test_home_is_published_for_a_person(slack: PracticeSlack, mentor: Person) -> None:
    """A second publishing replaces; an old hash is refused; nobody has no Home."""
    first = ok(call(slack, "views.publish", user_id=mentor.id, view=home(section())))["view"]
    second = ok(call(slack, "views.publish", user_id=mentor.id, view=home(), hash=first["hash"]))["view"]
    assert first["id"] == second["id"]
    assert mentor.home == second
    code = refusal(slack, "views.publish", user_id=mentor.id, view=home(), hash=first["hash"])
    assert code == "hash_conflict"
    assert refusal(slack, "views.publish", user_id="U0NIEMAND", view=home()) == "user_not_found"


def test_what_was_typed_survives_an_update_of_its_field(slack: PracticeSlack, mentor: Person) -> None:
    """A field that stays keeps its text, one that comes back is empty."""
    fields = [asked(typed(action_id=one), block_id=one) for one in ("naam", "plaats")]
    view = opened(slack, mentor, modal(*fields))
    mentor.fill(naam="Jesse", plaats="Zonnebeek")
    ok(call(slack, "views.update", view_id=view["id"], view=modal(fields[0])))
    ok(call(slack, "views.update", view_id=view["id"], view=modal(*fields)))
    values = (mentor.view or {})["state"]["values"]
    assert values["naam"]["naam"]["value"] == "Jesse"
    assert values["plaats"]["plaats"]["value"] is None


# --- answers to a submission --------------------------------------------------------------------

FORM = modal(asked(typed(action_id="naam"), block_id="naam"), callback_id="f", notify_on_close=True)
Answering = Callable[[Json], Json | None]


def answering(answer: Json | None) -> Answering:
    """An app that answers each submission with this."""
    return lambda envelope: answer if envelope["payload"]["type"] == "view_submission" else None


def submitted(slack: PracticeSlack, person: Person, answer: Json | None, depth: int = 1) -> tuple[Any, Json]:
    """What comes of submitting a form on a stack of this depth, and the payload the app got."""
    with socket_of(slack, answers=answering(answer)) as socket:
        opened(slack, person, FORM)
        for _ in range(depth - 1):
            opened(slack, person, FORM, "views.push")
        done = person.submit(naam="Jesse")
        return done, socket.payloads[-1]


def test_an_empty_answer_closes_the_form(slack: PracticeSlack, mentor: Person) -> None:
    """What was filled in stood in the payload; below it the stack is as it was."""
    done, payload = submitted(slack, mentor, None, depth=2)
    assert (done.response_action, len(mentor.stack)) == (None, 1)
    held = payload["view"]["state"]["values"]["naam"]["naam"]
    assert held == {"type": "plain_text_input", "value": "Jesse"}


def test_errors_stay_at_their_fields(slack: PracticeSlack, mentor: Person) -> None:
    """The form stays with what was filled in."""
    done, _ = submitted(slack, mentor, {"response_action": "errors", "errors": {"naam": "Die niet"}})
    assert (done.response_action, done.errors) == ("errors", {"naam": "Die niet"})
    assert (mentor.view or {})["state"]["values"]["naam"]["naam"]["value"] == "Jesse"


def test_an_update_replaces_the_form(slack: PracticeSlack, mentor: Person) -> None:
    """In its place, with the same id."""
    answer = {"response_action": "update", "view": modal(callback_id="klaar")}
    done, payload = submitted(slack, mentor, answer)
    assert done.view is not None
    assert (done.view["callback_id"], done.view["id"]) == ("klaar", payload["view"]["id"])


def test_a_push_comes_on_top(slack: PracticeSlack, mentor: Person) -> None:
    """The submitted form stays beneath."""
    submitted(slack, mentor, {"response_action": "push", "view": modal(callback_id="erbij")})
    assert [one["callback_id"] for one in mentor.stack] == ["f", "erbij"]


def test_clear_empties_the_stack(slack: PracticeSlack, mentor: Person) -> None:
    """All of it."""
    done, _ = submitted(slack, mentor, {"response_action": "clear"}, depth=3)
    assert (done.response_action, mentor.stack) == ("clear", [])


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"response_action": "errors", "errors": {"plaats": "x"}}, "invalid_errors"),
        ({"response_action": "errors", "errors": {}}, "invalid_errors"),
        ({"response_action": "update", "view": {"type": "modal"}}, "invalid_arguments"),
        ({"response_action": "update"}, "invalid_arguments"),
        ({"response_action": "push", "view": home()}, "invalid_arguments"),
        ({"response_action": "dance"}, "unknown response_action"),
    ],
)
def test_a_wrong_answer_fails_the_form(slack: PracticeSlack, mentor: Person, answer: Json, code: str) -> None:
    """The person sees that it failed, and it is trouble."""
    with slack.expect(code):
        done, _ = submitted(slack, mentor, answer)
    assert done.errors == {"": "We konden geen verbinding maken met de app. Probeer het nog eens."}
    assert mentor.view is not None and mentor.view["callback_id"] == "f"


def test_a_push_on_a_full_stack_fails_the_form(slack: PracticeSlack, mentor: Person) -> None:
    """Three is the most, also by an answer."""
    with slack.expect("push_limit_reached"):
        done, _ = submitted(slack, mentor, {"response_action": "push", "view": modal()}, depth=3)
    assert "" in done.errors


def test_an_unanswered_form_fails(starting: Callable[..., PracticeSlack]) -> None:
    """Nobody acknowledged in time."""
    slack = starting(ack_seconds=0.2)
    mentor = slack.as_user("mentor")
    with socket_of(slack, silent=True), slack.expect("unacknowledged interactive view_submission"):
        opened(slack, mentor, FORM)
        assert "" in mentor.submit(naam="Jesse").errors


def test_the_client_checks_before_it_sends(slack: PracticeSlack, mentor: Person, app: Socket) -> None:
    """Empty, too short, too long: the app hears nothing."""
    field = asked(typed(action_id="naam", min_length=3, max_length=5), block_id="naam")
    opened(slack, mentor, modal(field))
    for value in (None, "ab", "abcdef"):
        done = mentor.submit(naam=value)
        assert done.by_client and set(done.errors) == {"naam"}
    assert app.payloads == []
    assert mentor.submit(naam="abc").response_action is None


def test_a_form_without_submit_cannot_be_sent(slack: PracticeSlack, mentor: Person) -> None:
    """There is no button; nor is there without a form."""
    with pytest.raises(CannotDo):
        mentor.submit()
    view = modal(section())
    del view["submit"]
    opened(slack, mentor, view)
    with pytest.raises(CannotDo):
        mentor.submit()


# --- closing, searching, choosing ----------------------------------------------------------------


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
    field = asked({"type": "external_select", "action_id": "partner"}, block_id="partner")
    with socket_of(
        slack, answers=lambda one: {"options": found} if "value" in one["payload"] else None
    ) as app:
        opened(slack, mentor, modal(field))
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
        assert mentor.suggest("x", "") == []


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


def test_a_deactivated_persons_trigger_is_worth_nothing(slack: PracticeSlack, mentor: Person) -> None:
    """Whoever pressed just before loses the form."""
    trigger = slack.space.new_trigger(mentor.id)
    slack.deactivate("mentor")
    with slack.expect("invalid_trigger_id"):
        assert refused(call(slack, "views.open", trigger_id=trigger, view=modal())) == "invalid_trigger_id"
