"""Names on the wire of this conversation."""

from __future__ import annotations

from casework.rights import answering, asking, copying, looking, reminding

SHOW = looking.SHOW
ASK = asking.ASK
AGREE = asking.AGREE
DECLINE = asking.DECLINE
EXPORT = copying.EXPORT
END = answering.END
LETTER = looking.LETTER
PAPER = "rights.paper"
KEPT = "rights.kept"

POST_ASKED = asking.ASKED
POST_TOLD = asking.TOLD
POST_CORRECT = asking.MENDING
POST_DUE = reminding.DUE
