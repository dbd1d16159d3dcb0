"""Each reader their own language; two readers at once never get each other's."""

from __future__ import annotations

from threading import Barrier, Thread
from zoneinfo import ZoneInfo

import pytest

from handlers.languages import Languages, load_languages

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


class Told:
    """Locales that a test tells beforehand."""

    def __init__(self, **locales: str) -> None:
        self.locales = locales

    def known(self, user_id: str) -> str | None:
        """What the test told."""
        return self.locales.get(user_id)

    def learn(self, user_id: str) -> None:
        """There is nobody to ask."""


def languages(default: str = "nl", **locales: str) -> Languages:
    """Both catalogues, and people with these locales."""
    return load_languages(default, AMSTERDAM, Told(**locales))


@pytest.mark.parametrize(
    ("default", "locale", "read"),
    [
        ("nl", "en-GB", "en"),
        ("nl", "en_US", "en"),
        ("en", "nl-NL", "nl"),
        ("en", "nl-BE", "nl"),
        ("nl", "de-DE", "nl"),
        ("en", "de-DE", "en"),
        ("nl", "", "nl"),
    ],
)
def test_a_locale_becomes_a_language_we_speak(default: str, locale: str, read: str) -> None:
    """The region is left out; a language without a catalogue becomes the deployment's."""
    assert languages(default, U1=locale).for_reader("U1").locale == read


def test_somebody_unknown_reads_the_deployments_language() -> None:
    """Whoever's locale was never learned."""
    assert languages("en").for_reader("U1").locale == "en"


def test_outside_a_reader_it_is_the_deployments_language_again() -> None:
    """Also after an error, and after a reader inside a reader."""
    house = languages("nl", U1="en-GB", U2="nl-NL")
    assert house.current.locale == "nl"
    with pytest.raises(ValueError), house.reading("U1"):
        assert house.current.locale == "en"
        with house.reading("U2"):
            assert house.current.locale == "nl"
        assert house.current.locale == "en"
        raise ValueError
    assert house.current.locale == "nl"


def test_two_threads_do_not_mix() -> None:
    """Both are reading at the very same moment, and each sees their own."""
    house = languages("nl", U1="en-GB", U2="nl-NL")
    both_inside, seen = Barrier(3, timeout=60), dict[str, str]()

    def read(user: str) -> None:
        with house.reading(user):
            both_inside.wait()
            seen[user] = house.current.locale
            both_inside.wait()

    threads = [Thread(target=read, args=(user,)) for user in ("U1", "U2")]
    for thread in threads:
        thread.start()
    both_inside.wait()
    outside = house.current.locale
    both_inside.wait()
    for thread in threads:
        thread.join()
    assert (seen, outside) == ({"U1": "en", "U2": "nl"}, "nl")
