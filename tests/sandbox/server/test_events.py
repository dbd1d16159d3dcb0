"""What the app hears of what people do: the right event, to who subscribed, may read and is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from sandbox import Person, PracticeSlack
from sandbox.errors import CannotDo
from tests.sandbox.conftest import EVENTS, SCOPES_OF_ALL, Starting
from tests.sandbox.server.app import Json, Socket, call, ok, socket_of

TEAM, MDO, OPEN, SHARED = "C0ZONNEBEEK", "C0MDO", "C0ALGEMEEN", "C0BUREN"


@pytest.fixture
def mentor(slack: PracticeSlack) -> Person:
    """Who acts."""
    return slack.as_user("mentor")


@pytest.fixture
def heard(slack: PracticeSlack, app: Socket) -> Callable[[], list[Json]]:
    """What the app heard since the last asking."""
    before = 0

    def since() -> list[Json]:
        nonlocal before
        slack.idle()
        new = app.events[before:]
        before = len(app.events)
        return new

    return since


Heard = Callable[[], list[Json]]


def names(events: list[Json]) -> list[str]:
    """The types with their subtypes."""
    return [f"{one['type']}.{one['subtype']}" if "subtype" in one else one["type"] for one in events]


# --- messages ------------------------------------------------------------------------------------


def test_typed_text_comes_escaped_with_links_and_mentions(mentor: Person, heard: Heard) -> None:
    """Escaped in the text, raw in the block; a mention and an address are elements of their own."""
    mentor.post(TEAM, "a & b <c> @jeugdagent https://example.org/x. mail a@b.nl <!channel> <@U0JONGER>")
    (event,) = heard()
    assert event["text"] == (
        "a &amp; b &lt;c&gt; <@U0AGENT> <https://example.org/x>. mail <mailto:a@b.nl|a@b.nl> "
        "&lt;!channel&gt; <@U0JONGER>"
    )
    elements = event["blocks"][0]["elements"][0]["elements"]
    assert elements[0] == {"type": "text", "text": "a & b <c> "}
    kinds = [one["type"] for one in elements]
    assert kinds == ["text", "user", "text", "link", "text", "link", "text", "user"]
    assert event["channel_type"] == "group"
    assert event["client_msg_id"]


def test_everyone_is_told_by_a_chosen_mention_only(mentor: Person, heard: Heard) -> None:
    """`@here` becomes a mention where the composer offers it; somebody unknown stays text."""
    mentor.post(TEAM, "@here kijk @niemand")
    assert heard()[0]["text"] == "<!here> kijk @niemand"


def test_an_edit_is_told_without_user_or_text(mentor: Person, heard: Heard) -> None:
    """The message as it is and as it was; nothing of it at the top."""
    said = mentor.post(TEAM, "eerst")
    mentor.edit(TEAM, said["ts"], "nu")
    event = heard()[1]
    assert (event["subtype"], event["hidden"]) == ("message_changed", True)
    assert (event["message"]["text"], event["previous_message"]["text"]) == ("nu", "eerst")
    assert event["message"]["edited"]["user"] == mentor.id
    assert not event.keys() & {"user", "text"}
    assert event["channel_type"] == "group"


def test_a_withdrawal_is_told_with_what_stood_there(mentor: Person, heard: Heard) -> None:
    """And with replies a stone is left, which is a change."""
    said = mentor.post(TEAM, "weg ermee")
    mentor.delete(TEAM, said["ts"])
    event = heard()[1]
    assert (event["subtype"], event["deleted_ts"]) == ("message_deleted", said["ts"])
    assert event["previous_message"]["text"] == "weg ermee"
    parent = mentor.post(TEAM, "met antwoord")["ts"]
    mentor.post(TEAM, "antwoord", parent)
    mentor.delete(TEAM, parent)
    event = heard()[-1]
    assert (event["subtype"], event["message"]["subtype"]) == ("message_changed", "tombstone")
    assert event["previous_message"]["text"] == "met antwoord"


def test_only_ones_own_words_can_be_changed(slack: PracticeSlack, mentor: Person) -> None:
    """Not those of others, nor of the app, nor what is not there."""
    of_app = ok(call(slack, "chat.postMessage", channel=TEAM, text="x"))["ts"]
    of_other = slack.as_user("jeugdagent").post(TEAM, "x")["ts"]
    for ts in (of_app, of_other, "1.000001"):
        with pytest.raises(CannotDo):
            mentor.edit(TEAM, ts, "y")
        with pytest.raises(CannotDo):
            mentor.delete(TEAM, ts)


def test_a_reply_and_a_broadcast_say_where_they_belong(mentor: Person, heard: Heard) -> None:
    """Thread and parent's author; a broadcast brings its root."""
    parent = mentor.post(TEAM, "vraag")["ts"]
    mentor.post(TEAM, "antwoord", parent)
    mentor.post(TEAM, "voor allen", parent, broadcast=True)
    _, reply, shouted = heard()
    assert (reply["thread_ts"], reply["parent_user_id"]) == (parent, mentor.id)
    assert shouted["subtype"] == "thread_broadcast"
    assert (shouted["root"]["ts"], shouted["root"]["reply_count"]) == (parent, 2)
    with pytest.raises(CannotDo):
        mentor.post(TEAM, "in het niets", "1.000001")


def test_a_forward_carries_the_message(mentor: Person, heard: Heard) -> None:
    """As an attachment that is a share, with text, author and place of the original."""
    said = mentor.post(MDO, "het origineel")
    mentor.forward(MDO, said["ts"], TEAM, "kijk eens")
    event = heard()[1]
    (attachment,) = event["attachments"]
    assert (event["channel"], event["text"]) == (TEAM, "kijk eens")
    assert (attachment["is_share"], attachment["channel_id"]) == (True, MDO)
    assert (attachment["text"], attachment["author_id"]) == ("het origineel", mentor.id)
    assert attachment["message_blocks"][0]["message"]["blocks"] == said["blocks"]


def test_reactions_are_told_once_each(slack: PracticeSlack, mentor: Person, heard: Heard) -> None:
    """Given and taken back, with whose message it is; twice the same cannot be."""
    said = slack.as_user("jeugdagent").post(TEAM, "x")
    mentor.react(TEAM, said["ts"], "eyes")
    with pytest.raises(CannotDo):
        mentor.react(TEAM, said["ts"], "eyes")
    assert said["reactions"] == [{"name": "eyes", "users": [mentor.id], "count": 1}]
    mentor.unreact(TEAM, said["ts"], "eyes")
    with pytest.raises(CannotDo):
        mentor.unreact(TEAM, said["ts"], "eyes")
    assert said["reactions"] == []
    _, given, taken = heard()
    assert (given["type"], taken["type"]) == ("reaction_added", "reaction_removed")
    assert given["item"] == {"type": "message", "channel": TEAM, "ts": said["ts"]}
    assert (given["user"], given["item_user"]) == (mentor.id, "U0AGENT")


def test_a_file_is_a_message_and_a_sharing(mentor: Person, heard: Heard) -> None:
    """The title stands in the message; file_shared names only the file."""
    mentor.upload(TEAM, "Verslag over Jesse", "zie bijlage", content="de inhoud")
    message, shared = heard()
    assert (message["subtype"], message["text"]) == ("file_share", "zie bijlage")
    assert message["files"][0]["title"] == "Verslag over Jesse"
    assert (shared["type"], shared["file_id"]) == ("file_shared", message["files"][0]["id"])
    assert "title" not in shared["file"]


def test_another_bot_speaks_as_a_bot(slack: PracticeSlack, heard: Heard) -> None:
    """With its own bot id and app, and no client message id."""
    bot = slack.add_person("taakbot", "Taakbot", kind="bot", channels=[TEAM])
    heard()
    bot.post(TEAM, "taak gedaan")
    (event,) = heard()
    assert event["bot_id"] == bot.human.bot_id != "B0SCHAKEL"
    assert event["bot_profile"]["name"] == "Taakbot"
    assert "client_msg_id" not in event


def test_somebody_of_elsewhere_says_so(slack: PracticeSlack, app: Socket) -> None:
    """Their team in the message, and the envelope marks the shared channel."""
    slack.as_user("vreemde").post(SHARED, "hallo van hiernaast")
    slack.idle()
    (payload,) = app.payloads
    assert payload["is_ext_shared_channel"] is True
    assert payload["event"]["user_team"] == payload["event"]["source_team"] == "T0ELDERS"


def test_metadata_is_told_to_who_subscribed(slack: PracticeSlack, heard: Heard) -> None:
    """Posted, updated and deleted, of the event types in the manifest only."""
    mark = {"event_type": "signal", "event_payload": {"n": 1}}
    ts = ok(call(slack, "chat.postMessage", channel=TEAM, text="x", metadata=mark))["ts"]
    new = {"event_type": "signal", "event_payload": {"n": 2}}
    ok(call(slack, "chat.update", channel=TEAM, ts=ts, text="y", metadata=new))
    ok(call(slack, "chat.delete", channel=TEAM, ts=ts))
    other = {"event_type": "anders", "event_payload": {}}
    ok(call(slack, "chat.postMessage", channel=TEAM, text="x", metadata=other))
    told = [one for one in heard() if one["type"].startswith("message_metadata")]
    assert names(told) == [f"message_metadata_{one}" for one in ("posted", "updated", "deleted")]
    assert told[0]["metadata"] == mark
    assert (told[1]["metadata"], told[1]["previous_metadata"]) == (new, mark)
    assert (told[2]["previous_metadata"], "metadata" in told[2]) == (new, False)


# --- coming and going ----------------------------------------------------------------------------


def test_joining_and_leaving_are_told(slack: PracticeSlack, heard: Heard) -> None:
    """An event about the member and a line in the channel; only an invitation has an inviter."""
    slack.as_user("buitenstaander").leave(OPEN)
    slack.as_user("buitenstaander").join(OPEN)
    slack.as_user("mentor").invite(TEAM, "buitenstaander")
    slack.as_user("mentor").remove(TEAM, "buitenstaander")
    told = heard()
    assert names(told) == [
        "member_left_channel",
        "message.channel_leave",
        "member_joined_channel",
        "message.channel_join",
        "member_joined_channel",
        "message.channel_join",
        "member_left_channel",
        "message.channel_leave",
    ]
    assert (told[2]["channel_type"], "inviter" in told[2]) == ("C", False)
    assert (told[4]["channel_type"], told[4]["inviter"]) == ("G", "U0MENTOR")
    assert told[5]["text"] == "<@U0BUITEN> has joined the channel"


def test_the_app_is_told_of_its_own_coming_and_going(slack: PracticeSlack, heard: Heard) -> None:
    """Put out: channel_left or group_left; let in again: member_joined_channel about itself."""
    mentor = slack.as_user("mentor")
    for channel in (OPEN, TEAM):
        mentor.remove(channel, "Schakel")
        mentor.invite(channel, "Schakel")
    told = [one for one in heard() if one["type"] != "message"]
    assert names(told) == ["channel_left", "member_joined_channel", "group_left", "member_joined_channel"]
    assert told[0]["actor_id"] == told[1]["inviter"] == "U0MENTOR"
    assert told[1]["user"] == "U0SCHAKEL"


@pytest.mark.parametrize(
    ("who", "channel"),
    [
        ("buitenstaander", TEAM),
        ("sportclub", "C0PLEIN"),
        ("gast", "C0PLEIN"),
        ("vreemde", "C0PLEIN"),
        ("mentor", "C0NERGENS"),
        ("mentor", OPEN),
    ],
)
def test_not_everybody_can_go_in(slack: PracticeSlack, who: str, channel: str) -> None:
    """A private one needs an invitation, guests and strangers always do, and one is in once."""
    plein = slack.space.channels[MDO]
    slack.space.channels["C0PLEIN"] = type(plein)("C0PLEIN", "plein", "public", {"U0ZORGCO"})
    with pytest.raises(CannotDo):
        slack.as_user(who).join(channel)


def test_not_everybody_can_be_let_in(slack: PracticeSlack) -> None:
    """Not closed accounts, strangers where nothing is shared, one-channel guests twice."""
    mentor = slack.as_user("mentor")
    slack.deactivate("buitenstaander")
    mentor.invite(TEAM, "gast")
    for who, channel in (("buitenstaander", TEAM), ("vreemde", TEAM), ("gast", MDO), ("jeugdagent", TEAM)):
        with pytest.raises(CannotDo):
            mentor.invite(channel, who)
    with pytest.raises(CannotDo):
        slack.as_user("fg").invite(MDO, "regisseur")
    shared = slack.as_user("mentor").convert(TEAM, "shared")
    mentor.invite(shared.id, "vreemde")
    assert "U0VREEMD" in shared.members


def test_archiving_is_told_by_kind(mentor: Person, heard: Heard) -> None:
    """By channel_archive and group_archive, and back; meanwhile nothing can be said."""
    for channel in (OPEN, TEAM):
        mentor.archive(channel)
        with pytest.raises(CannotDo):
            mentor.post(channel, "te laat")
        mentor.unarchive(channel)
    told = [one for one in heard() if one["type"] != "message"]
    assert names(told) == ["channel_archive", "channel_unarchive", "group_archive", "group_unarchive"]
    assert told[0]["is_moved"] == 0


# --- conversions ---------------------------------------------------------------------------------


def test_public_and_private_are_told_by_a_message_only(mentor: Person, heard: Heard) -> None:
    """Its subtype says which; the channel type is the new one. There is no other event for it."""
    mentor.convert(TEAM, "public")
    mentor.convert(TEAM, "private")
    told = heard()
    assert names(told) == ["message.channel_convert_to_public", "message.channel_convert_to_private"]
    assert [one["channel_type"] for one in told] == ["channel", "group"]
    mentor.convert(TEAM, "private")
    assert heard() == []


def test_sharing_a_private_channel_changes_its_id_first(mentor: Person, heard: Heard) -> None:
    """channel_id_changed when it begins, channel_shared when it is done, channel_unshared when it ends."""
    pending = mentor.convert(TEAM, "pending").id
    shared = mentor.convert(pending, "shared").id
    mentor.convert(shared, "private")
    told = heard()
    assert names(told) == ["channel_id_changed", "channel_shared", "channel_unshared"]
    assert (told[0]["old_channel_id"], told[0]["new_channel_id"]) == (TEAM, pending)
    assert pending == shared == told[1]["channel"]
    assert (told[1]["connected_team_id"], told[2]["previously_connected_team_id"]) == ("T0ELDERS",) * 2
    assert told[2]["is_ext_shared"] is False


def test_sharing_at_once_and_keeping_the_id(mentor: Person, heard: Heard) -> None:
    """Without a pending invitation both are told; with `keeps_id` only the sharing."""
    first = mentor.convert(TEAM, "shared").id
    second = mentor.convert(MDO, "shared", keeps_id=True).id
    assert (first != TEAM, second) == (True, MDO)
    assert names(heard()) == ["channel_id_changed", "channel_shared", "channel_shared"]


def test_a_public_channel_keeps_its_id_and_pending_is_silent(mentor: Person, heard: Heard) -> None:
    """Of an invitation for a public channel nothing is told; only looking shows it."""
    assert mentor.convert(OPEN, "pending").id == OPEN
    assert heard() == []
    mentor.convert(OPEN, "shared")
    assert names(heard()) == ["channel_shared"]


def test_unsharing_puts_the_others_out(slack: PracticeSlack) -> None:
    """Who belongs to the other workspace is gone from the channel."""
    slack.as_user("regisseur").convert(SHARED, "private")
    assert "U0VREEMD" not in slack.space.channels[SHARED].members
    with pytest.raises(CannotDo):
        slack.as_user("regisseur").convert(SHARED, "secret")


# --- accounts ------------------------------------------------------------------------------------


def test_accounts_are_told(slack: PracticeSlack, heard: Heard) -> None:
    """New ones by team_join and their channels, changes by user_change with the whole account."""
    slack.add_person("stage", "Sofie Stagiair", channels=[TEAM, MDO])
    slack.deactivate("stage")
    slack.reactivate("stage")
    slack.change_kind("stage", "guest")
    told = [one for one in heard() if one["type"] != "message"]
    assert names(told) == [
        "team_join",
        "member_joined_channel",
        "member_joined_channel",
        "user_change",
        "user_change",
        "user_change",
    ]
    assert [one["user"]["deleted"] for one in told if one["type"] == "user_change"] == [True, False, False]
    assert (told[0]["user"]["locale"], told[5]["user"]["is_restricted"]) == ("nl-NL", True)


def test_a_stranger_joins_no_team(slack: PracticeSlack, heard: Heard) -> None:
    """Only the channel they come into is told of; a channel that is not shared takes none."""
    slack.add_person("buur", "Bas Buurman", kind="stranger", channels=[SHARED])
    assert names(heard()) == ["member_joined_channel", "message.channel_join"]
    with pytest.raises(CannotDo):
        slack.add_person("gluurder", "Gijs Gluurder", kind="stranger", channels=[TEAM])
    with pytest.raises(CannotDo):
        slack.add_person("buur", "Nog een")
    with pytest.raises(CannotDo):
        slack.add_person("geest", "Geest", kind="ghost")
    with pytest.raises(CannotDo):
        slack.change_kind("mentor", "bot")


def test_a_closed_account_does_nothing(slack: PracticeSlack, mentor: Person) -> None:
    """No word, no joining, no form left open."""
    slack.deactivate("mentor")
    for act in (lambda: mentor.post(TEAM, "x"), lambda: mentor.join(OPEN), lambda: mentor.archive(TEAM)):
        with pytest.raises(CannotDo):
            act()


def test_leaving_the_workspace_is_the_last_thing_heard(starting: Starting) -> None:
    """tokens_revoked and app_uninstalled, then silence."""
    slack = starting(events=[*EVENTS, "tokens_revoked", "app_uninstalled"])
    with socket_of(slack) as app:
        slack.uninstall()
        slack.as_user("mentor").post(TEAM, "hoort niemand")
        slack.idle()
        assert names(app.events) == ["tokens_revoked", "app_uninstalled"]


def test_home_is_told_each_time_it_opens(slack: PracticeSlack) -> None:
    """First without a view, later with the one that stands there; the messages tab tells too."""
    home = {"type": "home", "blocks": []}

    def answer(envelope: Json) -> None:
        user = envelope["payload"]["event"]["user"]
        ok(call(slack, "views.publish", user_id=user, view=home))

    with socket_of(slack, answers=answer) as app:
        mentor = slack.as_user("mentor")
        mentor.open_home()
        mentor.open_home()
        slack.idle()
        first, second = app.events
    assert (first["tab"], "view" in first) == ("home", False)
    assert second["view"]["type"] == "home"


# --- who hears what ------------------------------------------------------------------------------


def _reacted(slack: PracticeSlack) -> None:
    ts = slack.as_user("jeugdagent").post(TEAM, "x")["ts"]
    slack.as_user("mentor").react(TEAM, ts, "eyes")


ACTS: dict[str, Callable[[PracticeSlack], object]] = {
    "message.groups": lambda slack: slack.as_user("mentor").post(TEAM, "x"),
    "message.channels": lambda slack: slack.as_user("mentor").post(OPEN, "x"),
    "message.im": lambda slack: slack.as_user("mentor").post(slack.space.im_of("U0MENTOR").id, "x"),
    "member_joined_channel": lambda slack: slack.as_user("mentor").invite(TEAM, "fg"),
    "member_left_channel": lambda slack: slack.as_user("mentor").leave(TEAM),
    "reaction_added": _reacted,
    "user_change": lambda slack: slack.deactivate("fg"),
    "team_join": lambda slack: slack.add_person("nieuw", "Nina Nieuw"),
    "channel_shared": lambda slack: slack.as_user("mentor").convert(OPEN, "shared"),
    "channel_archive": lambda slack: slack.as_user("mentor").archive(OPEN),
    "group_archive": lambda slack: slack.as_user("mentor").archive(TEAM),
    "file_shared": lambda slack: slack.as_user("mentor").upload(TEAM, "x"),
}
NEEDS = {
    "message.groups": "groups:history",
    "message.channels": "channels:history",
    "message.im": "im:history",
    "member_joined_channel": "groups:read",
    "member_left_channel": "groups:read",
    "reaction_added": "reactions:read",
    "user_change": "users:read",
    "team_join": "users:read",
    "channel_shared": "channels:read",
    "channel_archive": "channels:read",
    "group_archive": "groups:read",
    "file_shared": "files:read",
}


def _told(slack: PracticeSlack, event: str) -> list[Json]:
    with socket_of(slack) as app:
        ACTS[event](slack)
        slack.idle()
        return app.events


@pytest.fixture(params=sorted(ACTS))
def event(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each event in turn."""
    yield request.param


def test_what_is_subscribed_to_is_heard(starting: Starting, event: str) -> None:
    """With nothing else in the manifest, only that."""
    told = _told(starting(events=[event]), event)
    assert {one["type"] for one in told} == {event.split(".", maxsplit=1)[0]}


def test_what_is_not_subscribed_to_is_not_heard(starting: Starting, event: str) -> None:
    """With everything else in the manifest, not that."""
    told = _told(starting(events=[one for one in EVENTS if one != event]), event)
    if event.startswith("message."):
        assert "message" not in names(told)
    else:
        assert event not in names(told)


def test_what_the_scopes_do_not_cover_is_not_heard(starting: Starting, event: str) -> None:
    """Without the event's scope it is not sent, however much it was asked for."""
    scopes = [one for one in SCOPES_OF_ALL if one != NEEDS[event]]
    assert _told(starting(events=[event], scopes=scopes), event) == []


def test_where_the_app_is_not_it_hears_nothing(slack: PracticeSlack, app: Socket) -> None:
    """Neither messages, members nor reactions; of public channels only that they are archived or shared."""
    for channel in (TEAM, OPEN):
        slack.space.channels[channel].members.discard("U0SCHAKEL")
    mentor = slack.as_user("mentor")
    for channel in (TEAM, OPEN):
        said = mentor.post(channel, "x")
        mentor.react(channel, said["ts"], "eyes")
        mentor.invite(channel, "jeugdhulp" if channel == TEAM else "gast")
        mentor.archive(channel)
    slack.idle()
    assert names(app.events) == ["channel_archive"]
