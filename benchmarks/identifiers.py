"""How well names and numbers are told from ordinary talk, per kind, and how long one text takes."""

from __future__ import annotations

import csv
import time
from collections import Counter
from datetime import date
from pathlib import Path

from benchmarks.figures import Figure, percentile, show
from rules.identifiers import find_identifiers

DATA = Path(__file__).parents[1] / "tests" / "data"
TODAY = date(2026, 11, 24)
ASKED, UNASKED, SLOWEST = 0.05, 0.05, 2.0
_HARD = ("BSN", "PHONE", "EMAIL", "IBAN", "ADDRESS", "POSTCODE", "DOB", "HANDLE", "PLATE")
_SOFT = ("PERSON", "NICKNAME", "INITIALS", "CLASS")


def hard_kinds() -> list[Figure]:
    """Of each hard kind, how many of its texts were missed."""
    lines = (DATA / "identifying.tsv").read_text(encoding="utf-8").splitlines()[1:]
    total, missed = Counter[str](), Counter[str]()
    for kind, typed in (line.split("\t", 1) for line in lines):
        text = typed.encode("ascii", "backslashreplace").decode("unicode_escape")
        total[kind] += 1
        missed[kind] += kind not in {one.kind.value for one in find_identifiers(text, today=TODAY)}
    return [Figure(f"missed: {kind}", 0, missed[kind], "", f"of {total[kind]}") for kind in sorted(total)]


def ordinary() -> list[Figure]:
    """Of ordinary sentences, how many were refused and how many asked about; and the time for one."""
    sentences = (DATA / "ordinary.txt").read_text(encoding="utf-8").splitlines()
    took, refused, asked = [], 0, Counter[str]()
    for text in sentences:
        began = time.perf_counter()
        found = find_identifiers(text, names=("Jesse van der Veer",), today=TODAY)
        took.append((time.perf_counter() - began) * 1000)
        refused += any(one.hard for one in found)
        asked.update({one.kind.value for one in found if not one.hard} | ({"any"} if found else set()))
    kinds = ", ".join(f"{kind} {times}" for kind, times in sorted(asked.items()) if kind != "any")
    of = f"of {len(sentences)}"
    return [
        Figure("ordinary sentences refused", 0, refused, "", of),
        Figure("ordinary sentences asked about", ASKED, asked["any"] / len(sentences), "", f"{of}: {kinds}"),
        Figure("one text searched, p95", SLOWEST, percentile(took[1:], 95), "ms"),
    ]


def naming() -> Figure:
    """Of sentences that name somebody, how many were not asked about."""
    sentences = (DATA / "naming.txt").read_text(encoding="utf-8").splitlines()
    unasked = sum(not find_identifiers(text, today=TODAY) for text in sentences)
    return Figure(
        "sentences with a name not asked about", UNASKED, unasked / len(sentences), "", f"of {len(sentences)}"
    )


def labelled() -> list[Figure]:
    """The same on the labelled chat sentences."""
    with (DATA / "chat_sentences.tsv").open(encoding="utf-8") as source:
        rows = list(csv.DictReader(source, delimiter="\t", quoting=csv.QUOTE_NONE))
    missed, unasked, refused, asked, clean = 0, 0, 0, 0, 0
    for row in rows:
        found = find_identifiers(row["sentence"], today=TODAY)
        labels = row["identifying"].split(";")
        hard = any(one.hard for one in found)
        if row["label"] == "clean":
            clean, refused, asked = clean + 1, refused + hard, asked + bool(found)
        elif any(one.startswith(_HARD) for one in labels):
            missed += not hard
        elif any(one.startswith(_SOFT) for one in labels):
            unasked += not found
    return [
        Figure("chat: hard identifiers missed", 0, missed),
        Figure("chat: names not asked about", 0, unasked),
        Figure("chat: clean sentences refused", 0, refused, "", f"of {clean}"),
        Figure("chat: clean sentences asked about", ASKED, asked / clean, "", f"{asked} of {clean}"),
    ]


def main() -> list[Figure]:
    """Recall and false alarms per kind."""
    return [*hard_kinds(), *ordinary(), naming(), *labelled()]


if __name__ == "__main__":
    show(main())
