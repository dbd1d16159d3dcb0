"""Who hears that a record does not count for who made it, until somebody else stands behind it.

Mostly that is known when it is recorded. It may also come later: others add to a case, a name is corrected,
who was asked left, or the record is older than the rule.
"""

from __future__ import annotations

from casework.casefile import CaseFile
from casework.counting import (
    Record,
    confirmer,
    must_be_confirmed,
    name_of,
    recorded_at,
    recorder,
    standing_records,
)
from casework.refs import ref
from casework.regie.leading import acting_author, is_active
from storage import outbox
from storage.unit_of_work import Unit

ASKED = "consent.confirm"
UNCOUNTED = "consent.uncounted"
AT = ":confirm:"
_NEWS_AT = ":uncounted:"


def ask(unit: Unit, file: CaseFile, row: Record) -> str | None:
    """Ask for what the record needs to count for who made it; gives who is asked, if anybody is."""
    if not must_be_confirmed(file, row):
        return None
    account = confirmer(file, row)
    if account is not None and account not in _asked(unit, file, row):
        key = f"{ref('S', file.number)}{AT}{name_of(row)}"
        unit.post(ASKED, account, ref=ref("S", file.number), dedupe=f"{key}:{account}")
    return account


def tell_uncounted(unit: Unit, file: CaseFile) -> None:
    """Ask who may confirm by now; reporter, coordinator and recorder hear it once of what was never asked.

    A record of this very moment is left to who makes it.
    """
    if not file.in_force:
        return
    this = ref("S", file.number)
    for row in standing_records(file):
        if recorded_at(row) >= unit.now or not must_be_confirmed(file, row):
            continue
        known = bool(_asked(unit, file, row))
        asked = ask(unit, file, row)
        if known:
            continue
        hear = {acting_author(file), file.partnership.coordinator, recorder(row)} - {asked}
        for one in sorted(one for one in hear if one is not None):
            if is_active(file, one):
                unit.post(UNCOUNTED, one, ref=this, dedupe=f"{this}{_NEWS_AT}{name_of(row)}:{one}")


def record_in(dedupe: str) -> str:
    """Which record a message is about, according to its key."""
    at = AT if AT in dedupe else _NEWS_AT
    return dedupe.partition(at)[2].partition(":")[0]


def _asked(unit: Unit, file: CaseFile, row: Record) -> frozenset[str]:
    """Whoever was asked about this record so far."""
    posts = outbox.with_prefix(unit.session, f"{ref('S', file.number)}{AT}{name_of(row)}")
    mine = (one for one in posts if one.kind == ASKED and record_in(one.dedupe or "") == name_of(row))
    return frozenset(one.target for one in mine)
