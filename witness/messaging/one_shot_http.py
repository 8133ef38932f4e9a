"""HTTP for things that must not be done twice: no retries, no reused connections, failures told apart.

A text may be handed over again only when the carrier certainly has nothing. `requests` does not always tell
whether a failure came before or after the first byte (a TLS error may be either), so the connection itself
says: what fails while connecting is `NothingSentError`, what fails afterwards is not.

The connection also holds the fence: with `leaving_before`, no byte of a request leaves after its last moment, however
long connecting took or the process was stopped.

And an answer has an end: the read time-out counts from the request to the last byte. A time-out of single reads, which
is what `requests` has, lets an answer that drips a byte at a time hold its thread for hours.
"""

import http.client
import io
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any
from urllib.parse import urlsplit

import requests
import requests.adapters
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError


class NothingSentError(NewConnectionError):
    """The connection could not be made, so that no byte of the request has left us."""


class TooLateToLeaveError(OSError):
    """The last moment passed while the request was half written: nobody can say what the other side makes of it."""


class _Fence(threading.local):
    last: float | None = None


_FENCE = _Fence()


@contextmanager
def leaving_before(last: float) -> Iterator[None]:
    """Let no request of this thread leave after `last`, an instant of the monotonic clock."""
    _FENCE.last = last
    try:
        yield
    finally:
        _FENCE.last = None


class _Fenced:
    """Looks at the fence each time bytes are about to leave."""

    has_begun = False

    def send(self, data: Any) -> None:
        if not self.has_begun and self.sock is None:  # type: ignore[attr-defined]
            self.connect()  # type: ignore[attr-defined]
        if _FENCE.last is not None and monotonic() > _FENCE.last:
            if self.has_begun:
                raise TooLateToLeaveError
            raise NothingSentError(self, "held up before sending")  # type: ignore[arg-type]
        self.has_begun = True
        super().send(data)  # type: ignore[misc]


class _Hurried(io.RawIOBase):
    """What the other side says, as long as it has said it before `last`, an instant of the monotonic clock."""

    def __init__(self, sock: Any, last: float) -> None:
        self._sock = sock
        self._heard = sock.makefile("rb", buffering=0)
        self._last = last

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._last - monotonic()
        if left <= 0:
            raise TimeoutError("timed out")
        self._sock.settimeout(left)
        read: int | None = self._heard.readinto(buffer)
        return read

    def close(self) -> None:
        if not self.closed:
            self._heard.close()
        super().close()


class _Answer(http.client.HTTPResponse):
    """An answer that has to be there, to its last byte, within the time-out of its connection."""

    def __init__(self, sock: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        seconds = sock.gettimeout()
        if seconds is not None:
            self.fp.close()
            self.fp = io.BufferedReader(_Hurried(sock, monotonic() + seconds))


class _Plain(_Fenced, HTTPConnection):
    response_class = _Answer

    def connect(self) -> None:
        try:
            super().connect()
        except (OSError, HTTPError) as error:
            raise NothingSentError(self, type(error).__name__) from error


class _Secured(_Fenced, HTTPSConnection):
    response_class = _Answer

    def connect(self) -> None:
        try:
            super().connect()
        except (OSError, HTTPError) as error:
            raise NothingSentError(self, type(error).__name__) from error


class _PlainPool(HTTPConnectionPool):
    ConnectionCls = _Plain


class _SecuredPool(HTTPSConnectionPool):
    ConnectionCls = _Secured


POOLS = {"http": _PlainPool, "https": _SecuredPool}


class _OneShotAdapter(requests.adapters.HTTPAdapter):
    def init_poolmanager(self, *args: object, **kwargs: object) -> None:
        super().init_poolmanager(*args, **kwargs)  # type: ignore[arg-type]
        self.poolmanager.pool_classes_by_scheme = POOLS

    def proxy_manager_for(self, proxy: str, **kwargs: object) -> object:
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = POOLS
        return manager


class _OneShotSession(requests.Session):
    """Looks once for each host at what the environment says of proxies and certificates: it says the same all day."""

    def __init__(self) -> None:
        super().__init__()
        self._environment: dict[tuple[object, ...], dict[str, Any]] = {}

    def merge_environment_settings(  # type: ignore[override]
        self, url: str, proxies: dict[str, str] | None, stream: object, verify: object, cert: object
    ) -> dict[str, Any]:
        if proxies:
            return dict(super().merge_environment_settings(url, proxies, stream, verify, cert))  # type: ignore[arg-type]
        place = urlsplit(url)
        asked = (place.scheme, place.netloc, stream, verify, cert)
        if asked not in self._environment:
            found = super().merge_environment_settings(url, {}, stream, verify, cert)  # type: ignore[arg-type]
            self._environment[asked] = dict(found)
        return dict(self._environment[asked])


def one_shot_session() -> requests.Session:
    """Give a session that never retries, nor reuses a connection that the other side may have closed."""
    session = _OneShotSession()
    session.headers["Connection"] = "close"
    adapter = _OneShotAdapter(max_retries=0)
    session.mount("http://", adapter)
    session.mount("https://", adapter)
    return session


def nothing_was_sent(error: BaseException | None) -> bool:
    """Say whether an error means that the request certainly never left us."""
    if error is None:
        return False
    if isinstance(error, NothingSentError):
        return True
    return nothing_was_sent(error.__cause__) or nothing_was_sent(error.__context__)
