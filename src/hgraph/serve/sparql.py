"""The SPARQL 1.1 Protocol: queries by GET and POST, in every form, guarded, cut where they are too long."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl, urlencode

from hgraph.releases import Form
from hgraph.serve.forms import GRAPHS, HTML, ROWS, named
from hgraph.serve.guard import Scanned, scan
from hgraph.serve.headers import links, matches
from hgraph.serve.negotiation import EXPANDED_TYPE, choose, wants_expanded
from hgraph.serve.refusals import Refusal
from hgraph.serve.serving import LARGEST, Serving
from hgraph.serve.wire import Answer, Task
from hgraph.settings import ServingLimits
from hgraph.store.query_text import split
from hgraph.terms import Iri, is_valid_iri

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

_FORM: Final = "application/x-www-form-urlencoded"
_QUERY: Final = "application/sparql-query"
_LONGEST_NEXT: Final = 4_000
_MOST_GRAPHS: Final = 20
_VARY: Final = "Accept, Accept-Language"


@dataclass(frozen=True)
class Asked:
    """A query as it came: its text, its graphs, and the other parameters."""

    query: str
    default_graphs: tuple[str, ...]
    named_graphs: tuple[str, ...]
    format: str = ""

    def address(self, **others: str) -> str:
        """Return the address that asks this by GET."""
        pairs = [("query", others.pop("query", self.query))]
        pairs += [("default-graph-uri", name) for name in self.default_graphs]
        pairs += [("named-graph-uri", name) for name in self.named_graphs]
        return "sparql?" + urlencode([*pairs, *others.items()])


async def read(request: Request, body: bytes) -> Asked | None:
    """Return the query of a request; ``None`` if there is none in a bare GET. Raises ``Refusal``."""
    pairs = parse_qsl(request.url.query, keep_blank_values=True, max_num_fields=100) if request.url.query else []
    if request.method == "POST":
        kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        text = _decoded(body)
        if kind == _FORM:
            pairs = [*pairs, *parse_qsl(text, keep_blank_values=True, max_num_fields=100)]
        elif kind == _QUERY:
            pairs = [*(pair for pair in pairs if pair[0] != "query"), ("query", text)]
        elif kind == "application/sparql-update":
            raise Refusal(403, "read-only")
        else:
            raise Refusal(415, "content-type", {"Accept-Post": f"{_FORM}, {_QUERY}"})
    return _asked(pairs, request.method)


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, "not-utf8") from error


def _asked(pairs: Sequence[tuple[str, str]], method: str) -> Asked | None:
    values: dict[str, list[str]] = {}
    for name, value in pairs:
        values.setdefault(name, []).append(value)
    if values.keys() & {"update", "using-graph-uri", "using-named-graph-uri"}:
        raise Refusal(403, "read-only")
    queries = values.get("query", [])
    if not queries and method != "POST":
        return None
    if len(queries) != 1 or "\0" in queries[0] or "\ufffd" in queries[0]:
        raise Refusal(400, "one-query")
    graphs = [*values.get("default-graph-uri", ()), *values.get("named-graph-uri", ())]
    if len(graphs) > _MOST_GRAPHS or not all(map(is_valid_iri, graphs)):
        raise Refusal(400, "graph-malformed")
    wanted = next((values[name][-1] for name in ("format", "output") if name in values), "")
    defaults, nameds = (tuple(values.get(name, ())) for name in ("default-graph-uri", "named-graph-uri"))
    return Asked(queries[0], defaults, nameds, wanted)


def form_for(asked: Asked, scanned: Scanned, request: Request) -> Form:
    """Return the form of the answer. Raises ``Refusal`` (406) with the forms there are."""
    forms = ROWS if scanned.form in ("SELECT", "ASK") else GRAPHS
    accept, language = (request.headers.get(name) for name in ("accept", "accept-language"))
    form = named(asked.format, forms) if asked.format else choose(_for_client(forms, accept), accept, language)
    if form is None:
        known = ", ".join(each.media_type for each in forms)
        refusal = Refusal(406, "not-acceptable", {"Vary": _VARY}, known=known)
        refusal.offers = tuple((asked.address(format=each.name), each.media_type) for each in forms)
        raise refusal
    return form


def _for_client(forms: tuple[Form, ...], accept: str | None) -> tuple[Form, ...]:
    """Return the forms with the page first for a browser, which names it."""
    return (HTML, *forms[:-1]) if "text/html" in (accept or "").lower() else forms


async def answer(
    request: Request, serving: Serving, asked: Asked, client: str
) -> tuple[Form, Answer, bytes] | Response:
    """Return the form, what became of the query and the bytes; or 304, if the client has them. Raises ``Refusal``."""
    from starlette.responses import Response

    limits = serving.settings.serving
    scanned = scan(asked.query, limits)
    form = form_for(asked, scanned, request)
    tag = tag_of(serving, asked, form, scanned, request)
    if tag and matches(request.headers.get("if-none-match"), tag):
        return Response(status_code=304, headers=_caching(tag))
    following = _next(asked, scanned, limits)
    dumps = serving.released.addresses.base + "dumps/dataset.nq.gz"
    task = Task(
        asked.query,
        "json" if form is HTML else form.name,
        limits.rows,
        LARGEST,
        limits.seconds,
        list(asked.default_graphs),
        list(asked.named_graphs),
        scanned.names_graphs,
        [serving.released.addresses.base + following if following else dumps],
    )
    found, content = await serving.pool.run(task, client)
    return form, found, content


def headers_of(request: Request, serving: Serving, asked: Asked, form: Form, found: Answer) -> dict[str, str]:
    """Return the headers of an answer."""
    limits = serving.settings.serving
    scanned = scan(asked.query, limits)
    headers = _caching(tag_of(serving, asked, form, scanned, request))
    headers["Content-Type"] = form.content_type
    if form.name == "jsonld" and wants_expanded(request.headers.get("accept")):  # the engine writes no other
        headers["Content-Type"] = EXPANDED_TYPE
    if found.cut:
        headers["Hgraph-Truncated"] = "true"
        following = _next(asked, scanned, limits)
        targets = [("dumps/dataset.nq.gz", "alternate", "application/gzip")]
        if following:
            targets.insert(0, (following, "next", form.media_type))
        headers["Link"] = links(targets)
    return headers


def tag_of(serving: Serving, asked: Asked, form: Form, scanned: Scanned, request: Request) -> str:
    """Return the tag of an answer, empty for one that is another each time."""
    if not scanned.lasting:
        return ""
    language = request.headers.get("accept-language", "") + request.query_params.get("language", "")
    return serving.tag(asked, form.name, language if form is HTML else "")


def _caching(tag: str) -> dict[str, str]:
    headers: Mapping[str, str] = (
        {"ETag": tag, "Cache-Control": "public, max-age=60"} if tag else {"Cache-Control": "no-store"}
    )
    return {**headers, "Vary": _VARY}


def _next(asked: Asked, scanned: Scanned, limits: ServingLimits) -> str:
    """Return the address of the rows that follow, if the query has an order in which they can be asked for."""
    if scanned.form != "SELECT" or not scanned.ordered:
        return ""
    try:
        parts = split(asked.query)
    except (StopIteration, IndexError, ValueError, KeyError):
        return ""
    if parts.limit is not None and parts.limit <= limits.rows:
        return ""
    left = "" if parts.limit is None else f"\nLIMIT {parts.limit - limits.rows}"
    clauses = (parts.prologue, parts.form, parts.head, "WHERE", parts.where, parts.grouping)
    order = f"ORDER BY\n{parts.order}"
    text = "\n".join([*filter(None, clauses), f"{order}\nOFFSET {parts.offset + limits.rows}{left}", parts.values])
    address = asked.address(query=text.strip(), **({"format": asked.format} if asked.format else {}))
    return address if len(address) <= _LONGEST_NEXT else ""


def iri_texts(terms: Sequence[object]) -> list[str]:
    """Return the IRIs among terms."""
    return [str(term) for term in terms if isinstance(term, Iri)]
