"""What happens in a channel or to an account that may uncover a thread: look at it again, at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from casework.sharing import closing
from handlers.conversation import Conversation
from handlers.desk import Desk


class DisclosureEvents(Conversation):
    """Registers the events after which a room must be decided anew (design 6)."""

    def register(self, desk: Desk) -> None:
        """Bind joins, conversions and changes of accounts."""
        desk.event("member_joined_channel", self.channel_changed)
        desk.event("channel_shared", self.channel_changed)
        desk.event("channel_unshared", self.channel_changed)
        desk.event("user_change", self.account_changed)

    def channel_changed(self, event: Mapping[str, Any]) -> None:
        """Somebody joined, or the channel was shared with another workspace."""
        channel = event.get("channel")
        closing.look_again_in(self.office, str(channel.get("id") if isinstance(channel, dict) else channel))

    def account_changed(self, event: Mapping[str, Any]) -> None:
        """An account was deactivated, or a member became a guest."""
        closing.look_again_everywhere(self.office)
