"""The goals I lead that are to be evaluated soon, as Home shows them."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from casework.goals import looking
from casework.office import Office
from casework.people import Person
from handlers.goals import views
from handlers.labels import Labels


def goals_on_home(office: Office, labels: Labels, person: Person) -> list[Block]:
    """The part of Home about goals, for somebody the directory knows."""
    return views.home(labels, looking.mine(office, person), office.today)
