"""What a page offers to press: each button, menu choice and link, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass

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
