"""The editor for queries, if it was built into the package: its files, the words it completes, its place."""

from __future__ import annotations

import json
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hgraph.iris import shorten
from hgraph.messages import LANGUAGES, catalogue, message
from hgraph.namespaces import PREFIXES
from hgraph.releases import media_type
from hgraph.serve.headers import SHORT
from hgraph.serve.refusals import Refusal
from hgraph.serve.serving import Serving

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

FOLDER: Final = "assets/editor/"
PAGES: Final = tuple(f"sparql.{language}.html" for language in LANGUAGES)
"""The pages to write a query on: the only ones that are not handed out byte for byte, if the editor is there."""
TERMS: Final = "terms.json"
_BUILT: Final = Path(__file__).parent / "editor"
_NEEDED: Final = ("yasgui.min.js", "yasgui.min.css", "start.js", "start.css")

_SPOKEN: Final = "en"
"""The language of the editor."""
_PARTS: Final = ("count", "seconds", "first", "last", "column")


def is_built() -> bool:
    """Say whether the editor is part of this package."""
    return all((_BUILT / name).is_file() for name in _NEEDED)


async def file(request: Request, serving: Serving, path: str) -> Response:
    """Return a file of the editor. Raises ``Refusal`` (404)."""
    from starlette.concurrency import run_in_threadpool
    from starlette.responses import Response

    name = path.removeprefix(FOLDER)
    if name == TERMS:
        content = await run_in_threadpool(_terms, serving)
    elif name in {each.name for each in _BUILT.glob("*.*")}:
        content = (_BUILT / name).read_bytes()
    else:
        raise Refusal(404, "not-found")
    headers = {"Content-Type": media_type(name), "Cache-Control": SHORT, "Content-Length": str(len(content))}
    return Response(b"" if request.method == "HEAD" else content, headers=headers)


def _terms(serving: Serving) -> bytes:
    """Return the prefixes, and the classes and properties in use, for completion; worked out once for a release."""
    if "terms" not in serving.kept:
        found: dict[str, list[str]] = {"class": [], "property": []}
        for term, kind in serving.project.select("serve/terms-in-use").rows:
            found[str(kind)].append(str(term))
        used = {shorten(term).partition(":")[0] for terms in found.values() for term in terms}
        prefixes = {prefix: name for prefix, name in PREFIXES.items() if prefix in used}
        serving.kept["terms"] = json.dumps({"prefixes": prefixes, **found}, ensure_ascii=False).encode()
    content: bytes = serving.kept["terms"]
    return content


def _words(language: str) -> dict[str, str]:
    """Return what to put in the place of the words of the editor, which are English; parts in braces stay."""
    parts = {name: f"{{{name}}}" for name in _PARTS}
    said = {
        tag: [message(f"serve.editor.words.{name}", tag, **parts) for name in catalogue("serve")["editor"]["words"]]
        for tag in (_SPOKEN, language)
    }
    return {own: other for own, other in zip(said[_SPOKEN], said[language], strict=True) if own != other}


def added(request: Request, serving: Serving, response: Response) -> Response:
    """Return the page to write a query on with the editor in its head, if there is one; it works without as well."""
    from starlette.responses import Response as Plain

    path = f"sparql.{response.headers.get('content-language')}.html"
    if not is_built() or path not in PAGES or response.status_code != 200 or request.method == "HEAD":
        return response
    language = path.split(".")[1]
    plain = escape(message("serve.editor.plain", language), quote=True)
    words = escape(json.dumps(_words(language), ensure_ascii=False), quote=True)
    head = "".join(
        f'<link rel="stylesheet" href="{FOLDER}{name}">'
        if name.endswith(".css")
        else f'<script src="{FOLDER}{name}" defer data-plain="{plain}" data-words="{words}"></script>'
        for name in _NEEDED
    )
    page = (serving.released.folder / path).read_text(encoding="utf-8").replace("</head>", f"{head}</head>", 1)
    dropped = ("etag", "content-length", "content-encoding", "accept-ranges")
    headers = {name: value for name, value in response.headers.items() if name not in dropped}
    return Plain(page.encode(), headers=headers)
