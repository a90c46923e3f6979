"""The server itself: a socket, the application behind it, until somebody ends it."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import urlunsplit

from hgraph.errors import UnreadableInput, UsageError
from hgraph.settings import Settings

if TYPE_CHECKING:
    from uvicorn import Config

    from hgraph.serve.application import Application

_CONNECTIONS: Final = 512
_ROOM_FOR_HEADERS: Final = 16_384


def serve(link: Path, settings: Settings, host: str, port: int, ready: Callable[[str], None]) -> None:
    """Serve a release until the process is told to end; ``ready`` is given the address once requests are answered.

    Raises ``UsageError`` for an address that cannot be used, ``UnreadableInput`` for a release that is not whole.
    """
    import uvicorn

    from hgraph.errors import HgraphError
    from hgraph.serve.application import Application

    bound = _bound(host, port)
    number = bound.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    application = Application(link, settings, lambda: ready(urlunsplit(("http", f"{shown}:{number}", "/", "", ""))))
    config = _config(application, settings)
    with bound:
        try:
            uvicorn.Server(config).run(sockets=[bound])
        except KeyboardInterrupt:
            pass
        except SystemExit as error:
            if application.error is None:
                raise
            if isinstance(application.error, HgraphError):
                raise application.error from error
            raise UnreadableInput("serve-not-started", place=link, reason=application.error) from error


def _config(application: Application, settings: Settings) -> Config:
    """Return how the server runs: bounded in every direction, and quiet."""
    import uvicorn

    from hgraph.serve.connections import Connection

    logging.basicConfig(format="%(levelname)s %(name)s %(message)s", level=logging.ERROR)
    return uvicorn.Config(
        application,
        http=Connection,
        ws="none",
        loop="asyncio",
        lifespan="on",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        limit_concurrency=_CONNECTIONS,
        backlog=256,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=3,
        h11_max_incomplete_event_size=settings.serving.body + _ROOM_FOR_HEADERS,
    )


def _bound(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=256
        )
    except (OSError, OverflowError, UnicodeError) as error:
        raise UsageError("address-not-usable", place=f"{host}:{port}", reason=error) from error
