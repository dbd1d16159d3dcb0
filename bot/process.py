"""The composition root: puts the house together for one workspace, and starts and stops it."""

from __future__ import annotations

import gc
import os
import socket
import time
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import uuid4

import structlog
from prometheus_client import CollectorRegistry, Histogram
from slack_bolt import App
from slack_sdk import WebClient
from sqlalchemy import Engine

from bot.beside import anchor_file, erased_file
from bot.clock import Clockwork
from bot.erased import keep_erased
from bot.failing import Stop
from bot.health import HealthServer
from bot.locales import SlackLocales
from bot.rooms import SlackRooms
from bot.scrubber import Scrubber
from bot.settings import Settings
from bot.slack import WORKER_SECONDS, Identity, make_client, who_am_i
from bot.soundness import looks
from bot.stopping import stop_all
from bot.surveying import Survey, budget
from bot.times import SystemClock
from bot.transport import Transport, make_transport, needed_for_transport
from bot.watching import Watch
from bot.worker import Worker
from casework.deliveries import note_delivery
from casework.gate import Gate
from casework.goals.keeping_up import keep_up
from casework.nightly import nightly
from casework.office import Office
from casework.overleg.materialising import materialise
from casework.ports import Clock
from casework.scrubbing import clear_traces
from casework.seals import look_at_seals
from casework.sharing.watching import judge_threads
from handlers.desk import Desk
from handlers.languages import Languages, load_languages
from handlers.registering import register_all, renderer
from rules.book import Rulebook, load_rulebook
from rules.errors import PolicyError
from rules.identifiers import get_ready
from rules.moments import local_day
from rules.policy import Policy, tighten
from storage.deployment import open_deployment
from storage.doubles import settle_doubles
from storage.engine import make_engine, must_be_there, reach
from storage.keys import KeyRing
from storage.migrating import check_revision, migrate, revision_of
from storage.organisations import settle_organisations
from storage.sealing_existing import seal_existing
from storage.succession import expect
from storage.unit_of_work import Store
from storage.vault import Vault

# With the default 5 threads, 20 of 60 people at once wait too long; with 32 nobody does.
LISTENER_THREADS = 32

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Process:
    """The running parts of one deployment."""

    engine: Engine
    identity: Identity
    office: Office
    app: App
    desk: Desk
    worker: Worker
    clockwork: Clockwork
    watch: Watch
    scrubber: Scrubber
    listeners: ThreadPoolExecutor
    transport: Transport
    health: HealthServer | None

    def start(self) -> None:
        """Let Slack in and start delivering; raises `Stop` when it cannot come in."""
        self.transport.open()
        self.worker.start()
        self.watch.start()
        self.clockwork.start()
        self.scrubber.start()
        if self.health is not None:
            self.health.start()
        log.info("schakel is running", team=self.identity.team_id)

    def stop(self) -> bool:
        """Finish the work in hand and close everything; False when something did not end in time."""
        parts = {
            "transport": self._let_nobody_in,
            "clock": self.clockwork.stop,
            "watch": self.watch.stop,
            "scrubber": self.scrubber.stop,
            "worker": self.worker.stop,
        }
        if self.health is not None:
            parts["health"] = self.health.stop
        left = stop_all(parts)
        self.engine.dispose()
        return not left

    def _let_nobody_in(self) -> None:
        self.transport.close()
        self.listeners.shutdown(wait=True)


def open_database(settings: Settings, *, migrating: bool = True) -> Engine:
    """The database of this deployment, brought to this version's schema.

    When not `migrating`, one that is not there or has another schema is refused, and nothing is made.
    """
    engine = make_engine(settings.database_url.get_secret_value())
    if not migrating:
        must_be_there(engine)
        check_revision(engine)
        return engine
    reach(engine)
    migrate(engine)
    expect(engine, revision_of(engine))
    return engine


def open_vault(settings: Settings, engine: Engine, team_id: str, clock: Clock) -> Vault:
    """The vault of this workspace; raises `StorageError` for missing or wrong keys or a foreign database.

    What an earlier version stored in plain is sealed, and what it let happen twice is ended, before anybody
    can read or change it.
    """
    ring = KeyRing.parse(settings.schakel_keys.get_secret_value())
    vault = open_deployment(engine, ring, team_id, clock.now())
    settle_doubles(engine, vault, clock.now())
    settle_organisations(engine, vault, clock.now())
    seal_existing(engine, vault, clock.now())
    return vault


def read_policy(settings: Settings, book: Rulebook) -> Policy:
    """The rulebook's policy, made stricter by the deployment's own file; raises `Stop` for a looser one."""
    if settings.schakel_policy is None:
        return book.policy
    try:
        wishes = tomllib.loads(settings.schakel_policy.read_text(encoding="utf-8"))
        for period in book.periods:  # what a region wishes must be possible under what is to come too
            tighten(period, wishes)
        return tighten(book, wishes)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise Stop("SCHAKEL_POLICY wijst naar een bestand dat geen leesbare TOML is.") from None
    except PolicyError as error:
        raise Stop(f"SCHAKEL_POLICY kan niet: {error}") from None


def build(settings: Settings, clock: Clock | None = None) -> Process:
    """Put everything together; nothing runs yet. Raises `Stop` or `StorageError` with one plain line."""
    clock = clock or SystemClock()
    needed_for_transport(settings)
    token, url = settings.slack_bot_token.get_secret_value(), settings.slack_api_url
    client = make_client(token, url)
    KeyRing.parse(settings.schakel_keys.get_secret_value())
    engine = open_database(settings)
    identity = who_am_i(client)
    vault = open_vault(settings, engine, identity.team_id, clock)
    book = load_rulebook()
    policy = read_policy(settings, book)
    get_ready()
    language = load_languages(settings.schakel_locale, settings.zone, SlackLocales(client, clock))
    waker, erased = Waker(), Waker()
    office = Office(
        store=Store(engine, vault, waker, lambda now: book.on(local_day(now)).version, erased),
        gate=Gate(vault, book, policy),
        book=book,
        policy=policy,
        clock=clock,
        rooms=SlackRooms(client, clock, identity.team_id, identity.bot_user_id),
        zone=settings.zone,
    )
    registry = CollectorRegistry()
    worker = _worker(
        engine, make_client(token, url, seconds=WORKER_SECONDS), office, language, clock, registry
    )
    waker.wake = worker.wake
    scrubber = Scrubber(partial(_clear, office, erased_file(engine)))
    erased.wake = scrubber.wake
    listeners = ThreadPoolExecutor(max_workers=LISTENER_THREADS, thread_name_prefix="listener")
    app = App(
        client=client,
        listener_executor=listeners,
        token_verification_enabled=False,
        request_verification_enabled=False,  # the transport lets nobody in but Slack
    )
    desk = Desk(app, office, language, identity.team_id)
    register_all(desk, office, language)
    watch = _watch(office, make_client(token, url, seconds=WORKER_SECONDS), identity)
    transport = make_transport(settings, app, clock, LISTENER_THREADS, watch.soon)
    clockwork = Clockwork(
        engine=engine,
        clock=clock,
        wake=worker.wake,
        zone=settings.zone,
        nightly=nightly(office, anchor_file(engine)),
        hourly={
            "overleggen": lambda: materialise(office),
            "goals": lambda: keep_up(office),
            "threads": watch.soon,
            "seals": lambda: look_at_seals(office),
        },
    )
    look = looks(office, engine, client, transport.stands, clockwork.well)
    health = HealthServer(settings.health_port, look, registry) if settings.health_port else None
    return Process(
        engine=engine,
        identity=identity,
        office=office,
        app=app,
        desk=desk,
        worker=worker,
        clockwork=clockwork,
        watch=watch,
        scrubber=scrubber,
        listeners=listeners,
        transport=transport,
        health=health,
    )


def set_aside_loaded() -> None:
    """Never again look for garbage among what was loaded: that took longer than the work in between.

    For a process that does nothing but run the bot, once it is built.
    """
    gc.collect()
    gc.freeze()


def _clear(office: Office, erased: Path) -> bool:
    """Write down what was erased, whether or not that succeeds clear it; True when that is done."""
    keep_erased(office, erased)
    return clear_traces(office)


class Waker:
    """Lets the store wake a thread that is made later."""

    def __init__(self) -> None:
        self.wake: Callable[[], None] = lambda: None

    def __call__(self) -> None:
        self.wake()


def _watch(office: Office, client: WebClient, identity: Identity) -> Watch:
    def look() -> object:
        around = Survey(client, office.clock, identity.team_id, identity.bot_user_id, spending)
        return judge_threads(office, around, around.find)

    watch = Watch(look)
    spending = budget(watch.sleep, time.monotonic)
    return watch


def _worker(
    engine: Engine,
    client: WebClient,
    office: Office,
    language: Languages,
    clock: Clock,
    registry: CollectorRegistry,
) -> Worker:
    dwell = Histogram(
        "schakel_post_dwell_seconds",
        "From due to shown in Slack",
        buckets=(0.1, 0.25, 0.5, 1, 2, 5, 15, 60, 300),
        registry=registry,
    )
    return Worker(
        engine=engine,
        client=client,
        render=renderer(office, language),
        clock=clock,
        owner=f"{socket.gethostname()}-{os.getpid()}-{uuid4().hex[:8]}",
        report=partial(note_delivery, office),
        observe_dwell=dwell.observe,
    )
