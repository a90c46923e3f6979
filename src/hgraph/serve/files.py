"""Files of a release over HTTP: negotiated, conditional, packed and in parts, the same bytes as on disk."""

from __future__ import annotations

import gzip
from collections.abc import AsyncIterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hgraph.releases import FORMS, Form, media_type
from hgraph.serve.headers import (
    SEARCH_POLICY,
    accepts_gzip,
    asked_range,
    cache_control,
    links,
    matches,
    packed_tag,
)
from hgraph.serve.negotiation import EXPANDED_TYPE, choose, wants_expanded
from hgraph.serve.refusals import Refusal
from hgraph.serve.released import MANIFEST, Released
from hgraph.serve.targets import Target

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

NEGOTIATED: Final = "Accept, Accept-Language, Accept-Encoding"
_BLOCK: Final = 65_536
_WORTH_PACKING: Final = range(1_024, 2_000_000)
_TEXTUAL: Final = ("text/", "application/json", "application/ld+json", "application/n-", "image/svg", "application/xml")
_SUFFIXES: Final = {"ttl": ".ttl", "turtle": ".ttl", "jsonld": ".jsonld", "json-ld": ".jsonld", "nt": ".nt"}


def document(request: Request, released: Released, target: Target) -> Response:
    """Return the file, or the document in the form the client wants most, or the way to it from the IRI of a thing.

    Raises ``Refusal``: 404, 405, 406, 416.
    """
    if target.path in released.files or target.path == MANIFEST:
        return _file(request, released, target.path, {})
    if target.path.startswith("id/"):
        return _see_other(request, released, target)
    stem = f"{target.path}index" if target.path == "" or target.path.endswith("/") else target.path
    forms = released.forms(stem)
    if not forms:
        raise Refusal(404, "not-found")
    form = _chosen(request, forms, target.to(stem))
    headers = {
        "Vary": NEGOTIATED,
        "Content-Location": target.to(stem + form.suffix),
        "Link": _alternates_of(form, forms, target.to(stem)),
    }
    return _file(request, released, stem + form.suffix, headers)


def _see_other(request: Request, released: Released, target: Target) -> Response:
    """Return the way from the IRI of a thing to the document about it."""
    from starlette.responses import Response

    place = _place_of(released, target)
    if place is None:
        raise Refusal(404, "not-found")
    forms = released.forms(place)
    form = _chosen(request, forms, target.to(place))
    headers = {
        "Location": target.to(place + form.suffix),
        "Vary": NEGOTIATED,
        "Cache-Control": "public, max-age=300",
        "Link": _alternates(forms, target.to(place)),
    }
    return Response(status_code=303, headers=headers)


def _place_of(released: Released, target: Target) -> str | None:
    """Return where the documents about the thing with this IRI stand: as it came, or as text."""
    addresses = released.addresses
    places = (released.place(addresses.base + text) for text in (target.raw, target.path))
    return next((place for place in places if place), None)


def _chosen(request: Request, forms: list[Form], address: str) -> Form:
    wanted = request.query_params.get("format", "").lower()
    language = request.query_params.get("language", "").lower()
    spoken = [form for form in forms if form.language in (None, language)] if language in ("nl", "en") else forms
    if wanted:
        named = [form for form in spoken if wanted in (form.name, form.media_type, form.suffix.removeprefix("."))]
        form = choose(named, None, request.headers.get("accept-language"))
        if form is None and wanted in _SUFFIXES:
            form = next((each for each in forms if each.suffix == _SUFFIXES[wanted]), None)
    else:
        form = choose(spoken, request.headers.get("accept"), request.headers.get("accept-language"))
    if form is None:
        offers = tuple((address + each.suffix, each.media_type) for each in forms)
        header = {"Vary": NEGOTIATED, "Link": _alternates(forms, address)}
        refusal = Refusal(406, "not-acceptable", header, known=", ".join(sorted({kind for _, kind in offers})))
        refusal.offers = offers
        raise refusal
    return form


def _alternates(forms: list[Form], address: str) -> str:
    return links((address + form.suffix, "alternate", form.media_type) for form in forms)


def _alternates_of(form: Form, forms: list[Form], address: str) -> str:
    """Return the other forms of a document; of JSON-LD one alone, since some processors stumble over several."""
    others = forms[:1] if form.name == "jsonld" else forms
    return _alternates(others, address)


def _file(request: Request, released: Released, path: str, extra: Mapping[str, str]) -> Response:
    from starlette.responses import Response

    if request.method not in ("GET", "HEAD"):
        raise Refusal(405, "method", {"Allow": "GET, HEAD, OPTIONS"})
    location = released.folder / path
    digest = released.files.get(path, released.release.id)
    tag = f'"{digest[:32]}"'
    kind = media_type(path)
    headers = {"ETag": tag, "Cache-Control": cache_control(path), **extra}
    _describe(path, released, headers)
    triples = path.removesuffix(".jsonld") + ".nt"
    if path.endswith(".jsonld") and triples in released.files:
        headers.setdefault("Vary", "Accept, Accept-Encoding")
        if wants_expanded(request.headers.get("accept")):
            return _expanded(request, released, triples, headers)
    try:
        size = location.stat().st_size
    except OSError as error:
        raise Refusal(404, "not-found") from error
    packable = kind.startswith(_TEXTUAL) and size in _WORTH_PACKING
    if packable:
        headers.setdefault("Vary", "Accept-Encoding")
    packed = packable and "range" not in request.headers and accepts_gzip(request.headers.get("accept-encoding"))
    if packed:
        headers["ETag"] = packed_tag(tag)
    if matches(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=headers)
    headers["Content-Type"] = kind
    if packed:
        content = _packed(location, digest)
        headers |= {"Content-Encoding": "gzip", "Content-Length": str(len(content))}
        return Response(b"" if request.method == "HEAD" else content, headers=headers)
    return _part(request, location, size, headers)


def _describe(path: str, released: Released, headers: dict[str, str]) -> None:
    """Add to headers what the other forms of a file are, its language, and what its page may load."""
    form = next((form for form in FORMS if path.endswith(form.suffix)), None)
    if form and "Link" not in headers:
        stem = path.removesuffix(form.suffix)
        name = f"./{stem.rpartition('/')[2]}"
        headers["Link"] = _alternates_of(form, released.forms(stem), name)
    if form and form.language:
        headers["Content-Language"] = form.language
    if path.startswith(("search.", "pagefind/")):
        headers["Content-Security-Policy"] = SEARCH_POLICY


def _expanded(request: Request, released: Released, triples: str, headers: dict[str, str]) -> Response:
    """Return what a document says as JSON-LD without a context, made from its N-Triples."""
    from starlette.responses import Response

    digest = released.files[triples]
    headers["ETag"] = f'"{digest[:32]}-expanded"'
    if matches(request.headers.get("if-none-match"), headers["ETag"]):
        return Response(status_code=304, headers=headers)
    content = _as_expanded(released.folder / triples, digest)
    headers |= {"Content-Type": EXPANDED_TYPE, "Content-Length": str(len(content))}
    return Response(b"" if request.method == "HEAD" else content, headers=headers)


@lru_cache(maxsize=256)
def _as_expanded(location: Path, digest: str) -> bytes:  # noqa: ARG001 - the hash tells one content from another
    import pyoxigraph as ox

    found = ox.parse(location.read_bytes(), format=ox.RdfFormat.N_TRIPLES)
    return ox.serialize((quad.triple for quad in found), format=ox.RdfFormat.JSON_LD) or b""


def _part(request: Request, location: Path, size: int, headers: dict[str, str]) -> Response:
    """Return a file, or the part of it that is asked for."""
    from starlette.responses import Response, StreamingResponse

    headers["Accept-Ranges"] = "bytes"
    condition = request.headers.get("if-range")
    try:
        part = None if condition not in (None, headers["ETag"]) else asked_range(request.headers.get("range"), size)
    except ValueError as error:
        raise Refusal(416, "range", {"Content-Range": f"bytes */{size}"}) from error
    first, last = part or (0, size - 1)
    status = 206 if part else 200
    if part:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    headers["Content-Length"] = str(last - first + 1)
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers)
    if last - first < _BLOCK:
        with location.open("rb") as stream:
            stream.seek(first)
            return Response(stream.read(last - first + 1), status_code=status, headers=headers)
    return StreamingResponse(_blocks(location, first, last - first + 1), status_code=status, headers=headers)


async def _blocks(location: Path, first: int, length: int) -> AsyncIterator[bytes]:
    from anyio import open_file

    async with await open_file(location, "rb") as stream:
        await stream.seek(first)
        while length > 0 and (block := await stream.read(min(_BLOCK, length))):
            length -= len(block)
            yield block


@lru_cache(maxsize=256)
def _packed(location: Path, digest: str) -> bytes:  # noqa: ARG001 - the hash tells one content from another
    return gzip.compress(location.read_bytes(), 5, mtime=0)
