"""The two databases the figures are about: a SQLite file, and a PostgreSQL 15 that really writes to disk."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.postgres import BINARIES, INSTALL, running_cluster

# As in production: a commit is on disk before it is answered.
DURABLE = "listen_addresses= max_connections=150"


@contextmanager
def databases(folder: Path) -> Iterator[dict[str, str]]:
    """Addresses of an empty database of each kind by name; only SQLite where PostgreSQL is not installed."""
    found = {"SQLite": f"sqlite:///{folder}/schakel.db"}
    if not (BINARIES / "initdb").exists():
        if os.environ.get("CI") == "true":
            raise RuntimeError(f"CI needs PostgreSQL 15: {INSTALL}")
        print(f"PostgreSQL is not measured: {INSTALL}")
        yield found
        return
    with running_cluster(DURABLE) as cluster:
        yield found | {"PostgreSQL": cluster.new_database()}
