"""What people see right after asking, handing over or linking, and what waits for them on Home."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, UserSelectElement
from slack_sdk.models.views import View

from casework.regie.asking import Passed
from casework.regie.desk import Waiting
from casework.regie.handing import Leading
from casework.regie.pairs import Pair
from handlers.acts import note
from handlers.inputs import field
from handlers.kit import button, buttons, modal, plain, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.paging import Part
from handlers.regie import cards
from handlers.regie.ids import LEAD, TOLD, UNDO
from handlers.regie.offers import offered
from storage.regie_tables import LinkState

LISTED = 5


def passed_on(labels: Labels, passed: Passed) -> View:
    """For the partner who asked: the question was passed on, or the details stand ready."""
    _ = labels.say
    this = passed.signal_ref
    if passed.ready:
        blocks: list[Block] = [
            section(_(":unlock: De details van *{ref}* staan al voor u klaar.", ref=this)),
            buttons(button("disclosure.open", _("Bekijk details"), passed.ready, style="primary")),
        ]
    else:
        blocks = [
            section(_(":outbox_tray: *Uw vraag om details van {ref} is doorgegeven.*", ref=this)),
            section(_("De melder kijkt wat er mag. U hoort het als de details klaarstaan of niet komen.")),
        ]
    return _told(_, this, blocks)


def lead_form(labels: Labels, now: Leading) -> View:
    """Who takes over regie."""
    _ = labels.say
    holder = f"<@{now.current}>" if now.current else _("nog niemand")
    element = UserSelectElement(action_id="lead", placeholder=plain(_("Kies een collega")))
    return modal(
        LEAD,
        _("Regie overdragen"),
        [
            section(_("De regie over *{ref}* ligt nu bij {who}.", ref=now.ref, who=holder)),
            field(
                "lead",
                _("Wie neemt de regie over?"),
                element,
                hint=_("Iemand uit deze samenwerking. Die krijgt bericht en mag details delen."),
            ),
        ],
        submit=_("Overdragen"),
        close=_("Annuleren"),
        metadata=note(ref=now.ref),
    )


def link_asked(labels: Labels, pair: Pair, state: LinkState | None) -> View:
    """What became of a wish to link; whoever is no coordinator hears only that it was passed on."""
    _ = labels.say
    if state is LinkState.LINKED:
        said = _(":link: *{one}* en *{other}* zijn gekoppeld.", one=pair.low_ref, other=pair.high_ref)
        blocks: list[Block] = [section(said)]
        blocks.append(buttons(button(UNDO, _("Ontkoppelen"), pair.ref)))
    elif state is LinkState.ASKED:
        blocks = [
            section(
                _(
                    ":hourglass_flowing_sand: *{one}* en *{other}* worden gekoppeld zodra ook de andere "
                    "coördinator akkoord is.",
                    one=pair.low_ref,
                    other=pair.high_ref,
                )
            )
        ]
    else:
        blocks = [section(_(":outbox_tray: *Uw vraag om te koppelen is doorgegeven aan de coördinatoren.*"))]
    blocks.append(
        small(_("Een koppeling is niet meer dan twee nummers. Niemand krijgt er recht op details door."))
    )
    return _told(_, "", blocks)


def how_to_link(_: Language) -> str:
    """After a command without two numbers."""
    return _("Noem twee signalen, bijvoorbeeld `/signal koppel S-1 S-2`.")


def waiting_parts(labels: Labels, waiting: Waiting) -> list[Part]:
    """What waits for this person, each with its buttons, for Home: of every kind the first ones on top."""
    kinds: list[list[Part]] = [
        [_what_and_how(cards.asked(labels, one)) for one in waiting.questions],
        [_what_and_how(offered(labels, one)) for one in waiting.offers],
        [_what_and_how(cards.link(labels, one)) for one in waiting.links],
        [_what_and_how(cards.match(labels, one)) for one in waiting.matches],
        [_leaderless(labels.say, one) for one in waiting.leaderless],
    ]
    return [part for few in (_first, _later) for kind in kinds for part in few(kind)]


def _first(kind: Sequence[Part]) -> Sequence[Part]:
    return kind[:LISTED]


def _later(kind: Sequence[Part]) -> Sequence[Part]:
    return kind[LISTED:]


def _what_and_how(card: Sequence[Block]) -> Part:
    """A message's paragraph and its first buttons, without the remarks below them."""
    return card[:2]


def _leaderless(_: Language, this: str) -> Part:
    return [
        section(_(":bust_in_silhouette: *{ref}* heeft niemand die de regie heeft.", ref=this)),
        buttons(button(LEAD, _("Kies wie de regie neemt"), this, style="primary")),
    ]


def _told(_: Language, this: str, blocks: Sequence[Block]) -> View:
    return modal(TOLD, _("Schakel"), blocks, close=_("Sluiten"), metadata=note(ref=this or None))
