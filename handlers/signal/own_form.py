"""What authors read back of what they wrote, and the form in which they put one detail right."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.views import View

from casework.refs import ref
from casework.signals.amending import OwnDetail, OwnDetails
from handlers.acts import note
from handlers.kit import button, buttons, escape, modal, section, small, verbatim
from handlers.labels import Labels, upper_first
from handlers.paging import paged
from handlers.signal.form import detail_fields
from handlers.signal.ids import CORRECT, OWN


def own_details(labels: Labels, found: OwnDetails, page: int = 0) -> View:
    """What somebody wrote themselves, each with a way to put it right."""
    _, this = labels.say, ref("S", found.number)
    head = [section(_("*{ref}* – wat u zelf hebt geschreven. :lock:", ref=this))]
    parts = [
        [
            *verbatim(one.text),
            small(escape(upper_first(labels.kinds(one.categories)))),
            buttons(button(CORRECT, _("Verbeter"), f"{this} {one.id}")),
        ]
        for one in found.details
    ]
    blocks = paged(_, page, parts, head=head)
    return modal(OWN, _("Mijn details"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def correct_detail(labels: Labels, this: str, detail: OwnDetail, categories: Sequence[str]) -> View:
    """One detail as it stands, to be put right."""
    _ = labels.say
    blocks = [
        section(_("*{ref}* – verbeter wat er staat. De oude tekst leest daarna niemand meer.", ref=this)),
        *detail_fields(labels, categories, detail.text, detail.categories, optional=False),
    ]
    return modal(
        CORRECT,
        _("Details verbeteren"),
        blocks,
        submit=_("Verzegelen"),
        close=_("Annuleren"),
        metadata=note(ref=this, item=detail.id),
    )
