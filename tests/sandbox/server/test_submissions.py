"""Submitting a form: what each answer of the app makes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sandbox import Person, PracticeSlack
from sandbox.errors import CannotDo
from tests.sandbox.rules.shapes import asked, home, modal, section, typed
from tests.sandbox.server.app import Json, Socket, socket_of
from tests.sandbox.server.opening import FORM, opened

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
