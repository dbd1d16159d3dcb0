"""What `docs/security.md` says is so: its tests exist, and its list of columns is that of the schema."""

from __future__ import annotations

import re
from pathlib import Path

from sqlalchemy import LargeBinary
from sqlalchemy.types import TypeDecorator

from storage import schema
from storage.sealing_rows import vouched_tables

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "security.md").read_text("utf-8")
LIST = PAGE.partition("| tabel | kolommen |")[2]
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
ROW = re.compile(r"^\| (\w+) \| ([\w ]+) \| (.+) \|$", re.MULTILINE)


def test_every_promise_names_a_test_that_exists() -> None:
    """A file, and in it a function of that name."""
    named = TEST.findall(PAGE)
    assert len(named) > 10
    for file, name in named:
        text = (ROOT / file).read_text("utf-8")
        assert not name or f"def {name}(" in text, f"{file}::{name}"


def test_every_table_with_seals_is_named() -> None:
    """Each with what it is in words; no more and no less than the tables whose rows carry a seal."""
    line = PAGE.partition("- Een gewijzigde of toegevoegde rij is er niet:")[2].partition("`tests/")[0]
    assert set(re.findall(r"\(`(\w+)`\)", line)) == {str(one.__tablename__) for one in vouched_tables()}


def test_every_readable_column_is_named_with_its_reason() -> None:
    """Whatever is not ciphertext, a wrapped key or a keyed hash; no more and no less than the tables have."""
    told = {table: set(columns.split()) for table, columns, _ in ROW.findall(LIST)}
    found = {
        name: {
            column.name
            for column in table.columns
            if not isinstance(
                column.type.impl if isinstance(column.type, TypeDecorator) else column.type, LargeBinary
            )
        }
        for name, table in schema.metadata().tables.items()
    }
    assert told == {name: columns for name, columns in found.items() if columns}
