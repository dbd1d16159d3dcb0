"""The guided start: from an empty folder to a bot that can run, whatever goes wrong on the way."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml

from bot.commands.manifest import manifest_text
from sandbox import PracticeSlack
from storage.deployment import open_deployment
from storage.engine import make_engine, session_for
from storage.keys import KeyRing, generate
from storage.migrating import migrate
from storage.repositories import directory
from tests.bot.setup.scripted import Bench
from tests.running import SlackClock

BOT, APP = "xoxb-practice-bot", "xapp-practice-app"


@pytest.fixture
def bench(slack: PracticeSlack, tmp_path: Path) -> Bench:
    """An empty folder."""
    return Bench(slack, tmp_path)


def test_from_nothing_to_all_that_is_needed(bench: Bench) -> None:
    """The tokens are asked unseen, the key is made, the database opened, and somebody is beheerder."""
    well, text = bench.check()
    assert not well
    assert "✗ bottoken: SLACK_BOT_TOKEN ontbreekt." in text
    assert "✗ database: Er is nog geen database; `schakel setup` maakt haar." in text
    assert "✗ hoofdsleutel: Er is nog geen hoofdsleutel; `schakel setup` maakt er een." in text
    assert not list(bench.folder.iterdir()), "looking makes nothing"
    person = bench.walk(*bench.answers())
    assert person.said[-1] == "✓ eerste beheerder"
    assert person.hidden[:2] == [True, True]
    assert BOT not in person.text
    assert APP not in person.text
    assert stat.S_IMODE(bench.env.stat().st_mode) == 0o600
    written = bench.env.read_text(encoding="utf-8")
    assert f"SLACK_BOT_TOKEN={BOT}\nSLACK_APP_TOKEN={APP}\n" in written
    key = written.partition("SCHAKEL_KEYS=")[2].splitlines()[0].strip('"')
    assert key not in person.text
    assert f"Zij staat in {bench.env}. Bewaar een kopie op een plek waar de database" in person.text
    assert bench.check()[0]
    engine = make_engine(bench.database)
    with session_for(engine, write=False) as session:
        assert directory.users_with(session, "beheerder") == ["U0BEHEER"]
    engine.dispose()


def test_the_second_time_nothing_is_asked(bench: Bench) -> None:
    """And nothing changes."""
    bench.walk(*bench.answers())
    before = bench.env.read_bytes()
    again = bench.walk()
    assert all(line.startswith("✓") for line in again.said), again.text
    assert bench.env.read_bytes() == before


def test_ctrl_c_at_any_question_loses_nothing(bench: Bench) -> None:
    """Each run answers one question more; the database has one stamp and the key is made once."""
    keys = set()
    for answer in (*bench.answers()[:4], None):
        stopped = bench.walk(*([] if answer is None else [answer]))
        assert stopped.said[-1] == "^C"
        if bench.env.exists() and "SCHAKEL_KEYS" in (text := bench.env.read_text(encoding="utf-8")):
            keys.add(text.partition("SCHAKEL_KEYS=")[2].splitlines()[0])
    assert len(keys) == 1
    assert bench.walk("Rozenboom", "1").said[-1] == "✓ eerste beheerder"
    assert bench.check()[0]


def test_the_page_of_the_app_opens_with_the_manifest_filled_in(bench: Bench) -> None:
    """The address holds it whole, and so does the screen."""
    shown = bench.walk().text
    address = next(one for one in shown.splitlines() if one.startswith("https://api.slack.com/apps"))
    asked = parse_qs(urlsplit(address).query)
    assert asked["new_app"] == ["1"]
    assert json.loads(asked["manifest_json"][0]) == yaml.safe_load(manifest_text())
    assert manifest_text() in shown


@pytest.mark.parametrize(
    ("token", "said"),
    [
        ("", "SLACK_BOT_TOKEN ontbreekt."),
        ("xapp-practice-app", "dit is het app-token; dat hoort bij SLACK_APP_TOKEN."),
        ("xoxp-1-2-3", "dit is een token van een persoon (User OAuth Token)."),
        ("xoxe.xoxb-1-abc", "dit is een token dat verloopt of ververst (token rotation)."),
        ("xoxe-1-abc", "dit is een token dat verloopt of ververst (token rotation)."),
        ("hallo", "dit is geen token van Slack."),
        ("xoxb-1-2", "SLACK_BOT_TOKEN wordt door Slack geweigerd. Kopieer het opnieuw."),
    ],
)
def test_a_bot_token_that_is_none_is_asked_again(bench: Bench, token: str, said: str) -> None:
    """With what it is instead; nothing of it is kept or shown, and the next answer counts."""
    with bench.slack.expect("invalid_auth"):
        person = bench.walk(token, BOT)
    assert said in person.text
    assert "✓ bottoken" in person.said
    assert not token or token not in person.text.replace(manifest_text(), "")
    assert f"SLACK_BOT_TOKEN={BOT}\n" in bench.env.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("token", "said"),
    [
        (BOT, "dit is het bottoken; dat hoort bij SLACK_BOT_TOKEN."),
        ("xapp-1-2", "SLACK_APP_TOKEN wordt door Slack geweigerd. Kopieer het opnieuw."),
    ],
)
def test_an_app_token_that_is_none_is_asked_again(bench: Bench, token: str, said: str) -> None:
    """The same for the other; swapped tokens each name where they belong."""
    with bench.slack.expect("invalid_auth"):
        person = bench.walk(BOT, token, APP)
    assert said in person.text
    assert "✓ app-token" in person.said


def test_tokens_of_two_apps(bench: Bench) -> None:
    """Each is taken by Slack; together they would make a bot that hears nothing."""
    bench.slack.app_token = "xapp-1-A0ANDERS-1-f00"
    person = bench.walk(BOT, bench.slack.app_token)
    assert "SLACK_APP_TOKEN hoort bij een andere app dan SLACK_BOT_TOKEN." in person.text
    bench.slack.app_token = "xapp-1-A0SCHAKEL-1-f00"
    assert "✓ app-token" in bench.walk(bench.slack.app_token).said


def test_a_scope_that_lacks_is_named_and_looked_for_again(bench: Bench) -> None:
    """After the app was installed anew the same token may more."""
    held = bench.slack.space.app.manifest["oauth_config"]["scopes"]
    scopes = held["bot"]
    held["bot"] = [one for one in scopes if one not in ("groups:history", "users:read")]
    person = bench.walk(BOT)
    assert "De app mist de scopes groups:history, users:read. Plak in de app bij App Manifest" in person.text
    assert "✗ rechten van de app: De app mist de scopes" in bench.check()[1]
    held["bot"] = scopes
    assert "✓ rechten van de app" in bench.walk("").said


def test_a_slack_that_is_away_ends_it_with_what_to_do(bench: Bench) -> None:
    """No answer mends that; what was kept stays."""
    bench.walk(BOT)
    before = bench.env.read_bytes()
    bench.environ["SLACK_API_URL"] = "http://127.0.0.1:9/api/"
    person = bench.walk(APP)
    assert person.said[-1].startswith(
        "! Slack is niet bereikbaar op http://127.0.0.1:9/api/. Kijk de verbinding"
    )
    assert bench.env.read_bytes() == before


def test_a_slack_that_asks_to_wait_is_no_wrong_token(bench: Bench) -> None:
    """It says how long."""
    bench.slack.faults.add("auth.test", status=429, retry_after=7)
    assert bench.walk(BOT).said[-1] == "! Slack vraagt om te wachten. Probeer het over 7 seconden weer."


def test_a_database_of_another_workspace_is_refused_before_anything_is_done(bench: Bench) -> None:
    """Another address is asked; the other's stays what it was."""
    other = f"sqlite:///{bench.folder}/ander.db"
    engine = make_engine(other)
    migrate(engine)
    open_deployment(engine, KeyRing.parse(generate()), "T0ELDERS", SlackClock(bench.slack).now())
    engine.dispose()
    person = bench.walk(BOT, APP, other, *bench.answers()[2:])
    assert "Deze database hoort bij werkruimte T0ELDERS" in person.text
    assert person.said[-1] == "✓ eerste beheerder"
    assert f"DATABASE_URL={bench.database}\n" in bench.env.read_text(encoding="utf-8")


def test_a_database_that_cannot_be_had(bench: Bench) -> None:
    """Where none can be made, and an address of nothing."""
    person = bench.walk(BOT, APP, "sqlite:////proc/niets/schakel.db", "mysql://u:geheim@h/d", bench.database)
    assert "• De database /proc/niets/schakel.db kan niet worden geschreven. Kies een map" in person.text
    assert "• DATABASE_URL is geen bruikbaar adres." in person.text
    assert "geheim" not in person.text.replace("bestand met geheimen", "")
    assert "✓ database" in person.said


def test_no_new_key_is_made_for_a_database_in_use(bench: Bench) -> None:
    """It would lock everybody out of what stands there."""
    bench.walk(*bench.answers())
    text = bench.env.read_text(encoding="utf-8")
    bench.env.write_text("\n".join(one for one in text.splitlines() if "SCHAKEL_KEYS" not in one), "utf-8")
    assert bench.walk("").said[-1].startswith("! Deze database is al in gebruik, en de sleutel")
    assert "SCHAKEL_KEYS" not in bench.env.read_text(encoding="utf-8")


def test_a_file_that_cannot_be_written(bench: Bench) -> None:
    """Said with the folder; nothing half is left."""
    bench.env.mkdir()
    assert "is een map" in _stops(bench)
    bench.env.rmdir()
    bench.folder = Path("/proc/self")
    assert f"! {bench.env} is niet te schrijven. Draai dit als wie de map" in bench.walk(BOT).said[-1]


def _stops(bench: Bench) -> str:
    from bot.settings import SettingsError  # noqa: PLC0415  # only here

    with pytest.raises(SettingsError) as stopped:
        bench.walk(BOT)
    return str(stopped.value)


def test_a_secret_in_the_environment_goes_before_the_file(bench: Bench) -> None:
    """It is not written where it would not count."""
    bench.environ["SLACK_BOT_TOKEN"] = "xoxp-1"
    assert bench.walk(BOT).said[-1].startswith("! SLACK_BOT_TOKEN staat in de omgeving van dit proces")
    assert not bench.env.exists()


def test_what_stood_in_the_file_stays_and_nobody_else_reads_it(bench: Bench) -> None:
    """Comments and other settings; a line for the same name is replaced where it stood."""
    bench.env.write_text("# van ons\nSLACK_BOT_TOKEN=xoxb-oud\nSCHAKEL_LOCALE=en\n", encoding="utf-8")
    bench.env.chmod(0o644)
    with bench.slack.expect("invalid_auth"):
        assert "✗ bestand met geheimen:" in bench.check()[1]
        bench.walk(BOT)
    assert bench.env.read_text(encoding="utf-8").splitlines() == [
        "# van ons",
        f"SLACK_BOT_TOKEN={BOT}",
        "SCHAKEL_LOCALE=en",
    ]
    assert stat.S_IMODE(bench.env.stat().st_mode) == 0o600


def test_secrets_as_files(bench: Bench) -> None:
    """One each, for their owner only; `.env` names them."""
    bench.secrets = bench.folder / "geheimen"
    assert bench.walk(*bench.answers()).said[-1] == "✓ eerste beheerder"
    names = ("slack_bot_token", "slack_app_token", "schakel_keys")
    assert {one.name for one in bench.secrets.iterdir()} == set(names)
    assert {stat.S_IMODE((bench.secrets / one).stat().st_mode) for one in names} == {0o600}
    text = bench.env.read_text(encoding="utf-8")
    assert f"SLACK_BOT_TOKEN_FILE={bench.secrets}/slack_bot_token\n" in text
    assert BOT not in text
    assert bench.check()[0]


def test_the_beheerder_is_chosen_among_people_of_the_workspace(bench: Bench) -> None:
    """No guests, apps or people of elsewhere; a part of the name finds, and a wrong one asks again."""
    person = bench.walk(*bench.answers()[:4], "bestaat niet", "zilver", "9", "1")
    assert "Huub Zilverschoon (@fg)" in person.text
    assert "Zo heet niemand in deze werkruimte." in person.text
    for name in ("Dewi Appelman", "Pim Gastveld", "Sam Elders", "(@schakel)"):
        assert name not in person.text
    assert "Huub Zilverschoon (@fg) is nu beheerder" in person.text


def test_over_http_the_signing_secret_is_asked_instead(bench: Bench) -> None:
    """No app token, and only what can be a signing secret."""
    bench.environ |= {"SCHAKEL_MODE": "http", "SCHAKEL_PORT": "3000"}
    person = bench.walk(BOT, "kort", "0123456789abcdef" * 2)
    assert "SLACK_SIGNING_SECRET is niet het Signing Secret" in person.text
    assert "✓ signing secret" in person.said
    assert "SLACK_APP_TOKEN" not in bench.env.read_text(encoding="utf-8")
