"""What a person sees and does in the practice Slack, in a browser: `/?as=zorgcoordinator`.

The server draws everything (`shell`, `rail`, `room`, `messages`, `modals`, `blocks`) from a `Scene`; one small ES
module places it, keeps what is typed, and sends back what a person does. No build step, nothing from a network.
NiceGUI was tried and left: it is one application per process, so that two practice Slacks showed each other's page,
and it needs scripts of one's own all the same for stacked dialogs and for text that survives a redraw.

Names to find things by, stable for tests that drive a browser (`tests/sandbox/page/driver.py` uses them):

- address: `/?as=HANDLE&in=CHANNEL&tab=home&thread=TS`; `html[data-ready]` once the page listens
- rail: `[data-testid=person-switch]` opens a menu of `a[data-person=HANDLE]`; rooms are `a[data-room=ID]`
- messages: `[data-testid=message][data-ts=TS]`, private ones `[data-testid=ephemeral]`; `[data-testid=replies]` and
  `[data-testid=reply]` open `[data-testid=thread]`; `[data-testid=message-menu]` holds `[data-do][data-callback-id]`
- writing: `[data-testid=composer]`, `[data-testid=thread-composer]`; `[data-testid=composer-trouble]` says what failed
- shortcuts: `[data-testid=shortcuts]` opens a menu of `[data-do=shortcut][data-callback-id=ID]`
- tabs of the app: `[data-tab=home]`, `[data-tab=messages]`; the tab's blocks are in `[data-testid=home]`
- modals: `dialog[open][data-testid=modal][data-callback-id=ID][data-view-id=ID]` with `[data-testid=modal-submit]`,
  `[data-testid=modal-close]`, `[data-testid=modal-trouble]` (role alert); errors are `[data-block-id=ID] .error`
- confirmation: `[data-testid=confirm]` with `confirm-ok` and `confirm-deny`; passing notes are `[data-testid=toast]`
- blocks: `[data-block-id=ID][data-block=TYPE]`; elements in them `[data-action-id=ID][data-element=TYPE]`, holding
  one of: `input[data-value], textarea[data-value]` · ticks `input[data-value=VALUE]` · selects `[role=combobox]` and,
  once clicked, `[role=option][data-value=VALUE]`, chosen ones `[data-chosen=VALUE]` or `.token[data-value=VALUE]` ·
  `[data-press]` for buttons and, behind `[data-menu]`, the items of an overflow, with `[data-value=VALUE]`
"""
