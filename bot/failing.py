"""How the process stops when it cannot go on: one plain line on stderr and exit status 2."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import typer
from sqlalchemy.exc import DBAPIError

from casework.errors import CaseworkError
from storage.database_errors import explain
from storage.errors import StorageError

Params = ParamSpec("Params")
Result = TypeVar("Result")


class Stop(Exception):
    """The command cannot go on; the message is what the person at the keyboard reads."""


def plainly(command: Callable[Params, Result]) -> Callable[Params, Result]:
    """Turn known failures of a command into one plain line and exit status 2."""

    @wraps(command)
    def run(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        try:
            return command(*args, **kwargs)
        except (Stop, StorageError, CaseworkError) as error:
            typer.echo(str(error), err=True)
            raise typer.Exit(2) from None
        except DBAPIError as error:
            typer.echo(str(explain(error)), err=True)
            raise typer.Exit(2) from None

    return run
