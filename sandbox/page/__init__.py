"""What a person sees and does in the practice Slack, in a browser: `/?as=zorgcoordinator`.

The server draws everything (`shell`, `rail`, `room`, `messages`, `modals`, `blocks`) from a `Scene`; one
small ES module places it, keeps what is typed, and sends back what a person does. No build step, nothing
fetched. NiceGUI was tried and left: it is one application per process, so that two practice Slacks showed
each other's page, and stacked dialogs and text that survives a redraw need scripts of one's own all the
same.

Names to find things by, stable for tests that drive a browser (`tests/sandbox/page/driver.py` uses them):

- address: `/?as=HANDLE&in=CHANNEL&tab=home&thread=TS`; `html[data-ready]` once the page listens
- rail: `[data-testid=person-switch]` opens a menu of `a[data-person=HANDLE]`; rooms are `a[data-room=ID]`
- messages: `[data-testid=message][data-ts=TS]`, private ones `[data-testid=ephemeral]`;
  `[data-testid=replies]` and `[data-testid=reply]` open `[data-testid=thread]`,
  `[data-testid=thread-close]` closes it; `[data-testid=message-menu]` opens a menu of
  `[data-do][data-callback-id]` and of edit, delete, forward and react (`data-value` is the emoji's name);
  edit, delete and forward ask in a `dialog` with `[data-testid=ask-yes]`; `[data-testid=reaction]` gives and
  takes back
- channels: `[data-testid=leave]` at the head of a room, `[data-testid=join][data-value=ID]` in the rail
- writing: `[data-testid=composer]`, `[data-testid=thread-composer]`; what failed:
  `[data-testid=composer-trouble]`
- shortcuts: `[data-testid=shortcuts]` opens a menu of `[data-do=shortcut][data-callback-id=ID]`
- tabs of the app: `[data-tab=home]`, `[data-tab=messages]`; the tab's blocks are in `[data-testid=home]`
- modals: `dialog[open][data-testid=modal][data-callback-id=ID][data-view-id=ID]`; in it
  `[data-testid=modal-submit]`, `[data-testid=modal-close]`, `[data-testid=modal-trouble]` (role alert) and,
  at an input, `[data-block-id=ID] [data-testid=error]`
- confirmation: `[data-testid=confirm]` with `confirm-ok` and `confirm-deny`; passing notes:
  `[data-testid=toast]`
- blocks: `[data-block-id=ID][data-block=TYPE]`; elements `[data-action-id=ID][data-element=TYPE]`, holding
  one of `input[data-value], textarea[data-value]` (typed) · `input[data-value=VALUE]` (ticks) ·
  `[role=combobox]` and, once clicked, `[role=option][data-value=VALUE]` (selects; chosen:
  `[data-chosen=VALUE]`, or `.token[data-value=VALUE]` in a multi-select) · `[data-press][data-value=VALUE]`
  (buttons, and behind `[data-menu]` the items of an overflow menu)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.applications import Starlette

    from sandbox.server import PracticeSlack


def mount(app: Starlette, slack: PracticeSlack) -> None:
    """Add the page's addresses to the practice Slack's own application."""
    from sandbox.page.routes import routes  # noqa: PLC0415  # drawing is needed only where somebody looks
    from sandbox.page.stage import PracticeStage  # noqa: PLC0415  # as above

    app.router.routes.extend(routes(PracticeStage(slack)))
