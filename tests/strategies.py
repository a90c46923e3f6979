"""Random RDF for tests: texts with everything that ever broke a writer, IRIs, literals and triples."""

from __future__ import annotations

import os

import pyoxigraph as ox
from hypothesis import settings
from hypothesis import strategies as st

from hgraph.namespaces import HG, PREFIXES, RDF, XSD
from hgraph.terms import Iri, Literal

settings.register_profile("hgraph", deadline=None, max_examples=int(os.environ.get("HGRAPH_EXAMPLES", "15")))
settings.load_profile("hgraph")

NASTY = (
    "",
    " ",
    '"',
    "\\",
    '\\"',
    '"""',
    "'''",
    "\\u0041",
    "\r\n",
    "\t",
    "a\n\tb",
    "a\n@prefix hg: <x:> .\nb",
    "a\n@base <x:> .\n\n\nb",
    "# geen commentaar",
    "hg:Action",
    "<https://hgraph.example/id/plan/x>",
    "} ; DROP ALL #",
    "{naam} %s {0}",
    "é\u0301 ß İ \u202e omgekeerd \u2066",
    "\U0001f600\U00010000",
    "\ufeff",
    "\u2028\u2029\x85",
)
"""Texts that once broke some writer, reader or terminal."""

any_text = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
"""Any text that can be encoded, control characters included."""

data_text = st.one_of(
    st.sampled_from([text for text in NASTY if "\x85" not in text]),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
)
"""Any text a data file may hold."""

_NAMES = st.one_of(
    st.text("abcdefghijklmnopqrstuvwxyz0123456789-_.~", min_size=1, max_size=8),
    st.sampled_from(
        ["é", "a/b", "a//b", "../b", ".", "..", "a.", "a%20b", "a,b", "a;b", "a(b)", "a'b", "a?b", "a#b", "-", "a:b"]
    ),
)
_NAMESPACES = st.sampled_from(
    ["https://hgraph.example/id/", "https://hgraph.example/", "https://hgraph.example/id", "urn:x:", *PREFIXES.values()]
)
iris = st.builds(lambda namespace, name: Iri(namespace + name), _NAMESPACES, _NAMES).filter(
    lambda iri: "##" not in iri and iri.count("#") < 2
)
"""IRIs in every namespace of the card, under the base and elsewhere, with names that need escaping."""

languages = st.sampled_from(["nl", "en", "nl-be", "fr", "zh-hant-tw"])
datatypes = st.sampled_from([XSD.string, XSD.integer, XSD.decimal, XSD.boolean, XSD.date, XSD.double, "urn:x:type"])


def literals(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Literal]:
    """Return literals over these texts: plain, typed (well-formed or not) and with a language."""
    numbers = st.sampled_from(["1", "-1.50", "true", "2020-06-26", "1e5", "01", "+1"])
    return st.one_of(
        st.builds(lambda text, datatype: Literal(text, Iri(datatype)), st.one_of(texts, numbers), datatypes),
        st.builds(lambda text, language: Literal(text, Iri(RDF.langString), language), texts, languages),
    )


def terms(texts: st.SearchStrategy[str]) -> st.SearchStrategy[Iri | Literal]:
    """Return IRIs and literals."""
    return st.one_of(iris, literals(texts))


def _oxigraph(term: Iri | Literal) -> ox.NamedNode | ox.Literal:
    if isinstance(term, Iri):
        return ox.NamedNode(term)
    if term.language:
        return ox.Literal(term.lexical, language=term.language)
    return ox.Literal(term.lexical, datatype=ox.NamedNode(term.datatype))


_PREDICATES = st.one_of(iris, st.sampled_from([Iri(RDF.type), Iri(HG.hasTheme)]))
triples = st.lists(
    st.builds(
        lambda s, p, o: ox.Triple(ox.NamedNode(s), ox.NamedNode(p), _oxigraph(o)), iris, _PREDICATES, terms(data_text)
    ),
    min_size=1,
    max_size=12,
)
"""Lists of triples as the parser gives them, doubles included."""
