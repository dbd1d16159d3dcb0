"""Exception records for generated cases: mostly complete, now and then spoiled, E01 in series."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests.rules.oracle.tables import GROUNDS

if TYPE_CHECKING:
    from tests.rules.oracle.generating import Maker

Raw = dict[str, Any]
RARE = 0.04
REASON = "acuut gevaar, ouders worden vandaag gebeld"


def exception_records(maker: Maker, case: Raw) -> Iterator[Raw]:
    """A few records for this case, of which some are earlier uses of E01."""
    fitting = _fitting(case)
    if maker.chance(0.25):
        for _ in range(maker.one((1, 2, 3))):
            yield _record(maker, case, "E01")
    for _ in range(maker.one((1, 1, 2))):
        name = maker.one(fitting) if fitting and maker.chance(0.9) else maker.one(list(GROUNDS))
        yield _record(maker, case, name)


def _fitting(case: Raw) -> list[str]:
    """The grounds whose invokers and recipients fit."""
    sender, request = case["sender"]["role"], case["request"]
    roles = {one["role"] for one in request["recipients"]}
    return [
        name for name, ground in GROUNDS.items() if sender in ground.invokers and roles <= ground.recipients
    ]


def _record(maker: Maker, case: Raw, name: str) -> Raw:
    sender, request = case["sender"]["role"], case["request"]
    hours = maker.one((0, 1, 2, 20, 23, 24, 25, 48, 72, 24 * 7, 24 * 8))
    granted = maker.now - timedelta(hours=hours)
    made: Raw = {
        "ground": name,
        "invoked_by": sender,
        "invoker_id": f"{sender}_1",
        "purpose": request["purpose"],
        "recipients": [one["role"] for one in request["recipients"]],
        "categories": list(request["categories"]),
        "conditions": sorted(GROUNDS[name].conditions),
        "granted": granted.isoformat(),
        "informed": {"done": True},
    }
    if maker.chance(0.6):
        made["review"] = {
            "by": "aandachtsfunctionaris_1",
            "at": (granted + timedelta(minutes=maker.one((0, 30, 30, 90)))).isoformat(),
        }
    _spoil(maker, made)
    return made


def _spoil(maker: Maker, made: Raw) -> None:
    """Some things go wrong; each by itself seldom."""
    ways: dict[str, tuple[Any, ...]] = {
        "invoked_by": ("mentor", "wijkagent", "sportclub"),
        "invoker_id": ("other_1", None),
        "revoked": (True, maker.instant(), maker.day()),
        "purpose": ("pga",),
        "categories": (made["categories"][:1],),
        "conditions": (made["conditions"][1:],),
        "granted": (None, maker.day(), (maker.now + timedelta(hours=1)).isoformat()),
        "until": (maker.day(), maker.instant()),
        "informed": ({"done": False, "reason": REASON}, {"done": False, "reason": "te kort"}, None),
    }
    for key, values in ways.items():
        if maker.chance(RARE):
            made[key] = maker.one(values)
    if "review" in made and maker.chance(2 * RARE):
        at = made["review"]["at"]
        made["review"] = maker.one(
            (
                {"by": made["invoker_id"] or "x", "at": at},
                {"by": made["invoked_by"], "at": at},
                {"by": "fg_1"},
                {"by": "fg_1", "at": maker.day()},
                {"by": "fg_1", "at": maker.instant()},
            )
        )
