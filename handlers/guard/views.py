"""What the author of a message and the coordinator hear: what to do, never what it says or whom it fits."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers.guard.ids import HOW, REMOVED
from handlers.kit import button, buttons, modal, section, small
from handlers.language import Language


def hint(_: Language, reference: str, channel: str, said_at: str) -> list[Block]:
    """For its author alone; the same words whatever was recognised."""
    told = _(
        ":eye: *Is hier iemand te herkennen?* Uw bericht van {time} in <#{channel}> kan iemand herkenbaar "
        "maken. Iedereen in dat kanaal leest mee.",
        time=said_at,
        channel=channel,
    )
    way = _(
        "Haal het bericht weg of maak het algemener. Wilt u het delen, leg dan bij het signaal vast waarom "
        "dat mag (toestemming of een uitzondering) en deel het daar; `/delen` helpt u op weg. "
        "Klopt het niet, dan hoeft u niets te doen."
    )
    return [
        section(told),
        section(way),
        buttons(button(REMOVED, _("Haal weg"), reference, style="primary")),
    ]


def how(_: Language, *, stands: bool) -> View:
    """How to take it away; Schakel cannot: nobody's message is anybody else's to delete."""
    if not stands:
        return modal(
            HOW,
            _("Weggehaald"),
            [section(_(":white_check_mark: Het bericht staat er niet meer, of is aangepast. Dank u wel."))],
            close=_("Sluiten"),
        )
    steps = _(
        "1. Ga naar uw bericht.\n2. Kies bij de drie puntjes *Bericht verwijderen* of *Bericht bewerken*.\n"
        "3. Stond er een bestand bij, verwijder dat ook."
    )
    after = _(
        "Zodra het weg is, verdwijnt ook deze aanwijzing. "
        "Schakel kan berichten van een ander niet verwijderen."
    )
    return modal(HOW, _("Zo haalt u het weg"), [section(steps), small(after)], close=_("Sluiten"))


def standing(_: Language, channel: str, author: str, reference: str | None) -> list[Block]:
    """For the coordinator, after ten minutes; the number only where it fits one signal."""
    told = _(
        ":eye: In <#{channel}> staat al tien minuten een bericht van <@{author}> "
        "waarin iemand te herkennen kan zijn.",
        channel=channel,
        author=author,
    )
    blocks: list[Block] = [section(told)]
    if reference is not None:
        blocks.append(section(_("Het kan gaan om {ref}.", ref=reference)))
    blocks.append(small(_("De schrijver heeft hierover bericht gekregen. Spreek elkaar zo nodig even.")))
    return blocks
