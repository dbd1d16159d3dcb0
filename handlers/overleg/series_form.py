"""The form that changes a whole series."""

from __future__ import annotations

from collections.abc import Sequence

from slack_sdk.models.views import View

from casework.overleg.drafting import LOCATION_LIMIT
from casework.overleg.looking import SeriesCard
from casework.overleg.series import SeriesForm
from handlers.acts import note
from handlers.kit import date_field, escape, modal, section, text_field, time_field, user_field
from handlers.labels import Labels
from handlers.overleg import ids, terms
from handlers.overleg.forms import asked


def change(labels: Labels, card: SeriesCard, form: SeriesForm, questions: Sequence[str] = ()) -> View:
    """Time, place, organiser, chair and last day, as they stand or were typed."""
    _ = labels.say
    blocks = [
        *asked(_, questions),
        section(
            _(
                "*{title}* · {rhythm}\nDit geldt voor elke keer die nog komt; een keer die apart is verzet, "
                "blijft staan. Iedereen krijgt bericht.",
                title=escape(card.title),
                rhythm=terms.rhythm(_, card),
            )
        ),
        time_field("time", _("Begint om"), initial=form.time or None),
        text_field(
            "location",
            _("Waar?"),
            limit=LOCATION_LIMIT,
            optional=True,
            initial=form.location,
            placeholder=_("Bijvoorbeeld: gemeentehuis, kamer 2.12"),
        ),
        user_field(
            "organiser",
            _("Wie organiseert?"),
            initial=form.organiser or None,
            hint=_("Zorgt voor agenda, plek en uitnodiging; mag het overleg verzetten."),
        ),
        user_field(
            "chair",
            _("Wie zit voor?"),
            initial=form.chair or None,
            hint=_("Spreek dit vooraf af; het staat in elk bericht."),
        ),
        date_field(
            "until", _("Laatste dag (leeg: het gaat door)"), initial=form.until or None, optional=True
        ),
    ]
    return modal(
        ids.CHANGE,
        _("Reeks wijzigen"),
        blocks,
        submit=_("Wijzigen"),
        close=_("Annuleren"),
        metadata=note(ref=card.ref, asked=list(questions)),
    )
