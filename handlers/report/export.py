"""The figures of a report as a CSV file that a spreadsheet opens."""

from __future__ import annotations

import csv
from io import StringIO

from casework.report.making import Report
from handlers.labels import Labels
from handlers.report.words import figure_text, lines, period_name

HEADS = ("periode", "onderwerp", "uitsplitsing", "rij", "aantal", "toelichting")


def csv_of(labels: Labels, report: Report, before: Report) -> str:
    """Both periods, whole: made before anything is sent, so that half of it never is.

    A figure that may not be told has no number but a word; every text is Schakel's own.
    """
    made = StringIO()
    writer = csv.writer(made, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEADS)
    for one in (report, before):
        name = period_name(labels.say, one.period)
        for line in lines(labels, one):
            told = figure_text(labels.say, line.figure)
            exact = line.figure.exact
            writer.writerow(
                [name, line.subject, line.by, line.row, told if exact else "", "" if exact else told]
            )
    return "\N{ZERO WIDTH NO-BREAK SPACE}" + made.getvalue()
