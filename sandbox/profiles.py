"""People as `users.info` and the account events tell of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.model import GUESTS, Human
from sandbox.state import Workspace

SIZES = (24, 32, 48, 72, 192, 512)
GUEST_DAYS = 90
ENTERPRISE = "E0ZONNEBEEK"


def user_object(space: Workspace, human: Human, *, locale: bool) -> dict[str, Any]:
    """An account: a deactivated one lacks time zone, administrator's marks and locale.

    The e-mail address is there with the scope `users:read.email` and never of another workspace's people.
    """
    bot = human.kind == "bot"
    known: dict[str, Any] = {
        "id": human.id,
        "name": human.handle,
        "is_bot": bot,
        "updated": human.updated,
        "is_app_user": False,
        "team_id": human.team,
        "deleted": human.deleted,
        "is_email_confirmed": True,
        "real_name": human.name,
        "who_can_share_contact_card": "EVERYONE",
        "profile": _profile(space, human),
    }
    if human.workspaces:
        known["enterprise_user"] = _on_grid(human)
    if human.deleted:
        return known | {"is_forgotten": False}
    zone = ZoneInfo(human.tz)
    offset = space.now().astimezone(zone).utcoffset() or timedelta()
    known |= {
        "color": "9f69e7",
        "tz": human.tz,
        "tz_label": "Central European Time",
        "tz_offset": int(offset.total_seconds()),
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "is_restricted": human.kind in GUESTS,
        "is_ultra_restricted": human.kind == "single_guest",
    }
    if human.team != space.team_id and not human.workspaces:
        known["is_stranger"] = not space.shares_with(human)
    if locale:
        known["locale"] = human.locale
    return known


def _on_grid(human: Human) -> dict[str, Any]:
    return {
        "id": human.id,
        "enterprise_id": ENTERPRISE,
        "enterprise_name": "Zonnebeek",
        "is_admin": False,
        "is_owner": False,
        "is_primary_owner": False,
        "teams": list(human.workspaces),
    }


def app_user(space: Workspace) -> Human:
    """The installed app's own account."""
    app = space.app
    return Human(app.user, app.name.lower(), app.name, space.team_id, "bot", bot_id=app.bot_id, app_id=app.id)


def bot_profile(space: Workspace, human: Human) -> dict[str, Any]:
    """The sender's profile that messages of bots carry."""
    root = "https://a.slack-edge.com/80588/img/plugins/app"
    return {
        "id": human.bot_id,
        "deleted": human.deleted,
        "name": human.name,
        "updated": human.updated,
        "app_id": human.app_id,
        "user_id": human.id,
        "icons": {f"image_{size}": f"{root}/bot_{size}.png" for size in (36, 48, 72)},
        "team_id": space.team_id,
    }


def _profile(space: Workspace, human: Human) -> dict[str, Any]:
    first, _, last = human.name.partition(" ")
    shown = "" if human.kind == "bot" else human.handle
    profile: dict[str, Any] = {
        "title": human.title,
        "phone": "",
        "skype": "",
        "real_name": human.name,
        "real_name_normalized": human.name,
        "display_name": shown,
        "display_name_normalized": shown,
        "fields": None,
        "status_text": "",
        "status_emoji": "",
        "status_emoji_display_info": [],
        "status_expiration": 0,
        "avatar_hash": "g0123456789a",
        "huddle_state": "default_unset",
        "huddle_state_expiration_ts": 0,
        "first_name": first,
        "last_name": last,
        **{f"image_{size}": f"https://secure.gravatar.com/avatar/0_{size}.jpg" for size in SIZES},
        "status_text_canonical": "",
        "team": human.team,
    }
    if human.kind == "bot":
        profile |= {"api_app_id": human.app_id, "bot_id": human.bot_id, "always_active": True}
    elif human.team == space.team_id and "users:read.email" in space.app.scopes:
        profile["email"] = human.email
    if human.kind == "guest":
        until = space.now() + timedelta(days=GUEST_DAYS)
        inviter = next((one.id for one in space.people.values() if one.kind == "member"), "")
        profile |= {"guest_invited_by": inviter, "guest_expiration_ts": int(until.timestamp())}
    return profile
