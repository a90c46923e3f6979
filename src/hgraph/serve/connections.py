"""Connections that cannot be held open: a request has to come, and an answer has to be taken, in reasonable time."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import h11
from uvicorn.protocols.http.h11_impl import H11Protocol

from hgraph.serve.headers import EVERYWHERE

WAIT: Final = 10.0
"""Seconds in which a whole request must have come."""
STALL: Final = 20.0
"""Seconds in which a client must take some of its answer."""
_LOOK: Final = 1.0


class Connection(H11Protocol):
    """One connection, looked at every second. When there are too many, the one that waits longest makes room."""

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to count the time."""
        if self.limit_concurrency is not None and len(self.connections) >= self.limit_concurrency - 1:
            self._make_room()
        super().connection_made(transport)
        self.waiting_since: float | None = self.loop.time()
        self._full_since: float | None = None
        self._look = self.loop.call_later(_LOOK, self._check)

    def _make_room(self) -> None:
        waiting = [each for each in self.connections if isinstance(each, Connection) and each.waiting_since is not None]
        if waiting:
            oldest = min(waiting, key=lambda each: each.waiting_since or 0.0)
            oldest.transport.abort()
            self.connections.discard(oldest)  # it takes a moment until it is gone

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop looking."""
        self._look.cancel()
        super().connection_lost(exc)

    def handle_events(self) -> None:
        """Read on; note whether a request is still coming."""
        super().handle_events()
        coming = self.conn.their_state in (h11.IDLE, h11.SEND_BODY) and self.conn.our_state is not h11.DONE
        if not coming:
            self.waiting_since = None
        elif self.waiting_since is None:
            self.waiting_since = self.loop.time()

    def resume_writing(self) -> None:
        """Count the time anew: some was taken."""
        self._full_since = None
        super().resume_writing()

    def _check(self) -> None:
        now = self.loop.time()
        if self.transport.get_write_buffer_size() == 0:
            self._full_since = None
        elif self._full_since is None:
            self._full_since = now
        stalled = self._full_since is not None and now - self._full_since > STALL
        late = self.waiting_since is not None and now - self.waiting_since > WAIT
        if stalled or late:
            self.transport.abort()
            return
        self._look = self.loop.call_later(_LOOK, self._check)

    def send_400_response(self, msg: str) -> None:
        """Say that this is no request of HTTP, with the headers that every answer has."""
        try:
            head: list[tuple[str, str]] = [*EVERYWHERE.items(), ("Content-Type", "text/plain"), ("Connection", "close")]
            events: tuple[Any, ...] = (
                h11.Response(status_code=400, headers=head, reason=b"Bad Request"),
                h11.Data(data=msg.encode("ascii", "replace")),
                h11.EndOfMessage(),
            )
            for event in events:
                self.transport.write(self.conn.send(event) or b"")
        except h11.LocalProtocolError:  # an answer was under way
            pass
        self.transport.close()
