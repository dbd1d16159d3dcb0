"""What is asked and said of somebody who must still consent and cannot be reached."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.consent.attempts import WAYS, Attempt
from casework.consent.seeking import Sought
from casework.refs import ref
from handlers.acts import note
from handlers.consent.fields import named, persons
from handlers.consent.ids import RECORD, SOUGHT, UNREACHED
from handlers.inputs import date_field, select_field
from handlers.kit import button, buttons, modal, section, sections, small
from handlers.labels import Labels, person_name
from handlers.language import Language
from handlers.naming import ROOM, listed
from handlers.naming import named as in_a_row
from handlers.reasons import next_step


def unreached_form(labels: Labels, asked: Sought) -> View:
    """Whom somebody sought, on which day and how; what was tried before stands above it."""
    _, this = labels.say, ref("S", asked.number)
    blocks: list[Block] = [
        section(_("*{ref}* – leg vast hoe u iemand zocht die nog moet instemmen.", ref=this)),
        *sections(tried_lines(_, asked.tried)),
        select_field(
            "unreached", _("Wie is niet bereikt?"), persons(labels, asked.persons), initial=_only(asked)
        ),
        date_field("tried_on", _("Wanneer?"), initial=asked.today.isoformat()),
        select_field("way", _("Hoe?"), named(_ways(_), WAYS)),
    ]
    return modal(
        UNREACHED,
        _("Niet bereikt"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=note(ref=this),
    )


def sought(labels: Labels, found: Sought) -> View:
    """What was tried, and the lawful ways on."""
    _, this = labels.say, ref("S", found.number)
    step = next_step(_, "OTHER_WAYS")
    blocks: list[Block] = [
        section(_(":memo: *Vastgelegd.* Delen kan nog niet.")),
        *sections(tried_lines(_, found.tried)),
        section(_("*Wat nu?* {step}", step=step)),
        buttons(
            button("exception.record", _("Is er een andere grond?"), this, style="primary"),
            button(UNREACHED, _("Nog een poging"), this),
            button(RECORD, _("Leg toestemming vast"), this),
        ),
        small(_("Zegt deze persoon later toch ja of nee, leg dat dan vast: dat gaat voor.")),
    ]
    return modal(SOUGHT, _("Niet bereikt"), blocks, close=_("Sluiten"), metadata=note(ref=this))


def tried_lines(language: Language, tried: Sequence[Attempt]) -> list[str]:
    """A line for each person who was sought, with the last days and ways that fit."""
    _ = language
    lines = []
    for who in dict.fromkeys(one.who for one in tried):
        mine = [f"{_ways(_)[one.way]} ({_.full_date(one.on)})" for one in reversed(tried) if one.who == who]
        sought_by = in_a_row(_, mine)
        lines.append(
            _("*{who}* is niet bereikt: {tried}.", who=person_name(_, who).capitalize(), tried=sought_by)
        )
    return listed(_, lines, ROOM)


def _only(asked: Sought) -> str | None:
    return asked.persons[0] if len(asked.persons) == 1 else None


def _ways(_: Language) -> dict[str, str]:
    return {
        "telefoon": _("gebeld"),
        "bericht": _("een bericht gestuurd"),
        "e_mail": _("gemaild"),
        "brief": _("een brief gestuurd"),
        "huisbezoek": _("langsgegaan"),
        "via_ander": _("via iemand anders gevraagd"),
    }
