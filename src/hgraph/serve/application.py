"""The application: each request goes to files, queries or questions, and whatever happens an answer comes back."""

from __future__ import annotations

import asyncio
import json
import logging
import shutil
import tempfile
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hgraph.errors import HgraphError
from hgraph.messages import LANGUAGES
from hgraph.releases import Form
from hgraph.serve import editing
from hgraph.serve.admission import Admission, client_of
from hgraph.serve.files import document
from hgraph.serve.forms import ANSWERS, HTML, named
from hgraph.serve.headers import EVERYWHERE, PREFLIGHT, matches
from hgraph.serve.negotiation import choose, choose_language, media_quality, preferences
from hgraph.serve.refusals import Refusal
from hgraph.serve.released import Released
from hgraph.serve.serving import Serving, opened, question_of
from hgraph.serve.targets import Target, target_of
from hgraph.serve.workplace import Workplace
from hgraph.settings import Settings

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.types import Receive, Scope, Send

_LOG: Final = logging.getLogger("hgraph.serve")
_LOOK: Final = 1.0
"""Seconds between two looks at which release is shown."""
_SERVICE: Final = "service.ttl"


class Application:
    """An ASGI application over one site or release; it follows the link to the release that is shown."""

    def __init__(self, link: Path, settings: Settings, ready: Callable[[], None] = lambda: None) -> None:
        """Take the release, or the link to it, the settings, and whom to tell when requests are answered."""
        self._link = link
        self._settings = settings
        self._ready = ready
        self._cache = Path()
        self._now: Serving | None = None
        self._watch: asyncio.Task[None] | None = None
        self._old: set[asyncio.Task[None]] = set()
        self._admission = Admission(settings.serving.queries_a_minute)
        self.error: HgraphError | OSError | None = None
        """Why nothing could be served."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or begin and end."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            from starlette.requests import Request

            response = await self._respond(Request(scope, receive))
            for name, value in EVERYWHERE.items():
                response.headers.setdefault(name, value)
            if self._now:
                response.headers["Hgraph-Release"] = self._now.released.release.short_id
            await response(scope, receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        workplace = Workplace()
        self._cache = workplace.folder
        try:
            self._now = await opened(self._link, self._settings, self._cache)
        except (HgraphError, OSError) as error:
            self.error = error
            workplace.remove()
            await send({"type": "lifespan.startup.failed", "message": type(error).__name__})
            return
        self._watch = asyncio.create_task(self._follow())
        await send({"type": "lifespan.startup.complete"})
        self._ready()
        await receive()
        self._watch.cancel()
        await self._now.pool.kill()
        for task in self._old:
            task.cancel()
        workplace.remove()
        await send({"type": "lifespan.shutdown.complete"})

    async def _follow(self) -> None:
        """Serve another release as soon as another one is shown and all is ready for it; a broken one is passed by."""
        seen = self._link.resolve()
        while True:
            await asyncio.sleep(_LOOK)
            shown = self._link.resolve()
            if shown == seen or not (shown / "release.json").is_file():
                continue
            seen = shown
            try:
                fresh = await opened(self._link, self._settings, self._cache)
            except (HgraphError, OSError) as error:
                _LOG.critical("%s: %s", shown, error)
                continue
            before, self._now = self._now, fresh
            if before:
                task = asyncio.create_task(self._retire(before))
                self._old.add(task)
                task.add_done_callback(self._old.discard)

    async def _retire(self, before: Serving) -> None:
        await before.pool.close()
        if self._now and before.released.release.id != self._now.released.release.id:
            shutil.rmtree(self._cache / before.released.release.id, ignore_errors=True)

    async def _respond(self, request: Request) -> Response:
        serving = self._now
        if serving is None:
            return _plain(Refusal(503, "not-ready", {"Retry-After": "1"}), LANGUAGES[0])
        target = Target("", "")
        try:
            target = target_of(request.scope.get("raw_path") or b"/", serving.released.prefix)
            return await self._answer(request, serving, target)
        except Refusal as refusal:
            return _refused(refusal, request, serving.released, serving, target)
        except Exception:  # noqa: BLE001 - whatever happens, an answer comes back
            _LOG.exception("defect")
            return _refused(Refusal(500, "defect"), request, serving.released, serving, target)

    async def _answer(self, request: Request, serving: Serving, target: Target) -> Response:
        from starlette.responses import Response

        if request.method == "OPTIONS":
            return Response(status_code=204, headers={**PREFLIGHT, "Allow": "GET, HEAD, POST, OPTIONS"})
        parts = target.path.split("/")
        if target.path == "sparql":
            return await self._sparql(request, serving)
        if request.method not in ("GET", "HEAD"):
            raise Refusal(405, "method", {"Allow": "GET, HEAD, OPTIONS"})
        if target.path == "openapi.json":
            return _described(request, serving)
        if len(parts) == 3 and parts[0] == "question" and parts[2] == "answer":
            return await self._question(request, serving, parts[1])
        if target.path.startswith(editing.FOLDER):
            return await editing.file(request, serving, target.path)
        found = document(request, serving.released, target)
        return editing.added(request, serving, found) if target.path in editing.PAGES else found

    async def _sparql(self, request: Request, serving: Serving) -> Response:
        from starlette.concurrency import run_in_threadpool
        from starlette.responses import Response

        from hgraph.serve import sparql
        from hgraph.serve.pages import results_page

        if request.method not in ("GET", "HEAD", "POST"):
            raise Refusal(405, "method", {"Allow": "GET, HEAD, POST, OPTIONS"})
        limits = self._settings.serving
        if len(request.url.query) > limits.body:
            raise Refusal(414, "query-too-large", limit=limits.body)
        body = await _body(request, limits.body) if request.method == "POST" else b""
        asked = await sparql.read(request, body)
        if asked is None:
            return _bare(request, serving)
        client = self._client(request)
        found = await _while_there(request, sparql.answer(request, serving, asked, client))
        if isinstance(found, Response):
            return found
        form, answer, content = found
        headers = sparql.headers_of(request, serving, asked, form, answer)
        if form is HTML:
            language = _language(request)
            headers["Content-Language"] = language
            content = await run_in_threadpool(results_page, serving, asked, answer, content, language)
        return await _long(content, headers, request.method)

    async def _question(self, request: Request, serving: Serving, name: str) -> Response:
        from starlette.concurrency import run_in_threadpool

        from hgraph.serve.answering import told

        question = question_of(serving, name)
        if len(request.url.query) > self._settings.serving.body:
            raise Refusal(414, "query-too-large", limit=self._settings.serving.body)
        language = _language(request)
        wanted = request.query_params.get("format", "")
        accept = request.headers.get("accept")
        form = named(wanted, ANSWERS) if wanted else choose(ANSWERS, accept, None)
        if form is None:
            raise Refusal(
                406,
                "not-acceptable",
                {"Vary": "Accept, Accept-Language"},
                known=", ".join(each.media_type for each in ANSWERS),
            )
        tag = serving.tag(sorted(request.query_params.multi_items()), form.name, language)
        headers = _headers(form, language, tag)
        if matches(request.headers.get("if-none-match"), tag):
            from starlette.responses import Response

            return Response(status_code=304, headers=headers)
        client = self._client(request)
        given = dict(request.query_params)
        found = await run_in_threadpool(told, serving, question, given, form, language, client)
        if found.cut:
            headers["Hgraph-Truncated"] = "true"
        if found.faulty:
            del headers["ETag"]
            headers |= {"Cache-Control": "no-store"} | (
                {} if form is HTML else {"Content-Type": "text/plain; charset=utf-8"}
            )
        elif form is not HTML:
            headers["Content-Disposition"] = f'attachment; filename="{question.name}.{language}{form.suffix}"'
        return await _long(found.content, headers, request.method, 400 if found.faulty else 200)

    def _client(self, request: Request) -> str:
        """Return who asks. Raises ``Refusal`` (429) if that is too often."""
        client = client_of(request.client.host if request.client else None)
        self._admission.admit(client)
        return client


def _headers(form: Form, language: str, tag: str) -> dict[str, str]:
    """Return the headers of an answer to a question."""
    return {
        "Content-Type": form.content_type,
        "Content-Language": language,
        "Vary": "Accept, Accept-Language",
        "Cache-Control": "public, max-age=60",
        "ETag": tag,
    }


def _described(request: Request, serving: Serving) -> Response:
    from starlette.responses import Response

    from hgraph.serve.openapi import describe

    language = _language(request)
    document = describe(serving.questions, serving.frame.title(language), language)
    content = (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
    headers = {"Content-Type": "application/json", "Vary": "Accept-Language", "Content-Language": language}
    headers["Content-Length"] = str(len(content))
    return Response(b"" if request.method == "HEAD" else content, headers=headers)


def _bare(request: Request, serving: Serving) -> Response:
    """Return the page to write a query on, or to programs what the endpoint can do."""
    wanted = preferences(request.headers.get("accept"))
    named_html = media_quality("text/html", {name: quality for name, quality in wanted.items() if name != "*/*"})
    target = Target("sparql", "sparql")
    if (wanted and not named_html) and _SERVICE in serving.released.files:
        return document(request, serving.released, Target(_SERVICE, _SERVICE))
    return editing.added(request, serving, document(request, serving.released, target))


async def _while_there(request: Request, work: Awaitable[Any]) -> Any:  # noqa: ANN401 - what the work gives
    """Return what work gives, and end it as soon as the client is gone."""
    job = asyncio.ensure_future(work)
    watch = asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait({job, watch}, return_when=asyncio.FIRST_COMPLETED)
        if not job.done():
            raise Refusal(499, "gone")
        return await job
    finally:
        for task in (job, watch):
            if not task.done():
                task.cancel()
                with suppress(asyncio.CancelledError, Refusal):
                    await task


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _body(request: Request, limit: int) -> bytes:
    """Return the body of a request. Raises ``Refusal`` (413, 400)."""
    from starlette.requests import ClientDisconnect

    length = request.headers.get("content-length", "0")
    if not length.isascii() or not length.isdigit() or int(length[:15]) > limit:
        raise Refusal(413, "query-too-large", {"Connection": "close"}, limit=limit)
    body = bytearray()
    try:
        async for block in request.stream():
            body += block
            if len(body) > limit:
                raise Refusal(413, "query-too-large", {"Connection": "close"}, limit=limit)
    except ClientDisconnect as error:
        raise Refusal(400, "gone") from error
    return bytes(body)


async def _long(content: bytes, headers: dict[str, str], method: str, status: int = 200) -> Response:
    """Return a response with any length of content; a long one waits on disk until a slow reader has taken it."""
    from starlette.responses import Response, StreamingResponse

    headers["Content-Length"] = str(len(content))
    if method == "HEAD":
        return Response(status_code=status, headers=headers)
    if len(content) <= 262_144:
        return Response(content, status_code=status, headers=headers)
    stream = tempfile.TemporaryFile()  # noqa: SIM115 - it is gone once it has been read or forgotten
    stream.write(content)
    stream.seek(0)

    async def blocks() -> Any:  # noqa: ANN401
        with stream:
            while block := stream.read(65_536):
                yield block

    return StreamingResponse(blocks(), status_code=status, headers=headers)


def _language(request: Request) -> str:
    wanted = request.query_params.get("language", "")
    return wanted if wanted in LANGUAGES else choose_language(LANGUAGES, request.headers.get("accept-language"))


def _refused(refusal: Refusal, request: Request, released: Released, serving: Serving, target: Target) -> Response:
    """Return a refusal as a page to whoever names pages, else as text."""
    from starlette.responses import Response

    from hgraph.serve.pages import refusal_page

    ends = [tag for tag in LANGUAGES if f".{tag}." in target.path]
    language = ends[0] if ends else _language(request)
    if "text/html" not in request.headers.get("accept", "").lower() or released is None:
        return _plain(refusal, language)
    content = refusal_page(serving.frame, refusal, language, target.depth)
    headers = {"Cache-Control": "no-store", "Content-Language": language, "Vary": "Accept, Accept-Language"}
    return Response(content, refusal.status, {**headers, **refusal.headers}, "text/html")


def _plain(refusal: Refusal, language: str) -> Response:
    from starlette.responses import Response

    from hgraph.serve.pages import refusal_text

    headers = {"Cache-Control": "no-store", "Content-Language": language, "Vary": "Accept, Accept-Language"}
    return Response(refusal_text(refusal, language), refusal.status, {**headers, **refusal.headers}, "text/plain")
