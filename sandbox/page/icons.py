"""The few line drawings of the page, as inline SVG so that nothing has to be fetched."""

from __future__ import annotations

from functools import cache

from sandbox.page.markup import Html

_PATHS = {
    "bolt": "M13 3 5 13.5h5.5L10 21l8-10.5h-5.5z",
    "dots": "M12 5.5v.01M12 12v.01M12 18.5v.01",
    "reply": "M4 5.5h16v10H11l-4.5 4v-4H4z",
    "calendar": "M4.5 6.5h15v13h-15zM4.5 10.5h15M8.5 4v4M15.5 4v4",
    "close": "m6 6 12 12M18 6 6 18",
    "lock": "M6.5 10.5h11v9h-11zM9 10.5V8a3 3 0 0 1 6 0v2.5",
    "hash": "M9.5 4 7.5 20M16.5 4l-2 16M5 9h15M4 15h15",
    "people": "M9 11a3 3 0 1 0 0-6 3 3 0 0 0 0 6zm-6 8c.5-3.5 3-5 6-5s5.5 1.5 6 5"
    "M16 11a2.5 2.5 0 1 0-1-4.8M17 14c2.3.3 3.7 1.8 4 4.5",
    "shared": "M9.5 14.5 14.5 9.5M8 12l-2.5 2.5a3 3 0 0 0 4.2 4.2L12 16.5"
    "M16 12l2.5-2.5a3 3 0 0 0-4.2-4.2L12 7.5",
    "send": "m4 11.5 16-7-5.5 16-3-6.5z",
    "eye": "M3 12s3.5-6 9-6 9 6 9 6-3.5 6-9 6-9-6-9-6zm9 2.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5z",
    "home": "m4 11 8-7 8 7M6 9.5V20h12V9.5M10 20v-6h4v6",
    "menu": "M4 7h16M4 12h16M4 17h16",
    "switch": "m8 9 4-4 4 4M8 15l4 4 4-4",
}  # fmt: skip


@cache
def icon(name: str) -> Html:
    """A drawing in the colour of the text around it; hidden from screen readers, so label what holds it."""
    return Html(
        '<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">'
        f'<path d="{_PATHS[name]}"/></svg>'
    )


def bot_mark() -> Html:
    """The app's own mark: two links of a chain."""
    return Html(
        '<svg class="mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">'
        '<rect x="4" y="11" width="15" height="10" rx="5"/>'
        '<rect x="13" y="11" width="15" height="10" rx="5"/></svg>'
    )
