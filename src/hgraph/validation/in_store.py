"""Validation where the data are: rules compiled to queries that the store answers, and pySHACL for what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from hgraph.errors import UnreadableInput
from hgraph.findings import Finding
from hgraph.labels import LabelIndex
from hgraph.namespaces import SH, XSD
from hgraph.store import Store
from hgraph.terms import Iri, Literal, Term, Triple
from hgraph.validation.compiler import Plan, Result, compile_shapes, run, targets
from hgraph.validation.engine import ValidationResult, each_once, finding_of, validate
from hgraph.validation.rules import RuleBook

_YES = Literal("true", Iri(XSD.boolean))


@dataclass(frozen=True)
class StoreValidation:
    """What the rules found in a store, and how they were run."""

    result: ValidationResult
    plan: Plan = field(repr=False)


def validate_in_store(
    store: Store,
    shapes: Sequence[Triple],
    rules: RuleBook,
    labels: LabelIndex,
    statements: Callable[[], Iterable[Triple]],
) -> StoreValidation:
    """Run a shapes graph inside a store and return the findings, with messages and remedies in every language.

    What the compiler does not cover runs through pySHACL on ``statements()``, which is asked for only then. Raises
    ``UnreadableInput`` (``unusable-shapes``) if a shape itself is wrong, and what the store raises.
    """
    plan = compile_shapes(shapes)
    if plan.problems:
        problem = plan.problems[0]
        raise UnreadableInput("unusable-shapes", reason=problem.sentence("en").rstrip("."))
    results = run(plan, store)
    labels.learn(term for result in results for term in result.bindings.values() if isinstance(term, Iri))
    found = [finding_of(rules, labels, {}, _parts(result), result.bindings) for result in results]
    looked_at = dict(targets(plan, store))
    if plan.fallback:
        left = validate(statements(), _only(shapes, plan.fallback, rules), rules, labels)
        found += left.findings
        looked_at |= {shape: count for shape, count in left.targets.items() if shape in plan.fallback}
    off = {str(subject) for subject, predicate, value in shapes if predicate == SH.deactivated and str(value) == "true"}
    active = [rule for rule in rules if rule.iri not in off]
    without = tuple(rule.code for rule in active if not looked_at.get(rule.iri))
    unique: list[Finding] = each_once(found)
    return StoreValidation(ValidationResult(tuple(unique), looked_at, without), plan)


def _parts(result: Result) -> dict[str, Term]:
    """Return a result as the parts of a ``sh:ValidationResult``, the form findings are made from."""
    parts: dict[str, Term] = {
        SH.focusNode: result.focus,
        SH.sourceShape: result.shape,
        SH.resultSeverity: result.severity,
        SH.sourceConstraintComponent: result.component,
    }
    if result.path is not None:
        parts[SH.resultPath] = Iri(result.path)
    if result.value is not None:
        parts[SH.value] = result.value
    if result.constraint is not None:
        parts[SH.sourceConstraint] = result.constraint
    return parts


def _only(shapes: Sequence[Triple], kept: Iterable[Iri], rules: RuleBook) -> list[Triple]:
    """Return the shapes with every rule switched off but these."""
    wanted = set(kept)
    return [*shapes, *((rule.iri, Iri(SH.deactivated), _YES) for rule in rules if rule.iri not in wanted)]
