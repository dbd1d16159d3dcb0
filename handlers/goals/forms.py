"""The forms of a goal: setting it, changing it, one's own contribution, looking back."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from casework import merging
from casework.goals.contributing import FIELD
from casework.goals.drafting import (
    CONTRIBUTION_LIMIT,
    GOAL_LIMIT,
    INDICATOR_LIMIT,
    SHARED_LIMIT,
    WHY_LIMIT,
    GoalForm,
    contribution_field,
    marks,
)
from casework.goals.evaluating import EvaluationForm, EvaluationQuestions, Finding
from casework.goals.looking import GoalCard
from casework.goals.setting import GoalOptions
from handlers.acts import note
from handlers.goals import ids
from handlers.inputs import date_field, select_field, text_field, user_field
from handlers.kit import escape, modal, section, sections, small
from handlers.labels import Labels, inside_sentence
from handlers.language import Language
from handlers.markup import quoted
from handlers.signal.fields import partnership_choices

# With every other field a modal still holds its hundred blocks.
MOST_MEMBERS = 60


def new_goal(labels: Labels, options: GoalOptions, typed: GoalForm | None = None) -> View:
    """The form behind `/doelen nieuw`."""
    _ = labels.say
    form = typed or GoalForm(evaluate_on=options.evaluate_on.isoformat())
    blocks: list[Block] = [
        select_field(
            "partnership",
            _("Voor welke samenwerking?"),
            partnership_choices(options.partnerships),
            initial=str(options.chosen),
            tells=len(options.partnerships) > 1,
        ),
        *_questions(_, form),
        *_contributions(labels, options, form),
    ]
    return modal(
        ids.NEW,
        _("Doel vastleggen"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Annuleren"),
    )


def change(
    labels: Labels,
    card: GoalCard,
    options: GoalOptions,
    form: GoalForm,
    opened: Mapping[str, str] | None = None,
) -> View:
    """Everything about a goal, with what only shows once the contributions lie side by side.

    `opened` are the marks of the form as it first opened, when it comes back with a question.
    """
    _ = labels.say
    was = marks(form, [one.id for one in options.members[:MOST_MEMBERS]]) if opened is None else opened
    blocks: list[Block] = [
        *_questions(_, form),
        user_field(
            "lead",
            _("Wie trekt dit doel?"),
            initial=form.lead or None,
            hint=_("Krijgt de herinnering om te evalueren en mag het doel wijzigen."),
        ),
        *_contributions(labels, options, form),
        DividerBlock(),
        text_field(
            "overlap",
            _("Waar is overlap?"),
            limit=SHARED_LIMIT,
            multiline=True,
            optional=True,
            initial=form.overlap,
            hint=_("Waar doen partners hetzelfde, of loopt het werk in elkaar over?"),
        ),
        text_field(
            "opportunities",
            _("Welke nieuwe samenwerking is mogelijk?"),
            limit=SHARED_LIMIT,
            multiline=True,
            optional=True,
            initial=form.opportunities,
        ),
    ]
    return modal(
        ids.CHANGE,
        _("Doel wijzigen"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=note(ref=card.ref, was=was),
    )


def _questions(_: Language, form: GoalForm) -> list[Block]:
    return [
        text_field(
            "why",
            _("Waarom werkt u samen?"),
            limit=WHY_LIMIT,
            multiline=True,
            initial=form.why,
            placeholder=_("Bijvoorbeeld: jongeren rond het station zien wij allemaal, maar elk een stukje"),
        ),
        text_field(
            "goal",
            _("Wat wilt u samen bereiken?"),
            limit=GOAL_LIMIT,
            multiline=True,
            initial=form.goal,
            hint=_("Over de samenwerking, nooit over één jongere: iedereen in het kanaal leest dit."),
        ),
        text_field(
            "indicator",
            _("Waaraan ziet u dat het lukt?"),
            limit=INDICATOR_LIMIT,
            multiline=True,
            initial=form.indicator,
            placeholder=_("Bijvoorbeeld: bij elk signaal reageert binnen een week een partner"),
        ),
        date_field(
            "evaluate_on",
            _("Wanneer kijkt u samen terug?"),
            initial=form.evaluate_on or None,
            hint=_("Schakel herinnert eraan en zet het op de agenda."),
        ),
    ]


def _contributions(labels: Labels, options: GoalOptions, form: GoalForm) -> list[Block]:
    _ = labels.say
    if not options.members:
        return [section(_("Er staan nog geen partners bij deze samenwerking. Vraag het de beheerder."))]
    fields = [
        text_field(
            contribution_field(one.id),
            f"{one.name} – {inside_sentence(labels.role(one.role))}, {one.organisation}",
            limit=CONTRIBUTION_LIMIT,
            optional=True,
            initial=form.contributions.get(str(one.id), ""),
        )
        for one in options.members[:MOST_MEMBERS]
    ]
    blocks: list[Block] = [
        DividerBlock(),
        section(
            _(
                "*Wat vraagt dit van iedere partner?*\nVul in wat u al weet; ieder kan zijn eigen bijdrage "
                "later zelf aanvullen."
            )
        ),
        *fields,
    ]
    left = len(options.members) - MOST_MEMBERS
    if left > 0:
        blocks.append(small(_("Nog {n} partners vullen hun bijdrage zelf in.", n=left)))
    return blocks


def contribute(labels: Labels, card: GoalCard, typed: str, was: Mapping[str, str] | None = None) -> View:
    """What this person's partner does for a goal.

    `was` are the marks of the form as it first opened, when it comes back with a question.
    """
    _ = labels.say
    blocks: list[Block] = [
        *sections([f"*{escape(card.goal)}*", quoted(card.why)]),
        small(_("Gelukt als: {indicator}", indicator=escape(card.indicator))),
        text_field(
            FIELD,
            _("Wat draagt u vanuit uw functie bij?"),
            limit=CONTRIBUTION_LIMIT,
            multiline=True,
            optional=True,
            initial=typed,
            hint=_("Iedereen in het kanaal leest dit. Leeg maken haalt uw bijdrage weg."),
        ),
    ]
    return modal(
        ids.CONTRIBUTE,
        _("Mijn bijdrage"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=note(ref=card.ref, was=merging.marks({FIELD: typed}) if was is None else was),
    )


def evaluate(
    labels: Labels, asked: EvaluationQuestions, typed: EvaluationForm | None = None, after: str | None = None
) -> View:
    """A look back: reached, on until another day, or no further.

    `after` is the mark of the form as it first opened, when it comes back with a question.
    """
    _, card = labels.say, asked.card
    form = typed or EvaluationForm(evaluate_on=asked.usual.isoformat())
    achieved = _("Gelukt als: {indicator}", indicator=escape(card.indicator))
    blocks: list[Block] = [
        *sections([f"*{escape(card.goal)}*", achieved]),
        select_field(
            "finding",
            _("Hoe staat het ervoor?"),
            [
                (Finding.REACHED, _("Het doel is bereikt")),
                (Finding.CONTINUE, _("Het doel blijft staan")),
                (Finding.STOP, _("Wij stoppen met dit doel")),
            ],
            initial=form.finding or None,
        ),
        text_field(
            "learned",
            _("Wat leerde u ervan?"),
            limit=SHARED_LIMIT,
            multiline=True,
            optional=True,
            initial=form.learned,
            hint=_("Over de samenwerking, nooit over één jongere: iedereen in het kanaal leest dit."),
        ),
        date_field(
            "evaluate_on",
            _("Wanneer kijkt u weer terug?"),
            initial=form.evaluate_on or None,
            optional=True,
            hint=_("Alleen als het doel blijft staan."),
        ),
    ]
    return modal(
        ids.EVALUATE,
        _("Doel evalueren"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=note(ref=card.ref, after=asked.after if after is None else after),
    )
