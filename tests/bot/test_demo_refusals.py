"""What the demo cannot use is one plain line in Dutch, with what to type."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.demo.folder import DemoFolder
from bot.demo.practice import Practice
from bot.failing import Stop


@pytest.mark.parametrize("within", ["", "daaronder"])
def test_a_folder_where_a_file_stands(tmp_path: Path, within: str) -> None:
    """The file stays what it was."""
    file = tmp_path / "aantekeningen"
    file.write_text("van mij", encoding="utf-8")
    with pytest.raises(Stop) as told, DemoFolder(file / within).taken():
        pass
    assert "op die plek staat een bestand. Typ: make demo FOLDER=" in str(told.value)
    assert file.read_text(encoding="utf-8") == "van mij"


def test_a_port_that_there_is_not() -> None:
    """No other impossible one is advised."""
    with pytest.raises(Stop, match=r"^Poort 99999 bestaat niet\. Typ: make demo \(of schakel demo\)$"):
        Practice(99999)
