"""Checks taken out of the house on purpose, to see that the random people notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import structlog

from casework import evidence, gate
from casework.consent import objecting
from casework.errors import NotForYou
from casework.gate import Gate
from casework.grounds import opening
from casework.permits import Access
from casework.sharing import closing, deciding, in_thread, on_demand, rooms
from casework.sharing.in_thread import ThreadDetails
from casework.signals import amending, answering, items, supplementing
from rules.model import Addressee, Decision
from rules.moments import end_of
from storage.repositories import grounds
from storage.unit_of_work import Unit
from tests.casework.leaking.overlooked import OVERLOOKED
from tests.casework.leaking.removal import Removal, Replacement, nothing, yes
from tests.casework.leaking.taken_out import MORE


def gate_that_never_refuses() -> Iterator[Replacement]:
    """The gate writes its refusal down and gives the permit all the same."""
    true = Gate._decided

    def decided(*args: Any, **named: Any) -> Any:
        return replace(true(*args, **named), decision=Decision.ALLOW)

    yield Gate, "_decided", decided


def reader_not_named() -> Iterator[Replacement]:
    """Whoever the gate would allow may open, named in the disclosure or not."""
    yield on_demand, "_must_be_named", nothing


def uncovered_members_overlooked() -> Iterator[Replacement]:
    """A room is judged on the members it knows; strangers and guests in it do not count."""
    true = rooms.audience

    def audience(file: Any, room: Any, shared: Any, policy: Any) -> Any:
        known = {one.user_id for one in file.members.values()}
        fine = tuple(
            one
            for one in room.occupants
            if one.user_id in known and rooms.may_ever_receive(one.standing, policy)
        )
        return true(file, replace(room, occupants=fine), shared, policy)

    yield rooms, "audience", audience
    yield deciding, "audience", audience


def room_not_judged() -> Iterator[Replacement]:
    """Only the recipients on the form are judged, not the partners who read along."""

    true = rooms.audience

    def audience(*args: Any) -> Any:
        return replace(true(*args), readers=())

    yield rooms, "audience", audience
    yield deciding, "audience", audience


def no_recheck_on_no() -> Iterator[Replacement]:
    """A refusal or withdrawal is stored, and what stands in threads stays."""
    yield objecting, "recheck", nothing


def objections_not_read() -> Iterator[Replacement]:
    """The evidence leaves refusals and withdrawals out."""
    true = evidence.consent

    def consent(record: Any) -> Any:
        return replace(true(record), withdrawn={}, refused=frozenset())

    yield evidence, "consent", consent


def role_change_ignored() -> Iterator[Replacement]:
    """A record counts for the person, in whatever role that person has by now."""
    true = evidence.case_for

    def case_for(file: Any, *args: Any) -> Any:
        case = true(file, *args)
        roles = {str(one.id): one.role for one in file.members.values()}

        def now(record: Any) -> Any:
            named = (Addressee(roles.get(one.partner, one.role), one.partner) for one in record.recipients)
            return replace(record, recipients=tuple(named))

        return replace(case, consents=tuple(now(one) for one in case.consents))

    yield gate, "case_for", case_for


def joins_unheard() -> Iterator[Replacement]:
    """Nothing happens when somebody joins or a channel is converted."""
    yield closing, "look_again_in", nothing


def guests_welcome() -> Iterator[Replacement]:
    """What an account has become does not matter."""
    yield rooms, "may_ever_receive", yes


def never_out_of_date() -> Iterator[Replacement]:
    """What stands in a thread is taken to hold until the thirtieth day."""

    def holds_until(office: Any, file: Any, question: Any, now: Any, latest: Any) -> Any:
        return latest

    yield in_thread, "holds_until", holds_until


def no_second_look() -> Iterator[Replacement]:
    """After the first posting nobody looks once more who is there."""
    true = in_thread.draw

    def draw(office: Any, number: int, *, first: bool) -> Any:
        drawn = true(office, number, first=first)
        if first and isinstance(drawn, ThreadDetails):
            return replace(drawn, good_until=end_of(office.today))
        return drawn

    yield in_thread, "draw", draw


def stepping_back_ignored() -> Iterator[Replacement]:
    """'Niet voor mij' changes nothing about what stands in threads."""
    yield answering, "recheck", nothing


def birth_date_corrected_in_vain() -> Iterator[Replacement]:
    """Another date of birth changes nothing about what stands in threads."""
    yield amending, "recheck", nothing


def any_sharers_grounds() -> Iterator[Replacement]:
    """An exception counts for whoever shares, not for its invoker alone."""
    true = evidence.case_for

    def case_for(file: Any, question: Any, *args: Any) -> Any:
        case = true(file, question, *args)
        mine = (evidence.exception(one) for one in file.exceptions)
        role = question.sharer.role
        return replace(case, exceptions=tuple(replace(one, invoked_by=role) for one in mine))

    yield gate, "case_for", case_for


def reasonings_open_to_all() -> Iterator[Replacement]:
    """Anybody reads back a reasoning as if it were their own."""
    true = Gate.own_words

    def own_words(self: Any, unit: Any, file: Any, row: Any, person: Any) -> Any:
        try:
            return true(self, unit, file, row, person)
        except NotForYou:
            return self._permit(Access.OWN, file, (row,), unit.now)

    yield Gate, "own_words", own_words


def reads_unwritten() -> Iterator[Replacement]:
    """A read leaves no trace in the audit."""
    true = Unit.note

    def note(self: Any, actor: str, act: str, **named: Any) -> None:
        if act != "disclosure.read":
            true(self, actor, act, **named)

    yield Unit, "note", note


def talkative_log() -> Iterator[Replacement]:
    """What is sealed is logged first."""
    true = items.seal_details

    def seal(office: Any, unit: Any, person: Any, keys: Any, text: str, categories: Any) -> Any:
        structlog.get_logger().info("sealing", act=text)
        return true(office, unit, person, keys, text, categories)

    yield supplementing, "seal_details", seal


def anybody_is_the_second_person() -> Iterator[Replacement]:
    """Whoever knows the number of a question about a ground may answer it."""

    def waiting(unit: Any, person: Any, number: int) -> Any:
        row = grounds.opening(unit.session, number)
        if row is None or row.agreed_at is not None or row.closed_at is not None:
            raise NotForYou
        return row

    yield opening, "_waiting", waiting


REMOVALS = (
    Removal(anybody_is_the_second_person, "", ("ground",)),
    Removal(gate_that_never_refuses, "", ()),
    Removal(reader_not_named, "on_demand", ("share_and_open", "open", "open_too", "tag_more", "consent")),
    Removal(uncovered_members_overlooked, "thread", ("move", "change_account", "draw", "react")),
    Removal(room_not_judged, "thread", ("move", "convert", "share_and_open", "react")),
    Removal(no_recheck_on_no, "thread", ("object", "consent", "draw", "look_around")),
    Removal(objections_not_read, "on_demand", ("object", "consent", "open", "share_and_open")),
    Removal(role_change_ignored, "on_demand", ("change_role", "open", "open_too", "consent")),
    Removal(joins_unheard, "thread", ("move", "convert", "share_and_open", "draw")),
    Removal(guests_welcome, "on_demand", ("change_account", "open", "open_too", "share_and_open")),
    Removal(never_out_of_date, "thread", ("wait", "midnight", "birthday", "look_around")),
    Removal(no_second_look, "thread", ("move", "share_and_open", "draw", "consent")),
    Removal(stepping_back_ignored, "thread", ("react", "tag_more", "share_and_open", "draw")),
    Removal(birth_date_corrected_in_vain, "thread", ("supersede", "add_detail", "share_and_open", "draw")),
    Removal(any_sharers_grounds, "", ("invoke", "judge", "hand_over", "object", "share")),
    Removal(reasonings_open_to_all, "", ("invoke", "judge", "look_around", "share")),
    Removal(reads_unwritten, "on_demand", ("open", "share_and_open", "look_around", "draw")),
    Removal(talkative_log, "", ("add_detail", "tag_more", "share", "look_around")),
    *MORE,
    *OVERLOOKED,
)
