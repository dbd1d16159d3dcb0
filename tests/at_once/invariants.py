"""What holds after any two acts, whoever came first."""

from __future__ import annotations

from casework.casefile import load
from casework.errors import CaseworkError
from casework.sharing.closing import standing
from storage.audit_verify import verify
from storage.engine import session_for
from storage.row_check import check_rows
from tests.at_once.acts import CLOSING
from tests.at_once.holding import Outcome
from tests.at_once.looking import Stage, rows
from tests.at_once.scene import READER, Scene, Town

DELIVERY = "delivery"


def broken(scene: Scene) -> list[str]:
    """What does not hold of a case, in words; empty when all is well."""
    return [*_read_too_late(scene), *_decided_twice(scene), *_left_over(scene), *_alive(scene)]


def always(stage: Stage, names: tuple[str, str], outcomes: tuple[Outcome, Outcome]) -> list[str]:
    """What does not hold whatever the acts are about: every error is an answer, Slack is not behind."""
    found = [
        f"{name}: {outcome.error!r}"
        for name, outcome in zip(names, outcomes, strict=True)
        if outcome.error is not None and not isinstance(outcome.error, CaseworkError)
    ]
    return [*found, *(_behind(stage) if DELIVERY in names else [])]


def whole(town: Town) -> list[str]:
    """Faults of the audit chain, and of the rows that decide."""
    with session_for(town.house.engine, write=False) as session:
        report = verify(session, town.house.office.store.vault.audit_key)
    with session_for(town.house.engine, write=False) as session:
        return [str(one) for one in (*report.faults, *check_rows(session))]


def _behind(stage: Stage) -> list[str]:
    """At rest, nothing in Slack is older than the database says."""
    post = stage.town.post
    post.deliver()
    return post.behind(stage.refs)


def _read_too_late(scene: Scene) -> list[str]:
    refs = {"s": f"S-{scene.signal}", "d": f"D-{scene.disclosure}"}
    partner = f"P-{scene.partner(READER)}"
    acts = rows(
        scene,
        "SELECT seq, act FROM audit WHERE ref IN (:s, :d) OR ref = :p ORDER BY seq",
        p=partner,
        **refs,
    )
    shared = min(seq for seq, act in acts if act == "signal.share")
    reads = [seq for seq, act in acts if act == "disclosure.read"]
    ends = [seq for seq, act in acts if act in CLOSING and seq > shared]
    return [f"read {seq} after the end {min(ends)}" for seq in reads if ends and seq > min(ends)]


def _decided_twice(scene: Scene) -> list[str]:
    acts = rows(
        scene,
        "SELECT act FROM audit WHERE ref = :x AND act IN ('exception.approve', 'exception.reject')",
        x=f"X-{scene.exception}",
    )
    return [f"decided {[act for (act,) in acts]}"] if len(acts) > 1 else []


def _left_over(scene: Scene) -> list[str]:
    """What is gone is gone: no key, no hash, no draft, nothing shared."""
    (state,) = rows(scene, "SELECT state FROM signal WHERE id = :n", n=scene.signal)[0]
    if state not in ("erased", "undone"):
        return []
    counts = {
        "key": "SELECT count(*) FROM signal_keys WHERE signal_id = :n AND content_key IS NOT NULL",
        "hash": "SELECT count(*) FROM match_entry WHERE signal_id = :n",
        "draft": "SELECT count(*) FROM exception_draft WHERE signal_id = :n",
        "match": "SELECT count(*) FROM signal_match WHERE low = :n OR high = :n",
    }
    return [
        f"{state}, and still a {what}"
        for what, query in counts.items()
        if rows(scene, query, n=scene.signal)[0][0]
    ]


def _alive(scene: Scene) -> list[str]:
    """Whatever is shared may be shared, to somebody at least, at a signal that is open."""
    living = rows(
        scene, "SELECT id FROM disclosure WHERE signal_id = :n AND ended_at IS NULL", n=scene.signal
    )
    (state,) = rows(scene, "SELECT state FROM signal WHERE id = :n", n=scene.signal)[0]
    if living and state != "open":
        return [f"D-{number} lives on a signal that is {state}" for (number,) in living]
    office = scene.town.house.office
    with office.store.reading() as session:
        if state != "open":
            return []
        file = load(session, scene.signal)
        return [
            f"D-{one.id} lives for nobody"
            for one in file.live
            if None not in standing(office.gate, file, one, office.clock.now()).values()
        ]
