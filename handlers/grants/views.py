"""What a beheerder sees of grants: the two forms, who holds what, and what was stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from casework.directory.grants import OPERATOR, Told
from handlers.grants.ids import GIVE, KEPT, TAKE
from handlers.inputs import select_field, user_field
from handlers.kit import button, modal, section, small
from handlers.language import Language
from handlers.naming import named

HOLDERS = 800  # characters for each grant


def names(_: Language) -> dict[str, str]:
    """What each grant is called."""
    return {
        "beheerder": _("beheerder"),
        "fg": _("privacyfunctionaris"),
        "reviewer": _("beoordelaar"),
    }


def offered(_: Language) -> Sequence[ButtonElement]:
    """For a beheerder: the way to both forms."""
    return (
        button(GIVE, _("Bevoegdheid geven"), "give"),
        button(TAKE, _("Bevoegdheid intrekken"), "take"),
    )


def give(_: Language, held: Mapping[str, Sequence[str]], grant: str = "") -> View:
    """Whom to give which (`grant` is chosen already); to somebody else only."""
    what = _("Aan een ander; uzelf geeft u niets. Die persoon en de andere beheerders krijgen bericht.")
    return _form(_, GIVE, _("Bevoegdheid geven"), _("Geven"), held, what, grant)


def take(_: Language, held: Mapping[str, Sequence[str]]) -> View:
    """From whom to take which; the last beheerder stays."""
    what = _(
        "Het geldt meteen. De laatste beheerder blijft. Die persoon en de andere beheerders krijgen bericht."
    )
    return _form(_, TAKE, _("Bevoegdheid intrekken"), _("Intrekken"), held, what)


def kept(_: Language, user: str, grant: str, *, given: bool) -> View:
    """What was stored."""
    what = {"user": user, "grant": names(_).get(grant, grant)}
    said = _("<@{user}> is nu {grant}.", **what) if given else _("<@{user}> is geen {grant} meer.", **what)
    return modal(KEPT, _("Vastgelegd"), [section(f":white_check_mark: {said}")], close=_("Sluiten"))


def told(_: Language, facts: Told, reader: str) -> list[Block]:
    """For the person themselves, and for the other beheerders."""
    grant = names(_).get(facts.grant, facts.grant)
    if facts.user == reader:
        said = (
            _("U bent nu {grant} van Schakel.", grant=grant)
            if facts.given
            else _("U bent geen {grant} van Schakel meer.", grant=grant)
        )
    elif facts.given:
        said = _("<@{user}> is nu {grant}.", user=facts.user, grant=grant)
    else:
        said = _("<@{user}> is geen {grant} meer.", user=facts.user, grant=grant)
    by = (
        _("Vastgelegd op de opdrachtregel.")
        if facts.actor == OPERATOR
        else _("Vastgelegd door {who}.", who=f"<@{facts.actor}>")
    )
    return [section(f":key: {said}"), small(by)]


def _form(
    _: Language,
    name: str,
    title: str,
    submit: str,
    held: Mapping[str, Sequence[str]],
    what: str,
    grant: str = "",
) -> View:
    called = names(_)
    lines = [_("*Nu*")]
    for one, users in held.items():
        shown = named(_, [f"<@{user}>" for user in users], HOLDERS) if users else _("niemand")
        lines.append(f"• {called.get(one, one)}: {shown}")
    blocks: list[Block] = [
        section("\n".join(lines)),
        user_field("user", _("Wie?")),
        select_field("grant", _("Welke bevoegdheid?"), list(called.items()), initial=grant),
        small(what),
    ]
    return modal(name, title, blocks, submit=submit, close=_("Annuleren"))
