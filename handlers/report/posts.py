"""Kind of post → query + view: the report that a coordinator gets each month."""

from __future__ import annotations

from collections.abc import Mapping

from casework.report.making import monthly
from casework.report.sending import read_reference
from handlers.conversation import Conversation
from handlers.rendering import Drawing, Maker
from handlers.report import ids, views
from handlers.report.words import period_name
from storage.outbox_tables import Post


class ReportPosts(Conversation):
    """Draws the report of a month."""

    def makers(self) -> Mapping[str, Maker]:
        """The kinds this conversation draws."""
        return {ids.POST_MONTHLY: self.month}

    def month(self, post: Post) -> Drawing | None:
        """The report of one month; nothing where nothing happened in it, nor in the month before."""
        asked = read_reference(post.ref or "")
        found = monthly(self.office, *asked) if asked else None
        if found is None or all(one.empty for one in found):
            return None
        report, before = found
        said = self.language("Rapport, {period}", period=period_name(self.language, report.period))
        return Drawing(said, tuple(views.message(self.labels, report, before)), "notice", post.ref)
