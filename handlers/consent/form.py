"""The consent form with only the fields this case needs."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.consent.anybody import UNKNOWN
from casework.consent.asking import ConsentQuestions
from casework.consent.recording import FORMS, OTHER_HOLDER, VOICES, gezag_marks
from casework.evidence import HOLDER_TYPES
from casework.refs import ref
from handlers.consent.fields import NOT_KNOWN, named, others, persons, references, voices
from handlers.consent.ids import MORE, RECORD
from handlers.inputs import Choice, checkboxes_field, date_field, multi_select_field, select_field
from handlers.kit import button, buttons, modal, section, small
from handlers.labels import Labels, inside_sentence
from handlers.language import Language


def consent_form(
    labels: Labels, asked: ConsentQuestions, *, more: bool = False, was: Mapping[str, str] | None = None
) -> View:
    """The form for one case; `more` adds what is normally derived (date, purpose, form, end date).

    `was` are the marks of the form as it first opened, when it is drawn once more.
    """
    _ = labels.say
    this = ref("S", asked.number)
    blocks: list[Block] = [section(_opening(labels, asked, this))]
    more = more or asked.fixed
    blocks += _who(labels, asked, more=more)
    if asked.continues is None:
        blocks += _what(labels, asked)
    if more:
        blocks += _derived(labels, asked)
        if asked.may_record_capacity and not asked.corrects:
            blocks.append(buttons(button("subject.capacity", _("Wilsbekwaamheid"), this)))
    elif asked.continues is None:
        blocks.append(small(_derived_line(labels, asked)))
        blocks.append(buttons(button(MORE, _("Wijzig"), this, about=_("datum, doel, vorm en einddatum"))))
    return modal(
        RECORD,
        _("Toestemming vastleggen"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=references(this, asked.corrects, _was(asked) if was is None else was),
    )


def recipient_choices(labels: Labels, asked: ConsentQuestions) -> list[Choice]:
    """With whom it may be shared."""
    return [labels.partner_choice(one) for one in asked.recipients]


def _opening(labels: Labels, asked: ConsentQuestions, this: str) -> str:
    _ = labels.say
    if asked.corrects:
        return _(
            "*{ref}* – verbeter wat er verkeerd staat. De oude vastlegging telt dan niet meer.", ref=this
        )
    if asked.continues is not None:
        signed = ", ".join(labels.person(one) for one in asked.already)
        return _("*{ref}* – er is al ja gezegd door {signed}. Wie nu ook?", ref=this, signed=signed)
    if asked.decides_itself:
        return _("*{ref}* – uw instelling is de voogd en beslist zelf, met een collega.", ref=this)
    if not asked.givers:
        return _("*{ref}* – de jongere beslist zelf. Leg vast wat u hebt afgesproken.", ref=this)
    return _("*{ref}* – leg vast wie ja heeft gezegd, en waarvoor.", ref=this)


def _who(labels: Labels, asked: ConsentQuestions, *, more: bool) -> list[Block]:
    _, before = labels.say, asked.before
    blocks: list[Block] = []
    again = asked.holders is not None and asked.continues is None
    if asked.ask_holders or (again and more):
        blocks.append(
            checkboxes_field(
                "holders",
                _("Wie heeft gezag?"),
                persons(labels, tuple(HOLDER_TYPES)),
                hint=_(
                    "Een pleegouder, stiefouder of vader zonder gezag telt niet. Met OTS houden ouders gezag."
                ),
                initial=asked.holders or (),
                optional=asked.fixed,
            )
        )
    if asked.ask_holders or (again and (more or not asked.gezag_verified)):
        blocks.append(
            select_field(
                "gezag_verified",
                _("Is dat nagegaan?"),
                [
                    ("yes", _("Ja, in het gezagsregister of een beschikking")),
                    ("no", _("Nee, alleen gehoord")),
                    *_unknown(_, asked),
                ],
                initial=_verified(asked),
            )
        )
    if asked.givers:
        blocks.append(
            checkboxes_field(
                "given_by",
                _("Wie gaf toestemming?"),
                persons(labels, asked.givers),
                initial=before.given if before else (),
            )
        )
    if asked.asks_second:
        blocks += _second(labels, asked)
    if asked.continues is not None:
        return blocks
    if asked.ask_youth_voice:
        blocks.append(
            select_field(
                "youth_voice",
                _("Wat vindt de jongere ervan?"),
                [*named(voices(_), VOICES), *_unknown(_, asked)],
                initial=before.youth_voice if before else None,
                optional=asked.fixed,
            )
        )
    if asked.ask_other_holder:
        blocks.append(
            select_field(
                "other_holder",
                _("Wat vindt de andere ouder met gezag?"),
                _others(_, asked),
                initial=(before.other_holder if before else None) or NOT_KNOWN,
                hint=_("Nodig als twee mensen gezag hebben en een van hen nog niet heeft ingestemd."),
            )
        )
    return blocks


def _others(_: Language, asked: ConsentQuestions) -> list[Choice]:
    """What the other holder may have said; whether there is one is known once holders were asked."""
    known = asked.holders is not None or asked.fixed
    said = others(_) | (
        {} if known else {NOT_KNOWN: _("Er is geen ander met gezag, of ik weet het nog niet")}
    )
    return named(said, OTHER_HOLDER)


def _second(labels: Labels, asked: ConsentQuestions) -> list[Block]:
    """Who decided along where the institution signs for itself (rulebook 5c)."""
    _, before = labels.say, asked.before
    if not asked.seconds:
        told = _(
            "Tekent uw instelling zelf als voogd, dan hoort daar een collega bij die meebesliste. Er staat "
            "nog geen collega van uw organisatie in de lijst; de coördinator voegt die toe met "
            "`/partners nieuw`."
        )
        return [small(told)]
    return [
        select_field(
            "second",
            _("Wie van uw instelling besliste mee?"),
            second_choices(labels, asked),
            initial=str(before.second) if before and before.second else None,
            optional=True,
            hint=_("Alleen als uw instelling zelf als voogd instemt. Deze collega krijgt bericht."),
        )
    ]


def second_choices(labels: Labels, asked: ConsentQuestions) -> list[Choice]:
    """Who can have decided along."""
    return [labels.partner_choice(one) for one in asked.seconds]


def _unknown(_: Language, asked: ConsentQuestions) -> list[Choice]:
    """Who is asked everything, whatever the case, does not have to know everything."""
    return [(UNKNOWN, _("Weet ik niet"))] if asked.fixed else []


def _was(asked: ConsentQuestions) -> dict[str, str]:
    return {} if asked.fixed else gezag_marks(asked.holders, verified=asked.gezag_verified)


def _verified(asked: ConsentQuestions) -> str | None:
    if asked.fixed:
        return UNKNOWN
    return None if asked.holders is None else "yes" if asked.gezag_verified else "no"


def _what(labels: Labels, asked: ConsentQuestions) -> list[Block]:
    _, before = labels.say, asked.before
    return [
        multi_select_field(
            "recipients",
            _("Met wie mag het worden gedeeld?"),
            recipient_choices(labels, asked),
            initial=[str(one) for one in (before.recipients if before else asked.chosen)],
        ),
        checkboxes_field(
            "categories",
            _("Welke gegevens?"),
            [labels.category_choice(one) for one in asked.categories],
            initial=before.categories if before else () if asked.fixed else asked.categories,
        ),
        checkboxes_field(
            "statements",
            _("Hoe is het gevraagd?"),
            _asked_how(labels, asked),
            initial=before.statements if before else (),
            hint=_("Vink alles aan wat is gezegd. Zonder gesprek is het geen geldige toestemming."),
        ),
    ]


def _asked_how(labels: Labels, asked: ConsentQuestions) -> list[Choice]:
    """What has to have been said, each with for which data or for whom that is needed."""
    _, book = labels.say, labels.book
    sensitive = [labels.category(one) for one in asked.categories if one in book.explicit]
    police = [one.name for one in asked.recipients if one.role in book.investigative]
    why = {
        "explicit": _("Nodig voor: {what}", what=", ".join(sensitive)) if sensitive else "",
        "consequences_explained": _("Nodig als u deelt met: {who}", who=", ".join(police)) if police else "",
    }
    words = _statements(_, itself=asked.decides_itself)
    return [(one, words[one], why.get(one, "")) for one in asked.statements]


def _derived(labels: Labels, asked: ConsentQuestions) -> list[Block]:
    _, before = labels.say, asked.before
    given_on = (before.given_on if before else None) or asked.today
    until = before.until.isoformat() if before and before.until else None
    return [
        date_field("given_on", _("Op welke dag?"), initial=given_on.isoformat()),
        select_field(
            "purpose",
            _("Waarvoor?"),
            [(one, labels.purpose(one)) for one in labels.book.purposes],
            initial=(before.purpose if before else None) or asked.purpose,
        ),
        select_field(
            "form",
            _("Hoe?"),
            named(_forms(_), FORMS),
            initial=(before.form if before else None) or FORMS[0],
        ),
        date_field(
            "until",
            _("Tot en met"),
            initial=until,
            optional=True,
            hint=_(
                "Leeg: {days} dagen. Langer dan {most} dagen kan niet.", days=asked.lasts, most=asked.at_most
            ),
        ),
    ]


def _derived_line(labels: Labels, asked: ConsentQuestions) -> str:
    _ = labels.say
    return _(
        "Vandaag, mondeling, voor *{purpose}*, {days} dagen geldig. Intrekken kan altijd.",
        days=asked.lasts,
        purpose=inside_sentence(labels.purpose(asked.purpose)),
    )


def _forms(_: Language) -> dict[str, str]:
    return {"mondeling": _("Mondeling"), "schriftelijk": _("Schriftelijk"), "digitaal": _("Digitaal")}


def _statements(_: Language, *, itself: bool) -> dict[str, str]:
    return {
        "conversation": _("Besloten door de instelling zelf: vrij, voor dit doel en alleen deze ontvangers")
        if itself
        else _("In een gesprek: duidelijk ja, vrij, en uitgelegd wat, met wie en waarom"),
        "explicit": _("Uitdrukkelijk ja voor de gevoelige gegevens"),
        "consequences_explained": _("Uitgelegd dat politie of justitie het kan gebruiken"),
        "ap_indicaties": _("Alle vijf de AP-indicaties nagelopen: hulpvraag, vrij, geen drang"),
    }
