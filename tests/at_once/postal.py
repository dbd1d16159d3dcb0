"""The worker of one process and a Slack that takes everything: do both agree with the database?"""

from __future__ import annotations

import json
import time
from collections import Counter
from datetime import timedelta
from functools import partial
from uuid import UUID

from sqlalchemy import delete, update
from sqlmodel import col, select

from bot.sending import Render, Sender
from casework.deliveries import note_delivery
from casework.office import Office
from handlers.languages import load_languages
from handlers.registering import renderer
from handlers.rendering import NotYet
from storage import leasing
from storage.engine import session_for
from storage.outbox_tables import Pace, Post, PostState
from tests.casework.leaking.house import ZONE, Dutch
from tests.casework.leaking.world import Message, Slack

LEASE = timedelta(seconds=60)
OFTEN = 40  # one post within one delivery; how many there are grows with the cases of a town


class PostOffice:
    """Sends what is due, and says afterwards what in Slack is older than the database."""

    def __init__(self, office: Office) -> None:
        """A worker in the process of this office; its Slack begins empty."""
        self._office = office
        self._slack = Slack(_nothing, _nothing)
        self._render: Render = renderer(office, load_languages("nl", ZONE, Dutch()))
        self._sender = Sender(
            engine=office.store.engine,
            delivery=self._slack,  # type: ignore[arg-type]  # the edge, faked
            render=self._render,
            clock=office.clock,
            report=partial(note_delivery, office),
            observe_dwell=lambda seconds: None,
            lease=LEASE,
        )

    def deliver(self) -> None:
        """Everything that is due now."""
        engine, now = self._office.store.engine, self._office.clock.now()
        sent: Counter[UUID] = Counter()
        while not sent or max(sent.values()) < OFTEN:
            with session_for(engine) as session:
                session.execute(delete(Pace))  # this Slack takes everything at once
                claims = leasing.claim(session, now=now, owner="test", lease=LEASE)
                session.commit()
            if not claims:
                return
            sent.update(claim.post.id for claim in claims)
            for claim in claims:
                self.hand_over(claim)
        raise AssertionError("the outbox never comes to rest")

    def hand_over(self, claim: leasing.Claim) -> None:
        """One post that a worker has in hand."""
        self._sender.deliver(claim, time.monotonic())

    def set_aside(self, refs: frozenset[str]) -> None:
        """Leave alone what is not about these, so that only this case is delivered."""
        with session_for(self._office.store.engine) as session:
            others = update(Post).where(col(Post.ref).not_in(refs))
            session.execute(others.values(state=PostState.WITHDRAWN, shown_rev=col(Post.wanted_rev)))
            session.commit()

    def behind(self, refs: frozenset[str]) -> list[str]:
        """What stands in Slack about these and would be drawn otherwise now."""
        with session_for(self._office.store.engine, write=False) as session:
            posts = session.exec(select(Post).where(col(Post.ref).in_(refs))).all()
            session.expunge_all()
        return [f"{post.kind} {post.ref} stands as it was" for post in posts if not self._true(post)]

    def _true(self, post: Post) -> bool:
        shown = self._slack.standing.get(post.slack_ts or "")
        try:
            drawn = self._render(post)
        except NotYet:
            return True
        if shown is None or drawn is None:
            return shown is None
        blocks = [block.to_dict() for block in drawn.blocks]
        return shown.text == json.dumps([drawn.text, blocks, drawn.ref], ensure_ascii=False)


def _nothing(_message: Message) -> None:
    pass
