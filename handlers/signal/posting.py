"""The second step of reporting: whom to ask, posting it, or not yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from casework.people import PartnerRef
from casework.signals.looking import SignalCard
from casework.signals.tagging import Proposal, Stage
from casework.signals.unposted import Kept
from handlers.acts import Values, note
from handlers.acute.ids import ACUTE
from handlers.inputs import Choice, multi_select_field
from handlers.kit import button, buttons, escape, modal, row, section, sections, small
from handlers.labels import Labels, inside_sentence
from handlers.language import Language
from handlers.limits import TITLE
from handlers.paging import Part
from handlers.signal.ids import KEEP, KEPT, PARTNERS, UNDO, WORDING
from handlers.signal.readers import POLICE, reader_fields, trial
from handlers.signal.views import stub_text
from storage.signal_tables import Readers


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is chosen in the form: partners by id (None: who is suggested), and unnamed or not.

    `settled` says that who reads it was chosen by a press: Slack would keep what its field showed before.
    """

    partners: Collection[str] | None = None
    unnamed: bool | None = None
    settled: bool = False


def chosen_in(values: Values, *, settled: bool = False) -> Chosen:
    """The form as it is filled in."""
    unnamed = "unnamed" in values.many("reporter") if "reporter" in values else None
    return Chosen(values.many("partners"), unnamed, settled or "readers" not in values)


def readers_in(values: Values) -> Readers | None:
    """Who is chosen to read it; None where that is not asked."""
    chosen = values.text("readers")
    return Readers(chosen) if chosen in tuple(Readers) else None


def choose_partners(labels: Labels, this: str, proposal: Proposal, chosen: Chosen = Chosen()) -> View:
    """Who to tag: at most five suggested with a reason each, the rest of the partnership on demand.

    Until it is placed also who reads it, and what they would read.
    """
    _ = labels.say
    asked = {
        Stage.NEW: _("*{ref} is vastgelegd, en nog niet geplaatst.* Wie moeten hiervan weten?", ref=this),
        Stage.DRAFT: _("*{ref} is nog niet geplaatst.* Wie moeten hiervan weten?", ref=this),
        Stage.POSTED: _("*{ref}* – wie moeten hier nog meer van weten?", ref=this),
    }[proposal.stage]
    blocks: list[Block] = [section(asked)]
    if "112" in proposal.hints:
        call = _(":rotating_light: *Is er nu gevaar? Bel eerst 112.*")
        share = button(ACUTE, _("Deel nu wegens acuut gevaar"), this, style="danger")
        blocks.append(row(call, share) if proposal.at_once else section(call))
    lines = [
        f"• *{escape(partner.name)}* – {escape(labels.role(partner.role))}: {escape(labels.reason(why))}"
        for partner, why in proposal.suggested
    ]
    blocks += sections(lines)
    choices, wanted = partner_choices(labels, proposal), _wanted(proposal, chosen.partners)
    readers = proposal.readers
    if choices:
        blocks.append(
            multi_select_field(
                "partners",
                _("Partners"),
                choices,
                initial=wanted,
                optional=True,
                hint=_("Zij krijgen nummer, niveau, plek en samenvatting. Geen naam en geen details."),
                tells=True,
            )
        )
    else:
        blocks.append(section(_("Er staan nog geen andere partners bij deze samenwerking.")))
    if readers is not None:
        unnamed = proposal.unnamed if chosen.unnamed is None else chosen.unnamed
        blocks += reader_fields(_, readers, unnamed=unnamed, settled=chosen.settled)
        if proposal.trial is not None:
            they = [one for one in everybody_in(proposal) if str(one.id) in wanted]
            blocks += trial(labels, this, proposal.trial, readers, they)
    blocks += _remarks(labels, proposal)
    if proposal.stage is Stage.NEW:
        blocks.append(buttons(button(KEEP, _("Nog niet plaatsen"), this)))
    new = {str(one.id) for one in proposal.tagged}
    return modal(
        PARTNERS,
        _("Wie betrekt u?"),
        blocks,
        submit=_submit(_, proposal.stage, len(set(wanted) - new), readers),
        close=_close(_, proposal.stage, readers),
        metadata=note(ref=this),
        notify_on_close=proposal.stage is Stage.NEW,
    )


def _wanted(proposal: Proposal, chosen: Collection[str] | None) -> Collection[str]:
    return [str(one.id) for one, _why in proposal.suggested] if chosen is None else chosen


def _submit(_: Language, stage: Stage, asked: int, readers: Readers | None) -> str:
    """What pressing it does, in the few letters that Slack leaves for it."""
    if stage is Stage.POSTED:
        return _.plural("Vraag {n} partner", "Vraag {n} partners", asked) if asked else _("Klaar")
    if readers is Readers.CHOSEN:
        return _.plural("Vraag {n} partner", "Vraag {n} partners", asked) if asked else _("Vraag nog niemand")
    if not asked:
        return _("Plaats in het kanaal")
    said = _.plural("Plaats, vraag {n} partner", "Plaats, vraag {n} partners", asked)
    return said if len(said) <= TITLE else _("Plaats en vraag er {n}", n=asked)


def _close(_: Language, stage: Stage, readers: Readers | None) -> str:
    unasked = _("Vraag nog niemand") if readers is Readers.CHOSEN else _("Alleen plaatsen")
    return {
        Stage.NEW: unasked,
        Stage.DRAFT: _("Nog niet plaatsen"),
        Stage.POSTED: _("Sluiten"),
    }[stage]


def partner_choices(labels: Labels, proposal: Proposal) -> list[Choice]:
    """Everybody who can be tagged, the suggested ones first."""
    return [_choice(labels, one) for one in everybody_in(proposal)]


def _choice(labels: Labels, partner: PartnerRef) -> Choice:
    """Who is police is said beside the choice: what they read may oblige them."""
    value, name, under = labels.partner_choice(partner)
    if labels.book.roles[partner.role].regime != POLICE:
        return (value, name, under)
    told = labels.say("politie: moet soms handelen op wat zij leest")
    return (value, name, f"{under} · {told}" if under else told)


def everybody_in(proposal: Proposal) -> tuple[PartnerRef, ...]:
    """Who can be asked, the suggested ones first."""
    return (*[partner for partner, _why in proposal.suggested], *proposal.others)


def _remarks(labels: Labels, proposal: Proposal) -> list[Block]:
    _ = labels.say
    remarks = []
    if proposal.unfilled:
        roles = ", ".join(escape(inside_sentence(labels.role(one.role))) for one in proposal.unfilled)
        remarks.append(_("Ook te denken aan, maar nog niet in de lijst: {roles}.", roles=roles))
    if {"eigen_aandachtsfunctionaris", "aandachtsfunctionaris"} & set(proposal.hints):
        remarks.append(_("Overleg ook met de aandachtsfunctionaris van uw eigen organisatie."))
    return [small(" ".join(remarks))] if remarks else []


def kept(labels: Labels, now: Kept) -> View:
    """Where a draft is, who reads it, and until when."""
    _ = labels.say
    said = _(
        ":file_folder: *{ref} is bewaard en niet geplaatst.* Alleen u kunt het lezen. U vindt het op Start; "
        "de volgende werkdag krijgt u één herinnering. Na {day} verdwijnt het.",
        ref=now.ref,
        day=_.day(now.until),
    )
    return modal(KEPT, _("Bewaard"), [section(said)], close=_("Sluiten"), metadata=note(ref=now.ref))


def draft_buttons(_: Language, this: str) -> list[ButtonElement]:
    """What an author does with a draft."""
    return [
        button(PARTNERS, _("Plaatsen"), this, style="primary", about=this),
        button(WORDING, _("Pas tekst aan"), this, about=this),
        button(
            UNDO,
            _("Gooi weg"),
            this,
            style="danger",
            confirm=(
                _("Signaal weggooien?"),
                _("Wat u hebt vastgelegd wordt gewist. Niemand heeft het gelezen."),
                _("Gooi weg"),
                _("Bewaren"),
            ),
            about=this,
        ),
    ]


def draft_parts(labels: Labels, drafts: Sequence[SignalCard]) -> list[Part]:
    """The drafts of one person, each with its buttons, for Home."""
    return [[section(stub_text(labels, one)), buttons(*draft_buttons(labels.say, one.ref))] for one in drafts]


def reminder(labels: Labels, facts: SignalCard) -> list[Block]:
    """For its author, once: a draft is still waiting; or what became of it since."""
    _ = labels.say
    if facts.is_open:
        return [section(_(":white_check_mark: *{ref}* is geplaatst.", ref=facts.ref))]
    return [
        section(
            _(":file_folder: *{ref}* hebt u nog niet geplaatst. Alleen u kunt dit lezen.", ref=facts.ref)
        ),
        section(stub_text(labels, facts)),
        buttons(*draft_buttons(_, facts.ref)),
    ]
