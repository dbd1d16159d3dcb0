"""Sixty people at once: how many are not acknowledged within three seconds.

First with listeners that take 0.4 s each and nothing else, commands as well as submitted forms; then with
the bot as it is, sixty people reporting a signal at the same moment.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from benchmarks.door import Door
from benchmarks.figures import Figure, show
from benchmarks.stage import folder, practice, schakel
from benchmarks.town import Town, make_town

CROWD = 60
DETAILS = "Vertelde dat hij pakketjes wegbrengt voor oudere jongens"
REPORT = {
    "level": "N2",
    "place": "school",
    "summary": "Leerling mist vaak de eerste uren en heeft ineens dure kleding",
    "details": DETAILS,
    "categories": ["signaal"],
}


def report(town: Town, person: str) -> dict[str, Any]:
    """A filled-in form about somebody whom nobody else reports: matches are another figure."""
    number = town.people.index(person)
    name = f"Jesse Verzon{chr(97 + number // 26)}{chr(97 + number % 26)}"
    return {**REPORT, "subject_name": name, "subject_birthdate": f"{number % 28 + 1:02}-05-2011"}


def untyped(person: str) -> dict[str, Any]:
    """Nothing is filled in: listeners that only take time have no fields."""
    return {}


def late(door: Door, town: Town, typed: Callable[[str], dict[str, Any]]) -> tuple[int, float]:
    """Everybody types `/signal`, then everybody submits; how many were too late, and the slowest in ms."""
    with ThreadPoolExecutor(CROWD) as threads:

        def types(person: str) -> bool:
            return bool(door.act(person, "slash", "/signal", channel=town.channel_of(person))["acked"])

        def submits(person: str) -> bool:
            return "" not in door.act(person, "submit", **typed(person))["errors"]

        commanded = list(threads.map(types, town.people))
        for person in town.people:
            door.wait_view(person, "signal.new")
        submitted = list(threads.map(submits, town.people))
    slowest = max(door.acked_after("view_submission") + door.acked_after("slash_commands"))
    return (commanded + submitted).count(False), slowest


def main() -> list[Figure]:
    """Count who was not acknowledged in time."""
    figures = []
    for what, program in (
        ("60 people at once, 0.4 s of work each: too late", ("-m", "benchmarks.working")),
        ("60 people at once report a signal: too late", ()),
    ):
        with (
            folder() as here,
            practice(town := make_town(here, people=CROWD, partnerships=6)) as slack,
            schakel(slack, town, f"sqlite:///{here}/schakel.db", *program),
        ):
            found, slowest = late(slack.door, town, untyped if program else partial(report, town))
            trouble = slack.door.trouble()
            assert found or trouble == [], trouble
        figures.append(Figure(what, 0, found, "", f"slowest {slowest:.0f} ms"))
    return figures


if __name__ == "__main__":
    show(main())
