"""On a phone: what everybody in the crowd has before them fits in 390 pixels, and nothing overlaps."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from sandbox import PracticeSlack
from tests.end_to_end.crowded import PEOPLE, crowd
from tests.meeting import JumpingClock
from tests.running import TEAM, running_bot
from tests.sandbox.page import driver

pytestmark = [pytest.mark.browser, pytest.mark.slow(seconds=60), pytest.mark.timeout(2400)]

WIDTH, HEIGHT = 390, 844
# What one can see of each thing to press, cut off by whatever scrolls; pairs of which two overlap.
OVERLAPS = """
() => {
  const open = [...document.querySelectorAll("dialog[open]")].pop()
  const root = open ?? document.body
  const pressed = "button, a[href], input:not([type=hidden]), textarea, select, [role=combobox]"
  const seen = []
  for (const one of root.querySelectorAll(pressed)) {
    const style = getComputedStyle(one)
    if (!one.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue
    if (style.pointerEvents === "none" || one.closest("[inert], [hidden], .tools")) continue
    let { left, top, right, bottom } = one.getBoundingClientRect()
    for (let up = one.parentElement; up; up = up.parentElement) {
      if (getComputedStyle(up).overflow === "visible") continue
      const box = up.getBoundingClientRect()
      left = Math.max(left, box.left); right = Math.min(right, box.right)
      top = Math.max(top, box.top); bottom = Math.min(bottom, box.bottom)
    }
    if (right - left > 2 && bottom - top > 2) seen.push({ one, left, top, right, bottom })
  }
  const name = ({ one }) =>
    `${one.tagName} ${(one.innerText || one.ariaLabel || one.name || "").trim().slice(0, 40)}`
  const found = []
  for (const [at, x] of seen.entries()) {
    for (const y of seen.slice(at + 1)) {
      if (x.one.contains(y.one) || y.one.contains(x.one)) continue
      const field = x.one.closest("[data-element]")
      if (field && field === y.one.closest("[data-element]")) continue
      const wide = Math.min(x.right, y.right) - Math.max(x.left, y.left)
      const high = Math.min(x.bottom, y.bottom) - Math.max(x.top, y.top)
      if (wide > 2 && high > 2) found.push(`${name(x)} / ${name(y)}`)
    }
  }
  const boxes = "main, aside, .modal-body, .modal-head, [data-ts], [data-testid=home]"
  const wider = [document.scrollingElement, ...root.querySelectorAll(boxes)]
    .filter(one => one.checkVisibility() && one.clientWidth && one.scrollWidth > one.clientWidth + 1)
    .map(one => `${one.tagName}.${one.className}: ${one.scrollWidth} in ${one.clientWidth}`)
  const squeezed = [...root.querySelectorAll(".section-main")]
    .filter(one => one.checkVisibility() && one.clientWidth && one.clientWidth < innerWidth / 2)
    .map(one => `squeezed to ${one.clientWidth}: ${one.innerText.slice(0, 40)}`)
  return [...found, ...wider, ...squeezed]
}
"""
FORMS = {
    "zorgcoordinator": ("/signal", "/signal toon S-1", "/signal lijst", "/doelen", "/delen", "/partners"),
    "regisseur": ("/overleg nieuw", "/overleg toon O-1", "/partners nieuw"),
}
ANSWERED = "() => document.querySelector('dialog[open]') || document.querySelector('[data-testid=ephemeral]')"


def take(page: Page, tmp_path: Path, name: str) -> None:
    """Keep what is on the screen now."""
    folder = Path(os.environ.get("SCHAKEL_SHOTS", str(tmp_path / "shots")))
    folder.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=str(folder / f"{name}.png"), animations="disabled")


def test_nothing_overlaps_on_a_phone(slack: PracticeSlack, tmp_path: Path) -> None:
    """Home, messages and the channel of nine people, and the forms behind the commands."""
    clock, faults, looked = JumpingClock(), list[str](), 0

    def look(page: Page, what: str) -> None:
        nonlocal looked
        looked += 1
        faults.extend(f"{what}: {one}" for one in page.evaluate(OVERLAPS))

    with running_bot(slack, f"sqlite:///{tmp_path}/schakel.db", clock) as bot, driver.chromium() as browser:
        crowd(slack, bot, clock)
        for who in PEOPLE:
            slack.space.stacks.clear()
            own = slack.space.im_of(slack.as_user(who).id).id
            page = driver.opened(browser, f"{slack.page_url}?as={who}&in={own}", width=WIDTH, height=HEIGHT)
            look(page, f"{who}: messages")
            page.locator('[data-tab="home"]').click()
            expect(page.get_by_test_id("home")).to_be_visible()
            look(page, f"{who}: Home")
            if who == "zorgcoordinator":
                take(page, tmp_path, "11b-18-home")
            page.context.close()
        for who, commands in FORMS.items():
            for said in commands:
                slack.space.stacks.clear()
                there = f"{slack.page_url}?as={who}&in={TEAM}"
                page = driver.opened(browser, there, width=WIDTH, height=HEIGHT)
                look(page, f"{who}: channel")
                driver.say(page, said)
                page.wait_for_function(ANSWERED)
                look(page, f"{who}: {said}")
                if said in ("/signal", "/signal toon S-1"):
                    take(page, tmp_path, f"11b-18-{said.strip('/').replace(' ', '-')}")
                page.context.close()
    assert looked > len(PEOPLE) * 2
    assert faults == []
