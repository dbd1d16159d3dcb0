"""What an operator sees when something is wrong: one plain line, exit status 2, no secret in it."""

from __future__ import annotations

import json
import os
import resource
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from sandbox import PracticeSlack
from storage.keys import generate
from tests.running import DIRECTORY


def schakel(*words: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    return limited(resource.RLIM_INFINITY, words, environ)


def limited(
    largest: int, words: Sequence[str], environ: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """The same, where no file may become larger than so many bytes."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(  # noqa: S603  # our own module
        [sys.executable, "-m", "bot", *words],
        env={**kept, **environ},
        capture_output=True,
        text=True,
        timeout=300,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY)),
        check=False,
        cwd=Path(__file__).parents[2],
    )


def working(slack: PracticeSlack, tmp_path: Path) -> dict[str, str]:
    """Settings with which the bot would run."""
    return {
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_APP_TOKEN": slack.app_token,
        "SLACK_API_URL": slack.api_url,
        "DATABASE_URL": f"sqlite:///{tmp_path}/schakel.db",
        "SCHAKEL_KEYS": generate(),
    }


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"SLACK_BOT_TOKEN": ""}, "SLACK_BOT_TOKEN"),
        ({"SLACK_BOT_TOKEN": "xoxb-wrong"}, "SLACK_BOT_TOKEN"),
        ({"SLACK_APP_TOKEN": ""}, "SLACK_APP_TOKEN"),
        ({"SLACK_APP_TOKEN": "xapp-wrong"}, "SLACK_APP_TOKEN"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/api/"}, "niet bereikbaar"),
        ({"SLACK_API_URL": "http://127.0.0.1:9/"}, "SLACK_API_URL"),
        ({"SCHAKEL_KEYS": ""}, "SCHAKEL_KEYS"),
        ({"SCHAKEL_KEYS": "niet-echt"}, "SCHAKEL_KEYS"),
        ({"DATABASE_URL": "sqlite:////proc/schakel.db"}, "database"),
        ({"SCHAKEL_PORT": "honderd"}, "SCHAKEL_PORT"),
        ({"SCHAKEL_LOCAL": "nl"}, "SCHAKEL_LOCALE"),
    ],
)
def test_what_is_wrong_is_one_plain_line(
    slack: PracticeSlack, tmp_path: Path, changes: dict[str, str], said: str
) -> None:
    """The line names what to mend, and no traceback follows."""
    with slack.expect("refused"):
        done = schakel("run", **{**working(slack, tmp_path), **changes})
    assert done.returncode == 2
    assert said.lower() in done.stderr.lower()
    assert "Traceback" not in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not any(value and value in done.stderr for value in changes.values() if value.startswith("x"))


def test_importing_twice_changes_nothing(slack: PracticeSlack, tmp_path: Path) -> None:
    """The second time there is nothing left to do."""
    settings = working(slack, tmp_path)
    first = schakel("import", str(DIRECTORY), **settings)
    second = schakel("import", str(DIRECTORY), **settings)
    assert (first.returncode, second.returncode) == (0, 0)
    assert second.stdout.strip() == "0 toegevoegd, 0 gewijzigd."


def test_a_bad_line_is_named_and_nothing_is_stored(slack: PracticeSlack, tmp_path: Path) -> None:
    """The line number of the fault, and an empty directory afterwards."""
    text = DIRECTORY.read_text(encoding="utf-8").replace("role: leerplicht", "role: tovenaar")
    line = next(at for at, one in enumerate(text.splitlines(), 1) if "tovenaar" in one)
    bad = tmp_path / "bad.yaml"
    bad.write_text(text, encoding="utf-8")
    settings = working(slack, tmp_path)
    done = schakel("import", str(bad), **settings)
    assert done.returncode == 2
    assert done.stderr.startswith(f"regel {line}: rol 'tovenaar' is onbekend (kolom 11; hoort bij regel ")
    assert len(done.stderr.splitlines()) == 1
    assert schakel("import", str(DIRECTORY), **settings).stdout.startswith("28 toegevoegd")


def test_a_dry_run_says_what_would_change_and_makes_nothing(slack: PracticeSlack, tmp_path: Path) -> None:
    """Not even a database; afterwards the import does what it said."""
    settings = working(slack, tmp_path)
    nowhere = schakel("import", "--dry-run", str(DIRECTORY), **settings)
    assert (nowhere.returncode, list(tmp_path.iterdir())) == (2, [])
    schakel("migrate", **settings)
    would = schakel("import", "--dry-run", str(DIRECTORY), **settings).stdout.splitlines()
    assert "+ samenwerking MDO De Wende" in would
    assert would[-1] == "Zo zou het worden: 28 toegevoegd, 0 gewijzigd. Er is niets opgeslagen."
    assert len(would) == 29
    assert schakel("import", str(DIRECTORY), **settings).stdout.startswith("28 toegevoegd")


def test_a_full_disk_is_one_plain_line_and_nothing_is_half_done(slack: PracticeSlack, tmp_path: Path) -> None:
    """Once there is room the import does all of it."""
    settings = working(slack, tmp_path)
    schakel("migrate", **settings)
    full = limited(1, ("import", str(DIRECTORY)), settings)
    assert full.returncode == 2
    assert full.stderr == f"De schijf van database {tmp_path}/schakel.db is vol of defect.\n"
    assert schakel("import", str(DIRECTORY), **settings).stdout.startswith("28 toegevoegd")


def test_a_port_that_is_taken_is_one_plain_line(slack: PracticeSlack, tmp_path: Path) -> None:
    """Before anybody hears that the bot runs."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = schakel("run", **{**working(slack, tmp_path), "SCHAKEL_PORT": port})
    assert done.returncode == 2
    assert done.stderr == f"Poort {port} van SCHAKEL_PORT is bezet of niet toegestaan. Kies een andere.\n"


def test_closed_days_are_listed_and_taken_away(slack: PracticeSlack, tmp_path: Path) -> None:
    """With the file that brought them; a number that is none is one plain line."""
    settings = working(slack, tmp_path)
    file = tmp_path / "school.ics"
    file.write_text(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART;VALUE=DATE:20261211\nSUMMARY:Studiedag\nEND:VEVENT\n"
        "BEGIN:VEVENT\nDTSTART:20261214T090000\nSUMMARY:Luizen\nEND:VEVENT\nEND:VCALENDAR\n"
    )
    said = schakel("import", str(file), **settings).stdout.splitlines()
    assert said == ["1 toegevoegd, 0 gewijzigd.", "gebeurtenis 2 'Luizen' duurt geen hele dag en telt niet."]
    assert schakel("closed-days", "list", **settings).stdout == "1: 11-12-2026 Studiedag (school.ics)\n"
    assert schakel("closed-days", "remove", "1", **settings).stdout.startswith("11-12-2026 Studiedag is weg.")
    assert schakel("closed-days", "list", **settings).stdout.startswith("Er zijn geen gesloten dagen")
    again = schakel("closed-days", "remove", "1", **settings)
    assert (again.returncode, again.stderr) == (2, "Gesloten dagen met nummer 1 zijn er niet.\n")


def test_a_generated_key_is_one_the_bot_takes(slack: PracticeSlack, tmp_path: Path) -> None:
    """`keys generate` prints the key alone on standard output."""
    key = schakel("keys", "generate").stdout.strip()
    settings = {**working(slack, tmp_path), "SCHAKEL_KEYS": key}
    assert schakel("migrate", **settings).returncode == 0
    assert "✓ Slack" in schakel("doctor", **settings).stdout


def test_a_malformed_case_does_not_stop_the_others(tmp_path: Path) -> None:
    """One JSON object a line, exit status 1 when a case cannot be read."""
    cases = tmp_path / "cases.yaml"
    cases.write_text("- {id: A, request: nonsense}\n- {id: B}\n", encoding="utf-8")
    done = schakel("decide", str(cases))
    assert done.returncode == 1
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["A", "B"]


def test_the_way_to_a_decision_is_told_in_either_language(tmp_path: Path) -> None:
    """`--explain`: rows and records in words with section and source; what cannot be read stays an error."""
    cases = tmp_path / "cases.yaml"
    cases.write_text(
        "- {id: A, now: 2026-11-23, youth: {dob: 2016-05-01}, sender: {role: mentor}, request: {"
        "kind: details, purpose: pga, recipients: [wijkteam], categories: [signaal]}}\n- {id: B}\n",
        encoding="utf-8",
    )
    for language, sentence in (("nl", "Het kanaal is besloten."), ("en", "The channel is closed.")):
        done = schakel("decide", str(cases), "--explain", "--language", language)
        assert done.returncode == 1
        told, broken = (json.loads(line) for line in done.stdout.splitlines())
        assert set(broken) == {"id", "error"}
        assert told["rows"][4]["said"] == sentence
        assert (told["rows"][4]["section"], told["rows"][4]["source"]) == ("5", ["rulebook 5"])
        assert (told["rows"][-1]["row"], told["rows"][-1]["code"]) == ("12", "NO_CONSENT")


@pytest.mark.parametrize(
    "bad",
    [
        "id: X\n  now: 2026-02-30",
        "id: X\n  now: 2026-11-23T25:00:00",
        "id: 0b_",
        "id: !!bool misschien",
        'id: "\\ud800"',
    ],
)
def test_what_yaml_cannot_make_spoils_one_case_only(tmp_path: Path, bad: str) -> None:
    """A date that does not exist, a number without digits: the cases beside it are answered."""
    cases = tmp_path / "cases.yaml"
    cases.write_text(f"- {{id: A}}\n- {bad}\n- {{id: B}}\n", encoding="utf-8")
    done = schakel("decide", str(cases))
    assert done.returncode == 1
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    assert [lines[0]["id"], lines[2]["id"]] == ["A", "B"]
    assert len(lines) == 3
    assert all("error" in line for line in lines)


def test_a_file_nested_without_end_is_one_plain_line(tmp_path: Path) -> None:
    """No traceback, exit status 2."""
    cases = tmp_path / "cases.yaml"
    cases.write_text("[" * 3000, encoding="utf-8")
    done = schakel("decide", str(cases))
    assert done.returncode == 2
    assert done.stderr.strip().endswith("is geen leesbare YAML.")


def test_a_machine_without_time_zones_of_its_own_runs_on_those_that_come_with_it(
    slack: PracticeSlack, tmp_path: Path
) -> None:
    """As a slim container: no /usr/share/zoneinfo."""
    done = schakel("import", str(DIRECTORY), **working(slack, tmp_path), PYTHONTZPATH="")
    assert (done.returncode, done.stderr) == (0, "")
