"""More checks taken out on purpose: of who somebody is here, what records count for, what readers hear."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from casework import counting, gate, permissions
from casework.consent import anybody, asking, confirming
from casework.errors import Refused, RefusedReader
from casework.exceptions import reviewing
from casework.gate import Gate
from casework.overleg import access, agenda
from casework.people import PartnerRef, Person
from casework.sharing import closing, deciding, in_thread, on_demand, watching
from rules.model import Decision
from tests.casework.leaking.removal import Removal, Replacement, yes


def who_left_still_belongs() -> Iterator[Replacement]:
    """Whether somebody sits in the partnership (still) does not matter for what they are to a signal."""
    for owner in (permissions, gate):
        yield owner, "present", yes


def every_overleg_is_open() -> Iterator[Replacement]:
    """An overleg is open to whoever knows its number, and to whoever once sat at the table."""
    yield access, "present", yes


def sharer_who_left_counts() -> Iterator[Replacement]:
    """What somebody shared goes on when they are nothing here any more."""
    true = closing.sharer_of

    def sharer_of(file: Any, disclosure: Any) -> Any:
        return true(file, disclosure) or file.elsewhere_now.get(disclosure.sharer)

    for owner in (closing, on_demand, in_thread):
        yield owner, "sharer_of", sharer_of


def account_is_the_person() -> Iterator[Replacement]:
    """What was done with an account counts for whoever has it by now."""

    def did(self: Any, account: str, at: object) -> bool:
        return bool(self.user_id == account)

    yield PartnerRef, "did", did
    yield Person, "did", did


def self_named_counts() -> Iterator[Replacement]:
    """A record that names who made it counts for them at once."""
    yield counting, "named_themselves", _nobody


def anybody_confirms() -> Iterator[Replacement]:
    """Who recorded it stands behind it themselves."""

    def confirmer(file: Any, row: Any) -> str:
        return counting.recorder(row)

    yield confirming, "confirmer", confirmer


def sharing_with_oneself() -> Iterator[Replacement]:
    """The sharer may be among those it is shared with."""

    def somebody_else(*people: Any) -> bool:
        return False

    yield deciding, "same_person", somebody_else


def binding_keeps_cover() -> Iterator[Replacement]:
    """Whoever gets an account is taken to be who was named."""
    yield counting, "perhaps_others", _nobody


def _nobody(*facts: Any) -> tuple[PartnerRef, ...]:
    return ()


def own_words_whatever_the_account() -> Iterator[Replacement]:
    """What became of an account is asked about for what others wrote only."""

    def with_account(self: Any, unit: Any, file: Any, act: str, seen: Any) -> Any:
        return seen.person

    yield Gate, "_with_account", with_account


def decisions_are_open() -> Iterator[Replacement]:
    """Whoever is at the table reads what was decided, as if they had written it."""

    def did(self: Any, account: str, at: object) -> bool:
        return True

    yield Person, "did", did


def readers_told_why() -> Iterator[Replacement]:
    """A reader gets the code of the rule."""
    true = Gate.to_reader

    def to_reader(self: Any, unit: Any, file: Any, question: Any, reader: Any, *, act: str) -> Any:
        try:
            return true(self, unit, file, question, reader, act=act)
        except RefusedReader:
            verdict = self.judge(file, question, unit.now)
            if verdict.decision is Decision.ALLOW:
                raise
            raise Refused(verdict.reason, hint=verdict.hint) from None

    yield Gate, "to_reader", to_reader


def agenda_with_reasons() -> Iterator[Replacement]:
    """Whoever reads the agenda reads why each signal is closed, and for whom."""
    yield agenda, "_may_know", yes


def a_form_for_each_case() -> Iterator[Replacement]:
    """Whoever records consent gets the form that fits the case, and the answer."""
    yield anybody, "leads", yes


def a_form_that_knows_who_holds_gezag() -> Iterator[Replacement]:
    """The form for who neither reported nor leads has chosen already whoever was recorded."""
    true = asking._same_for_every_case

    def same(office: Any, person: Any, file: Any) -> Any:
        asked = true(office, person, file)
        known = tuple(file.facts.holders) if file.facts else ()
        return replace(asked, givers=known or asked.givers)

    yield asking, "_same_for_every_case", same


def no_look_after_downtime() -> Iterator[Replacement]:
    """What happened while Schakel was away is not looked for."""

    true = watching._judge

    def judge(office: Any, number: int, room: Any) -> Any:
        return true(office, number, room) if room is None else True

    yield watching, "_judge", judge


def doubt_is_fine() -> Iterator[Replacement]:
    """Where Slack does not tell who reads along, details stay as they are."""
    true = watching._judge

    def judge(office: Any, number: int, room: Any) -> Any:
        return True if room is None else true(office, number, room)

    yield watching, "_judge", judge


def grants_last_for_reading() -> Iterator[Replacement]:
    """Who was named as reviewer reads, whether they still are one or not."""
    yield gate, "why_not", _no_objection


def grants_last_for_judging() -> Iterator[Replacement]:
    """Who was named as reviewer approves, whether they still are one or not."""
    yield reviewing, "why_not", _no_objection


def _no_objection(*facts: Any) -> None:
    return None


MEMBERSHIP = ("leave", "share_and_open", "open", "add_detail", "look_around")
MORE = (
    Removal(who_left_still_belongs, "on_demand", MEMBERSHIP),
    Removal(every_overleg_is_open, "", ("plan", "leave", "read_agenda", "report")),
    Removal(sharer_who_left_counts, "on_demand", ("leave", "open", "open_too", "share_and_open")),
    Removal(account_is_the_person, "on_demand", ("take_place", "look_around", "correct_detail", "report")),
    Removal(self_named_counts, "", ("serve_oneself", "consent", "add_detail")),
    Removal(anybody_confirms, "", ("serve_oneself", "confirm")),
    Removal(sharing_with_oneself, "", ("serve_oneself", "confirm", "consent", "hand_over")),
    Removal(binding_keeps_cover, "", ("name", "bind", "look_around")),
    Removal(own_words_whatever_the_account, "", ("change_account", "correct_detail")),
    Removal(decisions_are_open, "", ("plan", "decide", "read_agenda")),
    Removal(readers_told_why, "on_demand", ("object", "open", "open_too", "birthday")),
    Removal(agenda_with_reasons, "", ("plan", "read_agenda", "object", "tag_more")),
    Removal(a_form_for_each_case, "", ("serve_oneself", "object", "consent")),
    Removal(a_form_that_knows_who_holds_gezag, "", ("serve_oneself", "report")),
    Removal(no_look_after_downtime, "thread", ("downtime", "draw")),
    Removal(doubt_is_fine, "thread", ("downtime", "draw")),
    Removal(grants_last_for_reading, "", ("invoke", "grants", "judge")),
    Removal(grants_last_for_judging, "", ("invoke", "grants", "judge")),
)
