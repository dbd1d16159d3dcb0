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
from rules.vocabulary import Ground

NO_BIRTH_DATE = "7a"


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
    _, code = labels.say, labels.book.codes[_table_code(step.code)]
    said, articles = _(code.text), step.articles
    ground = labels.book.grounds.get(step.code.removeprefix(f"{Reason.OK_EXCEPTION}_"))
    if ground is not None:
        said, articles = f"{ground.id} {_(ground.name)}. {said}", (ground.article,)
    if step.code == Reason.INCOMPLETE and row.id == NO_BIRTH_DATE:
        said = _("De geboortedatum ontbreekt, en er is geen E01 die geldt.")
    if step.outcome is Outcome.CLOSED:
        said += " " + _("Toestemming telt hier dus niet; alleen een uitzondering kan dit openen.")
    return Line(row.id, str(step.outcome), step.code, said, code.section, code.source, _listed(articles))


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
    ground = labels.book.grounds.get(step.ground or "")
    said = _(code.text)
    if step.code == Reason.EXC_REVIEW and ground is not None and ground.by_the_clock is not None:
        said = _("Twee eerdere keren dat deze persoon {ground} gebruikte, toetste niemand.", ground=ground.id)
    missing = [_(labels.book.conditions[one].text) for one in step.conditions]
    if missing:
        said += " " + _("Wat ontbreekt: {missing}", missing="; ".join(missing))
    elif step.code == Reason.EXC_CONDITIONS and ground is not None:
        said += " " + " ".join(_limits(labels, ground))
    if step.code is not None:
        said += " " + _(
            "Dit is eis {at} van {n}: de eisen ervoor zijn in orde, die erna zijn niet nagegaan.",
            at=step.passed + 1,
            n=step.checks,
        )
    passes_on = () if step.code is not None or ground is not None else (code.article,)
    articles = step.articles or passes_on or ((ground.article,) if ground is not None else ())
    return Line(about, str(outcome), step.code, said, code.section, code.source, _listed(articles))


def _limits(labels: Labels, ground: Ground) -> list[str]:
    """What a ground asks beside its conditions, as it is for every case: not which of it failed here."""
    _, said = labels.say, []
    if not ground.secret:
        said.append(_("Deze grond geldt nooit voor gegevens onder beroepsgeheim."))
    if ground.capable:
        said.append(_("Deze grond geldt alleen voor een jongere die ter zake kan beslissen."))
    if ground.youth_refusal_blocks:
        said.append(_("Weigert de jongere, dan geldt deze grond niet."))
    return said


def _listed(articles: Iterable[str]) -> str:
    return "; ".join(dict.fromkeys(one for one in articles if one))


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
