"""Opens every view that people can reach in the browser, and presses every button, menu and form in it.

A press must change something that the person is looking at. What answers with nothing, with a toast of the
page, or with an internal error is a fault; so is being told that something one can see does not exist.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import Locator, Page

from sandbox import PracticeSlack
from sandbox.page.verbs import GONE
from tests.end_to_end.filling import fill_in
from tests.sandbox.page import driver

PATIENCE = 10.0
SOON = 2000  # milliseconds
DEEPEST = 4
BROKEN = "Er ging iets mis"
NOWHERE = "bestaat niet, of het is niet voor u"
# What ends the thing it is about: only when all else was pressed.
ENDS = frozenset(
    {
        "signal.not_mine",
        "signal.undo",
        "signal.close",
        "signal.erase",
        "consent.withdraw",
        "consent.void",
        "consent.refused",
        "exception.revoke",
        "exception.reject",
        "exception.approve",
        "overleg.cancel",
        "overleg.skip",
        "link.undo",
        "match.dismiss",
        "goal.evaluate",
        "partner.change",
        "grant.take",
        "action.done",
    }
)
PRESSABLE = """
root => [...root.querySelectorAll("[data-press]")].map(one => ({
  ts: one.closest("[data-ts]")?.dataset.ts ?? "",
  action: one.closest("[data-action-id]").dataset.actionId,
  value: one.dataset.value ?? "",
  item: one.getAttribute("role") === "menuitem",
  link: one.tagName === "A",
  around: [...new Set([...(one.closest("[data-ts], dialog, .home") ?? root)
    .querySelectorAll("[data-action-id]")].map(other => other.dataset.actionId))].sort().join(" "),
}))
"""
SEEN = """
() => [...document.querySelectorAll("main, aside:not([hidden]), dialog[open], #toasts")]
  .map(one => (one.dataset.viewId ?? "") + one.innerText).join("|")
"""

QUIET = "() => document.getElementById('toasts').replaceChildren()"


@dataclass(frozen=True, slots=True)
class Button:
    """One thing to press: where it stands, and what it is to the app."""

    ts: str
    action: str
    value: str
    item: bool
    link: bool
    around: str

    @property
    def selector(self) -> str:
        """Where it stands within its message or view."""
        holder = f'[data-action-id="{self.action}"]'
        chosen = f'[data-value="{self.value}"]' if self.value else ""
        within = f'[data-ts="{self.ts}"] ' if self.ts else ""
        return f"{within}{holder} [data-press]{chosen}"

    @property
    def name(self) -> str:
        """What is told the app: its name, and of a menu which choice."""
        return f"{self.action}={self.value.split(':')[0]}" if self.item else self.action

    @property
    def ends(self) -> bool:
        """Whether what it is about is over afterwards."""
        return bool({self.action, self.value.split(":")[0]} & ENDS)


@dataclass(slots=True)
class Crawl:
    """One walk through all that people see; what went wrong is in `faults`."""

    slack: PracticeSlack
    pages: Callable[[str], Page]
    faults: list[str] = field(default_factory=list)
    views: set[str] = field(default_factory=set)
    pressed: set[tuple[str, ...]] = field(default_factory=set)
    refusals: set[str] = field(default_factory=set)
    ending: bool = False
    _to_end: dict[tuple[str, str], None] = field(default_factory=dict)
    looked: Callable[[Page, str], None] = lambda page, view: None

    def walk(self, people: list[str]) -> None:
        """Everybody, everywhere: first what leaves things as they are, then what ends them."""
        for who in people:
            for place in self._places(who):
                self._at(who, place)
        self.ending = True
        for who, place in self._to_end:
            self._at(who, place)

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
        page.goto(f"{self.slack.page_url}?as={who}&{place}")
        page.locator("html[data-ready]").wait_for(state="attached")
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

    # --- pressing -------------------------------------------------------------------------------

    def _press(
        self,
        who: str,
        page: Page,
        scope: Locator,
        button: Button,
        view: str,
        way: tuple[Callable[[], bool], ...],
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
                target.click(timeout=SOON)
            except PlaywrightError as error:
                if last:
                    self.faults.append(f"{told}: cannot be pressed ({error})")
                    return False
                page.keyboard.press("Escape")
            else:
                break
        return True

    def _answered(self, page: Page, before: str, told: str, *, quiet: bool) -> bool:
        until = time.monotonic() + PATIENCE
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

    def _after(self, who: str, page: Page, told: str, way: tuple[Callable[[], bool], ...]) -> None:
        """Look at the modal that is on top, if any, and press what it holds."""
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

    def _submit(
        self, who: str, page: Page, callback: str, way: tuple[Callable[[], bool], ...], *, filled: bool
    ) -> None:
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

    def _again(self, who: str, page: Page, way: tuple[Callable[[], bool], ...], callback: str) -> bool:
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
