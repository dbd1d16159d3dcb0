"""What people see of consent once somebody was asked: what it led to, the prompt in the thread."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from casework.consent.confirming import Confirmation
from casework.consent.objecting import Objected
from casework.consent.recording import Recorded
from casework.consent.same_person import Doubt
from casework.refs import ref
from casework.signals.looking import SignalCard
from handlers.acts import note
from handlers.consent.ids import CONFIRM, DENY, RECORD, RECORDS, REFUSED, SAME, UNREACHED, WITHDRAW
from handlers.kit import button, buttons, modal, section, sections, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.reasons import next_step, reason
from rules.model import Decision


def closed(labels: Labels, done: Objected, *, withdrawn: bool) -> View:
    """A no was recorded: what it means, and for who shares the only ways that are left."""
    _ = labels.say
    this = ref("S", done.number)
    said = _("De intrekking is vastgelegd.") if withdrawn else _("De weigering is vastgelegd.")
    if not done.may_go_on:
        alike = only_recorded(labels)
        return modal("consent.closed", _("Vastgelegd"), alike, close=_("Sluiten"), metadata=note(ref=this))
    blocks: list[Block] = [
        section(f":lock: *{said}*"),
        section(_("Met toestemming delen kan niet zolang dit nee staat. Anoniem overleggen mag altijd.")),
    ]
    if done.may_go_on:
        blocks.append(buttons(button("exception.record", _("Is er een andere grond?"), this)))
    return modal("consent.closed", _("Vastgelegd"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def recorded(labels: Labels, outcome: Recorded) -> View:
    """What a record led to, with the shortest way on."""
    _ = labels.say
    this = ref("S", outcome.number)
    names = labels.partners(outcome.recipients)
    blocks: list[Block] = []
    if outcome.names_self:
        blocks += named_self(labels, outcome.waits_for)
    elif outcome.only_recorded:
        blocks += only_recorded(labels)
    elif outcome.verdict.decision is Decision.ALLOW:
        blocks.append(section(_(":white_check_mark: *Vastgelegd.* U mag nu delen met {names}.", names=names)))
        blocks.append(buttons(button("signal.share", _("Deel nu"), this, style="primary")))
    else:
        blocks.append(section(_(":memo: *Vastgelegd.* Delen kan nog niet.")))
        blocks += _lacks(_, outcome)
        closed_road = outcome.verdict.decision is Decision.NEEDS_EXCEPTION
        way_on = (
            button("exception.record", _("Is er een andere grond?"), this, style="primary")
            if closed_road
            else button(RECORD, _("Vul aan"), this, style="primary")
        )
        blocks.append(
            buttons(way_on, *unreached_button(_, outcome.verdict.reason, outcome.verdict.hint, this))
        )
    return modal("consent.recorded", _("Vastgelegd"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def _lacks(_: Language, outcome: Recorded) -> list[Block]:
    """All that is missing at once, each with what to do about it."""
    found = outcome.lacking if len(outcome.lacking) > 1 else (outcome.verdict,)
    lines: dict[str | None, list[str]] = {}
    for one in found:
        lines.setdefault(next_step(_, one.hint), []).append(reason(_, one.reason))
    said = [" ".join(why) + (f" *{step}*" if step else "") for step, why in lines.items()]
    if len(said) == 1:
        return [section(said[0])]
    return [section(_("*Dit ontbreekt nog:*")), *sections([f"• {one}" for one in said])]


def unreached_button(_: Language, code: str, hint: str | None, this: str) -> list[ButtonElement]:
    """Where a second parent must still consent: what to do when that parent cannot be found."""
    missing = code == "MISSING_CONSENTER" and hint == "ASK_OTHER_PARENT"
    return [button(UNREACHED, _("Niet te bereiken?"), this)] if missing else []


def only_recorded(labels: Labels) -> list[Block]:
    """All that who neither reported nor leads hears, whatever was recorded and whatever is in the case."""
    _ = labels.say
    return [
        section(_(":memo: *Vastgelegd.*")),
        section(_("De melder en wie de regie heeft, krijgen bericht; zij horen ook wat er nog nodig is.")),
    ]


def named_self(labels: Labels, waits_for: str | None) -> list[Block]:
    """Who recorded it is named in it: somebody else has to stand behind that."""
    _ = labels.say
    told = (
        _("Dat telt voor u zodra <@{who}> het bevestigt; die heeft een bericht gekregen.", who=waits_for)
        if waits_for
        else _("Hier is niemand die dat kan bevestigen. Laat een ander dit vastleggen.")
    )
    said = _(":memo: *Vastgelegd.* U noemt uzelf als ontvanger van wat een ander schreef.")
    return [section(said), section(told)]


def recorded_by(labels: Labels, this: str, actor: str) -> str:
    """Somebody recorded something about consent."""
    _ = labels.say
    return _("<@{who}> heeft bij *{ref}* vastgelegd wat er over toestemming is gezegd.", who=actor, ref=this)


def taken_away(labels: Labels, this: str, actor: str) -> str:
    """Somebody took such a record away."""
    _ = labels.say
    return _(
        "<@{who}> heeft bij *{ref}* een vastlegging over toestemming laten vervallen. Wat erop rustte, is "
        "dicht.",
        who=actor,
        ref=this,
    )


def helps_too(labels: Labels, this: str, actor: str) -> str:
    """Somebody recorded who carries out the same help."""
    _ = labels.say
    return _("<@{who}> heeft bij *{ref}* vastgelegd wie dezelfde hulp uitvoert.", who=actor, ref=this)


def can_decide(labels: Labels, this: str, actor: str) -> str:
    """Somebody recorded whether the young person can decide."""
    _ = labels.say
    return _("<@{who}> heeft bij *{ref}* vastgelegd of de jongere zelf kan beslissen.", who=actor, ref=this)


def told(labels: Labels, this: str, said: str, stub: str, missing: Sequence[Block]) -> list[Block]:
    """For reporter and lead: what somebody did about consent on their signal."""
    _ = labels.say
    return [section(said), section(stub), *missing, buttons(button(RECORDS, _("Wat is vastgelegd"), this))]


def to_confirm(labels: Labels, facts: Confirmation, stub: str) -> list[Block]:
    """For who is asked to stand behind a record: what it is, and what came of it."""
    _ = labels.say
    what = _("een uitzondering ({ground})", ground=facts.ground) if facts.ground else _("toestemming")
    said = _(
        "<@{who}> heeft bij *{ref}* {what} vastgelegd en noemt daarin zichzelf als ontvanger.",
        who=facts.recorded_by,
        ref=facts.signal_ref,
        what=what,
    )
    blocks: list[Block] = [section(said), section(stub)]
    if facts.state != "waiting":
        return [*blocks, section(_answered(labels, facts))]
    asked = _("Voor <@{who}> telt dit pas als u het bevestigt. Klopt het?", who=facts.recorded_by)
    return [
        *blocks,
        section(asked),
        buttons(
            button(CONFIRM, _("Klopt"), facts.value, style="primary"),
            button(
                DENY,
                _("Klopt niet"),
                facts.value,
                style="danger",
                confirm=(
                    _("Laten vervallen?"),
                    _("Deze vastlegging telt dan niet meer. Wat erop rust, is meteen dicht."),
                    _("Laat vervallen"),
                    _("Laat staan"),
                ),
            ),
        ),
    ]


def uncounted(labels: Labels, facts: Confirmation, stub: str) -> list[Block]:
    """A record names who made it and counts no more for them; what it waits for, and what came of it."""
    _ = labels.say
    what = _("een uitzondering ({ground})", ground=facts.ground) if facts.ground else _("toestemming")
    said = _(
        "<@{who}> heeft bij *{ref}* {what} vastgelegd en noemt daarin zichzelf als ontvanger.",
        who=facts.recorded_by,
        ref=facts.signal_ref,
        what=what,
    )
    if facts.state != "waiting":
        return [section(said), section(stub), section(_answered(labels, facts))]
    told = (
        _("Voor <@{who}> telt dit pas als <@{by}> het bevestigt.", who=facts.recorded_by, by=facts.waits_for)
        if facts.waits_for
        else _(
            "Voor <@{who}> telt dit niet: hier is niemand die het kan bevestigen. Laat een ander het "
            "vastleggen.",
            who=facts.recorded_by,
        )
    )
    return [section(said), section(stub), section(told)]


def confirmed(labels: Labels, facts: Confirmation) -> list[Block]:
    """For who named themselves: what came of it."""
    _ = labels.say
    said = _("U noemde uzelf als ontvanger bij *{ref}*.", ref=facts.signal_ref)
    return [section(f"{said} {_answered(labels, facts)}")]


def seconded(labels: Labels, this: str, recorder: str) -> list[Block]:
    """For who is named as having decided along for the institution: nothing of the case but its number."""
    _ = labels.say
    told = _(
        "<@{who}> heeft bij *{ref}* vastgelegd dat uw instelling als voogd instemt met delen, en noemt u als "
        "wie meebesliste.",
        who=recorder,
        ref=this,
    )
    return [section(told), section(_("Klopt dat niet? Meld het meteen bij de privacyfunctionaris."))]


def doubt(labels: Labels, facts: Doubt, stub: str) -> list[Block]:
    """For who recorded something, author and lead: is this still who was named?"""
    _ = labels.say
    who = labels.partner(facts.partner)
    said = _("*{ref}*: {who} stond in de lijst zonder account.", ref=facts.signal_ref, who=who)
    if not facts.open:
        return [section(said), section(_("Hierover hoeft u niets meer te zeggen."))]
    account = f"<@{facts.partner.user_id}>" if facts.partner.user_id else None
    since = (
        _("Nu hoort het account {account} erbij.", account=account) if account else _("De naam is veranderd.")
    )
    asked = _(
        "Wat toestemming of een uitzondering voor deze partner opende, is dicht totdat u zegt dat dit "
        "dezelfde persoon is. Is het een ander? Doe dan niets."
    )
    pressed = button(SAME, _("Dezelfde persoon"), facts.value, style="primary")
    return [section(f"{said} {since}"), section(stub), section(asked), buttons(pressed)]


def _answered(labels: Labels, facts: Confirmation) -> str:
    _ = labels.say
    if facts.state == "confirmed":
        who = f"<@{facts.answered_by}>" if facts.answered_by else _("de beoordelaar")
        return _(":white_check_mark: {who} heeft dit bevestigd.", who=who)
    if facts.state == "denied":
        return _(":no_entry: Deze vastlegging telt niet meer.")
    return _("Dit wacht nog op een antwoord.")


def prompt(labels: Labels, card: SignalCard) -> list[Block]:
    """The neutral prompt in the thread: nothing about who must consent or what is missing."""
    _ = labels.say
    if not card.is_open:
        return [section(_(":lock: De details van {ref} zijn niet meer in te zien.", ref=card.ref))]
    if not card.has_items:
        return [
            section(
                _(
                    ":speech_balloon: Bij {ref} zijn geen details vastgelegd. Overleg hier anoniem.",
                    ref=card.ref,
                )
            ),
            small(
                _("Anoniem is: niemand kan de jongere eruit herkennen. Geen naam, initialen, klas of datum.")
            ),
        ]
    said = (
        _(":unlock: De details van {ref} zijn gedeeld, zie hieronder.", ref=card.ref)
        if card.shared
        else _(":lock: De details van {ref} zijn nog niet deelbaar.", ref=card.ref)
    )
    return [
        section(said),
        buttons(
            button("signal.show", _("Wat kan ik doen?"), card.ref, style="primary", about=card.ref),
            rest=[
                button(RECORD, _("Leg toestemming vast"), card.ref),
                button(REFUSED, _("Leg weigering vast"), card.ref),
                button(WITHDRAW, _("Leg intrekking vast"), card.ref),
                button("exception.record", _("Andere grond"), card.ref),
                button("signal.share", _("Deel details"), card.ref),
            ],
        ),
    ]
