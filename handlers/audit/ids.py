"""Kinds of post for the privacy officer: about the audit log, and about what was erased."""

from __future__ import annotations

POST_ANCHOR = "audit.anchor"
POST_BROKEN = "audit.broken"
POST_CLEARED = "erasure.cleared"
POST_STUCK = "erasure.stuck"
