"""What people see of partnerships as such: the list, what was stored, and what is told about one."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, DividerBlock
from slack_sdk.models.views import View

from casework.partnerships.inviting import Invitation
from casework.partnerships.keeping import LETTER
from casework.partnerships.looking import Entry
from casework.people import PartnerRef
from casework.refs import ref
from handlers.kit import button, buttons, escape, modal, section, small
from handlers.labels import Labels, inside_sentence
from handlers.language import Language
from handlers.overleg import ids as overleg_ids
from handlers.paging import Part, paged
from handlers.partners import ids as partner_ids
from handlers.partnerships import ids

MOST_OFFERED = 3  # partnerships that somebody may let meet in a channel


def all_of_them(labels: Labels, found: Sequence[Entry], page: int = 0) -> View:
    """Every partnership that this person may change, each with what can be done with it."""
    _ = labels.say
    begin = [buttons(button(ids.NEW, _("Nieuwe samenwerking"), "new", style="primary"))]
    keeps = not found or found[0].keeps
    parts: list[Part] = [_entry(labels, one) for one in found]
    none: Part = [section(_("Er zijn nog geen samenwerkingen."))]
    blocks = paged(_, page, parts or [none], head=begin if keeps else ())
    return modal(ids.LIST, _("Samenwerkingen"), blocks, close=_("Sluiten"))


def _entry(labels: Labels, one: Entry) -> Part:
    _, this = labels.say, ref(LETTER, one.number)
    kind = labels.book.meetings.get(one.kind)
    told = _(
        "*{name}* · {kind}\n<#{channel}> · coördinator: {who} · {partners}",
        name=escape(one.name),
        kind=escape(inside_sentence(_(kind.name))) if kind else escape(one.kind),
        channel=one.channel,
        who=f"<@{one.coordinator}>",
        partners=_.plural("{n} partner", "{n} partners", one.members),
    )
    if not one.active:
        again = button(ids.REOPEN, _("Laat weer beginnen"), this, about=one.name)
        return [DividerBlock(), section(told), small(_("Gestopt. Alles is bewaard.")), buttons(again)]
    pressed = [
        button(ids.CHANGE, _("Wijzig"), this, about=one.name),
        button(ids.MEMBERS, _("Partners uit het kanaal"), this, about=one.name),
    ]
    ends = [button(ids.END, _("Stoppen"), this, about=one.name)] if one.keeps else []
    return [DividerBlock(), section(told), buttons(*pressed, rest=ends)]


def kept(labels: Labels, one: Entry) -> View:
    """A partnership stands; what comes next, each with its button."""
    _ = labels.say
    blocks: list[Block] = [
        section(_(":white_check_mark: *{name}* staat klaar in <#{channel}>.", **_named(one))),
        section(_in_channel(_, one.channel)),
        section(_("*Daarna* kiest u wie erbij horen, en richt u het eerste overleg in.")),
        buttons(*_next(_, one, plans=one.mine)),
    ]
    return modal(ids.KEPT, _("Vastgelegd"), blocks, close=_("Sluiten"))


def _in_channel(_: Language, channel: str) -> str:
    return _(
        "*Nodig Schakel uit in het kanaal*, als dat nog niet is gebeurd: typ `/invite @Schakel` in "
        "<#{channel}>.",
        channel=channel,
    )


def _next(_: Language, one: Entry, *, plans: bool) -> list[ButtonElement]:
    this = ref(LETTER, one.number)
    found = [
        button(ids.MEMBERS, _("Partners uit het kanaal"), this, style="primary"),
        button(partner_ids.NEW, _("Partner toevoegen"), "new"),
    ]
    if plans:
        found.append(button(overleg_ids.NEW, _("Richt een overleg in"), str(one.number)))
    return found


def changed(labels: Labels, one: Entry) -> View:
    """What was stored of a change."""
    _ = labels.say
    said = section(_(":white_check_mark: *{name}* is gewijzigd.", **_named(one)))
    return modal(ids.KEPT, _("Vastgelegd"), [said], close=_("Sluiten"))


def ended(_: Language, name: str) -> View:
    """It stopped."""
    said = _(
        ":white_check_mark: *{name}* is gestopt. Onder *Samenwerkingen* laat u die weer beginnen.",
        name=escape(name),
    )
    return modal(ids.KEPT, _("Vastgelegd"), [section(said)], close=_("Sluiten"))


def reopened(_: Language, name: str) -> View:
    """It began again."""
    said = _(
        ":white_check_mark: *{name}* is weer begonnen. De partners van toen horen er weer bij; overleggen "
        "met een keer die nog komt, gaan door.",
        name=escape(name),
    )
    return modal(ids.KEPT, _("Vastgelegd"), [section(said)], close=_("Sluiten"))


def joined(labels: Labels, name: str, found: Sequence[PartnerRef], number: int, after: str) -> View:
    """Who joined; where more of the channel wait, the way to them."""
    _, this = labels.say, ref(LETTER, number)
    lines = _.plural(
        "{n} partner hoort nu bij *{name}*:",
        "{n} partners horen nu bij *{name}*:",
        len(found),
        name=escape(name),
    )
    blocks: list[Block] = [
        section(f":white_check_mark: {lines} {labels.partners(found)}."),
        small(_("Zij krijgen bericht van Schakel, met wat zij kunnen doen.")),
    ]
    if after:
        more = button(ids.MEMBERS, _("Volgende"), f"{this} {after}", style="primary")
        blocks += [section(_("Er zitten meer mensen in het kanaal.")), buttons(more)]
    return modal(ids.KEPT, _("Vastgelegd"), blocks, close=_("Sluiten"))


def told_coordinator(labels: Labels, one: Entry) -> list[Block]:
    """To whoever coordinates from now on: what that is, and where to begin."""
    _ = labels.say
    return [
        section(
            _(
                ":wave: *U coördineert {name}.* U houdt bij wie meedoet, kiest wie de regie neemt als dat "
                "nodig is, en krijgt bericht als iets blijft liggen.",
                name=escape(one.name),
            )
        ),
        section(_in_channel(_, one.channel)),
        buttons(*_next(_, one, plans=True)),
    ]


def told_ended(_: Language, name: str) -> list[Block]:
    """To everybody who sat in it."""
    return [
        section(
            _(
                "*{name}* is gestopt. De overleggen stoppen; signalen leest en deelt niemand meer. Gebruik "
                "details die u kreeg niet verder. Vragen? Vraag het de beheerder.",
                name=escape(name),
            )
        )
    ]


def told_inviter(_: Language, found: Invitation) -> list[Block]:
    """What Schakel can do in the channel that it was taken into, and how it becomes useful there."""
    where = f"<#{found.channel}>"
    if found.partnership:
        said = _(
            ":wave: *Schakel is nu in {where}.* Hier komen de signalen, doelen en overleggen van *{name}*. "
            "Typ `/signal` om er een te melden, of `/partners` om te zien wie erbij horen.",
            where=where,
            name=escape(found.partnership),
        )
        return [section(said)]
    said = _(
        ":wave: *Schakel is nu in {where}.* Zolang het kanaal bij geen samenwerking hoort, leest en zegt "
        "Schakel er niets. Hoort het erbij, dan komen hier de signalen, doelen en herinneringen van die "
        "samenwerking.",
        where=where,
    )
    pressed = [button(ids.NEW, _("Maak er een samenwerking van"), found.channel)] if found.keeps else []
    pressed += [
        button(
            ids.CHANGE,
            _("Kanaal van {name}", name=name),
            f"{ref(LETTER, number)} {found.channel}",
        )
        for number, name in found.coordinates[:MOST_OFFERED]
    ]
    if pressed:
        return [section(said), buttons(*pressed)]
    who = " / ".join(f"<@{one}>" for one in found.keepers)
    ask = _("Dat regelt de beheerder: {who}.", who=who) if who else _("Dat regelt de beheerder.")
    return [section(f"{said}\n{ask}")]


def _named(one: Entry) -> dict[str, str]:
    return {"name": escape(one.name), "channel": one.channel}
