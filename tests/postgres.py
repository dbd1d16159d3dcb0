"""A temporary PostgreSQL 15 cluster for tests, with a fresh database per test; a pytest plugin.

`postgres_url` and `database_url` (once per database) hold all tables; the `empty_…` twins hold none.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import NullPool

from storage.engine import create_all, make_engine
from storage.migrating import stamp

BINARIES = Path("/usr/lib/postgresql/15/bin")
INSTALL = "apt-get install postgresql-15"
TEMPLATE = "tables"
# Durability off: this cluster lives as long as the test run.
SETTINGS = (
    "fsync=off synchronous_commit=off full_page_writes=off autovacuum=off "
    "listen_addresses= max_connections=150"
)


@dataclass
class Cluster:
    """A running server behind a unix socket; the role `stranger` needs a password, others do not."""

    folder: Path
    user: str | None = None
    settings: str = SETTINGS
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def start(self) -> None:
        """Start the server and wait until it takes connections."""
        options = " ".join(f"-c {setting}" for setting in self.settings.split()) + f" -k {self.folder}"
        self._control("-w", "-l", self.folder / "log", "-o", options, "start")

    def stop(self, mode: str = "immediate") -> None:
        """Stop the server; `fast` ends the connections first, as a restart by an administrator does."""
        self._control("-m", mode, "stop")

    def _control(self, *arguments: str | Path) -> None:
        command = (BINARIES / "pg_ctl", "-D", self.folder / "data", *arguments)
        _run(*command, user=self.user, folder=self.folder)

    def url(self, database: str, user: str = "postgres") -> str:
        """The address of one database, as DATABASE_URL wants it."""
        return f"postgresql+psycopg://{user}@/{database}?host={self.folder}"

    def execute(self, statement: str) -> None:
        """Run one statement outside a transaction, as superuser."""
        address = f"host={self.folder} user=postgres dbname=postgres"
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(statement.encode())

    def new_database(self, template: str = "template0") -> str:
        """The address of a new database copied from a template."""
        name = f"test_{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self.url(name)

    def drop(self, url: str) -> None:
        """Remove a database, closing what is still connected."""
        name = url.partition("@/")[2].partition("?")[0]
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _server_user() -> str | None:
    """PostgreSQL refuses to run as root; then it runs as the first of these that exists."""
    if os.geteuid() != 0:
        return None
    known = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in ("postgres", "nobody") if name in known)


def _run(*command: str | Path, user: str | None, folder: Path) -> None:
    done = subprocess.run(  # noqa: S603  # fixed binaries, own arguments
        [str(part) for part in command],
        user=user,
        cwd=folder,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stdout.decode(errors="replace"))


@contextmanager
def running_cluster(settings: str = SETTINGS) -> Iterator[Cluster]:
    """A cluster of its own in a temporary folder, removed afterwards."""
    user = _server_user()
    folder = Path(tempfile.mkdtemp(prefix="schakel-pg-", dir="/tmp"))  # a socket path must be short
    data = folder / "data"
    if user:
        shutil.chown(folder, user)
    made = Cluster(folder, user, settings)
    try:
        _run(BINARIES / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-N", user=user, folder=folder)
        allowed = "local all stranger scram-sha-256\nlocal all all trust\n"
        (data / "pg_hba.conf").write_text(allowed, "ascii")
        made.start()
        yield made
    finally:
        if (data / "postmaster.pid").exists():
            made.stop()
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Cluster]:
    """One cluster for the whole run; skipped without the binaries, except in CI, where it fails."""
    if not (BINARIES / "initdb").exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI needs PostgreSQL 15: {INSTALL}")
        pytest.skip(f"PostgreSQL 15 is not installed: {INSTALL}")
    with running_cluster() as cluster:
        yield cluster


def _create_tables(url: str) -> None:
    engine = make_engine(url, poolclass=NullPool)
    create_all(engine)
    stamp(engine)
    engine.dispose()


@pytest.fixture(scope="session")
def postgres_template(postgres: Cluster) -> str:
    """The name of a database with all tables, to copy from."""
    postgres.execute(f"CREATE DATABASE {TEMPLATE}")
    _create_tables(postgres.url(TEMPLATE))
    return TEMPLATE


@pytest.fixture
def postgres_url(postgres: Cluster, postgres_template: str) -> Iterator[str]:
    """A PostgreSQL database of this test alone, with all tables."""
    url = postgres.new_database(postgres_template)
    yield url
    postgres.drop(url)


@pytest.fixture
def empty_postgres_url(postgres: Cluster) -> Iterator[str]:
    """A PostgreSQL database of this test alone, without tables."""
    url = postgres.new_database()
    yield url
    postgres.drop(url)


@cache
def _sqlite_file() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "tables.db"
        _create_tables(f"sqlite:///{file}")
        return file.read_bytes()


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A SQLite file of this test alone, with all tables."""
    file = tmp_path / "schakel.db"
    file.touch(mode=0o600)
    file.write_bytes(_sqlite_file())
    return f"sqlite:///{file}"


_BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(params=_BOTH)
def database_url(request: pytest.FixtureRequest) -> str:
    """A database with all tables; the test runs once on SQLite and once on PostgreSQL."""
    url: str = request.getfixturevalue(f"{request.param}_url")
    return url


@pytest.fixture(params=_BOTH)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database without tables; the test runs once on SQLite and once on PostgreSQL."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/empty.db"
    url: str = request.getfixturevalue("empty_postgres_url")
    return url
