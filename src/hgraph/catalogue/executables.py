"""The questions as ``sh:SPARQLExecutable``, so that any editor that reads those knows them, parameters included."""

from __future__ import annotations

import re
from typing import Final

from hgraph.catalogue.describing import Description, web_address, worded
from hgraph.catalogue.places import QUERIES, Names
from hgraph.iris import expand
from hgraph.namespaces import DCT, PREFIXES, RDFS, SCHEMA, SH, XSD
from hgraph.questions import Parameter, Question, load_questions
from hgraph.releases import View
from hgraph.terms import Iri, Literal

_DECLARED: Final = re.compile(r"^PREFIX[ \t]+([\w-]*):[ \t]*<([^>]*)>[ \t]*\n", re.MULTILINE | re.IGNORECASE)
_DATATYPES: Final = {"date": XSD.date, "integer": XSD.integer, "text": XSD.string}


def describe_questions(view: View) -> Description:
    """Return every question with its query, its words in both languages and its parameters."""
    about, names = Description(), Names.of(view)
    settings = view.project.settings
    prefixes = names.file(f"{QUERIES}#prefixes")
    used: set[str] = set()
    for question in load_questions(settings.content("queries", "*.rq")).values():
        iri = names.file(f"{QUERIES}#{question.name}")
        about.classify(iri, SH.SPARQLExecutable, SH.SPARQLSelectExecutable)
        about.state(iri, RDFS.label, *worded(question.titles))
        about.state(iri, RDFS.comment, *worded(question.descriptions))
        about.state(iri, DCT.identifier, Literal(question.name))
        about.state(iri, SCHEMA.keywords, *map(Literal, question.tags))
        about.state(iri, SH.prefixes, Iri(prefixes))
        about.state(iri, SH.select, Literal(_bare(question, used)))
        if settings.publication.endpoint:
            about.state(iri, SCHEMA.target, Iri(names.endpoint))
        for parameter in question.parameters:
            _describe_parameter(about, iri, parameter)
    for prefix in sorted(used):
        declaration = f"{prefixes}-{prefix}"
        about.state(prefixes, SH.declare, Iri(declaration))
        about.classify(declaration, SH.PrefixDeclaration)
        about.state(declaration, SH.prefix, Literal(prefix))
        about.state(declaration, SH.namespace, web_address(PREFIXES[prefix]))
    return about


def _bare(question: Question, used: set[str]) -> str:
    """Return the query without the prefixes that are declared beside it; one that means something else stays."""

    def kept(match: re.Match[str]) -> str:
        if PREFIXES.get(match[1]) != match[2]:
            return match[0]
        used.add(match[1])
        return ""

    return _DECLARED.sub(kept, question.query)


def _describe_parameter(about: Description, question: str, parameter: Parameter) -> None:
    iri = f"{question}/{parameter.name}"
    about.state(question, SH.parameter, Iri(iri))
    about.classify(iri, SH.Parameter)
    about.state(iri, SH.path, Iri(iri))
    about.state(iri, RDFS.label, *worded(parameter.labels))
    about.state(iri, SH.name, Literal(parameter.name))
    about.state(iri, SH.optional, Literal(str(not parameter.required).lower(), Iri(XSD.boolean)))
    datatype = _DATATYPES.get(parameter.type)
    about.state(iri, SH.datatype, Iri(datatype) if datatype else None)
    about.state(iri, SH.class_, expand(parameter.of_class) if parameter.of_class else None)
