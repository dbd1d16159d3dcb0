"""What an account is, read from user objects in the shapes that Slack documents."""

from __future__ import annotations

from typing import Any

import pytest

from casework.ports import Standing
from handlers.accounts import standing_of

OURS, OTHER, ORGANISATION = "T0ZONNEBEEK", "T0ELDERS", "E0REGIO"


def account(**shape: Any) -> dict[str, Any]:
    """A user object of `users.info` with these fields over those of a member."""
    return {
        "id": "U0A",
        "team_id": OURS,
        "name": "tarik",
        "deleted": False,
        "is_bot": False,
        "is_app_user": False,
        "is_restricted": False,
        "is_ultra_restricted": False,
        "profile": {"team": OURS},
    } | shape


def grid(*teams: str, **shape: Any) -> dict[str, Any]:
    """The same of an Enterprise Grid, in these workspaces."""
    enterprise = {
        "id": "W0A",
        "enterprise_id": ORGANISATION,
        "enterprise_name": "Regio",
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "teams": list(teams),
    }
    return account(id="W0A", enterprise_user=enterprise) | shape


@pytest.mark.parametrize(
    ("user", "standing"),
    [
        (account(), Standing.MEMBER),
        (account(is_restricted=True), Standing.GUEST),
        (account(is_restricted=True, is_ultra_restricted=True), Standing.SINGLE_GUEST),
        (account(deleted=True), Standing.GONE),
        (account(is_bot=True), Standing.BOT),
        (account(id="USLACKBOT"), Standing.BOT),
        (account(team_id=OTHER), Standing.FOREIGN),
        (account(team_id=OTHER, is_stranger=True), Standing.FOREIGN),
        (account(team_id=None), Standing.FOREIGN),
        (grid(OURS), Standing.MEMBER),
        (grid(OTHER, OURS, team_id=OTHER), Standing.MEMBER),
        (grid(OTHER, OURS, team_id=ORGANISATION), Standing.MEMBER),
        (grid(OURS, team_id=None), Standing.MEMBER),
        ({name: held for name, held in grid(OURS).items() if name != "team_id"}, Standing.MEMBER),
        (grid(OURS, is_restricted=True, team_id=OTHER), Standing.GUEST),
        (grid(OURS, deleted=True), Standing.GONE),
        (grid(OTHER), Standing.FOREIGN),
        (grid(OTHER, team_id=ORGANISATION), Standing.FOREIGN),
        (grid(OTHER, OURS, is_stranger=True), Standing.FOREIGN),
        (grid(team_id=OURS), Standing.MEMBER),
        (grid(team_id=ORGANISATION), Standing.FOREIGN),
        (account(enterprise_user={}), Standing.MEMBER),
        (account(enterprise_user=None, team_id=OTHER), Standing.FOREIGN),
        (account(enterprise_user={"teams": OURS}, team_id=OTHER), Standing.FOREIGN),
    ],
)
def test_an_account_is_what_its_workspaces_say(user: dict[str, Any], standing: Standing) -> None:
    """One of an organisation is a member of each workspace that is listed, whichever Slack names first."""
    assert standing_of(user, OURS) is standing
