"""What a response, or the lack of one, means: a whole answer, or which error; and whether asking again may help."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal

import requests
import urllib3
from urllib3.util import Retry

from hgraph.errors import EndpointError

_BUSY: Final = frozenset({429, 502, 503, 504})
_NOT_HERE: Final = frozenset({404, 405, 406, 410, 415, 501})
_NO_RIGHT: Final = re.compile(rb"SR186|SR619|:SECURITY|access denied", re.IGNORECASE)
_TIME_LIMIT: Final = re.compile(
    rb"S1T00|S1TAT|exceeds the limit of \d+ \(sec\)|estimated execution time|transaction timed out"
    rb"|operation has been cancelled|query timed? ?out",
    re.IGNORECASE,
)
_CUT_SHORT: Final = b"operation has been cancelled"
"""What the Oxigraph server writes behind half an answer of status 200 when its time is up."""

_NEVER_CONNECTED: Final = (
    urllib3.exceptions.NewConnectionError,
    urllib3.exceptions.ConnectTimeoutError,
    requests.exceptions.SSLError,
    requests.exceptions.InvalidURL,
)


class Trouble(Exception):  # noqa: N818 - not an error of the program: a reason to ask once more
    """An attempt that failed in a way another may not: ``away``, ``busy`` or ``cut``."""

    def __init__(self, kind: Literal["away", "busy", "cut"], final: EndpointError, pause: float | None = None) -> None:
        """Take the kind, the error to raise when attempts are used up, and the pause the server asked for."""
        super().__init__(kind)
        self.kind, self.final, self.pause = kind, final, pause


def judge(endpoint: str, status: int, headers: Mapping[str, str], body: bytes) -> None:
    """Return if a response is a whole answer; raise ``EndpointError``, or ``Trouble`` if another attempt may help."""
    if status in _BUSY:
        busy = EndpointError("endpoint-busy", place=endpoint, status=status)
        raise Trouble("busy", busy, _seconds(headers.get("Retry-After")))
    if 300 <= status < 400:
        raise EndpointError("endpoint-redirects", place=endpoint, target=headers.get("Location", "?"))
    if status in {401, 403} or (status >= 400 and _NO_RIGHT.search(body)):
        raise EndpointError("endpoint-unauthorised", place=endpoint, status=status)
    if status >= 400 and _TIME_LIMIT.search(body):
        raise EndpointError("endpoint-gives-up", place=endpoint, reason=first_line(body))
    if status in _NOT_HERE:
        raise not_sparql(endpoint, f"HTTP {status}")
    if status >= 400:
        raise EndpointError("endpoint-rejects", place=endpoint, status=status, reason=first_line(body))
    _require_whole(endpoint, status, headers, body)


def _require_whole(endpoint: str, status: int, headers: Mapping[str, str], body: bytes) -> None:
    if status == 206:
        raise partial(endpoint, "HTTP 206")
    if status != 200:
        raise not_sparql(endpoint, f"HTTP {status}")
    if "X-SQL-State" in headers:
        raise partial(endpoint, f"X-SQL-State: {headers['X-SQL-State']}")
    if _CUT_SHORT in body[-200:]:
        raise partial(endpoint, _CUT_SHORT.decode())


def trouble_of(endpoint: str, error: Exception, received: int, seconds: float) -> Exception:
    """Return what a broken connection means: an ``EndpointError``, or ``Trouble`` if another attempt may help."""
    chain = list(_chain(error))
    away = EndpointError("endpoint-unreachable", place=endpoint, reason=_reason(chain))
    if _holds(chain, ConnectionRefusedError):
        return Trouble("away", away)
    if _holds(chain, *_NEVER_CONNECTED):
        return away  # a name that does not exist, a certificate that does not fit: it will be so next time
    if _holds(chain, TimeoutError, requests.Timeout, urllib3.exceptions.TimeoutError):
        return EndpointError("endpoint-timeout", place=endpoint, seconds=f"{seconds:g}")
    if _holds(chain, urllib3.exceptions.ProtocolError, ConnectionError):
        return Trouble("cut", partial(endpoint, f"{received} bytes …"))
    return away


def partial(endpoint: str, sign: str) -> EndpointError:
    """Return the error for an answer that is not whole; ``sign`` is what betrays it, in any language."""
    return EndpointError("partial-answer", place=endpoint, sign=sign)


def not_sparql(endpoint: str, sign: str) -> EndpointError:
    """Return the error for a server that answers something else than results."""
    return EndpointError("endpoint-answers-no-sparql", place=endpoint, sign=sign)


def first_line(body: bytes) -> str:
    """Return the first line of a server's message that says something, without what surrounds it."""
    text = re.sub(r"<[^>]*>", " ", body[:4000].decode("utf-8", "replace"))
    lines = (" ".join(line.split()) for line in text.splitlines())
    return next((line for line in lines if line), "?")[:200].rstrip(".:")


def _seconds(retry_after: str | None) -> float | None:
    try:
        return float(Retry().parse_retry_after(retry_after)) if retry_after else None
    except urllib3.exceptions.InvalidHeader:
        return None


def _chain(error: BaseException | None) -> list[BaseException]:
    """Return an exception and all it wraps, as cause, context, reason or argument."""
    found: list[BaseException] = []
    waiting = [error]
    while waiting:
        link = waiting.pop()
        if isinstance(link, BaseException) and link not in found:
            found.append(link)
            waiting += [link.__cause__, link.__context__, getattr(link, "reason", None), *link.args]
    return found


def _holds(chain: list[BaseException], *kinds: type[BaseException]) -> bool:
    return any(isinstance(link, kinds) for link in chain)


def _reason(chain: list[BaseException]) -> OSError | str:
    system = next((link for link in chain if isinstance(link, OSError) and link.strerror), None)
    return system or type(chain[-1]).__name__
