"""What Alembic runs for every command: always on the connection that `storage.migrating` hands over."""

from __future__ import annotations

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlalchemy.types import TypeDecorator

from storage import schema


def render(kind: str, thing: Any, autogen: AutogenContext) -> str | Literal[False]:
    """Write the plain database type into a migration, so that it never imports the house's own types."""
    if kind != "type" or not isinstance(thing, TypeDecorator | sa.String):
        return False
    plain = thing.impl if isinstance(thing, TypeDecorator) else thing
    if isinstance(plain, sa.String):
        return "sa.String()"
    return f"sa.{plain!r}"


def run() -> None:
    """Run the migrations in the transaction that is already open."""
    context.configure(
        connection=context.config.attributes["connection"],
        target_metadata=schema.metadata(),
        render_as_batch=True,  # SQLite changes a table by copying it
        render_item=render,
    )
    with context.begin_transaction():
        context.run_migrations()


run()
