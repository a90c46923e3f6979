"""The rules as a catalogue: what a shape says about itself, read from the shapes graph and never from an engine."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from hgraph.dataset import read_triples
from hgraph.errors import UsageError
from hgraph.findings import Severity
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import DCT, HG, RDFS, SH
from hgraph.settings import Settings
from hgraph.terms import Iri, Literal, Term, Triple
from hgraph.validation.clock import on_day

SEVERITIES: Final[Mapping[str, Severity]] = {
    SH.Info: Severity.INFO,
    SH.Warning: Severity.WARNING,
    SH.Violation: Severity.VIOLATION,
}
"""The three severities of SHACL that the project uses."""

_TARGETS: Final = (SH.targetClass, SH.targetSubjectsOf, SH.targetObjectsOf, SH.targetNode)
_WORD: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


class Target(NamedTuple):
    """What a rule looks at: the kind of target (a ``sh:target…`` property) and its class, property or thing."""

    kind: Iri
    term: Iri


@dataclass(frozen=True)
class Rule:
    """One rule: a named node shape with the texts people read, and the constraints that do the work."""

    iri: Iri
    code: str
    severity: Severity
    targets: tuple[Target, ...]
    labels: Mapping[str, str]
    whys: Mapping[str, str]
    remedies: Mapping[str, str]
    constraints: tuple[Iri, ...]
    messages: Mapping[Iri, Mapping[str, str]] = field(repr=False)
    """Message per language, by the constraint (property shape or SPARQL constraint) it stands on."""
    sources: tuple[Iri, ...] = ()
    see_also: tuple[Iri, ...] = ()
    file: str = ""
    """Name of the shape file it stands in; empty if it was not read from one."""
    subject: Iri | None = None
    """The class whose absence the rule reports, if it does: who promised that class is who has to move."""

    def message(self, constraint: str | None) -> Mapping[str, str]:
        """Return the sentences of one constraint, or of the only one there is; empty if it has none."""
        if constraint in self.messages:
            return self.messages[Iri(constraint)]
        return self.messages.get(self.constraints[0], {}) if len(self.constraints) == 1 else {}


class RuleBook:
    """All rules by name, by code and by shape, and the triples they were read from."""

    def __init__(self, triples: Iterable[Triple], files: Mapping[Iri, Path] | None = None) -> None:
        """Take the triples of all shape files together with the prefix declarations their queries need.

        ``files`` says in which file a shape stands.
        """
        self.triples: Sequence[Triple] = tuple(triples)
        self._files = files or {}
        self._about = _by_subject(self.triples)
        rules = [self._rule(subject) for subject in self._about if self._is_rule(subject)]
        self.rules: tuple[Rule, ...] = tuple(sorted(rules, key=lambda rule: rule.code))

    def __iter__(self) -> Iterator[Rule]:
        """Return the rules in order of code."""
        return iter(self.rules)

    def __len__(self) -> int:
        """Return the number of rules."""
        return len(self.rules)

    @cached_property
    def by_shape(self) -> Mapping[str, Rule]:
        """Rule of every named shape and constraint: the node shape itself, its property shapes, its SPARQL."""
        return {shape: rule for rule in self.rules for shape in (rule.iri, *rule.constraints)}

    def rule_of(self, shape: str) -> Rule:
        """Return the rule that a shape belongs to; a shape deep inside others, as own rules may have, is its own."""
        return self.by_shape.get(shape) or self._rule(Iri(shape))

    def find(self, name: str) -> Rule:
        """Return the rule with this code, name, CURIE or IRI.

        Raises ``UsageError`` (``unknown-rule``) with the nearest codes if there is none.
        """
        wanted = code_of(name)
        for rule in self.rules:
            if rule.code == wanted:
                return rule
        near = get_close_matches(wanted, [rule.code for rule in self.rules], n=3, cutoff=0)
        raise UsageError("unknown-rule", rule=name, suggestions=", ".join(near))

    def on(self, day: date) -> RuleBook:
        """Return the same rules for another day than today: wherever they look at the clock, it stands at that day."""
        return RuleBook(on_day(self.triples, day), self._files)

    def file_of(self, subject: Iri) -> Path | None:
        """Return the file a shape, or a part of one, was read from; ``None`` if it was not read from one."""
        return self._files.get(subject)

    @cached_property
    def stated(self) -> Mapping[str, Sequence[Triple]]:
        """The triples of every subject, in the order they were read."""
        found: dict[str, list[Triple]] = defaultdict(list)
        for triple in self.triples:
            found[str(triple[0])].append(triple)
        return found

    @cached_property
    def queries(self) -> Mapping[Iri, str]:
        """Text of every SPARQL constraint, as written, without its prefixes."""
        return {subject: str(po[SH.select][0]) for subject, po in self._about.items() if SH.select in po}

    @cached_property
    def prefixes(self) -> Mapping[str, str]:
        """Declared prefixes that a query of a rule uses, with their namespaces."""
        texts = " ".join(self.queries.values())
        declared = ((str(po[SH.prefix][0]), po) for po in self._about.values() if SH.prefix in po)
        return {prefix: str(po[SH.namespace][0]) for prefix, po in sorted(declared) if f"{prefix}:" in texts}

    def _is_rule(self, subject: Iri) -> bool:
        properties = self._about[subject]
        return any(kind in properties for kind in _TARGETS)

    def _rule(self, subject: Iri) -> Rule:
        properties = self._about.get(subject, {})
        constraints = tuple(sorted(Iri(str(c)) for p in (SH.property, SH.sparql) for c in properties.get(p, ())))
        speaking = {c: _texts(self._about.get(c, {}), SH.message) for c in (subject, *constraints)}
        return Rule(
            iri=subject,
            code=code_of(subject),
            severity=SEVERITIES.get(str(properties.get(SH.severity, [SH.Violation])[0]), Severity.VIOLATION),
            targets=tuple(sorted(Target(Iri(k), Iri(str(t))) for k in _TARGETS for t in properties.get(k, ()))),
            labels=_spoken(_texts(properties, RDFS.label), dict.fromkeys(LANGUAGES, code_of(subject))),
            whys=_spoken(_texts(properties, RDFS.comment), _silence("why")),
            remedies=_spoken(_texts(properties, HG.remedy), _silence("remedy")),
            constraints=constraints or (subject,),
            messages={shape: texts for shape, texts in speaking.items() if texts},
            sources=_iris(properties, DCT.source),
            see_also=_iris(properties, RDFS.seeAlso),
            file=file.name if (file := self._files.get(subject)) else "",
            subject=next(iter(_iris(properties, DCT.subject)), None),
        )


def read_rules(settings: Settings) -> RuleBook:
    """Return the rules of a project: the shipped shapes and its own, with the prefixes of the namespace card.

    Raises ``UnreadableInput`` for a file that is not Turtle.
    """
    paths = [*settings.content("shapes", "*.ttl"), *settings.content("ontology", "prefixes.ttl")]
    read = [(path, triple) for path in paths for triple in read_triples(path)]
    return RuleBook((triple for _, triple in read), {Iri(str(triple[0])): path for path, triple in read})


def code_of(name: str) -> str:
    """Return the kebab-case code of a rule named by IRI, CURIE, name or code.

    >>> code_of("https://w3id.org/hgraph/shapes#ActionWithoutObjective")
    'action-without-objective'
    """
    local = name.rpartition("#")[2].rpartition("/")[2].rpartition(":")[2]
    return _WORD.sub("-", local).lower().replace(" ", "-").replace("_", "-")


def _by_subject(triples: Iterable[Triple]) -> dict[Iri, dict[str, list[Term]]]:
    about: dict[Iri, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        about[Iri(str(subject))][str(predicate)].append(value)
    return {subject: dict(properties) for subject, properties in about.items()}


def _texts(properties: Mapping[str, Sequence[Term]], predicate: str) -> dict[str, str]:
    texts = [text for text in properties.get(predicate, ()) if isinstance(text, Literal)]
    return {(text.language or ""): text.lexical for text in sorted(texts, key=lambda text: text.lexical)}


def _spoken(texts: Mapping[str, str], otherwise: Mapping[str, str]) -> dict[str, str]:
    """Return a text in each language: an own rule may say it in one language, in none, or not at all."""
    said = next(iter(texts.values()), None)
    return dict(texts) | {tag: texts.get(tag) or texts.get("") or said or otherwise[tag] for tag in LANGUAGES}


def _silence(part: str) -> dict[str, str]:
    return {tag: message(f"validation.silent.{part}", tag) for tag in LANGUAGES}


def _iris(properties: Mapping[str, Sequence[Term]], predicate: str) -> tuple[Iri, ...]:
    return tuple(sorted(term for term in properties.get(predicate, ()) if isinstance(term, Iri)))
