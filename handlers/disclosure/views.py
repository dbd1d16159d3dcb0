"""The sharing form, the offer in the thread, and the details as one person reads them."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from casework.people import PartnerRef
from casework.refs import ref
from casework.sharing.choosing import ShareOptions
from casework.sharing.deciding import COLLEAGUES, Shared
from casework.sharing.in_thread import ThreadDetails, ThreadNotice
from casework.sharing.looking import Offer, Stopped
from casework.sharing.modes import MODES, Mode
from casework.sharing.on_demand import Opened
from casework.sharing.opened import OpenedItem
from handlers.acts import note
from handlers.disclosure.ids import OPEN, SHARE, VIEW
from handlers.inputs import Choice, checkboxes_field, multi_select_field, select_field
from handlers.kit import button, buttons, modal, row, section, sections, small, verbatim
from handlers.labels import Labels, inside_sentence, upper_first
from handlers.language import Language
from handlers.limits import parts_of_message
from handlers.paging import Part, paged
from handlers.reasons import reason
from rules.birth import BirthDate

# Characters: who is named in the thread hears of it, so as many as a message holds.
EVERYBODY_NAMED = 8_000


def share_form(labels: Labels, offered: ShareOptions) -> View:
    """With whom, what, for what; who is covered by consent is chosen already."""
    _ = labels.say
    this = ref("S", offered.number)
    blocks: list[Block] = [
        section(
            _("*{ref}* – wie mag de details inzien? Ze blijven verzegeld tot iemand ze opent.", ref=this)
        ),
        multi_select_field(
            "recipients",
            _("Met wie?"),
            recipient_choices(labels, offered.recipients, offered.colleagues),
            initial=[str(one) for one in offered.covered],
        ),
        checkboxes_field(
            "categories",
            _("Welke gegevens?"),
            [labels.category_choice(one) for one in offered.categories],
            initial=offered.open_categories,
        ),
        select_field("mode", _("Hoe?"), _ways(_, offered), initial=MODES[0]),
        select_field(
            "purpose",
            _("Waarvoor?"),
            [(one, labels.purpose(one)) for one in labels.book.purposes],
            initial=offered.purpose,
        ),
        *([_necessity(_)] if offered.asks_necessity else []),
    ]
    return modal(
        SHARE, _("Details delen"), blocks, submit=_("Delen"), close=_("Annuleren"), metadata=note(ref=this)
    )


def recipient_choices(
    labels: Labels, partners: Sequence[PartnerRef], colleagues: Sequence[PartnerRef]
) -> list[Choice]:
    """With whom can be shared: first all colleagues where that is open (P27), then each partner."""
    _ = labels.say
    all_at_once: list[Choice] = []
    if colleagues:
        names = ", ".join(one.name for one in colleagues)
        all_at_once = [(COLLEAGUES, _("Collega's van mijn eigen organisatie"), names)]
    return [*all_at_once, *(labels.partner_choice(one) for one in partners)]


def _necessity(_: Language) -> Block:
    return checkboxes_field(
        "necessary",
        _("Dezelfde hulp, zonder toestemming"),
        [("yes", _("Zij hebben dit nodig voor die hulp"))],
        optional=True,
        hint=_(
            "Wie rechtstreeks dezelfde hulp geeft, mag weten wat voor dat werk noodzakelijk is, en niet meer "
            "(artikel 7.3.11 lid 2 Jeugdwet, 7:457 BW). Deelt u met toestemming, dan hoeft dit vinkje niet."
        ),
    )


def _ways(_: Language, offered: ShareOptions) -> list[Choice]:
    """Where the card stands in no conversation there is no thread."""
    said = _modes(_)
    if offered.channel is not None:
        return [(one, said[one]) for one in MODES]
    alone = _("Op aanvraag: ieder krijgt een bericht en opent ze zelf")
    return [(Mode.ON_DEMAND, alone), (Mode.OUTSIDE, said[Mode.OUTSIDE])]


def _modes(_: Language) -> dict[Mode, str]:
    return {
        Mode.ON_DEMAND: _("Op aanvraag: ieder opent ze zelf met een knop"),
        Mode.THREAD: _("In de draad: alleen als iedereen in het kanaal ze mag lezen"),
        Mode.OUTSIDE: _("Buiten Slack: u vertelt het zelf, hier staat alleen dat het mag"),
    }


def may_tell(labels: Labels, shared: Shared) -> View:
    """Sharing outside Slack was allowed and written down."""
    _ = labels.say
    names = labels.partners(shared.recipients)
    this = ref("D", shared.number)
    blocks: list[Block] = [
        section(_(":white_check_mark: *U mag dit vertellen aan {names}.*", names=names)),
        section(
            _(
                "Vertel niet meer dan u koos, en alleen hiervoor. Dat het mocht, staat vast als {ref}.",
                ref=this,
            )
        ),
        small(
            _("Wordt de toestemming ingetrokken, dan krijgen zij bericht dat ze het niet verder gebruiken.")
        ),
    ]
    return modal(
        "disclosure.outside", _("Buiten Slack delen"), blocks, close=_("Sluiten"), metadata=note(ref=this)
    )


def thread_details(labels: Labels, shown: ThreadDetails) -> list[Block]:
    """Details as they stand in the thread, for as long as everyone in the room may read them."""
    _ = labels.say
    opening = section(_(":unlock: *Details van {ref}*, voor iedereen in dit kanaal.", ref=shown.signal_ref))
    rules = small(
        _(
            "Alleen voor *{purpose}*. Stuur het niet door. Komt er iemand bij die dit niet mag lezen, "
            "of wordt de toestemming ingetrokken, dan verdwijnt dit bericht.",
            purpose=inside_sentence(labels.purpose(shown.purpose)),
        )
    )

    def more(left: int) -> Block:
        told = _.plural(
            "Er past {n} detail niet in dit bericht. Wie de regie heeft, kan op aanvraag delen.",
            "Er passen {n} details niet in dit bericht. Wie de regie heeft, kan op aanvraag delen.",
            left,
        )
        return row(told, button(SHARE, _("Deel op aanvraag"), shown.signal_ref))

    parts: list[Part] = [[opening], *(item_blocks(labels, item) for item in shown.items)]
    return parts_of_message(parts, more, [rules])


def thread_over(labels: Labels, shown: ThreadNotice) -> list[Block]:
    """The notice that takes the place of details; why, and because of whom, is nobody's business here."""
    _ = labels.say
    return [
        section(
            _(
                ":lock: De details van {ref} staan hier niet meer. Gebruik ze niet verder.",
                ref=shown.signal_ref,
            )
        )
    ]


def thread_hidden(labels: Labels, this: str) -> list[Block]:
    """For as long as Schakel cannot see who reads along; they come back by themselves when all is well."""
    _ = labels.say
    told = _(
        ":lock: De details van {ref} zijn even verborgen: Schakel kan nu niet nagaan wie hier meeleest en "
        "kijkt het vanzelf opnieuw na.",
        ref=this,
    )
    return [section(told)]


def stop(labels: Labels, facts: Stopped) -> list[Block]:
    """To a recipient: stop using it; nothing is said about who took what back."""
    _ = labels.say
    told = _(":lock: De details van *{ref}* mag u niet verder gebruiken of doorgeven.", ref=facts.signal_ref)
    return [
        section(told),
        small(_("Wat u er eerder mee deed, blijft rechtmatig. Vragen? Overleg met de melder.")),
    ]


def unposted(labels: Labels, facts: Stopped) -> list[Block]:
    """To who shared: the thread was no place for it; on demand is."""
    _ = labels.say
    blocks: list[Block] = [
        section(_(":lock: De details van *{ref}* staan niet in de draad.", ref=facts.signal_ref)),
        section(reason(_, facts.code or "DISCLOSURE_ENDED") + " " + _("Op aanvraag delen kan vaak wel.")),
        buttons(button(SHARE, _("Deel op aanvraag"), facts.signal_ref, style="primary")),
    ]
    return blocks


def offer(labels: Labels, facts: Offer) -> list[Block]:
    """The message in the thread that leads to the details; it holds none of them."""
    _ = labels.say
    if facts.ended:
        return [section(_(":lock: Deze details van {ref} worden niet meer gedeeld.", ref=facts.signal_ref))]
    names = labels.partners(facts.recipients, EVERYBODY_NAMED)
    told = _(":unlock: Details van *{ref}* staan klaar voor {names}.", ref=facts.signal_ref, names=names)
    return [
        *sections([told]),
        buttons(
            button(
                OPEN,
                _("Bekijk details"),
                facts.ref,
                style="primary",
                about=facts.signal_ref,
            )
        ),
        small(_("Bij elke keer openen wordt opnieuw gekeken of het mag, en vastgelegd wie las.")),
    ]


def details(labels: Labels, opened: Opened, page: int = 0) -> View:
    """The details, for this person, at this moment."""
    _ = labels.say
    head = [
        small(
            _(
                "{ref} · alleen voor u, alleen voor *{purpose}*. Stuur het niet door. "
                "Dat u dit leest, is vastgelegd.",
                ref=opened.signal_ref,
                purpose=inside_sentence(labels.purpose(opened.purpose)),
            )
        )
    ]
    parts = [[DividerBlock(), *item_blocks(labels, item)] for item in opened.items]
    return modal(
        VIEW,
        _("Details {ref}", ref=opened.signal_ref),
        paged(_, page, parts, head=head),
        close=_("Sluiten"),
        metadata=note(ref=opened.disclosure_ref),
    )


def item_blocks(labels: Labels, item: OpenedItem) -> list[Block]:
    """One opened item as its reader sees it, with its kinds and its source."""
    _ = labels.say
    shown: list[Block] = []
    if item.name:
        shown += verbatim(_("Naam: {name}", name=item.name))
    if item.birth_date:
        shown += verbatim(_born(_, BirthDate.of(item.birth_date)))
    if item.text:
        shown += verbatim(item.text)
    kinds = upper_first(labels.kinds(item.categories))
    shown.append(
        small(_("{kinds} · bron: {role}", kinds=kinds, role=inside_sentence(labels.role(item.source_role))))
    )
    return shown


def _born(_: Language, born: BirthDate) -> str:
    """A date of birth as far as it is known; of a year alone no day is made."""
    if born.exact is not None:
        return _("Geboortedatum: {day}", day=_.full_date(born.exact))
    if born.month is not None:
        return _("Geboren in {month} (dag niet bekend)", month=_.month(born.first))
    return _("Geboren in {year} (dag en maand niet bekend)", year=str(born.year))
