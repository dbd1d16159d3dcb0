"""The form in which an overleg is planned."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.overleg.drafting import DURATIONS, TITLE_LIMIT, OverlegForm
from casework.overleg.planning import PlanOptions
from handlers.acts import note
from handlers.inputs import Choice, checkboxes_field, date_field, multi_select_field, select_field, text_field
from handlers.kit import escape, modal, section, small
from handlers.labels import Labels, inside_sentence
from handlers.language import Language
from handlers.naming import named
from handlers.overleg import ids, terms
from handlers.overleg.fields import begin_field, host_fields, location_field
from handlers.signal.fields import partnership_choices


def new_overleg(
    labels: Labels, options: PlanOptions, typed: OverlegForm | None = None, *, walk: bool = False
) -> View:
    """The form behind `/overleg nieuw`, filled in from the template of the partnership's kind.

    Who sets up the first one of a partnership can `walk` through what is agreed beforehand (rulebook 8).
    """
    _ = labels.say
    walk = walk and options.first
    form = typed or options.proposed
    asked = _walk(labels, options, form) if walk else _asked(labels, options, form)
    return modal(
        ids.NEW,
        _("Overleg inrichten") if walk else _("Overleg plannen"),
        [_partnership_field(_, options, form), *asked],
        submit=_("Inrichten") if walk else _("Plannen"),
        close=_("Annuleren"),
        metadata=note(walk=True) if walk else "",
    )


def _asked(labels: Labels, options: PlanOptions, form: OverlegForm) -> list[Block]:
    _ = labels.say
    return [
        small(_template(labels, options)),
        _title_field(_, form),
        *_first_time_fields(_, form),
        *_rhythm_fields(_, form),
        *host_fields(_, form.organiser, form.chair),
        _people_field(labels, options, form),
        _reminders_field(labels, form),
    ]


def _walk(labels: Labels, options: PlanOptions, form: OverlegForm) -> list[Block]:
    """One step for each question, with what is usual for this kind."""
    _, kind = labels.say, options.kind
    organiser, chair = host_fields(_, form.organiser, form.chair)
    usual = _("Bij dit soort overleg meestal: {who}.", who=escape(inside_sentence(_(kind.organiser_text))))
    roles = named(_, [escape(inside_sentence(labels.role(one))) for one in kind.participants])
    seated = _("Meestal aan tafel: {roles}.", roles=roles) if kind.participants else ""
    rhythm = _("Gebruikelijk: {rhythm}.", rhythm=escape(inside_sentence(_(kind.rhythm_text))))
    closed = _(
        "Schakel rekent bij elk signaal na wat met iedereen aan tafel besproken mag worden; op de agenda "
        "staat dat erbij."
    )
    steps = (
        _("*1. Organiseren.* {usual}", usual=usual),
        _("*2. Voorzitten.* Dat hoeft niet dezelfde te zijn als wie organiseert."),
        _("*3. Uitnodigen.* {usual}", usual=seated),
        _("*4. Hoe vaak, en wanneer.* {usual}", usual=rhythm),
        _("*5. Wat besproken mag worden.* {content}", content=escape(_(kind.content))),
    )
    hosts, chairs, invited, often, content = map(section, steps)
    return [
        section(_("*Deze samenwerking heeft nog geen overleg.* Vijf stappen, en het staat.")),
        hosts,
        organiser,
        chairs,
        chair,
        invited,
        _people_field(labels, options, form),
        often,
        *_first_time_fields(_, form),
        *_rhythm_fields(_, form),
        content,
        small(closed),
        _title_field(_, form),
        _reminders_field(labels, form),
    ]


def _partnership_field(_: Language, options: PlanOptions, form: OverlegForm) -> Block:
    return select_field(
        "partnership",
        _("Voor welke samenwerking?"),
        partnership_choices(options.partnerships),
        initial=form.partnership,
        tells=len(options.partnerships) > 1,
    )


def _title_field(_: Language, form: OverlegForm) -> Block:
    return text_field("title", _("Hoe heet het overleg?"), limit=TITLE_LIMIT, initial=form.title)


def _first_time_fields(_: Language, form: OverlegForm) -> list[Block]:
    first = date_field("first_date", _("Eerste keer"), initial=form.first_date or None)
    return [first, begin_field(_, form.time)]


def _reminders_field(labels: Labels, form: OverlegForm) -> Block:
    _ = labels.say
    return checkboxes_field(
        "reminders",
        _("Wanneer herinnert Schakel eraan?"),
        [(kind.id, _(kind.name)) for kind in labels.book.reminders.values()],
        initial=form.reminders,
        optional=True,
        hint=_("In het kanaal; organisator, voorzitter en wie niet in het kanaal zit krijgen een bericht."),
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


def _people_field(labels: Labels, options: PlanOptions, form: OverlegForm) -> Block:
    _ = labels.say
    choices = participant_choices(labels, options)
    if not choices:
        return section(_("Er staan nog geen partners bij deze samenwerking. Vraag het de beheerder."))
    return multi_select_field(
        "participants",
        _("Wie worden uitgenodigd?"),
        choices,
        initial=form.participants,
        hint=_("Voorgesteld zijn de rollen die bij dit soort overleg horen."),
    )
