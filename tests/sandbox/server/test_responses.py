"""Response URLs: five uses, half an hour, private unless said, and what can be replaced."""

from __future__ import annotations

from sandbox import Person, PracticeSlack
from tests.sandbox.rules.shapes import actions, button, section
from tests.sandbox.server.app import Answer, Socket, call, ok, post_json, socket_of

TEAM = "C0ZONNEBEEK"


def command_url(app: Socket, mentor: Person) -> str:
    """The response URL of a command just typed."""
    mentor.slash("/proef", "x", channel=TEAM)
    return str(app.payloads[-1]["response_url"])


def pressed_url(slack: PracticeSlack, app: Socket, mentor: Person) -> str:
    """The response URL of a button just pressed in the channel."""
    blocks = [actions(button(action_id="ok"))]
    ok(call(slack, "chat.postMessage", channel=TEAM, text="kaart", blocks=blocks))
    mentor.press("ok", channel=TEAM)
    return str(app.payloads[-1]["response_url"])


def told(answer: Answer) -> tuple[int, str]:
    """Status and text."""
    return answer.status, answer.text


def test_an_answer_is_private_unless_said(slack: PracticeSlack, app: Socket, mentor: Person) -> None:
    """Only who acted sees it; `in_channel` shows it to all."""
    url = command_url(app, mentor)
    assert told(post_json(url, {"text": "alleen jij"})) == (200, "ok")
    assert [one["text"] for one in mentor.ephemerals(TEAM)] == ["alleen jij"]
    post_json(url, {"text": "iedereen", "response_type": "in_channel"})
    assert [one["text"] for one in slack.as_user("jeugdagent").messages(TEAM)] == ["iedereen"]


def test_five_uses_and_half_an_hour(slack: PracticeSlack, app: Socket, mentor: Person) -> None:
    """The sixth is refused, and so is the first after half an hour; a made-up one is unknown."""
    url = command_url(app, mentor)
    for _ in range(5):
        assert told(post_json(url, {"text": "x"})) == (200, "ok")
    with slack.expect("used_url"):
        assert told(post_json(url, {"text": "x"})) == (404, "used_url")
    url = command_url(app, mentor)
    slack.clock.advance(30 * 60)
    assert told(post_json(url, {"text": "x"})) == (200, "ok")
    slack.clock.advance(1)
    with slack.expect("expired_url"):
        assert told(post_json(url, {"text": "x"})) == (404, "expired_url")
    with slack.expect("no_url"):
        assert told(post_json(f"{slack.page_url}respond/verzonnen", {"text": "x"})) == (404, "no_url")


def test_a_refused_answer_says_so_and_is_trouble(slack: PracticeSlack, app: Socket, mentor: Person) -> None:
    """Nothing to show, or blocks that are wrong; it does not cost a use."""
    url = command_url(app, mentor)
    for _ in range(6):
        with slack.expect("refused response_url"):
            assert told(post_json(url, {})) == (400, "no_text")
            assert told(post_json(url, {"blocks": [{"type": "section"}]})) == (400, "invalid_blocks")
    assert told(post_json(url, {"text": "x"})) == (200, "ok")


def test_a_pressed_message_can_be_replaced_and_deleted(
    slack: PracticeSlack, app: Socket, mentor: Person
) -> None:
    """`replace_original` changes the message with the button, `delete_original` takes it away."""
    url = pressed_url(slack, app, mentor)
    post_json(url, {"replace_original": True, "text": "klaar", "blocks": [section()]})
    (message,) = mentor.messages(TEAM)
    assert (message["text"], message["blocks"][0]["type"]) == ("klaar", "section")
    post_json(url, {"delete_original": True})
    assert mentor.messages(TEAM) == []


def test_a_private_message_can_be_replaced_and_deleted(
    slack: PracticeSlack, app: Socket, mentor: Person
) -> None:
    """This is the only way to change one."""
    blocks = [actions(button(action_id="ok"))]
    ok(call(slack, "chat.postEphemeral", channel=TEAM, user=mentor.id, text="x", blocks=blocks))
    mentor.press("ok", channel=TEAM)
    url = str(app.payloads[-1]["response_url"])
    post_json(url, {"replace_original": True, "text": "klaar"})
    assert [one["text"] for one in mentor.ephemerals(TEAM)] == ["klaar"]
    post_json(url, {"delete_original": True})
    assert mentor.ephemerals(TEAM) == []


def test_a_command_cannot_replace_its_own_answer(slack: PracticeSlack, app: Socket, mentor: Person) -> None:
    """Its URL belongs to no message, so a replacement comes beside the first answer."""
    url = command_url(app, mentor)
    post_json(url, {"text": "een"})
    post_json(url, {"text": "twee", "replace_original": True})
    assert [one["text"] for one in mentor.ephemerals(TEAM)] == ["een", "twee"]


def test_a_commands_acknowledgement_may_answer(slack: PracticeSlack, mentor: Person) -> None:
    """Text or blocks come back privately; wrong blocks are trouble."""
    with socket_of(slack, answers=lambda one: {"text": "gezien"}):
        assert mentor.slash("/proef", channel=TEAM).text == "gezien"
    assert [one["text"] for one in mentor.ephemerals(TEAM)] == ["gezien"]
    with (
        socket_of(slack, answers=lambda one: {"blocks": [{"type": "section"}]}),
        slack.expect("invalid_blocks"),
    ):
        mentor.slash("/proef", channel=TEAM)
    assert len(mentor.ephemerals(TEAM)) == 1


def test_a_select_that_asks_gives_a_response_url(slack: PracticeSlack, app: Socket, mentor: Person) -> None:
    """`response_url_enabled` puts a URL for the chosen conversation in the submission."""
    element = {"type": "conversations_select", "action_id": "waar", "response_url_enabled": True}
    view = {
        "type": "modal",
        "title": {"type": "plain_text", "text": "x"},
        "submit": {"type": "plain_text", "text": "x"},
        "blocks": [
            {
                "type": "input",
                "block_id": "waar",
                "label": {"type": "plain_text", "text": "x"},
                "element": element,
            }
        ],
    }
    ok(call(slack, "views.open", trigger_id=slack.space.new_trigger(mentor.id), view=view))
    mentor.submit(waar=TEAM)
    (known,) = app.payloads[-1]["response_urls"]
    assert (known["block_id"], known["channel_id"]) == ("waar", TEAM)
    post_json(known["response_url"], {"text": "daar", "response_type": "in_channel"})
    assert [one["text"] for one in mentor.messages(TEAM)] == ["daar"]
