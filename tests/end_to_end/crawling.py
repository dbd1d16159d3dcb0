"""Opens every view that people can reach in the browser, and presses every button, menu and form in it.

A press must change something that the person is looking at. What answers with nothing, with a toast of the
page, or with an internal error is a fault; so is being told that something one can see does not exist.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page

from sandbox import PracticeSlack
from sandbox.page.verbs import GONE
from tests.end_to_end.filling import fill_in
from tests.end_to_end.pressable import ENDS, PRESSABLE, Button
from tests.sandbox.page import driver

PATIENCE = 60.0
BRIEFLY = 10.0  # where nothing may come of it
SOON = 2000  # milliseconds
DEEPEST = 4
BROKEN = "Er ging iets mis"
NOWHERE = "bestaat niet, of het is niet voor u"
SEEN = """
() => [...document.querySelectorAll("main, aside:not([hidden]), dialog[open], #toasts")]
  .map(one => (one.dataset.viewId ?? "") + one.innerText).join("|")
"""

Way = tuple[Callable[[], bool], ...]
QUIET = "() => document.getElementById('toasts').replaceChildren()"


@dataclass(frozen=True, slots=True)
class Inside:
    """A button in a modal that ends something: whose it is, and the way to it."""

    who: str
    place: str
    way: Way
    callback: str
    button: Button


@dataclass(slots=True)
class Crawl:
    """One walk through all that people see; what went wrong is in `faults`.

    `at_work` is whether the app still handles something: a form that it is about to open would come over the
    next question.
    """

    slack: PracticeSlack
    pages: Callable[[str], Page]
    faults: list[str] = field(default_factory=list)
    views: set[str] = field(default_factory=set)
    pressed: set[tuple[str, ...]] = field(default_factory=set)
    refusals: set[str] = field(default_factory=set)
    ending: bool = False
    _to_end: dict[tuple[str, str], None] = field(default_factory=dict)
    _inside: dict[tuple[str, str], Inside] = field(default_factory=dict)
    _place: str = ""
    looked: Callable[[Page, str], None] = lambda page, view: None
    at_work: Callable[[], bool] = lambda: False

    def walk(self, people: list[str]) -> None:
        """Everybody, everywhere: first what leaves things as they are, then what ends them."""
        for who in people:
            for place in self._places(who):
                self._at(who, place)
        self.ending = True
        for inside in self._inside.values():
            self._end(inside)
        for who, place in self._to_end:
            self._at(who, place)

    def type(self, lines: Iterable[tuple[str, str, str]]) -> None:
        """What somebody types in a room, and all that is in the modal that it opens."""
        for who, room, line in lines:
            page, told = self.pages(who), f"{who} types {line}"
            self._go(who, page, f"in={room}")

            def typed(who: str = who, page: Page = page, line: str = line) -> bool:
                self._clear(who, page)
                driver.say(page, line)
                self._until(lambda: page.locator("dialog[open][data-view-id]").count() > 0, f"{who}: {line}")
                return True

            typed()
            self._after(who, page, told, (typed,))

    # --- where ----------------------------------------------------------------------------------

    def _places(self, who: str) -> Iterator[str]:
        person = self.slack.as_user(who)
        yield f"in={self.slack.space.im_of(person.id).id}&tab=home"
        for room in list(person.channels()):
            yield f"in={room.id}"
            for message in list(room.messages.values()):
                if message.get("reply_count"):
                    yield f"in={room.id}&thread={message['ts']}"

    def _at(self, who: str, place: str) -> None:
        page = self.pages(who)
        self._go(who, page, place)
        home = "tab=home" in place
        scope = "[data-testid=home]" if home else "aside" if "thread=" in place else "main"
        if home:
            self._until(lambda: page.locator(scope).count() > 0, f"{who}: Home stays empty")
            self._view(page, f"home of {who}")
        for button in self._buttons(page.locator(scope)):
            view = f"home of {who}" if home else f"message [{button.around}]"
            self._view(page, view)
            if button.ends and not self.ending and (who, view, button.name) not in self.pressed:
                self._to_end[who, place] = None
            if button.ends is not self.ending or not self._new(who, view, button.name):
                continue
            self._clear(who, page)
            self._press(who, page, page.locator(scope), button, view, ())

    def _go(self, who: str, page: Page, place: str) -> None:
        self._place = place
        page.goto(f"{self.slack.page_url}?as={who}&{place}")
        page.locator("html[data-ready]").wait_for(state="attached")

    def _end(self, inside: Inside) -> None:
        who, view = inside.who, f"modal {inside.callback}"
        page = self.pages(who)
        self._go(who, page, inside.place)
        self._clear(who, page)
        if self._again(who, page, inside.way, inside.callback) and self._new("", view, inside.button.name):
            top = page.locator("dialog[open][data-view-id]").last
            self._press(who, page, top, inside.button, view, inside.way)

    # --- pressing -------------------------------------------------------------------------------

    def _press(
        self,
        who: str,
        page: Page,
        scope: Locator,
        button: Button,
        view: str,
        way: Way,
    ) -> None:
        told = f"{who}, {view}: {button.name}"
        if self._click(page, scope, button, told):
            again = (*way, lambda: self._click(page, scope, button, told, quiet=True))
            self._after(who, page, told, again)

    def _click(self, page: Page, scope: Locator, button: Button, told: str, *, quiet: bool = False) -> bool:
        """Press it and look what came of it; whether there is anything more to see."""
        target = scope.locator(button.selector).first
        if target.count() == 0 or button.link:
            return False
        page.evaluate(QUIET)
        before = page.evaluate(SEEN)
        if not self._hit(page, target, button, told):
            return False
        sure = page.get_by_test_id("confirm")
        if sure.count():
            self.views.add(f"question of {button.name}")
            sure.get_by_test_id("confirm-ok").click()
        return self._answered(page, before, told, quiet=quiet)

    def _hit(self, page: Page, target: Locator, button: Button, told: str) -> bool:
        """Click it; once more when the answer to the press before it came in between."""
        for last in (False, True):
            try:
                if button.item:
                    target.locator("xpath=ancestor::*[@data-action-id][1]//*[@data-menu]").first.click()
                target.click(timeout=SOON if not last else SOON * 10)
            except PlaywrightError as error:
                if target.count() == 0:  # the press before it took it away
                    return False
                if last:
                    self.faults.append(f"{told}: cannot be pressed ({error})")
                    return False
                page.keyboard.press("Escape")
            else:
                break
        return True

    def _answered(self, page: Page, before: str, told: str, *, quiet: bool) -> bool:
        until = time.monotonic() + (BRIEFLY if quiet else PATIENCE)
        while page.evaluate(SEEN) == before or page.locator("[aria-busy=true]").count():
            if time.monotonic() > until:
                if not quiet:
                    self.faults.append(f"{told}: nothing happens")
                return False
            page.wait_for_timeout(25)
        toast = page.get_by_test_id("toast")
        if toast.count() and not quiet and GONE not in toast.last.inner_text():
            self.faults.append(f"{told}: {toast.last.inner_text()}")
        seen = page.evaluate(SEEN)
        if not quiet and BROKEN in seen and BROKEN not in before:
            self.faults.append(f"{told}: internal error")
        return True

    def _after(self, who: str, page: Page, told: str, way: Way) -> None:
        """Look at the modal that is on top, if any, and press what it holds."""
        self._until(lambda: not self.at_work(), f"{told}: is never done")
        dialog = page.locator("dialog[open][data-view-id]").last
        if dialog.count() == 0:
            return
        callback = dialog.get_attribute("data-callback-id") or ""
        if callback == "refusal":
            words = dialog.locator(".modal-body").inner_text().split("\n")[0]
            self.refusals.add(f"{told}: {words}")
            if NOWHERE in words:
                self.faults.append(f"{told}: {words}")
        self._view(page, f"modal {callback}")
        if len(way) > DEEPEST:
            return
        submits = dialog.get_by_test_id("modal-submit").count() > 0 and (callback in ENDS) is self.ending
        for button in self._buttons(dialog):
            self._keep(Inside(who, self._place, way, callback, button))
            if button.ends is self.ending and self._new("", f"modal {callback}", button.name):
                if not self._again(who, page, way, callback):
                    return
                top = page.locator("dialog[open][data-view-id]").last
                self._press(who, page, top, button, f"modal {callback}", way)
        for filled in (False, True) if submits else ():
            if self._new("", f"modal {callback}", f"submit {filled}") and self._again(
                who, page, way, callback
            ):
                self._submit(who, page, callback, way, filled=filled)

    def _keep(self, found: Inside) -> None:
        if found.button.ends and not self.ending:
            self._inside.setdefault((found.callback, found.button.name), found)

    def _submit(self, who: str, page: Page, callback: str, way: Way, *, filled: bool) -> None:
        told = f"{who}, modal {callback}: submit"
        try:
            if filled:
                fill_in(page, self.slack.as_user(who))
            before = page.evaluate(SEEN)
            driver.submit(page)
        except PlaywrightError as error:
            self.faults.append(f"{told}: cannot be filled in ({str(error).splitlines()[0]})")
            return
        if self._answered(page, before, told, quiet=False):
            self._after(who, page, told, (*way, lambda: False))

    def _again(self, who: str, page: Page, way: Way, callback: str) -> bool:
        """Have that modal on top once more, by the way that led there."""
        wanted = f'dialog[open][data-callback-id="{callback}"]:not(:has([data-testid=error]:not([hidden])))'
        if page.locator(wanted).count():
            return True
        self._clear(who, page)
        return all(step() for step in way) and page.locator(wanted).count() > 0

    # --- small ----------------------------------------------------------------------------------

    def _new(self, *signature: str) -> bool:
        if signature in self.pressed:
            return False
        self.pressed.add(signature)
        return True

    def _view(self, page: Page, view: str) -> None:
        if view not in self.views:
            self.views.add(view)
            self.looked(page, view)

    def _buttons(self, scope: Locator) -> list[Button]:
        return [Button(**one) for one in scope.evaluate(PRESSABLE)] if scope.count() else []

    def _clear(self, who: str, page: Page) -> None:
        """Every form closed, also one that opens only when its answer comes late; every passing note gone."""
        person = self.slack.as_user(who)
        page.evaluate(QUIET)

        def closed() -> bool:
            if self.at_work():
                return False
            if person.stack:
                self.slack.space.stacks[person.id] = []
                self.slack.changed()
            return page.locator("dialog[open]").count() == 0

        self._until(closed, f"{who}: a form stays open")

    def _until(self, true: Callable[[], bool], otherwise: str) -> None:
        until = time.monotonic() + PATIENCE
        while not true():
            if time.monotonic() > until:
                self.faults.append(otherwise)
                return
            time.sleep(0.02)
