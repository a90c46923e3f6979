"""The base of a release: an address that everybody can reach, not one set apart for examples or this machine."""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from hgraph.errors import UsageError
from hgraph.settings import Settings, is_base

_SET_APART: Final = frozenset(
    [
        "alt",
        "arpa",
        "corp",
        "example",
        "home",
        "internal",
        "intranet",
        "invalid",
        "lan",
        "local",
        "localdomain",
        "localhost",
        "onion",
        "private",
        "test",
    ]
)
"""Last parts of names that never lead to a public server (RFC 2606, 6761, 6762, 7686, 8375, 9476)."""
_EXAMPLES: Final = ("example.com", "example.net", "example.org", "example.edu")


def chosen_base(settings: Settings, wanted: str | None) -> str:
    """Return the base of a release, with a slash at its end: the one that is wanted, else that of the settings.

    Raises ``UsageError`` (``not-a-base``) for what is no address of the web.
    """
    base = wanted if wanted is not None else settings.base
    if not is_base(base):
        raise UsageError("not-a-base", base=base)
    return base.rstrip("/") + "/"


def require_public(base: str) -> None:
    """Raise ``UsageError`` (``base-not-public``) for a base at which nobody else can find anything."""
    parts = urlsplit(base)
    host = (parts.hostname or "").rstrip(".").lower()
    if parts.username or parts.password or not _is_public(host):
        raise UsageError("base-not-public", base=base, host=host)


def _is_public(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_global
    except ValueError:
        pass
    names = host.split(".")
    example = any(host == name or host.endswith(f".{name}") for name in _EXAMPLES)
    return len(names) > 1 and all(names) and names[-1] not in _SET_APART and not names[-1].isdigit() and not example
