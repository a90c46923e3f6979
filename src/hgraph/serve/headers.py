"""Headers: those that every answer has, what a page may load, and when a client has the newest bytes already."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
SEARCH_POLICY: Final = POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
"""Of the search page, whose index is read by WebAssembly, and of the worker that does so under a policy of its own."""
EVERYWHERE: Final = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Expose-Headers": (
        "Content-Location, ETag, Hgraph-Release, Hgraph-Truncated, Link, Location, Retry-After, Vary"
    ),
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Resource-Policy": "cross-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
PREFLIGHT: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, OPTIONS",
    "Access-Control-Allow-Headers": "Accept, Accept-Language, Content-Type, If-None-Match, Range",
    "Access-Control-Max-Age": "86400",
}
SHORT: Final = "public, max-age=300"
FOR_EVER: Final = "public, max-age=31536000, immutable"
_HASHED: Final = re.compile(r"[.-][0-9a-f]{8,}\.\w+$")
_TAG: Final = re.compile(r'(?:W/)?("[\x21\x23-\x7e]*")')
_RANGE: Final = re.compile(r"bytes=(\d{0,18})-(\d{0,18})")


def cache_control(path: str) -> str:
    """Return how long a file may be kept: for ever if its name holds its hash, else shortly."""
    return FOR_EVER if path.startswith("assets/") and _HASHED.search(path) else SHORT


def matches(if_none_match: str | None, tag: str) -> bool:
    """Say whether a client has the bytes of a tag already, packed or not (``If-None-Match``, weak comparison)."""
    if not if_none_match:
        return False
    if if_none_match.strip() == "*":
        return True
    plain = _plain(tag)
    return any(_plain(found) == plain for found in _TAG.findall(if_none_match[:4_000]))


def packed_tag(tag: str) -> str:
    """Return the tag of the same bytes packed."""
    return f'{tag[:-1]}-gz"'


def _plain(tag: str) -> str:
    return tag.removeprefix("W/").replace('-gz"', '"')


def asked_range(header: str | None, size: int) -> tuple[int, int] | None:
    """Return the first and the last byte that are asked for; ``None`` for all of them.

    Raises ``ValueError`` if there is no such byte. Several ranges at once are answered with everything.
    """
    found = _RANGE.fullmatch((header or "").strip())
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        length = min(int(found[2]), size)
        if length == 0:
            raise ValueError(header)
        return size - length, size - 1
    first, last = int(found[1]), min(int(found[2] or size), size - 1)
    if found[2] and int(found[2]) < first:
        return None
    if first > last:
        raise ValueError(header)
    return first, last


def accepts_gzip(header: str | None) -> bool:
    """Say whether a client takes packed bytes."""
    for part in (header or "")[:1_000].lower().split(","):
        name, _, rest = part.partition(";")
        if name.strip() in ("gzip", "x-gzip", "*"):
            return rest.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def links(targets: Iterable[tuple[str, str, str]]) -> str:
    """Return a ``Link`` header of addresses with their relation and media type (which may be empty)."""
    parts = (f'<{href}>; rel="{relation}"' + (f'; type="{kind}"' if kind else "") for href, relation, kind in targets)
    return ", ".join(parts)
