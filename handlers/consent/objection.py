"""The forms in which somebody's no is recorded, whether at once or later."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.consent.objecting import ObjectionQuestions
from casework.refs import ref
from handlers.consent.fields import persons, references
from handlers.consent.ids import REFUSED, WITHDRAW
from handlers.inputs import date_field, select_field
from handlers.kit import modal, section
from handlers.labels import Labels


def refused_form(labels: Labels, asked: ObjectionQuestions) -> View:
    """Recording that somebody said no."""
    _ = labels.say
    this = ref("S", asked.number)
    blocks: list[Block] = [
        section(
            _("*{ref}* – leg vast wie nee heeft gezegd. In het kanaal wordt dit niet getoond.", ref=this)
        ),
        select_field("refused_by", _("Wie weigerde?"), persons(labels, asked.persons), initial=asked.who),
        date_field("refused_on", _("Wanneer?"), initial=(asked.day or asked.today).isoformat()),
    ]
    return modal(
        REFUSED,
        _("Weigering vastleggen"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=references(this, asked.corrects),
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
        select_field("withdrawn_by", _("Wie trekt in?"), persons(labels, asked.persons), initial=alone),
        date_field("withdrawn_on", _("Vanaf welke dag?"), initial=(asked.day or asked.today).isoformat()),
    ]
    return modal(
        WITHDRAW,
        _("Intrekking vastleggen"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=references(this, asked.corrects),
    )
