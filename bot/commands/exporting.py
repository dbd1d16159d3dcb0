"""`schakel export FILE`: the directory as it is, as a file that `schakel import` takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import Engine
from sqlmodel import Session

from bot.commands.access import Access, database
from bot.setup.keeping import write_private
from casework.directory.grants import holders
from casework.directory.reading import GRANTS
from storage.directory_tables import Partner, Partnership
from storage.engine import session_for
from storage.overleg_tables import Overleg
from storage.repositories import directory, overleggen

_HEAD = "# De samenwerkingen, partners en overleggen van Schakel. `schakel import` neemt dit bestand over.\n"


class _Quoting(yaml.SafeDumper):
    """Writes each text in quotes, so that none is taken for a number, a date or a yes or no."""

    def ignore_aliases(self, data: Any) -> bool:
        """The import takes no anchors."""
        return True

    def represent_mapping(self, tag: str, mapping: Any, flow_style: bool | None = None) -> yaml.MappingNode:
        """The names of fields stay bare."""
        node = super().represent_mapping(tag, mapping, flow_style)
        for name, _ in node.value:
            name.style = None
        return node


def _quoted(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')


_Quoting.add_representer(str, _quoted)


def export_directory(access: Access, file: Path) -> Mapping[str, int]:
    """Write grants, partnerships, partners and overleggen that take part now; how many of each section.

    Nothing of any signal is in it. The file is for its owner alone: it says who belongs to whom. Raises
    `StorageError`, and `Stop` when it cannot be written.
    """
    with database(access.database_url) as engine:
        told = _told(engine)
    write_private(
        file, _HEAD + yaml.dump(told, Dumper=_Quoting, allow_unicode=True, sort_keys=False, width=100)
    )
    return {name: len(section) for name, section in told.items() if name != "roles"}


def _told(engine: Engine) -> dict[str, Any]:
    with session_for(engine, write=False) as session:
        held = holders(session)
        partnerships = sorted(directory.partnerships(session), key=lambda one: one.name)
        names = {one.id or 0: one.name for one in partnerships}
        series = [one for one in overleggen.running(session) if one.partnership_id in names]
        invited = overleggen.participants(session, [one.id or 0 for one in series])
        return {
            "roles": {name: sorted(held[grant]) for name, grant in GRANTS.items()},
            "partnerships": [_partnership(one) for one in partnerships],
            "partners": _partners(session, partnerships),
            "overleggen": [
                _overleg(one, names[one.partnership_id], invited.get(one.id or 0, ())) for one in series
            ],
        }


def _partnership(one: Partnership) -> dict[str, Any]:
    told: dict[str, Any] = {
        "name": one.name,
        "kind": one.kind,
        "channel": one.channel,
        "coordinator": one.coordinator,
    }
    told |= {"purpose": one.purpose} if one.purpose else {}
    return told | ({"tells_of_chosen": True} if one.tells_of_chosen else {})


def _partners(session: Session, partnerships: Sequence[Partnership]) -> list[dict[str, Any]]:
    rows: dict[int, Partner] = {}
    sits: dict[int, list[str]] = {}
    for where in partnerships:
        for row in directory.members(session, where.id or 0):
            rows[row.id or 0] = row
            sits.setdefault(row.id or 0, []).append(where.name)
    order = sorted(rows, key=lambda number: (rows[number].organisation, rows[number].name, number))
    return [_partner(rows[number], sits[number]) for number in order]


def _partner(row: Partner, sits: list[str]) -> dict[str, Any]:
    told: dict[str, Any] = {"name": row.name, "organisation": row.organisation, "role": row.role}
    told |= {"user": row.user_id} if row.user_id else {}
    told |= {"contact": row.contact} if row.contact else {}
    return told | {"partnerships": sits}


def _overleg(row: Overleg, partnership: str, invited: Sequence[Partner]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "title": row.title,
        "partnership": partnership,
        "starts": f"{row.first_day.isoformat()}T{row.starts_at:%H:%M}",
        "frequency": row.frequency,
        "duration": row.minutes,
    }
    told |= {"location": row.location} if row.location else {}
    return told | {
        "organiser": row.organiser,
        "chair": row.chair,
        "participants": [one.user_id or one.name for one in invited],
        "reminders": list(row.reminders),
        "holidays": row.on_closed,
    }
