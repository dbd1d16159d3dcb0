"""The form in which an overleg is planned."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.overleg.drafting import DURATIONS, TITLE_LIMIT, OverlegForm
from casework.overleg.planning import PlanOptions
from handlers.kit import (
    Choice,
    checkboxes_field,
    date_field,
    escape,
    modal,
    multi_select_field,
    section,
    select_field,
    small,
    text_field,
)
from handlers.labels import Labels
from handlers.language import Language
from handlers.overleg import ids, terms
from handlers.overleg.fields import begin_field, host_fields, location_field
from handlers.signal.form import partnership_choices


def new_overleg(labels: Labels, options: PlanOptions, typed: OverlegForm | None = None) -> View:
    """The form behind `/overleg nieuw`, filled in from the template of the partnership's kind.

    With `questions` it is shown again with what was typed, asking whether a field holds a name.
    """
    _ = labels.say
    form = typed or options.proposed
    blocks: list[Block] = [
        select_field(
            "partnership",
            _("Voor welke samenwerking?"),
            partnership_choices(options.partnerships),
            initial=form.partnership,
            tells=len(options.partnerships) > 1,
        ),
        small(_template(labels, options)),
        text_field("title", _("Hoe heet het overleg?"), limit=TITLE_LIMIT, initial=form.title),
        date_field("first_date", _("Eerste keer"), initial=form.first_date or None),
        begin_field(_, form.time),
        *_rhythm_fields(_, form),
        *_people_fields(labels, options, form),
        checkboxes_field(
            "reminders",
            _("Wanneer herinnert Schakel eraan?"),
            [(kind.id, _(kind.name)) for kind in labels.book.reminders.values()],
            initial=form.reminders,
            optional=True,
            hint=_(
                "In het kanaal; organisator, voorzitter en wie niet in het kanaal zit krijgen een bericht."
            ),
        ),
    ]
    return modal(
        ids.NEW,
        _("Overleg plannen"),
        blocks,
        submit=_("Plannen"),
        close=_("Annuleren"),
    )


def _template(labels: Labels, options: PlanOptions) -> str:
    _, kind = labels.say, options.kind
    return _(
        "*{kind}* · organiseert: {organiser} · ritme: {rhythm} · {content}",
        kind=escape(_(kind.name)),
        organiser=escape(_(kind.organiser_text)),
        rhythm=escape(_(kind.rhythm_text)),
        content=escape(_(kind.content)),
    )


def _rhythm_fields(_: Language, form: OverlegForm) -> list[Block]:
    return [
        select_field(
            "duration",
            _("Hoe lang?"),
            [(str(one), terms.minutes(_, one)) for one in DURATIONS],
            initial=form.duration,
        ),
        select_field(
            "frequency", _("Hoe vaak?"), list(terms.frequency_names(_).items()), initial=form.frequency
        ),
        select_field(
            "holidays",
            _("En op een feestdag of in een schoolvakantie?"),
            list(terms.closed_names(_).items()),
            initial=form.holidays,
        ),
        location_field(_, form.location),
    ]


def participant_choices(labels: Labels, options: PlanOptions) -> list[Choice]:
    """Who can be invited; with several partnerships to choose from it says of which."""
    several = len(options.partnerships) > 1
    return [
        (*labels.partner_choice(one)[:2], name if several else one.organisation)
        for one, name in options.participants
    ]


def _people_fields(labels: Labels, options: PlanOptions, form: OverlegForm) -> list[Block]:
    _ = labels.say
    choices = participant_choices(labels, options)
    invited: list[Block] = (
        [
            multi_select_field(
                "participants",
                _("Wie worden uitgenodigd?"),
                choices,
                initial=form.participants,
                hint=_("Voorgesteld zijn de rollen die bij dit soort overleg horen."),
            )
        ]
        if choices
        else [section(_("Er staan nog geen partners bij deze samenwerking. Vraag het de beheerder."))]
    )
    return [
        *host_fields(_, form.organiser, form.chair),
        *invited,
    ]
