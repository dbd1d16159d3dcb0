"""The bench of the matrix, for acts that nobody would do in good faith."""

from __future__ import annotations

from tests.matrix.conftest import plays

__all__ = ["plays"]
