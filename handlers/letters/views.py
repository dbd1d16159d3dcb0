"""Choosing a letter: to whom and in which language."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.explaining_letters import LOCALES, Addressee
from handlers.acts import note
from handlers.kit import button, buttons, modal, section, small
from handlers.labels import Labels
from handlers.letters.ids import GIVEN, OFFERED


def offered(labels: Labels, this: str, act: str, *, wait: bool = False) -> View:
    """A button for each letter; `this` names what it is about and `act` what makes it.

    `wait` says that somebody wrote down why telling had to wait.
    """
    _ = labels.say
    names = {
        (Addressee.YOUTH, "nl"): _("Voor de jongere, in het Nederlands"),
        (Addressee.YOUTH, "en"): _("Voor de jongere, in het Engels"),
        (Addressee.PARENT, "nl"): _("Voor een ouder, in het Nederlands"),
        (Addressee.PARENT, "en"): _("Voor een ouder, in het Engels"),
    }
    blocks: list[Block] = [section(_("Kies een brief. Er staan geen namen in; vul die zelf in."))]
    if wait:
        blocks.append(
            section(
                _(
                    ":warning: *Bij deze uitzondering staat dat vertellen moest wachten.* Geef de brief pas "
                    "als dat weer kan, en uiterlijk na dertig dagen."
                )
            )
        )
    blocks += [
        buttons(button(act, names[who, locale], f"{this} {locale} {who}"))
        for who in Addressee
        for locale in LOCALES
    ]
    blocks.append(small(_("Welke tekst u geeft, staat daarna in het logboek.")))
    return modal(
        OFFERED, _("Brief met uitleg"), blocks, close=_("Sluiten"), metadata=note(ref=this.partition(" ")[0])
    )


def given(labels: Labels, said: str) -> View:
    """Where the letter is."""
    return modal(GIVEN, labels.say("Brief met uitleg"), [section(said)], close=labels.say("Sluiten"))
