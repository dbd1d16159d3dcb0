"""What an administrator does with accounts: add, deactivate, bring back, make a guest of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast

from sandbox import happenings
from sandbox.errors import CannotDo
from sandbox.model import Human
from sandbox.moving import ELSEWHERE
from sandbox.people import Person

if TYPE_CHECKING:
    from sandbox.server import PracticeSlack

KINDS = ("member", "guest", "single_guest", "stranger", "bot")


class Accounts:
    """The verbs of `PracticeSlack` about accounts."""

    def add_person(
        self,
        handle: str,
        name: str,
        *,
        kind: str = "member",
        channels: Iterable[str] = (),
        title: str = "",
        user_id: str | None = None,
        team: str | None = None,
        locale: str = "nl-NL",
    ) -> Person:
        """Somebody new, in these channels; `kind` is member, guest, single_guest, stranger or bot.

        The app hears team_join, except of a stranger, who joins another workspace. (Whether Slack sends it
        for bots is not documented; it is sent here.) For each channel it hears member_joined_channel.
        """
        slack = cast("PracticeSlack", self)
        space = slack.space
        if kind not in KINDS or handle in {one.handle for one in space.people.values()}:
            raise CannotDo(f"there cannot be a {kind} {handle}")
        human = Human(user_id or space.new_id("U"), handle, name, team or space.team_id, kind, title, locale)
        human.email = f"{handle}@oefenslack.example"
        human.updated = int(space.now().timestamp())
        if kind == "stranger":
            human.team = team or ELSEWHERE
        if kind == "bot":
            human.bot_id, human.app_id = space.new_id("B"), space.new_id("A")
        space.people[human.id] = human
        if kind != "stranger":
            slack.emit(happenings.account(space, human, "team_join"))
        for one in channels:
            slack.enter(space.channels[one], human, None)
        slack.changed()
        return Person(slack, human)

    def deactivate(self, who: str) -> None:
        """Close an account; the app hears user_change with `deleted`.

        The person stays on the member lists, as Slack documents of accounts that were in a channel when they
        were disabled, and no member_left_channel is sent. Open forms are gone.
        """
        slack = cast("PracticeSlack", self)
        human = slack.space.human(who)
        human.deleted = True
        slack.space.stacks.pop(human.id, None)
        self._tell(human)

    def reactivate(self, who: str) -> None:
        """Open an account again; the app hears user_change."""
        human = cast("PracticeSlack", self).space.human(who)
        human.deleted = False
        self._tell(human)

    def change_kind(self, who: str, kind: str) -> None:
        """Make somebody a member, guest, single_guest or stranger; the app hears user_change.

        A guest of one channel keeps the first one only. In Slack nobody becomes a stranger: that plays
        somebody whose account moved to another workspace.
        """
        slack = cast("PracticeSlack", self)
        human = slack.space.human(who)
        if kind not in KINDS[:4] or human.kind == "bot":
            raise CannotDo(f"{human.handle} cannot become {kind}")
        human.kind = kind
        human.team = ELSEWHERE if kind == "stranger" else slack.space.team_id
        if kind == "single_guest":
            rooms = [one for one in slack.space.visible_to(human.id) if one.kind != "im"]
            for one in rooms[1:]:
                slack.exit(one, human, human.id)
        self._tell(human)

    def uninstall(self) -> None:
        """Take the app out of the workspace; it hears of it, and no call works any more."""
        slack = cast("PracticeSlack", self)
        slack.emit(happenings.tokens_revoked(slack.space))
        slack.emit(happenings.app_uninstalled(slack.space))
        slack.uninstalled = True

    def _tell(self, human: Human) -> None:
        slack = cast("PracticeSlack", self)
        human.updated = int(slack.space.now().timestamp())
        slack.emit(happenings.account(slack.space, human, "user_change"))
        slack.changed()
