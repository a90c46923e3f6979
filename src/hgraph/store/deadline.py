"""Connections that keep one deadline for a whole answer, so that a server cannot hold a client with a drop at a time.

A timeout of a socket starts anew with every byte received. Here the time left to the deadline is set before each read,
of headers and body alike.
"""

from __future__ import annotations

import io
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPResponse
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3 import HTTPConnectionPool, HTTPSConnectionPool, PoolManager
from urllib3.connection import HTTPConnection, HTTPSConnection

_current = threading.local()


@contextmanager
def until(deadline: float, longest_silence: float) -> Iterator[None]:
    """Let every read of this thread end at ``deadline`` (``time.monotonic``), or after a silence of so many seconds."""
    _current.deadline, _current.silence = deadline, longest_silence
    try:
        yield
    finally:
        del _current.deadline, _current.silence


def seconds_left() -> float:
    """Return how long the next read may take. Raises ``TimeoutError`` once the deadline has passed."""
    deadline: float | None = getattr(_current, "deadline", None)
    if deadline is None:
        raise TimeoutError
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return min(left, float(_current.silence))


class _Reads(io.RawIOBase):
    """The bytes of a socket, each read bounded by the deadline."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._raw = connection.makefile("rb", buffering=0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # noqa: ANN401 - a writable buffer, which has no name in 3.11
        self._connection.settimeout(seconds_left())
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _Response(HTTPResponse):
    def __init__(self, sock: socket.socket, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - passed through
        super().__init__(sock, *arguments, **named)
        self.fp.close()
        self.fp = io.BufferedReader(_Reads(sock))


class _Connection(HTTPConnection):
    response_class = _Response


class _SecureConnection(HTTPSConnection):
    response_class = _Response


class _Pool(HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(HTTPSConnectionPool):
    ConnectionCls = _SecureConnection


class DeadlineAdapter(HTTPAdapter):
    """An adapter for ``requests`` whose connections keep the deadline set by ``until``."""

    def init_poolmanager(self, *arguments: Any, **named: Any) -> None:  # noqa: ANN401 - passed through
        """Make the pools with connections that keep a deadline."""
        super().init_poolmanager(*arguments, **named)
        _keep_deadlines(self.poolmanager)

    def proxy_manager_for(self, *arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - passed through
        """Do the same for connections through a proxy."""
        manager = super().proxy_manager_for(*arguments, **named)
        _keep_deadlines(manager)
        return manager

    def close(self) -> None:
        """Close every connection now: urllib3 leaves that to the moment a pool is forgotten."""
        for manager in (self.poolmanager, *self.proxy_manager.values()):
            for key in manager.pools.keys():  # noqa: SIM118 - the container has no iterator of its own
                manager.pools[key].close()
        super().close()


def _keep_deadlines(manager: PoolManager) -> None:
    manager.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}
