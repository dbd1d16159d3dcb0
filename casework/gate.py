"""The one gate: decides who may read what at this very moment, and alone opens sealed text.

Besides an ALLOW there are three audited kinds of access (design 5): OWN, REVIEW and RIGHTS. Each ends in
a `Permit` that only the gate can make, for named items, for the duration of one act.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlmodel import SQLModel

from casework.casefile import CaseFile
from casework.errors import CaseworkError, NotForYou, Refused
from casework.evidence import case_for
from casework.people import PartnerRef, Person
from casework.permissions import present
from casework.refs import ref
from rules.book import Rulebook
from rules.deciding import decide
from rules.model import Decision, Verdict
from rules.policy import Policy
from storage.audit import input_hash
from storage.evidence_tables import ExceptionDraft, ExceptionEntry
from storage.sealing import Sealed, row_key, sealed_field
from storage.signal_tables import Item, SignalKeys
from storage.unit_of_work import Unit
from storage.unsealing import Opener

if TYPE_CHECKING:
    from storage.vault import Vault

PERMIT_LASTS = timedelta(seconds=30)


class Access(StrEnum):
    """Why sealed text may be opened."""

    ALLOW = "ALLOW"
    OWN = "OWN"
    REVIEW = "REVIEW"
    RIGHTS = "RIGHTS"


class NoPermit(CaseworkError):
    """Sealed text was asked for without a permit that covers it; always a programming error."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the gate: may this person pass these items to these recipients now?"""

    sharer: PartnerRef
    recipients: tuple[PartnerRef, ...]
    items: tuple[Item, ...]
    purpose: str
    urgency: str = "geen"
    channel: str = "besloten"

    @property
    def categories(self) -> tuple[str, ...]:
        """The union over the items: a request opens whole items (design 5)."""
        return tuple(dict.fromkeys(one for item in self.items for one in item.categories))


@dataclass(frozen=True, slots=True, repr=False)
class Permit:
    """Leave to open the named items until an instant; made by the gate only."""

    access: Access
    keys: SignalKeys
    rows: frozenset[tuple[str, str]]
    until: datetime
    mint: object = field(compare=False)


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
        born = self.birth_date(file)
        verdict: Verdict | None = None
        for regime in sorted({item.source_regime for item in question.items}) or [""]:
            case = case_for(file, question, regime, born, now, self._book)
            verdict = decide(case, self._book, self._policy)
            if verdict.decision is not Decision.ALLOW:
                return verdict
        if verdict is None:
            raise NoPermit("a question without items has no answer")
        return verdict

    def allow(
        self, unit: Unit, file: CaseFile, question: Question, *, act: str, actor: str, to_reader: bool = False
    ) -> Permit:
        """Judge, write the decision to the audit, and give a permit; raises `Refused` otherwise.

        `to_reader` says that the answer goes to a recipient, who may not learn what is missing for whom.
        """
        verdict = self.judge(file, question, unit.now)
        unit.note(
            actor,
            act,
            ref=ref("S", file.number),
            decision=verdict.decision.value,
            code=verdict.reason,
            facts=_facts(file, question),
        )
        if verdict.decision is not Decision.ALLOW:
            raise Refused(
                verdict.reason,
                decision=verdict.decision.value,
                hint=None if to_reader else _hint(verdict, self.birth_date(file)),
                ref=None if to_reader else ref("S", file.number),
                to_reader=to_reader,
            )
        return self._permit(Access.ALLOW, file, question.items, unit.now)

    def review(
        self, unit: Unit, file: CaseFile, entry: ExceptionEntry, items: Sequence[Item], person: Person
    ) -> Permit:
        """The named reviewer reads what is asked of them, while it waits; `NotForYou` for anyone else."""
        waits = entry.reviewed_at is None and entry.revoked_at is None
        if entry.reviewer != person.user_id or not waits or entry.signal_id != file.number:
            raise NotForYou
        unit.note(
            person.user_id,
            "read.review",
            ref=ref("X", entry.id),
            decision=Access.REVIEW.value,
            facts={"items": [str(item.id) for item in items]},
        )
        return self._permit(Access.REVIEW, file, (entry, *items), unit.now)

    def own_words(
        self, unit: Unit, file: CaseFile, row: ExceptionDraft | ExceptionEntry, person: Person
    ) -> Permit:
        """Whoever wrote a reasoning reads it back while they are present; `NotForYou` for anyone else."""
        writer = row.author if isinstance(row, ExceptionDraft) else row.invoker
        if writer != person.user_id or row.signal_id != file.number:
            raise NotForYou
        if not present(person, file.signal.partnership_id):
            raise NotForYou
        unit.note(person.user_id, "read.own", ref=ref("S", file.number), decision=Access.OWN.value)
        return self._permit(Access.OWN, file, (row,), unit.now)

    def own(self, unit: Unit, file: CaseFile, items: Sequence[Item], person: Person) -> Permit:
        """The author, while present, reads back what they wrote themselves; else raises `NotForYou`."""
        if not items or any(item.author != person.user_id for item in items):
            raise NotForYou
        if not present(person, file.signal.partnership_id):
            raise NotForYou
        unit.note(
            person.user_id,
            "read.own",
            ref=ref("S", file.number),
            decision=Access.OWN.value,
            facts={"items": [str(item.id) for item in items]},
        )
        return self._permit(Access.OWN, file, items, unit.now)

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

    def birth_date(self, file: CaseFile) -> date | None:
        """The date the decision is about; it leaves the gate only as a fact for the rules."""
        identity = file.identity
        sealed = sealed_field(identity, "birth_date") if identity is not None else None
        if sealed is None or file.keys.content_key is None:
            return None
        return date.fromisoformat(self._opener.open(sealed, file.keys))

    def subject_names(self, file: CaseFile) -> tuple[str, ...]:
        """The young person's name, to keep it out of checked text; never for showing."""
        identity = file.identity
        sealed = sealed_field(identity, "name") if identity is not None else None
        if sealed is None or file.keys.content_key is None:
            return ()
        return (self._opener.open(sealed, file.keys),)

    def _permit(self, access: Access, file: CaseFile, rows: Sequence[SQLModel], now: datetime) -> Permit:
        named = frozenset((str(row.__tablename__), row_key(row)) for row in rows)
        return Permit(access, file.keys, named, now + PERMIT_LASTS, self._mint)


def _hint(verdict: Verdict, born: date | None) -> str | None:
    if verdict.reason == "INCOMPLETE" and born is None:
        return "ADD_BIRTH_DATE"
    return verdict.hint


def _facts(file: CaseFile, question: Question) -> dict[str, object]:
    recipients = sorted(one.id for one in question.recipients)
    return {
        "recipients": recipients,
        "categories": sorted(question.categories),
        "purpose": question.purpose,
        "input": input_hash(
            {
                "signal": file.number,
                "sharer": question.sharer.id,
                "recipients": recipients,
                "items": sorted(str(item.id) for item in question.items),
                "consents": [str(record.id) for record in file.consents],
                "capacity": file.capacity.id if file.capacity else None,
                "same_help": sorted(file.same_help & set(recipients)),
                "exceptions": [entry.id for entry in file.exceptions],
            }
        ),
    }
