"""A real PgBouncer in transaction mode before the cluster of the tests; a pytest plugin.

Two servers behind it for whoever comes: each transaction gets whichever is free.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.postgres import Cluster, _server_user

BINARY = Path("/usr/sbin/pgbouncer")
INSTALL = "apt-get install pgbouncer"
PORT = 6432
_SETTINGS = """
[databases]
* = host={cluster} user=postgres
[pgbouncer]
pool_mode = transaction
default_pool_size = 2
max_client_conn = 100
auth_type = any
listen_addr =
listen_port = {port}
unix_socket_dir = {folder}
logfile = {folder}/log
"""


@contextmanager
def running_pooler(cluster: Cluster) -> Iterator[Path]:
    """The folder of its socket; stopped and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="schakel-pb-", dir="/tmp"))  # a socket path must be short
    settings = folder / "pgbouncer.ini"
    settings.write_text(_SETTINGS.format(cluster=cluster.folder, folder=folder, port=PORT), "ascii")
    user = _server_user()
    if user:
        shutil.chown(folder, user)
    server = subprocess.Popen([str(BINARY), "-q", str(settings)], user=user)  # noqa: S603  # a fixed binary
    try:
        end = time.monotonic() + 10
        while not (folder / f".s.PGSQL.{PORT}").exists():
            assert server.poll() is None and time.monotonic() < end, (folder / "log").read_text()
            time.sleep(0.02)
        yield folder
    finally:
        server.terminate()
        server.wait(timeout=60)
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def pooler(postgres: Cluster) -> Iterator[Path]:
    """One pooler for the whole run; skipped without the binary, except in CI, where it fails."""
    if not BINARY.exists():
        if os.environ.get("CI") == "true":
            pytest.fail(f"CI needs PgBouncer: {INSTALL}")
        pytest.skip(f"PgBouncer is not installed: {INSTALL}")
    with running_pooler(postgres) as folder:
        yield folder


@pytest.fixture
def pooled_url(pooler: Path, postgres: Cluster, empty_postgres_url: str) -> str:
    """An empty PostgreSQL database of this test alone, reached through the pooler."""
    return empty_postgres_url.replace(f"host={postgres.folder}", f"host={pooler}&port={PORT}")
