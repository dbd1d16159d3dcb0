"""All that a record of consent still lacks, so that it can be asked for in one go."""

from __future__ import annotations

from datetime import datetime

from casework.casefile import CaseFile
from casework.evidence import case_for
from casework.office import Office
from casework.question import Question
from rules.asking import ask
from rules.consenting import lacking
from rules.model import Verdict
from rules.moments import local_day


def all_that_lacks(office: Office, file: CaseFile, question: Question, now: datetime) -> tuple[Verdict, ...]:
    """Each check that the record fails; of items under several regimes the first that is not open."""
    born = office.gate.birth_date(file, local_day(now))
    if born is None:
        return ()
    policy = office.policy.opening(file.opened)
    for regime in sorted({item.source_regime for item in question.items}):
        case = case_for(file, question, regime, born, now, office.book)
        if found := lacking(ask(case, office.book, policy)):
            return found
    return ()
