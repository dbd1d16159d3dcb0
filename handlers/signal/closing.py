"""Closing a signal: the form, and the word back to who took part."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.signals.answering import OUTCOME_LIMIT
from casework.signals.looking import SignalCard
from casework.signals.word_back import Closing
from handlers.acts import note
from handlers.inputs import select_field, text_field
from handlers.kit import button, buttons, modal, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.markup import quoted
from handlers.naming import named
from handlers.signal.endings import choices, result
from handlers.signal.ids import CLOSE, SHOW
from handlers.signal.views import stub_text


def close_form(labels: Labels, now: Closing, typed: str = "", chosen: str = "") -> View:
    """What came of a signal, and who will hear it."""
    _ = labels.say
    blocks = [
        section(
            _("*{ref}* afsluiten. Details kunnen daarna niet meer worden gedeeld of ingezien.", ref=now.ref)
        ),
        select_field(
            "result",
            _("Hoe liep het af?"),
            choices(_),
            initial=chosen,
            optional=True,
        ),
        text_field(
            "outcome",
            _("Wat is ermee gedaan?"),
            limit=OUTCOME_LIMIT,
            multiline=True,
            initial=typed,
            placeholder=_("Bijvoorbeeld: de jongerenwerker sprak de jongere; er is nu elke week contact"),
            hint=_("Alle partners in het kanaal lezen dit. Noem geen naam."),
        ),
        small(_hears(_, now)),
    ]
    return modal(
        CLOSE,
        _("Signaal afsluiten"),
        blocks,
        submit=_("Afsluiten"),
        close=_("Annuleren"),
        metadata=note(ref=now.ref),
    )


def _hears(_: Language, now: Closing) -> str:
    if not now.hearers:
        return _("Er deed nog niemand mee; uw antwoord staat straks op de kaart.")
    who = named(_, [f"<@{one}>" for one in now.hearers])
    return _("Wie meedeed krijgt uw antwoord als bericht: {who}.", who=who)


def word_back(labels: Labels, facts: SignalCard, closer: str, reader: str) -> list[Block]:
    """For who took part: who closed it, how it ended, what was done, and what they themselves did."""
    _ = labels.say
    named = facts.author is not None or facts.lead == closer
    who = f"<@{closer}>" if named else _("Wie dit afsloot,")
    said = [_("*{ref}* is afgesloten. {who} laat weten hoe het afliep:", ref=facts.ref, who=who)]
    if how := result(_, facts):
        said.append(how)
    held = _("De tekst is niet zichtbaar: er staat de naam van de jongere in.")
    said.append(f"> _{held}_" if "outcome" in facts.held else quoted(facts.outcome or ""))
    return [
        section("\n".join(said)),
        section(_("Het ging om:") + "\n" + stub_text(labels, facts)),
        small(_("{part} Dank voor uw inzet.", part=_part(_, facts, reader))),
        buttons(button(SHOW, _("Bekijk"), facts.ref, about=facts.ref)),
    ]


def _part(_: Language, facts: SignalCard, reader: str) -> str:
    """Why this person hears it."""
    if facts.author is not None and facts.author.user_id == reader:
        return _("U hebt dit gemeld.")
    if facts.author is None and facts.lead != reader and not _answered(facts, reader):
        return _("U hebt dit gemeld.")
    answer = _answered(facts, reader)
    said = {"pickup": _("U pakte dit op."), "call": _("U wilde hierover gebeld worden.")}
    return said.get(answer or "") or _("U had de regie.")


def _answered(facts: SignalCard, reader: str) -> str | None:
    return next((one.answer for one in facts.reactions if one.partner.user_id == reader), None)
