"""Who plays: a small directory with every kind of role, its channels, and people outside it."""

from __future__ import annotations

from dataclasses import dataclass

TEAM, MDO = "C0TEAM", "C0MDO"
FG, REGIE, STRANGER = "U0FG", "U0REGIE", "U0VREEMD"
REVIEWERS = (REGIE, FG, "U0JONGER")
COORDINATORS = {1: REGIE, 2: "U0ZORGCO"}
NEWCOMER = "U0NIEUW"
GUARDIAN, COLLEAGUE = "U0GI", "U0GITWEE"


@dataclass(frozen=True, slots=True)
class Actor:
    """A partner as the directory has it at the start."""

    user: str
    name: str
    organisation: str
    role: str
    partnerships: tuple[int, ...]


ACTORS = (
    Actor("U0ZORGCO", "Edith Zomerdijk", "Lyceum De Wende", "ib_zorgcoordinator", (1, 2)),
    Actor("U0JONGER", "Tarik Vogelaar", "Welzijn Zonnebeek", "jongerenwerker", (1,)),
    Actor("U0JEUGDH", "Wende Kastelein", "Jeugdhulp Oeverland", "jeugdhulp", (1, 2)),
    Actor("U0AGENT", "Stef Noordhof", "Politie", "jeugdagent", (1,)),
    Actor("U0WIJK", "Marit Hazelaar", "Gemeente Zonnebeek", "wijkteam", (1, 2)),
    Actor(GUARDIAN, "Ilse Rietveld", "Jeugdbescherming", "gi", (1,)),
    Actor("U0VT", "Noor Duinker", "Veilig Thuis", "veilig_thuis", (1,)),
    Actor("U0SPORT", "Dewi Appelman", "Sportclub De Meent", "sportclub", (1,)),
    Actor("U0MENTOR", "Bram Oosterling", "Lyceum De Wende", "mentor", (2,)),
    Actor(REGIE, "Farida Lindeman", "Gemeente Zonnebeek", "gemeente_oov", (1,)),
    Actor(COLLEAGUE, "Ad Verzonnen", "Jeugdbescherming", "gi", (2,)),
)
REPORTERS = ("U0ZORGCO", "U0JEUGDH", "U0JONGER", "U0AGENT")
USERS = (*(one.user for one in ACTORS), FG, STRANGER, NEWCOMER)
AT_FIRST = {TEAM: ("U0ZORGCO", "U0JEUGDH", "U0JONGER"), MDO: ("U0ZORGCO", "U0JEUGDH")}
ROLES_TO_BE = ("jongerenwerker", "jeugdagent", "sportclub", "wijkteam", "riec", "mentor", "gi")

DIRECTORY = f"""
roles:
  fg: [{FG}]
  reviewers: [{", ".join(REVIEWERS)}]
partnerships:
  - {{name: Jeugdnetwerk Zonnebeek, kind: wijkoverleg, channel: {TEAM}, coordinator: {REGIE}}}
  - {{name: MDO De Wende, kind: mdo, channel: {MDO}, coordinator: U0ZORGCO}}
partners:
"""
PARTNERSHIPS = ("Jeugdnetwerk Zonnebeek", "MDO De Wende")


def directory(roles: dict[str, str]) -> str:
    """The directory file with these roles by account."""
    lines = [DIRECTORY.strip()]
    for one in ACTORS:
        names = ", ".join(PARTNERSHIPS[number - 1] for number in one.partnerships)
        lines.append(
            f"  - {{name: {one.name}, organisation: {one.organisation}, role: {roles[one.user]}, "
            f"user: {one.user}, partnerships: [{names}]}}"
        )
    return "\n".join(lines) + "\n"
