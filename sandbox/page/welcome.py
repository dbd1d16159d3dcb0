"""Draws the welcome: what this is, who you are, the cases to walk; and on every page the next step."""

from __future__ import annotations

from sandbox.page.icons import bot_mark
from sandbox.page.markup import EMPTY, Html, el
from sandbox.page.scene import Persona, Scene
from sandbox.touring import Step, Tour, Walk


def welcome(scene: Scene) -> Html:
    """The page a newcomer opens on."""
    tour = scene.tour
    if tour is None:
        return EMPTY
    me = scene.me
    return el(
        "div",
        el("p", bot_mark(), class_="welcome-mark"),
        el("h2", f"Welkom bij {scene.app_name}", class_="welcome-title"),
        el("p", tour.lead, class_="welcome-lead"),
        el("p", "Je bent nu ", el("strong", me.name), f" ({me.title}). " if me.title else ". ", tour.hint),
        el("div", [_walk(scene, tour, one) for one in tour.walks.values()], class_="walks"),
        class_="welcome",
        data_testid="welcome",
        data_keyed="welcome",
    )


def _walk(scene: Scene, tour: Tour, walk: Walk) -> Html:
    done, of = tour.done.get(walk.id, 0), len(walk.steps)
    here = tour.walking == walk.id and done < of
    told = "Klaar" if done == of else f"{done} van {of} stappen" if done else f"{of} stappen"
    name = "Opnieuw lopen" if done == of else "Ga verder" if done else "Begin"
    begin = el(
        "button",
        name,
        el("span", f": {walk.title}", class_="visually-hidden"),
        type="button",
        class_="button" if done == of else "button button-primary",
        data_do="walk",
        data_value=walk.id,
        data_testid="walk",
    )
    steps = [
        _step(scene, step, index < done, here and index == done) for index, step in enumerate(walk.steps)
    ]
    return el(
        "section",
        el("h3", walk.title, class_="walk-title"),
        el("p", walk.about, class_="walk-about"),
        el("p", told, class_="walk-told"),
        el("ol", steps, class_="walk-steps") if here or done else None,
        None if here else begin,
        class_="walk",
        data_walk=walk.id,
        data_keyed=walk.id,
    )


def _step(scene: Scene, step: Step, done: bool, here: bool) -> Html:
    mark = el("span", "✓" if done else "", class_="walk-tick", aria_hidden="true")
    said = el("span", "Gedaan: ", class_="visually-hidden") if done else None
    go = _go(scene, step) if here else None
    return el(
        "li",
        mark,
        el("span", said, step.text, go),
        class_="walk-done" if done else "walk-here" if here else "walk-later",
        aria_current="step" if here else None,
        data_done=done,
    )


def _go(scene: Scene, step: Step) -> Html:
    """The way to where the step is done, as whoever does it."""
    there = f"?as={step.who}" + (f"&in={step.room}" if step.room else "")
    who = next((one for one in scene.personas if one.handle == step.who), scene.me)
    name = "Ga erheen" if who.id == scene.me.id else f"Word {_first_name(who)}"
    return el("a", name, href=there, class_="button walk-go", data_person=step.who, data_testid="walk-go")


def _first_name(who: Persona) -> str:
    return who.name.split()[0]


def banner(scene: Scene) -> Html:
    """While a case is walked: its next step, above whatever one is looking at."""
    tour = scene.tour
    if tour is None or scene.tab == "welcome" or tour.walking not in tour.walks:
        return EMPTY
    found = tour.next_step
    walk = tour.walks[tour.walking]
    if found is None:
        said = el("span", "Deze zaak is klaar. Mooi gedaan.", data_testid="tour-step")
        count = f"{walk.title} ✓"
        go = None
    else:
        step = walk.steps[found[1]]
        said = el("span", step.text, data_testid="tour-step")
        count = f"{walk.title} · stap {found[1] + 1} van {len(walk.steps)}"
        go = _go(scene, step) if step.who != scene.me.handle else None
    all_of_them = el(
        "a", "Alle zaken", href=f"?as={scene.me.handle}&tab=welcome", data_tab="welcome", class_="button"
    )
    return el(
        "div",
        el("p", el("strong", count), " ", said, class_="tour-text"),
        el("div", go, all_of_them, class_="tour-ways"),
        class_="tour",
        role="status",
        data_testid="tour",
        data_keyed="tour",
    )
