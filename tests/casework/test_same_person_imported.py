"""An import, or another account, makes nobody the person that consent named."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.commands.directory import import_directory
from casework.casefile import load
from casework.consent import correcting
from casework.errors import NotForYou, Refused
from casework.partners import keeping
from casework.partners.drafting import PartnerForm
from casework.regie import handing
from casework.regie.leading import acting_author, acting_lead
from casework.sharing import deciding, on_demand
from casework.sharing.deciding import ShareForm
from casework.signals import amending, looking
from storage.engine import session_for
from storage.signal_tables import Tag
from tests.casework.house import House
from tests.casework.test_same_person import (
    FARIDA,
    MARIT,
    NEW,
    TARIK,
    changed,
    fatima,
    house,
    number,
    yes,
)

__all__ = ["fatima", "house", "number"]


def file_of(tmp_path: Path, partner: str) -> Path:
    """A directory file with one partner."""
    path = tmp_path / "directory.yaml"
    path.write_text(
        "partnerships:\n"
        "  - {name: Jeugdnetwerk Zonnebeek, kind: wijkoverleg, channel: C0ZONNEBEEK, coordinator: U0REGIE}\n"
        f"partners:\n  - {partner}\n",
        encoding="utf-8",
    )
    return path


def take_in(house: House, path: Path) -> None:
    """Import a file."""
    office = house.office
    import_directory(path, house.engine, office.store.vault, office.book, now=house.clock.now())


def test_an_import_does_not_unbind_an_account(house: House, tmp_path: Path, fatima: int) -> None:
    """A file that names no account leaves the one that was bound in Slack."""
    changed(house, fatima, user=NEW)
    take_in(
        house,
        file_of(
            tmp_path,
            "{name: Fatima El Amrani, organisation: Welzijn, role: jongerenwerker, "
            "partnerships: [Jeugdnetwerk Zonnebeek]}",
        ),
    )
    assert house.partner(NEW).id == fatima


def test_an_import_with_another_name_and_organisation_makes_another_partner(
    house: House, tmp_path: Path
) -> None:
    """As when it is changed in Slack; an account with another name only stays who it was."""
    before = house.partner(TARIK).id
    line = (
        "{{name: {name}, organisation: {where}, role: jongerenwerker, user: U0JONGER, "
        "partnerships: [Jeugdnetwerk Zonnebeek]}}"
    )
    take_in(house, file_of(tmp_path, line.format(name="Tarik Anders", where="Welzijn Zonnebeek")))
    assert house.partner(TARIK).id == before
    take_in(house, file_of(tmp_path, line.format(name="Nora Verzonnen", where="Boksschool")))
    after = house.partner(TARIK).id
    assert after != before
    take_in(house, file_of(tmp_path, line.format(name="Nora Verzonnen", where="Boksschool")))
    assert house.partner(TARIK).id == after


def in_place_of(house: House, who: str, tmp_path: Path, *, by_import: bool) -> None:
    """The account gets another name in another organisation: by Farida, or by an import."""
    house.clock.pass_by(minutes=1)
    if not by_import:
        kept = changed(house, house.partner(who).id, name="Iemand Anders", organisation="Elders")
        assert kept.another
    else:
        file = tmp_path / "another.yaml"
        file.write_text(
            "partners:\n  - {name: Iemand Anders, organisation: Elders, role: ib_zorgcoordinator, "
            f"user: {who}, partnerships: [Jeugdnetwerk Zonnebeek]}}\n",
            encoding="utf-8",
        )
        vault, now = house.office.store.vault, house.clock.now()
        import_directory(file, house.engine, vault, house.office.book, now=now)
    house.clock.pass_by(minutes=1)


@pytest.mark.parametrize("by_import", [False, True])
def test_who_has_an_account_after_somebody_else_did_nothing_with_it_before(
    house: House, tmp_path: Path, by_import: bool
) -> None:
    """They neither reported, led, shared nor recorded, and read none of it back; what they do is theirs."""
    sits_here_only = PartnerForm("Bram Oosterling", "Sport", "jongerenwerker", "U0OUD", partnerships=("1",))
    keeping.add(house.office, house.who(FARIDA), sits_here_only, house.key())
    number = house.report("U0OUD", "Jesse Verzonnen", tag=(TARIK, MARIT))
    yes(house, number, "U0OUD", house.partner(TARIK).id)
    house.clock.pass_by(minutes=1)
    form = ShareForm((str(house.partner(TARIK).id),), ("identiteit", "signaal"), purpose="hulp_organiseren")
    shared = deciding.share(house.office, house.who("U0OUD"), number, form, house.key()).number
    in_place_of(house, "U0OUD", tmp_path, by_import=by_import)
    newcomer = house.who("U0OUD")
    for read in (looking.sheet, amending.own, correcting.records):
        with pytest.raises(NotForYou):
            read(house.office, newcomer, number)
    with pytest.raises(Refused):
        on_demand.open_disclosure(house.office, house.who(TARIK), shared, house.key())
    with house.office.store.reading() as session:
        file = load(session, number)
        assert (acting_author(file), acting_lead(file), file.live) == (None, None, ())
    tagging_again = house.report("U0OUD", "Sem Verzonnen", tag=(TARIK,))
    assert amending.own(house.office, house.who("U0OUD"), tagging_again).details


def test_who_has_an_account_after_somebody_else_does_not_name_themselves_alone(
    house: House, tmp_path: Path
) -> None:
    """What the one before wrote, somebody else wrote: a record that names its recorder waits."""
    here = PartnerForm("Bram Oosterling", "Sport", "jongerenwerker", "U0OUD", partnerships=("1",))
    keeping.add(house.office, house.who(FARIDA), here, house.key())
    number = house.report("U0OUD", "Jesse Verzonnen", tag=(TARIK,))
    in_place_of(house, "U0OUD", tmp_path, by_import=False)
    handing.hand_over(house.office, house.who(FARIDA), number, TARIK, house.key())
    with session_for(house.engine) as session:
        newcomer = house.partner("U0OUD").id
        session.add(Tag(signal_id=number, partner_id=newcomer, reason="", tagged_at=house.clock.now()))
        session.commit()
    yes(house, number, "U0OUD", newcomer)
    with pytest.raises(Refused) as found:
        deciding.share(
            house.office,
            house.who(TARIK),
            number,
            ShareForm((str(newcomer),), ("identiteit", "signaal"), purpose="hulp_organiseren"),
            house.key(),
        )
    assert found.value.code == "SCOPE_RECIPIENT"
    assert house.told("consent.confirm") == [(TARIK, f"S-{number}")]
