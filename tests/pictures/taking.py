"""The camera with a browser: it draws each picture, crops it to what matters, and keeps it small."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page

from tests.pictures.looking import Reader
from tests.pictures.shots import Shot, message
from tests.sandbox.page import driver

WIDE, SHARP = 1120, 1.5
# Nothing has the focus, and a form stands at its beginning.
_AT_REST = """() => {
  document.activeElement?.blur();
  for (const one of document.querySelectorAll(".modal-body")) one.scrollTop = 0;
}"""
COLOURS = 96
WIDEST = 1300  # pixels
PATIENCE = 120_000  # milliseconds: nobody waits for it, and the machine may be busy


@dataclass(slots=True)
class Taker(Reader):
    """Writes the pictures into a folder while the scene is played."""

    browser: Browser | None = None
    folder: Path = Path()

    def take(self, shot: Shot) -> None:
        """Open somebody's page and keep the part that is pictured."""
        Reader.take(self, shot)
        slack, person = self.slack, self.slack.as_user(shot.who)
        asked = [f"as={shot.who}", f"in={shot.room}"]
        found = message(person, shot) if shot.said else {}
        asked += ["tab=home"] if shot.home else [f"thread={found['ts']}"] if shot.thread else []
        page = self._page(f"{slack.page_url}?{'&'.join(asked)}", shot.tallest + 400)
        if shot.home:
            part = page.get_by_test_id("home")
        elif shot.thread:
            part = page.locator("#thread-messages")
        elif shot.said:
            part = page.locator(f'#messages [data-ts="{found["ts"]}"]')
        else:
            part = page.locator("dialog[open]").last
        for name, value in shot.filled.items():
            driver.fill(page, name, value)
        page.evaluate(_AT_REST)
        self._write(shot.name, _shot(page, part, shot))
        page.context.close()

    def page(self, name: str, html: str) -> None:
        """A letter on its sheet."""
        Reader.page(self, name, html)
        page = self._page("about:blank", 1000)
        page.set_viewport_size({"width": 760, "height": 600})
        page.set_content(html)
        self._write(name, page.screenshot(full_page=True))
        page.context.close()

    def picture(self, name: str, drawn: bytes, words: str) -> None:
        """What Schakel drew itself."""
        Reader.picture(self, name, drawn, words)
        self._write(name, drawn)

    def _page(self, address: str, height: int) -> Page:
        assert self.browser is not None
        context = self.browser.new_context(
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            viewport={"width": WIDE, "height": height},
            device_scale_factor=SHARP,
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        if address != "about:blank":
            page.locator("html[data-ready]").wait_for(state="attached")
        return page

    def _write(self, name: str, taken: bytes) -> None:
        image: Image.Image = Image.open(BytesIO(taken)).convert("RGB")
        if image.width > WIDEST:
            image = image.resize(
                (WIDEST, round(image.height * WIDEST / image.width)), Image.Resampling.LANCZOS
            )
        few = image.quantize(COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(self.folder / f"{name}.png", optimize=True)


def _shot(page: Page, part: Locator, shot: Shot) -> bytes:
    """That part, cut below where it is longer than allowed."""
    part.wait_for()
    part.evaluate("one => one.scrollIntoView({block: 'nearest', behavior: 'instant'})")
    box = part.bounding_box()
    assert box is not None, shot
    clip = {**box, "height": min(shot.tallest, box["height"])}
    return page.screenshot(clip=clip, animations="disabled")  # type: ignore[arg-type]  # a float rectangle
