"""Nothing that is sealed stands anywhere outside the seal, however one would write it."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import quote

import pytest

from bot.process import Process
from casework.overleg.materialising import materialise
from sandbox import PracticeSlack
from tests.bot.steps import choose_ground, consent, fields, fresh, read, share, wait_dm
from tests.meeting import FIRST, plan, said, settle
from tests.postgres import Cluster
from tests.running import TEAM, partner_option, report, running_bot

NAME = "Wolfert Kanariegeel"
BORN = date(2011, 8, 19)
DETAILS = "Kreeg tweehonderd kanariezaadjes om iets te bewaren in de schuur"
REASON = "Omdat de kanariekooi vanavond wordt opgehaald, zie eigen waarneming."
OBJECTION = "De kanariekwestie is met een telefoontje opgelost, een zwaardere weg is niet nodig."
DECISION = "Kanarieplan: mentor belt de ouders voor vrijdag"
MEETING_OVER = datetime(2026, 12, 1, 10, 0, tzinfo=UTC)
DATE_FORMS = ("%Y-%m-%d", "%d-%m-%Y", "%Y%m%d", "%d%m%Y", "%d/%m/%Y", "%d.%m.%Y")
MONTHS = ("augustus", "aug", "august")


def spellings() -> Iterator[bytes]:
    """The secrets as they are, folded, escaped, encoded at each offset, and the date in each of its forms."""
    texts = [NAME, *NAME.split(), DETAILS, REASON, OBJECTION, DECISION]
    texts += [
        BORN.strftime(form) for form in ("%Y-%m-%d", "%d-%m-%Y", "%Y%m%d", "%d%m%Y", "%d/%m/%Y", "%d.%m.%Y")
    ]
    texts += [f"19 {month} 2011" for month in MONTHS]
    for text in texts:
        for form in {text, text.lower(), text.upper(), text.replace(" ", ""), text[::-1], quote(text)}:
            yield form.encode()
            yield form.encode("utf-16-le")
            yield form.encode().hex().encode()
            for offset in range(3):
                whole = base64.b64encode(b"\0" * offset + form.encode())
                yield whole[4:-4] if len(whole) > 16 else whole  # what does not depend on its neighbours


SPELLINGS = sorted(set(spellings()))


def found(what: bytes) -> list[bytes]:
    """The secrets that stand in this, in whatever spelling."""
    return [one for one in SPELLINGS if one in what]


def sent(slack: PracticeSlack, *, but: str = "-") -> bytes:
    """Every call to Slack as it went out, but for methods that begin like that."""
    calls = [one.args for one in slack.calls if not one.method.startswith(but)]
    return json.dumps(calls, ensure_ascii=False).encode() + json.dumps(calls).encode()


def stored(database: str, folder: Path, request: pytest.FixtureRequest) -> bytes:
    """All bytes of the database on disk, with what is written ahead."""
    if database == "sqlite":
        return b"".join(one.read_bytes() for one in folder.iterdir())
    cluster: Cluster = request.getfixturevalue("postgres")
    cluster.execute("CHECKPOINT")
    return b"".join(one.read_bytes() for one in (cluster.folder / "data").rglob("*") if one.is_file())


def tell_everything(slack: PracticeSlack, bot: Process) -> None:
    """Each form in which something secret is typed: report, consent, ground, its rejection, decision."""
    ref = report(slack, subject_name=NAME, subject_birthdate="19-08-2011", details=DETAILS)
    consent(slack, ref, "Tarik")
    form = choose_ground(slack, ref, "E07")
    reasons = {name: REASON for name in fields(form) if name.startswith("c:")}
    stef = partner_option(form, "Stef")
    edith = slack.as_user("zorgcoordinator")
    edith.submit(**reasons)  # without recipients it comes back, and what was typed is kept
    done = edith.submit(
        recipients=[stef], reviewer="U0FG", purpose="kindveiligheid", informed="yes", **reasons
    )
    assert done.errors == {}
    wait_dm(slack, "fg", "X-1")
    judge = fresh(slack, "fg")
    judge.press("exception.reject", "X-1", channel=slack.space.im_of(judge.id).id)
    judge.wait_view("exception.reject")
    assert judge.submit(reason=OBJECTION).errors == {}
    assert share(slack, ref, "Tarik") is None
    farida = plan(slack, reminders=["follow_up"])
    settle(bot)
    slack.clock.advance((MEETING_OVER - slack.clock()).total_seconds())
    materialise(bot.office)
    bot.worker.wake()
    slack.wait_for(lambda: said(farida.dm(), "is afgelopen"))
    farida.press("overleg.outcome", FIRST, channel=slack.space.im_of(farida.id).id)
    farida.wait_view("overleg.outcome")
    assert farida.submit(decisions=f"{ref}: {DECISION}").errors == {}
    slack.wait_for(lambda: said(farida.messages(TEAM), "Besluiten vastgelegd bij S-1"))
    settle(bot)


@pytest.mark.parametrize("database", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_what_is_sealed_stands_nowhere_else(
    database: str,
    slack: PracticeSlack,
    tmp_path: Path,
    capfd: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    """In no call, log line, database file or WAL; once opened, in the reader's form alone."""
    url = (
        f"sqlite:///{tmp_path}/schakel.db"
        if database == "sqlite"
        else request.getfixturevalue("postgres_url")
    )
    with running_bot(slack, url) as bot:
        tell_everything(slack, bot)
        assert found(sent(slack, but="views.")) == []
        before = len(slack.calls)
        assert DETAILS in json.dumps(read(slack, "jongerenwerker", "D-1"))
        opened = [one for one in slack.calls[before:] if found(json.dumps(one.args).encode())]
        assert [one.method.partition(".")[0] for one in opened] == ["views"]
        assert found(stored(database, tmp_path, request)) == []
    written = capfd.readouterr()
    assert found((written.out + written.err).encode()) == []


def test_the_search_finds_what_is_there() -> None:
    """Each secret is found in plain text, in capitals, turned into base64 and as another form of the date."""
    for text in (f"x {NAME.upper()} y", "geboren 19-08-2011", "20110819", "19 augustus 2011"):
        assert found(text.encode())
    assert found(base64.b64encode(f"van alles {DETAILS} en meer".encode()))
    assert found(b"niets van dat alles") == []
