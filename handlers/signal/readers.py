"""Who reads a signal: the trial reading before it is placed, the choice, and what can be changed later."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from casework.people import PartnerRef
from casework.signals.reading_along import ReadersNow
from casework.signals.trial import Crowd, Trial
from handlers.acts import note
from handlers.inputs import checkboxes_field, multi_select_field, select_field
from handlers.kit import button, buttons, escape, modal, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.naming import listed
from handlers.signal.ids import CHOSEN, LET_GO, MELDCODE, OPEN_UP, WORDING
from rules.identifiers.recognising import Trait
from storage.signal_tables import Readers

POLICE = "wpg"
MARKED = 600  # characters


def crowd(labels: Labels, partners: Iterable[PartnerRef], coordinator: str) -> Crowd:
    """Who these readers are, with the coordinator, each once."""
    people = {one.user_id: one for one in partners if one.user_id is not None}
    roles = [labels.book.roles[one.role] for one in people.values()]
    police = sum(one.regime == POLICE for one in roles)
    return Crowd(
        len(people) + (coordinator not in people), police, sum(not one.professional for one in roles)
    )


def trial(
    labels: Labels, this: str, found: Trial, readers: Readers, asked: Sequence[PartnerRef]
) -> list[Block]:
    """How many would read it, whether they might know who it is, and what can be done before that."""
    _ = labels.say
    many = crowd(labels, found.everybody if readers is Readers.CHANNEL else asked, found.coordinator)
    said = [_read_by(_, many), _would_know(_, found.place)]
    lines = [_("• {why}: {words}", why=why, words=words) for why, words in _marked(_, found)]
    if lines:
        said.append(_("Hieraan is iemand te herkennen:"))
    blocks: list[Block] = [section("\n".join([" ".join(said), *listed(_, lines, MARKED)]))]
    steps: list[ButtonElement] = [button(WORDING, _("Pas de tekst aan"), this, about=this)]
    if readers is Readers.CHANNEL:
        steps.append(button(CHOSEN, _("Liever alleen wie ik kies"), this, about=this))
    if found.unsafe:
        steps.append(button(MELDCODE, _("Meldcode"), this, about=this))
    return [*blocks, buttons(*steps)]


def _read_by(_: Language, many: Crowd) -> str:
    people = _.plural("*Dit leest {n} mens*", "*Dit lezen {n} mensen*", many.people)
    of_them = []
    if many.police:
        of_them.append(_("{n} politie", n=many.police))
    if many.volunteers:
        of_them.append(_.plural("{n} vrijwilliger", "{n} vrijwilligers", many.volunteers))
    if not of_them:
        return f"{people}."
    return _("{people}, van wie {some}.", people=people, some=_(" en ").join(of_them))


def _would_know(_: Language, place: str) -> str:
    asked = {
        "school": _("Zou iemand van school weten wie dit is?"),
        "straat_wijk": _("Zou iemand uit de wijk weten wie dit is?"),
        "thuis": _("Zou iemand uit de buurt weten wie dit is?"),
        "sport_vrije_tijd": _("Zou iemand van de club weten wie dit is?"),
    }
    return asked.get(place) or _("Zou een van hen weten wie dit is?")


def _marked(_: Language, found: Trial) -> list[tuple[str, str]]:
    names = {
        Trait.DAY: _("een precieze dag of tijd"),
        Trait.CLOTHING: _("kleding of uiterlijk"),
        Trait.PLACE: _("een kleine plek"),
        Trait.RARE: _("iets wat weinig voorkomt"),
        Trait.NAME: _("een mogelijke naam"),
    }
    words: dict[Trait, list[str]] = {}
    for trait, text in found.marks:
        words.setdefault(trait, []).append(f"*{escape(text)}*")
    return [(names[trait], ", ".join(said)) for trait, said in words.items()]


def reader_fields(_: Language, readers: Readers, *, unnamed: bool, settled: bool) -> list[Block]:
    """Who reads this, a field or what was pressed, and whether the reporter stands on the card."""
    both = {
        Readers.CHANNEL: _("Het hele kanaal"),
        Readers.CHOSEN: _("Alleen de partners die ik kies"),
    }
    told = _("De coördinator kan altijd meelezen, voor de regie.")
    asked: Block = select_field(
        "readers", _("Wie leest dit?"), list(both.items()), initial=readers, hint=told, tells=True
    )
    if settled:
        asked = section(_("*Wie leest dit?* {who}. {coordinator}", who=both[readers], coordinator=told))
    return [
        asked,
        checkboxes_field(
            "reporter",
            _("Uw naam"),
            [("unnamed", _("Zet mijn naam niet op de kaart"))],
            initial=["unnamed"] if unnamed else [],
            optional=True,
            hint=_("Wie de regie heeft, weet wie u bent. Wie u details geeft, ziet dat ze van u komen."),
        ),
    ]


def change_buttons(_: Language, this: str) -> list[ButtonElement]:
    """What can be changed in who reads a signal that only chosen people read."""
    return [
        button(
            OPEN_UP,
            _("Open voor het kanaal"),
            this,
            confirm=(
                _("Het hele kanaal laten lezen?"),
                _(
                    "Iedereen in het kanaal leest dan niveau, plek en samenvatting, ook wie er later bij "
                    "komt. Dit is niet terug te draaien. Details blijven verzegeld."
                ),
                _("Open voor iedereen"),
                _("Laat zo"),
            ),
            about=this,
        ),
        button(LET_GO, _("Iemand leest niet meer mee"), this, about=this),
    ]


def let_go(labels: Labels, now: ReadersNow, chosen: Collection[str] = ()) -> View:
    """Who reads it no longer."""
    _ = labels.say
    blocks: list[Block] = [
        section(
            _(
                "*{ref}* – wie leest niet meer mee? Het bericht verdwijnt bij hen. Wie details kreeg, hoort "
                "dat die niet verder gebruikt mogen worden.",
                ref=now.ref,
            )
        ),
        multi_select_field(
            "partners", _("Partners"), [labels.partner_choice(one) for one in now.chosen], initial=chosen
        ),
    ]
    return modal(
        LET_GO,
        _("Leest niet meer mee"),
        blocks,
        submit=_("Leest niet meer mee"),
        close=_("Annuleren"),
        metadata=note(ref=now.ref),
    )


def meldcode(labels: Labels) -> View:
    """The five steps, and whom to call now."""
    _ = labels.say
    blocks: list[Block] = [
        section(
            _(
                ":telephone_receiver: *Veilig Thuis: 0800-2000*, dag en nacht, gratis. Advies kan zonder "
                "naam, ook als u twijfelt. *Is er nu gevaar? Bel 112.*"
            )
        ),
        section(_("*De meldcode*") + "\n" + "\n".join(_steps(_))),
        small(_("Een signaal in Schakel vervangt de meldcode niet.")),
    ]
    return modal(MELDCODE, _("Meldcode"), blocks, close=_("Sluiten"), metadata=note())


def _steps(_: Language) -> list[str]:
    return [
        _("1. Breng in kaart wat u ziet en hoort."),
        _("2. Overleg met een collega of uw aandachtsfunctionaris, en zo nodig met Veilig Thuis."),
        _("3. Praat met de ouders en de jongere, tenzij dat niet veilig is."),
        _("4. Weeg of er acuut of structureel onveiligheid is, met het afwegingskader van uw beroep."),
        _("5. Beslis: melden bij Veilig Thuis, en zelf hulp bieden of regelen."),
    ]
