"""Names on the wire of this conversation (wire 2), used by listeners, views and tests."""

from __future__ import annotations

from casework.partnerships import ending, inviting, joining, keeping

LIST = "partnership.list"
NEW = keeping.NEW
CHANGE = keeping.CHANGE
END = ending.END
REOPEN = ending.REOPEN
MEMBERS = joining.MEMBERS
KEPT = "partnership.kept"
ROLE, ORGANISATION = "role:", "organisation:"

POST_COORDINATES = keeping.COORDINATES
POST_ENDED = ending.ENDED
POST_INVITED = inviting.INVITED
