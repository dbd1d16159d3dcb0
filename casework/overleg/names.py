"""The young people whose names may not stand in the checked texts of a partnership's overleg."""

from __future__ import annotations

from sqlmodel import Session

from casework.office import Office
from casework.standing_texts import StandingTexts


def subject_names(office: Office, session: Session, partnership_id: int) -> tuple[str, ...]:
    """The names behind the open signals of a partnership; for checking only, never for showing."""
    return StandingTexts(office, session).names(partnership_id)
