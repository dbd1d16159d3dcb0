"""What happens around the house: time, people in channels, accounts, the directory, keys, Slack's moods."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from casework import nightly
from casework.ports import Room, RoomUnknown, Standing
from casework.sharing import closing, watching
from casework.sharing.deciding import THREAD
from rules.moments import birthday, end_of, start_of
from storage.directory_tables import Partner
from storage.engine import session_for
from storage.keys import KeyRing, generate
from storage.rotation import rotate
from tests.casework.leaking.house import WORKSPACE
from tests.casework.leaking.people import (
    ACTORS,
    FG,
    MDO,
    REPORTERS,
    REVIEWERS,
    ROLES_TO_BE,
    STRANGER,
    TEAM,
    USERS,
    directory,
)
from tests.casework.leaking.playing import PICK, Player
from tests.casework.leaking.watching import Leak

ANY = ""
CHANNEL = st.sampled_from((ANY, ANY, TEAM, MDO))
NEWCOMER = st.sampled_from((*USERS, STRANGER, FG))
STANDINGS = (
    *(Standing.MEMBER,) * 6,
    *(Standing.GUEST,) * 2,
    Standing.SINGLE_GUEST,
    Standing.FOREIGN,
    Standing.GONE,
)
STEPS = (
    timedelta(minutes=2),
    timedelta(minutes=20),
    timedelta(hours=25),
    timedelta(days=8),
    timedelta(days=31),
)


class Moving(Player):
    """Rules about everything else that changes who may read."""

    @rule(channel=CHANNEL, user=NEWCOMER, how=st.sampled_from(("join", "leave", "unheard")))
    def move(self, channel: str, user: str, how: str) -> None:
        """Somebody enters or leaves a channel; or enters just after the house looked, and nobody hears."""
        channel = self._where(channel)
        match how:
            case "join":
                self.rooms.members[channel].add(user)
                self.house.events.channel_changed({"channel": channel})
            case "leave":
                self.rooms.members[channel] -= {user, STRANGER, FG}
            case "unheard":
                self.rooms.slips_in = user

    def concerned(self, pick: int) -> int:
        """The number of a partner; half of the time one with whom something was shared last."""
        if self.facts.disclosures and pick % 2:
            named = list(self.facts.disclosures.values())[-1].named
            return named[pick // 2 % len(named)]
        return 1 + pick % len(ACTORS)

    def _where(self, channel: str) -> str:
        """The channel meant; rather one in which details stand."""
        if channel != ANY:
            return channel
        shown = [one.channel for one in self.slack.standing.values() if self.watch.found(one.text)]
        return next((one for one in reversed(shown) if one in self.rooms.members), TEAM)

    @rule(channel=CHANNEL, public=st.sampled_from((True, False, False)))
    def convert(self, channel: str, public: bool) -> None:
        """A channel is made public, or private again."""
        channel = self._where(channel)
        self.rooms.closed[channel] = not public
        kind = "channel_convert_to_public" if public else "channel_convert_to_private"
        self.house.events.message({"subtype": kind, "channel": channel})

    @rule(
        channel=CHANNEL,
        user=NEWCOMER,
        how=st.sampled_from(("join", "public", "standing", "unreachable")),
        away=st.sampled_from(STEPS[:2]),
    )
    def downtime(self, channel: str, user: str, how: str, away: timedelta) -> None:
        """While Schakel is away somebody enters or a channel is opened, unheard; then it looks around."""
        channel = self._where(channel)
        match how:
            case "join":
                self.rooms.members[channel].add(user)
            case "public":
                self.rooms.closed[channel] = False
            case "standing":
                self.rooms.standings[user] = Standing.SINGLE_GUEST
            case "unreachable":
                self.rooms.unreachable.add(channel)
        self.clock.at += away
        watching.judge_threads(self.office, self._survey)
        self.house.deliver(fresh=False)
        if channel in self.rooms.unreachable:
            self._doubted(channel)
            self.rooms.unreachable.discard(channel)
        self.tally.saw("downtime")

    def _survey(self, channels: Sequence[str]) -> Iterator[tuple[str, Room | None]]:
        for channel in channels:
            try:
                yield channel, self.rooms.look(channel)
            except RoomUnknown:
                yield channel, None

    def _doubted(self, channel: str) -> None:
        """What nobody can say anything of is hidden."""
        for message in self.slack.standing.values():
            if message.channel == channel and message.kind == THREAD and self.watch.found(message.text):
                raise Leak(f"details stand in {channel}, of which nobody knows who is there")

    @rule(who=PICK, standing=st.sampled_from(STANDINGS))
    def change_account(self, who: int, standing: Standing) -> None:
        """An account becomes a guest, a foreigner's, a member's again, or is deactivated."""
        if user := self.facts.partners[self.concerned(who)].user:
            self._becomes(user, standing)

    def _becomes(self, user: str, standing: Standing) -> None:
        """Slack tells what an account is now."""
        self.rooms.standings[user] = standing
        told = {
            "id": user,
            "team_id": "T0ELDERS" if standing is Standing.FOREIGN else WORKSPACE,
            "deleted": standing is Standing.GONE,
            "is_restricted": standing in (Standing.GUEST, Standing.SINGLE_GUEST),
            "is_ultra_restricted": standing is Standing.SINGLE_GUEST,
        }
        self.house.events.account_changed({"user": told})

    @rule(who=st.sampled_from((*("reviewer",) * 4, *REPORTERS)), back=st.sampled_from((True, True, False)))
    def close_account(self, who: str, back: bool) -> None:
        """An account is closed with messages on their way to it; others hear that, and of what waits."""
        asked = [one.reviewer for one in self.facts.exceptions.values() if one.reviewer]
        user = (asked or REVIEWERS)[-1] if who == "reviewer" else who
        self._becomes(user, Standing.GONE)
        self.house.deliver(fresh=True, people=True)
        self.tally.saw("account closed")
        if back:
            self._becomes(user, Standing.MEMBER)

    @precondition(lambda self: all(one.since is None for one in self.facts.partners.values()))
    @rule(who=PICK, role=st.sampled_from(("as it was",) * 7 + ROLES_TO_BE))
    def change_role(self, who: int, role: str) -> None:
        """A partner gets another role in the directory, or the old one back."""
        id_ = self.concerned(who)
        if id_ > len(ACTORS):
            return
        self.facts.partners[id_].role = ACTORS[id_ - 1].role if role == "as it was" else role
        roles = {one.user: one.role for one in self.facts.partners.values()}
        self.house.bring_directory(directory(roles))
        for number, one in enumerate(ACTORS, start=1):  # the file has them where they were at first
            self.facts.partners[number].partnerships = one.partnerships

    @rule(who=PICK, active=st.sampled_from((True, True, True, False)))
    def change_partner(self, who: int, active: bool) -> None:
        """A partner stops taking part, or does so again, unless somebody else has the account by then."""
        id_ = self.concerned(who)
        user = self.facts.partners[id_].user
        others = (one for one in self.facts.partners.values() if one.id != id_ and one.active)
        if active and user and any(one.user == user for one in others):
            return
        self.facts.partners[id_].active = active
        with session_for(self.house.engine) as session:
            session.get_one(Partner, id_).active = active
            session.commit()
        with self.office.job() as unit:
            closing.redraw_threads(unit.session, unit.now)

    @rule()
    def draw(self) -> None:
        """The worker gets round to what is new."""
        self.house.deliver(fresh=True, people=True)

    @rule()
    def draw_again(self) -> None:
        """That happens often."""
        self.house.deliver(fresh=True, people=True)

    @rule(step=st.sampled_from(STEPS))
    def wait(self, step: timedelta) -> None:
        """Time passes."""
        self.clock.at += step

    @precondition(lambda self: self.facts.signals)
    @rule(pick=PICK, before=st.booleans(), years=st.sampled_from((12, 16, 16, 18)))
    def birthday(self, pick: int, before: bool, years: int) -> None:
        """It becomes somebody's birthday, or the last second before it."""
        born = self.signal(pick).born
        if born is None:
            return
        at = start_of(birthday(born, years)) - timedelta(seconds=2 if before else 0)
        if timedelta(0) < at - self.clock.at < timedelta(days=70):
            self.clock.at = at

    @rule(before=st.booleans())
    def midnight(self, before: bool) -> None:
        """It becomes midnight."""
        at: datetime = end_of(self.today) - timedelta(seconds=2 if before else 0)
        self.clock.at = max(self.clock.at, at)

    @rule(what=st.sampled_from(("keys", "night", "silence", "stubborn")))
    def upkeep(self, what: str) -> None:
        """Keys are replaced, the night comes, Slack does not answer or does not take a change."""
        match what:
            case "keys":
                old, new = self.house.keys, generate()
                self.house.rekey(f"{new},{old}")
                rotate(self.house.engine, KeyRing.parse(f"{new},{old}"))
                self.house.rekey(new)
            case "night":
                nightly.signal_by_signal(self.office, "sharing")
            case "silence":
                self.rooms.silent = True
            case "stubborn":
                self.slack.refuses_updates = True
