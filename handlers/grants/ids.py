"""Names on the wire of this conversation (wire 2), used by listeners, views and tests."""

from __future__ import annotations

from casework.directory import grants

GIVE = grants.GIVE
TAKE = grants.TAKE
KEPT = "grant.kept"

POST_TOLD = grants.TOLD
