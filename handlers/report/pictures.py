"""The figures of a report as pictures, each with the same in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from casework.report.making import Report
from casework.report.periods import MONTH
from casework.report.tallying import Subject
from handlers.acts import File
from handlers.drawing import ALT, EDGE, EMPTY, FULL, HATCH, bare, can_draw, canvas, png
from handlers.labels import Labels
from handlers.limits import shorten
from handlers.report.words import LONG, by_name, figure_text, period_name, row_name, subject_name
from rules.small_numbers import FEW, Figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_WIDTH, _BAR, _HEAD = 9.0, 0.32, 0.75  # inches
_THICK, _UNTOLD = 0.66, 0.12  # of a bar, and how long what is not told is drawn
_LONGEST = 46

Bar = tuple[str, Figure]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under one title, each with its name and figure."""

    title: str
    bars: tuple[Bar, ...]


def pictures(labels: Labels, report: Report) -> tuple[File, ...]:
    """Of signals, of what partners did with them, and of what sharing rested on; none without the extra."""
    if not can_draw():
        return ()
    _ = labels.say
    period = period_name(_, report.period)
    told = (
        (_("Signalen"), "signalen", (Subject.SIGNALS,)),
        (_("Opvolging"), "opvolging", (Subject.ANSWERS, Subject.REACTION, Subject.OVERLEG)),
        (_("Samen delen"), "delen", (Subject.CONSENTS, Subject.EXCEPTIONS, Subject.REFUSALS)),
    )
    made = []
    for title, name, subjects in told:
        found = [one for subject in subjects for one in charts(labels, report, subject)]
        heading = f"{title}, {period}"
        made.append(
            File(
                f"rapport-{report.number}-{report.period.id}-{name}.png",
                heading,
                drawn(labels, heading, found),
                alt_text(labels, heading, found),
            )
        )
    return tuple(made)


def charts(labels: Labels, report: Report, subject: Subject) -> list[Chart]:
    """The months of a subject, and each of its breakdowns."""
    _, told = labels.say, report.told[subject]
    about, found = subject_name(_, subject), []
    if report.period.months > MONTH:
        months = zip(report.period.parts(MONTH), told.months, strict=True)
        bars = tuple((period_name(_, one), figure) for one, figure in months)
        found.append(Chart(_("{about} per maand", about=about), bars))
    else:
        found.append(Chart(about, ((_("totaal"), told.total),)))
    nothing = told.total.exact and not told.total.least
    for by, rows in () if nothing else told.by.items():
        shown = {row: one for row, one in rows.items() if by not in LONG or one.least}
        bars = tuple((row_name(labels, by, row), one) for row, one in shown.items())
        if bars:
            found.append(Chart(f"{about}: {by_name(_, by)}", bars))
    return found


def alt_text(labels: Labels, heading: str, found: Sequence[Chart]) -> str:
    """The same in words, for whoever hears the picture."""
    _ = labels.say
    said = [
        f"{one.title}: " + ", ".join(f"{name} {figure_text(_, figure)}" for name, figure in one.bars) + "."
        for one in found
    ]
    return shorten(_("Staafdiagrammen. {heading}.", heading=heading) + " " + " ".join(said), ALT)


def drawn(labels: Labels, heading: str, found: Sequence[Chart]) -> bytes:
    """The charts below one another, as a PNG."""
    heights = [_HEAD + _BAR * len(one.bars) for one in found]
    made = canvas(_WIDTH, sum(heights) + _HEAD, heading)
    places = made.subplots(len(found), 1, squeeze=False, gridspec_kw={"height_ratios": heights})
    for one, row in zip(found, places, strict=True):
        _draw(labels, row[0], one)
    return png(made)


def _draw(labels: Labels, axes: Axes, chart: Chart) -> None:
    most = max(FEW, *(figure.least for _, figure in chart.bars))
    for at, (_name, figure) in enumerate(chart.bars):
        end: float = figure.least
        axes.barh(at, end, color=FULL, height=_THICK)
        if not figure.exact:
            axes.barh(at, most * _UNTOLD, left=end, color=EMPTY, edgecolor=EDGE, hatch=HATCH, height=_THICK)
            end += most * _UNTOLD
        axes.text(end + most * 0.015, at, figure_text(labels.say, figure), va="center", fontsize=9)
    names = [shorten(name, _LONGEST) for name, _ in chart.bars]
    axes.set_yticks(range(len(names)), names, fontsize=9)
    axes.invert_yaxis()
    axes.set_xlim(0, most * 1.35)
    axes.set_xticks([])
    axes.set_title(chart.title, fontsize=11, loc="left")
    bare(axes)
