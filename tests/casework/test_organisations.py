"""Organisations are rows: spelt in two ways they are one, and its professionals are colleagues (P27)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlmodel import select

from bot.commands.directory import import_directory
from casework.directory.changes import Changes
from casework.errors import Invalid
from casework.partners import keeping
from casework.partners.drafting import PartnerForm
from casework.people import are_colleagues
from casework.sharing import choosing, deciding
from casework.sharing.deciding import COLLEAGUES, ShareForm
from rules.policy import Policy
from storage.directory_tables import Organisation, Partner
from storage.engine import session_for
from storage.organisations import settle_organisations
from storage.repositories.organisations import folded
from tests.casework.making import House

FILE = """
partners:
  - {name: Edith Verzonnen, organisation: O.B.S. De Brug, role: mentor, user: U0EDITH, partnerships: [PGA]}
  - {name: Bram Verzonnen, organisation: "%s", role: ib_zorgcoordinator, user: U0BRAM, partnerships: [PGA]}
"""


def take_in(house: House, folder: Path, spelt: str) -> Changes:
    """Import two partners of one school, of which the second has it spelt like this."""
    path = folder / "lijst.yaml"
    path.write_text(FILE % spelt, encoding="utf-8")
    store = house.office.store
    return import_directory(path, store.engine, store.vault, house.office.book)


def organisations(house: House) -> dict[str, int]:
    """How many partners each organisation has."""
    with session_for(house.office.store.engine, write=False) as session:
        names = {row.id: row.name for row in session.exec(select(Organisation))}
        rows = [names[one.organisation_id] for one in session.exec(select(Partner)) if one.organisation_id]
    return {name: rows.count(name) for name in names.values()}


@pytest.mark.parametrize("spelt", ["OBS De Brug", "o.b.s. de  brug", "O.B.S. de Brüg", "O.B.S. De-Brug"])
def test_two_spellings_in_a_file_are_one_organisation(house: House, tmp_path: Path, spelt: str) -> None:
    """The first one is shown for both, and the same file once more changes nothing."""
    take_in(house, tmp_path, spelt)
    assert organisations(house) == {"O.B.S. De Brug": 2}
    one, other = house.office.identify("U0EDITH").partner, house.office.identify("U0BRAM").partner
    assert one is not None
    assert other is not None
    assert are_colleagues(one, other)
    assert other.organisation == "O.B.S. De Brug"
    assert not take_in(house, tmp_path, spelt)


def test_a_file_that_spells_one_in_two_ways_hears_so(house: House, tmp_path: Path) -> None:
    """Whoever meant two organisations reads what to do."""
    told = (
        "organisatie 'O.B.S. De Brug' en 'OBS De Brug': is er één; is het een andere, geef die een eigen naam"
    )
    assert take_in(house, tmp_path, "OBS De Brug").skipped == (told,)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Zorg+", "Zorg"),
        ("De Brugman", "De Brug Man"),
        ("Post 1 12", "Post 11 2"),
        ("School 2.0", "School 20"),
    ],
)
def test_what_may_be_two_stays_two(one: str, other: str) -> None:
    """Being taken for one would open something; being taken for two only asks to spell alike."""
    assert folded(one) != folded(other)


def test_another_number_is_another_organisation(house: House, tmp_path: Path) -> None:
    """Brug 1 and Brug 2 are two schools."""
    take_in(house, tmp_path, "O.B.S. De Brug 2")
    assert organisations(house) == {"O.B.S. De Brug": 1, "O.B.S. De Brug 2": 1}


def test_one_spelling_in_a_file_is_how_it_is_written_from_then_on(house: House, tmp_path: Path) -> None:
    """Whoever keeps the list puts it right for all partners at once."""
    take_in(house, tmp_path, "OBS De Brug")
    path = tmp_path / "lijst.yaml"
    path.write_text((FILE % "OBS De Brug").replace("O.B.S. De Brug", "OBS De Brug"), encoding="utf-8")
    store = house.office.store
    told = import_directory(path, store.engine, store.vault, house.office.book)
    assert "~ organisatie OBS De Brug: name O.B.S. De Brug → OBS De Brug" in told.lines
    assert organisations(house) == {"OBS De Brug": 2}
    assert not import_directory(path, store.engine, store.vault, house.office.book)


def test_who_is_added_in_slack_belongs_to_what_is_there(house: House, tmp_path: Path) -> None:
    """However the coordinator types it; another name is another organisation."""
    take_in(house, tmp_path, "O.B.S. De Brug")
    form = PartnerForm("Fien Verzonnen", "obs de brug", "mentor", "U0FIEN", "", ("1",))
    coordinator = house.office.identify("U0REGIE")
    added = keeping.add(house.office, coordinator, form, house.key())
    assert added.partner.organisation == "O.B.S. De Brug"
    assert [one.name for one in added.colleagues] == ["Bram Verzonnen", "Edith Verzonnen"]
    other = replace(form, name="Gijs Verzonnen", organisation="De Sluis", user="U0GIJS")
    assert keeping.add(house.office, coordinator, other, house.key()).colleagues == ()
    assert organisations(house) == {"O.B.S. De Brug": 3, "De Sluis": 1}


def test_what_the_version_before_wrote_becomes_rows(house: House) -> None:
    """At the first start with keys, once: the partners of this house have a text only."""
    assert organisations(house) == {}
    store, now = house.office.store, house.clock.now()
    assert settle_organisations(store.engine, store.vault, now) == len(house.roles)
    assert settle_organisations(store.engine, store.vault, now) == 0
    assert organisations(house) == {"Organisatie": len(house.roles)}
    assert len(house.audit("organisation.settle")) == 1


def opened(house: House) -> None:
    """Let this house share within one organisation."""
    store = house.office.store
    settle_organisations(store.engine, store.vault, house.clock.now())
    policy: Policy = replace(house.office.policy, internal_sharing=True)
    house.office = replace(house.office, policy=policy)
    house.office.gate._policy = policy


def test_colleagues_are_offered_together_where_it_is_open(house: House) -> None:
    """Professionals of the own organisation outside care and police, and only while the flag is on."""
    number = house.report("mentor")
    house.tag("mentor", number, "jongerenwerker", "leerplicht", "sportclub")
    assert choosing.share_options(house.office, house.person("mentor"), number).colleagues == ()
    form = ShareForm([COLLEAGUES], ("identiteit", "signaal"), purpose="hulp_organiseren")
    with pytest.raises(Invalid) as invalid:
        deciding.share(house.office, house.person("mentor"), number, form, house.key())
    assert set(invalid.value.flaws) == {"recipients"}
    opened(house)
    offered = choosing.share_options(house.office, house.person("mentor"), number).colleagues
    assert {one.role for one in offered} == {"jongerenwerker", "leerplicht"}
    shared = deciding.share(house.office, house.person("mentor"), number, form, house.key())
    assert {one.role for one in shared.recipients} == {"jongerenwerker", "leerplicht"}
    assert house.audit("signal.share")[-1].code == "OK_INTERNAL"
