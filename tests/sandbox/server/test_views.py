"""Views as the app handles them: triggers, the stack, Home, hashes, external ids."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox import Person, PracticeSlack
from tests.sandbox.rules.shapes import asked, home, modal, plain, section, typed
from tests.sandbox.server.app import call, ok, refusal, refused
from tests.sandbox.server.opening import opened


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


def test_a_deactivated_persons_trigger_is_worth_nothing(slack: PracticeSlack, mentor: Person) -> None:
    """Whoever pressed just before loses the form."""
    trigger = slack.space.new_trigger(mentor.id)
    slack.deactivate("mentor")
    with slack.expect("invalid_trigger_id"):
        assert refused(call(slack, "views.open", trigger_id=trigger, view=modal())) == "invalid_trigger_id"
