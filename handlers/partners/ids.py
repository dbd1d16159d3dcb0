"""Names on the wire of this conversation (wire 2), used by listeners, views and tests."""

from __future__ import annotations

NEW = "partner.new"
LIST = "partner.list"
CHOOSE = "partner.choose"
CHANGE = "partner.change"
FOR = "partner.for"
KEPT = "partner.kept"
ADVICE = "partner.advice"
