"""A form that shows what stands carries the version of it, so that it never puts back what changed since."""

from __future__ import annotations

import json
from typing import Any

from tests.brim.filling import Brim
from tests.brim.test_brim import FOUND, drawn

# Marks of the fields as they opened, the state it followed on, or the row that only ever gets a successor.
VERSIONS = {"was", "after", "item", "corrects"}
ADDS = "adds something of its own; what stands stays as it is"
LOOKS = "stores nothing"
# Forms without a version, and what keeps them from putting anything back.
WITHOUT = {
    "acute.form.acute_form": "a new sharing, decided under the lock; nothing that stands is filled in",
    "acute.form.complete_form": "completes once; what is complete, judged or over is refused",
    "consent.seeking.unreached_form": ADDS,
    "disclosure.views.share_form": "a new sharing, decided again under the lock on what stands then",
    "exception.form.choose_ground": LOOKS,
    "exception.form.record_form": "a new exception; one that waits already is refused",
    "exception.judging.reject_form": "judges what waits; one that was judged is refused",
    "goals.forms.new_goal": ADDS,
    "grants.views.give": ADDS,
    "grants.views.take": "takes what is named; what is gone already is said",
    "grounds.views.close_form": "closes what is named; what is closed already is said",
    "grounds.views.open_form": "opens what is named; what is open already is said",
    "lookback.views.filter_form": LOOKS,
    "overleg.forms.item": ADDS,
    "overleg.outcome_form.outcome": ADDS,
    "overleg.planning_form.new_overleg": ADDS,
    "partners.forms.choose": LOOKS,
    "partners.forms.new_partner": ADDS,
    "partners.forms.situation": LOOKS,
    "partnerships.forms.members": ADDS,
    "partnerships.forms.new": ADDS,
    "possible_names.ask": "the form that it is drawn around keeps what that one carries",
    "regie.views.lead_form": "names somebody anew; nothing in it is filled in",
    "report.views.form": LOOKS,
    "rights.views.ask_form": ADDS,
    "rights.views.end_form": "ends what runs; what was ended already is refused",
    "share_check.views.questions": LOOKS,
    "signal.closing.close_form": "closes what is open; what is closed already is refused",
    "signal.form.add_detail": ADDS,
    "signal.form.add_subject": "what is left empty keeps what stands; what is filled in takes its place",
    "signal.form.erase_signal": "erases whatever stands",
    "signal.form.new_signal": ADDS,
    "signal.posting.choose_partners": ADDS,
    "signal.readers.let_go": "lets go whom one ticks; who reads it no longer is not offered, and refused",
}


def forms() -> dict[str, dict[str, Any]]:
    """Everything that can be sent in, by who draws it."""
    made = {name: drawn(build, Brim(2))[0] for name, build in FOUND.items()}
    return {name: view for name, view in made.items() if view.get("submit")}


def carries(view: dict[str, Any]) -> bool:
    """Whether the form remembers which state of things it shows."""
    return bool(VERSIONS & set(json.loads(view.get("private_metadata") or "{}")))


def test_every_form_carries_the_version_of_what_it_shows() -> None:
    """Or stands in the list with why it needs none."""
    assert {name for name, view in forms().items() if not carries(view)} == set(WITHOUT)
