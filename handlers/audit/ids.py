"""Kinds of post about the audit log."""

from __future__ import annotations

POST_ANCHOR = "audit.anchor"
POST_BROKEN = "audit.broken"
