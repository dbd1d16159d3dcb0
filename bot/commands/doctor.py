"""`schakel doctor`: looks at everything the bot needs and says per part whether it is right."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import typer
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.commands.examining import (
    channels_stand,
    log_is_whole,
    must_have,
    nothing_late,
    stricter,
    workspace_fits,
)
from bot.failing import Stop
from bot.network import same_clock
from bot.settings import Settings
from bot.setup.tokens import Bot, look_at_bot, must_reach
from bot.slack import make_client, open_socket
from bot.socket_mode import try_socket
from bot.times import SystemClock
from bot.transport import needed_for_transport
from casework.errors import CaseworkError
from rules.book import load_rulebook
from storage.database_errors import explain
from storage.deployment import open_existing
from storage.engine import make_engine, must_be_there, reach
from storage.errors import NoDeployment, StorageError
from storage.keys import KeyRing
from storage.migrating import check_revision

Part = Callable[[], object]
# What cannot be looked at as long as something before it is wrong.
_RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "tabellen": ("database",),
    "sleutels bij database": ("sleutels", "tabellen"),
    "rechten van de app": ("Slack",),
    "werkruimte": ("Slack", "tabellen"),
    "kanalen": ("Slack", "tabellen"),
    "beheerder": ("tabellen",),
    "privacyfunctionaris": ("tabellen",),
    "beoordelaars": ("tabellen",),
    "berichten op tijd": ("tabellen",),
    "auditlogboek": ("sleutels bij database",),
}


def examine(settings: Settings) -> bool:
    """Say for each part whether it is right, and else what mends it; True when all of them are."""
    engine = make_engine(settings.database_url.get_secret_value())
    try:
        wrong: set[str] = set()
        for name, part in {**_basis(settings, engine), **_use(settings, engine)}.items():
            before = [one for one in _RESTS_ON.get(name, ()) if one in wrong]
            if before:
                typer.echo(f"✗ {name}: pas te zien als dit klopt: {before[0]}")
            if before or not _look(name, part):
                wrong.add(name)
    finally:
        engine.dispose()
    return not wrong


def _basis(settings: Settings, engine: Engine) -> Mapping[str, Part]:
    """Keys, database and the way to Slack: what the bot cannot start without."""
    ring = settings.schakel_keys.get_secret_value()

    def keys_fit() -> None:
        try:
            open_existing(engine, KeyRing.parse(ring))
        except NoDeployment:
            return  # a new database takes any key

    def database() -> None:
        must_be_there(engine)
        reach(engine)

    def socket_opens() -> None:
        needed_for_transport(settings)
        client = make_client("", settings.slack_api_url)
        token = settings.slack_app_token.get_secret_value()
        try_socket(open_socket(client, token))

    return {
        "sleutels": lambda: KeyRing.parse(ring),
        "database": database,
        "tabellen": lambda: check_revision(engine),
        "sleutels bij database": keys_fit,
        "Slack": lambda: _bot(settings),
        # Whether Slack finds the way in over HTTP shows only when it comes.
        **(
            {"verbinding": socket_opens}
            if settings.schakel_mode == "socket"
            else {"ondertekening": lambda: needed_for_transport(settings)}
        ),
        "klok": lambda: same_clock(settings.slack_api_url, SystemClock().now()),
    }


def _use(settings: Settings, engine: Engine) -> Mapping[str, Part]:
    """What people need of it: scopes, channels, whoever holds a grant, messages in time, a whole log."""
    ring = settings.schakel_keys.get_secret_value()
    client = make_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)

    def policy() -> None:
        for line in stricter(settings, load_rulebook()):
            typer.echo(f"• {line}")

    return {
        "rechten van de app": lambda: must_reach(_bot(settings).scopes),
        "werkruimte": lambda: workspace_fits(engine, _bot(settings)),
        "kanalen": lambda: channels_stand(engine, client),
        "beheerder": lambda: must_have(engine, "beheerder"),
        "privacyfunctionaris": lambda: must_have(engine, "fg"),
        "beoordelaars": lambda: must_have(engine, "reviewer"),
        "berichten op tijd": lambda: nothing_late(engine, SystemClock().now()),
        "auditlogboek": lambda: log_is_whole(engine, ring),
        "beleid": policy,
    }


def _bot(settings: Settings) -> Bot:
    return look_at_bot(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)


def _look(name: str, part: Part) -> bool:
    try:
        part()
    except (Stop, StorageError, CaseworkError) as error:
        typer.echo(f"✗ {name}: {error}")
        return False
    except DBAPIError as error:
        typer.echo(f"✗ {name}: {explain(error)}")
        return False
    typer.echo(f"✓ {name}")
    return True
