"""How much one client may ask: a bucket of tokens for each, that fills again with time."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address
from typing import Final

from hgraph.serve.refusals import too_many

_REMEMBERED: Final = 10_000
"""Clients; the one that was not heard of longest is forgotten first."""


class Admission:
    """Lets each client ask so many queries a minute, a quarter of them at once."""

    def __init__(self, a_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        """Take the number of queries, and a clock."""
        self._rate = a_minute / 60
        self._most = max(1.0, a_minute / 4)
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def admit(self, client: str) -> None:
        """Take note of a query. Raises ``Refusal`` (429) with the seconds to wait if there were too many."""
        now = self._clock()
        left, since = self._buckets.pop(client, (self._most, now))
        left = min(self._most, left + (now - since) * self._rate)
        self._buckets[client] = (left - 1 if left >= 1 else left, now)
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        if left < 1:
            raise too_many(max(1, math.ceil((1 - left) / self._rate)))


def client_of(address: str | None) -> str:
    """Return the client that an address stands for: of the sixth version, everybody on one network is one."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return (address or "-")[:100]
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)
