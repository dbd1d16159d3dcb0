"""The way in from Slack, by `SCHAKEL_MODE`: a socket that we open, or an address that Slack posts to."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from slack_bolt import App

from bot.failing import Stop
from bot.settings import Settings
from bot.socket_mode import PromptHandler
from casework.ports import Clock


class Transport(Protocol):
    """What brings commands, presses, forms and events to the app."""

    def open(self) -> None:
        """Begin; raises `Stop` with one plain line when nothing can come in."""

    def stands(self) -> bool:
        """Whether something can come in at this moment."""

    def close(self) -> None:
        """Take nothing new, finish and answer what is in hand."""


def needed_for_transport(settings: Settings) -> None:
    """Raises `Stop` when the secret that this mode needs is not there."""
    if settings.schakel_mode == "socket":
        if not settings.slack_app_token.get_secret_value():
            raise Stop("SLACK_APP_TOKEN ontbreekt. Zet het token (xapp-…) in de omgeving of in .env.")
    elif not settings.slack_signing_secret.get_secret_value():
        raise Stop(
            "SLACK_SIGNING_SECRET ontbreekt. Kopieer het Signing Secret van de pagina Basic Information van "
            "de app in de omgeving of in .env."
        )


def make_transport(
    settings: Settings, app: App, clock: Clock, threads: int, connected: Callable[[], None]
) -> Transport:
    """The transport of this deployment, not yet open; `connected` is called each time one begins to stand.

    Raises `Stop` for a port that cannot be had.
    """
    if settings.schakel_mode == "socket":
        return PromptHandler(app, settings.slack_app_token.get_secret_value(), threads, connected)
    from bot.http_mode import HttpTransport  # noqa: PLC0415  # who opens a socket needs no server

    return HttpTransport(
        app,
        settings.slack_signing_secret.get_secret_value(),
        clock,
        host=settings.schakel_host,
        port=settings.schakel_port,
        threads=threads,
        connected=connected,
    )
