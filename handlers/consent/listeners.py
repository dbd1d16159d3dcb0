"""What people do about consent: record it, record a refusal or a withdrawal."""

from __future__ import annotations

from casework.consent import asking, objecting, recording
from casework.consent.recording import ConsentForm
from handlers.acts import Act, Answer, Replace, Show
from handlers.consent import ids, views
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk


class ConsentListeners(Conversation):
    """Registers the consent conversation at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.RECORD, self.ask)
        desk.action(ids.MORE, self.ask_more)
        desk.submission(ids.RECORD, self.record)
        desk.action(ids.REFUSED, self.ask_refusal)
        desk.submission(ids.REFUSED, self.refuse)
        desk.action(ids.WITHDRAW, self.ask_withdrawal)
        desk.submission(ids.WITHDRAW, self.withdraw)

    def ask(self, act: Act) -> Answer:
        """Open the form with the fields this case needs."""
        asked = asking.questions(self.office, act.person, number_in(act))
        return Show(views.consent_form(self.labels, asked))

    def ask_more(self, act: Act) -> Answer:
        """Show what is normally derived as well; Slack keeps what was already filled in."""
        asked = asking.questions(self.office, act.person, number_in(act))
        return Replace(views.consent_form(self.labels, asked, more=True))

    def record(self, act: Act) -> Answer:
        """Store the record and say what it led to."""
        outcome = recording.record(self.office, act.person, number_in(act), _typed(act), act.key)
        return Show(views.recorded(self.labels, outcome))

    def ask_refusal(self, act: Act) -> Answer:
        """Open the refusal form."""
        asked = objecting.questions(self.office, act.person, number_in(act), ids.REFUSED)
        return Show(views.refused_form(self.labels, asked))

    def refuse(self, act: Act) -> Answer:
        """Store the refusal and offer what is lawful without consent."""
        done = objecting.refuse(
            self.office,
            act.person,
            number_in(act),
            act.values.text("refused_by"),
            act.values.text("refused_on"),
            act.key,
        )
        return Show(views.closed(self.labels, done, withdrawn=False))

    def ask_withdrawal(self, act: Act) -> Answer:
        """Open the withdrawal form."""
        asked = objecting.questions(self.office, act.person, number_in(act), ids.WITHDRAW)
        return Show(views.withdrawn_form(self.labels, asked))

    def withdraw(self, act: Act) -> Answer:
        """Store the withdrawal; everything that rested on it is closed by now."""
        done = objecting.withdraw(
            self.office,
            act.person,
            number_in(act),
            act.values.text("withdrawn_by"),
            act.values.text("withdrawn_on"),
            act.key,
        )
        return Show(views.closed(self.labels, done, withdrawn=True))


def _typed(act: Act) -> ConsentForm:
    text, many = act.values.text, act.values.many
    return ConsentForm(
        holders=many("holders"),
        gezag_verified=text("gezag_verified"),
        given_by=many("given_by"),
        given_on=text("given_on"),
        youth_voice=text("youth_voice"),
        other_holder=text("other_holder"),
        recipients=many("recipients"),
        categories=many("categories"),
        purpose=text("purpose"),
        form=text("form"),
        statements=many("statements"),
        until=text("until"),
    )
