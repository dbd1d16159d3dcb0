"""What people do about consent: record it, record a refusal."""

from __future__ import annotations

from casework.consent import asking, recording
from casework.consent.recording import ConsentForm
from casework.refs import ref
from casework.signals import looking
from handlers.acts import Act, Answer, Done, Replace, Show
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
        number = number_in(act)
        looking.sheet(self.office, act.person, number)
        return Show(views.refused_form(self.labels, ref("S", number), self.office.today.isoformat()))

    def refuse(self, act: Act) -> Answer:
        """Store the refusal."""
        recording.refuse(
            self.office,
            act.person,
            number_in(act),
            act.values.text("refused_by"),
            act.values.text("refused_on"),
            act.key,
        )
        return Done()


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
