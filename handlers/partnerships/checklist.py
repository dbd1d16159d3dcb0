"""What lacks before the first overleg, on Home: each with the one press that mends it."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from casework.partnerships.checklist import Checklist, Lacking, Step
from casework.partnerships.keeping import LETTER
from casework.refs import ref
from handlers.grants import ids as grant_ids
from handlers.kit import button, buttons, escape, row, section
from handlers.language import Language
from handlers.overleg import ids as overleg_ids
from handlers.paging import Part
from handlers.partners import ids as partner_ids
from handlers.partnerships import ids


def checklist_name(_: Language, found: Checklist) -> str:
    """The name of the list, with how far one is."""
    return _("*Inrichten* · {done} van {of} gedaan", done=found.done, of=found.of)


def checklist_parts(_: Language, found: Checklist) -> list[Part]:
    """Each thing that lacks; the first one is what to do now."""
    return [_part(_, one, first=at == 0) for at, one in enumerate(found.lacking)]


def _part(_: Language, one: Lacking, *, first: bool) -> list[Block]:
    style = "primary" if first else None
    this = ref(LETTER, one.number)
    what = {"name": escape(one.name), "channel": one.channel, "who": f"<@{one.coordinator}>"}
    match one.step:
        case Step.PARTNERSHIP:
            said = _(
                ":white_circle: *Een samenwerking*\nEen vaste kring van partners met een eigen kanaal. "
                "Daarna kiest u de partners en richt u het eerste overleg in."
            )
            return [row(said, button(ids.NEW, _("Toevoegen"), "new", style=style))]
        case Step.CHANNEL:
            said = _(
                ":white_circle: *Schakel is nog niet in het kanaal van {name}*\nTyp `/invite @Schakel` in "
                "<#{channel}>. Is het een ander kanaal? Wijzig het hier.",
                **what,
            )
            return [row(said, button(ids.CHANGE, _("Wijzig"), this, about=one.name))]
        case Step.COORDINATOR:
            said = _(
                ":white_circle: *{name} heeft geen coördinator meer*\nHet account van {who} is gesloten of "
                "hoort hier niet.",
                **what,
            )
            return [row(said, button(ids.CHANGE, _("Kies een ander"), this, style=style, about=one.name))]
        case Step.PARTNERS:
            said = _(":white_circle: *Partners bij {name}*\nWie doen mee, en in welke rol?", **what)
            pressed = (
                button(ids.MEMBERS, _("Kies uit het kanaal"), this, style=style, about=one.name),
                button(partner_ids.NEW, _("Partner toevoegen"), "new"),
            )
            return [section(said), buttons(*pressed)]
        case Step.OFFICER:
            said = _(
                ":white_circle: *Een privacyfunctionaris*\nZiet toe, beantwoordt wat een jongere of ouder "
                "vraagt, en wist wat gewist moet worden."
            )
            return [row(said, button(grant_ids.GIVE, _("Kies een privacyfunctionaris"), "fg", style=style))]
        case Step.REVIEWER:
            said = _(
                ":white_circle: *Een beoordelaar*\nKijkt mee als iemand zonder toestemming wil delen. Zonder "
                "beoordelaar kan dat niet."
            )
            return [row(said, button(grant_ids.GIVE, _("Kies een beoordelaar"), "reviewer", style=style))]
        case Step.OVERLEG:
            said = _(":white_circle: *Het eerste overleg van {name}*", **what) + "\n"
            if not one.ready:
                return [section(said + _("Dat kan zodra er partners zijn."))]
            if not one.mine:
                return [section(said + _("{who} of een van de partners richt het in.", **what))]
            said += _("Vijf stappen, ingevuld met wat bij dit soort overleg gebruikelijk is.")
            begin = button(
                overleg_ids.NEW, _("Richt een overleg in"), str(one.number), style=style, about=one.name
            )
            return [row(said, begin)]
