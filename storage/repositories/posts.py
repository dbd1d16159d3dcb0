"""Posts of one thing, looked up by its reference."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select, update

from storage.tables import Post, PostState


def hasten(session: Session, ref: str, now: datetime) -> None:
    """Let everything about `ref` that still waits for later be due now."""
    session.execute(
        update(Post)
        .where(col(Post.ref) == ref, col(Post.state) == PostState.WAITING, col(Post.due_at) > now)
        .values(due_at=now)
    )


def find(session: Session, ref: str, kind: str) -> Post | None:
    """The one post of this kind about `ref`."""
    return session.exec(select(Post).where(Post.ref == ref, Post.kind == kind)).first()
