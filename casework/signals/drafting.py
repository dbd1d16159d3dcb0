"""From what was typed in the signal form to facts that may be stored, or a flaw per field."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from casework.dates import FlawedDate, read_birth_date
from casework.errors import AskFirst, Flaw, Invalid, PossibleNames
from casework.texts import TextCheck, check_text, mark_of, required_text, sealed_text
from rules.birth import BirthDate
from rules.book import Rulebook
from rules.moments import age_on
from rules.policy import Policy

SUMMARY_LIMIT = 300
AREA_LIMIT = 80
NAME_LIMIT = 100
DETAILS_LIMIT = 3000
SELDOM_YOUNGER = 8  # years

# Nobody is asked to register these: whole files and BSN never (P21), identity has its own fields.
NOT_FOR_DETAILS = frozenset({"bsn", "identiteit"})


def detail_categories(book: Rulebook, policy: Policy) -> tuple[str, ...]:
    """The categories offered for details, in the rulebook's order.

    Police data stay in the police's own systems until the privacy officer has opened a ground for them.
    """
    opened = any(book.grounds[one].categories & book.police for one in policy.opened_grounds)
    closed = NOT_FOR_DETAILS | (frozenset() if opened else book.police)
    return tuple(one for one in book.categories if one not in closed)


@dataclass(frozen=True, slots=True)
class SignalForm:
    """The form as typed: raw text and option values, nothing checked."""

    partnership: str = ""
    level: str = ""
    place: str = ""
    area: str = ""
    modifiers: Sequence[str] = ()
    summary: str = ""
    subject_name: str = ""
    subject_birthdate: str = ""
    details: str = ""
    categories: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SignalDraft:
    """A signal that may be stored: every field checked."""

    partnership_id: int
    level: str
    place: str
    area: str | None
    modifiers: tuple[str, ...]
    summary: str
    subject_name: str | None = field(repr=False)
    birth_date: BirthDate | None = field(repr=False)
    details: str | None = field(repr=False)
    categories: tuple[str, ...]


@dataclass(slots=True)
class Findings:
    """Flaws and questions gathered while fields are read, so that all come back at once."""

    flaws: dict[str, Flaw] = field(default_factory=dict)
    names: dict[str, tuple[str, ...]] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)

    def take(self, name: str, checked: TextCheck) -> str | None:
        """Keep what is wrong with a field; returns its text."""
        if checked.flaw is not None:
            self.flaws[name] = checked.flaw
        elif checked.names and checked.text is not None:
            self.names[name] = checked.names
            self.marks[name] = mark_of(checked.text)
        return checked.text

    def settle(self, already_asked: Collection[str]) -> None:
        """Raise `Invalid` for flaws, else `AskFirst` for texts without a mark in `already_asked`."""
        if self.flaws:
            raise Invalid(self.flaws)
        unasked = {name: words for name, words in self.names.items() if self.marks[name] not in already_asked}
        if unasked:
            raise AskFirst(PossibleNames(unasked, tuple(self.marks.values())))


def read_subject(
    name: str, birth_date: str, today: date, found: Findings
) -> tuple[str | None, BirthDate | None]:
    """The young person's name and date of birth, both optional; flaws go to their fields.

    A year that makes somebody a small child is mostly a slip: it is asked about once.
    """
    subject = found.take("subject_name", sealed_text(name, NAME_LIMIT))
    try:
        born = read_birth_date(birth_date, today)
    except FlawedDate as error:
        found.flaws["subject_birthdate"] = Flaw(error.code)
        return subject, None
    if born is not None and (age := age_on(born.first, today)) < SELDOM_YOUNGER:
        found.names["subject_birthdate"] = (str(age),)
        found.marks["subject_birthdate"] = mark_of(f"born {born}")
    return subject, born


def read_details(
    details: str,
    categories: Sequence[str],
    offered: Collection[str],
    found: Findings,
    *,
    required: bool = False,
) -> tuple[str | None, tuple[str, ...]]:
    """A sealed detail with its categories, out of those offered: each needs the other."""
    text = found.take("details", sealed_text(details, DETAILS_LIMIT))
    known = tuple(one for one in categories if one in offered)
    if len(known) != len(categories):
        found.flaws["categories"] = Flaw("unknown_choice")
    if required and text is None and "details" not in found.flaws:
        found.flaws["details"] = Flaw("required")
    if text is not None and not known and "categories" not in found.flaws:
        found.flaws["categories"] = Flaw("categories_needed")
    if text is None and known and "details" not in found.flaws:
        found.flaws["details"] = Flaw("details_needed")
    return text, known


def draft_from(
    form: SignalForm,
    *,
    book: Rulebook,
    partnerships: Mapping[int, str],
    known_words: Collection[str],
    today: date,
    already_asked: Collection[str] = (),
    policy: Policy | None = None,
    hurried: bool = False,
) -> SignalDraft:
    """Check every field of the signal form at once; `hurried` ones may leave place and summary for later.

    `partnerships` are those of the author; `known_words` are names that may stand in checked text
    (partners, organisations); `today` is the local date. Raises `Invalid` with a flaw per field, or
    `AskFirst` when a text may name somebody and was not asked about before.
    """
    found = Findings()
    chosen = int(form.partnership) if form.partnership.isdecimal() else -1
    if chosen not in partnerships:
        found.flaws["partnership"] = Flaw("required")
    for name, value, options in (
        ("level", form.level, book.levels),
        ("place", form.place, book.places),
    ):
        if value not in options and not (hurried and name == "place" and not value):
            found.flaws[name] = Flaw("required")
    if any(one not in book.modifiers for one in form.modifiers):
        found.flaws["modifiers"] = Flaw("unknown_choice")
    subject, born = read_subject(form.subject_name, form.subject_birthdate, today, found)
    names = (subject,) if subject else ()
    check = check_text if hurried and not form.summary.strip() else required_text
    summary = found.take("summary", check(form.summary, SUMMARY_LIMIT, names, known_words, today))
    area = found.take("area", check_text(form.area, AREA_LIMIT, names, known_words, today))
    offered = detail_categories(book, policy or book.policy)
    details, categories = read_details(form.details, form.categories, offered, found)
    found.settle(already_asked)
    return SignalDraft(
        partnership_id=chosen,
        level=form.level,
        place=form.place,
        area=area,
        modifiers=tuple(form.modifiers),
        summary=summary or "",
        subject_name=subject,
        birth_date=born,
        details=details,
        categories=categories,
    )
