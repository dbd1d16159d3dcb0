"""Names on the wire of Home (wire 2), used by listeners, views and tests."""

from __future__ import annotations

PART = "home.part"
