"""The forms in which a ground without consent is chosen, then recorded."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.exceptions.asking import ExceptionQuestions, GroundOffer
from casework.exceptions.drafts import Typed
from casework.exceptions.recording import REASON_LIMIT
from casework.refs import ref
from handlers.acts import note
from handlers.exception.ids import GROUND, OTHER, RECORD
from handlers.exception.views import not_reviewed
from handlers.inputs import (
    Choice,
    checkboxes_field,
    date_field,
    multi_select_field,
    select_field,
    text_field,
    user_field,
)
from handlers.kit import escape, modal, section, small
from handlers.labels import Labels
from handlers.language import Language
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
    if not offered.born_known:
        blocks.append(
            small(
                _(
                    "Zonder geboortedatum blijft alleen acuut gevaar over. Voor elke andere grond moet de "
                    "geboortedatum bekend zijn: daarvan hangt af wie er beslist."
                )
            )
        )
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
            recipient_choices(labels, asked),
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
    blocks += [_condition(labels, asked.ground, one, typed) for one in asked.texts]
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


def recipient_choices(labels: Labels, asked: ExceptionQuestions) -> list[Choice]:
    """With whom may be shared on this ground."""
    return [labels.partner_choice(one) for one in asked.recipients]


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
    if asked.earlier:
        blocks.append(section(f":warning: {not_reviewed(_, asked.earlier)}"))
    kept = "" if asked.typed.empty else " " + _("Wat u eerder typte, staat er nog.")
    blocks.append(small(escape(_("Rust op: {article}.", article=ground.article)) + kept))
    return blocks


def _condition(labels: Labels, ground: Ground, condition: Condition, typed: Typed) -> Block:
    _, article = labels.say, condition.articles.get(ground.id, condition.article)
    return text_field(
        f"c:{condition.id}",
        _(condition.text),
        limit=REASON_LIMIT,
        multiline=True,
        initial=typed.reasons.get(condition.id, ""),
        hint=_("Rust op: {article}. Wordt verzegeld; geen burgerservicenummer.", article=article),
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
                hint=_("Alleen om de veiligheid of een lopend onderzoek. Vertel het later alsnog."),
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
