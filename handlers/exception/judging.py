"""What the reviewer sees while judging an exception: the dossier, the buttons, the form for a no."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from casework.exceptions.recording import REASON_LIMIT
from casework.exceptions.reviewing import Dossier
from handlers.acts import note
from handlers.disclosure.views import item_blocks
from handlers.exception.ids import APPROVE, REJECT, SHOW
from handlers.inputs import text_field
from handlers.kit import button, buttons, escape, modal, section, small, verbatim
from handlers.labels import Labels, inside_sentence
from handlers.language import Language
from handlers.paging import Part, paged
from handlers.why.buttons import why_button


def dossier(labels: Labels, shown: Dossier, page: int = 0) -> View:
    """What the reviewer weighs: the ground, each condition with its reasoning, and the data asked for."""
    _ = labels.say
    names = labels.partners(shown.recipients)
    kinds = labels.kinds(shown.categories)
    head: list[Block] = [
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
    parts: list[Part] = []
    if shown.rejection:
        parts.append([section(_("*Afgewezen, omdat:*")), *verbatim(shown.rejection)])
    parts += _reasons(labels, shown)
    told = _("Jongere of ouders zijn ingelicht.") if shown.informed else _("Nog niet ingelicht, omdat:")
    parts.append([section(f"*{told}*"), *verbatim(shown.informed_reason or "")])
    parts += [[DividerBlock(), *item_blocks(labels, item)] for item in shown.items]
    judging: list[Block] = []
    if shown.waits_for_me:
        judging = [
            buttons(*_judge_buttons(_, shown.ref), why_button(_, shown.ref)),
            small(_("Dat u dit leest, is vastgelegd. Deel er niets van.")),
        ]
    return modal(
        SHOW,
        _("Uitzondering {ref}", ref=shown.ref),
        paged(_, page, parts, head=head, tail=judging),
        close=_("Sluiten"),
        metadata=note(ref=shown.ref),
    )


def _reasons(labels: Labels, shown: Dossier) -> list[Part]:
    """Each condition with its reasoning; where one text stands for several, it is not said again."""
    _, reasons, later = labels.say, shown.reasons, shown.to_complete
    said = small(_("In acuut gevaar gedeeld met de tekst hierboven; een eigen reden volgt nog."))
    return [
        [
            section(f"*{escape(_(labels.book.conditions[key].text))}*"),
            *([said] if key in later else verbatim(reasons[key])),
        ]
        for key in shown.ground.conditions
        if reasons.get(key)
    ]


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
            about=this,
        ),
        button(REJECT, _("Wijs af"), this, style="danger", about=this),
    )


def judge_buttons(_: Language, this: str) -> Block:
    """Read, approve, reject: for the reviewer's message."""
    look = button(SHOW, _("Lees de afweging"), this, about=this)
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
