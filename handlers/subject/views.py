"""The two forms about the young person's situation, both seldom needed and both far-reaching."""

from __future__ import annotations

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from casework.refs import ref
from casework.subject.capacity import NAME_LIMIT, CapacityQuestions, marks
from casework.subject.helping import HelpQuestions
from handlers.acts import note
from handlers.inputs import Choice, checkboxes_field, date_field, multi_select_field, select_field, text_field
from handlers.kit import modal, section
from handlers.labels import Labels
from handlers.subject.ids import CAPACITY, DIRECT

MOST_TICKED = 200  # what a form carries of them has to fit


def capacity_form(labels: Labels, asked: CapacityQuestions, back: str) -> View:
    """Can the young person decide on this matter? `back` is the view to return to."""
    _ = labels.say
    this = ref("S", asked.number)
    blocks: list[Block] = [
        section(
            _(
                "*{ref}* – kan de jongere hierover zelf beslissen? Wie dat niet kan, is voor deze kwestie "
                "wilsonbekwaam. Alleen een deskundige stelt dat vast, nooit een indruk of een diagnose.",
                ref=this,
            )
        ),
        select_field(
            "capacity",
            _("Wilsbekwaam voor deze kwestie?"),
            [
                ("bekwaam", _("Ja, wilsbekwaam")),
                ("wilsonbekwaam", _("Nee, wilsonbekwaam: vastgesteld")),
                ("onbekend", _("Niet onderzocht: geldt als wilsbekwaam")),
            ],
            initial=asked.capacity,
        ),
        text_field(
            "established_by",
            _("Wie stelde dit vast?"),
            limit=NAME_LIMIT,
            optional=True,
            hint=_("Leeg: zoals eerder vastgelegd.")
            if asked.established
            else _("Naam en functie, zoals arts of gedragswetenschapper. Nodig bij wilsonbekwaam."),
        ),
        date_field("established_on", _("Op welke dag?"), optional=True),
    ]
    if asked.representatives:
        blocks.append(
            checkboxes_field(
                "representatives",
                _("Wie vertegenwoordigt de jongere?"),
                [(one, labels.person(one).capitalize()) for one in asked.representatives],
                initial=asked.chosen,
                optional=True,
                hint=_("Vanaf 18 jaar, als de jongere wilsonbekwaam is. Vink iedereen aan die er is."),
            )
        )
    return modal(
        CAPACITY,
        _("Wilsbekwaamheid"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=note(ref=this, back=back, was=marks(asked.capacity, asked.chosen)),
    )


def partner_choices(labels: Labels, asked: HelpQuestions) -> list[Choice]:
    """Who could carry out the same help."""
    return [labels.partner_choice(one) for one in asked.partners]


def same_help_form(labels: Labels, asked: HelpQuestions) -> View:
    """Which partners carry out the same help as the author."""
    _ = labels.say
    this = ref("S", asked.number)
    return modal(
        DIRECT,
        _("Zelfde hulp"),
        [
            section(
                _(
                    "*{ref}* – wie rechtstreeks bij dezelfde hulp betrokken is, mag zonder toestemming "
                    "weten wat voor dat werk nodig is (artikel 7.3.11 lid 2 Jeugdwet, 7:457 BW). "
                    "Meedenken of op de hoogte willen zijn is niet genoeg.",
                    ref=this,
                )
            ),
            multi_select_field(
                "directly_involved",
                _("Wie voert dezelfde hulp mee uit?"),
                partner_choices(labels, asked),
                initial=[str(one) for one in asked.chosen],
                optional=True,
                hint=_("Wie u weghaalt, heeft voortaan weer toestemming of een uitzondering nodig."),
            ),
        ],
        submit=_("Vastleggen"),
        close=_("Annuleren"),
        metadata=note(ref=this, was=sorted(asked.chosen)[:MOST_TICKED]),
    )
