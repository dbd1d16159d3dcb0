"""The drill: a backup, what happened after it, the loss, putting back, and working on; on both databases."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import make_url
from sqlmodel import col, select

from bot.beside import erased_file
from bot.commands.access import Access
from bot.commands.backup import make_backup, plain_address, read_backup
from bot.commands.restoring import check_restored
from bot.erased import read_erased
from bot.failing import Stop
from bot.process import Process
from rules.book import load_rulebook
from rules.moments import ZONE
from sandbox import PracticeSlack
from storage.audit_tables import AuditRow
from storage.audit_verify import verify
from storage.engine import make_engine, session_for
from storage.keys import generate
from storage.outbox_tables import Post, PostState
from storage.signal_tables import Signal, SignalState
from tests.meeting import settle
from tests.postgres import BINARIES, Cluster
from tests.running import TEAM, report, running_bot

HOUR = 3600


def put_back(request: pytest.FixtureRequest, described: Path, url: str) -> str:
    """As an operator does: the lost database goes, the copy takes its place; gives the address."""
    copy = described.with_name(read_backup(described).file)
    if url.startswith("sqlite:"):
        file = Path(url.removeprefix("sqlite:///"))
        for left in file.parent.glob(f"{file.name}*"):
            if left.suffix not in (".erased", ".anchor"):
                left.unlink()
        shutil.copy(copy, file)
        return url
    cluster: Cluster = request.getfixturevalue("postgres")
    fresh = cluster.new_database()
    program = str(BINARIES / "pg_restore")
    command = [program, "--no-owner", f"--dbname={plain_address(make_url(fresh))}", str(copy)]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # a program of the machine
    return fresh


def lines(slack: PracticeSlack, url: str, keys: str, described: Path, erased: Path | None) -> Sequence[str]:
    """What `schakel restore-check` says."""
    book = load_rulebook()
    access = Access(url, keys)
    return list(check_restored(access, described, erased, book, book.policy, ZONE, slack.clock()))


def erase(slack: PracticeSlack, ref: str) -> None:
    """As the privacy officer does."""
    officer = slack.as_user("fg")
    officer.slash("/signal", f"wissen {ref}", channel="C0ALGEMEEN")
    officer.wait_view("signal.erase")
    officer.submit(why="bezwaar")


def states(url: str) -> dict[int, str]:
    """The state of each signal."""
    engine = make_engine(url)
    with session_for(engine, write=False) as session:
        found = {number or 0: state for number, state in session.exec(select(Signal.id, Signal.state))}
    engine.dispose()
    return found


def told(slack: PracticeSlack, kind: Callable[[str], bool]) -> int:
    """How many messages the privacy officer has of which the text passes."""
    return sum(kind(one["text"]) for one in slack.as_user("fg").dm())


@pytest.mark.slow(seconds=20)
@pytest.mark.timeout(1200)
def test_the_drill(
    request: pytest.FixtureRequest,
    slack: PracticeSlack,
    database_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Erased stays erased, what was sent is not sent again, late reminders are skipped with a row each."""
    monkeypatch.chdir(tmp_path)
    keys, folder = generate(), tmp_path / "backups"
    with running_bot(slack, database_url, keys=keys) as bot:
        report(slack)
        report(slack, summary="Leerling komt met blauwe plekken op school en zegt niets")
        settle(bot)
        bot.worker.stop()
        _queue(bot)
        described = make_backup(Access(database_url, keys), folder, slack.clock())
        bot.worker.start()
        slack.wait_for(lambda: told(slack, lambda text: "klopt niet" in text) == 1, timeout=20)
        erase(slack, "S-1")
        settle(bot)
        erased = erased_file(bot.engine)
        slack.wait_for(lambda: erased.exists() and set(read_erased(erased)) == {1}, timeout=20)
    assert keys not in "".join(one.read_text("latin-1") for one in folder.iterdir())
    assert {one.stat().st_mode & 0o077 for one in folder.glob("schakel-*.d*")} == {0}
    slack.clock.advance(HOUR)
    url = put_back(request, described, database_url)
    assert states(url) == {1: "open", 2: "open"}
    said = lines(slack, url, keys, described, erased)
    assert "✓ 1 signalen opnieuw gewist: S-1" in said
    assert "✓ 1 herinneringen van de tussentijd overgeslagen" in said
    assert states(url) == {1: SignalState.ERASED, 2: "open"}
    assert "✓ 0 signalen opnieuw gewist" in lines(slack, url, keys, described, erased)
    # what was taken away for the erasing after the backup is looked for once more
    with slack.expect("message_not_found"), running_bot(slack, url, keys=keys) as bot:
        settle(bot)
        report(slack)
        settle(bot)
        with session_for(bot.engine, write=False) as session:
            assert not verify(session, bot.office.store.vault.audit_key).faults
            late = session.exec(select(Post).where(col(Post.kind) == "overleg.hour")).one()
            assert (late.state, late.slack_ts) == (PostState.SKIPPED, None)
            rows = session.exec(select(AuditRow).where(AuditRow.code == "restored")).all()
            assert {(one.act, one.ref) for one in rows} == {("post.skip", late.ref), ("signal.erase", "S-1")}
    assert told(slack, lambda text: "klopt niet" in text) == 1, "what was sent after the backup came twice"


def _queue(bot: Process) -> None:
    """A reminder of half an hour later, and a message that is sent after the backup."""
    now = bot.office.clock.now()
    with bot.office.job() as unit:
        unit.post(
            "overleg.hour",
            TEAM,
            ref="O-9/2026-12-01",
            due_at=now + timedelta(minutes=30),
            not_after=now + timedelta(hours=2),
        )
        unit.post("audit.broken", "U0FG")


def test_another_database_is_not_that_backup(
    slack: PracticeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nor one whose log was changed since; and keys that do not fit are named by their number."""
    monkeypatch.chdir(tmp_path)
    url, keys = f"sqlite:///{tmp_path}/een.db", generate()
    with running_bot(slack, url, keys=keys) as bot:
        report(slack)
        settle(bot)
        described = make_backup(Access(url, keys), tmp_path / "backups", slack.clock())
        other = f"sqlite:///{tmp_path}/ander.db"
    with running_bot(slack, other, keys=keys):
        pass
    with pytest.raises(Stop, match="Dit is niet de back-up"):
        lines(slack, other, keys, described, None)
    with pytest.raises(Stop, match=f"hoort bij de sleutel met nummer {read_backup(described).keys[0]}"):
        lines(slack, url, generate(), described, None)
    described.with_name(read_backup(described).file).write_bytes(b"")
    with pytest.raises(Stop, match="ontbreekt of is veranderd"):
        lines(slack, url, keys, described, None)


def test_a_backup_is_not_put_beside_the_keys(
    slack: PracticeSlack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever finds one would have the other."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".env").write_text("SCHAKEL_KEYS=x\n", encoding="utf-8")
    with pytest.raises(Stop, match=r"staan ook de sleutels \(\.env\)"):
        make_backup(Access("sqlite:///schakel.db", generate()), Path(), slack.clock())
