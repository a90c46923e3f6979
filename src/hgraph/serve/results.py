"""Results of queries in the forms that SPARQL 1.1 prescribes, cut at a number of rows, and saying so where they can.

Only workers use this: the engine wants its results to be used where the query was asked.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

import pyoxigraph as ox

from hgraph.namespaces import PREFIXES, XSD

_RESULTS: Final = "http://www.w3.org/2005/sparql-results#"
_NOT_XML: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NOT_XML_BYTES: Final = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_REPLACED: Final = "\ufffd"
GRAPH_FORMS: Final = {
    "turtle": ox.RdfFormat.TURTLE,
    "ntriples": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_TRIPLE: Final = ("subject", "predicate", "object")


@dataclass
class Cut:
    """How much of a result is given, and whether there was more."""

    rows: int
    size: int
    links: tuple[str, ...] = ()
    count: int = 0
    happened: bool = False

    def taken(self, rows: Iterable[Any], width: Callable[[Any], int]) -> list[Any]:
        """Return as many rows as may be given; one more is asked for, so as to know."""
        taken: list[Any] = []
        total = 0
        for row in islice(rows, self.rows + 1):
            total += width(row)
            if len(taken) == self.rows or total > self.size:
                self.happened = True
                break
            taken.append(row)
        self.count = len(taken)
        return taken


def write_boolean(value: bool, form: str) -> bytes:  # noqa: FBT001 - it is what was asked
    """Return the answer to an ASK as JSON or XML; as CSV and TSV, which know no such thing, the bare word."""
    word = "true" if value else "false"
    if form == "json":
        return json.dumps({"head": {}, "boolean": value}).encode()
    if form == "xml":
        return f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS}"><head/><boolean>{word}</boolean></sparql>\n'.encode()
    return f"{word}\r\n".encode()


def write_rows(found: ox.QuerySolutions, form: str, cut: Cut) -> bytes:
    """Return the rows of a SELECT as JSON, XML, CSV or TSV."""
    names = [variable.value for variable in found.variables]
    rows = cut.taken((list(row) for row in found), lambda row: sum(map(_width, row)))
    return _ROW_WRITERS[form](names, rows, cut)


def write_triples(found: ox.QueryTriples, form: str, cut: Cut) -> bytes:
    """Return the triples of a CONSTRUCT or DESCRIBE as RDF, or as rows in JSON (``json``), each once."""
    triples = cut.taken(_once(found), lambda triple: sum(map(_width, triple)))
    if form not in GRAPH_FORMS:
        return _json(_TRIPLE, [list(triple) for triple in triples], cut)
    content: bytes = ox.serialize(triples, format=GRAPH_FORMS[form], prefixes=_used(triples)) or b""
    return _NOT_XML_BYTES.sub(_REPLACED.encode(), content) if form == "rdfxml" else content


def _once(triples: Iterable[ox.Triple]) -> Iterator[ox.Triple]:
    seen: set[ox.Triple] = set()
    for triple in triples:
        if triple not in seen:
            seen.add(triple)
            yield triple


def _used(triples: Iterable[ox.Triple]) -> dict[str, str]:
    """Return the prefixes that triples use."""
    texts = {term.value for triple in triples for term in triple if isinstance(term, ox.NamedNode)}
    starts = {text[: max(text.rfind("#"), text.rfind("/")) + 1] for text in texts}
    return {prefix: name for prefix, name in sorted(PREFIXES.items()) if name in starts}


def _width(term: Any) -> int:  # noqa: ANN401 - a term of the engine, or nothing
    return 8 if term is None else len(str(term)) + 40


def _json(names: Sequence[str], rows: Iterable[Sequence[Any]], cut: Cut) -> bytes:
    head: dict[str, Any] = {"vars": list(names)}
    document: dict[str, Any] = {"head": head}
    if cut.happened:
        head["link"] = list(cut.links)
        document["hgraph"] = {"truncated": True, "rows": cut.count}
    bindings = [
        {name: _json_term(term) for name, term in zip(names, row, strict=True) if term is not None} for row in rows
    ]
    document["results"] = {"bindings": bindings}
    return json.dumps(document, ensure_ascii=False).encode("utf-8", "replace")


def _json_term(term: Any) -> dict[str, Any]:  # noqa: ANN401
    if isinstance(term, ox.NamedNode):
        return {"type": "uri", "value": term.value}
    if isinstance(term, ox.BlankNode):
        return {"type": "bnode", "value": term.value}
    if isinstance(term, ox.Triple):
        parts = zip(_TRIPLE, term, strict=True)
        return {"type": "triple", "value": {name: _json_term(part) for name, part in parts}}
    if term.language:
        return {"type": "literal", "value": term.value, "xml:lang": term.language}
    if term.datatype.value == XSD.string:
        return {"type": "literal", "value": term.value}
    return {"type": "literal", "value": term.value, "datatype": term.datatype.value}


def _xml(names: Sequence[str], rows: Iterable[Sequence[Any]], cut: Cut) -> bytes:
    lines = [f'<?xml version="1.0"?>\n<sparql xmlns="{_RESULTS}">\n<head>']
    lines += [f"<variable name={quoteattr(name)}/>" for name in names]
    lines += [f"<link href={quoteattr(link)}/>" for link in cut.links if cut.happened]
    lines.append("</head>\n<results>\n")
    for row in rows:
        cells = zip(names, row, strict=True)
        bound = [
            f"<binding name={quoteattr(name)}>{_xml_term(term)}</binding>" for name, term in cells if term is not None
        ]
        lines.append(f"<result>{''.join(bound)}</result>\n")
    lines.append("</results>\n</sparql>\n")
    return "".join(lines).encode()


def _xml_term(term: Any) -> str:  # noqa: ANN401
    if isinstance(term, ox.NamedNode):
        return f"<uri>{_xml_text(term.value)}</uri>"
    if isinstance(term, ox.BlankNode):
        return f"<bnode>{_xml_text(term.value)}</bnode>"
    if isinstance(term, ox.Triple):
        parts = "".join(f"<{name}>{_xml_term(part)}</{name}>" for name, part in zip(_TRIPLE, term, strict=True))
        return f"<triple>{parts}</triple>"
    if term.language:
        kind = f' xml:lang="{term.language}"'
    else:
        kind = "" if term.datatype.value == XSD.string else f" datatype={quoteattr(_xml_text(term.datatype.value))}"
    return f"<literal{kind}>{_xml_text(term.value)}</literal>"


def _xml_text(text: str) -> str:
    """Return text that may stand in XML: what no document of XML can hold is replaced by the sign made for it."""
    return escape(_NOT_XML.sub(_REPLACED, text), {"\r": "&#13;"})


def _csv(names: Sequence[str], rows: Iterable[Sequence[Any]], _: Cut) -> bytes:
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows([_csv_term(term) for term in row] for row in rows)
    return stream.getvalue().encode("utf-8", "replace")


def _csv_term(term: Any) -> str:  # noqa: ANN401
    if term is None:
        return ""
    return str(term) if isinstance(term, ox.BlankNode | ox.Triple) else str(term.value)


def _tsv(names: Sequence[str], rows: Iterable[Sequence[Any]], _: Cut) -> bytes:
    lines = ["\t".join(f"?{name}" for name in names)]
    lines += ["\t".join("" if term is None else _tsv_term(term) for term in row) for row in rows]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def _tsv_term(term: Any) -> str:  # noqa: ANN401
    return str(term).replace("\t", "\\t").replace("\n", "\\n").replace("\r", "\\r")


_ROW_WRITERS: Final = {"json": _json, "xml": _xml, "csv": _csv, "tsv": _tsv}
