"""`schakel setup` as typed: from an empty folder to a bot that answers, at a pipe and at a terminal."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from bot.commands.directory import import_directory
from bot.settings import load_settings
from rules.book import load_rulebook
from sandbox import PracticeSlack
from storage.deployment import open_existing
from storage.engine import make_engine
from storage.keys import KeyRing
from tests.bot.setup.scripted import Bench
from tests.running import DIRECTORY, HOUSE, TEAM

WITHIN = 400.0


def environ(slack: PracticeSlack) -> dict[str, str]:
    """A machine that reaches the practice Slack, and no setting else."""
    return {"PATH": os.environ["PATH"], "PYTHONPATH": str(HOUSE), "SLACK_API_URL": slack.api_url}


def schakel(bench: Bench, *words: str, answers: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command line in the folder, with these answers at the pipe."""
    return subprocess.run(  # noqa: S603  # our own module
        [sys.executable, "-m", "bot", *words],
        env=environ(bench.slack),
        cwd=bench.folder,
        input=answers,
        capture_output=True,
        text=True,
        timeout=WITHIN,
        check=False,
    )


@contextmanager
def started(bench: Bench, *words: str, answers: str = "") -> Iterator[subprocess.Popen[str]]:
    """The same, left running until the block ends; ended as an operator does."""
    process = subprocess.Popen(  # noqa: S603  # our own module
        [sys.executable, "-m", "bot", *words],
        env=environ(bench.slack),
        cwd=bench.folder,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdin is not None
    process.stdin.write(answers)
    process.stdin.close()
    try:
        yield process
    finally:
        process.send_signal(signal.SIGTERM)
        assert process.wait(WITHIN) == 0
        assert process.stdout is not None
        process.stdout.close()


@pytest.mark.slow(seconds=15)
@pytest.mark.timeout(1200)
def test_from_an_empty_folder_to_a_bot_that_answers(slack: PracticeSlack, tmp_path: Path) -> None:
    """Setup, the partners, and then setup once more, which has nothing to ask and starts."""
    bench = Bench(slack, tmp_path)
    done = schakel(bench, "setup", "--no-start", answers="\n".join([*bench.answers(), ""]))
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert slack.bot_token not in done.stdout
    engine = make_engine(bench.database)
    settings = load_settings({}, bench.env)
    vault = open_existing(engine, KeyRing.parse(settings.schakel_keys.get_secret_value()))
    import_directory(DIRECTORY, engine, vault, load_rulebook())
    engine.dispose()
    with started(bench, "setup", answers="ja\n") as process:
        assert process.stdout is not None
        assert any("Schakel draait." in line for line in process.stdout)
        person = slack.as_user("zorgcoordinator")
        person.slash("/signal", channel=TEAM)
        person.wait_view("signal.new")
        told = slack.as_user("beheerder")
        slack.wait_for(lambda: any("U bent nu beheerder" in str(one) for one in told.dm()), timeout=30)


def test_answers_that_run_out_keep_what_was_given(slack: PracticeSlack, tmp_path: Path) -> None:
    """One line says so, with status 2, and so does looking; the next run goes on there."""
    bench = Bench(slack, tmp_path)
    done = schakel(bench, "setup", answers=f"{slack.bot_token}\n")
    assert done.returncode == 2
    assert done.stderr.startswith("De antwoorden zijn op. Wat is ingevuld, is bewaard")
    looked = schakel(bench, "setup", "--check")
    assert looked.returncode == 2
    assert "✓ bottoken\n" in looked.stdout
    assert "✗ app-token: SLACK_APP_TOKEN ontbreekt." in looked.stdout


def test_at_a_terminal_a_token_is_not_shown_and_ctrl_c_keeps_it(slack: PracticeSlack, tmp_path: Path) -> None:
    """Typed at a real terminal, and interrupted at the next question."""
    child, terminal = pty.fork()
    if child == 0:
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # what a shell starts in the background ignores it
        os.chdir(tmp_path)
        os.execve(sys.executable, [sys.executable, "-m", "bot", "setup"], environ(slack))  # noqa: S606
    seen = _until(terminal, "SLACK_BOT_TOKEN (")
    _unseen(terminal)
    os.write(terminal, f"{slack.bot_token}\n".encode())
    seen += _until(terminal, "SLACK_APP_TOKEN (")
    _unseen(terminal)
    os.write(terminal, b"\x03")
    seen += _until(terminal, "gaat verder waar u was.")
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 130
    os.close(terminal)
    assert slack.bot_token not in seen
    assert slack.bot_token in (tmp_path / ".env").read_text(encoding="utf-8")


def _unseen(terminal: int) -> None:
    """Wait until what is typed is not shown; what came before that is thrown away."""
    until = time.monotonic() + WITHIN
    while termios.tcgetattr(terminal)[3] & termios.ECHO:
        assert time.monotonic() < until
        time.sleep(0.01)


def _until(terminal: int, wanted: str) -> str:
    seen = ""
    until = time.monotonic() + WITHIN
    while wanted not in seen:
        assert time.monotonic() < until, seen
        if select.select([terminal], [], [], 1)[0]:
            seen += os.read(terminal, 4096).decode(errors="replace")
    return seen
