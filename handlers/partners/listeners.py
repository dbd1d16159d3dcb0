"""What people do with the list of partners: look, ask whom they need, add somebody, change or end it."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz import fuzz, process

from casework.errors import NotForYou
from casework.partners import advising, keeping, looking, welcoming
from casework.partners.advising import SituationForm
from casework.partners.drafting import PartnerForm
from casework.partners.keeping import Kept
from casework.partners.looking import PartnerEntry
from casework.permissions import admitted
from handlers.acts import Act, Answer, Show, Tell, Values
from handlers.conversation import Conversation, number_in
from handlers.desk import Desk
from handlers.grants.ids import GIVE
from handlers.inputs import Choice
from handlers.nearest import nearest
from handlers.partners import forms, ids, views
from handlers.partners.wordlist import SYNONYMS, WORDS
from handlers.signal.fields import partnership_choices
from handlers.signal.ids import NEW as NEW_SIGNAL

ALIKE = 60


class PartnerListeners(Conversation):
    """Registers the conversation about partners at the desk."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation to its listener."""
        desk.action(ids.LIST, self.list_in_modal)
        desk.pages(ids.LIST, ids.LIST, self.list_in_modal)
        desk.action(ids.FOR, self.ask_situation)
        desk.submission(ids.FOR, self.advise)
        desk.action(ids.NEW, self.start)
        desk.submission(ids.NEW, self.add)
        desk.action(ids.CHOOSE, self.choose)
        desk.submission(ids.CHOOSE, self.ask_change)
        desk.submission(ids.CHANGE, self.change)
        desk.search(ids.CHOOSE, "partner", ids.CHOOSE, self.partners)
        for form in (ids.NEW, ids.CHANGE):
            desk.search(form, "partnerships", ids.CHOOSE, self.partnerships)

    def overview(self, act: Act) -> Answer:
        """My partnerships, with their overleggen and partners."""
        cards = looking.overview(self.office, act.person, act.channel)
        title = self.language.plural("{n} samenwerking", "{n} samenwerkingen", len(cards))
        return Tell(title, tuple(views.overview(self.labels, cards, grants=admitted(GIVE, act.person))))

    def list_in_modal(self, act: Act) -> Answer:
        """The same, from Home."""
        cards = looking.overview(self.office, act.person)
        grants = admitted(GIVE, act.person)
        return Show(views.all_of_them(self.labels, cards, act.page, grants=grants))

    def help(self, act: Act) -> Answer:
        """What can be typed; after a typing error with the nearest word."""
        near = nearest(act.ref, WORDS, SYNONYMS, self.language.locale)
        return Tell(views.help_text(self.language, act.ref, near, manages=admitted(ids.NEW, act.person)))

    # --- whom do I need ---------------------------------------------------------------------------

    def ask_situation(self, act: Act) -> Answer:
        """Ask what is going on; when level and place were typed with the word, answer at once."""
        typed = act.ref if act.name.startswith("/") else ""
        form = advising.read_words(self.office, typed)
        if form.level and form.place:
            return self._advice(act, form)
        return Show(forms.situation(self.labels, form))

    def advise(self, act: Act) -> Answer:
        """Whom the rulebook thinks of, and who that is here."""
        text, many = act.values.text, act.values.many
        form = SituationForm(text("level"), text("place"), text("age"), many("modifiers"))
        return self._advice(act, form)

    def _advice(self, act: Act, form: SituationForm) -> Show:
        found = advising.advise(self.office, act.person, form)
        return Show(views.advice(self.labels, found, may_report=admitted(NEW_SIGNAL, act.person)))

    # --- joining, changing, leaving ---------------------------------------------------------------

    def start(self, act: Act) -> Answer:
        """Open the form for a new partner, with the only partnership chosen when there is one."""
        offered = keeping.offered(self.office, act.person)
        only = tuple(str(one) for one in offered) if len(offered) == 1 else ()
        return Show(forms.new_partner(self.labels, offered, PartnerForm(partnerships=only)))

    def add(self, act: Act) -> Answer:
        """Put somebody in the list."""
        return self._kept(keeping.add(self.office, act.person, _form(act.values), act.key))

    def partners(self, act: Act) -> Sequence[Choice]:
        """Who can be changed."""
        return forms.partner_choices(self.labels, keeping.choices(self.office, act.person))

    def partnerships(self, act: Act) -> Sequence[Choice]:
        """Where one can put a partner."""
        return partnership_choices(keeping.offered(self.office, act.person))

    def choose(self, act: Act) -> Answer:
        """Which partner; a name that was typed with the word narrows it down."""
        found = keeping.choices(self.office, act.person)
        typed = act.ref if act.name.startswith("/") else ""
        return Show(forms.choose(self.labels, _alike(found, typed)))

    def ask_change(self, act: Act) -> Answer:
        """Ask what is to change about the chosen one."""
        chosen = act.values.text("partner")
        if not chosen.isdecimal():
            raise NotForYou
        form, offered = keeping.changeable(self.office, act.person, int(chosen))
        return Show(forms.change(self.labels, int(chosen), offered, form))

    def change(self, act: Act) -> Answer:
        """Store it, and show what is left to take over."""
        number = number_in(act, welcoming.LETTER)
        typed, opened = _form(act.values), act.note.get("was")
        return self._kept(keeping.change(self.office, act.person, number, typed, act.key, opened))

    def _kept(self, stored: Kept) -> Show:
        return Show(views.kept(self.labels, stored))


def _alike(found: tuple[PartnerEntry, ...], typed: str) -> tuple[PartnerEntry, ...]:
    """The partners whose name, role or organisation is like what was typed, the likest first."""
    if not typed.strip():
        return found
    texts = {at: f"{one.partner.name} {one.partner.organisation}" for at, one in enumerate(found)}
    near = process.extract(
        typed.casefold(), texts, scorer=fuzz.partial_ratio, processor=str.casefold, score_cutoff=ALIKE
    )
    return tuple(found[at] for _text, _score, at in near)


def _form(values: Values) -> PartnerForm:
    text = values.text
    return PartnerForm(
        name=text("name"),
        organisation=text("organisation"),
        role=text("role"),
        user=text("user"),
        contact=text("contact"),
        partnerships=values.many("partnerships"),
    )
