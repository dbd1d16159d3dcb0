"""The way to Slack: certificates, proxies, names and clocks; what is wrong is told with what mends it.

The settings are those that every program reads: SSL_CERT_FILE, HTTPS_PROXY and NO_PROXY. No line ever holds
the address of a proxy, because a password may stand in it.
"""

from __future__ import annotations

import re
import socket
import ssl
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urlsplit
from urllib.request import ProxyHandler, Request, build_opener, proxy_bypass

from slack_sdk.proxy_env_variable_loader import load_http_proxy_from_env

from bot.env_file import read_env_file
from bot.failing import Stop

_PROXIES = ("HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy")
_CERTIFICATES = {"SSL_CERT_FILE": Path.is_file, "SSL_CERT_DIR": Path.is_dir}
NAMES = (*_PROXIES, "NO_PROXY", "no_proxy", *_CERTIFICATES)
_NEEDS_LOG_IN = 407
_SECONDS = 10
_MINUTE = timedelta(minutes=1)
_OFF = 5 * _MINUTE  # beyond this certificates and reminders go wrong

# OpenSSL's X509_V_ERR_…
_NOT_YET, _EXPIRED, _OTHER_NAME, _OTHER_ADDRESS = 9, 10, 62, 64
_ELSE = "Het certificaat van {host} staat op een andere naam. Kijk SLACK_API_URL en HTTPS_PROXY na."
_CERTIFICATE = {
    _NOT_YET: "Het certificaat van {host} is nog niet geldig. Zet de klok van deze machine gelijk.",
    _EXPIRED: "Het certificaat van {host} is verlopen. Kijk of de klok van deze machine gelijk loopt.",
    _OTHER_NAME: _ELSE,
    _OTHER_ADDRESS: _ELSE,
}
_UNKNOWN_ISSUER = (
    "Deze machine kent de uitgever van het certificaat van {host} niet, zoals die van een eigen proxy. "
    "Zet diens certificaat in een bestand en noem dat in SSL_CERT_FILE."
)
_NO_TLS = "De verbinding met {host} is niet beveiligd zoals verwacht. Kijk SLACK_API_URL en HTTPS_PROXY na."
_LOG_IN = (
    "De proxy wil een gebruiker en wachtwoord. Zet ze in HTTPS_PROXY, zoals "
    "http://gebruiker:wachtwoord@proxy:3128, of noem {host} in NO_PROXY."
)
_REFUSED = (
    "De proxy laat {host} niet door ({status}). Laat verbindingen (CONNECT) naar {host} toe, of noem "
    "{host} in NO_PROXY."
)
_NO_PROXY = "De proxy van HTTPS_PROXY is niet bereikbaar. Kijk HTTPS_PROXY na, of noem {host} in NO_PROXY."
_NO_NAME = (
    "De naam {host} is niet te vinden. Kijk de DNS van deze machine na, of zet een proxy in HTTPS_PROXY."
)
_UNREACHABLE = (
    "Slack is niet bereikbaar op {url}. Kijk de verbinding en SLACK_API_URL na, en HTTPS_PROXY als er een "
    "proxy tussen zit."
)
_NO_SOCKET = (
    "De websocket met {host} wordt geweigerd. Laat die toe in de firewall of de proxy van HTTPS_PROXY, of "
    "noem {host} in NO_PROXY."
)
_NOT_SLACK = (
    "Op {url} antwoordt iets anders dan Slack ({status}), zoals de aanmeldpagina van een netwerk. Kijk "
    "SLACK_API_URL en HTTPS_PROXY na."
)
_STATUS = re.compile(r"(?:connection failed:|connect status code:) (\d{3})", re.IGNORECASE)


def take_from(environ: MutableMapping[str, str], env_file: Path) -> None:
    """Let what `.env` says of the network count for this process, as far as the environment says nothing."""
    for name, value in read_env_file(env_file, NAMES).values.items():
        if name in NAMES:
            environ.setdefault(name, value)


def faults(environ: Mapping[str, str]) -> Iterator[str]:
    """A line for each setting of the network that cannot be what it is."""
    for name, is_there in _CERTIFICATES.items():
        if (path := environ.get(name)) and not _stands(Path(path), is_there):
            yield f"{name} wijst naar iets dat er niet is."
    for name in _PROXIES:
        if (address := environ.get(name, "").strip()) and not _is_proxy(address):
            yield f"{name} moet een adres zijn zoals http://proxy:3128; schrijf in een wachtwoord %40 voor @."


def proxy_for(url: str) -> str | None:
    """The proxy through which this address is reached, or None: what NO_PROXY names is reached directly."""
    host = urlsplit(url).hostname or ""
    return None if proxy_bypass(host) else load_http_proxy_from_env()


def sentence(error: BaseException | None, url: str) -> str:
    """Why this address is not reached, in one line; None is a websocket that was answered with a no."""
    host = urlsplit(url).hostname or url
    return _line(error, url).format(host=host, url=_plain(url), status=_status(error))


def not_slack(status: int, url: str) -> str:
    """What to do about an answer that Slack would not give, with its status in HTTP."""
    host = urlsplit(url).hostname or url
    told = _LOG_IN if status == _NEEDS_LOG_IN else _NOT_SLACK
    return told.format(host=host, url=_plain(url), status=status)


def same_clock(url: str, now: datetime) -> None:
    """Raise `Stop` when this machine's clock is not that of Slack; nothing when Slack does not say."""
    request = Request(url, method="HEAD")  # noqa: S310  # an address of http or https, as the settings demand
    proxy = proxy_for(url)
    opener = build_opener(ProxyHandler({"http": proxy, "https": proxy} if proxy else {}))
    try:
        headers = opener.open(request, timeout=_SECONDS).headers
    except HTTPError as error:
        headers = error.headers
    except (OSError, ValueError, HTTPException) as error:
        raise Stop(sentence(error, url)) from None
    try:
        off = now - parsedate_to_datetime(headers["Date"])
    except (TypeError, ValueError):
        return
    if abs(off) > _OFF:
        way = "voor" if off > timedelta(0) else "achter"
        raise Stop(
            f"De klok van deze machine loopt {round(abs(off) / _MINUTE)} minuten {way}. Zet haar gelijk."
        )


def _line(error: BaseException | None, url: str) -> str:
    if error is None:
        return _NO_SOCKET
    found = _innermost(error)
    status = _status(found)
    if status:
        return _LOG_IN if status == str(_NEEDS_LOG_IN) else _REFUSED
    match found:
        case ssl.SSLCertVerificationError():
            return _CERTIFICATE.get(found.verify_code, _UNKNOWN_ISSUER)
        case ssl.SSLError():
            return _NO_TLS
        case _ if proxy_for(url) is not None:
            return _NO_PROXY
        case socket.gaierror():
            return _NO_NAME
    return _UNREACHABLE


def _innermost(error: BaseException) -> BaseException:
    while isinstance(error, URLError) and isinstance(error.reason, BaseException):
        error = error.reason
    return error


def _status(error: BaseException | None) -> str:
    found = _STATUS.search(str(error)) if error is not None else None
    return found[1] if found else ""


def _stands(path: Path, is_there: Callable[[Path], bool]) -> bool:
    try:
        return is_there(path)
    except OSError:  # a name that no disk takes
        return False


def _is_proxy(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and _is_host(parts) and parts.port != 0
    except ValueError:
        return False


def _is_host(parts: SplitResult) -> bool:
    plain = re.fullmatch(r"[A-Za-z0-9._\-]+|\[?[0-9A-Fa-f:]+\]?", parts.hostname or "") is not None
    return plain and parts.path in ("", "/") and parts.netloc.count("@") <= 1


def _plain(url: str) -> str:
    """The address without what could be secret in it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}{parts.path}"
