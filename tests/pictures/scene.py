"""The scene of the pictures: one fictional school, one fictional boy, and everybody around him.

It is played with the verbs of people, at a fixed moment; a camera looks on where the story halts.
"""

from __future__ import annotations

from typing import Any

from sandbox.people import Person
from tests.bot.steps import fields, fresh
from tests.meeting import said
from tests.pictures import offices
from tests.pictures.shots import Camera, Shot
from tests.pictures.stage import SIGNAL, Stage, sent
from tests.running import TEAM, partner_option


def play(stage: Stage, camera: Camera) -> None:
    """Everything, in the order of the handbooks."""
    report(stage, camera)
    answer(stage, camera)
    ask_consent(stage, camera)
    share(stage, camera)
    advise(stage, camera)
    guard(stage, camera)
    offices.play(stage, camera)


def report(stage: Stage, camera: Camera) -> None:
    """Edith reports, and chooses whom to ask."""
    edith = stage.slack.as_user("zorgcoordinator")
    edith.slash("/signal", channel=TEAM)
    edith.wait_view("signal.new")
    camera.take(Shot("melden", "zorgcoordinator", filled=SIGNAL, tallest=780))
    sent(edith)
    edith.wait_view("signal.partners")
    camera.take(Shot("partners-kiezen", "zorgcoordinator"))
    sent(edith)
    stage.slack.wait_for(lambda: said(edith.messages(TEAM), "S-1"))
    stage.settle()


def answer(stage: Stage, camera: Camera) -> None:
    """Tarik is asked, and takes it up."""
    tarik = stage.slack.as_user("jongerenwerker")
    camera.take(Shot("gevraagd", "jongerenwerker", stage.direct("jongerenwerker"), said="S-1"))
    tarik.press("signal.pickup", "S-1", channel=TEAM)
    stage.slack.wait_for(lambda: said(tarik.messages(TEAM), "pakt dit op"))
    stage.settle()
    camera.take(Shot("kaart", "jongerenwerker", said="S-1"))


def ask_consent(stage: Stage, camera: Camera) -> None:
    """Sharing does not go yet; the refusal leads to the form for consent."""
    edith = fresh(stage.slack, "zorgcoordinator")
    edith.press("signal.share", "S-1", channel=TEAM)
    form = edith.wait_view("signal.share")
    edith.submit(recipients=[partner_option(form, "Tarik")])
    edith.wait_view("refusal")
    camera.take(Shot("nog-niet", "zorgcoordinator"))
    edith.press("consent.record", "S-1")
    form = edith.wait_view("consent.record")
    values: dict[str, object] = {
        "holders": ["ouder_1"],
        "gezag_verified": "yes",
        "given_by": ["ouder_1"],
        "youth_voice": "instemmend",
        "statements": ["conversation"],
    }
    filled = {name: value for name, value in values.items() if name in fields(form)}
    camera.take(Shot("toestemming", "zorgcoordinator", filled=filled, tallest=1000))
    sent(edith)
    edith.wait_view("consent.recorded")


def share(stage: Stage, camera: Camera) -> None:
    """Edith shares with Tarik, who reads; Stef is not named in the consent."""
    edith = fresh(stage.slack, "zorgcoordinator")
    edith.press("signal.share", "S-1", channel=TEAM)
    form = edith.wait_view("signal.share")
    edith.keep(recipients=[partner_option(form, "Tarik")])
    camera.take(Shot("delen", "zorgcoordinator"))
    sent(edith)
    stage.slack.wait_for(lambda: said(_thread(stage, edith), "staan klaar"))
    tarik = fresh(stage.slack, "jongerenwerker")
    tarik.press("disclosure.open", "D-1", channel=TEAM)
    tarik.wait_view("disclosure.view")
    camera.take(Shot("details", "jongerenwerker"))
    stef = fresh(stage.slack, "jeugdagent")
    stef.press("disclosure.open", "D-1", channel=TEAM)
    stef.wait_view("refusal")
    camera.take(Shot("niet-met-u", "jeugdagent"))
    for one in ("zorgcoordinator", "jongerenwerker", "jeugdagent"):
        fresh(stage.slack, one)


def advise(stage: Stage, camera: Camera) -> None:
    """Bram asks what he may share; Tarik has no time for that."""
    bram = fresh(stage.slack, "mentor")
    bram.slash("/delen", channel=TEAM)
    bram.wait_view("share_check")
    sent(
        bram,
        purpose="hulp_organiseren",
        recipients=["jongerenwerker"],
        categories=["identiteit", "signaal"],
        age="age.12_15",
        danger="geen",
        consent="not_asked",
    )
    bram.wait_view("share_check.advice")
    camera.take(Shot("mag-ik-delen", "mentor"))
    tarik = fresh(stage.slack, "jongerenwerker")
    tarik.slash("/signal", channel=TEAM)
    tarik.wait_view("signal.new")
    tarik.fill(modifiers=["M1"])
    form = tarik.wait_view("share.acute")
    filled = {
        "recipients": [partner_option(form, "Stef")],
        "reason": "Drie jongens met een mes wachten hem nu op bij de flat. Stef is in de buurt.",
        "informed": "not_safe",
    }
    camera.take(Shot("acuut", "jongerenwerker", filled=filled, tallest=780))
    fresh(stage.slack, "jongerenwerker")


def guard(stage: Stage, camera: Camera) -> None:
    """Stef types a name in the channel and gets a hint alone; he takes it away."""
    stef = fresh(stage.slack, "jeugdagent")
    typed = stef.post(TEAM, "Heeft iemand Jesse Verzonnen vanochtend gezien?")
    stage.slack.wait_for(lambda: said(stef.dm(), "te herkennen"))
    camera.take(Shot("herkenbaar", "jeugdagent", stage.direct("jeugdagent"), said="te herkennen"))
    stef.delete(TEAM, typed["ts"])
    stage.settle()


def _thread(stage: Stage, person: Person) -> list[Any]:
    card = said(person.messages(TEAM), "S-1")[0]
    return person.messages(TEAM, card["ts"])
