"""What a coordinator sees of a report: the form that asks for one, and the report itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.report.making import Choice, Report
from casework.report.periods import MONTH, Period
from casework.report.tallying import Subject
from handlers.acts import note
from handlers.inputs import Choice as Option
from handlers.inputs import select_field
from handlers.kit import button, buttons, escape, modal, section, sections, small
from handlers.labels import Labels, upper_first
from handlers.language import Language
from handlers.paging import paged
from handlers.report.ids import FILES, GIVEN, REPORT, SHOWN
from handlers.report.sentences import three_sentences
from handlers.report.words import (
    LONG,
    by_name,
    figure_text,
    period_name,
    row_name,
    subject_name,
    work_lines,
)
from rules.small_numbers import Told


def form(_: Language, choices: Sequence[Choice], periods: Sequence[Period]) -> View:
    """Which period, and of which partnership when there is a choice."""
    blocks: list[Block] = []
    if len(choices) > 1:
        mine = partnership_choices(choices)
        blocks.append(select_field("partnership", _("Samenwerking"), mine, initial=mine[0][0]))
    offered = [(one.id, upper_first(period_name(_, one))) for one in periods]
    blocks.append(
        select_field(
            "period",
            _("Periode"),
            offered,
            initial=offered[0][0],
            hint=_("Alleen hele maanden, kwartalen en jaren die voorbij zijn."),
        )
    )
    return modal(
        REPORT,
        _("Rapport"),
        blocks,
        submit=_("Maak"),
        close=_("Annuleren"),
        metadata=note(partnership=choices[0].number) if len(choices) == 1 else "",
    )


def partnership_choices(choices: Sequence[Choice]) -> list[Option]:
    """Partnerships by name."""
    return [(str(one.number), one.name) for one in choices]


def shown(labels: Labels, report: Report, before: Report, page: int = 0) -> View:
    """The whole report, with the way to take it along."""
    this = value(report)
    return modal(
        SHOWN,
        labels.say("Rapport"),
        paged(labels.say, page, _parts(labels, report), head=_head(labels, report, before)),
        close=labels.say("Sluiten"),
        metadata=note(report=this),
    )


def message(labels: Labels, report: Report, before: Report) -> list[Block]:
    """The same as a message."""
    return [*_head(labels, report, before), *(one for part in _parts(labels, report) for one in part)]


def value(report: Report) -> str:
    """A report as a button carries it."""
    return f"{report.number} {report.period.id}"


def given(labels: Labels, said: str) -> View:
    """Where the files are."""
    return modal(GIVEN, labels.say("Rapport"), [section(said)], close=labels.say("Sluiten"))


def _head(labels: Labels, report: Report, before: Report) -> list[Block]:
    _ = labels.say
    name = period_name(_, report.period)
    title = f"*{escape(report.partnership)} – {name}*"
    if report.empty:
        nothing = _(
            "Over deze periode is er niets te melden: er is niets vastgelegd, of te weinig om te tonen."
        )
        return [section(title), section(nothing)]
    past = _("Vergeleken met {period}:", period=period_name(_, before.period))
    said = [title, past, *(f"• {one}" for one in three_sentences(labels, report, before))]
    return [
        *sections(said),
        buttons(button(FILES, _("Geef als plaatjes en bestand"), value(report), about=name)),
    ]


def _parts(labels: Labels, report: Report) -> list[Sequence[Block]]:
    if report.empty:
        return []
    _ = labels.say
    parts: list[Sequence[Block]] = [
        sections(_lines(labels, subject, told, report.period)) for subject, told in report.told.items()
    ]
    work = [f"• {name}: *{n}*" for name, n in work_lines(_, report.work)]
    parts.append(sections([f"*{_('Samen werken')}*", *work]))
    parts.append([small(_legend(_))])
    return parts


def _legend(_: Language) -> str:
    return _(
        "Afgeschermd is een aantal van één tot en met vier (bij reacties en overleg ook nul), en een "
        "aantal waaruit u dat zou kunnen afleiden. Wat er gebeurde met de signalen van een maand met zo "
        "weinig, telt niet mee. Een kleine maand is uitgesplitst bij haar kwartaal. Gewiste signalen "
        "tellen mee, zonder inhoud."
    )


def _lines(labels: Labels, subject: Subject, told: Told, period: Period) -> Iterator[str]:
    _ = labels.say
    yield f"*{subject_name(_, subject)}: {figure_text(_, told.total)}*"
    months = [period_name(_, one) for one in period.parts(MONTH)]
    if period.months > MONTH:
        figures = zip(months, told.months, strict=True)
        yield " · ".join(f"{name} {figure_text(_, figure)}" for name, figure in figures)
        if told.left_out and told.total.exact:
            left_out = ", ".join(months[at] for at in told.left_out)
            yield _("_Niet meegeteld, want te klein: {months}._", months=left_out)
    if told.total.exact and not told.total.least:
        return
    for by, rows in told.by.items():
        yield f"_{upper_first(by_name(_, by))}_"
        named = {row: one for row, one in rows.items() if one.least or (one.exact and by not in LONG)}
        for row, figure in named.items():
            yield f"• {row_name(labels, by, row)}: {figure_text(_, figure)}"
        if any(not one.exact and row not in named for row, one in rows.items()):
            yield _rest(_, some=bool(named), alone=period.months == MONTH)


def _rest(_: Language, *, some: bool, alone: bool) -> str:
    if some:
        return _("• De andere zijn afgeschermd.")
    if alone:
        return _("• Te klein voor een maand; uitgesplitst bij het kwartaal.")
    return _("• Te klein om uit te splitsen.")
