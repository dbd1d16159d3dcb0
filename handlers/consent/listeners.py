"""What people do about consent: record it, record a refusal or a withdrawal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from casework import refs
from casework.consent import asking, confirming, correcting, objecting, recording, same_person, seeking
from casework.consent.asking import ConsentQuestions
from casework.consent.recording import ConsentForm
from casework.errors import NotForYou
from handlers.acts import Act, Answer, Done, Replace, Show
from handlers.chosen import chosen_in
from handlers.consent import correction, ids, views
from handlers.consent.form import consent_form, recipient_choices, second_choices
from handlers.consent.objection import refused_form, withdrawn_form
from handlers.consent.seeking import sought, unreached_form
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.inputs import Choice


class ConsentListeners(Conversation):
    """Registers the consent conversation at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.RECORD, self.ask)
        desk.action(ids.MORE, self.ask_more)
        desk.submission(ids.RECORD, self.record)
        desk.search(ids.RECORD, "recipients", ids.RECORD, self.recipients)
        desk.search(ids.RECORD, "second", ids.RECORD, self.seconds)
        desk.action(ids.REFUSED, self.ask_refusal)
        desk.submission(ids.REFUSED, self.refuse)
        desk.action(ids.WITHDRAW, self.ask_withdrawal)
        desk.submission(ids.WITHDRAW, self.withdraw)
        desk.action(ids.UNREACHED, self.ask_unreached)
        desk.submission(ids.UNREACHED, self.unreached)
        desk.action(ids.RECORDS, self.show_records)
        desk.pages(ids.RECORDS, ids.RECORDS, self.show_records)
        desk.action(ids.CORRECT, self.ask_correction)
        desk.action(ids.VOID, self.void)
        desk.action(ids.CONFIRM, self.answer)
        desk.action(ids.DENY, self.answer)
        desk.action(ids.SAME, self.say_same)

    def ask(self, act: Act) -> Answer:
        """Open the form with the fields this case needs."""
        asked = asking.questions(self.office, act.person, number_in(act))
        return Show(consent_form(self.labels, _still_chosen(asked, chosen_in(act.view))))

    def ask_more(self, act: Act) -> Answer:
        """Show what is normally derived as well; Slack keeps what was already filled in."""
        asked = asking.questions(self.office, act.person, number_in(act))
        return Replace(consent_form(self.labels, asked, more=True, was=act.note.get("was")))

    def recipients(self, act: Act) -> Sequence[Choice]:
        """With whom it may be shared, for the form as it stands."""
        asked = asking.questions(self.office, act.person, number_in(act), _corrects(act))
        return recipient_choices(self.labels, asked)

    def seconds(self, act: Act) -> Sequence[Choice]:
        """Who of the own institution can have decided along."""
        asked = asking.questions(self.office, act.person, number_in(act), _corrects(act))
        return second_choices(self.labels, asked)

    def record(self, act: Act) -> Answer:
        """Store the record and say what it led to."""
        opened = act.note.get("was")
        outcome = recording.record(
            self.office, act.person, number_in(act), _typed(act), act.key, _corrects(act), opened
        )
        return Show(views.recorded(self.labels, outcome))

    def ask_refusal(self, act: Act) -> Answer:
        """Open the refusal form."""
        asked = objecting.questions(self.office, act.person, number_in(act), ids.REFUSED)
        return Show(refused_form(self.labels, asked))

    def refuse(self, act: Act) -> Answer:
        """Store the refusal and offer what is lawful without consent."""
        done = objecting.refuse(
            self.office,
            act.person,
            number_in(act),
            act.values.text("refused_by"),
            act.values.text("refused_on"),
            act.key,
            _corrects(act),
        )
        return Show(views.closed(self.labels, done, withdrawn=False))

    def ask_withdrawal(self, act: Act) -> Answer:
        """Open the withdrawal form."""
        asked = objecting.questions(self.office, act.person, number_in(act), ids.WITHDRAW)
        return Show(withdrawn_form(self.labels, asked))

    def withdraw(self, act: Act) -> Answer:
        """Store the withdrawal; everything that rested on it is closed by now."""
        done = objecting.withdraw(
            self.office,
            act.person,
            number_in(act),
            act.values.text("withdrawn_by"),
            act.values.text("withdrawn_on"),
            act.key,
            _corrects(act),
        )
        return Show(views.closed(self.labels, done, withdrawn=True))

    def ask_unreached(self, act: Act) -> Answer:
        """Open the form for one more attempt."""
        return Show(unreached_form(self.labels, seeking.questions(self.office, act.person, number_in(act))))

    def unreached(self, act: Act) -> Answer:
        """Keep how somebody was sought, and say what is left."""
        text = act.values.text
        found = seeking.record(
            self.office, act.person, number_in(act), text("unreached"), text("tried_on"), text("way"), act.key
        )
        return Show(sought(self.labels, found))

    def show_records(self, act: Act) -> Answer:
        """What was recorded in this case, as far as this person may see it."""
        found = correcting.records(self.office, act.person, number_in(act))
        return Show(correction.record_list(self.labels, found, act.page))

    def ask_correction(self, act: Act) -> Answer:
        """Open the form a record was made with, filled in as it stands."""
        number, record = number_in(act), act.ref.partition(" ")[2]
        found = correcting.records(self.office, act.person, number)
        line = next((one for one in found.lines if one.id == record), None)
        if line is None:
            raise NotForYou
        if line.refused or line.withdrawn:
            kind = ids.REFUSED if line.refused else ids.WITHDRAW
            no = objecting.questions(self.office, act.person, number, kind, record)
            form = refused_form if line.refused else withdrawn_form
            return Replace(form(self.labels, no))
        asked = asking.questions(self.office, act.person, number, record)
        return Replace(consent_form(self.labels, asked, more=True))

    def void(self, act: Act) -> Answer:
        """Take away a record that should never have been made, and show what is left."""
        number, record = number_in(act), act.ref.partition(" ")[2]
        correcting.void(self.office, act.person, number, record, act.key)
        found = correcting.records(self.office, act.person, number)
        return Replace(correction.record_list(self.labels, found))

    def answer(self, act: Act) -> Answer:
        """Stand behind a record that names who made it, or not; the message says what came of it."""
        record = act.ref.partition(" ")[2]
        confirming.answer(self.office, act.person, number_in(act), record, act.name, act.key)
        return Done()

    def say_same(self, act: Act) -> Answer:
        """A partner with an account, or another name, is still who was named."""
        partner = refs.number("P", act.ref.partition(" ")[2])
        if partner is None:
            raise NotForYou
        same_person.say_same(self.office, act.person, number_in(act), partner, act.key)
        return Done()


def _still_chosen(asked: ConsentQuestions, named: frozenset[int]) -> ConsentQuestions:
    """With those chosen who were chosen in the form that this one follows on."""
    chosen = asked.chosen | {one.id for one in asked.recipients if one.id in named}
    if asked.before is None:
        return replace(asked, chosen=chosen)
    kept = dict.fromkeys((*asked.before.recipients, *sorted(chosen - asked.chosen)))
    return replace(asked, chosen=chosen, before=replace(asked.before, recipients=tuple(kept)))


def _corrects(act: Act) -> str:
    return str(act.note.get("corrects") or "")


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
        second=text("second"),
    )
