"""The description of the SPARQL service: what it speaks, how it answers, over which graphs, and its limits."""

from __future__ import annotations

from typing import Final

from hgraph.catalogue.describing import Description, number, worded
from hgraph.catalogue.places import SERVICE, Names
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import DCT, FORMATS, RDFS, SD, VOID
from hgraph.releases import View
from hgraph.terms import Iri

_FORMATS: Final = (
    FORMATS.SPARQL_Results_JSON,
    FORMATS.SPARQL_Results_XML,
    FORMATS.SPARQL_Results_CSV,
    FORMATS.SPARQL_Results_TSV,
    FORMATS.Turtle,
    FORMATS.N_Triples,
    FORMATS.JSON_LD,
)


def describe_service(view: View) -> Description:
    """Return the service description. What is not named is not offered: no update and no federated query."""
    about, names = Description(), Names.of(view)
    limits = view.project.settings.serving
    service, dataset, default = names.service, names.file(f"{SERVICE}#dataset"), names.file(f"{SERVICE}#default")
    about.classify(service, SD.Service)
    about.state(service, SD.endpoint, Iri(names.endpoint))
    about.state(service, SD.supportedLanguage, Iri(SD.SPARQL11Query))
    about.state(service, SD.resultFormat, *map(Iri, _FORMATS))
    about.state(service, SD.feature, Iri(SD.UnionDefaultGraph))
    about.state(service, SD.defaultDataset, Iri(dataset))
    values = {
        "rows": limits.rows,
        "seconds": f"{limits.seconds:g}",
        "body": limits.body,
        "patterns": limits.patterns,
        "nesting": limits.nesting,
        "queries": limits.queries_a_minute,
    }
    told = {language: message("catalogue.service-limits", language, **values) for language in LANGUAGES}
    about.state(service, RDFS.comment, *worded(told))
    about.classify(dataset, SD.Dataset)
    about.state(dataset, DCT.title, *worded(view.release.titles))
    about.state(dataset, SD.defaultGraph, Iri(default))
    about.classify(default, SD.Graph)
    about.state(default, VOID.triples, number(view.release.statements))
    for place, row in enumerate(view.project.select("catalogue/graph-sizes").records(), 1):
        named, graph = names.file(f"{SERVICE}#named-{place}"), names.file(f"{SERVICE}#graph-{place}")
        about.state(dataset, SD.namedGraph, Iri(named))
        about.classify(named, SD.NamedGraph)
        about.state(named, SD.name, Iri(str(row["graph"])))
        about.state(named, SD.graph, Iri(graph))
        about.classify(graph, SD.Graph)
        about.state(graph, VOID.triples, number(int(str(row["triples"]))))
        about.state(graph, DCT.type, view.release.graphs.get(Iri(str(row["graph"]))))
    return about
