"""What the privacy officer, the coordinator and the author see of rights that somebody uses."""

from __future__ import annotations

from datetime import date

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from casework.rights.answering import AnswerQuestions
from casework.rights.asking import ASKERS, RightQuestions
from casework.rights.copying import GIVEN
from casework.rights.looking import RightAsked, RightsOverview
from handlers.acts import note
from handlers.inputs import checkboxes_field, select_field
from handlers.kit import button, buttons, modal, row, section, small
from handlers.labels import Labels, upper_first
from handlers.language import LOCALES, Language
from handlers.paging import Part, paged
from handlers.rights.ids import AGREE, ASK, DECLINE, END, EXPORT, KEPT, LETTER, PAPER, SHOW
from handlers.rights.words import answer, asker, because, heading, state, time_left
from rules.rights import ACCESS, OBJECT, RESTRICT, Right


def shown(labels: Labels, found: RightsOverview, page: int = 0) -> View:
    """What was asked about one signal, and what can be written down now."""
    _ = labels.say
    head: list[Block] = [
        section(
            _(
                "*{ref}* – wat een jongere of ouder vroeg over wat hier is bewaard. Ga eerst na wie het "
                "vraagt.",
                ref=found.ref,
            )
        )
    ]
    parts: list[Part] = [
        [section(f"{heading(labels, one)}\n{state(labels, one)}"), *_ways(_, one)] for one in found.asked
    ] or [[section(_("Hierover is nog niets gevraagd."))]]
    parts += [[row(f"*{_(one.name)}* ({one.article})", _record(_, found.ref, one))] for one in found.free]
    return modal(
        SHOW,
        _("Rechten"),
        paged(_, page, parts, head=head),
        close=_("Sluiten"),
        metadata=note(ref=found.ref),
    )


def ask_form(labels: Labels, asked: RightQuestions) -> View:
    """Who asks, and for closing why; what happens at once stands above."""
    _ = labels.say
    name = _(asked.right.name)
    blocks: list[Block] = [
        section(f"*{asked.ref} · {name}* – {_what_happens(_, asked)}"),
        select_field("asker", _("Wie vraagt het?"), [(one, upper_first(asker(_, one))) for one in ASKERS]),
    ]
    if asked.because:
        choices = [(one, because(labels, one)) for one in asked.because]
        blocks.append(select_field("because", _("Waarom?"), choices))
    if asked.right.id == ACCESS:
        left_out = [("yes", _("Laat weg wat van politie, justitie, Veilig Thuis of het ZVH kwam"))]
        blocks.append(
            checkboxes_field(
                "withhold",
                _("Afschrift"),
                left_out,
                initial=["yes"],
                optional=True,
                hint=_("Haal dit alleen weg na overleg met wie het vertelde."),
            )
        )
    return modal(
        ASK,
        name,
        blocks,
        submit=_("Leg vast"),
        close=_("Annuleren"),
        metadata=note(ref=asked.ref, right=asked.right.id),
    )


def end_form(labels: Labels, asked: AnswerQuestions) -> View:
    """The answer, and why it is no."""
    _ = labels.say
    choices = [(one, answer(labels, asked.right, one)) for one in asked.answers]
    only = choices[0][0] if len(choices) == 1 else None
    name = _(asked.right.name)
    blocks: list[Block] = [
        section(f"*{asked.ref}* · {asked.signal_ref} · *{name}*"),
        select_field("answer", _("Wat is het antwoord?"), choices, initial=only),
    ]
    if asked.because:
        why = [(one, because(labels, one)) for one in asked.because]
        blocks.append(select_field("because", _("Als het nee is: waarom?"), why, optional=True))
    if asked.right.id not in (ACCESS, RESTRICT):
        blocks.append(small(_("Wissen kan niet ongedaan worden gemaakt.")))
    return modal(
        END,
        _("Antwoord"),
        blocks,
        submit=_("Leg vast"),
        close=_("Annuleren"),
        metadata=note(ref=asked.ref),
    )


def kept(labels: Labels, found: RightAsked) -> View:
    """What was stored, and what to do now."""
    _ = labels.say
    blocks: list[Block] = [section(f"{heading(labels, found)}\n{state(labels, found)}"), *_ways(_, found)]
    return modal(KEPT, _("Vastgelegd"), blocks, close=_("Sluiten"), metadata=note(ref=found.ref))


def letters_offered(labels: Labels, found: RightAsked) -> View:
    """In which language the letter is."""
    _ = labels.say
    names = {"nl": _("Brief in het Nederlands"), "en": _("Brief in het Engels")}
    blocks: list[Block] = [
        section(heading(labels, found)),
        section(_("De brief zegt wat er is gevraagd en wat het antwoord is. Er staan geen namen in.")),
        *(buttons(button(PAPER, names[one], f"{found.ref} {one}")) for one in LOCALES),
    ]
    return modal(LETTER, _("Brief maken"), blocks, close=_("Annuleren"), metadata=note(ref=found.ref))


def given(labels: Labels, said: str) -> View:
    """Where the file is."""
    return modal(KEPT, labels.say("Bestand"), [section(said)], close=labels.say("Sluiten"))


def asked(labels: Labels, found: RightAsked) -> list[Block]:
    """For the coordinator: agree or not; afterwards how it stands."""
    _ = labels.say
    blocks: list[Block] = [section(heading(labels, found))]
    if found.came is not None or found.agreed:
        return [*blocks, section(state(labels, found))]
    return [
        *blocks,
        section(
            _(
                "<@{user}> vraagt uw akkoord voor een afschrift van alles wat hier verzegeld is. Het gaat "
                "naar wie het vroeg. U leest zelf niets. Bent u allebei akkoord, dan staat u allebei in het "
                "logboek.",
                user=found.asked_by,
            )
        ),
        buttons(
            button(
                AGREE,
                _("Akkoord"),
                found.ref,
                style="primary",
                confirm=(
                    _("Afschrift laten maken?"),
                    _("De privacyfunctionaris opent dan alles en geeft het aan wie erom vroeg."),
                    _("Akkoord"),
                    _("Nog niet"),
                ),
            ),
            button(DECLINE, _("Niet akkoord"), found.ref, style="danger"),
        ),
    ]


def told(labels: Labels, found: RightAsked) -> list[Block]:
    """For the privacy officers: how it stands, and the ways on."""
    return [section(f"{heading(labels, found)}\n{state(labels, found)}"), *_ways(labels.say, found)]


def due(labels: Labels, found: RightAsked, today: date) -> list[Block]:
    """For the privacy officers: how long there is to answer, and the ways on; nothing to press afterwards."""
    _ = labels.say
    blocks: list[Block] = [section(f"{time_left(labels, found, today)}\n{heading(labels, found)}")]
    return [*blocks, *_ways(_, found)] if found.runs else blocks


def to_mend(labels: Labels, found: RightAsked) -> list[Block]:
    """For the author: something that they wrote may be wrong, and who knows what."""
    _ = labels.say
    if not found.runs:
        return [section(_("De vraag om *{ref}* te verbeteren is beantwoord.", ref=found.signal_ref))]
    return [
        section(
            _(
                "Iemand vraagt om iets te verbeteren in wat u schreef bij *{ref}*. <@{user}> weet wat; dat "
                "staat hier met opzet niet. Bel, kijk het na en verbeter wat niet klopt.",
                ref=found.signal_ref,
                user=found.asked_by,
            )
        ),
        buttons(button("detail.own", _("Mijn details"), found.signal_ref, about=found.signal_ref)),
    ]


def _record(_: Language, this: str, right: Right) -> ButtonElement:
    return button(ASK, _("Leg vast"), f"{this} {right.id}", about=f"{this} {_(right.name)}")


def _ways(_: Language, found: RightAsked) -> list[Block]:
    pressed: list[ButtonElement] = []
    if found.agreed and found.came in (None, GIVEN):
        confirm = (
            _("Afschrift maken?"),
            _(
                "Alles wat verzegeld is, staat dan leesbaar in een bestand in uw berichten. U en de "
                "coördinator staan in het logboek."
            ),
            _("Maak"),
            _("Annuleren"),
        )
        pressed.append(
            button(
                EXPORT, _("Maak het afschrift"), found.ref, style="primary", confirm=confirm, about=found.ref
            )
        )
    if found.runs:
        pressed.append(button(END, _("Antwoord"), found.ref, about=found.ref))
    pressed.append(button(LETTER, _("Brief"), found.ref, about=found.ref))
    return [buttons(*pressed)]


def _what_happens(_: Language, asked: RightQuestions) -> str:
    if asked.second is not None:
        return _("<@{user}> krijgt de vraag of het akkoord is. Daarna kunt u het maken.", user=asked.second)
    if asked.right.id == OBJECT:
        return _("het signaal gaat dicht tot u hebt beslist. Wie er iets van kreeg, hoort dat.")
    if asked.right.id == RESTRICT:
        return _("het signaal gaat dicht: niemand ziet of deelt er nog iets van. Alles blijft bewaard.")
    return _("u beslist later. U krijgt hier een bericht om op te antwoorden.")
