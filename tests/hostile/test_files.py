"""Whatever a file or a setting holds: read, or refused in plain lines; never a crash, never half of it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import typer
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from bot.commands.decide import decide
from bot.env_file import read_env_file
from bot.failing import Stop
from bot.files import read_text
from bot.network import faults
from bot.process import read_policy
from bot.settings import Settings, SettingsError, load_settings
from casework.directory.reading import BadDirectory, read_directory
from casework.directory.spreadsheet import read_partners
from casework.overleg.calendar_reading import LONGEST, BadCalendar, read_calendar
from rules.book import Rulebook, load_rulebook
from rules.casefile import decide_file
from rules.moments import ZONE
from storage.database_address import read_address
from storage.errors import DatabaseTrouble

OFTEN = settings(
    max_examples=120,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
ANY = st.characters(exclude_categories=())
SMALL = st.text(alphabet=ANY, max_size=30)
ODDITIES = (
    *("<!channel>", "<@U0LEERPL>", "{{ coordinator }}", "!!python/object/apply:os.system ['x']", "&a [*a]"),
    *("? [a]", "0x1F", "1e400", ".inf", "2026-02-30", "9999-12-31", "-", "'", '"', "\\", "\ufeff", "\u2028"),
    *("\x00", "\ud800", "%", "@", "`", "9" * 5000, "[" * 300, "{" * 300, "=1+1", ";;;;"),
)
ODD = st.one_of(SMALL, st.sampled_from(ODDITIES))
LINE = st.builds("{}{}{}".format, st.sampled_from(["", "  ", "- ", "  - ", "\t"]), ODD, st.just(""))
NAMES = ("name", "organisation", "role", "user", "contact", "partnerships", "kind", "channel", "starts", "x")
PAIR = st.builds("{}: {}".format, st.sampled_from(NAMES), ODD)
YAML = st.builds(
    "{}:\n{}\n".format,
    st.sampled_from(["roles", "partnerships", "partners", "overleggen", "x", "- a", "%YAML 1.9\n---\na"]),
    st.lists(
        st.one_of(PAIR.map("  - {{{}}}".format), PAIR.map("  - {}".format), PAIR.map("    {}".format), LINE),
        max_size=5,
    ).map("\n".join),
)
CSV = st.lists(
    st.lists(
        st.one_of(ODD, st.sampled_from(["Naam", "Organisatie", "Rol", "mentor", "Ans"])), max_size=5
    ).map(";".join),
    max_size=5,
).map("\n".join)
STAMP = st.one_of(
    ODD,
    st.sampled_from(
        ["20261211", "20261211T000000", "20261211T230000Z", "P1D", "-PT1S", "P9999999W", "00010101"]
    ),
    st.datetimes().map("{:%Y%m%dT%H%M%SZ}".format),
    st.dates().map("{:%Y%m%d}".format),
)
PROPERTY = st.builds(
    "{}{}:{}".format,
    st.sampled_from(
        ["DTSTART", "DTEND", "DURATION", "RRULE", "STATUS", "SUMMARY", "RECURRENCE-ID", "UID", "RDATE"]
    ),
    st.sampled_from(
        ["", ";VALUE=DATE", ";TZID=Europe/Amsterdam", ";TZID=Nergens/Niets", ";VALUE=PERIOD", ";TZID="]
    ),
    STAMP,
)
ICS = st.lists(PROPERTY, max_size=6).map(
    lambda lines: "\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"])
)


@cache
def book() -> Rulebook:
    """The rulebook, read once."""
    return load_rulebook()


def plain(lines: str) -> None:
    """What a person reads of it: short lines with nothing in them that a terminal obeys."""
    assert lines
    for line in lines.split("\n"):
        assert line.isprintable(), line
        assert len(line) < 400


@OFTEN
@given(st.one_of(YAML, SMALL))
def test_a_directory_in_yaml(text: str) -> None:
    """Read, or a line for each fault."""
    try:
        read_directory(text, book())
    except BadDirectory as refused:
        plain(str(refused))


@OFTEN
@given(CSV)
@example("Naam;Organisatie;Rol\n\x00;x;mentor")
def test_partners_in_a_spreadsheet(text: str) -> None:
    """The same."""
    try:
        read_partners(text, book(), {"Net A"}, "Net A")
    except BadDirectory as refused:
        plain(str(refused))


@OFTEN
@given(st.one_of(ICS, SMALL))
def test_closed_days_in_a_calendar(text: str) -> None:
    """Each period has an end, a length that can be, and a name that can be shown."""
    try:
        found = read_calendar(text, ZONE)
    except BadCalendar as refused:
        plain(str(refused))
        return
    for one in found.periods:
        assert 0 <= (one.last - one.first).days < LONGEST
        plain(one.name)
    for line in found.skipped:
        plain(line)


def on_disk(raw: bytes, read: Callable[[Path], object]) -> None:
    """Read a file of these bytes, or be refused plainly."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "file"
        file.write_bytes(raw)
        try:
            read(file)
        except Stop as refused:
            plain(str(refused))


@OFTEN
@given(st.one_of(st.binary(max_size=60), YAML.map(lambda text: text.encode("utf-8", "surrogatepass"))))
def test_the_bytes_of_any_file(raw: bytes) -> None:
    """Text, or one line."""
    on_disk(raw, read_text)
    on_disk(raw, lambda file: read_text(file, windows=True))


KEYS = st.sampled_from(sorted({"require_second_reader", "P1", "flags", "x", "recipients"}))


@OFTEN
@given(
    st.one_of(
        SMALL, st.builds("{} = {}".format, KEYS, ODD), st.builds("[{}]\n{} = {}".format, KEYS, KEYS, ODD)
    )
)
def test_a_policy(text: str) -> None:
    """Stricter than the rulebook's, or one line."""
    raw = text.encode("utf-8", "surrogatepass")
    on_disk(raw, lambda file: read_policy(Settings.model_construct(schakel_policy=file), book()))


POLICY_FIELDS = st.sampled_from(sorted(book().policy.__dataclass_fields__))
POLICY_VALUES = st.sampled_from(
    [
        "true",
        "false",
        "0",
        "-1",
        "1",
        "99999999999999999999",
        "1.5",
        "nan",
        '""',
        '"x"',
        "[]",
        "[1]",
        "{a = 1}",
        "2026-01-01",
    ]
)


@OFTEN
@given(POLICY_FIELDS, POLICY_VALUES)
def test_every_field_of_a_policy(name: str, value: str) -> None:
    """With a value of every type."""
    raw = f"{name} = {value}\n".encode()
    assert tomllib.loads(raw.decode())
    on_disk(raw, lambda file: read_policy(Settings.model_construct(schakel_policy=file), book()))


SCALAR = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), ODD, st.dates(), st.datetimes())
CASE_KEYS = st.one_of(
    st.sampled_from(
        ["id", "now", "request", "youth", "sender", "recipient", "consents", "exceptions", "policy"]
    ),
    SMALL,
)
NESTED = st.recursive(
    SCALAR,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.one_of(CASE_KEYS, SCALAR), inner, max_size=4)
    ),
    max_leaves=8,
)


@OFTEN
@given(NESTED)
def test_a_case_of_any_shape(data: object) -> None:
    """Decided, or an error with that case."""
    for answer in decide_file(data, book()):
        assert ("error" in answer) != ("decision" in answer)


@OFTEN
@given(st.one_of(YAML, SMALL))
def test_a_case_file(text: str) -> None:
    """Each case on its line, or one line that it is no such file."""

    def answer(file: Path) -> None:
        with suppress(typer.Exit):
            decide(file)

    on_disk(text.encode("utf-8", "surrogatepass"), answer)


SETTING = st.sampled_from([*(name.upper() for name in Settings.model_fields), "SCHAKEL_X", "# x", ""])


@OFTEN
@given(st.lists(st.builds("{}={}".format, SETTING, ODD), max_size=4).map("\n".join))
def test_an_env_file(text: str) -> None:
    """Taken, or a line with the name of each setting."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / ".env"
        file.write_bytes(text.encode("utf-8", "surrogatepass"))
        read_env_file(file, ["DATABASE_URL"])
        try:
            load_settings({}, file)
        except SettingsError as refused:
            plain(str(refused))


@OFTEN
@given(
    st.sampled_from(["sqlite:///", "postgresql://u:geheim", "postgresql://", "", "postgres://u:geheim@"]), ODD
)
def test_the_address_of_a_database(begins: str, typed: str) -> None:
    """Read, or one line in which nothing of it stands."""
    try:
        read_address(begins + typed)
    except DatabaseTrouble as refused:
        plain(refused.line)
        assert "geheim" not in refused.line


@OFTEN
@given(st.sampled_from(["HTTPS_PROXY", "SSL_CERT_FILE"]), ODD.filter(lambda text: "\0" not in text))
def test_a_setting_of_the_network(name: str, value: str) -> None:
    """Right, or one line with its name."""
    for line in faults({name: value}):
        plain(line)


def test_what_is_tried_here_is_no_yaml_bomb() -> None:
    """A file that would be a gigabyte when written out is refused as it is read."""
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
    )
    assert yaml.safe_load("a: 1") == {"a": 1}
    with pytest.raises(BadDirectory):
        read_directory(bomb, book())
