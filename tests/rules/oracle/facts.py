"""What a case file says, with the ages and days that sections 2, 3 and 5c reckon with."""

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from tests.rules.oracle.tables import CARE, REGIME

HERE = ZoneInfo("Europe/Amsterdam")
Raw = Mapping[str, Any]
WITH_GEZAG = ("ouder", "voogd", "voogd_gi")


def day(value: date | datetime | str) -> date:
    """The local date of a date or an instant (P3)."""
    if isinstance(value, str):
        value = datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
    return value.astimezone(HERE).date() if isinstance(value, datetime) else value


def instant(value: date | datetime | str) -> datetime:
    """The moment itself; a date alone stands for its beginning here."""
    if isinstance(value, str) and "T" in value:
        value = datetime.fromisoformat(value)
    return value if isinstance(value, datetime) else datetime.combine(day(value), time(), HERE)


def timed(value: date | datetime | str) -> bool:
    """Whether a time of day was written with it."""
    return isinstance(value, datetime) or (isinstance(value, str) and "T" in value)


def come(value: date | datetime | str, now: datetime) -> bool:
    """Whether a moment has come: by the instant, by the local date where it has no time."""
    return instant(value) <= now if timed(value) else day(value) <= day(now)


def birthday(born: date, years: int) -> date:
    """The birthday; who was born on a leap day has it on 1 March in other years (section 3)."""
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def age(born: date, on: date) -> int:
    """Whole years on a local date."""
    years = on.year - born.year
    return years if birthday(born, years) <= on else years - 1


class Facts:
    """One case as the oracle reads it."""

    def __init__(self, case: Raw) -> None:
        self.now = instant(case["now"])
        self.today = day(self.now)
        youth, gezag, sender, request = case["youth"], case.get("gezag", {}), case["sender"], case["request"]
        self.born: date | None = day(youth["dob"]) if youth.get("dob") else None
        self.capable = youth.get("capacity", "onbekend") != "wilsonbekwaam"
        self.representatives: list[str] = list(youth.get("representatives", []))
        holders = ((one["id"], one["type"]) for one in gezag.get("holders", []))
        self.holders: dict[str, str] = {who: kind for who, kind in holders if kind in WITH_GEZAG}
        self.verified: bool = gezag.get("verified", False)
        self.sender: str = sender["role"]
        self.regime: str = sender["regime"]
        self.organisation: str = (sender.get("organisation") or "").strip()
        self.kind: str = request["kind"]
        self.purpose: str | None = request.get("purpose")
        self.recipients: list[Raw] = list(request.get("recipients", []))
        self.roles = {str(recipient["role"]) for recipient in self.recipients}
        self.categories: set[str] = set(request.get("categories", []))
        self.acute = request.get("urgency") == "acuut"
        self.channel: str = request.get("channel", "besloten")
        self.reidentifiable: bool = request.get("reidentifiable", False)
        self.consents: list[Raw] = list(case.get("consents", []))
        self.exceptions: list[Raw] = list(case.get("exceptions", []))
        self.policy: Raw = case.get("policy", {})
        self.care = self.regime in CARE
        self.police = self.regime in ("wpg", "wjsg")
        self.sender_regime = REGIME[self.sender]

    def age(self, on: date | None = None) -> int:
        """The age of the youth, today or on a day; only where a date of birth is known."""
        assert self.born is not None
        return age(self.born, on or self.today)
