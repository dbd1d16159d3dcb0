"""My next overleggen, as Home shows them."""

from __future__ import annotations

from slack_sdk.models.blocks import Block

from casework.office import Office
from casework.overleg import looking
from casework.people import Person
from casework.permissions import admitted
from handlers.labels import Labels
from handlers.overleg import ids, views


def overleg_on_home(office: Office, labels: Labels, person: Person) -> list[Block]:
    """The part of Home about overleggen, for somebody the directory knows."""
    times = looking.my_next(office, person)
    return views.home(
        labels,
        times,
        office.today,
        person.user_id,
        may_plan=admitted(ids.NEW, person),
    )
