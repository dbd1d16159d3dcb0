"""Makes up whatever a view is drawn from, as full as it can be: the longest texts, so many of everything."""

from __future__ import annotations

import dataclasses
import enum
import inspect
import types
import typing
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import cache
from typing import Any, Union
from uuid import UUID
from zoneinfo import ZoneInfo

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.errors import AtTheDoor, PossibleNames, Refused
from casework.grounds.opening import Opening
from casework.report.making import Report, Work, of_months
from casework.report.periods import MONTH, QUARTER, YEAR, Period
from casework.report.tallying import rows_of
from handlers.home.views import HomeList
from handlers.inputs import text_field
from handlers.kit import button, buttons, modal, section
from handlers.labels import Labels
from handlers.language import load_language
from rules.book import load_rulebook
from rules.codes import Reason
from rules.matrix import AgeRow
from rules.rights import Right
from rules.small_numbers import Tally
from rules.vocabulary import Condition, Ground, Meeting

BOOK = load_rulebook()
LABELS = Labels(BOOK, load_language("nl", ZoneInfo("Europe/Amsterdam")))
LETTERS = ("N", "&", "é")
EMOJI = "\N{GRINNING FACE}"
INSIDE = 4  # of anything that stands in something there is very much of
# What may stand in a field of this name, where not any text will do; by default names of 255 characters.
WORDS: Mapping[str, Sequence[str]] = {
    "role": tuple(BOOK.roles),
    "roles": tuple(BOOK.roles),
    "source_role": tuple(BOOK.roles),
    "level": tuple(BOOK.levels),
    "place": tuple(BOOK.places),
    "modifiers": tuple(BOOK.modifiers),
    "purpose": tuple(BOOK.purposes),
    "categories": tuple(BOOK.categories),
    "detail_categories": tuple(BOOK.categories),
    "kind": ("agenda", "day", "hour", "quarter"),
    "frequency": ("weekly", "monthly_weekday", "once", "quarterly"),
    "what": ("organiser", "chair", "goal", "signal", "action"),
    "likeness": ("exact", "sound", "initials"),
    "code": (Reason.NO_CONSENT, Reason.REFUSED),
    "reason": (Reason.NO_CONSENT, Reason.SCOPE_RECIPIENT),
    "hint": ("ASK_CONSENT", "ASK_PARENT"),
    "given_on": ("2026-11-20",),
    "refused_on": ("2026-11-20",),
    "until": ("2026-12-20",),
    "evaluate_on": ("2026-12-20",),
    "first_date": ("2026-12-20",),
    "action_due": ("2026-12-20",),
    "established_on": ("2026-12-20",),
    "birth_date": ("2011-03-20", "2011-03", "2011"),
    "time": ("10:00",),
    "form": ("mondeling", "digitaal"),
    "way": ("telefoon", "via_ander"),
    "youth_voice": ("instemmend", "bezwaar"),
    "other_holder": ("instemt", "bezwaar"),
    "statements": ("conversation", "explicit", "consequences_explained", "ap_indicaties"),
    "holders": ("ouder_1", "ouder_2", "voogd"),
    "givers": ("jongere", "ouder_1", "ouder_2"),
    "given": ("jongere", "ouder_1", "ouder_2"),
    "persons": ("jongere", "ouder_1", "ouder_2"),
    "representatives": ("curator", "wettelijk_mentor"),
    "refused": ("jongere", "ouder_1"),
    "answer": ("pickup", "call", "not_mine"),
    "anonymous": tuple(BOOK.categories),
    "age": tuple(row.id for row in BOOK.matrix.age),
    "row": tuple(BOOK.procedure),
    "conditions": tuple(BOOK.conditions),
    "consents": ("2026-11-20", "2026-11-21"),
    "ground": tuple(BOOK.grounds),
    "subjects": tuple(BOOK.grounds),
    "free": tuple(BOOK.grounds),
    "grant": ("beheerder", "fg", "reviewer"),
    "asker": ("jongere", "ouder", "vertegenwoordiger"),
    "because": tuple(BOOK.rights.because),
    "answers": ("lifted", "upheld", "granted", "refused"),
    "came": ("given", "declined", "lifted", "upheld", "granted", "refused", "erased"),
    "signals": tuple(f"S-{number}" for number in range(10_000, 10_500)),
    "decided": tuple(f"S-{number}" for number in range(10_000, 10_500)),
}
ACCOUNTS = frozenset(
    {
        "action_owner",
        "actor",
        "answered_by",
        "asked_by",
        "author",
        "chair",
        "changed_by",
        "coordinator",
        "current",
        "deputy_",
        "invoker",
        "lead",
        "me",
        "organiser",
        "owner",
        "reader",
        "recorded_by",
        "reviewer",
        "user",
        "user_id",
        "waits_for",
        "who",
        "whose",
    }
)
REFS = frozenset(
    {
        "back",
        "corrects",
        "disclosure_ref",
        "ready",
        "ref",
        "reference",
        "signal_ref",
        "this",
        "value",
    }
)
LONGER = {"text": 3000, "details": 3000, "decisions": 3000, "rejection": 1500, "informed_reason": 1500}
LIMITED = {
    "title": 80,
    "summary": 300,
    "outcome": 300,
    "why": 500,
    "goal": 300,
    "indicator": 300,
    "learned": 500,
}
MOST = {"suggested": 5, "texts": 10, "conditions": 10, "first": 5, "rest": 20, "own": 5}
SHORT = frozenset({"established_by", "area", "location", "overlap", "opportunities", "contact"})
BLOCKS: list[Block] = [section("a" * 3000), buttons(button("signal.show", "Bekijk", "S-1"))]
FOUND_OUT = frozenset({"opened", "was"})  # marks that a builder makes of what it shows
SAID = frozenset({"given", "withdrawn"})  # who said it, on which day
OPENINGS = ("waiting", "open", "closed", "declined")
STATES = ("open", "approved", "waiting", "revoked", "rejected")


@cache
def hints_of(what: Any) -> dict[str, Any]:
    """The types of its arguments or fields."""
    return typing.get_type_hints(what)


@dataclasses.dataclass(frozen=True)
class Brim:
    """So many of everything; each `turn` chooses another letter, member, and yes or no."""

    many: int
    turn: int = 0
    deep: int = 0

    def call(self, build: Callable[..., Any], **given: Any) -> Any:
        """What a builder gives for arguments that are full."""
        hints = hints_of(build)
        names = inspect.signature(build).parameters
        return build(**{name: given.get(name, self.of(hints[name], name)) for name in names})

    def of(self, kind: Any, name: str, at: int = 0) -> Any:
        """A full value of this type, for a field of this name; `at` its place among others."""
        ready = self._ready(kind, at)
        if ready is not None:
            return ready
        origin, inside = typing.get_origin(kind), typing.get_args(kind)
        if origin in (Union, types.UnionType):
            options = [one for one in inside if one is not type(None)]
            empty = len(options) < len(inside) and (self.turn == len(LETTERS) or name in FOUND_OUT)
            return None if empty else self.of(options[0], name, at)
        if origin is typing.Literal:
            return inside[self.turn % len(inside)]
        if origin is not None:
            return self._several(origin, inside, name)
        if isinstance(kind, type) and issubclass(kind, enum.Enum):
            members = list(kind)
            return members[self.turn % len(members)]
        if dataclasses.is_dataclass(kind):
            return self._record(kind, at)
        return self._simple(kind, name, at)

    def _ready(self, kind: Any, at: int) -> Any:
        if kind in (str, int, bool, date, datetime):
            return None
        made: dict[Any, Callable[[], Any]] = {
            Labels: lambda: LABELS,
            type(LABELS.say): lambda: LABELS.say,
            Ground: lambda: list(BOOK.grounds.values())[self.turn % len(BOOK.grounds)],
            Condition: lambda: list(BOOK.conditions.values())[at % len(BOOK.conditions)],
            Right: lambda: list(BOOK.rights.rights.values())[self.turn % len(BOOK.rights.rights)],
            Meeting: lambda: list(BOOK.meetings.values())[self.turn % len(BOOK.meetings)],
            AgeRow: lambda: BOOK.matrix.age[self.turn % len(BOOK.matrix.age)],
            Sequence[Block]: lambda: list(BLOCKS),
            HomeList: lambda: HomeList("*Lijst*", [BLOCKS] * self.many),
            Sequence[Sequence[Block]]: lambda: [BLOCKS * 5, BLOCKS * self.many],
            Refused: lambda: Refused(Reason.NO_CONSENT, hint="ASK_CONSENT", ref="S-1"),
            AtTheDoor: lambda: AtTheDoor(("reviewer",), [f"U0{one:05}" for one in range(self.many)]),
            Report: self._report,
            Period: lambda: Period(date(2026, 1 + at % 12, 1), MONTH),
            View: self._form,
            PossibleNames: lambda: PossibleNames({"why": (LETTERS[0] * 255,) * self.many}, ("m" * 8,) * 40),
        }
        try:
            known = made.get(kind)
        except TypeError:
            return None
        return known() if known else None

    def _report(self) -> Report:
        year = Period(date(2026, 1, 1), (MONTH, QUARTER, YEAR)[self.turn % 3])
        told = {}
        for subject, rows in rows_of(BOOK).items():
            by = {name: {row: self.many + at for at, row in enumerate(known)} for name, known in rows.items()}
            total = sum(next(iter(by.values()), {"": self.many}).values())
            told[subject] = of_months([Tally(total, by)] * year.months, year)
        return Report(10_000, "N" * 255, year, told, Work(*[self.many] * 6))

    def _form(self) -> View:
        field = text_field("why", "Waarom?" * 300, limit=3000, initial="x" * 3000)
        return modal("x", "X", [field], submit="Verder", close="Sluiten")

    def _several(self, origin: Any, inside: tuple[Any, ...], name: str) -> Any:
        if origin is tuple and Ellipsis not in inside:
            return tuple(self.of(one, name, at) for at, one in enumerate(inside))
        inner = dataclasses.replace(self, deep=self.deep + 1)
        if name in SAID and inside == (str, str):
            return dict.fromkeys(WORDS["given"], "2026-11-20")
        if isinstance(origin, type) and issubclass(origin, Mapping):
            return {
                self.of(inside[0], "key", at): self.of(inside[1], name, at)
                for at in range(self._number(name))
            }
        inner = dataclasses.replace(self, deep=self.deep + 1)
        found = [inner.of(inside[0], name, at) for at in range(self._number(name))]
        if inside[0] is str and name in WORDS:
            found = list(dict.fromkeys(found))
        return frozenset(found) if origin is frozenset else tuple(found)

    def _number(self, name: str) -> int:
        """As many as there are words for; inside of a list fewer, or nothing would ever be ready."""
        most = len(WORDS[name]) if name in WORDS else MOST.get(name, self.many)
        return min(self.many, most, INSIDE if self.deep else self.many)

    def _record(self, kind: Any, at: int) -> Any:
        hints = hints_of(kind)
        fields = [one for one in dataclasses.fields(kind) if one.init]
        full = {one.name: self.of(hints[one.name], one.name, at) for one in fields}
        if kind is Opening:
            full["state"] = OPENINGS[self.turn % len(OPENINGS)]
        return kind(**full)

    def _simple(self, kind: Any, name: str, at: int) -> Any:
        match kind:
            case _ if kind is bool:
                return self.turn % 2 == 0
            case _ if kind is int:
                return 0 if name == "page" else 1_000_000_000 if name == "room" else 10_000 + at
            case _ if kind is datetime:
                return datetime(2026, 11, 23, 9, tzinfo=UTC)
            case _ if kind is date:
                return date(2026, 11, 23)
            case _ if kind is time:
                return time(10)
            case _ if kind is UUID:
                return UUID(int=at + 1)
            case _ if kind is str:
                return self._text(name, at)
        raise TypeError(f"{name}: nothing is known of {kind}")

    def _text(self, name: str, at: int) -> str:
        if name in WORDS:
            return WORDS[name][(at or self.turn) % len(WORDS[name])]
        if name in ("id", "key") or (name.endswith("_id") and name not in ACCOUNTS):
            return str(at)
        if name in ACCOUNTS or name in {"present", "absent", "invited", "accounts"}:
            return f"U0{at:05}"
        if name in REFS:
            return f"S-{10_000 + at}"
        if name == "state":
            return STATES[self.turn % len(STATES)]
        long = LONGER.get(name) or LIMITED.get(name) or (150 if name in SHORT else 255)
        letter = EMOJI if name in LONGER and self.turn % 2 else LETTERS[self.turn % len(LETTERS)]
        return (f"{at} " + letter * long)[:long]
