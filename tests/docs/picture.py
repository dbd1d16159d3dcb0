"""`python -m tests.docs.picture`: draws docs/architecture.svg from the real imports.

Each floor is a band with its folders; an arrow from one floor to another is thicker the more modules
import. It says no figures, so that it changes when the structure does and not with each import.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from html import escape
from pathlib import Path

import grimp

HOUSE = Path(__file__).parents[2]
PICTURE = HOUSE / "docs" / "architecture.svg"
FLOORS = {
    "bot": "the process",
    "handlers": "conversations",
    "casework": "use cases and the gate",
    "storage": "tables, seals, outbox",
    "rules": "decisions and the law as data",
}
BESIDE = "sandbox"
LEFT, WIDTH, HEIGHT, GAP = 130, 620, 96, 34
FEWEST = 6  # folders in a row
ARROWS = 800
MANY, SOME = 150, 30  # imports

STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1d2733}.floor{font-weight:600}"
    ".small{font-size:11px;fill:#4a5766}"
    ".band{fill:#eef3f8;stroke:#b9c6d4}.room{fill:#fff;stroke:#c9d4df}.beside{fill:#f7f1e6;stroke:#d8c9a8}"
    ".arrow{fill:none;stroke:#5b6f86}.many{stroke-width:4}.some{stroke-width:2.2}.few{stroke-width:1}"
)


def imports() -> tuple[Counter[tuple[str, str]], Mapping[str, set[str]]]:
    """How often each floor imports each other, and the folders of each floor."""
    graph = grimp.build_graph(*FLOORS)
    between: Counter[tuple[str, str]] = Counter()
    folders: dict[str, set[str]] = {floor: set() for floor in FLOORS}
    for module in sorted(graph.modules):
        floor, *below = module.split(".")
        if len(below) > 1:
            folders[floor].add(below[0])
        for imported in graph.find_modules_directly_imported_by(module):
            other = imported.split(".")[0]
            if other != floor:
                between[floor, other] += 1
    return between, folders


def rooms(folders: set[str], top: int) -> Iterator[str]:
    """The folders of a floor in two rows."""
    wide = (WIDTH - 20) // max(FEWEST, -(-len(folders) // 2))
    for at, label in enumerate(sorted(folders)):
        a_row = (WIDTH - 20) // wide
        x, y = LEFT + 10 + at % a_row * wide, top + 38 + at // a_row * 27
        yield f'<rect class="room" x="{x}" y="{y}" width="{wide - 6}" height="22" rx="4"/>'
        middle = x + (wide - 6) // 2
        yield f'<text class="small" x="{middle}" y="{y + 15}" text-anchor="middle">{escape(label)}</text>'


def band(floor: str, number: int, folders: set[str]) -> Iterator[str]:
    """One floor."""
    top = 20 + (len(FLOORS) - number) * (HEIGHT + GAP)
    yield f'<rect class="band" x="{LEFT}" y="{top}" width="{WIDTH}" height="{HEIGHT}" rx="6"/>'
    yield f'<text class="floor" x="{LEFT + 12}" y="{top + 24}">{number} {floor}/ <tspan class="small">'
    yield f"{escape(FLOORS[floor])}</tspan></text>"
    yield from rooms(folders, top)


def weight(count: int) -> str:
    """How thick an arrow is: by the number of imports."""
    return "many" if count >= MANY else "some" if count >= SOME else "few"


def arrow(number: int, other: int, count: int) -> Iterator[str]:
    """From one floor down to another: to the next one straight, further down along the right side."""
    tops = {floor: 20 + (len(FLOORS) - floor) * (HEIGHT + GAP) for floor in (number, other)}
    if number - other == 1:
        x, y, end = LEFT + WIDTH // 2, tops[number] + HEIGHT, tops[other]
        yield f'<path class="arrow {weight(count)}" d="M{x} {y}V{end - 3}" marker-end="url(#tip)"/>'
        return
    right, bend = LEFT + WIDTH, 18 + 34 * (number - other - 1) + 10 * (len(FLOORS) - number)
    y, end = (
        tops[number] + HEIGHT // 2 + 8 * (number - other),
        tops[other] + HEIGHT // 2 - 9 * (number - other),
    )
    line = f"M{right} {y}h{bend}V{end}h-{bend - 3}"
    yield f'<path class="arrow {weight(count)}" d="{line}" marker-end="url(#tip)"/>'


def drawn() -> str:
    """The whole picture; the same for the same imports."""
    between, folders = imports()
    numbers = {floor: len(FLOORS) - at for at, floor in enumerate(FLOORS)}
    height = 20 + len(FLOORS) * (HEIGHT + GAP)
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {ARROWS + 170} {height}" role="img">',
        "<title>The floors of Schakel and the imports between them</title>",
        f"<style>{STYLE}</style>",
        '<defs><marker id="tip" markerUnits="userSpaceOnUse" markerWidth="12" markerHeight="12" '
        'viewBox="0 0 6 6" refX="5" refY="3" orient="auto">'
        '<path d="M0 0L6 3L0 6z" fill="#5b6f86"/></marker></defs>',
        f'<rect class="beside" x="10" y="20" width="105" height="{height - 20 - GAP}" rx="6"/>',
        f'<text class="floor" x="22" y="44">{BESIDE}/</text>',
        '<text class="small" x="22" y="62">practice Slack,</text>',
        '<text class="small" x="22" y="77">on the wire</text>',
        '<text class="small" x="22" y="92">only</text>',
    ]
    for floor, number in numbers.items():
        lines += band(floor, number, folders[floor])
    for (floor, other), count in sorted(between.items()):
        lines += arrow(numbers[floor], numbers[other], count)
    return "\n".join([*lines, "</svg>", ""])


def main() -> None:
    """Write the picture anew."""
    PICTURE.write_text(drawn(), encoding="utf-8")


if __name__ == "__main__":
    main()
