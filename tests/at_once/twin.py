"""A second operating system process of the deployment: started once, fed with acts, a line each way."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from casework.again import again
from casework.errors import CaseworkError
from tests.at_once.aggregates import AGGREGATES, Aggregate, numbers
from tests.at_once.holding import Outcome
from tests.at_once.scene import Town, town_on

ROOT = Path(__file__).parents[2]
SOON = 0.004  # seconds from the call until both begin: long enough to have heard of it


class Answered(CaseworkError):
    """The act in the other process was answered with this."""


class Raw(Exception):
    """The act in the other process failed with this."""


class Twin:
    """The other process; `both` has it act at the same instant as this one."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._hear()

    def both(
        self, town: Town, about: Aggregate, names: tuple[str, str], stage: Any
    ) -> tuple[Outcome, Outcome]:
        """The first act here, the second there."""
        at = time.monotonic() + SOON
        told = {"about": about.name, "act": names[1], "stage": numbers(stage), "at": at}
        assert self._process.stdin is not None
        print(json.dumps(told), file=self._process.stdin, flush=True)
        here = Outcome()
        try:
            _wait(at)
            again(lambda: about.acts[names[0]](town.house.office, stage))
        except Exception as error:  # whatever came of it is what the test looks at
            here.error = error
        said = self._hear()
        known = Answered if said["known"] else Raw
        return here, Outcome(error=None if said["said"] == "ok" else known(said["said"]))

    def _hear(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, "the second process ended"
        heard: dict[str, Any] = json.loads(line)
        return heard


@contextmanager
def twin_of(town: Town, url: str) -> Iterator[Twin]:
    """A second process on the database of this town."""
    with subprocess.Popen(  # noqa: S603  # our own program
        [sys.executable, "-m", "tests.at_once.twin", url],
        cwd=ROOT,
        env={**os.environ, "TWIN_KEYS": town.house.ring, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            yield Twin(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()  # which ends it


def _serve(url: str) -> None:
    with town_on(url, os.environ["TWIN_KEYS"], mark="twin") as town:
        _say({"said": "ready"})
        for line in sys.stdin:
            told = json.loads(line)
            _say(_act(town, **told))


def _say(heard: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(heard) + "\n")
    sys.stdout.flush()


def _act(town: Town, about: str, act: str, stage: dict[str, Any], at: float) -> dict[str, Any]:
    aggregate = AGGREGATES[about]
    scene = aggregate.kind(town=town, **stage)
    _wait(at)
    try:
        again(lambda: aggregate.acts[act](town.house.office, scene))
    except Exception as error:  # the other process judges it
        said = str(Outcome(error=error))
        return {
            "said": said if isinstance(error, CaseworkError) else repr(error),
            "known": isinstance(error, CaseworkError),
        }
    return {"said": "ok", "known": True}


def _wait(at: float) -> None:
    """Until this instant of the clock that all processes of a machine share."""
    while (left := at - time.monotonic()) > 0:
        time.sleep(left)


if __name__ == "__main__":
    _serve(sys.argv[1])
