"""A refusal people can read: the reason in one sentence and the shortest lawful way on as a button."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from casework.errors import (
    AtTheDoor,
    ForHosts,
    ForReader,
    NotReached,
    NotYours,
    OwnSignal,
    Refused,
    RefusedReader,
)
from handlers.acts import Answer, Errors, Show, note
from handlers.chosen import with_whom
from handlers.consent.seeking import tried_lines
from handlers.kit import button, buttons, modal, section, sections, small
from handlers.language import Language
from handlers.reasons import next_step, reason

_CONSENT_HINTS = frozenset(
    {
        "ASK_CONSENT",
        "ASK_PARENT",
        "ASK_YOUTH",
        "ASK_OTHER_PARENT",
        "ASK_GUARDIAN",
        "ASK_REPRESENTATIVE",
        "ASK_EXPLICIT",
        "HEAR_YOUTH",
        "RECORD_OTHER_PARENT",
        "VERIFY_GEZAG",
        "RENEW_CONSENT",
    }
)
_EXCEPTION_HINTS = frozenset({"COMPLETE_CONDITIONS", "RENEW_EXCEPTION", "OTHER_WAYS"})

# A refusal that says nothing about sharing: no word about talking anonymously, and nothing to wait for.
_NOT_ABOUT_DETAILS = frozenset(
    {
        "NOT_FOR_YOU",
        "NUMBER_NEEDED",
        "OVERLEG_NUMBER_NEEDED",
        "OVERLEG_CANCELLED",
        "OVERLEG_SKIPPED",
        "OVERLEG_OVER",
        "OVERLEG_NONE_LEFT",
        "OVERLEG_NOT_ABSENT",
        "AGENDA_FULL",
        "ALREADY_ASKED",
        "ALREADY_POSTED",
        "SIGNAL_DRAFT",
        "NO_DECISIONS",
        "ACTION_DONE",
        "GOAL_ENDED",
        "GOAL_EVALUATED",
        "PERIOD_NOT_OVER",
        "TRY_AGAIN",
        "CHANNEL_UNKNOWN",
        "OUTGROWN",
    }
)


# The ways on of whoever only misses the date of birth: a form asks all the rest (rulebook 5, row 3).
_BIRTH_DATE = frozenset({"ADD_BIRTH_DATE", "BIRTH_DATE_FIRST"})


def refusal(language: Language, refused: Refused) -> View:
    """The readable refusal; its private_metadata is the machine's copy (wire 3)."""
    _ = language
    if isinstance(refused, AtTheDoor):
        return at_the_door(_, refused)
    said = _said(_, refused)
    blocks: list[Block] = [section(f":no_entry: *{said}*")]
    if isinstance(refused, NotReached):
        blocks += sections(tried_lines(_, refused.tried))
    if step := _whom_to_ask(_, refused) or next_step(_, refused.hint):
        blocks.append(section(_("*Wat nu?* {step}", step=step)))
    if refused.code == "ACUTE_FAST_PATH":
        blocks.insert(0, section(_(":rotating_light: *Is er nu gevaar? Bel 112.*")))
    offered = way_on(_, refused) or _overleg_way_on(_, refused)
    beside = _way_beside(_, refused)
    if offered:
        row = buttons(offered, *([beside] if beside else []))
        row.block_id = with_whom(refused.chosen)
        blocks.append(row)
    about_details = refused.code not in _NOT_ABOUT_DETAILS
    if about_details:
        blocks.append(small(_("Anoniem overleggen mag altijd, zolang niemand de jongere kan herkennen.")))
    title = _("Dit kan nog niet") if about_details else _("Dit kan niet")
    return modal(
        "refusal",
        title,
        blocks,
        close=_("Sluiten"),
        metadata=_machine_copy(refused.code, refused.decision, refused.hint, refused.ref, None),
    )


def _whom_to_ask(_: Language, refused: Refused) -> str | None:
    if isinstance(refused, RefusedReader) and refused.code == ForReader.NOT_INVOLVED:
        return _("Vraag de melder u te betrekken, of zeg op de kaart dat u iets kunt betekenen.")
    if not isinstance(refused, NotYours) or refused.ask is None:
        return None
    who = f"<@{refused.ask}>"
    if refused.may_lead:
        return _("Vraag het {who}, of neem als coördinator zelf de regie.", who=who)
    if refused.involved:
        return _("Vraag het {who}. U kunt zelf reageren, meedenken zonder naam, en details vragen.", who=who)
    return _("Kunt u hier iets betekenen? Laat het {who} weten; die kan u erbij betrekken.", who=who)


def at_the_door(_: Language, refused: AtTheDoor) -> View:
    """For whom the act is not, whatever it is about: what they can do instead."""
    return modal(
        "refusal",
        _("Dit kan niet"),
        outside(_, refused.held, refused.keepers),
        close=_("Sluiten"),
        metadata=_machine_copy(refused.code, refused.decision, None, None, None),
    )


def outside(_: Language, held: Sequence[str], keepers: Sequence[str]) -> list[Block]:
    """Who keeps the list, and what anybody may do without being in it."""
    who = " / ".join(f"<@{one}>" for one in keepers) or _("degene die u in dit kanaal uitnodigde")
    if "beheerder" in held:
        said = _("*Dit is voor partners in een samenwerking.* U bent beheerder van Schakel.")
        step = _("Zet uzelf met `/partners nieuw` in een samenwerking als u ook zelf meldt.")
    elif held:
        said = _("*Dit is voor partners in een samenwerking.* U hebt in Schakel een andere taak.")
        step = _("Wat voor u is, staat op Start. Wilt u ook zelf melden? Vraag het {who}.", who=who)
    else:
        said = _("*U staat nog niet in de lijst van partners.* Schakel kent u daarom niet.")
        step = _("Vraag {who} om u toe te voegen; daarna werkt alles meteen.", who=who)
    return [
        section(f":wave: {said}\n{step}"),
        section(
            _(
                "*Kan het niet wachten?* Is er nu gevaar: *bel 112*. Anders geeft Veilig Thuis dag en nacht "
                "advies, ook anoniem: 0800-2000. Zonder naam overleggen mag altijd."
            )
        ),
    ]


def gave_way(language: Language, act: str, code: str = "TRY_AGAIN") -> Answer:
    """Others were at the same thing each time it was tried: a form stays, so that nothing typed is lost."""
    refused = Refused(code)
    if act.startswith("view:"):
        return Errors({"": reason(language, refused.code)})
    return Show(refusal(language, refused))


def _said(_: Language, refused: Refused) -> str:
    if isinstance(refused, OwnSignal):
        return _("Dit signaal hebt u zelf gemeld.")
    if isinstance(refused, ForHosts):
        who = " / ".join(f"<@{one}>" for one in refused.hosts)
        return _("Dit doet wie dit overleg organiseert of voorzit: {who}.", who=who)
    if isinstance(refused, NotYours) and refused.involved:
        return _("Dit is voor wie de regie over {ref} heeft.", ref=refused.ref)
    if isinstance(refused, NotYours):
        return _("U bent bij {ref} niet gevraagd.", ref=refused.ref)
    if refused.hint in _BIRTH_DATE:
        return _("De geboortedatum van de jongere ontbreekt nog.")
    return _for_reader(_, refused.code) if isinstance(refused, RefusedReader) else reason(_, refused.code)


def _for_reader(_: Language, code: str) -> str:
    return {
        ForReader.NOT_INVOLVED: _(
            "Details leest alleen wie bij deze casus is betrokken, met een eigen account in deze werkruimte."
        ),
        ForReader.NOT_NAMED: _("Deze details zijn niet met u gedeeld."),
        ForReader.ENDED: _("Deze details zijn nu niet met u te delen. Vraag de melder wat er wel kan."),
    }[ForReader(code)]


def way_on(_: Language, refused: Refused) -> ButtonElement | None:
    """The shortest lawful way on after a refusal, as a button; None when there is none to press."""
    if refused.ref is None or refused.hint == "ASK_REPORTER":
        return None
    if isinstance(refused, RefusedReader):
        return button("disclosure.request", _("Vraag details"), refused.ref, style="primary")
    return _for_who_shares(_, refused, refused.ref)


def _for_who_shares(_: Language, refused: Refused, this: str) -> ButtonElement | None:
    if isinstance(refused, OwnSignal):
        return button("signal.show", _("Bekijk {ref}", ref=this), this, style="primary")
    if refused.code == "ALREADY_POSTED":
        return button("signal.show", _("Bekijk {ref}", ref=this), this, style="primary")
    if refused.code == "SIGNAL_DRAFT":
        return button("signal.partners", _("Plaats {ref}", ref=this), this, style="primary")
    if refused.code == "NOBODY_TAGGED":
        return button("signal.partners", _("Kies partners"), this, style="primary")
    if refused.code == "UNDO_TOO_LATE":
        return button("signal.close", _("Signaal afsluiten"), this, style="primary")
    if refused.code == "ALREADY_ASKED":
        return button("signal.pickup", _("Ik pak dit op"), this, style="primary")
    if isinstance(refused, NotYours) and refused.may_lead:
        return button("signal.lead", _("Kies wie de regie neemt"), this, style="primary")
    if isinstance(refused, NotYours) and refused.may_offer:
        return button("offer.make", _("Ik kan hier iets betekenen"), this, style="primary")
    return _by_hint(_, refused, this)


def _by_hint(_: Language, refused: Refused, this: str) -> ButtonElement | None:
    if refused.hint in _BIRTH_DATE:
        return button("subject.add", _("Vul de geboortedatum in"), this, style="primary")
    if refused.hint == "SHARE_ON_DEMAND":
        return button("signal.share", _("Deel op aanvraag"), this, style="primary")
    closed_road = refused.decision == "NEEDS_EXCEPTION" or refused.hint in _EXCEPTION_HINTS
    if closed_road and refused.code != "NO_GROUND":
        return button("exception.record", _("Is er een andere grond?"), this, style="primary")
    if refused.hint in _CONSENT_HINTS or refused.code == "SCOPE_RECIPIENT":
        return button("consent.record", _("Leg toestemming vast"), this, style="primary")
    if refused.hint in {"REMOVE_ITEMS", "REMOVE_RECIPIENT"}:
        return button("signal.share", _("Deel minder"), this, style="primary")
    if refused.code in {"NOTHING_TO_SHARE"}:
        return button("detail.add", _("Leg details vast"), this, style="primary")
    return None


def _way_beside(_: Language, refused: Refused) -> ButtonElement | None:
    """One of several recipients can be left out; acute danger needs no date of birth (row 7a); who must still
    consent may not be found."""
    if refused.ref is None or isinstance(refused, RefusedReader):
        return None
    if refused.hint == "ADD_BIRTH_DATE":
        return button("exception.record", _("Nu gevaar? Deel zonder"), refused.ref)
    if refused.hint == "OTHER_WAYS":
        return button("consent.unreached", _("Nog een poging"), refused.ref)
    if refused.code == "MISSING_CONSENTER" and refused.hint == "ASK_OTHER_PARENT":
        return button("consent.unreached", _("Niet te bereiken?"), refused.ref)
    if refused.code != "SCOPE_RECIPIENT":
        return None
    return button("signal.share", _("Deel minder"), refused.ref)


def _overleg_way_on(_: Language, refused: Refused) -> ButtonElement | None:
    if refused.ref is None:
        return None
    if refused.code == "OVERLEG_SKIPPED":
        return button("overleg.move", _("Toch houden of verzetten"), refused.ref, style="primary")
    if refused.code in {"OVERLEG_CANCELLED", "OVERLEG_NONE_LEFT"}:
        return button("overleg.new", _("Overleg plannen"), "new", style="primary")
    if refused.code in {"GOAL_ENDED", "GOAL_EVALUATED"}:
        return button("goal.show", _("Bekijk {ref}", ref=refused.ref), refused.ref, style="primary")
    return None


def way_taken(language: Language) -> View:
    """In the place of a refusal whose button did at once what was possible instead."""
    _ = language
    return _said_of_a_press(
        _, _("Gedaan"), ":white_check_mark: " + _("Het is gedaan. U kunt dit scherm sluiten.")
    )


def told(language: Language, sentence: str) -> View:
    """What a press in a modal answers with, where the person looks: a private message would be elsewhere."""
    return _said_of_a_press(language, language("Ter informatie"), f":information_source: {sentence}")


def _said_of_a_press(_: Language, title: str, sentence: str) -> View:
    return modal("refusal", title, [section(sentence)], close=_("Sluiten"), metadata=note())


def problem(language: Language, sentence: str, reference: str) -> View:
    """Something broke on our side; the reference leads to the log line."""
    _ = language
    return modal(
        "refusal",
        _("Er ging iets mis"),
        [section(f":warning: {sentence}")],
        close=_("Sluiten"),
        metadata=_machine_copy("ERROR", "DENY", None, None, reference),
    )


def _machine_copy(code: str, decision: str, hint: str | None, ref: str | None, error: str | None) -> str:
    return note(code=code, decision=decision, hint=hint, ref=ref, error=error)
