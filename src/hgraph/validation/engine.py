"""Running the rules: pySHACL decides what is wrong, the shapes graph says so in words."""

from __future__ import annotations

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from hgraph.errors import UnreadableInput
from hgraph.findings import Finding, Severity
from hgraph.labels import LabelIndex
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import RDF, RDFS, SH
from hgraph.terms import Iri, Term, Triple
from hgraph.validation.rules import SEVERITIES, Rule, RuleBook
from hgraph.validation.wording import fill

if TYPE_CHECKING:
    import rdflib

    from hgraph.validation.graphs import PreparedGraph

_RESULT_PARTS: Final = (
    SH.focusNode, SH.sourceShape, SH.resultSeverity, SH.resultPath, SH.value, SH.sourceConstraint,
    SH.sourceConstraintComponent, SH.resultMessage,
)  # fmt: skip


@dataclass(frozen=True)
class ValidationResult:
    """What the rules found, how many things each rule looked at, and which rules looked at nothing."""

    findings: tuple[Finding, ...]
    targets: Mapping[Iri, int] = field(repr=False)
    """Number of things each active rule looked at."""
    rules_without_target: tuple[str, ...] = ()
    """Codes of active rules that looked at nothing: for them, no finding does not mean valid."""

    @property
    def counts(self) -> Mapping[Severity, int]:
        """Number of findings per severity."""
        return Counter(finding.severity for finding in self.findings)


def validate(
    data: Iterable[Triple],
    shapes: Sequence[Triple],
    rules: RuleBook,
    labels: LabelIndex,
    *,
    owners: Mapping[str, tuple[Iri, ...]] | None = None,
) -> ValidationResult:
    """Run a shapes graph over data and return the findings, with messages and remedies in every language.

    ``shapes`` are the effective shapes of a stage, or the rules as written; ``rules`` give the words; ``owners`` say
    who answers for a thing. The data are read and never changed. Raises ``UnreadableInput`` (``unusable-shapes``) if
    the shapes themselves are wrong.
    """
    triples = list(data)
    active = _active_rules(shapes, rules)
    targets = count_targets(triples, active)
    graph, results = _run(triples, shapes, rules)
    findings = [
        finding_of(rules, labels, owners or {}, result, bindings)
        for result in results
        for bindings in _bindings(graph, rules, result)
    ]
    without = tuple(rule.code for rule in active if not targets[rule.iri])
    return ValidationResult(tuple(each_once(findings)), targets, without)


def count_targets(data: Iterable[Triple], rules: Iterable[Rule]) -> dict[Iri, int]:
    """Return how many things each rule looks at; a class counts its subclasses, as SHACL does."""
    instances: dict[str, set[Term]] = defaultdict(set)
    subclasses: dict[str, set[str]] = defaultdict(set)
    subjects: dict[str, set[Term]] = defaultdict(set)
    objects: dict[str, set[Term]] = defaultdict(set)
    for subject, predicate, value in data:
        subjects[predicate].add(subject)
        objects[predicate].add(value)
        if predicate == RDF.type:
            instances[str(value)].add(subject)
        elif predicate == RDFS.subClassOf:
            subclasses[str(value)].add(str(subject))

    def members(kind: str, term: str) -> set[Term]:
        if kind == SH.targetSubjectsOf:
            return subjects.get(term, set())
        if kind == SH.targetObjectsOf:
            return objects.get(term, set())
        if kind == SH.targetNode:
            return {Iri(term)}
        return set().union(*(instances.get(name, set()) for name in _closure(term, subclasses)))

    return {rule.iri: len(set().union(*(members(*target) for target in rule.targets))) for rule in rules}


def _closure(name: str, subclasses: Mapping[str, set[str]]) -> set[str]:
    reached, open_names = {name}, [name]
    while open_names:
        for below in subclasses.get(open_names.pop(), set()) - reached:
            reached.add(below)
            open_names.append(below)
    return reached


def _active_rules(shapes: Iterable[Triple], rules: RuleBook) -> list[Rule]:
    triples = list(shapes)
    given = {str(subject) for subject, _, _ in triples}
    off = {str(subject) for subject, predicate, on in triples if predicate == SH.deactivated and str(on) == "true"}
    return [rule for rule in rules if rule.iri in given - off]


def _run(
    triples: Sequence[Triple], shapes: Sequence[Triple], rules: RuleBook
) -> tuple[PreparedGraph, list[dict[str, Term]]]:
    """Let pySHACL validate, and return the data graph with its results as plain mappings."""
    import pyshacl
    import rdflib

    from hgraph.validation.graphs import to_graph

    logging.getLogger("rdflib.term").setLevel(logging.ERROR)  # an ill-typed value is a finding, not a message on stderr
    graph = to_graph(triples)
    try:
        _, report, _ = pyshacl.validate(
            graph, shacl_graph=to_graph(_for_engine(shapes, rules)), inference="none", advanced=False, js=False
        )
    except MemoryError:
        raise
    except Exception as error:  # on shapes that are wrong pySHACL raises whatever its parts raise
        raise UnreadableInput("unusable-shapes", reason=_reason(error)) from error
    if not isinstance(report, rdflib.Graph):
        raise UnreadableInput("unusable-shapes", reason=_reason(report))
    return graph, list(_results(report))


def _reason(said: object) -> str:
    """Return the first line of what pySHACL says is wrong, or the name of an error that says nothing."""
    lines = str(said).strip().splitlines()
    return lines[0].rstrip(".") if lines else type(said).__name__


def _for_engine(shapes: Iterable[Triple], rules: RuleBook) -> Iterator[Triple]:
    """Leave out what the engine does not need: messages it would lose the language of, and prefixes no query uses."""
    declared = [(subject, value) for subject, predicate, value in rules.triples if predicate == SH.prefix]
    unused = {subject for subject, prefix in declared if str(prefix) not in rules.prefixes}
    for subject, predicate, value in shapes:
        if predicate != SH.message and not (predicate == SH.declare and value in unused):
            yield subject, predicate, value


def _results(report: rdflib.Graph) -> Iterator[dict[str, Term]]:
    import rdflib

    from hgraph.validation.graphs import to_term

    for result in report.objects(None, rdflib.URIRef(SH.result)):
        parts = {part: report.value(result, rdflib.URIRef(part)) for part in _RESULT_PARTS}
        yield {part: to_term(node) for part, node in parts.items() if node is not None}


def _bindings(graph: PreparedGraph, rules: RuleBook, result: Mapping[str, Term]) -> list[dict[str, Term]]:
    """Return what the placeholders of a result stand for: for a query every variable, else focus node and value.

    The report of a query keeps the value only, so the query is asked once more for the one thing that failed it.
    """
    focus, value = result[SH.focusNode], result.get(SH.value)
    known = {"this": focus} | ({"value": value} if value is not None else {})
    query = rules.queries.get(Iri(str(result.get(SH.sourceConstraint))))
    rows = graph.rows(query, rules.prefixes, focus) if query else []
    return [row for row in rows if row.get("value", focus) == value] or [known]


def finding_of(
    rules: RuleBook,
    labels: LabelIndex,
    owners: Mapping[str, tuple[Iri, ...]],
    result: Mapping[str, Term],
    bindings: Mapping[str, Term],
) -> Finding:
    """Return the finding that a result makes, given its parts by ``sh:`` property and what placeholders stand for."""
    rule = rules.rule_of(str(result[SH.sourceShape]))
    focus, value = result[SH.focusNode], result.get(SH.value)
    own_words = str(result.get(SH.resultMessage, ""))
    texts = rule.message(str(result.get(SH.sourceConstraint, result[SH.sourceShape])))
    path = result.get(SH.resultPath)
    sentences = {tag: _in(texts, tag) or own_words or _plain(rule, tag) for tag in LANGUAGES}
    return Finding(
        rule=rule.iri,
        code=rule.code,
        severity=SEVERITIES.get(str(result[SH.resultSeverity]), Severity.VIOLATION),
        focus=focus,
        path=None if path is None else str(path),
        value=None if value == focus else value,
        messages={tag: fill(sentence, bindings, labels, tag) for tag, sentence in sentences.items()},
        remedies=_by_language(tuple(fill(_in(rule.remedies, tag), bindings, labels, tag) for tag in LANGUAGES)),
        component=str(result[SH.sourceConstraintComponent]).rpartition("#")[2],
        owners=owners.get(str(focus), ()),
    )


@lru_cache(maxsize=1_000)
def _by_language(texts: tuple[str, ...]) -> Mapping[str, str]:
    """Return texts by language: most remedies name nothing, so that all findings of a rule have the same."""
    return dict(zip(LANGUAGES, texts, strict=True))


def _plain(rule: Rule, language: str) -> str:
    """Return a sentence for a rule that has none of its own."""
    return message("validation.without-message", language, rule=_in(rule.labels, language) or rule.code)


def _in(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get("") or next(iter(texts.values()), "")


def each_once(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings without doubles, in their stable order.

    Rule by rule, so that what they are compared and sorted by is only there for those of one.
    """
    by_code: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_code[finding.code].append(finding)
    parts: dict[tuple[int, str], list[Finding]] = {}
    for code, some in by_code.items():
        unique = {(*finding.identity, finding.component, *finding.messages.values()): finding for finding in some}
        some.clear()
        ordered = sorted(unique.values(), key=lambda finding: (*finding.sort_key, *finding.messages.values()))
        for severity, part in groupby(ordered, key=lambda finding: finding.severity):
            parts[-severity, code] = list(part)
    return [finding for _, part in sorted(parts.items(), key=itemgetter(0)) for finding in part]
