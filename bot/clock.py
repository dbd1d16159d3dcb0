"""APScheduler as the clock of the outbox: it wakes the worker at the next due post and every five seconds.

The jobs live in memory and hold no facts; the database is the only truth (architecture 7).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from apscheduler.executors.pool import BasePoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy import Engine

from casework.again import again
from casework.ports import Clock
from storage import leasing
from storage.engine import session_for

TICK_SECONDS = 5
NEXT = "next-due"
NIGHT = 3  # local hour
AFTER_THE_HOUR = 5  # minutes

THREADS = 10

Work = Callable[[], object]

log = structlog.get_logger(__name__)


class _Pool(BasePoolExecutor):  # type: ignore[misc]  # untyped in apscheduler
    """Runs the jobs in threads that are ours to wait for."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        super().__init__(pool)


class Clockwork:
    """Wakes the worker in time; runs hourly work (also at the start) and nightly work by name."""

    def __init__(
        self,
        *,
        engine: Engine,
        clock: Clock,
        wake: Callable[[], None],
        zone: ZoneInfo,
        hourly: Mapping[str, Work] | None = None,
        nightly: Mapping[str, Work] | None = None,
    ) -> None:
        self._engine = engine
        self._clock = clock
        self._wake = wake
        self._zone = zone
        self._hourly = dict(hourly or {})
        self._nightly = dict(nightly or {})
        self._failing: set[str] = set()
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="clock")
        self._scheduler = BackgroundScheduler(
            timezone="UTC",
            executors={"default": _Pool(self._pool)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        """Start ticking; the first look is at once."""
        add = self._scheduler.add_job
        add(self._job("tick", self.tick), IntervalTrigger(seconds=TICK_SECONDS), id="tick")
        for name, work in self._hourly.items():
            at_once = datetime.now(UTC)
            add(self._job(name, work), CronTrigger(minute=1), id=f"hourly-{name}", next_run_time=at_once)
        for name, work in self._nightly.items():
            add(
                self._job(name, self.at_night(work)), CronTrigger(minute=AFTER_THE_HOUR), id=f"nightly-{name}"
            )
        self._scheduler.start()
        self.tick()

    def stop(self) -> None:
        """Stop ticking; a job that runs is finished.

        The scheduler must not wait for its jobs itself: it does so with the lock that a tick needs to plan
        its wake-up (APScheduler 3.11), and then neither ever ends.
        """
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        self._pool.shutdown(wait=True)

    def well(self) -> bool:
        """Whether every work ended without an error the last time it was done."""
        return not self._failing

    def _job(self, name: str, work: Work) -> Callable[[], None]:
        return quietly(name, work, self._failing)

    def at_night(self, work: Work) -> Work:
        """The work from the night hour of the local day on; it does itself once a day.

        Called every hour, so that a night in which nothing ran is made up for in the morning.
        """
        return lambda: self._clock.now().astimezone(self._zone).hour >= NIGHT and work()

    def tick(self) -> None:
        """Wake the worker when something is due, and plan the wake-up for what is due next."""
        with session_for(self._engine, write=False) as session:
            due = leasing.next_due(session, now=self._clock.now())
        if due is None:
            return
        wait = due - self._clock.now()
        if wait <= timedelta():
            self._wake()
        elif wait <= timedelta(seconds=TICK_SECONDS):
            # The scheduler has the machine's time, which need not be that of our clock.
            when = DateTrigger(run_date=datetime.now(UTC) + wait)
            self._scheduler.add_job(quietly(NEXT, self._wake), when, id=NEXT, replace_existing=True)


def quietly(name: str, work: Work, failing: set[str] | None = None) -> Callable[[], None]:
    """The work as a job that never lets an error out: one failure must not stop the scheduler's thread.

    As long as it fails its name is among the `failing`.
    """
    failed = failing if failing is not None else set()

    def run() -> None:
        try:
            again(work)
        except Exception:
            failed.add(name)
            log.exception("scheduled work failed", act=name)
        else:
            failed.discard(name)

    return run
