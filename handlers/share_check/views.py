"""The six questions of the guided check, and what somebody without a role is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.sharing.checking import NO_PURPOSE
from handlers.acts import note
from handlers.inputs import Choice, checkboxes_field, multi_select_field, select_field
from handlers.kit import button, modal, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.share_check.ids import CHECK
from rules.supposing import Said


def questions(labels: Labels, roles: Sequence[str], *, internal: bool = False) -> View:
    """The form: six choices, no text, so that nothing about anyone can be typed.

    `internal` where colleagues of one organisation may be told by Schakel (P27).
    """
    _, book = labels.say, labels.book
    purposes = [(one, labels.purpose(one)) for one in book.purposes]
    blocks: list[Block] = [
        section(
            _(
                "Zes keuzes, geen namen. U krijgt een antwoord met de regel erbij. "
                "Er wordt niets opgeslagen. Is er nu gevaar? *Bel 112.*"
            )
        ),
        select_field(
            "purpose", _("Waarvoor wilt u delen?"), [*purposes, (NO_PURPOSE, _("Dat weet ik nog niet"))]
        ),
        multi_select_field(
            "recipients", _("Met wie wilt u delen?"), [(one, labels.whole_role(one)) for one in roles]
        ),
        checkboxes_field(
            "categories",
            _("Wat wilt u delen?"),
            [labels.category_choice(one) for one in book.categories],
            hint=_("Kies alleen wat nodig is voor het doel."),
        ),
        select_field(
            "age", _("Hoe oud is de jongere?"), [(row.id, labels.age(row)) for row in book.matrix.age]
        ),
        select_field(
            "consent", _("Hebt u om toestemming gevraagd? Wie zei wat?"), _options(_said(_), tuple(Said))
        ),
        select_field(
            "danger",
            _("Is er gevaar voor iemand?"),
            [
                ("geen", _("Nee")),
                ("verhoogd", _("Ja, iemand kan ernstig worden geschaad")),
                ("acuut", _("Ja, nu meteen: voor leven of gezondheid")),
            ],
        ),
        small(_colleagues(_, internal=internal)),
    ]
    return modal(CHECK, _("Mag ik dit delen?"), blocks, submit=_("Geef antwoord"), close=_("Annuleren"))


def _colleagues(_: Language, *, internal: bool) -> str:
    """How colleagues of one organisation consult each other."""
    if internal:
        return _(
            "*Een collega van uw eigen organisatie?* Kies bij het signaal onder Deel details uw collega's. "
            "Dat kan voor naam, betrokkenheid, signaal, school en gezin, als niemand die beslist bezwaar "
            "maakt; niet bij jeugdhulp, zorg of politie."
        )
    return _(
        "*Een collega van uw eigen organisatie?* Dat overleg loopt buiten Schakel: in het eigen dossier, "
        "naar de regels van uw organisatie, alleen met wie het voor het werk nodig heeft en niet meer. "
        "Twijfelt u? Vraag uw functionaris gegevensbescherming."
    )


def _options(texts: Mapping[str, str], values: Sequence[str]) -> list[Choice]:
    return [(one, texts[one]) for one in values]


def _said(_: Language) -> dict[str, str]:
    return {
        Said.NOT_ASKED: _("Nog niet gevraagd"),
        Said.YOUTH: _("De jongere zei ja"),
        Said.ONE_HOLDER: _("Eén ouder of voogd met gezag zei ja"),
        Said.ALL_HOLDERS: _("Alle ouders of voogden met gezag zeiden ja"),
        Said.YOUTH_AND_ONE: _("De jongere en één ouder of voogd zeiden ja"),
        Said.YOUTH_AND_ALL: _("De jongere en alle ouders of voogden zeiden ja"),
        Said.REPRESENTATIVE: _("18+, kan niet zelf beslissen: de vertegenwoordiger zei ja"),
        Said.YOUTH_REFUSED: _("De jongere zei nee, of trok het ja in"),
        Said.HOLDER_REFUSED: _("Een ouder of voogd met gezag zei nee, of trok het ja in"),
        Said.IMPOSSIBLE: _("Vragen kan niet: te gevaarlijk of niet bereikbaar"),
    }


def without_role(language: Language) -> View:
    """What holds for everyone, for somebody whose role is unknown, and whom to ask."""
    _ = language
    blocks = [
        section(_(":no_entry: *Wat u mag delen hangt af van uw rol, en die ken ik niet.*")),
        section(_("*Wat nu?* Vraag de beheerder om u met uw rol in de lijst van partners te zetten.")),
        section(
            _(
                "*Anoniem overleggen kan altijd*, ook nu: zonder naam, initialen, klas of datum, "
                "zodat niemand de jongere kan herkennen."
            )
        ),
        section(_(":rotating_light: Is er nu gevaar? *Bel 112.*")),
    ]
    machine = note(code="NOT_FOR_YOU", decision="DENY", hint=None, ref=None, error=None)
    return modal("refusal", _("Mag ik dit delen?"), blocks, close=_("Sluiten"), metadata=machine)


def home_twin(_: Language) -> list[Block]:
    """The twin of `/delen` on Home."""
    shown = section(_("Twijfelt u of u iets mag delen? Zes keuzes, en er wordt niets opgeslagen."))
    shown.accessory = button(CHECK, _("Mag ik dit delen?"), "start")
    return [shown]


def help_text(_: Language, *, unknown: bool, nearest: str | None) -> str:
    """What `/delen` understands; after a typing error with the nearest word."""
    lines = [_("Dat woord ken ik niet. Typ hier geen gegevens over een jongere.")] if unknown else []
    if unknown and nearest:
        lines.append(_("Bedoelt u `/delen {nearest}`?", nearest=nearest))
    lines += [
        _("`/delen` – mag ik dit delen? Zes keuzes, een antwoord met de regel erbij"),
        _("`/delen hulp` – deze uitleg"),
    ]
    return "\n".join(lines)
