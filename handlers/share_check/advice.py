"""The answer of the guided check: one sentence, its rule, the lighter way, what must hold, what opens it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from slack_sdk.models.blocks import Block, DividerBlock, SectionBlock
from slack_sdk.models.views import View

from casework.signals.looking import SignalCard
from handlers.acts import note
from handlers.kit import button, buttons, escape, modal, section, small
from handlers.labels import Labels, inside_sentence
from handlers.share_check.ids import ADVICE, RECORD
from handlers.share_check.sentences import (
    article,
    because,
    cited,
    ground_line,
    leave_out,
    proviso_line,
    sentence,
    to_mind,
    whom_to_ask,
)
from rules.advising import Advice
from rules.supposing import REFUSED, signed

SHOWN_GROUNDS = 3


def advice(labels: Labels, found: Advice, own: Sequence[SignalCard], recordable: frozenset[str]) -> View:
    """The answer; `own` are open signals to record at, `recordable` the buttons this deployment has."""
    _ = labels.say
    blocks: list[Block] = []
    if found.acute:
        blocks.append(section(_(":rotating_light: *Bel 112.* Delen in Schakel komt daarna.")))
    blocks.append(section(f"{_mark(found)} *{sentence(labels, found)}*"))
    blocks.append(small(_("Regel: {rule}", rule=_rule(labels, found))))
    vital = [_grounds(labels, found)] if found.acute and found.grounds else []
    blocks += [*vital, *_lighter(labels, found), *_provisos(labels, found), *_roads(labels, found)]
    blocks.append(
        small(
            _(
                "Er is niets opgeslagen. Dit gaat over wat u zelf weet: wat u hoorde van iemand met een "
                "beroepsgeheim, blijft ook bij u geheim."
            )
        )
    )
    blocks += [DividerBlock(), *_recording(labels, found, own, recordable)]
    return modal(ADVICE, _("Mag ik dit delen?"), blocks, close=_("Sluiten"), metadata=_machine_copy(found))


def _rule(labels: Labels, found: Advice) -> str:
    if found.vital is not None:
        return article(labels.say, found.vital.ground.article)
    return cited(labels, found.citation)


def _mark(found: Advice) -> str:
    if found.verdict.allowed:
        return ":large_green_circle:"
    if found.consent is not None or found.grounds:
        return ":large_yellow_circle:"
    return ":red_circle:"


def _lighter(labels: Labels, found: Advice) -> list[SectionBlock]:
    """Anonymous consultation: offered before anything else, unless somebody is in danger now."""
    _ = labels.say
    if found.anonymous is None or found.acute:
        return []
    said = _(
        ":bust_in_silhouette: *Anoniem overleggen kan altijd.* Zolang niemand de jongere kan herkennen, "
        "is er geen toestemming nodig."
    )
    if found.anonymous:
        said += " " + _(
            "Laat dan weg: {what}.", what=leave_out(labels.category(one) for one in found.anonymous)
        )
    return [section(said)]


def _provisos(labels: Labels, found: Advice) -> list[SectionBlock]:
    _ = labels.say
    if not found.provisos:
        return []
    lines = [f"• {proviso_line(labels, found, one)}" for one in found.provisos]
    return [section(_("*Dit moet kloppen:*") + "\n" + "\n".join(lines))]


def _roads(labels: Labels, found: Advice) -> list[Block]:
    """What would make it possible, the lightest way first."""
    _ = labels.say
    blocks: list[Block] = []
    if found.direct:
        why = because(labels, found, found.otherwise)
        blocks.append(
            section(_("*Geeft niet iedereen rechtstreeks dezelfde hulp?* Dan niet: {why}", why=why))
        )
    if found.consent is not None:
        said = _(":speech_balloon: *Met toestemming:* {ask}", ask=whom_to_ask(labels, found))
        out = found.consent.without
        if out.categories or out.recipients:
            said += " " + _("Laat weg: {what}.", what=_out(labels, out.categories, out.recipients))
        said += to_mind(labels, found.consent.provisos)
        if found.consent.citation != found.citation:
            said += f" _({cited(labels, found.consent.citation, short=True)})_"
        blocks.append(section(said))
    if found.grounds and not found.acute:
        blocks.append(_grounds(labels, found))
    return blocks


def _grounds(labels: Labels, found: Advice) -> SectionBlock:
    _ = labels.say
    most = 1 if found.vital is not None else SHOWN_GROUNDS
    shown, rest = found.grounds[:most], found.grounds[most:]
    heading = _.plural(
        ":scales: *Zonder toestemming:* alleen op deze grond, als alle voorwaarden kloppen.",
        ":scales: *Zonder toestemming:* alleen op een van deze {n} gronden, als alle voorwaarden kloppen.",
        len(found.grounds),
    )
    lines = [] if found.vital is not None else [heading]
    for one in shown:
        line = f"• {ground_line(labels, one.ground)}"
        if not one.here:
            line += " " + _("Dit loopt buiten Schakel om.")
        if one.without.categories or one.without.recipients:
            out = _out(labels, one.without.categories, one.without.recipients)
            line += " " + _("Laat weg: {what}.", what=out)
        lines.append(line)
    if rest:
        named = ", ".join(f"{one.ground.id} {inside_sentence(_(one.ground.name))}" for one in rest)
        lines.append(_("_Verder mogelijk: {grounds}._", grounds=escape(named)))
    return section("\n".join(lines))


def _out(labels: Labels, categories: Iterable[str], recipients: Iterable[str]) -> str:
    names = [labels.category(one) for one in categories] + [labels.role(one) for one in recipients]
    return leave_out(names)


def _recording(
    labels: Labels, found: Advice, own: Sequence[SignalCard], recordable: frozenset[str]
) -> list[Block]:
    """Where it can be recorded: at an own open signal, or at a new one."""
    _ = labels.say
    fitting = [one for one in _acts(labels, found) if one[0] in recordable]
    blocks: list[Block] = []
    if own and fitting:
        blocks.append(section(_("*Vastleggen bij een signaal van u?*")))
        for card in own:
            about = f"*{card.ref}* · {escape(labels.level(card.level))} · {escape(labels.place(card.place))}"
            blocks.append(section(about))
            blocks.append(buttons(*(button(act, label, card.ref) for act, label in fitting)))
        blocks.append(buttons(button(RECORD, _("Leg vast als nieuw signaal"), "new")))
        return blocks
    about = _("Wilt u dit vastleggen? Dat doet u bij een signaal; wat u koos staat er dan al in.")
    return [small(about), buttons(button(RECORD, _("Leg vast"), "new", style="primary"))]


def _acts(labels: Labels, found: Advice) -> list[tuple[str, str]]:
    _ = labels.say
    acts = []
    if found.answers.said in REFUSED:
        acts.append(("consent.refused", _("Leg weigering vast")))
    if signed(found.answers) or found.consent is not None:
        acts.append(("consent.record", _("Leg toestemming vast")))
    if any(one.here for one in found.grounds):
        acts.append(("exception.record", _("Leg uitzondering vast")))
    return acts


def _machine_copy(found: Advice) -> str:
    """References and option values only; the same keys as a readable refusal."""
    answers = found.answers
    return note(
        code=found.verdict.reason,
        decision=str(found.verdict.decision),
        hint=found.verdict.hint,
        ref=None,
        error=None,
        answers={"categories": sorted(answers.categories), "danger": str(answers.danger)},
    )
