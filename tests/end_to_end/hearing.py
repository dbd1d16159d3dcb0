"""What a page is for somebody who does not see it: axe finds nothing, and names hold the words on buttons."""

from __future__ import annotations

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

AXE = Axe()
OPTIONS = {
    "resultTypes": ["violations"],
    "rules": {"label-content-name-mismatch": {"enabled": True}},
}
READY = "() => Boolean(window.axe)"


def complaints(page: Page) -> list[str]:
    """What axe has against what is on the screen now, a line for each element."""
    if not page.evaluate(READY):
        page.evaluate(AXE.axe_script)
    found: list[dict[str, Any]] = page.evaluate(
        "options => axe.run(document, options).then(found => found.violations)", OPTIONS
    )
    return [f"{one['id']}: {node['html'][:200]}" for one in found for node in one["nodes"]]
