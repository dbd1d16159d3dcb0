"""A decision in plain words: each row that was passed, each record with where it stopped, the rule behind.

All sentences come from the tables of the rulebook, in the reader's language.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from handlers.labels import Labels
from rules.book import Rulebook
from rules.codes import Reason
from rules.explaining import Explanation, Outcome, RecordStep, RowStep


@dataclass(frozen=True, slots=True)
class Line:
    """One step: what it is about, what was found there, and the section and sources it rests on.

    `about` is a row's number, a record's index or a ground; `code` None is a step that was passed.
    """

    about: str
    outcome: str
    code: str | None
    said: str
    section: str
    sources: tuple[str, ...]
    article: str = ""


def rows(labels: Labels, found: Explanation) -> list[Line]:
    """The rows of section 5 in order, up to and including the one that decided."""
    return [_row(labels, step) for step in found.rows]


def _row(labels: Labels, step: RowStep) -> Line:
    row = labels.book.procedure[step.row]
    if step.code is None:
        return Line(row.id, str(step.outcome), None, labels.say(row.passed), row.section, row.source)
    code = labels.book.codes[_table_code(step.code)]
    said = labels.say(code.text)
    if step.outcome is Outcome.CLOSED:
        said += " " + labels.say("Toestemming telt hier dus niet; alleen een uitzondering kan dit openen.")
    return Line(row.id, str(step.outcome), step.code, said, code.section, code.source, code.article)


def consents(labels: Labels, found: Explanation) -> list[Line]:
    """Each consent record that was looked at, with the check at which it stopped."""
    return [_record(labels, one, str(one.index), Reason.OK_CONSENT) for one in found.consents]


def exceptions(labels: Labels, found: Explanation) -> list[Line]:
    """The same for each exception; where conditions were not met, which."""
    return [_record(labels, one, one.ground or "", Reason.OK_EXCEPTION) for one in found.exceptions]


def _record(labels: Labels, step: RecordStep, about: str, passes: Reason) -> Line:
    _ = labels.say
    code = labels.book.codes[step.code or passes]
    outcome = Outcome.PASSED if step.code is None else Outcome.DECIDED
    said = _(code.text)
    if step.code is not None:
        said += " " + _("Van de {n} eisen waren er {passed} in orde.", n=step.checks, passed=step.passed)
    missing = [_(labels.book.conditions[one].text) for one in step.conditions]
    if missing:
        said += " " + _("Wat ontbreekt: {missing}", missing="; ".join(missing))
    ground = labels.book.grounds.get(step.ground or "")
    article = code.article or (ground.article if ground is not None else "")
    return Line(about, str(outcome), step.code, said, code.section, code.source, article)


def rests_on(labels: Labels, line: Line) -> str:
    """Where a step rests on, in one short sentence."""
    _ = labels.say
    named = [_("regelboek {section}", section=line.section), *([line.article] if line.article else [])]
    return "; ".join([*named, *_named(line.sources, labels.book)])


def _named(sources: Iterable[str], book: Rulebook) -> list[str]:
    """Sources and choices by their number; own knowledge and the rulebook itself are no source to look up."""
    return [one for one in sources if one in book.sources or one.startswith("P")]


def _table_code(reason: str) -> str:
    return Reason.OK_EXCEPTION if reason.startswith(Reason.OK_EXCEPTION) else reason
