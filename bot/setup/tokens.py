"""Looks whether a token is of the right kind, is taken by Slack, and may do what the manifest asks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import yaml
from slack_sdk.web import SlackResponse

from bot.commands.manifest import manifest_text
from bot.failing import Stop
from bot.setup.lacking import Lacking
from bot.slack import Identity, ask, identity_in, make_client, open_socket

BOT, APP, SECRET = "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"
_BEGINS = {BOT: "xoxb-", APP: "xapp-"}
WHERE = {
    BOT: "Het staat in de app bij OAuth & Permissions (Bot User OAuth Token), na Install to Workspace.",
    APP: ("Maak het in de app bij Basic Information, App-Level Tokens, met de scope connections:write."),
}
_KINDS = {
    "xoxb-": "het bottoken; dat hoort bij SLACK_BOT_TOKEN",
    "xapp-": "het app-token; dat hoort bij SLACK_APP_TOKEN",
    "xoxp-": "een token van een persoon (User OAuth Token)",
    "xoxe": (
        "een token dat verloopt of ververst (token rotation). Schakel gebruikt dat niet: neem het manifest "
        "van `schakel manifest`, dat zet het uit"
    ),
    "xoxc-": "een token van een browser",
    "xoxs-": "een token van een browser",
    "xoxa-": "een token van een oude soort",
    "xoxr-": "een token van een oude soort",
}
_SECRET = re.compile(r"[0-9a-f]{32}")
_APP_ID = re.compile(r"xapp-\d+-(A[A-Z0-9]+)-")


@dataclass(frozen=True, slots=True)
class Bot:
    """Who the bot token belongs to, and which scopes it holds."""

    identity: Identity
    account: str  # the bot's own id (B…), empty when Slack does not say
    team: str  # the name of the workspace
    scopes: frozenset[str]


def must_be(name: str, token: str) -> None:
    """Raise `Lacking` for a token of another kind than this setting takes; nothing is asked of Slack."""
    begins = _BEGINS[name]
    if not token:
        raise Lacking(f"{name} ontbreekt. {WHERE[name]}")
    if token.startswith(begins):
        return
    kind = next((told for start, told in _KINDS.items() if token.startswith(start)), "geen token van Slack")
    raise Lacking(f"{name} begint met {begins}, en dit is {kind}. {WHERE[name]}")


def look_at_bot(token: str, url: str) -> Bot:
    """Ask Slack whose token this is; raises `Refused` for one it does not take, `Stop` when it is away."""
    must_be(BOT, token)
    client = make_client(token, url)
    answer = ask(client.auth_test, url, BOT)
    account, team = str(answer.get("bot_id") or ""), str(answer.get("team") or "")
    return Bot(identity_in(answer), account, team, scopes_of(answer))


def look_at_app(token: str, bot_token: str, bot: Bot | None, url: str) -> None:
    """Ask Slack for a connection with this token; raises as `look_at_bot`, and for a token of another app."""
    must_be(APP, token)
    open_socket(make_client("", url), token)
    named = _APP_ID.match(token)
    if named is None or bot is None or not bot.account:
        return
    found = ask(lambda: make_client(bot_token, url).bots_info(bot=bot.account), url, BOT)
    app: Mapping[str, object] = found.get("bot") or {}
    if app.get("app_id") and app["app_id"] != named[1]:
        raise Lacking(f"{APP} hoort bij een andere app dan {BOT}. Neem beide van dezelfde app. {WHERE[APP]}")


def must_be_secret(value: str) -> None:
    """Raise `Lacking` for what cannot be a signing secret; only a request shows whether it fits."""
    if not _SECRET.fullmatch(value):
        what = "is niet het Signing Secret" if value else "ontbreekt"
        raise Lacking(
            f"{SECRET} {what}: het staat in de app bij Basic Information en heeft 32 cijfers en letters a "
            "tot en met f."
        )


def scopes_of(answer: SlackResponse) -> frozenset[str]:
    """The scopes that Slack names beside its answer; none when it does not."""
    headers: Mapping[str, str] = answer.headers or {}
    told = next((one for name, one in headers.items() if name.lower() == "x-oauth-scopes"), "")
    return frozenset(one.strip() for one in told.split(",") if one.strip())


def must_reach(scopes: frozenset[str]) -> None:
    """Raise `Lacking` with the scopes of the manifest that are not among these."""
    lacking = sorted(scopes_of_manifest() - scopes)
    if lacking:
        raise Lacking(
            f"De app mist {'de scope' if len(lacking) == 1 else 'de scopes'} {', '.join(lacking)}. Plak in "
            "de app bij App Manifest de uitvoer van `schakel manifest`, bewaar, en kies Reinstall to "
            "Workspace bij Install App."
        )


def scopes_of_manifest() -> frozenset[str]:
    """What the manifest as shipped asks for the bot; raises `Stop` where there is none."""
    try:
        return frozenset(yaml.safe_load(manifest_text())["oauth_config"]["scopes"]["bot"])
    except (yaml.YAMLError, KeyError, TypeError):
        raise Stop("manifest.yml is niet te lezen; neem het uit de broncode.") from None
