"""The demo touches nothing but the folder that it made, takes the port first, and says what to type."""

from __future__ import annotations

import fcntl
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import expect

from bot.demo.folder import MARK, DemoFolder
from bot.failing import Stop
from tests.bot.test_command_line import schakel
from tests.running import HOUSE
from tests.sandbox.page import driver


def one_line(*words: str) -> str:
    """What `schakel demo` says when it cannot go on."""
    done = schakel("demo", *words)
    assert done.returncode == 2, done
    (line,) = done.stderr.strip().splitlines()
    assert "Typ:" in line
    return line


@contextmanager
def taken_port() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        yield one.getsockname()[1]


@contextmanager
def free_port() -> Iterator[int]:
    """A port that was free a moment ago."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
    yield port


def test_a_real_database_is_left_alone(tmp_path: Path) -> None:
    """A folder that the demo did not make keeps every byte, also a database with the demo's own name."""
    real = tmp_path / "schakel.db"
    real.write_bytes(b"echt")
    (tmp_path / "schakel.db-wal").write_bytes(b"echt")
    with free_port() as port:
        assert str(tmp_path) in one_line("--folder", str(tmp_path), "--port", str(port))
    assert {one.name for one in tmp_path.iterdir()} == {"schakel.db", "schakel.db-wal"}
    assert real.read_bytes() == b"echt"


def test_with_the_port_taken_nothing_was_touched(tmp_path: Path) -> None:
    """No folder is made, and the line says which port is free."""
    with taken_port() as port:
        line = one_line("--folder", str(tmp_path / "demo"), "--port", str(port))
    assert str(port) in line
    assert "make demo PORT=" in line
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("port", ["80000", "-1"])
def test_a_port_that_does_not_exist_is_one_plain_line(tmp_path: Path, port: str) -> None:
    """A typing error in the number."""
    one_line("--folder", str(tmp_path / "demo"), f"--port={port}")


def test_a_folder_that_cannot_be_made_is_one_plain_line() -> None:
    """It says which, and what to type."""
    with free_port() as port:
        assert "/proc/demo" in one_line("--folder", "/proc/demo", "--port", str(port))


def test_a_folder_is_for_one_demo_at_a_time(tmp_path: Path) -> None:
    """A second demo in the same folder on another port leaves the first one's database alone."""
    home = DemoFolder(tmp_path / "demo")
    with home.taken():
        home.database.write_bytes(b"in gebruik")
        with pytest.raises(Stop, match="draait al"), DemoFolder(tmp_path / "demo").taken():
            pytest.fail("two demos hold one folder")
        assert home.database.read_bytes() == b"in gebruik"


def test_only_what_is_its_own_is_emptied(tmp_path: Path) -> None:
    """What somebody else put beside it stays, also a copy whose name begins the same."""
    home = DemoFolder(tmp_path / "demo")
    with home.taken():
        home.database.write_bytes(b"x")
        copy = home.path / "schakel.db.bak"
        copy.write_bytes(b"x")
        home.empty()
        assert {one.name for one in home.path.iterdir()} == {MARK, copy.name}
    with (home.path / MARK).open() as mark:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextmanager
def demo(folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    """A running demo, stopped afterwards."""
    with subprocess.Popen(  # noqa: S603  # our own module
        [sys.executable, "-m", "bot", "demo", "--folder", str(folder), "--port", str(port)],
        cwd=HOUSE,
        env=dict(os.environ),
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield process
        finally:
            process.terminate()
            process.wait(timeout=30)


@pytest.mark.browser
@pytest.mark.slow(seconds=20)
def test_the_exercise_begins_anew_and_its_end_is_seen(tmp_path: Path) -> None:
    """The button in the page brings the first messages back; without the demo the page says so."""
    folder = tmp_path / "demo"
    with driver.chromium() as browser, free_port() as port, demo(folder, port) as process:
        assert process.stdout is not None
        while "Stoppen" not in (line := process.stdout.readline()):
            assert line or process.poll() is None, "the demo stopped"
        page = driver.opened(browser, f"http://127.0.0.1:{port}/?as=zorgcoordinator&in=C0ZONNEBEEK")
        expect(page.get_by_text("S-2").first).to_be_visible(timeout=90_000)
        driver.say(page, "dit verdwijnt")
        expect(page.get_by_text("dit verdwijnt").first).to_be_visible()
        boot = page.locator("body").get_attribute("data-boot")
        page.get_by_test_id("start-over").click()
        page.get_by_test_id("ask-yes").click()
        expect(page.get_by_test_id("gone")).to_contain_text("opnieuw klaargezet")
        expect(page.locator(f"body:not([data-boot='{boot}'])[data-room]")).to_be_attached(timeout=90_000)
        expect(page.get_by_text("S-2").first).to_be_visible(timeout=90_000)
        expect(page.get_by_text("dit verdwijnt")).to_have_count(0)
        process.terminate()
        process.wait(timeout=120)
        expect(page.get_by_test_id("gone")).to_contain_text("antwoordt niet", timeout=90_000)
    assert {one.name for one in folder.iterdir()} >= {MARK}
