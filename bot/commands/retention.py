"""`schakel retention --dry-run`: what would go tonight, and within a week."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta

from bot.commands.access import ReadAccess, database
from bot.failing import Stop
from casework.gate import Gate
from casework.retention.terms import CONTENT, NOTICE, Calendar, Going, going
from rules.book import Rulebook
from rules.moments import ZONE, local_day
from rules.policy import Policy
from rules.walltime import instant
from storage.deployment import open_existing
from storage.engine import session_for
from storage.keys import KeyRing
from storage.old_posts import count_old_posts

_TERMS = {
    "draft_days": "nooit geplaatst (P19_draft)",
    "stub_days_n0": "onderbuikgevoel zonder vervolg (P19_stub_n0)",
    "stub_days": "lang niets mee gedaan (P19_stub)",
    "closed_days": "lang geleden gesloten (P19_closed)",
    "record_years": "lang geleden geëindigd (P19_record)",
    "erase_at_age": "de jongere is te oud (P19_age)",
}


def what_would_go(
    read_access: ReadAccess, book: Rulebook, policy: Policy, now: Callable[[], datetime], *, dry: bool
) -> list[str]:
    """One line for each thing that goes tonight or within a week; nothing is changed.

    Raises `Stop` without `dry`: the running bot carries it out, every night.
    """
    if not dry:
        raise Stop("Schakel doet dit elke nacht zelf. Met --dry-run ziet u wat er zou verdwijnen.")
    access, today = read_access(), local_day(now())
    ring = KeyRing.parse(access.keys)
    with database(access.database_url) as engine:
        calendar = Calendar(Gate(open_existing(engine, ring), book, policy), policy, ZONE)
        with session_for(engine, write=False) as session:
            found = going(session, calendar, today + NOTICE)
            kept_since = instant(today - timedelta(days=policy.overleg_days), time(), ZONE)
            posts = count_old_posts(session, kept_since)
    lines = [_line(one, tonight=one.ending.on <= today) for one in found]
    if posts:
        lines.append(f"vannacht  {posts} rijen van berichten die bij geen signaal horen (P19_overleg)")
    return lines or ["Er verdwijnt deze week niets."]


def _line(one: Going, *, tonight: bool) -> str:
    what = "inhoud" if one.what == CONTENT else "toestemmingen, uitzonderingen en berichten"
    when = "vannacht" if tonight else one.ending.on.isoformat()
    warned = " (nog open)" if one.open else ""
    return f"{when}  {one.ref}  {what}: {_TERMS[one.ending.term]}{warned}"
