"""The second half of the scene: overleg and goals, then coordinator, privacy officer and beheerder."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from casework.nightly import nightly
from casework.report.making import Report, Work, of_months
from casework.report.periods import QUARTER, Period
from casework.report.tallying import rows_of
from handlers.labels import Labels
from handlers.language import load_language
from handlers.report.pictures import pictures
from rules.small_numbers import Tally
from sandbox.people import Person
from tests.bot.steps import fresh
from tests.meeting import FORM as MEETING
from tests.meeting import said
from tests.pictures.shots import Camera, Shot
from tests.pictures.stage import SIGNAL, Stage, sent
from tests.running import TEAM

MDO = "C0MDO"
DRAWING = 40.0  # seconds, with others on the machine
DAY_BEFORE = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
GOAL = {
    "why": "Wij zien dezelfde jongeren rond het station, maar ieder een stukje",
    "goal": "Elk signaal krijgt binnen een week antwoord van een partner",
    "indicator": "Bij negen van de tien signalen reageert iemand binnen zeven dagen",
    "evaluate_on": "2027-01-26",
}
DONE_FOR_IT = {
    "jongerenwerker": "Is na schooltijd bij het station en belt dezelfde dag terug",
    "jeugdagent": "Loopt twee keer per week mee met het jongerenwerk",
    "mentor": "Spreekt elke leerling die drie keer te laat is",
}


def play(stage: Stage, camera: Camera) -> None:
    """Everything after the first signal."""
    explain(stage, camera)
    meet(stage, camera)
    aim(stage, camera)
    coordinate(stage, camera)
    account(stage, camera)
    administer(stage, camera)
    count(stage, camera)


def explain(stage: Stage, camera: Camera) -> None:
    """Edith gives the parent a letter about what was agreed."""
    edith = fresh(stage.slack, "zorgcoordinator")
    edith.slash("/signal", "toon S-1", channel=TEAM)
    edith.wait_view("signal.show")
    camera.take(Shot("signaal", "zorgcoordinator"))
    edith.press("consent.records", "S-1")
    edith.wait_view("consent.records")
    edith.press("consent.letter")
    edith.wait_view("letter.offered")
    edith.press("consent.paper", _value(edith, "nl ouder"))
    camera.page("brief-toestemming", _file(stage, edith))
    fresh(stage.slack, "zorgcoordinator")
    edith.open_home()
    camera.take(Shot("start-melder", "zorgcoordinator", home=True, room=stage.direct("zorgcoordinator")))


def meet(stage: Stage, camera: Camera) -> None:
    """Farida plans an overleg; a day before it the channel is asked who comes."""
    farida = fresh(stage.slack, "regisseur")
    farida.slash("/overleg", "nieuw", channel=TEAM)
    farida.wait_view("overleg.new")
    plan = {**MEETING, "location": "Gemeentehuis, kamer 2.12", "reminders": ["agenda", "day", "hour"]}
    camera.take(Shot("overleg-plannen", "regisseur", filled=plan, tallest=1000))
    sent(farida)
    farida.wait_view("overleg.show")
    stage.slack.wait_for(lambda: said(farida.messages(TEAM), "Eerstvolgende keer"))
    stage.settle()
    tarik = fresh(stage.slack, "jongerenwerker")
    tarik.press("overleg.item", "O-1/2026-12-01", channel=TEAM)
    tarik.wait_view("overleg.item")
    sent(tarik, item="Drukte bij het station na schooltijd")
    stage.jump(DAY_BEFORE)
    tarik.press("overleg.present", "O-1/2026-12-01", channel=TEAM)
    stage.settle()
    camera.take(Shot("herinnering", "jongerenwerker", said="bent u erbij?"))
    farida = fresh(stage.slack, "regisseur")
    farida.slash("/overleg", "agenda O-1", channel=TEAM)
    farida.wait_view("overleg.agenda")
    camera.take(Shot("agenda", "regisseur"))


def aim(stage: Stage, camera: Camera) -> None:
    """Edith sets a goal, three say what they do for it, and it lies side by side."""
    edith = fresh(stage.slack, "zorgcoordinator")
    edith.slash("/doelen", "nieuw", channel=TEAM)
    edith.wait_view("goal.new")
    sent(edith, **GOAL)
    edith.wait_view("goal.show")
    stage.settle()
    for who, text in DONE_FOR_IT.items():
        person = fresh(stage.slack, who)
        person.press("goal.contribute", "DOEL-1", channel=TEAM)
        person.wait_view("goal.contribute")
        sent(person, contribution=text)
    stage.settle()
    camera.take(Shot("doel", "mentor", said="Gelukt als"))
    edith = fresh(stage.slack, "zorgcoordinator")
    edith.slash("/doelen", channel=TEAM)
    stage.slack.wait_for(lambda: said(edith.ephemerals(TEAM), "goal.matrix"))
    edith.press("goal.matrix", channel=TEAM)
    edith.wait_view("goal.matrix")
    edith.press("goal.picture")
    stage.slack.wait_for(lambda: _with_files(edith, ".png"), timeout=DRAWING)
    (file,) = _with_files(edith, ".png")
    camera.picture("wie-doet-wat", stage.slack.space.contents[file["id"]], str(file["alt_txt"]))


def coordinate(stage: Stage, camera: Camera) -> None:
    """Another signal may be about the same boy; a partner joins."""
    bram = fresh(stage.slack, "mentor")
    bram.slash("/signal", channel=MDO)
    bram.wait_view("signal.new")
    sent(bram, **{**SIGNAL, "partnership": "2", "summary": "Leerling valt in slaap en is veel buiten beeld"})
    bram.wait_view("signal.partners")
    sent(bram)
    farida = fresh(stage.slack, "regisseur")
    stage.slack.wait_for(lambda: said(farida.dm(), "dezelfde jongere"))
    stage.settle()
    direct = stage.direct("regisseur")
    camera.take(Shot("gelijkenis", "regisseur", direct, said="dezelfde jongere"))
    farida.slash("/partners", channel=TEAM)
    stage.slack.wait_for(lambda: said(farida.ephemerals(TEAM), "partner.new"))
    camera.take(Shot("partners", "regisseur", said="partner.new", tallest=1000))
    farida.open_home()
    camera.take(Shot("start-coordinator", "regisseur", home=True, room=direct))


def account(stage: Stage, camera: Camera) -> None:
    """A parent asks for a copy; who read what; what stood out this week."""
    huub, direct = fresh(stage.slack, "fg"), stage.direct("fg")
    huub.slash("/signal", "rechten S-1", channel="C0ALGEMEEN")
    huub.wait_view("rights.show")
    camera.take(Shot("rechten", "fg"))
    huub.press("rights.ask", "S-1 access")
    huub.wait_view("rights.ask")
    sent(huub, asker="ouder")
    farida = stage.slack.as_user("regisseur")
    stage.slack.wait_for(lambda: said(farida.dm(), "rights.agree"))
    camera.take(Shot("akkoord", "regisseur", stage.direct("regisseur"), said="rights.agree"))
    huub = fresh(stage.slack, "fg")
    huub.slash("/signal", "inzage S-1", channel="C0ALGEMEEN")
    huub.wait_view("lookback.log")
    camera.take(Shot("wie-las-wat", "fg", tallest=1000))
    huub.press("lookback.letter")
    huub.wait_view("lookback.letter")
    huub.press("lookback.paper", _value(huub, "nl"))
    camera.page("brief-inzage", _file(stage, huub))
    huub = fresh(stage.slack, "fg")
    huub.slash("/signal", "wissen S-1", channel="C0ALGEMEEN")
    huub.wait_view("signal.erase")
    camera.take(Shot("wissen", "fg"))
    fresh(stage.slack, "fg")
    nightly(stage.bot.office, stage.folder / "anchor")["weekly"]()
    stage.settle()
    camera.take(Shot("weekbericht", "fg", direct, said="Wie las wat"))
    huub.open_home()
    camera.take(Shot("start-privacyfunctionaris", "fg", home=True, room=direct))


def administer(stage: Stage, camera: Camera) -> None:
    """Kim gives a role and adds a partner."""
    kim = fresh(stage.slack, "beheerder")
    kim.open_home()
    direct = stage.direct("beheerder")
    camera.take(Shot("start-beheerder", "beheerder", home=True, room=direct))
    kim.press("partner.new")
    kim.wait_view("partner.new")
    new = {
        "name": "Olga Verweg",
        "organisation": "Verslavingszorg Zonnebeek",
        "role": "verslavingszorg",
        "user": "U0BUITEN",
        "contact": "op werkdagen tussen 9 en 12",
    }
    camera.take(Shot("partner-toevoegen", "beheerder", filled=new))


def count(stage: Stage, camera: Camera) -> None:
    """The report of a busy, made-up quarter: so many signals have no three people in this scene."""
    autumn, book = Period(date(2026, 7, 1), QUARTER), stage.bot.office.book
    told = {}
    for at, (subject, known) in enumerate(rows_of(book).items()):
        months = [_tally(known, 58 + 7 * month + at % 4) for month in range(3)]
        told[subject] = of_months(months, autumn)
    report = Report(1, "Jeugdnetwerk Zonnebeek", autumn, told, Work(6, 1, 2, 1, 1, 0))
    labels = Labels(book, load_language("nl", stage.bot.office.zone))
    first = pictures(labels, report)[0]
    assert isinstance(first.content, bytes)
    camera.picture("rapport", first.content, first.alt)


def _tally(known: Any, total: int) -> Tally:
    """So many, spread over the rows the way things are: much of little, little of much."""
    by = {}
    for name, rows in known.items():
        left, counts = total, {}
        for at, row in enumerate(rows):
            counts[row] = left if at == len(rows) - 1 else min(left, max(0, round(left * 0.45) - at % 2))
            left -= counts[row]
        by[name] = counts
    return Tally(total, by)


def _value(person: Person, ending: str) -> str:
    """The value of the button in the open view that ends so."""
    view = person.wait_view()
    values = [one["value"] for block in view["blocks"] for one in block.get("elements", ()) if "value" in one]
    return next(str(one) for one in values if one.endswith(ending))


def _with_files(person: Person, ending: str) -> list[dict[str, Any]]:
    files = [file for one in person.dm() for file in one.get("files", ())]
    return [one for one in files if str(one["name"]).endswith(ending)]


def _file(stage: Stage, person: Person) -> str:
    """The letter that came into somebody's messages."""
    stage.slack.wait_for(lambda: _with_files(person, ".html"))
    return stage.slack.space.contents[_with_files(person, ".html")[-1]["id"]].decode()
