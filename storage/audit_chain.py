"""The arithmetic of the audit chain: what each link is made of; pure, no database.

A row's `mac` is a seal (HMAC over its own number and content) followed by a link (HMAC over the link
before it and the seal). The seal shows which row was changed, the link that rows are of one history.
The head holds an HMAC over the last number and link, so cutting off the end needs the key.
"""

from __future__ import annotations

import hmac
import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

MAC_BYTES = 32


@dataclass(frozen=True, slots=True)
class Content:
    """What the seal of one audit row covers; `at` is aware."""

    seq: int
    at: datetime
    actor: str
    act: str
    ref: str | None
    decision: str | None
    code: str | None
    rule_version: str
    facts: dict[str, Any] = field(default_factory=dict)
    rows: dict[str, str | None] | None = None


def canonical(data: Any) -> bytes:
    """JSON with one spelling: sorted keys, no spaces, ASCII."""
    return json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def seal(key: bytes, content: Content) -> bytes:
    """The HMAC over a row's number and content."""
    covered: dict[str, Any] = {
        "seq": content.seq,
        "at": content.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": content.actor,
        "act": content.act,
        "ref": content.ref,
        "decision": content.decision,
        "code": content.code,
        "rule_version": content.rule_version,
        "facts": content.facts,
    }
    if content.rows is not None:  # rows of earlier versions say nothing about other rows
        covered["rows"] = content.rows
    return _mac(key, b"row", canonical(covered))


def link(key: bytes, before: bytes, sealed: bytes) -> bytes:
    """The HMAC that ties a row to the link before it."""
    return _mac(key, b"link", before + sealed)


def genesis(key: bytes) -> bytes:
    """The link before the first row."""
    return _mac(key, b"genesis", b"")


def head_mac(key: bytes, seq: int, last_link: bytes) -> bytes:
    """What the head holds for a chain that ends at this number and link."""
    return _mac(key, b"head", seq.to_bytes(8, "big") + last_link)


def anchor_mark(key: bytes, at: datetime, seq: int, last_link: bytes, before: str | None) -> str:
    """What an anchor says of the chain at this instant, as hex; `before` is the digest of the line before."""
    said: list[str | int] = [at.astimezone(UTC).isoformat(timespec="microseconds"), seq]
    covered = canonical(said if before is None else [*said, before])
    return _mac(key, b"anchor", covered + last_link).hex()


def same(one: bytes, other: bytes) -> bool:
    """Whether two macs are equal, in constant time."""
    return hmac.compare_digest(one, other)


def _mac(key: bytes, label: bytes, data: bytes) -> bytes:
    return hmac.digest(key, label + b"\x00" + data, "sha256")
