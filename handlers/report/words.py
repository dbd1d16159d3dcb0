"""What is counted, in words: the subjects, the rows of their breakdowns, periods and figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from casework.report.making import Report, Work
from casework.report.periods import MONTH, QUARTER, Period
from casework.report.tallying import (
    ANSWER,
    GROUND,
    KIND,
    LEVEL,
    OTHER,
    PLACE,
    REASON,
    WAIT,
    Subject,
)
from handlers.labels import Labels
from handlers.language import Language
from handlers.reasons import reason
from rules.small_numbers import Figure

# Breakdowns with so many rows that only those with something to tell are named.
LONG = frozenset({REASON, GROUND})


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of a report, by what it is about."""

    subject: str
    by: str
    row: str
    figure: Figure


def period_name(_: Language, period: Period) -> str:
    """A period as people call it."""
    if period.months == MONTH:
        return _.month(period.first)
    if period.months == QUARTER:
        number = (period.first.month + 2) // QUARTER
        return _("kwartaal {number} van {year}", number=number, year=period.first.year)
    return str(period.first.year)


def subject_name(_: Language, subject: Subject) -> str:
    """What is counted, as a heading."""
    return {
        Subject.SIGNALS: _("Signalen"),
        Subject.ASKED: _("Partners gevraagd"),
        Subject.ANSWERS: _("Partners die antwoordden"),
        Subject.REACTION: _("Signalen met een eerste reactie"),
        Subject.OVERLEG: _("Signalen met een eerste overleg"),
        Subject.CONSENTS: _("Toestemming vastgelegd"),
        Subject.REFUSALS: _("Delen geweigerd door Schakel"),
        Subject.EXCEPTIONS: _("Uitzonderingen"),
    }[subject]


def by_name(_: Language, by: str) -> str:
    """How it is broken down."""
    return {
        LEVEL: _("naar niveau"),
        PLACE: _("naar soort plek"),
        WAIT: _("hoe lang dat duurde"),
        KIND: _("ja, nee of ingetrokken"),
        REASON: _("naar reden"),
        GROUND: _("naar grond"),
        ANSWER: _("naar antwoord"),
    }[by]


def row_name(labels: Labels, by: str, row: str) -> str:
    """One row of a breakdown."""
    _ = labels.say
    if by == LEVEL:
        return labels.level(row)
    if by == PLACE:
        return labels.place(row)
    if by == GROUND:
        return f"{row} {_(labels.book.grounds[row].name)}"
    if by == REASON:
        return _("Andere reden") if row == OTHER else reason(_, row)
    return {
        "next_day": _("Dezelfde dag of de dag erna"),
        "week": _("Binnen een week"),
        "two_weeks": _("Binnen twee weken"),
        "four_weeks": _("Binnen vier weken"),
        "longer": _("Later"),
        "given": _("Ja gezegd"),
        "refused": _("Nee gezegd"),
        "withdrawn": _("Ingetrokken"),
        "pickup": _("Pakt dit op"),
        "call": _("Wil gebeld worden"),
        "not_mine": _("Niet voor mij"),
    }[row]


def figure_text(_: Language, figure: Figure) -> str:
    """A figure as people read it."""
    if figure.exact:
        return str(figure.least)
    return _("ten minste {n}", n=figure.least) if figure.least else _("afgeschermd")


def lines(labels: Labels, report: Report) -> Iterator[Line]:
    """Every figure of a report, in the order in which it is read."""
    _ = labels.say
    for subject, told in report.told.items():
        about = subject_name(_, subject)
        yield Line(about, _("totaal"), "", told.total)
        if report.period.months > MONTH:
            for month, figure in zip(report.period.parts(MONTH), told.months, strict=True):
                yield Line(about, _("per maand"), period_name(_, month), figure)
        for by, rows in told.by.items():
            for row, figure in rows.items():
                yield Line(about, by_name(_, by), row_name(labels, by, row), figure)
    for name, n in work_lines(_, report.work):
        yield Line(_("Samen werken"), _("totaal"), name, Figure(n, exact=True))


def work_lines(_: Language, work: Work) -> Iterator[tuple[str, int]]:
    """What the partnership did together."""
    yield _("Overleggen gehouden"), work.held
    yield _("Overleggen uitgevallen"), work.skipped
    yield _("Doelen vastgelegd"), work.goals
    yield _("Keren dat op een doel is teruggekeken"), work.looked_back
    yield _("Doelen bereikt"), work.reached
    yield _("Doelen gestopt"), work.stopped
