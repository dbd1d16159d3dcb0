"""The consent form with only the fields this case needs, the refusal form, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.consent.asking import ConsentQuestions
from casework.consent.objecting import Objected, ObjectionQuestions
from casework.consent.recording import FORMS, OTHER_HOLDER, VOICES, Recorded
from casework.evidence import HOLDER_TYPES
from casework.refs import ref
from casework.signals.looking import SignalCard
from handlers.acts import note
from handlers.consent.ids import MORE, RECORD, REFUSED, WITHDRAW
from handlers.kit import (
    Choice,
    button,
    buttons,
    checkboxes_field,
    date_field,
    modal,
    multi_select_field,
    section,
    select_field,
    small,
)
from handlers.labels import Labels, inside_sentence
from handlers.language import Language
from handlers.reasons import next_step, reason
from rules.model import Decision


def consent_form(labels: Labels, asked: ConsentQuestions, *, more: bool = False) -> View:
    """The form for one case; `more` adds what is normally derived (date, purpose, form, end date)."""
    _ = labels.say
    this = ref("S", asked.number)
    blocks: list[Block] = [section(_opening(labels, asked, this))]
    blocks += _who(labels, asked, more=more)
    if asked.continues is None:
        blocks += _what(labels, asked)
    if more:
        blocks += _derived(labels, asked)
        if asked.may_record_capacity and not asked.corrects:
            blocks.append(buttons(button("subject.capacity", _("Wilsbekwaamheid"), this)))
    elif asked.continues is None:
        blocks.append(small(_derived_line(labels, asked)))
        blocks.append(
            buttons(button(MORE, _("Wijzig"), this, spoken=_("Wijzig datum, doel, vorm en einddatum")))
        )
    return modal(
        RECORD,
        _("Toestemming vastleggen"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=_references(this, asked.corrects),
    )


def _references(this: str, corrects: str) -> str:
    return note(ref=this, corrects=corrects) if corrects else note(ref=this)


def _opening(labels: Labels, asked: ConsentQuestions, this: str) -> str:
    _ = labels.say
    if asked.corrects:
        return _(
            "*{ref}* – verbeter wat er verkeerd staat. De oude vastlegging telt dan niet meer.", ref=this
        )
    if asked.continues is not None:
        signed = ", ".join(labels.person(one) for one in asked.already)
        return _("*{ref}* – er is al ja gezegd door {signed}. Wie nu ook?", ref=this, signed=signed)
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
                _persons(labels, tuple(HOLDER_TYPES)),
                hint=_(
                    "Een pleegouder, stiefouder of vader zonder gezag telt niet. Met OTS houden ouders gezag."
                ),
                initial=asked.holders or (),
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
                ],
                initial=None if asked.holders is None else "yes" if asked.gezag_verified else "no",
            )
        )
    if asked.givers:
        blocks.append(
            checkboxes_field(
                "given_by",
                _("Wie gaf toestemming?"),
                _persons(labels, asked.givers),
                initial=before.given if before else (),
            )
        )
    if asked.continues is not None:
        return blocks
    if asked.ask_youth_voice:
        blocks.append(
            select_field(
                "youth_voice",
                _("Wat vindt de jongere ervan?"),
                _named(voices(_), VOICES),
                initial=before.youth_voice if before else None,
            )
        )
    if asked.ask_other_holder:
        blocks.append(
            select_field(
                "other_holder",
                _("Wat vindt de andere ouder met gezag?"),
                _named(others(_), OTHER_HOLDER),
                initial=before.other_holder if before else None,
                optional=True,
                hint=_("Alleen als twee mensen gezag hebben en een van hen nog niet heeft ingestemd."),
            )
        )
    return blocks


def _what(labels: Labels, asked: ConsentQuestions) -> list[Block]:
    _, before = labels.say, asked.before
    return [
        multi_select_field(
            "recipients",
            _("Met wie mag het worden gedeeld?"),
            [labels.partner_choice(one) for one in asked.recipients[:100]],
            initial=[str(one) for one in (before.recipients if before else asked.chosen)],
        ),
        checkboxes_field(
            "categories",
            _("Welke gegevens?"),
            [labels.category_choice(one) for one in asked.categories],
            initial=before.categories if before else asked.categories,
        ),
        checkboxes_field(
            "statements",
            _("Hoe is het gevraagd?"),
            _named(_statements(_), asked.statements),
            initial=before.statements if before else (),
            optional=True,
            hint=_("Zonder gesprek is het geen geldige toestemming; het wordt dan wel vastgelegd."),
        ),
    ]


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
            _named(_forms(_), FORMS),
            initial=(before.form if before else None) or FORMS[0],
        ),
        date_field(
            "until",
            _("Tot en met"),
            initial=until,
            optional=True,
            hint=_("Leeg: 183 dagen. Langer dan 366 dagen kan niet."),
        ),
    ]


def _derived_line(labels: Labels, asked: ConsentQuestions) -> str:
    _ = labels.say
    return _(
        "Vandaag, mondeling, voor *{purpose}*, 183 dagen geldig. Intrekken kan altijd.",
        purpose=inside_sentence(labels.purpose(asked.purpose)),
    )


def refused_form(labels: Labels, asked: ObjectionQuestions) -> View:
    """Recording that somebody said no."""
    _ = labels.say
    this = ref("S", asked.number)
    blocks: list[Block] = [
        section(
            _("*{ref}* – leg vast wie nee heeft gezegd. In het kanaal wordt dit niet getoond.", ref=this)
        ),
        select_field("refused_by", _("Wie weigerde?"), _persons(labels, asked.persons), initial=asked.who),
        date_field("refused_on", _("Wanneer?"), initial=(asked.day or asked.today).isoformat()),
    ]
    return modal(
        REFUSED,
        _("Weigering vastleggen"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=_references(this, asked.corrects),
    )


def withdrawn_form(labels: Labels, asked: ObjectionQuestions) -> View:
    """Recording that somebody takes their yes back."""
    _ = labels.say
    this = ref("S", asked.number)
    alone = asked.who or (asked.signed[0] if len(asked.signed) == 1 else None)
    blocks: list[Block] = [
        section(
            _(
                "*{ref}* – wie trekt de toestemming in? Vanaf dat moment is alles wat erop rustte dicht, en "
                "wie het kreeg, hoort dat het niet verder gebruikt mag worden.",
                ref=this,
            )
        ),
        select_field("withdrawn_by", _("Wie trekt in?"), _persons(labels, asked.persons), initial=alone),
        date_field("withdrawn_on", _("Vanaf welke dag?"), initial=(asked.day or asked.today).isoformat()),
    ]
    return modal(
        WITHDRAW,
        _("Intrekking vastleggen"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=_references(this, asked.corrects),
    )


def closed(labels: Labels, done: Objected, *, withdrawn: bool) -> View:
    """A no was recorded: what it means, and for who shares the only ways that are left."""
    _ = labels.say
    this = ref("S", done.number)
    said = _("De intrekking is vastgelegd.") if withdrawn else _("De weigering is vastgelegd.")
    blocks: list[Block] = [
        section(f":lock: *{said}*"),
        section(_("Met toestemming delen kan niet zolang dit nee staat. Anoniem overleggen mag altijd.")),
    ]
    if done.may_go_on:
        blocks.append(buttons(button("exception.record", _("Is er een andere grond?"), this)))
    return modal("consent.closed", _("Vastgelegd"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def recorded(labels: Labels, outcome: Recorded) -> View:
    """What a record led to, with the shortest way on."""
    _ = labels.say
    this = ref("S", outcome.number)
    names = ", ".join(labels.partner(one) for one in outcome.recipients)
    blocks: list[Block] = []
    if outcome.verdict.decision is Decision.ALLOW:
        blocks.append(section(_(":white_check_mark: *Vastgelegd.* U mag nu delen met {names}.", names=names)))
        blocks.append(buttons(button("signal.share", _("Deel nu"), this, style="primary")))
    else:
        blocks.append(section(_(":memo: *Vastgelegd.* Delen kan nog niet.")))
        step = next_step(_, outcome.verdict.hint)
        blocks.append(section(reason(_, outcome.verdict.reason) + (f" *{step}*" if step else "")))
        closed_road = outcome.verdict.decision is Decision.NEEDS_EXCEPTION
        way_on = (
            button("exception.record", _("Is er een andere grond?"), this, style="primary")
            if closed_road
            else button(RECORD, _("Vul aan"), this, style="primary")
        )
        blocks.append(buttons(way_on))
    return modal("consent.recorded", _("Vastgelegd"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def prompt(labels: Labels, card: SignalCard) -> list[Block]:
    """The neutral prompt in the thread: nothing about who must consent or what is missing (design 6)."""
    _ = labels.say
    if not card.is_open:
        return [section(_(":lock: De details van {ref} zijn niet meer in te zien.", ref=card.ref))]
    if not card.has_items:
        return [
            section(
                _(
                    ":speech_balloon: Bij {ref} zijn geen details vastgelegd. Overleg hier anoniem.",
                    ref=card.ref,
                )
            ),
            small(
                _("Anoniem is: niemand kan de jongere eruit herkennen. Geen naam, initialen, klas of datum.")
            ),
        ]
    said = (
        _(":unlock: De details van {ref} zijn gedeeld, zie hieronder.", ref=card.ref)
        if card.shared
        else _(":lock: De details van {ref} zijn nog niet deelbaar.", ref=card.ref)
    )
    return [
        section(said),
        buttons(
            button(RECORD, _("Leg toestemming vast"), card.ref, style=None if card.shared else "primary"),
            button(REFUSED, _("Leg weigering vast"), card.ref),
            button(WITHDRAW, _("Leg intrekking vast"), card.ref),
            button("exception.record", _("Andere grond"), card.ref),
            button("signal.share", _("Deel details"), card.ref),
        ),
    ]


def _persons(labels: Labels, codes: tuple[str, ...]) -> list[Choice]:
    return [(code, labels.person(code).capitalize()) for code in codes]


def _named(names: Mapping[str, str], codes: tuple[str, ...]) -> list[Choice]:
    return [(code, names[code]) for code in codes]


def voices(_: Language) -> dict[str, str]:
    """What a young person can have said."""
    return {
        "instemmend": _("Is het ermee eens"),
        "geen_bezwaar": _("Heeft geen bezwaar"),
        "bezwaar": _("Heeft bezwaar"),
        "niet_gehoord": _("Is nog niet gehoord"),
    }


def others(_: Language) -> dict[str, str]:
    """Where the other holder of gezag can stand."""
    return {
        "instemt": _("Stemt in"),
        "verklaard_geen_bezwaar": _("Heeft volgens de ene ouder geen bezwaar"),
        "onbereikbaar_gedocumenteerd": _("Is onbereikbaar, en dat is vastgelegd"),
        "bezwaar": _("Heeft bezwaar"),
        "niet_vastgelegd": _("Weet ik nog niet"),
    }


def _forms(_: Language) -> dict[str, str]:
    return {"mondeling": _("Mondeling"), "schriftelijk": _("Schriftelijk"), "digitaal": _("Digitaal")}


def _statements(_: Language) -> dict[str, str]:
    return {
        "conversation": _("In een gesprek: duidelijk ja, vrij, en uitgelegd wat, met wie en waarom"),
        "explicit": _("Uitdrukkelijk ja voor de gevoelige gegevens"),
        "consequences_explained": _("Uitgelegd dat politie of justitie het kan gebruiken"),
        "ap_indicaties": _("Alle vijf de AP-indicaties nagelopen: hulpvraag, vrij, geen drang"),
    }
