"""Asking for the report of a partnership, and for its files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from casework.errors import Flaw, Invalid, NotForYou
from casework.report import making
from casework.report.periods import Period, offered, read_period
from handlers.acts import Act, Answer, Give, Show
from handlers.conversation import Conversation
from handlers.desk import Desk
from handlers.inputs import Choice as Option
from handlers.report import ids, views
from handlers.report.export import csv_of
from handlers.report.pictures import pictures
from handlers.report.words import period_name


class ReportListeners(Conversation):
    """Registers the report at the desk; the command word belongs to `/signal`."""

    def register(self, desk: Desk) -> None:
        """Bind every name of this conversation."""
        desk.action(ids.REPORT, self.ask)
        desk.submission(ids.REPORT, self.make)
        desk.search(ids.REPORT, "partnership", ids.REPORT, self.partnerships)
        desk.action(ids.FILES, self.files)
        desk.pages(ids.SHOWN, ids.REPORT, self.turn)

    def ask(self, act: Act) -> Answer:
        """The form; at once the report for who names a period and has one partnership."""
        mine = making.choices(self.office, act.person)
        period = read_period(act.ref)
        if period is not None and len(mine) == 1:
            return self._show(act, mine[0].number, period)
        return Show(views.form(self.language, mine, offered(self.office.today)))

    def partnerships(self, act: Act) -> Sequence[Option]:
        """Of which partnerships one can ask a report."""
        return views.partnership_choices(making.choices(self.office, act.person))

    def make(self, act: Act) -> Answer:
        """The report of what was chosen; raises `Invalid` when nothing was."""
        period = read_period(act.values.text("period"))
        if period is None:
            raise Invalid({"period": Flaw("required")})
        return self._show(act, _number(act), period)

    def turn(self, act: Act) -> Answer:
        """Another page of it."""
        number, period = _asked(str(act.note.get("report") or ""))
        return self._show(act, number, period)

    def files(self, act: Act) -> Answer:
        """Pictures and figures, all of them or none, in the coordinator's own messages."""
        number, period = _asked(act.ref)
        report, before = making.make(self.office, act.person, number, period, act.key)
        _, labels = self.language, self.labels
        said = _("Het rapport staat als bestanden in uw berichten met Schakel.")
        return Give(
            f"rapport-{views.value(report).replace(' ', '-')}.csv",
            _("Cijfers, {period}", period=period_name(_, period)),
            csv_of(labels, report, before),
            said,
            views.given(labels, said),
            _(
                "De bestanden konden niet in Slack worden gezet. Vraag de beheerder of Schakel bestanden mag "
                "plaatsen."
            ),
            beside=partial(pictures, labels, report),
        )

    def _show(self, act: Act, number: int, period: Period) -> Answer:
        report, before = making.make(self.office, act.person, number, period, act.key)
        return Show(views.shown(self.labels, report, before, act.page))


def _number(act: Act) -> int:
    chosen = act.values.text("partnership") or str(act.note.get("partnership") or "")
    return int(chosen) if chosen.isdecimal() else 0


def _asked(text: str) -> tuple[int, Period]:
    """What a button or a view carries; raises `NotForYou` for anything else."""
    number, _, rest = text.partition(" ")
    period = read_period(rest)
    if not number.isdecimal() or period is None:
        raise NotForYou
    return int(number), period
