"""The demo's overleggen: two fixed ones, and one so soon that its reminder comes while a person looks on."""

from __future__ import annotations

from datetime import timedelta

from casework.office import Office
from casework.overleg import attending, planning
from casework.overleg.drafting import OverlegForm
from casework.overleg.file import load
from casework.texts import mark_of

# Its hour reminder is due within a minute or two.
SOON = timedelta(minutes=62)
ORGANISER = "U0REGIE"


def add_meeting(office: Office) -> None:
    """Plan an overleg in about an hour, with the use cases that people use; two say that they come."""
    farida = office.identify(ORGANISER)
    options = planning.plan_options(office, farida)
    starts = (office.clock.now() + SOON).astimezone(office.zone)
    form = OverlegForm(
        partnership=options.proposed.partnership,
        title="Kort overleg over het station",
        first_date=starts.date().isoformat(),
        time=starts.strftime("%H:%M"),
        duration="30",
        frequency="once",
        location="Jongerencentrum",
        organiser=ORGANISER,
        chair="U0AGENT",
        participants=options.proposed.participants,
        reminders=("agenda", "hour", "quarter", "follow_up"),
        holidays="keep",
    )
    asked = (mark_of(form.title), mark_of(form.location))
    number = planning.plan(office, farida, form, "", already_asked=asked)
    for account in (ORGANISER, "U0JONGER"):
        with office.store.reading() as session:
            planned = load(session, number).row.first_day
        attending.answer(office, office.identify(account), number, planned, "overleg.present", "")
