"""News about a whole series: it was changed, it goes on, somebody stands in for whoever left."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from casework.overleg.looking import SeriesCard
from handlers.kit import button, buttons, escape, section, small
from handlers.labels import Labels
from handlers.overleg import ids, terms
from handlers.overleg.notices import announcement


def altered(labels: Labels, card: SeriesCard) -> list[Block]:
    """Its time, place, hosts or last day are others now."""
    news = labels.say(":arrows_counterclockwise: *{title}* is gewijzigd", title=escape(card.title))
    return announcement(labels, card, news=news)


def resumed(labels: Labels, card: SeriesCard) -> list[Block]:
    """Its partnership takes part again."""
    news = labels.say(":arrow_forward: *{title}* gaat weer door", title=escape(card.title))
    return announcement(labels, card, news=news)


def stands_in(labels: Labels, card: SeriesCard) -> list[Block]:
    """For the coordinator: it goes on, and whoever hosted it does not belong here any more."""
    _ = labels.say
    return [
        *resumed(labels, card)[:1],
        section(
            _(
                "Wie dit overleg organiseerde of voorzat, hoort niet meer bij deze samenwerking. U neemt dat "
                "waar tot iemand anders is gekozen."
            )
        ),
        small(f"{terms.where(card)} · {terms.hosts(_, card.organiser, card.chair)} · {card.ref}"),
        buttons(
            button(
                ids.CHANGE,
                _("Kies iemand anders"),
                card.ref,
                style="primary",
                about=card.ref,
            ),
            button(ids.SHOW, _("Bekijk"), card.ref, about=card.ref),
        ),
    ]
