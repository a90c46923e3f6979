"""Validation where the data are: rules compiled to queries that the store answers, and pySHACL for what is left."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hgraph.findings import Finding
from hgraph.labels import LabelIndex
from hgraph.namespaces import SH
from hgraph.store import Store
from hgraph.terms import Iri, Term, Triple
from hgraph.validation.compiler import Changes, Plan, Problem, Result, run, scope_of, targets
from hgraph.validation.engine import ValidationResult, each_once, finding_of
from hgraph.validation.leftovers import validate_leftovers
from hgraph.validation.rules import RuleBook


@dataclass(frozen=True)
class StoreValidation:
    """What the rules found in a store, how they were run, and what is wrong with those that were not."""

    result: ValidationResult
    plan: Plan = field(repr=False)
    wrong: Mapping[Iri, Problem] = field(default_factory=dict)
    """The problem of each shape with targets that is itself wrong; nothing was looked at by it."""
    scope: Mapping[Iri, frozenset[Term] | None] | None = None
    """After a change, the focus nodes that each rule looked at anew (``None``: all); else ``None``: each at all."""


def validate_in_store(
    store: Store,
    plan: Plan,
    rules: RuleBook,
    labels: LabelIndex,
    statements: Callable[[], Iterable[Triple]],
    changes: Changes | None = None,
    looked_at: Mapping[Iri, int] | None = None,
) -> StoreValidation:
    """Run compiled shapes inside a store and return the findings, with messages and remedies in every language.

    What the compiler does not cover runs through pySHACL on ``statements()``, which is asked for only then. A shape
    that is itself wrong is not run at all; the others are. With ``changes``, only what they may have changed is asked
    for anew, unless a rule is left to pySHACL; ``looked_at`` is the number of things that each rule looks at, if that
    is known. Raises what the store raises.
    """
    scope = scope_of(plan, changes, lambda shape: rules.rule_of(shape).iri) if changes and not plan.fallback else None
    results = run(plan, store, scope=scope)
    labels.learn(term for result in results for term in result.bindings.values() if isinstance(term, Iri))
    found = [finding_of(rules, labels, {}, _parts(result), result.bindings) for result in _taken(results)]
    left = validate_leftovers(statements, plan.shapes, plan.fallback, rules, labels)
    found += left.findings
    wrong = dict(sorted({**plan.wrong, **left.wrong}.items()))
    counted = {**(targets(plan, store) if looked_at is None else looked_at), **left.targets}
    looked_at = {shape: count for shape, count in counted.items() if shape not in wrong}
    off = {str(shape) for shape, parameter, on in plan.shapes if parameter == SH.deactivated and str(on) == "true"}
    active = [rule for rule in rules if rule.iri not in off]
    without = tuple(rule.code for rule in active if rule.iri not in wrong and not looked_at.get(rule.iri))
    unique: list[Finding] = each_once(found)
    by_rule = None if scope is None else {rules.rule_of(shape).iri: foci for shape, foci in scope.items()}
    return StoreValidation(ValidationResult(tuple(unique), looked_at, without), plan, wrong, by_rule)


def _taken(results: list[Result]) -> Iterator[Result]:
    """Yield results in order, and keep none: there may be very many."""
    results.reverse()
    while results:
        yield results.pop()


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
