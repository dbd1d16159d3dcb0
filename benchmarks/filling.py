"""Fills a database with many cases straight into the tables, for figures about finding one among them."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import Engine, Table, insert, inspect
from sqlmodel import Session, SQLModel

from casework.gate import Gate
from rules.book import load_rulebook
from storage.deployment import open_deployment
from storage.directory_tables import Membership, Partner, Partnership
from storage.engine import create_all, make_engine, session_for
from storage.evidence_tables import CaseFacts, ConsentRecord
from storage.guarding import voucher_of
from storage.keys import KeyRing, generate
from storage.matching import digests
from storage.sealing import place_of
from storage.signal_tables import Item, MatchEntry, Signal, Tag
from storage.vault import Vault
from storage.vouching import Vouched

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CHUNK = 5_000
_FIRST = "Adil Bo Cem Daan Eva Fleur Gijs Hind Imke Joris Kyra Lieke Milan Noor Otis Puk Quin Roos"
_LAST = "Akker Beek Cuijk Dorst Eik Ferwerd Grave Heide Ilp Jonker Kamp Laar Meer Nes Oord Peel"


@contextmanager
def filled(url: str, cases: int) -> Iterator[tuple[Engine, Vault]]:
    """A database with one partnership of two and this many signals, each with a consent record of its own."""
    engine = make_engine(url)
    create_all(engine)
    vault = open_deployment(engine, KeyRing.parse(generate()), "T0BENCH", NOW)
    with session_for(engine) as session:
        _directory(session)
        for start in range(1, cases + 1, CHUNK):
            numbers = range(start, min(start + CHUNK, cases + 1))
            _add(session, Signal, [_signal(number) for number in numbers])
            _add(session, ConsentRecord, [_consent(number) for number in numbers])
        session.commit()
    with session_for(engine) as session:
        _case(session, vault, cases)
        session.commit()
    yield engine, vault
    engine.dispose()


def make_gate(vault: Vault) -> Gate:
    """A gate with the rulebook's own policy."""
    book = load_rulebook()
    return Gate(vault, book, book.policy)


def person(number: int) -> tuple[str, date]:
    """A fictional name and date of birth; thousands of numbers share a surname, few a whole name and day."""
    first, last = _FIRST.split(), _LAST.split()
    surname = f"{last[number // len(first) % len(last)]}{number // 288 % 97}"
    return f"{first[number % len(first)]} {surname}", date(2006, 1, 1) + timedelta(days=number * 7 % 3650)


def add_young_people(engine: Engine, vault: Vault, numbers: range) -> None:
    """The keyed hashes of these signals' identities, as registering stores them."""
    with session_for(engine) as session:
        for start in range(numbers.start, numbers.stop, CHUNK):
            chunk = range(start, min(start + CHUNK, numbers.stop))
            _add(
                session,
                MatchEntry,
                [
                    {"signal_id": number, "kind": kind, "digest": digest}
                    for number in chunk
                    for kind, digest in digests(vault.index_key, *person(number)).items()
                ],
            )
        session.commit()


def _add(session: Session, table: type[SQLModel], rows: list[dict[str, Any]]) -> None:
    """In one statement; rows that decide get the seal that storing them one by one would give them."""
    voucher = voucher_of(session)
    whole = [table(**row) for row in rows]
    for row in whole:
        if voucher is not None and isinstance(row, Vouched):
            row.seal = voucher.seal(row)
    made: Table = table.__table__  # type: ignore[attr-defined]  # SQLModel gives every table one
    columns = {key: column.name for key, column in inspect(table).columns.items()}
    session.execute(
        insert(made), [{name: getattr(row, key) for key, name in columns.items()} for row in whole]
    )


def _directory(session: Session) -> None:
    session.add(Partnership(id=1, name="Netwerk", kind="wijkoverleg", channel="C1", coordinator="U1"))
    for number, role in ((1, "mentor"), (2, "jongerenwerker")):
        name = f"Inwoner {number}"
        session.add(Partner(id=number, name=name, organisation="Meetstad", role=role, user_id=f"U{number}"))
    session.flush()
    for number in (1, 2):
        session.add(Membership(partner_id=number, partnership_id=1))
    session.flush()


def _signal(number: int) -> dict[str, object]:
    return {
        "id": number,
        "partnership_id": 1,
        "author": "U1",
        "author_partner_id": 1,
        "lead": "U1",
        "level": "N2",
        "place": "school",
        "modifiers": [],
        "plain_summary": "",
        "state": "open",
        "created_at": NOW - timedelta(days=number % 300),
        "active_at": NOW,
    }


def _consent(number: int) -> dict[str, object]:
    return {
        "id": uuid4(),
        "signal_id": number,
        "given": {"ouder_1": "2026-10-15"},
        "refused": [],
        "withdrawn": {},
        "asked_by": "mentor",
        "purpose": "hulp_organiseren",
        "recipients": [{"partner": 2, "role": "jongerenwerker"}],
        "categories": ["identiteit", "signaal"],
        "youth_voice": "instemmend",
        "consequences_explained": True,
        "active": True,
        "free": True,
        "informed": True,
        "explicit": False,
        "ap_indicaties": False,
        "recorded_by": "U1",
        "recorded_at": NOW - timedelta(days=20),
    }


def _case(session: Session, vault: Vault, number: int) -> None:
    """The last signal is a whole case: sealed items, facts, a tag."""
    keys = vault.new_keys(number)
    session.add(keys)
    session.add(
        CaseFacts(
            signal_id=number, holders=["ouder_1"], gezag_verified=True, recorded_by="U1", recorded_at=NOW
        )
    )
    session.add(Tag(signal_id=number, partner_id=2, reason="chosen", tagged_at=NOW))
    session.flush()
    shared: dict[str, Any] = {
        "signal_id": number,
        "author": "U1",
        "source_role": "mentor",
        "source_regime": "avg",
        "created_at": NOW,
    }
    who = Item(kind="identity", categories=["identiteit"], **shared)
    who.birth_date = vault.seal(keys, place_of(who, "birth_date"), "2011-03-20")
    what = Item(kind="detail", categories=["signaal"], **shared)
    what.text = vault.seal(keys, place_of(what, "text"), json.dumps(secrets.token_hex(20)))
    session.add_all([who, what])
