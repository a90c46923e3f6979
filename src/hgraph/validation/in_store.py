"""Validation where the data are: rules compiled to queries that the store answers, and pySHACL for what is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from hgraph.errors import UnreadableInput
from hgraph.findings import Finding
from hgraph.labels import LabelIndex
from hgraph.messages import LANGUAGES
from hgraph.namespaces import SH
from hgraph.store import Store
from hgraph.terms import Iri, Term, Triple
from hgraph.validation.compiler import Changes, Plan, Result, compile_shapes, run, scope_of, targets
from hgraph.validation.engine import ValidationResult, each_once, finding_of, validate
from hgraph.validation.rules import RuleBook

_TARGETS: Final = frozenset({SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf})


@dataclass(frozen=True, slots=True)
class WrongShape:
    """A shape that cannot be run, and what is wrong, by language: with it itself or with a shape it calls upon."""

    shape: Iri
    sentences: Mapping[str, str]


@dataclass(frozen=True)
class StoreValidation:
    """What the rules found in a store, and how they were run."""

    result: ValidationResult
    plan: Plan = field(repr=False)
    wrong: tuple[WrongShape, ...] = ()
    """Shapes that were not run; they are not among those that looked at nothing."""
    scope: Mapping[Iri, frozenset[Term] | None] | None = None
    """After a change, the focus nodes that each rule looked at anew (``None``: all); else ``None``: each at all."""


def validate_in_store(
    store: Store,
    shapes: Sequence[Triple],
    rules: RuleBook,
    labels: LabelIndex,
    statements: Callable[[], Iterable[Triple]],
    changes: Changes | None = None,
) -> StoreValidation:
    """Run a shapes graph inside a store and return the findings, with messages and remedies in every language.

    What the compiler does not cover runs through pySHACL on ``statements()``, which is asked for only then. A shape
    that is itself wrong is not run, and told; the others are. With ``changes``, only what they may have changed is
    asked for anew, unless a rule is left to pySHACL. Raises what the store raises.
    """
    plan = compile_shapes(shapes)
    wrong = [_wrong(shape, problem.sentence) for shape, problem in plan.wrong.items()]
    scope = scope_of(plan, changes, lambda shape: rules.rule_of(shape).iri) if changes and not plan.fallback else None
    results = run(plan, store, scope=scope)
    labels.learn(term for result in results for term in result.bindings.values() if isinstance(term, Iri))
    found = [finding_of(rules, labels, {}, _parts(result), result.bindings) for result in results]
    looked_at = dict(targets(plan, store))
    if plan.fallback:
        left, refused = _by_pyshacl(list(statements()), shapes, plan, rules, labels)
        found += left.findings
        looked_at |= {shape: count for shape, count in left.targets.items() if shape in plan.fallback}
        wrong += refused
    not_run = {each.shape for each in wrong}
    off = {str(subject) for subject, predicate, value in shapes if predicate == SH.deactivated and str(value) == "true"}
    active = [rule for rule in rules if rule.iri not in off | not_run]
    without = tuple(rule.code for rule in active if not looked_at.get(rule.iri))
    unique: list[Finding] = each_once(found)
    by_rule = None if scope is None else {rules.rule_of(shape).iri: foci for shape, foci in scope.items()}
    return StoreValidation(ValidationResult(tuple(unique), looked_at, without), plan, tuple(wrong), by_rule)


def _wrong(shape: Iri, sentence: Callable[[str], str]) -> WrongShape:
    return WrongShape(shape, {language: sentence(language) for language in LANGUAGES})


def _by_pyshacl(
    data: Sequence[Triple], shapes: Sequence[Triple], plan: Plan, rules: RuleBook, labels: LabelIndex
) -> tuple[ValidationResult, list[WrongShape]]:
    """Return what pySHACL finds with the shapes left to it, and those it cannot use: together, else one by one."""
    try:
        return validate(data, _only(shapes, plan.fallback), rules, labels), []
    except UnreadableInput as error:
        if len(plan.fallback) == 1:
            return ValidationResult((), {}), [_wrong(plan.fallback[0], error.sentence)]
    findings: list[Finding] = []
    looked_at: dict[Iri, int] = {}
    wrong = []
    for shape in plan.fallback:
        try:
            alone = validate(data, _only(shapes, [shape]), rules, labels)
        except UnreadableInput as error:
            wrong.append(_wrong(shape, error.sentence))
            continue
        findings += alone.findings
        looked_at |= {shape: alone.targets.get(shape, 0)}
    return ValidationResult(tuple(findings), looked_at), wrong


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


def _only(shapes: Sequence[Triple], kept: Iterable[Iri]) -> list[Triple]:
    """Return the shapes without the rules that are not kept and what only those call upon.

    They are left out and not switched off: what is wrong in one of them would stop the engine all the same.
    """
    about: dict[Term, list[Term]] = defaultdict(list)
    for subject, _, value in shapes:
        about[subject].append(value)
    tops = {subject for subject, predicate, _ in shapes if predicate in _TARGETS}
    wanted = _reached(set(kept), about)
    others = _reached(tops - wanted, about) - wanted
    return [triple for triple in shapes if triple[0] not in others]


def _reached(start: set[Iri] | set[Term], about: Mapping[Term, Sequence[Term]]) -> set[Term]:
    reached: set[Term] = set(start)
    waiting = list(reached)
    while waiting:
        more = {value for value in about.get(waiting.pop(), ()) if value in about} - reached
        reached |= more
        waiting += more
    return reached
