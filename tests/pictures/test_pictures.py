"""The pictures of the handbooks are the ones that were taken, and small."""

from __future__ import annotations

from tests.pictures import kept

MOST = 3_000_000  # bytes of all pictures together
AGAIN = "`make schermen` takes them anew"


def test_each_file_is_the_one_that_was_taken() -> None:
    files = {one.stem: kept.mark(one.read_bytes()) for one in kept.FOLDER.iterdir()}
    assert files == {name: one["file"] for name, one in kept.known().items()}, AGAIN


def test_the_pictures_are_small() -> None:
    assert sum(one.stat().st_size for one in kept.FOLDER.iterdir()) < MOST
