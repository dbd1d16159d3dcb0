"""The steps of the guided start: what each looks at, and what is asked when it is not right yet.

Nothing is remembered between two runs but what the steps themselves stored, so that each may be repeated and
an interrupted start goes on where it was.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError

from bot.commands.access import Access
from bot.commands.grants import operator_unit
from bot.env_file import Unreadable, clean
from bot.failing import Stop
from bot.network import same_clock
from bot.settings import Settings
from bot.setup.app_page import app_page
from bot.setup.asking import Asking
from bot.setup.data import look_at_beheerder, look_at_tables, make_tables, opened
from bot.setup.keeping import Keeping
from bot.setup.lacking import Lacking
from bot.setup.people import choose, colleagues
from bot.setup.tokens import APP, BOT, SECRET, Bot, look_at_app, look_at_bot, must_be_secret, must_reach
from bot.slack import Refused, make_client
from casework.directory.grants import BEHEERDER, OPERATOR, give_in
from casework.errors import CaseworkError
from casework.ports import Clock
from storage.database_errors import explain
from storage.deployment import must_be_free_for
from storage.engine import must_be_there, reach
from storage.errors import MissingKeys, StorageError
from storage.keys import KeyRing, generate

_ADDRESS = "Adres van de database (sqlite:///bestand.db of postgresql+psycopg://…)"
_IN_USE = (
    "Deze database is al in gebruik, en de sleutel waarmee zij is gemaakt, ontbreekt. Een nieuwe past er "
    "niet op: zet de bewaarde kopie in SCHAKEL_KEYS."
)
_COPY = (
    "Er is een hoofdsleutel gemaakt. Zij staat in {file}. Bewaar een kopie op een plek waar de database en "
    "haar back-ups niet staan, zoals de kluis van uw organisatie: zonder sleutel is niets meer leesbaar, ook "
    "niet door u."
)


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to be right: `look` raises when it is not, `mend` asks for what is lacking."""

    name: str
    look: Callable[[], object]
    mend: Callable[[], object]


@dataclass(slots=True)
class Guide:
    """The steps for one installation; `read` gives the settings as they are stored at that moment."""

    read: Callable[[], Settings]
    keeping: Keeping
    asking: Asking
    clock: Clock
    address: str = ""  # the https address of a deployment over HTTP, for its manifest
    _bot: Bot | None = field(default=None, init=False)
    _shown: bool = field(default=False, init=False)

    def steps(self) -> list[Step]:
        """In order; each rests on those before it."""
        over_http = self.read().schakel_mode == "http"
        inwards = (
            Step("signing secret", self._look_at_secret, self._ask_secret)
            if over_http
            else Step("app-token", self._look_at_app, self._ask_app)
        )
        return [
            Step("bestand met geheimen", self._look_at_file, self.keeping.close_to_others),
            Step("bottoken", self._look_at_bot, self._ask_bot),
            Step("rechten van de app", self._look_at_scopes, self._wait_for_scopes),
            inwards,
            Step("klok", self._look_at_clock, self._cannot),
            Step("database", self._look_at_database, self._ask_database),
            Step("hoofdsleutel", self._look_at_key, self._make_key),
            Step("tabellen", self._look_at_tables, self._make_tables),
            Step("eerste beheerder", self._look_at_beheerder, self._choose_beheerder),
        ]

    def walk(self) -> None:
        """Ask until every step is right; raises `Stop` or `StorageError` for what no answer mends."""
        for step in self.steps():
            while not self._passes(step):
                step.mend()
            self.asking.say(f"✓ {step.name}")

    def check(self) -> bool:
        """Say of each step whether it is right, and ask and change nothing."""
        well = True
        for step in self.steps():
            try:
                step.look()
            except (Stop, StorageError, CaseworkError) as error:
                self.asking.say(f"✗ {step.name}: {error}")
                well = False
            except DBAPIError as error:
                self.asking.say(f"✗ {step.name}: {explain(error)}")
                well = False
            else:
                self.asking.say(f"✓ {step.name}")
        return well

    def _passes(self, step: Step) -> bool:
        try:
            step.look()
        except (Lacking, Refused) as lack:
            self.asking.say(f"• {step.name}: {lack}")
            return False
        return True

    def _cannot(self) -> None:
        raise Stop("Dit is niet met een antwoord te verhelpen.")

    # --- .env and Slack -------------------------------------------------------------------------

    def _look_at_file(self) -> None:
        if self.keeping.open_to_others():
            file = self.keeping.env_file
            raise Lacking(f"{file} is ook voor anderen op deze machine leesbaar. Draai: chmod 600 {file}.")

    def _look_at_bot(self) -> None:
        settings = self.read()
        self._bot = None
        self._bot = look_at_bot(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)

    def _ask_bot(self) -> None:
        if not self._shown:
            self._shown = True
            for line in app_page(self.address):
                self.asking.say(line)
        url = self.read().slack_api_url
        self._ask_secretly(BOT, "xoxb-…", lambda token: look_at_bot(token, url))

    def _look_at_scopes(self) -> None:
        if self._bot is None:
            raise Lacking("Dit is pas te zien als het bottoken klopt.")
        must_reach(self._bot.scopes)

    def _wait_for_scopes(self) -> None:
        self.asking.ask("Druk op Enter als dat is gedaan", "gedaan")
        self._look_at_bot()

    def _look_at_app(self) -> None:
        settings = self.read()
        self._try_app(settings.slack_app_token.get_secret_value(), settings)

    def _try_app(self, token: str, settings: Settings) -> None:
        look_at_app(token, settings.slack_bot_token.get_secret_value(), self._bot, settings.slack_api_url)

    def _ask_app(self) -> None:
        settings = self.read()
        self._ask_secretly(APP, "xapp-…", lambda token: self._try_app(token, settings))

    def _look_at_secret(self) -> None:
        must_be_secret(self.read().slack_signing_secret.get_secret_value())

    def _ask_secret(self) -> None:
        self._ask_secretly(SECRET, "32 tekens", must_be_secret)

    def _ask_secretly(self, name: str, form: str, test: Callable[[str], object]) -> None:
        """Ask until an answer passes its test, and keep only that one; the typing is not shown."""
        while True:
            try:
                typed = clean(self.asking.ask(f"{name} ({form}; u ziet niet wat u typt)", hidden=True))
                test(typed)
            except (Lacking, Refused) as lack:
                self.asking.say(f"• {lack}")
            except Unreadable as why:
                self.asking.say(f"• {name} {why}.")
            else:
                self.keeping.keep(name, typed)
                return

    def _look_at_clock(self) -> None:
        same_clock(self.read().slack_api_url, self.clock.now())

    # --- the database and its key -----------------------------------------------------------------

    def _look_at_database(self) -> None:
        with opened(self.read().database_url.get_secret_value()) as engine:
            must_be_there(engine)
            self._must_be_ours(engine)

    def _ask_database(self) -> None:
        now = self.read().database_url.get_secret_value()
        while True:
            address = self.asking.ask(
                "Adres van de database (sqlite:///bestand.db of postgresql+psycopg://…)", now
            )
            try:
                with opened(address) as engine:
                    self._must_be_ours(engine)
            except Lacking as lack:
                self.asking.say(f"• {lack}")
                continue
            if address != now or not self.keeping.environ.get("DATABASE_URL"):
                self.keeping.keep("DATABASE_URL", address)
            return

    def _must_be_ours(self, engine: Engine) -> bool:
        """Whether it is in use; raises for one that cannot be written, or is another workspace's."""
        reach(engine)
        return self._bot is not None and must_be_free_for(engine, self._bot.identity.team_id)

    def _look_at_key(self) -> None:
        try:
            KeyRing.parse(self.read().schakel_keys.get_secret_value())
        except MissingKeys:
            raise Lacking("Er is nog geen hoofdsleutel; `schakel setup` maakt er een.") from None

    def _make_key(self) -> None:
        with opened(self.read().database_url.get_secret_value()) as engine:
            if self._must_be_ours(engine):
                raise Stop(_IN_USE)
        file = self.keeping.keep("SCHAKEL_KEYS", generate())
        self.asking.say(_COPY.format(file=file))
        self.asking.ask("Druk op Enter als de kopie is opgeborgen", "gedaan")

    def _look_at_tables(self) -> None:
        look_at_tables(self.read())

    def _make_tables(self) -> None:
        if self._bot is None:
            raise Stop("Eerst moet het bottoken kloppen.")
        make_tables(self.read(), self._bot.identity.team_id, self.clock)

    # --- people -----------------------------------------------------------------------------------

    def _look_at_beheerder(self) -> None:
        look_at_beheerder(self.read())

    def _choose_beheerder(self) -> None:
        settings = self.read()
        client = make_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
        team = self._bot.identity.team_id if self._bot is not None else ""
        self.asking.say("Wie wordt de eerste beheerder? Die geeft in Slack de andere bevoegdheden.")
        chosen = choose(self.asking, colleagues(client, team))
        access = Access(settings.database_url.get_secret_value(), settings.schakel_keys.get_secret_value())
        with operator_unit(access, self.clock.now()) as unit:
            give_in(unit, chosen.user, BEHEERDER, OPERATOR)
        self.asking.say(f"{chosen.shown} is nu beheerder, en hoort dat in Slack zodra Schakel draait.")
