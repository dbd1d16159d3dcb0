"""What the app hears of who comes and goes, of conversions and of accounts."""

from __future__ import annotations

import pytest

from sandbox import Person, PracticeSlack
from sandbox.errors import CannotDo
from tests.sandbox.conftest import EVENTS, Starting
from tests.sandbox.server.app import Json, call, ok, socket_of
from tests.sandbox.server.hearing import MDO, OPEN, SHARED, TEAM, Heard, names


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
