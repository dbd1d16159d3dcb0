"""The form that changes a whole series."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict

from slack_sdk.models.views import View

from casework.merging import marks
from casework.overleg.looking import SeriesCard
from casework.overleg.series import SeriesForm
from handlers.acts import note
from handlers.inputs import date_field
from handlers.kit import escape, modal, section
from handlers.labels import Labels
from handlers.overleg import ids, terms
from handlers.overleg.fields import begin_field, host_fields, location_field


def change(
    labels: Labels,
    card: SeriesCard,
    form: SeriesForm,
    opened: Mapping[str, str] | None = None,
) -> View:
    """Time, place, organiser, chair and last day, as they stand or were typed.

    `opened` are the marks of the form as it first opened, when it comes back with a question.
    """
    _ = labels.say
    was = marks(asdict(form)) if opened is None else opened
    blocks = [
        section(
            _(
                "*{title}* · {rhythm}\nDit geldt voor elke keer die nog komt; een keer die apart is verzet, "
                "blijft staan. Iedereen krijgt bericht.",
                title=escape(card.title),
                rhythm=terms.rhythm(_, card),
            )
        ),
        begin_field(_, form.time),
        location_field(_, form.location),
        *host_fields(_, form.organiser, form.chair),
        date_field(
            "until", _("Laatste dag (leeg: het gaat door)"), initial=form.until or None, optional=True
        ),
    ]
    return modal(
        ids.CHANGE,
        _("Overleg wijzigen"),
        blocks,
        submit=_("Wijzigen"),
        close=_("Annuleren"),
        metadata=note(ref=card.ref, was=was),
    )
