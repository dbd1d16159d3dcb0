"""Writes migrations from the modules in `storage/schema.py`; for developers, never run by the bot.

    python -m storage.migrations append "Add the exceptions"   # after a landing: one more revision
    python -m storage.migrations regenerate                    # before the first landing only
    python -m storage.migrations check                         # do tables and migrations agree?

Read what was written: a renamed column looks like one dropped and one added. Expand and contract: add
first, drop one release later, so that the release before keeps running beside this one.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer

from storage.engine import make_engine
from storage.migrating import VERSIONS, differences, migrate, write_revision

app = typer.Typer(help=__doc__, no_args_is_help=True)


@app.command()
def append(subject: Annotated[str, typer.Argument(help="what changes, as an imperative")]) -> None:
    """Write one more revision with the difference between the tables and the last one."""
    with TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/schema.db")
        number = len(list(VERSIONS.glob("v*.py"))) + 1
        if number > 1:
            migrate(engine)
        path = write_revision(engine, subject, f"{number:04d}")
        engine.dispose()
    _tidy(path)
    typer.echo(path)


@app.command()
def regenerate() -> None:
    """Replace every revision by one that makes the tables as they are now."""
    for path in VERSIONS.glob("v*.py"):
        path.unlink()
    append("Create the tables")


@app.command()
def check() -> None:
    """Say what the migrations do not do yet; exit status 1 when there is anything."""
    with TemporaryDirectory() as folder:
        engine = make_engine(f"sqlite:///{folder}/schema.db")
        migrate(engine)
        found = differences(engine)
        engine.dispose()
    for difference in found:
        typer.echo(difference)
    raise typer.Exit(1 if found else 0)


def _tidy(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if not line.lstrip().startswith("# ###")), "utf-8")
    for step in (("format", "-q"), ("check", "--fix", "-q")):
        subprocess.run([sys.executable, "-m", "ruff", *step, str(path)], check=True)  # noqa: S603  # own file


if __name__ == "__main__":
    app()
