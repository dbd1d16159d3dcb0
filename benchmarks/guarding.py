"""What the guard recognises and what it leaves alone, per kind, and how long one message takes."""

from __future__ import annotations

import csv
import secrets
import time
from collections import Counter
from datetime import date
from pathlib import Path

from sqlalchemy import create_engine
from sqlmodel import Session

from benchmarks.figures import Figure, percentile, show
from casework.guard.weighing import SPEAK_HERE, fitting, speaks, weights
from rules.identifiers import find_identifiers
from storage import clues
from storage.guard_tables import ClueEntry
from storage.repositories import guard

DATA = Path(__file__).parents[1] / "tests" / "data"
TODAY = date(2026, 11, 24)
KEY = bytes(range(32))
RECALL, FALSE_ALARMS, SLOWEST, SIGNALS = 0.85, 1 / 40, 2.0, 10_000
PEOPLE = {
    1: (
        "Ilyas Bourakba",
        date(2011, 2, 9),
        "Hij dreigde een jongen uit de brugklas met een schroevendraaier in zijn jaszak.",
    ),
    2: (
        "Fenna Oosterwoldinga",
        date(2010, 5, 12),
        "Zij verkoopt vapes aan kinderen van de basisschool achter de sporthal.",
    ),
    3: (
        "Daan van der Kwispel",
        date(2009, 8, 30),
        "Hij rijdt rond op een scooter zonder kenteken met een groene helm.",
    ),
    4: (
        "Aşkın Yıldırımoğlu",
        date(2011, 11, 3),
        "Ze krijgt geld van een oudere man die haar bij school ophaalt.",
    ),
    5: (
        "Jan-Piet de Vlaswinkel",
        date(2009, 6, 21),
        "Hij bewaart spullen voor anderen in de kelderbox van zijn opa.",
    ),
    6: (
        "Noor Tjon-A-Kwie",
        date(2012, 1, 17),
        "Zij slaapt sinds vrijdag in een leegstaand tuinhuis bij de volkstuinen.",
    ),
    7: (
        "Tarek Moustakim",
        date(2010, 9, 17),
        "Hij perst klasgenoten af in de fietsenstalling achter de gymzaal.",
    ),
    8: (
        "Liselot Wagenmakers-Post",
        date(2012, 2, 2),
        "Zij laat zich betalen in kleding door een man met een zwarte bestelbus.",
    ),
    9: (
        "Chukwuemeka Obiandu",
        date(2009, 6, 5),
        "Hij verstopt messen in de bosjes naast het basketbalveld.",
    ),
    10: (
        "Pim ten Brinkhuizen",
        date(2011, 11, 30),
        "Hij steelt fietsen bij het ziekenhuis en verkoopt ze op marktplaats.",
    ),
}


def main() -> list[Figure]:
    """Recall, false alarms, and the time with ten thousand signals in the database."""
    engine = create_engine("sqlite://")
    ClueEntry.metadata.create_all(engine)
    with Session(engine) as session:
        for number, (name, born, told) in PEOPLE.items():
            _keep(session, number, clues.of_identity(name, born) | clues.of_details(told))
        session.commit()
        found = [*_recall(session), _false_alarms(session)]
        _crowd(session)
        return [*found, _pace(session)]


def _keep(session: Session, number: int, known: frozenset[clues.Clue]) -> None:
    guard.keep(session, number, {(clues.digest(KEY, one), str(one.kind)) for one in known})


def _hears(session: Session, text: str) -> bool:
    said: dict[bytes, int] = {}
    for part in text.split("|"):
        said |= weights(KEY, part, TODAY)
        here = any(one for one in fitting(session, said).values() if one >= SPEAK_HERE)
        if here or speaks(find_identifiers(part, today=TODAY)):
            return True
    return False


def _recall(session: Session) -> list[Figure]:
    total, heard = Counter[str](), Counter[str]()
    with (DATA / "guarded.tsv").open(encoding="utf-8") as source:
        for row in csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE):
            total[row["kind"]] += 1
            heard[row["kind"]] += _hears(session, row["text"])
    whole = sum(heard.values()) / sum(total.values())
    kinds = ", ".join(f"{kind} {heard[kind]}/{total[kind]}" for kind in total)
    return [Figure("guard: recall (at least 0.85)", 1 - RECALL, 1 - whole, "missed", kinds)]


def _false_alarms(session: Session) -> Figure:
    clean = (DATA / "ordinary.txt").read_text(encoding="utf-8").splitlines()
    with (DATA / "chat_sentences.tsv").open(encoding="utf-8") as source:
        rows = csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE)
        clean += [row["sentence"] for row in rows if row["label"] == "clean"]
    alarms = sum(_hears(session, text) for text in clean)
    return Figure("guard: false alarms", FALSE_ALARMS, alarms / len(clean), "", f"{alarms} of {len(clean)}")


def _crowd(session: Session) -> None:
    rows = [
        ClueEntry(signal_id=number, digest=secrets.token_bytes(clues.DIGEST_BYTES), kind="near")
        for number in range(100, SIGNALS)
        for _ in range(30)
    ]
    session.bulk_save_objects(rows)
    session.commit()


def _pace(session: Session) -> Figure:
    text = "Kan iemand meekijken? Hij was gisteren weer op het plein rond middernacht met oudere jongens."
    took = []
    for _ in range(300):
        began = time.perf_counter()
        fitting(session, weights(KEY, text, TODAY))
        find_identifiers(text, today=TODAY)
        took.append((time.perf_counter() - began) * 1000)
    half = f"p50 {percentile(took, 50):.2f} ms"
    return Figure("guard: one message among 10,000 signals, p99", SLOWEST, percentile(took, 99), "ms", half)


if __name__ == "__main__":
    show(main())
