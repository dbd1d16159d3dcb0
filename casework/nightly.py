"""What is done once a night for the whole deployment, by whichever replica comes first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from pathlib import Path

from sqlmodel import Session, col, select

from casework.errors import AlreadyDone
from casework.grounds import police_kept
from casework.guard.watching import forget_old
from casework.lookback.weekly import ask_for_week, reference
from casework.office import Office
from casework.refs import ref
from casework.regie import rehashing
from casework.report.sending import ask_for_month, last_month
from casework.retention.night import carry_out
from casework.rights.reminding import remind
from casework.sharing.closing import tidy
from casework.sparing import tell_damaged
from rules.walltime import instant
from storage import anchoring, old_posts, outbox, tidying
from storage.audit_tables import AuditRow
from storage.erasure_tables import Why
from storage.errors import AuditBroken
from storage.repositories.directory import users_with
from storage.unit_of_work import Unit

ANCHOR = anchoring.ANCHORED
BROKEN = "audit.broken"
FG = "fg"
# Slack delivers an act again within the hour at most.
INBOUND_DAYS = timedelta(days=7)
PACE_DAYS = timedelta(days=1)
# Slack takes some fifty deletions a minute of a whole workspace (tier 3), and people need some of those:
# at this pace a night's batch is gone in less than two hours.
POSTS_A_NIGHT = 3000
POST_EVERY = timedelta(seconds=2)

NightWork = Callable[[Unit], object]
# What has a transaction for each signal, so that a damaged one keeps nothing from the others: make keyed
# hashes of an earlier version anew, end what expired, take away what is over its term.
SIGNAL_BY_SIGNAL: Mapping[str, Callable[[Office], Iterable[int]]] = {
    "matching": rehashing.make_anew,
    "sharing": tidy,
    "retention": carry_out,
}


@dataclass(frozen=True, slots=True)
class Anchored:
    """One anchor as the privacy officer gets it; `kept` says that it also stands in the file."""

    seq: int
    line: str
    kept: bool


def nightly(office: Office, anchor_file: Path) -> Mapping[str, Callable[[], object]]:
    """Every nightly work by name, each done once per local date however often it is called."""
    works: dict[str, NightWork] = {
        "anchor": partial(anchor_audit, office, anchor_file),
        "inbound": forget_inbound,
        "overleg": partial(forget_overleg, office),
        "guard": forget_old,
        "posts": partial(forget_posts, office),
        "police": partial(police_kept.tell, office),
        "rights": partial(remind, office),
    }
    done = {name: partial(once, office, name, work) for name, work in works.items()}
    return {
        **done,
        **{name: partial(signal_by_signal, office, name) for name in SIGNAL_BY_SIGNAL},
        "weekly": partial(once_a_week, office, "weekly", partial(ask_for_week, office)),
        "report": partial(once_a_month, office, "report", partial(ask_for_month, office)),
    }


def signal_by_signal(office: Office, name: str) -> bool:
    """Do it unless it was done today; the privacy officer hears of which signals it could not be."""
    with office.store.reading() as session:
        if tidying.was_done(session, _key(office, name)):
            return False
    tell_damaged(office, name, [ref("S", number) for number in SIGNAL_BY_SIGNAL[name](office)])
    return once(office, name, lambda unit: None)


def once(office: Office, name: str, work: NightWork) -> bool:
    """Do it in one transaction unless it was done today; what fails is done at the next call."""
    return _done(office, _key(office, name), work)


def once_a_week(office: Office, name: str, work: NightWork) -> bool:
    """The same unless it was done in this ISO week."""
    return _done(office, f"nightly:{name}:{reference(office.today)}", work)


def once_a_month(office: Office, name: str, work: NightWork) -> bool:
    """The same unless it was done for the month that is over."""
    return _done(office, f"nightly:{name}:{last_month(office).id}", work)


def _done(office: Office, key: str, work: NightWork) -> bool:
    try:
        with office.job(key) as unit:
            work(unit)
    except AlreadyDone:
        return False
    return True


def _key(office: Office, name: str) -> str:
    return f"nightly:{name}:{office.today.isoformat()}"


def anchor_audit(office: Office, file: Path, unit: Unit) -> None:
    """Pin the audit chain in the file, and send the same line to each privacy officer (architecture 5).

    A file that cannot be written does not stop the message. A chain that is broken is not anchored:
    the privacy officers are told.
    """
    day = office.today.isoformat()
    officers = users_with(unit.session, FG)
    try:
        made = anchoring.take(unit.session, unit.vault.audit_key, unit.now, file)
    except AuditBroken:
        for one in officers:
            unit.post(BROKEN, one, dedupe=f"{BROKEN}:{day}:{one}")
        return
    kept = _kept(made, file)
    facts = {"at": made.at.isoformat(), "seq": made.seq, "mark": made.mark, "before": made.before}
    this = f"L-{made.seq}"
    unit.note("schakel", ANCHOR, ref=this, code=anchoring.KEPT if kept else "no_file", facts=facts)
    for one in officers:
        unit.post(ANCHOR, one, ref=this, dedupe=f"{ANCHOR}:{day}:{one}")


def forget_inbound(unit: Unit) -> None:
    """Forget which inbound acts were done long ago, and the pace of conversations long quiet."""
    tidying.forget_inbound(unit.session, unit.now - INBOUND_DAYS)
    tidying.forget_pace(unit.session, unit.now - PACE_DAYS)


def forget_posts(office: Office, unit: Unit) -> None:
    """Forget the rows of messages that belong to no signal, after the term of what is said at an overleg."""
    gone = old_posts.forget_posts(unit.session, posts_kept_since(office), POSTS_A_NIGHT)
    if gone:
        unit.note("schakel", "posts.forget", facts={"posts": gone})


def posts_kept_since(office: Office) -> datetime:
    """What was made before this instant is over its term (P19)."""
    return instant(office.today - timedelta(days=office.policy.overleg_days), time(), office.zone)


def forget_overleg(office: Office, unit: Unit) -> None:
    """Forget what was on the agenda, who came and who would do what, after the policy's term (P19).

    What Schakel said about it in Slack is taken away too, in turn, so that no reminder waits for it.
    """
    before = office.today - timedelta(days=office.policy.overleg_days)
    forgotten = dict(tidying.forget_overleg(unit.session, before))
    made_before = instant(before, time(), office.zone)
    old = tidying.old_overleg_posts(unit.session, before, made_before, POSTS_A_NIGHT)
    outbox.withdraw_in_turn(unit.session, old, now=unit.now, every=POST_EVERY)
    unit.posted = bool(old)
    forgotten["posts"] = len(old)
    if any(forgotten.values()):
        unit.clear_traces(Why.FORGOTTEN)
        unit.note("schakel", "overleg.forget", facts=dict(forgotten))


def anchored(session: Session, ref: str) -> Anchored | None:
    """The last anchor under this reference."""
    found = select(AuditRow).where(AuditRow.act == ANCHOR, AuditRow.ref == ref)
    row = session.exec(found.order_by(col(AuditRow.seq).desc()).limit(1)).first()
    if row is None:
        return None
    said = row.facts
    made = anchoring.Anchor(
        datetime.fromisoformat(said["at"]), int(said["seq"]), str(said["mark"]), said.get("before")
    )
    return Anchored(made.seq, made.line, row.code == anchoring.KEPT)


def _kept(made: anchoring.Anchor, file: Path) -> bool:
    try:
        anchoring.keep(made, file)
    except OSError:
        return False
    return True
