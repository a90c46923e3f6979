"""The words of a project: classes, properties, code lists and names of words of others, and which rules use them."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from hgraph.dataset import read_triples
from hgraph.namespaces import DCT, OWL, PREFIXES, RDF, RDFS, SCHEMA, SKOS
from hgraph.questions import Question
from hgraph.settings import Settings
from hgraph.terms import Iri, Literal, Term, Triple
from hgraph.validation import Rule, RuleBook

_SHORT: Final = re.compile(r"\b([A-Za-z][\w-]*):([A-Za-z][\w-]*)")
_KINDS: Final = {OWL.Class: "class", OWL.ObjectProperty: "property", OWL.DatatypeProperty: "property"}


@dataclass(frozen=True)
class Word:
    """A class, a property or a code: its names, definitions and examples by language, and what it hangs together with.

    ``related`` are the classes above a class, and what the values of a property are.
    """

    iri: Iri
    kind: str
    """``class``, ``property`` or ``code``."""
    labels: Mapping[str, str]
    definitions: Mapping[str, str]
    examples: Sequence[Literal] = ()
    related: Sequence[Iri] = ()
    matches: Sequence[Iri] = ()
    """Words of others that mean the same or nearly."""

    @property
    def local(self) -> str:
        """The last part of its IRI, which names it on a page."""
        return self.iri.rpartition("#")[2].rpartition("/")[2]


@dataclass(frozen=True)
class CodeList:
    """A list of codes with its names and descriptions by language."""

    iri: Iri
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    codes: Sequence[Word] = ()

    @property
    def local(self) -> str:
        """The last part of its IRI, which names it on a page."""
        return self.iri.rpartition("/")[2]


@dataclass(frozen=True)
class Vocabulary:
    """All words of a project."""

    about: Mapping[str, Mapping[str, Sequence[Term]]]
    words: Sequence[Word]
    lists: Sequence[CodeList]
    borrowed: Sequence[tuple[Iri, Mapping[str, str]]]
    """Words of others that are in use, with their names by language."""
    titles: Mapping[str, str] = field(default_factory=dict)
    descriptions: Mapping[str, str] = field(default_factory=dict)

    @property
    def everything(self) -> list[Word]:
        """All own words and codes."""
        return [*self.words, *(code for each in self.lists for code in each.codes)]


def read_words(settings: Settings) -> Vocabulary:
    """Return the words of a project from its ontology. Raises ``UnreadableInput`` for a file that is not Turtle."""
    about: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for path in settings.content("ontology", "**/*.ttl"):
        for subject, predicate, value in read_triples(path, settings.id_base):
            if value not in about[str(subject)][predicate]:
                about[str(subject)][predicate].append(value)
    own = PREFIXES["hg"]
    words, lists, other = [], [], []
    ontology: Mapping[str, Sequence[Term]] = {}
    for iri, parts in sorted(about.items()):
        types = [str(value) for value in parts.get(RDF.type, ())]
        kind = next((_KINDS[each] for each in types if each in _KINDS), "")
        if OWL.Ontology in types:
            ontology = parts if iri == own.rstrip("#/") else ontology
        elif SKOS.ConceptScheme in types:
            lists.append(_list(Iri(iri), parts, about))
        elif kind and iri.startswith(own):
            words.append(_word(Iri(iri), kind, parts))
        elif RDFS.label in parts and not types:
            other.append((Iri(iri), _texts(parts, RDFS.label)))
    return Vocabulary(about, words, lists, other, _texts(ontology, DCT.title), _texts(ontology, DCT.description))


def _word(iri: Iri, kind: str, parts: Mapping[str, Sequence[Term]]) -> Word:
    related = RDFS.subClassOf if kind == "class" else SCHEMA.rangeIncludes
    return Word(
        iri,
        kind,
        _texts(parts, RDFS.label) or _texts(parts, SKOS.prefLabel),
        _texts(parts, SKOS.definition),
        [text for text in parts.get(SKOS.example, ()) if isinstance(text, Literal)],
        _iris(parts, related),
        [match for name in (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch) for match in _iris(parts, name)],
    )


def _list(iri: Iri, parts: Mapping[str, Sequence[Term]], about: Mapping[str, Mapping[str, Sequence[Term]]]) -> CodeList:
    codes = [
        _word(Iri(code), "code", told) for code, told in sorted(about.items()) if iri in told.get(SKOS.inScheme, ())
    ]
    return CodeList(iri, _texts(parts, DCT.title), _texts(parts, DCT.description), codes)


def _texts(parts: Mapping[str, Sequence[Term]], predicate: str) -> dict[str, str]:
    found = [text for text in parts.get(predicate, ()) if isinstance(text, Literal)]
    return {text.language or "": text.lexical for text in sorted(found, key=str)}


def _iris(parts: Mapping[str, Sequence[Term]], predicate: str) -> list[Iri]:
    return sorted(term for term in parts.get(predicate, ()) if isinstance(term, Iri))


def questions_by_word(questions: Iterable[Question]) -> dict[str, list[Question]]:
    """Return the questions whose query names a word, by its IRI."""
    found: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        for iri in sorted(_named_in(question.query)):
            found[iri].append(question)
    return found


def rules_by_word(rules: RuleBook) -> dict[str, list[Rule]]:
    """Return the rules that name a word, in their targets, their paths and values, or their queries, by its IRI."""
    found: dict[str, list[Rule]] = defaultdict(list)
    for rule in rules:
        named = {str(target.term) for target in rule.targets}
        for subject, _, value in triples_of(rule, rules):
            if isinstance(value, Iri):
                named.add(str(value))
            elif subject in rules.queries:
                named |= _named_in(value.lexical)
        for iri in sorted(named):
            found[iri].append(rule)
    return found


def triples_of(rule: Rule, rules: RuleBook) -> list[Triple]:
    """Return what the shapes say of a rule and of the shapes it is made of, without those that are rules themselves."""
    others = {str(each.iri) for each in rules} - {str(rule.iri)}
    found: list[Triple] = []
    waiting, seen = [str(rule.iri)], set(others)
    while waiting:
        subject = waiting.pop(0)
        if subject in seen:
            continue
        seen.add(subject)
        found += rules.stated.get(subject, ())
        waiting += [str(value) for _, _, value in rules.stated.get(subject, ()) if isinstance(value, Iri)]
    return found


def _named_in(query: str) -> set[str]:
    declared = {**PREFIXES, **dict(re.findall(r"PREFIX\s+([\w-]+):\s*<([^>]*)>", query))}
    return {declared[prefix] + local for prefix, local in _SHORT.findall(query) if prefix in declared}
