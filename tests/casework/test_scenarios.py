"""The decided cases once more, entered the way people enter them: reported, asked, shared.

What `decide` says of a case file is worth little when a person cannot get the same facts in. Each case is
registered, tagged and recorded by the use cases, at the moments it names, and shared at its own moment.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import yaml

from casework.consent import objecting, recording
from casework.consent.recording import ConsentForm
from casework.errors import Refused
from casework.exceptions import recording as grounds
from casework.exceptions import reviewing
from casework.exceptions.drafts import Typed
from casework.grounds import opening
from casework.sharing.deciding import ShareForm
from casework.sharing.deciding import share as decide_to_share
from casework.signals import answering
from casework.signals.stub_only import only_a_stub
from casework.subject import capacity
from casework.subject.capacity import CapacityForm
from rules.moments import ZONE
from rules.vocabulary import MetBy
from storage.directory_tables import RoleGrant
from storage.engine import create_all, make_engine, session_for
from tests.casework.making import REVIEWER, House, open_house
from tests.chosen import chosen

CASES: dict[str, dict[str, Any]] = {
    one["id"]: one for one in yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))
}
SIGNED_FIRST = time(9)
OFFICER = "U0FG"

# What no person can enter in Schakel, and why; decide knows these cases from files.
NOT_ENTERED = {
    "V21": "een pleegmoeder staat niet in de lijst van wie toestemming kan geven",
    "V31": "'alle partners' kan niet worden gekozen",
    "V32": "een vastlegging zonder iemand die ja zei wordt niet aangenomen",
    "V33": "vrij, actief en geïnformeerd zijn samen één vinkje",
    "V38": "BSN kan niet bij een signaal worden vastgelegd",
    "V39": "anoniem overleg is geen delen: er is geen handeling die het vraagt",
    "V40": "anoniem overleg is geen delen: er is geen handeling die het vraagt",
    "V41": "de kaart is de stub: er is geen handeling die het vraagt",
    "V42": "de kaart is de stub: er is geen handeling die het vraagt",
    "V43": "politiegegevens kunnen niet bij een signaal worden vastgelegd",
    "V44": "politiegegevens kunnen niet bij een signaal worden vastgelegd",
    "V47": "delen vraagt niet naar spoed; acuut gevaar heeft zijn eigen knop",
    "V50": "het formulier laat geen voorwaarde open",
    "V53": "het formulier biedt alleen ontvangers aan die bij de grond passen",
    "V62": "een weigering geldt voor alles; beperken tot één ontvanger kan niet",
}


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """One database is enough: what is tested here is what people enter."""
    engine = make_engine(chosen(f"sqlite:///{tmp_path}/cases.db"))
    create_all(engine)
    yield open_house(engine)
    engine.dispose()


class Entering:
    """Enters one case."""

    def __init__(self, house: House, case: Mapping[str, Any]) -> None:
        self.house, self.case = house, case
        self.now = datetime.fromisoformat(case["now"])
        self.author = str(case["sender"]["role"])
        self.purpose = str(case["request"]["purpose"])
        holders = case.get("gezag", {}).get("holders", [])
        parents = iter(("ouder_1", "ouder_2"))
        self.codes = {"jongere": "jongere", "moeder": "ouder_1"} | {
            one["id"]: next(parents) if one["type"] == "ouder" else one["type"] for one in holders
        }

    def run(self) -> tuple[str, str]:
        """The decision and its reason, whether at recording or at sharing."""
        try:
            number = self._report()
            self._facts(number)
            for record in self.case.get("consents", ()):
                self._record(number, record)
            for record in self.case.get("exceptions", ()):
                self._except(number, record)
            self.house.clock.time = self.now
            self._share(number)
        except Refused as refused:
            return refused.decision, refused.code
        row = self.house.audit("signal.share")[-1]
        return str(row.decision), str(row.code)

    def _report(self) -> int:
        days = [self.now, *(moment(day) for one in self.case.get("consents", ()) for day in _days(one))]
        days += [datetime.fromisoformat(one["granted"]) for one in self.case.get("exceptions", ())]
        self.house.clock.time = min(days)
        self._open_police_ground()
        request = self.case["request"]
        details = [one for one in request["categories"] if one != "identiteit"]
        number = self.house.report(
            self.author,
            subject_birthdate=str(self.case["youth"]["dob"]),
            details="Wat er is gezien" if details else "",
            categories=details,
        )
        named = {one["role"] for one in request["recipients"]}
        for record in self.case.get("consents", ()):
            named |= set(record.get("recipients", ())) | {record.get("asked_by", self.author)}
        self.house.tag(self.author, number, *sorted(named - {self.author}))
        for one in request["recipients"]:
            if one.get("involved") is False:
                person = self.house.person(one["role"])
                answering.react(self.house.office, person, number, "signal.not_mine", self.house.key())
        return number

    def _open_police_ground(self) -> None:
        """Police and justice tell details only where the privacy officer opened a ground for their data."""
        office = self.house.office
        if not only_a_stub(office, self.house.person(self.author)):
            return
        with session_for(office.store.engine) as session:
            session.add(RoleGrant(user_id=OFFICER, role="fg"))
            session.commit()
        officer, second = office.identify(OFFICER), office.identify(REVIEWER)
        opening.ask(office, officer, "E10", "Convenant en DPIA zijn vastgesteld.", REVIEWER, self.house.key())
        opening.agree(office, second, 1, self.house.key())

    def _facts(self, number: int) -> None:
        if self.case["youth"].get("capacity") != "wilsonbekwaam":
            return
        form = CapacityForm(
            capacity="wilsonbekwaam",
            established_by="N. Verzonnen, gedragswetenschapper",
            established_on=self.house.office.today.isoformat(),
            representatives=self.case["youth"].get("representatives", ()),
        )
        person = self.house.person(self.author)
        capacity.record(self.house.office, person, number, form, self.house.key())

    def _record(self, number: int, record: Mapping[str, Any]) -> None:
        person = self.house.person(record.get("asked_by", self.author))
        by_day: dict[date, list[str]] = {}
        for who, day in record.get("given", {}).items():
            by_day.setdefault(date.fromisoformat(day), []).append(self.codes[who])
        for day, givers in sorted(by_day.items()):
            self.house.clock.time = moment(day)
            form = self._form(record, givers)
            recording.record(self.house.office, person, number, form, self.house.key())
        for who in record.get("refused", ()):
            day = date.fromisoformat(record["refused_on"]) if "refused_on" in record else max(by_day)
            self.house.clock.time = moment(day)
            objecting.refuse(
                self.house.office, person, number, self.codes[who], day.isoformat(), self.house.key()
            )

        for who, at in record.get("withdrawn", {}).items():
            self.house.clock.time = datetime.fromisoformat(at)
            today = self.house.office.today.isoformat()
            objecting.withdraw(self.house.office, person, number, self.codes[who], today, self.house.key())

    def _except(self, number: int, record: Mapping[str, Any]) -> None:
        self.house.clock.time = datetime.fromisoformat(record["granted"])
        book, person = self.house.office.book, self.house.person(record["invoked_by"])
        written = [one for one in record["conditions"] if book.conditions[one].met_by is MetBy.REASONING]
        informed = record.get("informed", {})
        typed = Typed(
            purpose=record["purpose"],
            recipients=tuple(str(self.house.partner(one)) for one in record["recipients"]),
            categories=tuple(record["categories"]),
            reasons=dict.fromkeys(written, "Uitgelegd in meer dan twintig tekens."),
            reviewer=REVIEWER,
            informed="yes" if informed.get("done") else "no",
            informed_reason=informed.get("reason", ""),
        )
        made = grounds.record(self.house.office, person, number, record["ground"], typed, self.house.key())
        if made.ground.by_the_clock is not None:
            # In acute danger nobody is asked what for: it is what the partnership is for.
            kind = self.house.office.book.meetings["pga"]
            self.purpose = made.ground.purpose or kind.default_purpose
        if "review" in record:
            self.house.clock.time = datetime.fromisoformat(record["review"]["at"])
            reviewer = self.house.office.identify(REVIEWER)
            reviewing.approve(self.house.office, reviewer, made.exception, self.house.key())

    def _form(self, record: Mapping[str, Any], givers: list[str]) -> ConsentForm:
        ticked = [one for one in ("explicit", "consequences_explained", "ap_indicaties") if record.get(one)]
        verified = "yes" if self.case["gezag"].get("verified") else "no"
        return ConsentForm(
            holders=[self.codes[one["id"]] for one in self.case["gezag"]["holders"]],
            gezag_verified=verified,
            given_by=givers,
            youth_voice=record.get("youth_voice", ""),
            other_holder=record.get("other_holder", ""),
            recipients=[str(self.house.partner(one)) for one in record["recipients"]],
            categories=record["categories"],
            purpose=record["purpose"],
            statements=["conversation", *ticked],
            until=record.get("until", ""),
        )

    def _share(self, number: int) -> None:
        request = self.case["request"]
        form = ShareForm(
            recipients=[str(self.house.partner(one["role"])) for one in request["recipients"]],
            categories=request["categories"],
            purpose=self.purpose,
        )
        decide_to_share(self.house.office, self.house.person(self.author), number, form, self.house.key())


def moment(day: date | str) -> datetime:
    """The morning of a day in Amsterdam."""
    if isinstance(day, str):
        day = date.fromisoformat(day)
    return datetime.combine(day, SIGNED_FIRST, ZONE)


def _days(record: Mapping[str, Any]) -> list[str]:
    return [*record.get("given", {}).values(), *([record["refused_on"]] if "refused_on" in record else [])]


ENTERED = [one for one in CASES if one not in NOT_ENTERED]


@pytest.mark.parametrize("case", ENTERED)
def test_a_case_that_people_enter_comes_out_as_decided(house: House, case: str) -> None:
    """The same decision for the same reason as for the case file."""
    expected = CASES[case]["expect"]
    assert Entering(house, CASES[case]).run() == (expected["decision"], expected["reason"])
