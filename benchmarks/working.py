"""The bot's own desk and socket with listeners that each take 0.4 s: how the house holds up, not the work."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from slack_bolt import App

from bot.locales import SlackLocales
from bot.logging import configure_logging
from bot.process import LISTENER_THREADS, build
from bot.settings import load_settings
from bot.slack import make_client
from bot.socket_mode import PromptHandler
from handlers.acts import Act, Answer, Done, Show
from handlers.desk import Desk
from handlers.inputs import text_field
from handlers.kit import modal, section
from handlers.languages import load_languages

WORK = 0.4  # seconds


def slowly(answer: Callable[[], Answer]) -> Callable[[Act], Answer]:
    """A listener that takes its time."""

    def listen(act: Act) -> Answer:
        time.sleep(WORK)
        return answer()

    return listen


def form() -> Answer:
    """A small form."""
    blocks = [section("Meten"), text_field("summary", "Wat valt op?", limit=100, optional=True)]
    return Show(modal("signal.new", "Meten", blocks, submit="Verder", close="Annuleren"))


def main() -> None:
    """Serve until terminated."""
    configure_logging()
    settings = load_settings(os.environ)
    process = build(settings)
    client = make_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    languages = load_languages(
        settings.schakel_locale, settings.zone, SlackLocales(client, process.office.clock)
    )
    listeners = ThreadPoolExecutor(LISTENER_THREADS)
    app = App(client=client, listener_executor=listeners, token_verification_enabled=False)
    desk = Desk(app, process.office, languages, process.identity.team_id)
    words = {"nieuw": slowly(form), "hulp": slowly(form)}
    desk.command("/signal", words, {}, bare="nieuw")
    desk.submission("signal.new", slowly(Done))
    handler = PromptHandler(app, settings.slack_app_token.get_secret_value(), LISTENER_THREADS)
    stopping = Event()
    signal.signal(signal.SIGTERM, lambda *_args: stopping.set())
    handler.connect()  # type: ignore[no-untyped-call]  # untyped in slack_bolt
    sys.stdout.write("Schakel draait\n")
    sys.stdout.flush()
    stopping.wait()
    handler.close()


if __name__ == "__main__":
    main()
