"""HTTP to one SPARQL endpoint: pooled, patient for a stated time and no longer, and deaf to half an answer.

SPARQLWrapper writes the request; sending it and judging the response are done here, since its own way of sending has no
pool, no deadline, no retry and no eye for a cut answer.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPResponse
from typing import Final, cast
from urllib.parse import unquote, urlsplit, urlunsplit

import requests
import urllib3
from requests.auth import HTTPBasicAuth, HTTPDigestAuth
from SPARQLWrapper import JSON, POST, URLENCODED, SPARQLWrapper

from hgraph.errors import EndpointError, UsageError
from hgraph.store.deadline import DeadlineAdapter, until
from hgraph.store.verdict import Trouble, judge, partial, trouble_of

_CHUNK: Final = 1 << 16
_MEGABYTE: Final = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """How long, how much and how often: seconds, bytes, rows, attempts."""

    connect: float = 5.0
    """To reach the server."""
    silence: float = 60.0
    """Between two signs of life."""
    total: float = 120.0
    """For one request with all its attempts."""
    answer_bytes: int = 256 * _MEGABYTE
    """Of one response."""
    page_rows: int = 9_999
    """Asked for at a time: just below the lowest row cap in use among public endpoints, 10,000."""
    attempts: int = 4
    """At a server that is not there, or says that it is busy."""
    server_seconds: float | None = None
    """The time limit the server is known to have: an answer that took so long is not believed."""


@dataclass(frozen=True, slots=True)
class Response:
    """A whole response of status 200, in the shape SPARQLWrapper expects of one."""

    url: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def media_type(self) -> str:
        """Media type without parameters, in lower case."""
        return self.headers.get("Content-Type", "").partition(";")[0].strip().lower()

    def geturl(self) -> str:
        """Return the address that answered."""
        return self.url

    def info(self) -> Message:
        """Return the headers."""
        message = Message()
        for name, value in self.headers.items():
            message[name] = value
        return message

    def read(self) -> bytes:
        """Return the body."""
        return self.body


class Transport:
    """The connections to one endpoint. Threads may share it."""

    def __init__(self, address: str, limits: Limits) -> None:
        """Take the address (a user and password in it are used, and never shown) and the limits.

        Raises ``UsageError`` if the address is not one of http or https.
        """
        self.endpoint, self._credentials = _without_credentials(address)
        self.limits = limits
        self._session = requests.Session()
        self._session.auth = _unsigned  # otherwise requests would send what the user's .netrc holds
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, DeadlineAdapter(pool_maxsize=16, max_retries=0))

    def ask(self, query: str, form: str, graphs: tuple[str, ...] = ()) -> Response:
        """Send a query whose data set is ``graphs`` (all the endpoint has, if empty) and return the whole response.

        Raises ``EndpointError`` for everything else.
        """
        request = _Request(self, form)
        request.setQuery(query)
        for graph in graphs:
            request.addParameter("default-graph-uri", graph)
            request.addParameter("named-graph-uri", graph)
        return cast("Response", request.query().response)

    def send(self, body: bytes, headers: Mapping[str, str]) -> Response:
        """Send one request, again where that may help, within the deadline; return the whole response."""
        started = time.monotonic()
        deadline = started + self.limits.total
        left = Counter(away=self.limits.attempts - 1, busy=self.limits.attempts - 1, cut=1)
        backoff = 0.1
        while True:
            try:
                response = self._attempt(body, headers, deadline)
                break
            except Trouble as trouble:
                left[trouble.kind] -= 1
                backoff *= 2
                pause = backoff if trouble.pause is None else trouble.pause
                if left[trouble.kind] < 0 or time.monotonic() + pause >= deadline:
                    raise trouble.final from trouble
                time.sleep(pause)
        took, limit = time.monotonic() - started, self.limits.server_seconds
        if limit is not None and took >= limit:
            raise partial(self.endpoint, f"{took:.1f} s ≥ {limit:.1f} s")
        return response

    def close(self) -> None:
        """Close all connections."""
        self._session.close()

    def _attempt(self, body: bytes, headers: Mapping[str, str], deadline: float) -> Response:
        """Send the request once. Raises ``EndpointError``, or ``Trouble`` if another attempt may help."""
        received = bytearray()
        try:
            with until(deadline, self.limits.silence):
                response = self._post(body, headers)
                try:
                    self._receive(response, received)
                finally:
                    response.close()
        except (requests.RequestException, urllib3.exceptions.HTTPError, OSError) as error:
            raise trouble_of(self.endpoint, error, len(received), self.limits.total) from error
        judge(self.endpoint, response.status_code, response.headers, bytes(received))
        return Response(self.endpoint, response.headers, bytes(received))

    def _post(self, body: bytes, headers: Mapping[str, str]) -> requests.Response:
        """Send the bytes and return the response with its body unread, signed from the first time the server asks."""
        response = self._session.post(
            self.endpoint,
            data=body,
            headers=dict(headers),
            timeout=(self.limits.connect, self.limits.silence),
            stream=True,
            allow_redirects=False,
        )
        if response.status_code == 401 and self._credentials and self._session.auth is _unsigned:
            challenge = response.headers.get("WWW-Authenticate", "").lower()
            response.close()
            self._session.auth = (HTTPDigestAuth if "digest" in challenge else HTTPBasicAuth)(*self._credentials)
            return self._post(body, headers)
        return response

    def _receive(self, response: requests.Response, received: bytearray) -> None:
        limit = self.limits.answer_bytes
        while chunk := response.raw.read(_CHUNK, decode_content=True):
            received += chunk
            if len(received) > limit:
                raise EndpointError("answer-too-large", place=self.endpoint, limit=f"{limit / _MEGABYTE:g}")


class _Request(SPARQLWrapper):
    """A request as SPARQLWrapper writes it, sent by our own transport; its form is known, not guessed from the text."""

    def __init__(self, transport: Transport, form: str) -> None:
        self._transport, self._form = transport, form
        super().__init__(transport.endpoint, returnFormat=JSON)
        self.setMethod(POST)
        self.setRequestMethod(URLENCODED)  # a query as the body itself is never answered by Virtuoso 7.2.5
        self.setOnlyConneg(True)

    def _parseQueryType(self, query: str) -> str:  # noqa: ARG002, N802 - a method of SPARQLWrapper
        return self._form

    def _query(self) -> tuple[HTTPResponse, str]:
        request = self._createRequest()
        headers = {name.title(): value for name, value in request.header_items()}
        headers["Accept-Encoding"] = "identity"  # Virtuoso closes the connection after a compressed answer
        response = self._transport.send(cast("bytes", request.data), headers)
        return cast("HTTPResponse", response), self.returnFormat


def _unsigned(request: requests.PreparedRequest) -> requests.PreparedRequest:
    return request


def _without_credentials(address: str) -> tuple[str, tuple[str, str] | None]:
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    bare = urlunsplit(parts._replace(netloc=host))
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise UsageError("endpoint-address", place=bare)
    return bare, (unquote(parts.username), unquote(parts.password or "")) if parts.username else None
