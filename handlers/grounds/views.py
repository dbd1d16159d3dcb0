"""What the privacy officer, the second person and whoever is told see of opened grounds."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from casework.grounds.opening import REASON_LIMIT, Opening, Standing
from handlers.grounds.ids import AGREE, CLOSE, DECLINE, KEPT, OPEN, SHOW
from handlers.inputs import select_field, text_field, user_field
from handlers.kit import button, buttons, escape, modal, row, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.naming import named
from handlers.paging import Part, paged
from rules.policy import INTERNAL


def offered(_: Language) -> ButtonElement:
    """For the privacy officer: which grounds are open."""
    return button(SHOW, _("Gronden vrijgeven"), "show")


def name(labels: Labels, ground: str) -> str:
    """A ground with its number, or the flag in words."""
    if ground == INTERNAL:
        return labels.say("Delen met collega's van de eigen organisatie (P27)")
    return f"{ground} {labels.say(labels.book.grounds[ground].name)}"


def shown(labels: Labels, standing: Standing, page: int = 0) -> View:
    """All that can be opened, who opened what, and the ways on."""
    _ = labels.say
    running = {one.ground: one for one in standing.running}
    head = [
        section(_("Deze gronden zijn dicht tot u ze vrijgeeft. Vrijgeven kan alleen met een tweede persoon."))
    ]
    parts: list[Part] = []
    for ground in standing.subjects:
        found = running.get(ground)
        if found is None:
            opens = button(OPEN, _("Vrijgeven"), ground, about=ground)
            parts.append([row(f":lock: *{escape(name(labels, ground))}*", opens)])
            continue
        closes = button(CLOSE, _("Sluiten"), ground, style="danger", about=ground)
        said = "\n".join([_heading(labels, found), _state(_, found), _reasons(_, found)])
        parts.append([row(said, closes)])
    return modal(SHOW, _("Gronden vrijgeven"), paged(_, page, parts, head=head), close=_("Klaar"))


def open_form(labels: Labels, standing: Standing, chosen: str) -> View:
    """Which ground, why, and who looks along."""
    _ = labels.say
    blocks: list[Block] = [
        section(
            _("Vrijgeven geldt voor iedereen in deze werkruimte, vanaf het akkoord van de tweede persoon.")
        ),
        _which(labels, standing.free, chosen),
        _why(_),
        user_field(
            "second",
            _("Wie kijkt mee?"),
            initial=standing.second,
            hint=_("Iemand van de lijst van beoordelaars, niet uzelf."),
        ),
    ]
    return modal(OPEN, _("Grond vrijgeven"), blocks, submit=_("Vraag akkoord"), close=_("Annuleren"))


def close_form(labels: Labels, standing: Standing, chosen: str) -> View:
    """Which ground to close and why; it holds at once."""
    _ = labels.say
    running = tuple(one.ground for one in standing.running)
    blocks: list[Block] = [
        section(_("Sluiten geldt meteen. Wat erop is gedeeld, is dan dicht; wie het kreeg, hoort dat.")),
        _which(labels, running, chosen),
        _why(_),
    ]
    return modal(CLOSE, _("Grond sluiten"), blocks, submit=_("Sluiten"), close=_("Annuleren"))


def kept(labels: Labels, ground: str, *, asked: bool) -> View:
    """What was stored."""
    _ = labels.say
    said = (
        _("Het akkoord voor *{ground}* is gevraagd; u hoort het.", ground=escape(name(labels, ground)))
        if asked
        else _("*{ground}* is gesloten.", ground=escape(name(labels, ground)))
    )
    return modal(KEPT, _("Vastgelegd"), [section(f":white_check_mark: {said}")], close=_("Sluiten"))


def asked(labels: Labels, found: Opening) -> list[Block]:
    """For the second person: agree or not; afterwards how it stands."""
    _ = labels.say
    blocks: list[Block] = [section(_heading(labels, found))]
    if found.state != "waiting":
        return [*blocks, section(_state(_, found))]
    return [
        *blocks,
        section(
            _(
                "<@{user}> wil dit vrijgeven, omdat: {reason}",
                user=found.asked_by,
                reason=escape(found.reason),
            )
        ),
        buttons(
            button(
                AGREE,
                _("Akkoord"),
                found.ref,
                style="primary",
                confirm=(
                    _("Vrijgeven?"),
                    _("Vanaf nu kan iedereen in deze werkruimte die erbij past, deze grond gebruiken."),
                    _("Akkoord"),
                    _("Nog niet"),
                ),
            ),
            button(DECLINE, _("Niet akkoord"), found.ref, style="danger"),
        ),
    ]


def told(labels: Labels, found: Opening) -> list[Block]:
    """For the privacy officers, the second person and the coordinators."""
    return [
        section(f"{_heading(labels, found)}\n{_state(labels.say, found)}"),
        small(_reasons(labels.say, found)),
    ]


def _heading(labels: Labels, found: Opening) -> str:
    mark = {"waiting": ":hourglass_flowing_sand:", "open": ":unlock:"}.get(found.state, ":lock:")
    return f"{mark} *{escape(name(labels, found.ground))}* ({found.ref})"


def _state(_: Language, found: Opening) -> str:
    return {
        "waiting": _("Wacht op het akkoord van <@{user}>.", user=found.second),
        "open": _(
            "Vrij sinds {day}: gevraagd door <@{asker}>, akkoord van <@{second}>.",
            day=_.full_date(found.since.date()),
            asker=found.asked_by,
            second=found.second,
        ),
        "closed": _(
            "Gesloten op {day} door <@{user}>.", day=_.full_date(found.since.date()), user=found.closed_by
        ),
        "declined": _(
            "Niet vrijgegeven: <@{user}> ging niet akkoord of het is ingetrokken.", user=found.closed_by
        ),
    }[found.state]


def _reasons(_: Language, found: Opening) -> str:
    reason = found.closing_reason or found.reason
    return _("Reden: {reason}", reason=escape(reason))


def _which(labels: Labels, several: tuple[str, ...], chosen: str) -> Block:
    choices = [(one, name(labels, one)) for one in several]
    return select_field(
        "ground", labels.say("Welke grond?"), choices, initial=chosen if chosen in several else None
    )


def _why(_: Language) -> Block:
    return text_field(
        "reason",
        _("Waarom?"),
        limit=REASON_LIMIT,
        multiline=True,
        hint=_("Bijvoorbeeld het convenant, het besluit en de DPIA. Niets over een jongere."),
    )


def police_kept(labels: Labels, numbers: Sequence[str]) -> list[Block]:
    """Of which signals something came from the police, how that is judged, and what is possible."""
    _ = labels.say
    told = _(
        ":information_source: *In {signals} staat iets uit een politie- of justitiebron.* Dat telt als "
        "politiegegeven, welk label er ook bij staat: toestemming opent het niet, ook niet als die eerder is "
        "vastgelegd.",
        signals=named(_, numbers),
    )
    way_on = _(
        "Delen kan op grond E10 (verstrekking door politie of justitie), of op E09 in een casus die het "
        "Zorg- en Veiligheidshuis heeft aangenomen, zodra de privacyfunctionaris die grond heeft "
        "vrijgegeven. U hoeft nu niets te doen; bespreek het met de melder als anderen erop rekenden."
    )
    return [section(told), section(way_on)]
