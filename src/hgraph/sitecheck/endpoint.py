"""What the SPARQL endpoint of a site answers: protocol, formats, description, and whether a cut answer says so."""

from __future__ import annotations

import csv
import io
import json
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterator, Mapping
from typing import Final
from urllib.parse import quote, urlencode

from hgraph.dataset import parsed_quads
from hgraph.messages import message
from hgraph.namespaces import SD
from hgraph.settings import shipped_content
from hgraph.sitecheck.clients import DATA, SPARQL_WRAPPER
from hgraph.sitecheck.fetching import Answer, Fetcher
from hgraph.sitecheck.results import Outcome, Result, judged
from hgraph.sitecheck.site import Site

_JSON: Final = "application/sparql-results+json"
_FORM: Final = "application/x-www-form-urlencoded"
_SIGNS: Final = ("Hgraph-Truncated", "X-Truncated", "Link")
"""Headers by which servers say that an answer was cut."""
_GRAPHS: Final = ("text/turtle", "application/n-triples", "application/ld+json")


class EndpointCheck:
    """The checks of the endpoint at ``sparql`` under the base."""

    def __init__(self, site: Site, fetcher: Fetcher, language: str) -> None:
        """Take the site, and the language for what is seen."""
        self._address = f"{site.base}sparql"
        self._fetcher = fetcher
        self._language = language

    def results(self) -> Iterator[Result]:
        """Yield the results of all checks, or one that says that there is no endpoint; raises what fetching raises."""
        first = self._ask(_query("ask"), _JSON)
        if first.status in (404, 405, 410) or first.redirects:
            seen = message("sitecheck.seen.no-endpoint", self._language, status=first.status)
            yield Result("endpoint", self._address, "–", "–", seen, Outcome.ABSENT)
            return
        yield self._boolean("endpoint-get", "GET", first)
        yield from self._posts()
        yield from self._formats()
        yield from self._graphs()
        yield self._described()
        yield from self._cut()
        yield from self._refusals()

    def _ask(self, query: str, accept: str) -> Answer:
        return self._fetcher.get(f"{self._address}?query={quote(query)}", accept)

    def _boolean(self, check: str, client: str, answer: Answer) -> Result:
        good = answer.status == 200 and answer.media_type == _JSON and _loaded(answer).get("boolean") is True
        return self._judged(check, client, _JSON, answer, good=good)

    def _judged(self, check: str, client: str, expected: str, answer: Answer, *, good: bool) -> Result:
        seen = f"{answer.status} {answer.first('Content-Type')}".strip()
        return judged(check, (self._address, client), expected, seen, good=good)

    def _posts(self) -> Iterator[Result]:
        query = _query("ask")
        form = {"Accept": _JSON, "Content-Type": _FORM}
        yield self._boolean("endpoint-post-form", "POST", self._post(form, urlencode({"query": query})))
        direct = {"Accept": _JSON, "Content-Type": "application/sparql-query"}
        yield self._boolean("endpoint-post-direct", "POST", self._post(direct, query))
        wrapper = self._ask(query, SPARQL_WRAPPER.accept)
        yield self._boolean("endpoint-get", SPARQL_WRAPPER.name, wrapper)

    def _post(self, headers: Mapping[str, str], body: str) -> Answer:
        return self._fetcher.send("POST", self._address, headers, body.encode())

    def _formats(self) -> Iterator[Result]:
        for media_type, rows in _RESULTS.items():
            answer = self._ask(_query("some"), media_type)
            good = answer.status == 200 and answer.media_type == media_type and _count(rows, answer) == 3
            yield self._judged("endpoint-format", "curl", media_type, answer, good=good)

    def _graphs(self) -> Iterator[Result]:
        for media_type in _GRAPHS:
            answer = self._ask(_query("construct"), media_type)
            good = answer.status == 200 and answer.media_type == media_type and bool(_parsed(answer))
            yield self._judged("endpoint-graph", "curl", media_type, answer, good=good)

    def _described(self) -> Result:
        answer = self._fetcher.get(self._address, "text/turtle")
        good = answer.status == 200 and any(str(value) == SD.Service for _, _, value, _ in _parsed(answer))
        return self._judged("endpoint-description", "curl", SD.Service, answer, good=good)

    def _cut(self) -> Iterator[Result]:
        """Ask for everything and count: an answer with fewer rows than there are has to say that it was cut."""
        counted = _loaded(self._ask(_query("total"), _JSON))
        total = _first_number(counted)
        everything = self._ask(_query("everything"), _JSON)
        rows = _count(_json_rows, everything) if everything.whole else None
        signs = [f"{name}: {value}" for name in _SIGNS for value in everything.all(name) if _is_sign(name, value)]
        if total is None or rows is None or rows >= total:
            seen = message("sitecheck.seen.not-cut", self._language, rows=rows if rows is not None else "–")
            yield Result("endpoint-cut", self._address, "curl", "–", seen, Outcome.ABSENT)
            return
        seen = message("sitecheck.seen.cut", self._language, rows=rows, total=total, sign="; ".join(signs) or "–")
        expected = message("sitecheck.seen.sign", self._language)
        yield judged("endpoint-cut", (self._address, "curl"), expected, seen, good=bool(signs))

    def _refusals(self) -> Iterator[Result]:
        wrong = self._ask("SELECT", _JSON)
        yield self._judged("endpoint-syntax", "curl", "400", wrong, good=wrong.status == 400)
        values = wrong.all("Access-Control-Allow-Origin")
        asked = self._address, "curl"
        expected = "Access-Control-Allow-Origin: *"
        yield judged("cors-error", asked, expected, " | ".join(values) or "–", good=values == ["*"])
        update = self._post({"Content-Type": "application/sparql-update"}, _query("insert.ru.template"))
        yield self._judged("endpoint-update", "curl", "4xx", update, good=400 <= update.status < 500)


def _query(name: str) -> str:
    """Return the text of a query without its lines of comment."""
    file = name if "." in name else f"{name}.rq"
    lines = (shipped_content() / "queries" / "sitecheck" / file).read_text(encoding="utf-8").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


def _loaded(answer: Answer) -> dict[str, object]:
    try:
        loaded = json.loads(answer.body)
    except ValueError:
        return {}
    return loaded if isinstance(loaded, dict) else {}


def _json_rows(text: str) -> int:
    return len(json.loads(text)["results"]["bindings"])


def _xml_rows(text: str) -> int:
    if "<!DOCTYPE" in text:  # a document that may grow without bound when it is read
        raise ValueError(text[:20])
    return sum(element.tag.endswith("}result") for element in ET.fromstring(text).iter())  # noqa: S314 - see above


def _csv_rows(text: str) -> int:
    return sum(1 for _ in csv.reader(io.StringIO(text))) - 1


def _tsv_rows(text: str) -> int:
    return len(text.rstrip("\n").split("\n")) - 1


_RESULTS: Final[Mapping[str, Callable[[str], int]]] = {
    _JSON: _json_rows,
    "application/sparql-results+xml": _xml_rows,
    "text/csv": _csv_rows,
    "text/tab-separated-values": _tsv_rows,
}


def _count(rows: Callable[[str], int], answer: Answer) -> int | None:
    """Return the number of rows of an answer, ``None`` if it cannot be read."""
    try:
        return rows(answer.body.decode("utf-8"))
    except (ValueError, KeyError, TypeError, ET.ParseError, csv.Error):
        return None


def _first_number(answer: Mapping[str, object]) -> int | None:
    try:
        return int(answer["results"]["bindings"][0]["total"]["value"])  # type: ignore[index]
    except (KeyError, IndexError, TypeError, ValueError):
        return None


def _parsed(answer: Answer) -> list[tuple[object, ...]]:
    try:
        return list(parsed_quads(answer.body, DATA[answer.media_type], answer.address))
    except (SyntaxError, KeyError):
        return []


def _is_sign(name: str, value: str) -> bool:
    return "next" in value if name == "Link" else value.lower() not in ("", "false", "0")
