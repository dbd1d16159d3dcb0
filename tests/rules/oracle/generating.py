"""Makes cases for the comparison, leaning to where decisions turn: birthdays, objections, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, TypeVar

from tests.rules.oracle.exceptions_made import exception_records
from tests.rules.oracle.facts import HERE, birthday
from tests.rules.oracle.tables import REGIME, SECURITY

T = TypeVar("T")
Raw = dict[str, Any]
AGES = (3, 10, 11, 12, 13, 15, 16, 17, 18, 20, 22, 23)
HOLDERS: tuple[dict[str, str], ...] = (
    {"moeder": "ouder"},
    {"moeder": "ouder"},
    {"moeder": "ouder", "vader": "ouder"},
    {"moeder": "ouder", "vader": "ouder"},
    {"voogd_gi": "voogd_gi"},
    {"nidos": "voogd"},
    {"moeder": "ouder", "voogd_gi": "voogd_gi"},
    {"moeder": "ouder", "vader": "ouder", "voogd": "voogd"},
    {"pleegmoeder": "pleegouder"},
    {},
)
USUAL_ROLES = (
    "mentor",
    "ib_zorgcoordinator",
    "jongerenwerker",
    "wijkteam",
    "jeugdhulp",
    "ggz",
    "gi",
    "lvb_zorg",
)
CATEGORIES = ("identiteit", "signaal", "school", "gezin", "betrokkenheid")
RARE = ("gezondheid", "strafrecht", "derden", "politiegegeven", "bsn")


class Maker:
    """One stream of cases; the same seed gives the same cases."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)
        self.now = datetime(2026, 11, 23, 10, tzinfo=HERE)
        self.born: date | None = None

    def chance(self, part: float) -> bool:
        """True in this part of the cases."""
        return self.random.random() < part

    def one(self, several: Sequence[T]) -> T:
        """One of several."""
        return self.random.choice(several)

    def some(self, several: Sequence[T], most: int) -> list[T]:
        """One or more of several."""
        return self.random.sample(several, self.random.randint(1, min(most, len(several))))

    def day(self) -> str:
        """A local date at which something may turn."""
        today = self.now.date()
        turns = [today - timedelta(days=days) for days in (0, 1, 2, 3, 5, 8, 20, 60, 183, 184, 366, 367)]
        turns.append(today + timedelta(days=self.one((1, 3))))
        if self.born is not None:
            turns += [
                birthday(self.born, years) + timedelta(days=shift)
                for years in (12, 16)
                for shift in (-3, -1, 0, 1)
            ]
        near = [one for one in turns if timedelta(days=-4) < today - one < timedelta(days=500)]
        return self.one(near if self.chance(0.6) else near[:8]).isoformat()

    def instant(self) -> str:
        """An instant on such a day, sometimes at the edge of it."""
        clock = self.one(("00:00:00", "09:00:00", "16:00:00", "23:59:00"))
        return f"{self.day()}T{clock}+01:00"

    def case(self) -> Raw:
        """One case."""
        self.now = datetime(2026, 11, 23, 10, tzinfo=HERE)
        if self.chance(0.15):
            self.now = self.one(
                (
                    datetime(2026, 11, 23, 0, 0, tzinfo=HERE),
                    datetime(2026, 10, 25, 12, 0, tzinfo=HERE),
                    datetime(2026, 3, 1, 0, 30, tzinfo=HERE),
                    datetime(2026, 11, 22, 23, 59, tzinfo=HERE),
                )
            )
        self.born = self._birth() if self.chance(0.96) else None
        sender = self.one(USUAL_ROLES) if self.chance(0.6) else self.one(list(REGIME))
        regime = REGIME[sender] if self.chance(0.75) else self.one(list(set(REGIME.values())))
        holders = self.one(HOLDERS)
        request = self._request()
        organisation = self.one(("Rijnwaarde College", " Rijnwaarde College ", "Welzijn Malburgen", None))
        people = ["jongere", *holders] if self.chance(0.9) else ["jongere", "pleegmoeder", "moeder"]
        representatives = self._representatives()
        if representatives and self.chance(0.8):
            people = [*representatives, "jongere"]
        made: Raw = {
            "now": self.now.isoformat(),
            "youth": {
                **({"dob": self.born.isoformat()} if self.born else {}),
                "capacity": self.one(("bekwaam", "bekwaam", "bekwaam", "onbekend", "wilsonbekwaam")),
                "representatives": representatives,
            },
            "gezag": {
                "holders": [{"id": who, "type": kind} for who, kind in holders.items()],
                "verified": self.chance(0.93),
            },
            "sender": {"role": sender, "regime": regime},
            "request": request,
            "consents": [self._consent(request, people) for _ in range(self.one((0, 1, 1, 2, 2, 3)))],
        }
        if organisation and self.chance(0.6):
            made["sender"]["organisation"] = organisation
            for one in request["recipients"]:
                one["organisation"] = organisation if self.chance(0.85) else "Welzijn Malburgen"
        made["exceptions"] = list(exception_records(self, made)) if self.chance(0.4) else []
        made["policy"] = self._policy()
        return made

    def _birth(self) -> date:
        if self.chance(0.03):
            return date(self.one((2004, 2008, 2012, 2016)), 2, 29)
        today = self.now.date()
        shift = timedelta(days=self.one((-1, 0, 1, 3, 10, 40, 120, 200, 300)))
        return birthday(today, -self.one(AGES)) - shift

    def _representatives(self) -> list[str]:
        if self.chance(0.5):
            return []
        return self.some(("curator", "mentor", "gemachtigde", "partner", "ouder"), 2)

    def _request(self) -> Raw:
        kind = self.one(("details",) * 18 + ("stub", "anoniem"))
        roles = self.some(USUAL_ROLES if self.chance(0.7) else [*REGIME, "verwijsindex"], 2)
        if self.chance(0.12):
            roles = self.some(sorted(SECURITY), 2)
        direct = self.chance(0.3)
        recipients: list[Raw] = [{"role": role} for role in roles]
        for one in recipients:
            if direct and self.chance(0.95):
                one["rechtstreeks_betrokken"] = True
            if self.chance(0.01):
                one["involved"] = False
        categories = self.some(CATEGORIES, 3)
        if self.chance(0.25):
            categories += self.some(RARE, 1)
        request: Raw = {
            "kind": kind,
            "purpose": "hulp_organiseren",
            "recipients": recipients,
            "categories": [] if self.chance(0.02) else categories,
            "urgency": self.one(("geen", "geen", "verhoogd", "acuut")),
        }
        if self.chance(0.01):
            request["channel"] = "openbaar"
        if self.chance(0.1):
            request["reidentifiable"] = True
        return request

    def _consent(self, request: Raw, people: list[str]) -> Raw:
        asker = self.one(("mentor", "jeugdhulp", "ggz", "jongerenwerker"))
        if self.chance(0.2):
            asker = self.one(("gi", "nidos", "wijkteam", "wijkagent", "halt"))
        made: Raw = {"asked_by": asker}
        covered = self.chance(0.85)
        made["purpose"] = request["purpose"] if self.chance(0.96) else "pga"
        roles = [one["role"] for one in request["recipients"]]
        made["recipients"] = [*roles, "mentor"] if covered else self.some(USUAL_ROLES, 2)
        made["categories"] = [*CATEGORIES, *request["categories"]] if self.chance(0.93) else ["identiteit"]
        made["ap_indicaties"], made["explicit"] = self.chance(0.6), self.chance(0.8)
        made["consequences_explained"] = self.chance(0.8)
        common = self.day()
        signers = people if self.chance(0.5) else self.some(people, len(people))
        made["given"] = {who: common if self.chance(0.6) else self.day() for who in dict.fromkeys(signers)}
        made["youth_voice"] = self.one(
            ("instemmend", "instemmend", "geen_bezwaar", "niet_gehoord", "bezwaar")
        )
        made["other_holder"] = self.one(
            ("instemt", "verklaard_geen_bezwaar", "onbereikbaar_gedocumenteerd", "niet_vastgelegd", "bezwaar")
        )
        for flag in ("active", "free", "informed"):
            if self.chance(0.03):
                made[flag] = False
        if self.chance(0.15):
            made["until"] = self.day()
        self._objecting(made, people)
        self._leaving_out(made)
        return made

    def _objecting(self, made: Raw, people: list[str]) -> None:
        if self.chance(0.18):
            made["refused"] = self.some(people, 2)
            if self.chance(0.9):
                made["refused_on"] = self.day()
        if self.chance(0.12):
            made["withdrawn"] = {
                who: self.day() if self.chance(0.3) else self.instant() for who in self.some(people, 1)
            }
        if ("refused" in made or "withdrawn" in made) and self.chance(0.4):
            for key in ("given", "youth_voice", "other_holder", "asked_by"):
                made.pop(key, None)

    def _leaving_out(self, made: Raw) -> None:
        for key in (
            "asked_by",
            "purpose",
            "recipients",
            "categories",
            "given",
            "other_holder",
            "youth_voice",
        ):
            if self.chance(0.02):
                made.pop(key, None)
        if self.chance(0.02):
            made["recipients"] = "alle_partners"
        if "given" not in made and self.chance(0.5):
            for key in ("purpose", "recipients", "categories"):
                made.pop(key, None)

    def _policy(self) -> Raw:
        made: Raw = {}
        if self.chance(0.4):
            made["internal_sharing"] = self.chance(0.8)
        if self.chance(0.5):
            made["opened_grounds"] = self.some(("E09", "E10", "E15", "E15"), 2)
        if self.chance(0.1):
            made["verwijsindex"] = self.chance(0.5)
        return made


def cases(count: int, seed: int) -> Iterator[Raw]:
    """This many cases, each in the shape of a case file."""
    maker = Maker(seed)
    return (maker.case() for _ in range(count))
