"""The form in which is recorded what came of an overleg."""

from __future__ import annotations

from slack_sdk.models.blocks import Block, DividerBlock
from slack_sdk.models.views import View

from casework.overleg.actions import TEXT_LIMIT
from casework.overleg.outcomes import OutcomeForm, OutcomeOptions
from casework.signals.drafting import DETAILS_LIMIT
from handlers.acts import note
from handlers.inputs import date_field, text_field, user_field
from handlers.kit import modal, section, small
from handlers.labels import Labels
from handlers.language import Language
from handlers.naming import named
from handlers.overleg import ids

NAMES_ASKED = 20
HALF = 1_000  # characters


def outcome(
    labels: Labels,
    options: OutcomeOptions,
    typed: OutcomeForm | None = None,
) -> View:
    """Decisions per signal, sealed, and one action point; both may be left empty, not together."""
    _ = labels.say
    form = typed or OutcomeForm()
    blocks: list[Block] = []
    if options.signals:
        start = "\n".join(f"{one}: " for one in options.signals[:NAMES_ASKED])
        blocks += [
            text_field(
                "decisions",
                _("Besluiten per signaal"),
                limit=DETAILS_LIMIT,
                multiline=True,
                optional=True,
                initial=form.decisions or start,
                hint=_(
                    "Verzegeld bij elk signaal: alleen te lezen voor wie dat mag. Laat leeg wat niet speelt."
                ),
            ),
            DividerBlock(),
        ]
    blocks += [
        section(_("*Actiepunt* · de eigenaar krijgt nu bericht en op tijd een herinnering.")),
        text_field(
            "action_text",
            _("Wat gaat er gebeuren?"),
            limit=TEXT_LIMIT,
            optional=True,
            initial=form.action_text,
            hint=_("Iedereen in het kanaal leest dit. Noem geen naam; noem een signaal bij zijn nummer."),
        ),
        user_field("action_owner", _("Wie doet het?"), initial=form.action_owner or None, optional=True),
        date_field(
            "action_due",
            _("Vóór wanneer?"),
            initial=form.action_due or options.usual_due.isoformat(),
            optional=True,
        ),
    ]
    if made := _made(_, options):
        blocks.append(small(made))
    return modal(
        ids.OUTCOME,
        _("Besluiten en acties"),
        blocks,
        submit=_("Vastleggen"),
        close=_("Sluiten"),
        metadata=note(ref=options.ref),
    )


def _made(_: Language, options: OutcomeOptions) -> str:
    parts = []
    if options.decided:
        parts.append(_("Al vastgelegd: besluiten bij {signals}.", signals=named(_, options.decided, HALF)))
    if options.actions:
        parts.append(
            _("Actiepunten: {actions}.", actions=named(_, [one.ref for one in options.actions], HALF))
        )
    return " ".join(parts)
