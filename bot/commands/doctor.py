"""`schakel doctor`: looks at everything the bot needs and says per part whether it is right."""

from __future__ import annotations

from collections.abc import Callable

import typer
from sqlalchemy.exc import DBAPIError

from bot.failing import Stop
from bot.network import same_clock
from bot.settings import Settings
from bot.slack import make_client, open_socket, who_am_i
from bot.socket_mode import try_socket
from bot.times import SystemClock
from casework.errors import CaseworkError
from storage.database_errors import explain
from storage.deployment import open_existing
from storage.engine import make_engine, reach
from storage.errors import NoDeployment, StorageError
from storage.keys import KeyRing
from storage.migrating import check_revision


def examine(settings: Settings) -> bool:
    """Say for each part whether it is right; True when all of them are."""
    ring = settings.schakel_keys.get_secret_value()
    engine = make_engine(settings.database_url.get_secret_value())

    def keys_fit() -> None:
        try:
            open_existing(engine, KeyRing.parse(ring))
        except NoDeployment:
            return  # a new database takes any key

    def slack_answers() -> None:
        who_am_i(make_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url))

    def socket_opens() -> None:
        client = make_client("", settings.slack_api_url)
        token = settings.slack_app_token.get_secret_value()
        if not token:
            raise Stop("SLACK_APP_TOKEN ontbreekt. Zet het token (xapp-…) in de omgeving of in .env.")
        try_socket(open_socket(client, token))

    parts: dict[str, Callable[[], object]] = {
        "sleutels": lambda: KeyRing.parse(ring),
        "database": lambda: reach(engine),
        "tabellen": lambda: check_revision(engine),
        "sleutels bij database": keys_fit,
        "Slack": slack_answers,
        "verbinding": socket_opens,
        "klok": lambda: same_clock(settings.slack_api_url, SystemClock().now()),
    }
    outcomes = [_look(name, part) for name, part in parts.items()]
    engine.dispose()
    return all(outcomes)


def _look(name: str, part: Callable[[], object]) -> bool:
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
