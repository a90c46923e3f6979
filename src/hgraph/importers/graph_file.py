"""The one file that what is imported from a source stands in: a named graph in N-Triples, sorted, written whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pyoxigraph as ox

from hgraph.errors import UnreadableInput, UsageError
from hgraph.importers.intake import SourceFile
from hgraph.importers.mapping import SourceMapping
from hgraph.importers.spill import Sorter
from hgraph.messages import printable
from hgraph.namespaces import DCAT, DCT, FOAF, HG, PREFIXES, RDF, SPDX, STATEMENT_KIND, XSD
from hgraph.settings import Settings
from hgraph.terms import Iri, Literal, Triple, tagged

FOLDER = "imported"
_ALGORITHM = PREFIXES["spdx"] + "checksumAlgorithm_sha256"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the files of a source were got: their address, and the day on which they were."""

    address: Iri
    retrieved: date | None = None


def graph_iri(id_base: str, name: str) -> Iri:
    """Return the name of the graph that what is imported from a source stands in."""
    return Iri(f"{id_base}graaf/ingevoerd-{name}")


def graph_path(settings: Settings, name: str) -> Path:
    """Return the file that what is imported from a source stands in, whether it exists or not."""
    return settings.folder / "data" / FOLDER / f"{name}.nt"


def declaration(mapping: SourceMapping, origin: Origin, files: Iterable[SourceFile], id_base: str) -> Iterator[Triple]:
    """Yield what the graph says of itself: its kind, licence and source, and name and checksum of each file read."""
    graph = graph_iri(id_base, mapping.name)
    yield graph, Iri(RDF.type), Iri(DCAT.Dataset)
    yield graph, Iri(HG.statementKind), Iri(STATEMENT_KIND.bron)
    yield graph, Iri(DCT.license), mapping.licence
    yield graph, Iri(DCT.source), origin.address
    for language, title in mapping.titles.items():
        yield graph, Iri(DCT.title), tagged(title, language)
    for language, description in mapping.descriptions.items():
        yield graph, Iri(DCT.description), tagged(description, language)
    if origin.retrieved:
        yield graph, Iri(DCT.date), Literal(origin.retrieved.isoformat(), Iri(XSD.date))
    yield origin.address, Iri(RDF.type), Iri(FOAF.Document)
    for language, name in mapping.names.items():
        yield origin.address, Iri(DCT.title), tagged(name, language)
    for file in files:
        yield from _file(graph, file, mapping)


def _file(graph: Iri, file: SourceFile, mapping: SourceMapping) -> Iterator[Triple]:
    name = Iri(f"{graph}/bestand/{file.sha256}")
    checksum = Iri(f"{name}/controlegetal")
    yield graph, Iri(DCT.hasPart), name
    yield name, Iri(RDF.type), Iri(FOAF.Document)
    for language in mapping.titles:
        yield name, Iri(DCT.title), tagged(printable(file.name), language)
    yield name, Iri(SPDX.checksum), checksum
    yield checksum, Iri(RDF.type), Iri(SPDX.Checksum)
    yield checksum, Iri(SPDX.algorithm), Iri(_ALGORITHM)
    yield checksum, Iri(SPDX.checksumValue), Literal(file.sha256, Iri(XSD.hexBinary))


def read_standing(path: Path, graph: Iri, sorter: Sorter) -> None:
    """Add the file as it stands to a sorter; nothing if there is no file.

    Raises ``UnreadableInput`` (``syntax``) for a file that is not N-Triples, ``import-target-taken`` for one that holds
    another graph.
    """
    if not path.exists():
        return
    declared = False
    try:
        for quad in ox.parse(path=str(path), format=ox.RdfFormat.N_TRIPLES):
            declared = declared or (quad.subject.value == graph and quad.predicate.value == HG.statementKind)
            sorter.add(f"{quad.triple} .")
    except SyntaxError as error:
        raise UnreadableInput("syntax", place=f"{path}:{error.lineno}", reason=error.msg) from error
    except OSError as error:
        raise UnreadableInput("not-readable", place=path) from error
    if not declared:
        raise UsageError("import-target-taken", place=path, graph=graph)
