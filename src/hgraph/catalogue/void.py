"""VoID: how large the data are, of what classes and properties they consist, and where they are to be had."""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Final

from hgraph.catalogue.describing import Description, number, worded
from hgraph.catalogue.places import VOID as FILE
from hgraph.catalogue.places import Names
from hgraph.catalogue.record import Dump
from hgraph.iris import shorten
from hgraph.namespaces import DCT, FOAF, FORMATS, PREFIXES, VOID, VOID_EXT, XSD
from hgraph.releases import View
from hgraph.terms import Iri, Literal, Term

_FEATURES: Final = (FORMATS.Turtle, FORMATS.N_Triples, FORMATS.JSON_LD)
_PLAIN: Final = re.compile(r"[\w.:-]+", re.ASCII)


def describe_void(view: View, all_dumps: Sequence[Dump]) -> Description:
    """Return the VoID description of a release."""
    return _Void(view).describe(all_dumps)


class _Void:
    def __init__(self, view: View) -> None:
        self._view = view
        self._project = view.project
        self._names = Names.of(view)
        self._about = Description()

    def describe(self, all_dumps: Sequence[Dump]) -> Description:
        about, names, view = self._about, self._names, self._view
        dataset = names.void
        about.classify(names.file(FILE), VOID.DatasetDescription)
        about.state(names.file(FILE), FOAF.primaryTopic, Iri(dataset))
        about.classify(dataset, VOID.Dataset)
        about.state(dataset, DCT.title, *worded(view.release.titles))
        about.state(dataset, DCT.issued, Literal(view.release.issued.isoformat(), Iri(XSD.date)))
        about.state(dataset, DCT.license, Iri(self._project.settings.publication.licence))
        about.state(dataset, DCT.relation, Iri(names.record("dataset")), Iri(names.release))
        about.state(dataset, FOAF.homepage, Iri(names.base))
        about.state(dataset, VOID.feature, *map(Iri, _FEATURES))
        about.state(dataset, VOID.dataDump, *(Iri(names.file(dump.path)) for dump in all_dumps))
        about.state(dataset, VOID.uriSpace, Literal(view.addresses.id_base))
        if self._project.settings.publication.endpoint:
            about.state(dataset, VOID.sparqlEndpoint, Iri(names.endpoint))
        self._sizes(dataset)
        self._graphs(dataset)
        self._classes(dataset)
        self._properties(dataset)
        return about

    def _sizes(self, dataset: str) -> None:
        (row,) = self._project.select("catalogue/totals").records()
        self._about.state(dataset, VOID.triples, _count(row["triples"]))
        self._about.state(dataset, VOID.entities, _count(row["subjects"]))
        self._about.state(dataset, VOID.distinctSubjects, _count(row["subjects"]))
        self._about.state(dataset, VOID.distinctObjects, _count(row["objects"]))
        self._about.state(dataset, VOID.properties, _count(row["properties"]))

    def _graphs(self, dataset: str) -> None:
        about = self._about
        titles: dict[str, list[Term]] = defaultdict(list)
        for row in self._project.select("catalogue/graph-titles").records():
            titles[str(row["graph"])].append(row["title"])
        for row in self._project.select("catalogue/graph-sizes").records():
            graph = str(row["graph"])
            subset = self._part("graph", graph)
            about.state(dataset, VOID.subset, Iri(subset))
            about.classify(subset, VOID.Dataset)
            about.state(subset, DCT.source, Iri(graph))
            about.state(subset, DCT.title, *titles[graph])
            about.state(subset, DCT.type, self._view.release.graphs.get(Iri(graph)))
            about.state(subset, VOID.triples, _count(row["triples"]))
            about.state(subset, VOID.entities, _count(row["subjects"]))

    def _classes(self, dataset: str) -> None:
        about = self._about
        sizes = self._project.select("catalogue/classes").records()
        about.state(dataset, VOID.classes, number(len(sizes)))
        for row in sizes:
            class_ = str(row["class"])
            part = self._part("class", class_)
            about.state(dataset, VOID.classPartition, Iri(part))
            about.state(part, VOID.class_, Iri(class_))
            about.state(part, VOID.entities, _count(row["things"]))
        for row in self._project.select("catalogue/examples").records():
            if self._view.addresses.is_own(str(row["example"])):
                about.state(dataset, VOID.exampleResource, Iri(str(row["example"])))
        self._properties_of_classes()

    def _properties_of_classes(self) -> None:
        about = self._about
        counts: dict[tuple[str, str], int] = defaultdict(int)
        for row in self._project.select("catalogue/class-properties").records():
            class_, property_ = str(row["class"]), str(row["property"])
            triples = int(str(row["triples"]))
            counts[class_, property_] += triples
            part = self._part("class", class_, property_)
            about.state(self._part("class", class_), VOID.propertyPartition, Iri(part))
            about.state(part, VOID.property, Iri(property_))
            if datatype := row.get("datatype"):
                below = self._part("class", class_, property_, str(datatype))
                about.state(part, VOID_EXT.datatypePartition, Iri(below))
                about.state(below, VOID_EXT.datatype, datatype)
                about.state(below, VOID.triples, number(triples))
        for (class_, property_), count in counts.items():
            about.state(self._part("class", class_, property_), VOID.triples, number(count))

    def _properties(self, dataset: str) -> None:
        about = self._about
        spaces: set[str] = set()
        for row in self._project.select("catalogue/properties").records():
            property_ = str(row["property"])
            part = self._part("property", property_)
            about.state(dataset, VOID.propertyPartition, Iri(part))
            about.state(part, VOID.property, Iri(property_))
            about.state(part, VOID.triples, _count(row["triples"]))
            about.state(part, VOID.distinctSubjects, _count(row["subjects"]))
            about.state(part, VOID.distinctObjects, _count(row["objects"]))
            spaces |= {space for space in PREFIXES.values() if property_.startswith(space)}
        about.state(dataset, VOID.vocabulary, *map(Iri, spaces))

    def _part(self, kind: str, *terms: str) -> str:
        """Return the IRI of a part: readable where the terms have short names, a hash of a term where not."""
        return f"{self._names.file(FILE)}#{kind}/" + "/".join(map(_short, terms))


def _short(iri: str) -> str:
    short = shorten(iri)
    return short if short != iri and _PLAIN.fullmatch(short) else hashlib.sha256(iri.encode()).hexdigest()[:16]


def _count(term: Term) -> Literal:
    return number(int(str(term)))
