"""Files to named graphs: every file is one graph and says itself which, and on what its statements rest."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import pyoxigraph as ox

from hgraph.dataset.conversion import to_triple
from hgraph.dataset.large import declarations
from hgraph.dataset.screening import screen
from hgraph.errors import UnreadableInput
from hgraph.namespaces import HG, OWL, RDF, SKOS, STATEMENT_KIND
from hgraph.settings import Settings
from hgraph.terms import Iri, Triple

FORMATS: Final = {".ttl": ox.RdfFormat.TURTLE, ".nt": ox.RdfFormat.N_TRIPLES}
"""Formats of data files by the end of their name."""
_DECLARES_KIND: Final = ox.NamedNode(HG.statementKind)
_IS_A: Final = ox.NamedNode(RDF.type)
_VOCABULARY_CLASSES: Final = frozenset({ox.NamedNode(OWL.Ontology), ox.NamedNode(SKOS.ConceptScheme)})


@dataclass(frozen=True, slots=True)
class DataGraph:
    """One named graph in one file: its IRI, the kind of its statements (``None``: vocabulary), its triples.

    ``triples`` is ``None`` for a file in N-Triples, which may be large: a store reads that one itself.
    """

    name: Iri
    kind: Iri | None
    path: Path
    triples: list[ox.Triple] | None = field(repr=False)


def read_data(settings: Settings) -> list[DataGraph]:
    """Read every ``.ttl`` and ``.nt`` file under the project's ``data/``, in order of name.

    Raises ``UnreadableInput`` if there is none, if one cannot be read or is empty, if one does not declare exactly one
    graph, if two declare the same, or if fiction stands beside sourced statements.
    """
    paths = data_files(settings)
    _require_readable(settings.folder / "data")
    if not paths:
        raise UnreadableInput("no-data", place=settings.folder / "data")
    graphs = [read_data_file(path, settings.id_base) for path in paths]
    _refuse_shared_names(graphs)
    _refuse_mixture(graphs)
    return graphs


def data_files(settings: Settings) -> list[Path]:
    """Return the files that ``read_data`` reads, in order of name."""
    return sorted({path for suffix in FORMATS for path in settings.content("data", f"**/*{suffix}")})


def read_vocabulary(settings: Settings) -> list[DataGraph]:
    """Read the ontology and the code lists as named graphs, called by their ``owl:Ontology`` or ``skos:ConceptScheme``.

    Files that name neither (the namespace card) are left out. Raises ``UnreadableInput`` as ``read_triples`` does.
    """
    graphs = []
    for path in settings.content("ontology", "**/*.ttl"):
        triples = parse_file(path)
        names = sorted(
            {str(to_triple(t)[0]) for t in triples if t.predicate == _IS_A and t.object in _VOCABULARY_CLASSES}
        )
        if names:
            graphs.append(DataGraph(Iri(names[0]), None, path, triples))
    return graphs


def read_triples(path: Path, base: str | None = None) -> list[Triple]:
    """Read one Turtle or N-Triples file. Raises ``UnreadableInput`` with file and line for anything that is not one."""
    return [to_triple(triple) for triple in parse_file(path, base)]


def subjects_in(path: Path) -> set[str]:
    """Return what a file describes, without making terms of all it says; errors as ``read_triples``."""
    subjects = {triple.subject for triple in parse_file(path)}
    return {subject.value for subject in subjects if isinstance(subject, ox.NamedNode)}


def parse_file(path: Path, base: str | None = None) -> list[ox.Triple]:
    """Read one file into the parser's triples; errors as ``read_triples``."""
    try:
        screen(path)
        parsed = ox.parse(path=path, format=FORMATS[path.suffix], base_iri=base)
        triples = [quad.triple for quad in parsed]
    except SyntaxError as error:
        raise UnreadableInput("syntax", place=_line(path, error), reason=error.msg) from error
    except MemoryError as error:
        raise UnreadableInput("value-too-large", place=path) from error
    except (OSError, ValueError) as error:
        raise UnreadableInput("not-readable", place=path) from error
    if not triples:
        raise UnreadableInput("empty-file", place=path)
    _refuse_blank_nodes(path, triples)
    return triples


def _line(path: Path, error: SyntaxError) -> str:
    return f"{path}:{error.lineno}" if error.lineno else str(path)


def _refuse_blank_nodes(path: Path, triples: Iterable[ox.Triple]) -> None:
    for triple in triples:
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
            raise UnreadableInput("blank-node", place=path, predicate=triple.predicate.value)


def read_data_file(path: Path, base: str) -> DataGraph:
    """Read one file of data. Raises ``UnreadableInput`` as ``read_data`` does for one file."""
    triples = None if path.suffix == ".nt" else parse_file(path, base)
    declaring = _declarations(path) if triples is None else [t for t in triples if t.predicate == _DECLARES_KIND]
    declared = sorted({(str(subject), str(kind)) for subject, _, kind in map(to_triple, declaring)})
    if triples is None and not declared:
        parse_file(path, base)  # a line that is not N-Triples may be why nothing was found; that is said first
    if len(declared) != 1:
        code = "several-graphs-in-file" if declared else "no-graph-declared"
        raise UnreadableInput(code, place=path, graphs=", ".join(name for name, _ in declared))
    (name, kind) = declared[0]
    if kind not in (STATEMENT_KIND.bron, STATEMENT_KIND.afgeleid, STATEMENT_KIND.fictief):
        raise UnreadableInput("unknown-statement-kind", place=path, kind=kind)
    return DataGraph(Iri(name), Iri(kind), path, triples)


def _declarations(path: Path) -> list[ox.Triple]:
    try:
        screen(path)
        return declarations(path)
    except OSError as error:
        raise UnreadableInput("not-readable", place=path) from error


def _require_readable(folder: Path) -> None:
    try:
        list(folder.iterdir()) if folder.is_dir() else None
    except PermissionError as error:
        raise UnreadableInput("not-readable", place=folder) from error


def _refuse_shared_names(graphs: Iterable[DataGraph]) -> None:
    seen: dict[str, Path] = {}
    for graph in graphs:
        if graph.name in seen:
            raise UnreadableInput("graph-claimed-twice", place=graph.path, graph=graph.name, other=seen[graph.name])
        seen[graph.name] = graph.path


def _refuse_mixture(graphs: Iterable[DataGraph]) -> None:
    by_kind: dict[Iri | None, Path] = {}
    for graph in graphs:
        by_kind.setdefault(graph.kind, graph.path)
    fiction, sourced = by_kind.get(Iri(STATEMENT_KIND.fictief)), by_kind.get(Iri(STATEMENT_KIND.bron))
    if fiction and sourced:
        raise UnreadableInput("fiction-beside-facts", place=fiction, other=sourced)
