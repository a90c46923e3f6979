"""Rules that the compiler leaves to pySHACL: given these shapes and no others, together if it can use them all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from hgraph.errors import UnreadableInput
from hgraph.findings import Finding
from hgraph.labels import LabelIndex
from hgraph.namespaces import PREFIXES, RDF, SH
from hgraph.terms import Iri, Term, Triple
from hgraph.validation.compiler import Problem
from hgraph.validation.engine import ValidationResult, validate
from hgraph.validation.rules import RuleBook

_TARGETS: Final = frozenset(
    {SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf, PREFIXES["sh"] + "target"}
)
_STEPS: Final = frozenset({PREFIXES["rdf"] + "first", PREFIXES["rdf"] + "rest", PREFIXES["owl"] + "imports"})
_PARAMETER: Final = PREFIXES["sh"] + "parameter"

_Described = Mapping[str, Sequence[Triple]]


@dataclass(frozen=True)
class Leftovers:
    """What pySHACL found, how many things each of its shapes looked at, and which shapes it cannot use."""

    findings: list[Finding] = field(default_factory=list)
    targets: dict[Iri, int] = field(default_factory=dict)
    wrong: dict[Iri, Problem] = field(default_factory=dict)


def validate_leftovers(
    statements: Callable[[], Iterable[Triple]],
    shapes: Sequence[Triple],
    left: Sequence[Iri],
    rules: RuleBook,
    labels: LabelIndex,
) -> Leftovers:
    """Run the shapes with targets in ``left``, and what they call upon, through pySHACL.

    Shapes that nothing here calls upon are not given to it: one of those that is wrong would spoil the run. If pySHACL
    cannot use them all, each runs alone, so that those at fault are known and the others still give their findings.
    """
    if not left:
        return Leftovers()
    data = list(statements())
    done = Leftovers()

    def run(wanted: Sequence[Iri]) -> ValidationResult:
        return validate(data, shapes_for(shapes, wanted), rules, labels)

    try:
        _add(done, run(left), left)
    except UnreadableInput:
        for shape in left:
            try:
                _add(done, run([shape]), [shape])
            except UnreadableInput as own:
                reason = str(own.values.get("reason", own.code))
                done.wrong[shape] = Problem("not-runnable", shape, {"reason": reason})
    return done


def _add(done: Leftovers, result: ValidationResult, wanted: Collection[Iri]) -> None:
    done.findings.extend(result.findings)
    done.targets.update({shape: count for shape, count in result.targets.items() if shape in wanted})


def shapes_for(shapes: Iterable[Triple], wanted: Collection[Iri]) -> list[Triple]:
    """Return the part of a shapes graph that some shapes with targets need, to be run on their own.

    That is what they call upon, with the constraint components and the prefixes they use. A shape that is called upon
    and has targets itself loses these: it still judges for others, but reports nothing on its own.
    """
    about: dict[str, list[Triple]] = defaultdict(list)
    for triple in shapes:
        about[str(triple[0])].append(triple)
    components = _components(about)
    reached: set[str] = set()
    waiting = [str(shape) for shape in wanted]
    while waiting:
        subject = waiting.pop()
        if subject in reached or subject not in about:
            continue
        reached.add(subject)
        for _, predicate, value in about[subject]:
            if _leads_on(predicate, components):
                waiting.append(str(value))
            waiting += components.get(predicate, ())
    return [
        triple
        for subject, triples in about.items()
        if subject in reached
        for triple in triples
        if subject in wanted or _kept(triple)
    ]


def _components(about: _Described) -> dict[str, list[str]]:
    """Return the constraint components of the shapes graph by the property that calls them."""
    found: dict[str, list[str]] = defaultdict(list)
    for subject, triples in about.items():
        for parameter in (str(value) for _, predicate, value in triples if predicate == _PARAMETER):
            for path in (str(value) for _, predicate, value in about.get(parameter, ()) if predicate == SH.path):
                found[path].append(subject)
    return found


def _leads_on(predicate: str, components: Collection[str]) -> bool:
    """Say whether what a property points at is a part of the shape, and not a thing it speaks of."""
    if predicate in _TARGETS:
        return False
    return predicate.startswith(PREFIXES["sh"]) or predicate in _STEPS or predicate in components


def _kept(triple: Triple) -> bool:
    """Say whether a statement stays on a shape that is only called upon; a class would target its own instances."""
    _, predicate, value = triple
    return predicate not in _TARGETS and not (predicate == RDF.type and _is_class(value))


def _is_class(kind: Term) -> bool:
    return not str(kind).startswith(PREFIXES["sh"])
