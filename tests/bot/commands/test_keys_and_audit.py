"""`schakel keys` and `schakel audit`, from an empty shell to a broken chain."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from typer import Typer
from typer.testing import CliRunner, Result

from bot.commands.access import Access
from bot.commands.audit import audit_app, sentence
from bot.commands.keys import keys_app
from storage.audit import AuditEntry, append
from storage.audit_verify import Fault, FaultKind
from storage.deployment import open_deployment, open_existing
from storage.engine import make_engine, session_for
from storage.keys import KeyRing, generate

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)


@dataclass
class Shell:
    """A shell with settings; runs a command as a person would type it."""

    url: str
    keys: str

    def run(self, *words: str) -> Result:
        """`schakel <words>`."""
        app = Typer()
        app.add_typer(keys_app(self.access), name="keys")
        app.add_typer(audit_app(self.access, lambda: NOW), name="audit")
        return CliRunner().invoke(app, words)

    def access(self) -> Access:
        """The settings as they are now."""
        return Access(self.url, self.keys)


@pytest.fixture
def shell(database_url: str) -> Shell:
    """A deployment with three audit rows, on both databases."""
    shell = Shell(database_url, generate())
    engine = make_engine(database_url)
    vault = open_deployment(engine, KeyRing.parse(shell.keys), "T0ZONNEBEEK", NOW)
    with session_for(engine) as session:
        append(session, vault.audit_key, [AuditEntry(NOW, "U0FG", "read")] * 3, rule_version="1")
        session.commit()
    engine.dispose()
    return shell


@pytest.fixture
def engine(shell: Shell) -> Iterator[Engine]:
    """An engine on the deployment's database."""
    engine = make_engine(shell.url)
    yield engine
    engine.dispose()


def test_a_new_key_is_printed_alone_with_a_hint_beside_it() -> None:
    """stdout holds the key and nothing else, so that it can be put in a file; no database is needed."""
    done = Shell("sqlite:////nergens/x.db", "").run("keys", "generate")
    assert done.exit_code == 0
    assert len(KeyRing.parse(done.stdout.strip()).keys) == 1
    assert "SCHAKEL_KEYS" in done.stderr


def test_rotating_says_how_many_and_what_comes_next(shell: Shell, engine: Engine) -> None:
    """After it the new key is enough; a second time there is nothing to do."""
    old, new = shell.keys, generate()
    shell.keys = f"{new},{old}"
    first, second = shell.run("keys", "rotate"), shell.run("keys", "rotate")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert "0 sleutels opnieuw verpakt." in second.stdout
    assert "vernietig" in first.stderr
    open_existing(engine, KeyRing.parse(new))


def test_a_sound_chain_verifies(shell: Shell) -> None:
    """The number of rows and one reassuring line; exit status 0."""
    done = shell.run("audit", "verify")
    assert done.exit_code == 0
    assert done.stdout == "3 regels nagelopen.\nHet auditlogboek is heel.\n"


def test_a_changed_row_is_named_on_stderr(shell: Shell, engine: Engine) -> None:
    """Exit status 1, the number of the row, and no reassurance."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE audit SET actor = 'U0ANDER' WHERE seq = 2"))
    done = shell.run("audit", "verify")
    assert done.exit_code == 1
    assert done.stderr == "Regel 2: veranderd.\n"
    assert "heel" not in done.stdout


def test_an_anchor_is_written_and_compared(shell: Shell, engine: Engine, tmp_path: Path) -> None:
    """Anchored, the same chain passes; another key's chain of the same length would not."""
    path = tmp_path / "anchor.jsonl"
    made = shell.run("audit", "anchor", str(path))
    assert json.loads(made.stdout)["seq"] == 3
    assert shell.run("audit", "verify", "--anchor", str(path)).exit_code == 0
    path.write_text(path.read_text().replace('"seq": 3', '"seq": 2'))
    broken = shell.run("audit", "verify", "--anchor", str(path))
    assert broken.exit_code == 1
    assert "Regel 2: niet het logboek dat is verankerd." in broken.stderr
    path.write_text("")
    empty = shell.run("audit", "verify", "--anchor", str(path))
    assert empty.exit_code == 1
    assert "het bestand is leeg" in empty.stderr
    missing = shell.run("audit", "verify", "--anchor", str(tmp_path / "weg"))
    assert missing.exit_code == 1
    assert "bestaat niet" in missing.stderr


def test_a_line_from_slack_is_compared(shell: Shell, engine: Engine, tmp_path: Path) -> None:
    """As it was copied, with curly quotes and backquotes; a line of another chain is told."""
    path = tmp_path / "anchor.jsonl"
    line = shell.run("audit", "anchor", str(path)).stdout.strip()
    pasted = f"```{line}```".replace(' "', " “").replace('":', "”:")
    for one in (line, pasted):
        assert shell.run("audit", "verify", "--line", one, "--anchor", str(path)).exit_code == 0
    path.write_text("")
    shell.run("audit", "anchor", str(path))
    other = json.dumps({**json.loads(line), "seq": 2})
    for one, said in ((other, "Regel 2: niet het logboek"), ("geen regel", "onleesbaar")):
        done = shell.run("audit", "verify", "--line", one)
        assert done.exit_code == 1
        assert said in done.stderr
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM audit"))
    assert "afgeknipt" in shell.run("audit", "verify", "--line", line).stderr


@pytest.mark.parametrize("words", [("keys", "rotate"), ("audit", "verify")])
def test_what_cannot_start_is_one_plain_line_and_status_two(shell: Shell, words: tuple[str, str]) -> None:
    """No keys, a wrong key, an unusable address or an empty database: no traceback, no secret."""
    wrong = generate()
    for url, keys in (
        (shell.url, ""),
        (shell.url, wrong),
        ("sqlite:////nergens/x.db", shell.keys),
        ("sqlite://", shell.keys),
        ("onzin", shell.keys),
    ):
        done = Shell(url, keys).run(*words)
        assert done.exit_code == 2
        assert done.stderr.count("\n") == 1
        assert "Traceback" not in done.output
        assert wrong not in done.output


def test_every_kind_of_fault_has_a_sentence() -> None:
    """Each says where, for one row and for several."""
    for kind in FaultKind:
        assert "4 tot en met 6" in sentence(Fault(kind, 4, 6))
        assert "4" in sentence(Fault(kind, 4, 4))
