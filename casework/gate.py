"""The one gate: decides who may read what at this very moment, and alone opens sealed text.

Besides an ALLOW there are three audited kinds of access: OWN, REVIEW and RIGHTS. Each ends in
a `Permit` that only the gate can make, for named items, for the duration of one act, and only for people
whose standing in the workspace Slack was asked about: a `Seen`, or everyone in a `Room`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from sqlmodel import SQLModel

from casework.casefile import CaseFile
from casework.consent.attempts import attempts
from casework.errors import ForReader, NotForYou, NotReached, Refused, RefusedReader
from casework.evidence import case_for, decided_on, entries_of
from casework.exceptions.independence import one_person, why_not
from casework.hints import hint_of
from casework.people import Person, Seen
from casework.permissions import present
from casework.permits import RESTRICTED, Access, NoPermit, Permit
from casework.ports import Room
from casework.question import Question
from casework.refs import ref
from casework.sharing import rooms
from rules.birth import BirthDate
from rules.book import Rulebook
from rules.deciding import decide
from rules.model import Decision, Verdict
from rules.moments import local_day
from rules.policy import Policy
from rules.rights import ACCESS
from storage.errors import SealBroken, WrongKey
from storage.evidence_tables import ExceptionDraft, ExceptionEntry
from storage.rights_tables import SubjectRight
from storage.sealing import Sealed, row_key, sealed_field
from storage.signal_tables import Item, SignalKeys
from storage.unit_of_work import Unit
from storage.unsealing import Opener

if TYPE_CHECKING:
    from storage.vault import Vault

PERMIT_LASTS = timedelta(seconds=30)
# A record that is not what the house stored may have held a no: nothing is shared over it.
RECORD_DAMAGED = "RECORD_DAMAGED"
MISSING_CONSENTER = "MISSING_CONSENTER"
RIGHTS = "read.rights"
CARRY = frozenset({"consent", "exception", "case_facts", "capacity_finding"})


class Gate:
    """Decides with the rulebook, and opens what its own permits cover."""

    def __init__(self, vault: Vault, book: Rulebook, policy: Policy) -> None:
        self._opener = Opener(vault)
        self._book = book
        self._policy = policy
        self._mint = object()

    def judge(self, file: CaseFile, question: Question, now: datetime) -> Verdict:
        """The decision of rulebook 5 on the facts as they stand in this transaction; nothing is opened.

        Items from sources under different regimes are judged per regime; the first that is not
        allowed is the answer, because a message is all-or-nothing (P2b).
        """
        born, book = self.birth_date(file, local_day(now)), self._book.on(local_day(now))
        if file.lost & CARRY:
            return Verdict(Decision.DENY, RECORD_DAMAGED)
        if file.restricted:
            return Verdict(Decision.DENY, RESTRICTED)
        verdict: Verdict | None = None
        for regime in sorted({item.source_regime for item in question.items}) or [""]:
            case = case_for(file, question, regime, born, now, book)
            verdict = decide(case, book, self._policy.under(book).opening(file.opened))
            if verdict.decision is not Decision.ALLOW:
                return verdict
        if verdict is None:
            raise NoPermit("a question without items has no answer")
        return verdict

    def decide(self, unit: Unit, file: CaseFile, question: Question, *, act: str, actor: str) -> None:
        """Judge and write the decision to the audit; raises `Refused`. Nothing can be opened with it."""
        verdict = self._decided(unit, file, question, act=act, actor=actor)
        if verdict.decision is Decision.ALLOW:
            return
        this, decision = ref("S", file.number), verdict.decision.value
        if verdict.reason == MISSING_CONSENTER and (tried := attempts(file.consents, verdict.missing)):
            raise NotReached(verdict.reason, tried, decision=decision, ref=this)
        invoked = () if verdict.exception is None else entries_of(file, question.sharer)[verdict.exception :]
        ground = next((self._book.grounds[one.ground] for one in invoked), None)
        hint = hint_of(verdict, self.born(file), ground)
        raise Refused(verdict.reason, decision=decision, hint=hint, ref=this)

    def to_reader(self, unit: Unit, file: CaseFile, question: Question, reader: Seen, *, act: str) -> Permit:
        """A permit for one person who is present and may read these items now.

        Raises `RefusedReader`, which tells nothing of what is missing for whom; the audit holds why.
        """
        partner = reader.person.partner
        if partner is None or question.recipients != (partner,):
            raise NoPermit("a reader reads for themselves")
        actor, about = reader.person.user_id, ref("S", file.number) if partner.id in file.tagged else None
        if not rooms.may_ever_receive(reader.standing, self._policy):
            self._note_refusal(unit, file, act, actor)
            raise RefusedReader(ForReader.NOT_INVOLVED, ask_about=about)
        verdict = self._decided(unit, file, question, act=act, actor=actor)
        if verdict.decision is not Decision.ALLOW:
            involved = partner.id in file.involved
            raise RefusedReader(ForReader.ENDED if involved else ForReader.NOT_INVOLVED, ask_about=about)
        return self._permit(Access.ALLOW, file, question.items, unit.now)

    def in_room(self, unit: Unit, file: CaseFile, question: Question, room: Room, *, act: str) -> Permit:
        """A permit for the recipients of the question together with everyone in a conversation.

        The room is the recipient: raises `Refused` with the code of whoever or whatever stands in the way.
        """
        asked = self.for_everyone(file, question, room)
        self.decide(unit, file, asked, act=act, actor=question.sharer.user_id or "")
        return self._permit(Access.ALLOW, file, question.items, unit.now)

    def for_everyone(self, file: CaseFile, question: Question, room: Room) -> Question:
        """The same question with everybody who reads along; raises `Refused` when somebody never may."""
        there = rooms.audience(file, room, question.items, self._policy)
        if there.obstacle is not None:
            raise Refused(there.obstacle, ref=ref("S", file.number))
        return replace(question, recipients=tuple(dict.fromkeys((*question.recipients, *there.readers))))

    def _decided(self, unit: Unit, file: CaseFile, question: Question, *, act: str, actor: str) -> Verdict:
        verdict = self.judge(file, question, unit.now)
        unit.note(
            actor,
            act,
            ref=ref("S", file.number),
            decision=verdict.decision.value,
            code=verdict.reason,
            facts=decided_on(file, question),
        )
        return verdict

    def _with_account(self, unit: Unit, file: CaseFile, act: str, seen: Seen) -> Person:
        """The person, when their account may read at all: of this workspace, no guest of one channel."""
        if not rooms.may_ever_receive(seen.standing, self._policy):
            self._note_refusal(unit, file, act, seen.person.user_id)
            raise NotForYou
        return seen.person

    def _note_refusal(self, unit: Unit, file: CaseFile, act: str, actor: str) -> None:
        unit.note(actor, act, ref=ref("S", file.number), decision="DENY", code=rooms.UNCOVERED)

    def review(
        self, unit: Unit, file: CaseFile, entry: ExceptionEntry, items: Sequence[Item], reviewer: Seen
    ) -> Permit:
        """The named reviewer reads what is asked of them, while it waits; `NotForYou` for anyone else.

        So it is for who is no longer on the list, or has a stake in it by now.
        """
        person = self._with_account(unit, file, "read.review", reviewer)
        waits = entry.reviewed_at is None and entry.revoked_at is None
        if entry.reviewer != person.user_id or not waits or entry.signal_id != file.number:
            raise NotForYou
        if why_not(unit.session, person.user_id, entry.invoker, [one["partner"] for one in entry.recipients]):
            raise NotForYou
        file.must_be_in_use()
        unit.note(
            person.user_id,
            "read.review",
            ref=ref("X", entry.id),
            decision=Access.REVIEW.value,
            facts={"items": [str(item.id) for item in items]},
        )
        return self._permit(Access.REVIEW, file, (entry, *items), unit.now)

    def own_words(
        self, unit: Unit, file: CaseFile, row: ExceptionDraft | ExceptionEntry, seen: Seen
    ) -> Permit:
        """Whoever wrote a reasoning reads it back while they are present; `NotForYou` for anyone else."""
        person = self._with_account(unit, file, "read.own", seen)
        wrote = (row.author, row.at) if isinstance(row, ExceptionDraft) else (row.invoker, row.granted_at)
        if not person.did(*wrote) or row.signal_id != file.number:
            raise NotForYou
        if not present(person, file.signal.partnership_id):
            raise NotForYou
        file.must_be_in_use()
        unit.note(person.user_id, "read.own", ref=ref("S", file.number), decision=Access.OWN.value)
        return self._permit(Access.OWN, file, (row,), unit.now)

    def own(self, unit: Unit, file: CaseFile, items: Sequence[Item], author: Seen) -> Permit:
        """The author, while present, reads back what they wrote themselves; else raises `NotForYou`."""
        person = self._with_account(unit, file, "read.own", author)
        if not items or not all(person.did(item.author, item.created_at) for item in items):
            raise NotForYou
        if not present(person, file.signal.partnership_id):
            raise NotForYou
        file.must_be_in_use()
        unit.note(
            person.user_id,
            "read.own",
            ref=ref("S", file.number),
            decision=Access.OWN.value,
            facts={"items": [str(item.id) for item in items]},
        )
        return self._permit(Access.OWN, file, items, unit.now)

    def rights(
        self, unit: Unit, file: CaseFile, asked: SubjectRight, rows: Sequence[SQLModel], officer: Seen
    ) -> Permit:
        """The privacy officer who asked, with the coordinator who agreed, for the young person (15 AVG).

        Both are in the audit. Raises `NotForYou` for anyone else, and where the coordinator is no other
        person or coordinates no more.
        """
        person = self._with_account(unit, file, RIGHTS, officer)
        mine = asked.asked_by == person.user_id and "fg" in person.grants and asked.signal_id == file.number
        agreed = asked.agreed_at is not None and asked.second == file.partnership.coordinator
        if not (mine and agreed and asked.kind == ACCESS and asked.second):
            raise NotForYou
        if one_person(unit.session, person.user_id, asked.second):
            raise NotForYou
        unit.note(
            person.user_id,
            RIGHTS,
            ref=ref("S", file.number),
            decision=Access.RIGHTS.value,
            facts={
                "request": ref("V", asked.id),
                "second": asked.second,
                "items": [str(row.id) for row in rows if isinstance(row, Item)],
            },
        )
        return self._permit(Access.RIGHTS, file, rows, unit.now)

    def open(self, sealed: Sealed, permit: Permit, now: datetime) -> str:
        """The text behind a `Sealed` that this permit covers at this instant.

        Raises `NoPermit` for a forged, expired or narrower permit, and what `Opener.open` raises.
        """
        place = sealed.place
        covered = (
            place is not None
            and (place.table, place.row) in permit.rows
            and place.signal_id == permit.keys.signal_id
        )
        if permit.mint is not self._mint or now > permit.until or not covered:
            raise NoPermit("sealed text asked for without a permit that covers it")
        return self._opener.open(sealed, permit.keys)

    def birth_date(self, file: CaseFile, today: date) -> date | None:
        """The date the decision is about on this local date; it leaves the gate only as a fact for the rules.

        Of a birth date of which only the year is known this is the strictest day (`BirthDate.strictest`).
        """
        born = self.born(file)
        return None if born is None else born.strictest(today)

    def born(self, file: CaseFile) -> BirthDate | None:
        """The date of birth as far as it is known, to seal it again; never for showing."""
        identity = file.identity
        if "item" in file.lost:
            raise SealBroken("Een verzegelde tekst is veranderd of hoort hier niet.")
        sealed = sealed_field(identity, "birth_date") if identity is not None else None
        if sealed is None or file.keys.content_key is None:
            return None
        return BirthDate.of(self._opener.open(sealed, file.keys))

    def subject_names(self, file: CaseFile) -> tuple[str, ...]:
        """The young person's name, to keep it out of checked text; never for showing."""
        identity = file.identity
        sealed = sealed_field(identity, "name") if identity is not None else None
        if sealed is None or file.keys.content_key is None:
            return ()
        return (self._opener.open(sealed, file.keys),)

    def names_behind(self, known: Iterable[tuple[Item, SignalKeys]]) -> tuple[str, ...]:
        """The same of several identities; one that cannot be read keeps nobody from checking the others."""
        found: list[str] = []
        for identity, keys in known:
            sealed = sealed_field(identity, "name")
            if sealed is not None and keys.content_key is not None:
                with suppress(SealBroken, WrongKey):
                    found.append(self._opener.open(sealed, keys))
        return tuple(found)

    def day_for_terms(self, sealed: Sealed | None, keys: SignalKeys) -> str | None:
        """A date of birth, or the day kept in its place, for when something goes; None when it is lost."""
        if sealed is not None:
            with suppress(SealBroken, WrongKey):
                return self._opener.open(sealed, keys)
        return None

    def _permit(self, access: Access, file: CaseFile, rows: Sequence[SQLModel], now: datetime) -> Permit:
        named = frozenset((str(row.__tablename__), row_key(row)) for row in rows)
        return Permit(access, file.keys, named, now + PERMIT_LASTS, self._mint)
