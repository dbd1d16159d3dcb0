"""The short forms about one time of an overleg: moving, another chair, a deputy, an agenda item."""

from __future__ import annotations

from slack_sdk.models.views import View

from casework.merging import marks
from casework.overleg.drafting import ITEM_LIMIT
from casework.overleg.looking import TimeCard
from handlers.acts import note
from handlers.inputs import date_field, text_field, time_field, user_field
from handlers.kit import escape, modal, section
from handlers.labels import Labels
from handlers.overleg import ids, terms


def move(labels: Labels, card: TimeCard) -> View:
    """Another day or time for one time of an overleg."""
    _ = labels.say
    shown = {"date": card.held.day.isoformat(), "time": _.clock(card.held.starts)}
    blocks = [
        section(
            _(
                "*{title}* · {span}\nOver de wijziging krijgt iedereen bericht; herinneringen schuiven mee.",
                title=escape(card.series.title),
                span=terms.span(_, card),
            )
        ),
        date_field("date", _("Nieuwe datum"), initial=shown["date"]),
        time_field("time", _("Nieuwe tijd"), initial=shown["time"]),
    ]
    return modal(
        ids.MOVE,
        _("Overleg verzetten"),
        blocks,
        submit=_("Verzetten"),
        close=_("Annuleren"),
        metadata=note(ref=card.ref, was=marks(shown)),
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
        metadata=note(ref=card.ref, was=marks({"chair": card.chair})),
    )


def deputy(labels: Labels, card: TimeCard, deputy_: str | None) -> View:
    """Who comes in somebody's place; the absence itself is recorded already."""
    _ = labels.say
    blocks = [
        section(
            _(
                ":white_check_mark: U bent afgemeld voor *{title}*, {span}.",
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
        metadata=note(ref=card.ref, was=marks({"user": deputy_ or ""})),
    )


def item(labels: Labels, card: TimeCard, typed: str = "") -> View:
    """Something to put on the agenda."""
    _ = labels.say
    blocks = [
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
        metadata=note(ref=card.ref),
    )
