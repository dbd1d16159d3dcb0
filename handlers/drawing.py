"""Drawing with matplotlib, which is an extra: loaded when something is drawn, and never before.

No colour carries meaning by itself: a blue of Okabe and Ito and grey are told apart with any colour vision
and in print, and what is missing is hatched. Nothing is kept between two drawings: threads can draw at once.
"""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

FULL, EMPTY, EDGE, HATCH = "#0072B2", "#DDDDDD", "#555555", "///"
ALT = 1000  # characters that Slack takes
_DPI = 130
_TITLE = 14


def can_draw() -> bool:
    """Whether the extra is there."""
    return find_spec("matplotlib") is not None


def canvas(width: float, height: float, heading: str) -> Figure:
    """An empty picture of so many inches under a heading."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg  # noqa: PLC0415  # large, and an extra
    from matplotlib.figure import Figure as Canvas  # noqa: PLC0415

    made = Canvas(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(made)
    made.suptitle(heading, fontsize=_TITLE, fontweight="bold", x=0.02, ha="left")
    return made


def bare(axes: Axes) -> None:
    """Without the lines around it that tell nothing."""
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    axes.tick_params(length=0)


def png(made: Figure) -> bytes:
    """The finished picture as a file."""
    found = BytesIO()
    made.savefig(found, format="png", dpi=_DPI, metadata={"Software": None})
    return found.getvalue()
