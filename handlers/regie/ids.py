"""Names on the wire of this conversation (wire 2)."""

from __future__ import annotations

from casework.regie import asking, handing, links, matches, offers
from casework.signals import telling

REQUEST = "disclosure.request"
DECLINE = "disclosure.decline"
OFFER = "offer.make"
ACCEPT = "offer.accept"
NOT_NOW = "offer.decline"
LEAD = "signal.lead"
LINK = "signal.link"
AGREE = "link.agree"
REFUSE = "link.decline"
UNDO = "link.undo"
DISMISS = "match.dismiss"
TOLD = "regie.told"

POST_ASKED = asking.POST_ASKED
POST_DECLINED = asking.POST_DECLINED
POST_OFFERED = offers.POST_OFFERED
POST_NOT_NOW = offers.POST_DECLINED
POST_REGIE = telling.REGIE
POST_LEAD = handing.POST_LEAD
POST_MATCH = matches.NOTICE
POST_LINK = links.NOTICE
