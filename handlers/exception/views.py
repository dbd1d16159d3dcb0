"""The forms of an exception, the reviewer's dossier, and what came of each."""

from __future__ import annotations

from collections.abc import Mapping

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from casework.exceptions.asking import ExceptionQuestions, GroundOffer
from casework.exceptions.drafts import Typed
from casework.exceptions.recording import REASON_LIMIT, Invoked
from casework.exceptions.reviewing import Dossier
from casework.refs import ref
from handlers.acts import note
from handlers.disclosure.views import item_blocks
from handlers.exception.ids import APPROVE, GROUND, OTHER, RECORD, RECORDED, REJECT, SHOW
from handlers.kit import (
    Choice,
    button,
    buttons,
    checkboxes_field,
    date_field,
    escape,
    modal,
    multi_select_field,
    section,
    select_field,
    small,
    text_field,
    user_field,
    verbatim,
)
from handlers.labels import Labels, inside_sentence
from handlers.language import Language
from handlers.reasons import next_step, reason
from rules.vocabulary import Condition, Ground


def choose_ground(labels: Labels, offered: GroundOffer, *, rest: bool = False) -> View:
    """The grounds that fit this role, these data and these partners; the likeliest first."""
    _ = labels.say
    this = ref("S", offered.number)
    shown = offered.rest if rest else offered.first
    choices: list[Choice] = [(one.id, f"{one.id} {labels.say(one.name)}", one.article) for one in shown]
    if offered.rest and not rest:
        choices.append((OTHER, _("Andere")))
    blocks: list[Block] = [
        section(
            _(
                "*{ref}* – delen zonder toestemming mag alleen op een grond, onder strikte voorwaarden.",
                ref=this,
            )
        ),
        select_field("ground", _("Welke grond past hier?"), choices),
        small(_("Is er nu gevaar voor iemands leven? *Bel 112.* Anoniem overleggen mag altijd.")),
    ]
    return modal(
        GROUND,
        _("Delen zonder toestemming"),
        blocks,
        submit=_("Verder"),
        close=_("Annuleren"),
        metadata=note(ref=this),
    )


def record_form(labels: Labels, asked: ExceptionQuestions, typed: Typed, *, ask_why: bool = False) -> View:
    """The form of one ground: exactly its conditions, each with its sentence and article.

    `ask_why` shows the field for why nobody was told, which the fast form leaves out at first.
    """
    _, this = labels.say, ref("S", asked.number)
    blocks: list[Block] = [*_heading(labels, asked)]
    if not asked.fast:
        blocks.append(
            select_field(
                "purpose",
                _("Waarvoor? Eén doel"),
                [(one, labels.purpose(one)) for one in labels.book.purposes],
                initial=typed.purpose or asked.purpose,
            )
        )
    blocks.append(
        multi_select_field(
            "recipients",
            _("Met wie?"),
            [labels.partner_choice(one) for one in asked.recipients[:100]],
            initial=typed.recipients or [str(one) for one in asked.chosen],
        )
    )
    if not asked.fast:
        blocks.append(
            checkboxes_field(
                "categories",
                _("Welke gegevens? Niet meer dan nodig"),
                [labels.category_choice(one) for one in asked.categories],
                initial=typed.categories or asked.categories,
                hint=_(
                    "Door te kiezen bevestigt u: alleen deze zijn nodig, feiten en mening zijn gescheiden."
                ),
            )
        )
    blocks += [_condition(labels, one, typed) for one in asked.texts]
    blocks += _closing_fields(labels, asked, typed, ask_why=ask_why)
    return modal(
        RECORD,
        _("Grond {id} vastleggen", id=asked.ground.id),
        blocks,
        submit=_("Vastleggen"),
        close=_("Sluiten"),
        metadata=note(ref=this, ground=asked.ground.id),
        notify_on_close=True,
    )


def _heading(labels: Labels, asked: ExceptionQuestions) -> list[Block]:
    _, ground = labels.say, asked.ground
    blocks: list[Block] = []
    if asked.fast:
        blocks.append(section(_(":rotating_light: *Bel eerst 112.* Dit formulier kan wachten.")))
    blocks.append(
        section(
            _(
                "*{ref} · {id} {name}*\n{remark}",
                ref=ref("S", asked.number),
                id=ground.id,
                name=escape(_(ground.name)),
                remark=escape(_(ground.remark)),
            )
        )
    )
    kept = "" if asked.typed.empty else " " + _("Wat u eerder typte, staat er nog.")
    blocks.append(small(escape(_("Rust op: {article}.", article=ground.article)) + kept))
    return blocks


def _condition(labels: Labels, condition: Condition, typed: Typed) -> Block:
    _ = labels.say
    return text_field(
        f"c:{condition.id}",
        _(condition.text),
        limit=REASON_LIMIT,
        multiline=True,
        initial=typed.reasons.get(condition.id, ""),
        hint=_("Rust op: {article}. Wordt verzegeld; geen burgerservicenummer.", article=condition.article),
        tells=True,
    )


def _closing_fields(labels: Labels, asked: ExceptionQuestions, typed: Typed, *, ask_why: bool) -> list[Block]:
    _ = labels.say
    blocks: list[Block] = []
    if asked.asks_reviewer:
        blocks.append(
            user_field(
                "reviewer",
                _("Wie beoordeelt dit?"),
                initial=typed.reviewer or asked.reviewer,
                hint=_("Iemand van de lijst van beoordelaars, die dit niet zelf deelt of ontvangt."),
            )
        )
    blocks.append(
        select_field(
            "informed",
            _("Weten de jongere of de ouders hiervan?"),
            [("yes", _("Ja, zij zijn ingelicht")), ("no", _("Nee, nog niet"))],
            initial=typed.informed or None,
            tells=True,
        )
    )
    if ask_why or not asked.fast or typed.informed_reason:
        blocks.append(
            text_field(
                "informed_reason",
                _("Waarom nog niet?"),
                limit=REASON_LIMIT,
                optional=True,
                multiline=True,
                initial=typed.informed_reason,
                hint=_("Alleen om de veiligheid of een lopend onderzoek; lees het later alsnog in."),
                tells=True,
            )
        )
    if not asked.fast:
        blocks.append(
            date_field(
                "until", _("Tot en met"), initial=typed.until or None, optional=True, hint=_term(_, asked)
            )
        )
    return blocks


def _term(_: Language, asked: ExceptionQuestions) -> str | None:
    if asked.longest is None:
        return None
    return _("Leeg: {days} dagen. Langer kan op deze grond niet.", days=asked.longest)


def recorded(labels: Labels, done: Invoked) -> View:
    """What an exception led to, with the shortest way on."""
    _ = labels.say
    this = ref("S", done.number)
    names = ", ".join(labels.partner(one) for one in done.recipients)
    blocks: list[Block] = []
    if done.ground.outside:
        blocks.append(
            section(_(":memo: *Vastgelegd dat aangifte is gedaan.* De inhoud gaat naar de politie zelf."))
        )
    elif done.verdict.allowed:
        blocks.append(section(_(":white_check_mark: *Vastgelegd.* U mag nu delen met {names}.", names=names)))
        blocks.append(buttons(button("signal.share", _("Deel nu"), this, style="primary")))
        if done.reviewer:
            blocks.append(small(_("<@{user}> kijkt dit binnen 24 uur na.", user=done.reviewer)))
    else:
        blocks.append(section(_(":memo: *Vastgelegd.* Delen kan nog niet.")))
        step = next_step(_, done.verdict.hint)
        blocks.append(section(reason(_, done.verdict.reason) + (f" *{step}*" if step else "")))
        if done.reviewer:
            blocks.append(
                section(_("<@{user}> is gevraagd dit te beoordelen; u hoort het meteen.", user=done.reviewer))
            )
    return modal(RECORDED, _("Vastgelegd"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def revoked(labels: Labels, this: str) -> View:
    """An exception was taken back."""
    _ = labels.say
    blocks: list[Block] = [
        section(_(":lock: *{ref}* is ingetrokken. Wat erop rustte, is nu dicht.", ref=this))
    ]
    return modal("exception.revoked", _("Ingetrokken"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def dossier(labels: Labels, shown: Dossier) -> View:
    """What the reviewer weighs: the ground, each condition with its reasoning, and the data asked for."""
    _ = labels.say
    names = ", ".join(labels.partner(one) for one in shown.recipients)
    kinds = labels.kinds(shown.categories)
    blocks: list[Block] = [
        section(f"*{shown.ref} · {shown.ground.id} {escape(_(shown.ground.name))}*"),
        section(
            _(
                "Signaal {ref}. Voor *{purpose}*, aan {names}. Gegevens: {kinds}.",
                ref=shown.signal_ref,
                purpose=inside_sentence(labels.purpose(shown.purpose)),
                names=names,
                kinds=escape(kinds),
            )
        ),
    ]
    if shown.rejection:
        blocks += [section(_("*Afgewezen, omdat:*")), *verbatim(shown.rejection)]
    blocks += _reasons(labels, shown.ground, shown.reasons)
    told = _("Jongere of ouders zijn ingelicht.") if shown.informed else _("Nog niet ingelicht, omdat:")
    blocks.append(section(f"*{told}*"))
    if shown.informed_reason:
        blocks += verbatim(shown.informed_reason)
    for item in shown.items:
        blocks += [DividerBlock(), *item_blocks(labels, item)]
    if shown.waits_for_me:
        blocks.append(buttons(*_judge_buttons(_, shown.ref)))
        blocks.append(small(_("Dat u dit leest, is vastgelegd. Deel er niets van.")))
    return modal(
        SHOW,
        _("Uitzondering {ref}", ref=shown.ref),
        blocks[:100],
        close=_("Sluiten"),
        metadata=note(ref=shown.ref),
    )


def _reasons(labels: Labels, ground: Ground, reasons: Mapping[str, str]) -> list[Block]:
    blocks: list[Block] = []
    for key in ground.conditions:
        if reasons.get(key):
            blocks += [
                section(f"*{escape(labels.say(labels.book.conditions[key].text))}*"),
                *verbatim(reasons[key]),
            ]
    return blocks


def _judge_buttons(_: Language, this: str) -> tuple[ButtonElement, ButtonElement]:
    return (
        button(
            APPROVE,
            _("Keur goed"),
            this,
            style="primary",
            confirm=(
                _("Uitzondering goedkeuren?"),
                _("U verklaart dat u de afweging hebt gelezen en dat aan elke voorwaarde is voldaan."),
                _("Goedkeuren"),
                _("Nog niet"),
            ),
            spoken=_("Keur {ref} goed", ref=this),
        ),
        button(REJECT, _("Wijs af"), this, style="danger", spoken=_("Wijs {ref} af", ref=this)),
    )


def judge_buttons(_: Language, this: str) -> Block:
    """Read, approve, reject: for the reviewer's message."""
    look = button(SHOW, _("Lees de afweging"), this, spoken=_("Lees de afweging van {ref}", ref=this))
    return buttons(look, *_judge_buttons(_, this))


def reject_form(labels: Labels, this: str) -> View:
    """Why the reviewer does not agree."""
    _ = labels.say
    blocks: list[Block] = [
        section(_("*{ref}* – wat ontbreekt of klopt niet? De melder leest dit.", ref=this)),
        text_field("reason", _("Waarom niet?"), limit=REASON_LIMIT, multiline=True),
    ]
    return modal(
        REJECT, _("Afwijzen"), blocks, submit=_("Wijs af"), close=_("Annuleren"), metadata=note(ref=this)
    )
