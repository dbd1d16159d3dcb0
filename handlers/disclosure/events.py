"""What happens in a channel or to an account that may uncover a thread: look at it again, at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casework.partners import closed
from casework.partnerships import inviting
from casework.sharing import closing, watching
from handlers.accounts import standing_of
from handlers.conversation import Conversation
from handlers.desk import Desk

CONVERSIONS = frozenset({"channel_convert_to_public", "channel_convert_to_private"})


class DisclosureEvents(Conversation):
    """Registers the events after which a room must be decided anew (architecture 6)."""

    def register(self, desk: Desk) -> None:
        """Bind joins, conversions and changes of accounts."""
        desk.event("member_joined_channel", self.joined)
        desk.event("channel_shared", self.channel_changed)
        desk.event("channel_unshared", self.channel_changed)
        desk.event("channel_id_changed", self.channel_renumbered)
        desk.event("user_change", self.account_changed)

    def joined(self, event: Mapping[str, Any]) -> None:
        """Somebody came into a channel; of Schakel itself whoever took it along hears what that means.

        Nobody else becomes a reader by that, and without an inviter there is nobody to tell.
        """
        if not self.office.rooms.is_me(str(event.get("user"))):
            self.channel_changed(event)
        elif inviter := event.get("inviter"):
            inviting.invited(self.office, str(event.get("channel")), str(inviter))

    def channel_changed(self, event: Mapping[str, Any]) -> None:
        """Somebody joined, or the channel was shared with another workspace."""
        channel = event.get("channel")
        closing.look_again_in(self.office, str(channel.get("id") if isinstance(channel, dict) else channel))

    def channel_renumbered(self, event: Mapping[str, Any]) -> None:
        """A private channel is about to be shared: Slack knows it by another id from now on."""
        closing.renumber(self.office, str(event["old_channel_id"]), str(event["new_channel_id"]))

    def message(self, event: Mapping[str, Any]) -> None:
        """That a channel became public is told by a message only; any other message is not our business."""
        if event.get("subtype") in CONVERSIONS:
            self.channel_changed(event)

    def account_changed(self, event: Mapping[str, Any]) -> None:
        """An account was deactivated, or a member became a guest; a new picture or status is nothing."""
        user = event.get("user")
        account: Mapping[str, Any] = user if isinstance(user, dict) else {"id": str(user)}
        standing = standing_of(account, self.office.store.vault.team_id)
        watching.account_changed(self.office, str(account.get("id")), standing)
        closed.account_changed(self.office, str(account.get("id")), standing)
