"""The privacy officer hears of rows that were written, deleted or set back past the keys."""

from __future__ import annotations

from casework.office import Office
from casework.refs import ref
from casework.sparing import tell_damaged
from storage.row_check import check_rows
from storage.vouching import RowName


def look_at_seals(office: Office) -> None:
    """Look through all rows that decide and tell of those that are not what the house left there.

    They are told by signal, or by table and key; what stands in them is not.
    """
    with office.store.reading() as session:
        found = check_rows(session)
    told = list(dict.fromkeys(_told(fault.row) for fault in found))
    tell_damaged(office, "seals", told)


def _told(row: RowName) -> str:
    return str(row) if row.signal_id is None else ref("S", row.signal_id)
