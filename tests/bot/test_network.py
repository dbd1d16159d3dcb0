"""Everything that can stand between the bot and Slack has a sentence of its own, with what mends it."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.failing import Stop
from bot.network import faults, proxy_for, same_clock, take_from
from bot.slack import make_client, open_socket, who_am_i
from bot.socket_mode import try_socket
from sandbox import PracticeSlack
from tests.bot.network_stubs import DAY, Answers, certificate, serving
from tests.bot.test_command_line import schakel, working

WHO = Answers({"ok": True, "team_id": "T0ZONNEBEEK", "user_id": "U0SCHAKEL"})
WORD = "p%40ssgeheim"


@pytest.fixture(autouse=True)
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting of this machine's own network counts."""
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "NO_PROXY", "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def refusal(url: str) -> str:
    """What is said when Slack is asked who we are."""
    with pytest.raises(Stop) as refused:
        who_am_i(make_client("xoxb-1", url))
    said = str(refused.value)
    assert "\n" not in said
    assert "geheim" not in said
    return said


def test_a_certificate_of_ones_own_issuer_is_taken_with_ssl_cert_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without it the sentence names the setting."""
    with serving(WHO, certificate(tmp_path)) as port:
        url = f"https://127.0.0.1:{port}/api/"
        assert refusal(url).startswith("Deze machine kent de uitgever van het certificaat van 127.0.0.1 niet")
        assert "SSL_CERT_FILE" in refusal(url)
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
        assert who_am_i(make_client("xoxb-1", url)).team_id == "T0ZONNEBEEK"


@pytest.mark.parametrize(
    ("since", "until", "name", "said"),
    [
        (DAY, 2 * DAY, "127.0.0.1", "is nog niet geldig. Zet de klok van deze machine gelijk."),
        (-2 * DAY, -DAY, "127.0.0.1", "is verlopen. Kijk of de klok van deze machine gelijk loopt."),
        (-DAY, DAY, "elders.example", "staat op een andere naam. Kijk SLACK_API_URL en HTTPS_PROXY na."),
    ],
)
def test_a_clock_that_is_off_and_another_name_are_told_apart(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, since: timedelta, until: timedelta, name: str, said: str
) -> None:
    """The certificate itself is trusted."""
    file = certificate(tmp_path, since=since, until=until, name=name)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with serving(WHO, file) as port:
        assert refusal(f"https://127.0.0.1:{port}/api/").endswith(said)


def test_what_does_not_speak_tls_is_told(tmp_path: Path) -> None:
    """An ordinary server where a secure one is expected."""
    with serving(WHO) as port:
        assert "niet beveiligd zoals verwacht" in refusal(f"https://127.0.0.1:{port}/api/")


@pytest.mark.parametrize(
    ("status", "said"),
    [
        (407, "De proxy wil een gebruiker en wachtwoord. Zet ze in HTTPS_PROXY"),
        (403, "De proxy laat slack.example niet door (403)."),
        (502, "De proxy laat slack.example niet door (502)."),
    ],
)
def test_a_proxy_that_refuses_is_told_for_calls_and_for_the_socket(
    monkeypatch: pytest.MonkeyPatch, status: int, said: str
) -> None:
    """The password in its address stays out of it."""
    with serving(Answers({}, status=status)) as port:
        monkeypatch.setenv("HTTPS_PROXY", f"http://u:{WORD}@127.0.0.1:{port}")
        assert refusal("https://slack.example/api/").startswith(said)
        with pytest.raises(Stop) as refused:
            try_socket("wss://slack.example/link/?ticket=geheim")
    assert str(refused.value).startswith(said)
    assert "NO_PROXY" in str(refused.value)
    assert "geheim" not in str(refused.value)


def test_a_proxy_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing listens on port 1."""
    monkeypatch.setenv("HTTPS_PROXY", f"http://u:{WORD}@127.0.0.1:1")
    assert refusal("https://slack.example/api/").startswith("De proxy van HTTPS_PROXY is niet bereikbaar.")


@pytest.mark.parametrize(
    ("status", "said"), [(407, "De proxy wil een gebruiker"), (200, "iets anders dan Slack (200)")]
)
def test_a_page_in_the_place_of_an_answer_is_told(status: int, said: str) -> None:
    """A proxy that answers itself, or the page of a network to log in."""
    with serving(Answers({}, status=status, page=b"<html>\n<p>geheim</p>")) as port:
        assert said in refusal(f"http://127.0.0.1:{port}/api/")


def test_a_name_that_is_not_found_and_a_server_that_is_away_are_told() -> None:
    """Each its own sentence."""
    assert refusal("http://127.0.0.1:1/api/").startswith(
        "Slack is niet bereikbaar op http://127.0.0.1:1/api/."
    )
    assert "is niet te vinden. Kijk de DNS" in refusal("https://slack.invalid/api/")


def test_no_proxy_counts_for_calls_and_for_the_socket(
    slack: PracticeSlack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """slack_sdk knows nothing of it for the socket."""
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:1")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    client = make_client(slack.bot_token, slack.api_url)
    assert who_am_i(client).team_id
    try_socket(open_socket(client, slack.app_token))
    assert proxy_for("wss://wss-primary.slack.com/link") == "http://127.0.0.1:1"


def test_a_bot_whose_socket_is_refused_does_not_say_that_it_runs(
    slack: PracticeSlack, tmp_path: Path
) -> None:
    """The calls work, the websocket does not: one line, exit status 2."""
    api = slack.api_url.replace("127.0.0.1", "localhost")
    with serving(Answers({}, status=403)) as port:
        proxy = {"HTTPS_PROXY": f"http://u:{WORD}@127.0.0.1:{port}", "NO_PROXY": "localhost"}
        done = schakel("run", **{**working(slack, tmp_path), "SLACK_API_URL": api, **proxy})
        looked = schakel("doctor", **{**working(slack, tmp_path), "SLACK_API_URL": api, **proxy})
    assert done.returncode == 2
    assert "Schakel draait" not in done.stdout
    assert done.stderr.startswith("De proxy laat 127.0.0.1 niet door (403).")
    assert len(done.stderr.splitlines()) == 1
    assert "✓ Slack\n✗ verbinding: De proxy laat 127.0.0.1 niet door (403)." in looked.stdout
    assert "geheim" not in done.stdout + done.stderr + looked.stdout + looked.stderr


def test_doctor_looks_at_the_app_token_and_the_clock(slack: PracticeSlack, tmp_path: Path) -> None:
    """A token of the wrong kind is told by its setting."""
    settings = working(slack, tmp_path)
    schakel("migrate", **settings)
    assert "✓ verbinding\n✓ klok\n" in schakel("doctor", **settings).stdout
    with slack.expect("refused"):
        done = schakel("doctor", **{**settings, "SLACK_APP_TOKEN": "xapp-wrong"})
    assert done.returncode == 2
    assert "✗ verbinding: SLACK_APP_TOKEN wordt door Slack geweigerd." in done.stdout


@pytest.mark.parametrize(("minutes", "said"), [(-7, "7 minuten voor"), (90, "90 minuten achter")])
def test_a_clock_that_differs_from_that_of_slack_is_told(minutes: int, said: str) -> None:
    """More than five minutes; less is nothing."""
    now = datetime.now(UTC)
    stub = serving(Answers({}, date=now + timedelta(minutes=minutes)))
    with stub as port, pytest.raises(Stop, match=said):
        same_clock(f"http://127.0.0.1:{port}/api/", now)
    with serving(Answers({}, date=now + timedelta(minutes=4))) as port:
        same_clock(f"http://127.0.0.1:{port}/api/", now)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HTTPS_PROXY", "proxy:3128"),
        ("HTTPS_PROXY", "proxy"),
        ("https_proxy", "http://u:ge@heim@proxy:3128"),
        ("HTTPS_PROXY", "http://u:ge/heim@proxy:3128"),
        ("HTTPS_PROXY", "http://proxy:geheim"),
        ("HTTPS_PROXY", "socks5://proxy:1080"),
        ("SSL_CERT_FILE", "/nergens/geheim.pem"),
        ("SSL_CERT_DIR", "/nergens/geheim"),
    ],
)
def test_a_setting_that_leads_nowhere_is_one_line(tmp_path: Path, name: str, value: str) -> None:
    """With its name, without its value; also from `.env`."""
    (line,) = faults({name: value})
    assert line.startswith(f"{name} ")
    assert "heim" not in line
    (tmp_path / ".env").write_text(f"{name}={value}\n")
    environ: dict[str, str] = {}
    take_from(environ, tmp_path / ".env")
    assert environ == {name: value}


@pytest.mark.parametrize(
    "value", ["http://proxy:3128", f"http://u:{WORD}@proxy.school.nl:3128/", "http://[::1]:1"]
)
def test_an_ordinary_proxy_is_taken(value: str) -> None:
    """With a password, on IPv6."""
    assert list(faults({"HTTPS_PROXY": value, "HTTP_PROXY": ""})) == []
    assert list(faults(os.environ)) == []
