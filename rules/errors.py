"""What can go wrong on the rules floor: every error carries a code and says what to mend."""

from __future__ import annotations

from collections.abc import Sequence


class RulesError(Exception):
    """Base of all errors of the rules floor."""

    code = "rules"


class RulebookError(RulesError):
    """The tables in rules/tables are broken; `flaws` lists each one with its file and row."""

    code = "rulebook"

    def __init__(self, flaws: Sequence[str]) -> None:
        self.flaws = tuple(flaws)
        super().__init__("mend rules/tables: " + "; ".join(self.flaws))


class PolicyError(RulesError):
    """A deployment asked for a policy that is unknown or looser than the rulebook's."""

    code = "policy"

    def __init__(self, flaws: Sequence[str]) -> None:
        self.flaws = tuple(flaws)
        super().__init__("mend the policy file: " + "; ".join(self.flaws))


class CaseError(RulesError):
    """A case cannot be read, so no decision is made; the message names the field."""

    code = "case"
