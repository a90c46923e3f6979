"""One request at a time with the standard library: bounded in time and in size, and never sent on by itself."""

from __future__ import annotations

import http.client
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import quote, urljoin, urlsplit

from hgraph.errors import EndpointError, UsageError

_AGENT: Final = "hgraph-publish-check"
_LARGEST: Final = 20_000_000
_BLOCK: Final = 65_536


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers as sent, and the body as far as it was read."""

    address: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = field(repr=False)
    whole: bool = True
    """Whether the body was read to its end."""

    def all(self, name: str) -> list[str]:
        """Return the values of every header of a name, in order."""
        return [value for key, value in self.headers if key.lower() == name.lower()]

    def first(self, name: str) -> str:
        """Return the value of the first header of a name, empty if there is none."""
        return next(iter(self.all(name)), "")

    @property
    def media_type(self) -> str:
        """The media type, in small letters and without parameters."""
        return self.first("Content-Type").partition(";")[0].strip().lower()

    @property
    def location(self) -> str:
        """The address it sends on to, whole; empty if it sends on to nothing."""
        return urljoin(self.address, self.first("Location")) if self.first("Location") else ""

    @property
    def redirects(self) -> bool:
        """Say whether it sends on."""
        return self.status in (301, 302, 303, 307, 308)


class Fetcher:
    """Sends requests, each within a number of seconds."""

    def __init__(self, seconds: float = 15, largest: int = _LARGEST) -> None:
        """Take how long an answer may take, and how many bytes of it are read."""
        self._seconds = seconds
        self._largest = largest
        self.count = 0

    def get(self, address: str, accept: str = "*/*", **headers: str) -> Answer:
        """Return the answer to a GET; see ``send``. Names of further headers have ``_`` for ``-``."""
        more = {name.replace("_", "-"): value for name, value in headers.items()}
        return self.send("GET", address, {"Accept": accept, **more})

    def send(self, method: str, address: str, headers: Mapping[str, str], body: bytes | None = None) -> Answer:
        """Return the answer to one request. A redirect is an answer like any other.

        Raises ``UsageError`` (``not-a-web-address``) for anything but http and https, and ``EndpointError``
        (``site-unreachable``, ``site-too-slow``) if no answer comes.
        """
        parts = urlsplit(require_web(address))
        class_ = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
        connection = class_(parts.hostname or "", parts.port, timeout=self._seconds)
        target = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (f"?{parts.query}" if parts.query else "")
        self.count += 1
        try:
            connection.request(method, target, body, {"User-Agent": _AGENT, "Connection": "close", **headers})
            response = connection.getresponse()
            content, whole = self._read(response, time.monotonic() + self._seconds)
        except TimeoutError as error:
            raise EndpointError("site-too-slow", place=address, seconds=f"{self._seconds:g}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = error if str(error) else type(error).__name__
            raise EndpointError("site-unreachable", place=address, reason=reason) from error
        finally:
            connection.close()
        return Answer(address, response.status, tuple(response.getheaders()), content, whole)

    def _read(self, response: http.client.HTTPResponse, until: float) -> tuple[bytes, bool]:
        blocks: list[bytes] = []
        size = 0
        while size <= self._largest and (block := response.read1(_BLOCK)):
            blocks.append(block)
            size += len(block)
            if time.monotonic() > until:
                raise TimeoutError
        return b"".join(blocks)[: self._largest], size <= self._largest


def require_web(address: str) -> str:
    """Return an address of the web. Raises ``UsageError`` (``not-a-web-address``) for any other."""
    try:
        parts = urlsplit(address)
        fits = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        fits = False
    if not fits or parts.username or any(ord(char) < 33 for char in address):
        raise UsageError("not-a-web-address", place=address)
    return address
