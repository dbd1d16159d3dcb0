"""The forms of an overleg: planning, moving, another chair, a deputy, an agenda item, the outcome."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from casework.overleg.actions import TEXT_LIMIT
from casework.overleg.drafting import DURATIONS, ITEM_LIMIT, LOCATION_LIMIT, TITLE_LIMIT, OverlegForm
from casework.overleg.looking import TimeCard
from casework.overleg.outcomes import OutcomeForm, OutcomeOptions
from casework.overleg.planning import PlanOptions
from casework.signals.drafting import DETAILS_LIMIT
from handlers.acts import note
from handlers.kit import (
    checkboxes_field,
    date_field,
    escape,
    modal,
    multi_select_field,
    section,
    select_field,
    small,
    text_field,
    time_field,
    user_field,
)
from handlers.labels import Labels
from handlers.language import Language
from handlers.overleg import ids, terms

NAMES_ASKED = 20


def asked(_: Language, questions: Sequence[str]) -> list[Block]:
    """The question whether a text holds a name, when there is one."""
    if not questions:
        return []
    return [
        section(_(":eyes: *Staat hier een naam in?* Haal die weg, of verstuur opnieuw als het geen naam is."))
    ]


def new_overleg(
    labels: Labels, options: PlanOptions, typed: OverlegForm | None = None, questions: Sequence[str] = ()
) -> View:
    """The form behind `/overleg nieuw`, filled in from the template of the partnership's kind.

    With `questions` it is shown again with what was typed, asking whether a field holds a name.
    """
    _ = labels.say
    form = typed or options.proposed
    blocks: list[Block] = [
        *asked(_, questions),
        select_field(
            "partnership",
            _("Voor welke samenwerking?"),
            [(str(number), name) for number, name in options.partnerships.items()],
            initial=form.partnership,
            tells=len(options.partnerships) > 1,
        ),
        small(_template(labels, options)),
        text_field("title", _("Hoe heet het overleg?"), limit=TITLE_LIMIT, initial=form.title),
        date_field("first_date", _("Eerste keer"), initial=form.first_date or None),
        time_field("time", _("Begint om"), initial=form.time or None),
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
        metadata=note(asked=list(questions)),
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
        text_field(
            "location",
            _("Waar?"),
            limit=LOCATION_LIMIT,
            optional=True,
            initial=form.location,
            placeholder=_("Bijvoorbeeld: gemeentehuis, kamer 2.12"),
        ),
    ]


def _people_fields(labels: Labels, options: PlanOptions, form: OverlegForm) -> list[Block]:
    _ = labels.say
    several = len(options.partnerships) > 1
    choices = [
        (str(one.id), f"{one.name} – {labels.role(one.role)}", name if several else one.organisation)
        for one, name in options.participants[:100]
    ]
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
        user_field(
            "organiser",
            _("Wie organiseert?"),
            initial=form.organiser or None,
            hint=_("Zorgt voor agenda, plek en uitnodiging; mag het overleg verzetten."),
        ),
        user_field(
            "chair",
            _("Wie zit voor?"),
            initial=form.chair or None,
            hint=_("Spreek dit vooraf af; het staat in elk bericht."),
        ),
        *invited,
    ]


def move(labels: Labels, card: TimeCard) -> View:
    """Another day or time for one time of an overleg."""
    _ = labels.say
    local = card.held.starts
    blocks = [
        section(
            _(
                "*{title}* · {span}\nOver de wijziging krijgt iedereen bericht; herinneringen schuiven mee.",
                title=escape(card.series.title),
                span=terms.span(_, card),
            )
        ),
        date_field("date", _("Nieuwe datum"), initial=card.held.day.isoformat()),
        time_field("time", _("Nieuwe tijd"), initial=_.clock(local)),
    ]
    return modal(
        ids.MOVE,
        _("Overleg verzetten"),
        blocks,
        submit=_("Verzetten"),
        close=_("Annuleren"),
        metadata=note(ref=card.ref),
    )


def chair(labels: Labels, card: TimeCard) -> View:
    """Another chair for one time."""
    _ = labels.say
    blocks = [
        section(
            _(
                "*{title}* · {span}\nDaarna zit {chair} weer voor.",
                title=escape(card.series.title),
                span=terms.span(_, card),
                chair=terms.person(card.series.chair),
            )
        ),
        user_field("chair", _("Wie zit deze keer voor?"), initial=card.chair),
    ]
    return modal(
        ids.CHAIR,
        _("Andere voorzitter"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=note(ref=card.ref),
    )


def deputy(labels: Labels, card: TimeCard, deputy_: str | None) -> View:
    """Who comes in somebody's place; the absence itself is recorded already."""
    _ = labels.say
    blocks = [
        section(
            _(
                ":white_check_mark: U staat op afwezig voor *{title}*, {span}.",
                title=escape(card.series.title),
                span=terms.span(_, card),
            )
        ),
        user_field(
            "user",
            _("Stuurt u iemand in uw plaats?"),
            initial=deputy_,
            optional=True,
            hint=_("Iemand die bij deze samenwerking hoort; die krijgt bericht. Niemand? Sluit dit venster."),
        ),
    ]
    return modal(
        ids.DEPUTY,
        _("Vervanger"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Sluiten"),
        metadata=note(ref=card.ref),
    )


def item(labels: Labels, card: TimeCard, typed: str = "", questions: Sequence[str] = ()) -> View:
    """Something to put on the agenda."""
    _ = labels.say
    blocks = [
        *asked(_, questions),
        section(f"*{escape(card.series.title)}* · {terms.span(_, card)}"),
        text_field(
            "item",
            _("Wat wilt u bespreken?"),
            limit=ITEM_LIMIT,
            initial=typed,
            hint=_("Iedereen in het kanaal leest dit. Noem geen naam; noem een signaal bij zijn nummer."),
        ),
    ]
    return modal(
        ids.ITEM,
        _("Punt voor de agenda"),
        blocks,
        submit=_("Op de agenda"),
        close=_("Annuleren"),
        metadata=note(ref=card.ref, asked=list(questions)),
    )


def outcome(
    labels: Labels,
    options: OutcomeOptions,
    typed: OutcomeForm | None = None,
    questions: Sequence[str] = (),
) -> View:
    """Decisions per signal, sealed, and one action point; both may be left empty, not together."""
    _ = labels.say
    form = typed or OutcomeForm()
    blocks: list[Block] = [*asked(_, questions)]
    if options.signals:
        start = "\n".join(f"{one}: " for one in options.signals[:NAMES_ASKED])
        blocks += [
            text_field(
                "decisions",
                _("Besluiten per signaal"),
                limit=DETAILS_LIMIT,
                multiline=True,
                optional=True,
                initial=form.decisions or start,
                hint=_(
                    "Verzegeld bij elk signaal: alleen te lezen voor wie dat mag. Laat leeg wat niet speelt."
                ),
            ),
            DividerBlock(),
        ]
    blocks += [
        section(_("*Actiepunt* · de eigenaar krijgt nu bericht en op tijd een herinnering.")),
        text_field(
            "action_text",
            _("Wat gaat er gebeuren?"),
            limit=TEXT_LIMIT,
            optional=True,
            initial=form.action_text,
            hint=_("Iedereen in het kanaal leest dit. Noem geen naam; noem een signaal bij zijn nummer."),
        ),
        user_field("action_owner", _("Wie doet het?"), initial=form.action_owner or None, optional=True),
        date_field(
            "action_due",
            _("Vóór wanneer?"),
            initial=form.action_due or options.usual_due.isoformat(),
            optional=True,
        ),
    ]
    if made := _made(_, options):
        blocks.append(small(made))
    return modal(
        ids.OUTCOME,
        _("Besluiten en acties"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Sluiten"),
        metadata=note(ref=options.ref, asked=list(questions)),
    )


def _made(_: Language, options: OutcomeOptions) -> str:
    parts = []
    if options.decided:
        parts.append(_("Al vastgelegd: besluiten bij {signals}.", signals=", ".join(options.decided)))
    if options.actions:
        parts.append(_("Actiepunten: {actions}.", actions=", ".join(one.ref for one in options.actions)))
    return " ".join(parts)
