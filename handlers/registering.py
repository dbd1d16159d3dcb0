"""Puts all conversations together: their listeners at the desk, their posts in the renderer."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from casework.addressees import may_see
from casework.office import Office
from handlers.acts import Act, Answer
from handlers.acute import ids as acute_ids
from handlers.acute.listeners import AcuteListeners
from handlers.acute.posts import AcutePosts
from handlers.audit.posts import AuditPosts
from handlers.consent.listeners import ConsentListeners
from handlers.consent.posts import ConsentPosts
from handlers.desk import Desk
from handlers.disclosure.events import DisclosureEvents
from handlers.disclosure.listeners import DisclosureListeners
from handlers.disclosure.posts import DisclosurePosts
from handlers.exception.listeners import ExceptionListeners
from handlers.exception.posts import ExceptionPosts
from handlers.goals import ids as goal_ids
from handlers.goals.commands import goal_words
from handlers.goals.listeners import GoalListeners
from handlers.goals.posts import GoalPosts
from handlers.goals.wordlist import SYNONYMS as GOAL_SYNONYMS
from handlers.grants.listeners import GrantListeners
from handlers.grants.posts import GrantPosts
from handlers.grounds.listeners import GroundListeners
from handlers.grounds.posts import GroundPosts
from handlers.guard.listeners import GuardListeners
from handlers.guard.posts import GuardPosts
from handlers.home.listeners import HomeListeners
from handlers.languages import Languages
from handlers.letters.listeners import LetterListeners
from handlers.lookback.listeners import LookbackListeners
from handlers.lookback.posts import LookbackPosts
from handlers.middleware import Listener
from handlers.overleg import ids as overleg_ids
from handlers.overleg.changing import ChangeListeners
from handlers.overleg.commands import overleg_words
from handlers.overleg.listeners import OverlegListeners
from handlers.overleg.outcome import OutcomeListeners
from handlers.overleg.posts import OverlegPosts
from handlers.overleg.wordlist import SYNONYMS as OVERLEG_SYNONYMS
from handlers.partners.commands import partner_words
from handlers.partners.listeners import PartnerListeners
from handlers.partners.posts import PartnerPosts
from handlers.partners.wordlist import SYNONYMS as PARTNER_SYNONYMS
from handlers.partnerships.listeners import PartnershipListeners
from handlers.partnerships.posts import PartnershipPosts
from handlers.regie.listeners import RegieListeners
from handlers.regie.posts import RegiePosts
from handlers.rendering import Renderer
from handlers.report.listeners import ReportListeners
from handlers.report.posts import ReportPosts
from handlers.rights.listeners import RightsListeners
from handlers.rights.posts import RightsPosts
from handlers.share_check.listeners import ShareCheckListeners
from handlers.signal.commands import signal_words
from handlers.signal.listeners import SYNONYMS, SignalListeners
from handlers.signal.own import OwnListeners
from handlers.signal.posts import SignalPosts
from handlers.signal.readers_listeners import ReadersListeners
from handlers.subject.listeners import SubjectListeners
from handlers.why.listeners import WhyListeners

# What people type instead, as Slack offers it too.
TWINS = {"/signal": ("/signaal",), "/overleg": ("/overleggen",)}


def register_all(desk: Desk, office: Office, language: Languages) -> None:
    """Bind every listener; what nobody handles is acknowledged and dropped."""
    signal = SignalListeners(office, language)
    disclosure = DisclosureListeners(office, language)
    signal.register(desk)
    ConsentListeners(office, language).register(desk)
    disclosure.register(desk)
    happened = DisclosureEvents(office, language)
    happened.register(desk)
    guard = GuardListeners(office, language)
    guard.register(desk)
    desk.event("message", each(happened.message, guard.message))
    ExceptionListeners(office, language).register(desk)
    ShareCheckListeners(office, language).register(desk)
    regie = RegieListeners(office, language)
    regie.register(desk)
    HomeListeners(office, language).register(desk)
    SubjectListeners(office, language).register(desk)
    OwnListeners(office, language).register(desk)
    ReadersListeners(office, language).register(desk)
    WhyListeners(office, language).register(desk)
    LetterListeners(office, language).register(desk)
    lookback = LookbackListeners(office, language)
    lookback.register(desk)
    rights = RightsListeners(office, language)
    rights.register(desk)
    report = ReportListeners(office, language)
    report.register(desk)
    words = signal_words(signal, disclosure, regie, lookback, rights, report)
    desk.command("/signal", words, SYNONYMS, bare="nieuw", twins=TWINS["/signal"])
    overleg = OverlegListeners(office, language)
    overleg.register(desk)
    change = ChangeListeners(office, language)
    change.register(desk)
    OutcomeListeners(office, language).register(desk)
    desk.command(
        "/overleg", overleg_words(overleg, change), OVERLEG_SYNONYMS, bare="lijst", twins=TWINS["/overleg"]
    )
    goals = GoalListeners(office, language)
    goals.register(desk)
    desk.command("/doelen", goal_words(goals), GOAL_SYNONYMS, bare="toon")
    partners = PartnerListeners(office, language)
    partners.register(desk)
    PartnershipListeners(office, language).register(desk)
    GrantListeners(office, language).register(desk)
    GroundListeners(office, language).register(desk)
    desk.command("/partners", partner_words(partners), PARTNER_SYNONYMS, bare="lijst")
    acute = AcuteListeners(office, language)
    acute.register(desk)
    desk.action(overleg_ids.PARTNERSHIP, partnership_chosen(overleg, goals, acute))
    desk.browsing()
    desk.menus()
    desk.drop_the_rest()


def partnership_chosen(overleg: OverlegListeners, goals: GoalListeners, acute: AcuteListeners) -> Listener:
    """Another partnership in a form that is still open: the field has one name in every form (wire 1)."""

    def listen(act: Act) -> Answer:
        form = (act.view or {}).get("callback_id")
        if form == acute_ids.ACUTE:
            return acute.elsewhere(act)
        return goals.other_members(act) if form == goal_ids.NEW else overleg.other_template(act)

    return listen


def each(*listeners: Callable[[Mapping[str, Any]], None]) -> Callable[[Mapping[str, Any]], None]:
    """One event for several listeners, in this order; Bolt hands it to one."""

    def listen(event: Mapping[str, Any]) -> None:
        for listener in listeners:
            listener(event)

    return listen


def renderer(office: Office, language: Languages) -> Renderer:
    """The renderer that knows every kind of post."""
    posts = (
        SignalPosts(office, language),
        AcutePosts(office, language),
        ConsentPosts(office, language),
        DisclosurePosts(office, language),
        ExceptionPosts(office, language),
        OverlegPosts(office, language),
        GoalPosts(office, language),
        PartnerPosts(office, language),
        PartnershipPosts(office, language),
        GrantPosts(office, language),
        GroundPosts(office, language),
        RegiePosts(office, language),
        AuditPosts(office, language),
        GuardPosts(office, language),
        LookbackPosts(office, language),
        RightsPosts(office, language),
        ReportPosts(office, language),
    )
    makers = {kind: maker for one in posts for kind, maker in one.makers().items()}
    return Renderer(makers, language, partial(may_see, office))
