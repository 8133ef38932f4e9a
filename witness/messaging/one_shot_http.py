"""HTTP for things that must not be done twice: no retries, no reused connections, failures told apart.

A text may be handed over again only when the carrier certainly has nothing. `requests` does not always tell
whether a failure came before or after the first byte (a TLS error may be either), so the connection itself
says: what fails while connecting is `NothingSentError`, what fails afterwards is not.
"""

import requests
import requests.adapters
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError, NewConnectionError


class NothingSentError(NewConnectionError):
    """The connection could not be made, so that no byte of the request has left us."""


class _Plain(HTTPConnection):
    def connect(self) -> None:
        try:
            super().connect()
        except (OSError, HTTPError) as error:
            raise NothingSentError(self, type(error).__name__) from error


class _Secured(HTTPSConnection):
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


def one_shot_session() -> requests.Session:
    """Give a session that never retries, nor reuses a connection that the other side may have closed."""
    session = requests.Session()
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
