"""Whose consent is needed at this moment, and what the consent form must ask (rulebook section 3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from rules.book import Rulebook
from rules.model import YOUTH, Capacity, Gezag, Holder, Youth
from rules.moments import age_on
from rules.policy import Policy
from rules.vocabulary import Asker, Column, Mode

_ADULT = 18
_WITH_HOLDERS = frozenset({Mode.ONE_HOLDER, Mode.ALL_HOLDERS, Mode.YOUTH_AND_ALL_HOLDERS})
_WITH_YOUTH = frozenset({Mode.YOUTH, Mode.YOUTH_AND_ALL_HOLDERS})


@dataclass(frozen=True, slots=True)
class Required:
    """Who must consent under one regime on one day.

    `holders` and `representatives` hold who decides in this `mode` and are empty otherwise: any one of
    the holders in `ONE_HOLDER`, all of them in the other modes, any one of the representatives.
    `capable` is False for a young person who cannot decide on this matter.
    """

    mode: Mode
    age: int | None
    column: Column
    capable: bool
    youth: bool
    holders: tuple[Holder, ...] = ()
    representatives: tuple[str, ...] = ()
    hear_youth: bool = False
    youth_may_object: bool = False

    @property
    def by_holders(self) -> bool:
        """Whether holders' consent is needed, and so their gezag verified."""
        return self.mode in _WITH_HOLDERS

    @property
    def one_is_enough(self) -> bool:
        """Whether one of several signatures suffices: the newest valid one starts the term (5c)."""
        return self.mode in (Mode.ONE_HOLDER, Mode.REPRESENTATIVE)

    @property
    def other_holder(self) -> bool:
        """Whether the position of the holder who does not sign must be recorded (P4)."""
        return self.mode is Mode.ONE_HOLDER and len(self.holders) > 1

    @property
    def persons(self) -> tuple[str, ...]:
        """Codes of everyone who decides, the youth first."""
        youth = (YOUTH,) if self.youth else ()
        return (*youth, *(holder.id for holder in self.holders), *self.representatives)

    def missing(self, signed: Collection[str]) -> tuple[str, ...]:
        """Codes of those whose signature is still needed when these have signed."""
        youth = (YOUTH,) if self.youth and YOUTH not in signed else ()
        absent = tuple(holder.id for holder in self.holders if holder.id not in signed)
        if self.mode is Mode.ONE_HOLDER and len(absent) < len(self.holders):
            absent = ()
        unrepresented = () if any(one in signed for one in self.representatives) else self.representatives
        return (*youth, *absent, *unrepresented)


def who_must_consent(
    youth: Youth, gezag: Gezag, regime: str, today: date, book: Rulebook, *, policy: Policy | None = None
) -> Required:
    """Whose consent section 3 asks for on the local date `today`, for items under `regime`.

    Without a date of birth the mode is `UNKNOWN`; an adult without capacity whom nobody represents
    gives `NOBODY`. Raises `KeyError` for a regime that is not in the tables.
    """
    column = book.regimes[regime].column
    capable = youth.capacity is not Capacity.INCAPABLE
    if youth.dob is None:
        return Required(Mode.UNKNOWN, None, column, capable, youth=False)
    age = age_on(youth.dob, today)
    row = book.consenters[max(0, min(age, _ADULT)), capable]
    mode = row.care if column is Column.CARE else row.avg
    representatives: tuple[str, ...] = ()
    if mode is Mode.REPRESENTATIVE:
        representatives = _deciding(youth.representatives, column, book)
        mode = mode if representatives else Mode.NOBODY
    by_youth = mode in _WITH_YOUTH
    return Required(
        mode=mode,
        age=age,
        column=column,
        capable=capable,
        youth=by_youth,
        holders=_with_gezag(gezag, book) if mode in _WITH_HOLDERS else (),
        representatives=representatives,
        hear_youth=row.hear_youth and column is Column.AVG,
        youth_may_object=not by_youth and age >= (policy or book.policy).objection_age,
    )


def _with_gezag(gezag: Gezag, book: Rulebook) -> tuple[Holder, ...]:
    return tuple(one for one in gezag.holders if book.holder_types[one.type].gezag)


def _deciding(present: Iterable[str], column: Column, book: Rulebook) -> tuple[str, ...]:
    """Those of the first rank present (section 5c): curator or mentor, then proxy, partner, parent."""
    known = [
        (book.representatives[one].rank, one)
        for one in present
        if one in book.representatives and column in book.representatives[one].columns
    ]
    first = min((rank for rank, _ in known), default=0)
    return tuple(one for rank, one in known if rank == first)


@dataclass(frozen=True, slots=True)
class Statements:
    """Which ticks the consent form needs, and whether asking has any legal use.

    `usable` is False when this role may never ask or when `closed` names categories that consent does
    not open (K8, K9, K10): then the grounds are offered instead (`rules.offering.grounds_for`).
    """

    explicit: bool
    consequences_explained: bool
    ap_indicaties: bool
    usable: bool
    closed: tuple[str, ...]


def statements_needed(
    categories: Collection[str],
    recipients: Collection[str],
    asked_by: str,
    book: Rulebook,
    policy: Policy | None = None,
) -> Statements:
    """The ticks for these categories, recipients' roles and asker's role (section 4, P8, P24)."""
    wanted = frozenset(categories)
    asker = (policy or book.policy).asker(asked_by)
    closed = wanted & (book.police | book.third_party | book.forbidden)
    return Statements(
        explicit=bool(wanted & book.explicit),
        consequences_explained=any(role in book.investigative for role in recipients),
        ap_indicaties=asker is Asker.WITH_INDICATIONS,
        usable=asker is not Asker.NEVER and not closed,
        closed=book.in_order(closed),
    )
