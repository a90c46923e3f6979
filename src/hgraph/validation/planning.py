"""How the rules of a stage will run: which as queries in the store, which through pySHACL, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from hgraph.messages import message
from hgraph.namespaces import SH
from hgraph.terms import Triple
from hgraph.validation.compiler import Problem, compile_shapes, queries
from hgraph.validation.rules import RuleBook


@dataclass(frozen=True, slots=True)
class RulePlan:
    """How one rule runs: as a number of queries, through pySHACL for a reason, or not at all because it is wrong."""

    code: str
    queries: int
    reason: str | None = None
    """Code of the reason why it is left to pySHACL."""
    problem: Problem | None = None
    """What is wrong with the rule itself."""

    @property
    def way(self) -> str:
        """Name of the way it runs: ``in-store``, ``by-pyshacl`` or ``not-at-all``."""
        if self.problem:
            return "not-at-all"
        return "by-pyshacl" if self.reason else "in-store"

    def sentence(self, language: str) -> str:
        """Return why it does not run in the store, in words; empty if it does."""
        if self.problem:
            return self.problem.sentence(language)
        return message(f"validation.reason.{self.reason}", language) if self.reason else ""


def plan_rules(shapes: Iterable[Triple], rules: RuleBook) -> list[RulePlan]:
    """Return how each rule that is not switched off will run, in order of code.

    What pySHACL makes of a rule that is left to it is not known before the check.
    """
    triples = list(shapes)
    plan = compile_shapes(triples)
    off = {subject for subject, predicate, value in triples if predicate == SH.deactivated and str(value) == "true"}
    asked: dict[str, set[str]] = defaultdict(set)
    for check in plan.checks:
        asked[rules.rule_of(check.source.shape).code] |= {query.text for query in queries(check)}
    reasons = {rules.rule_of(shape).code: plan.reasons[shape] for shape in plan.fallback}
    known = {rule.iri: rule for rule in rules if rule.iri not in off}
    known |= {shape: rules.rule_of(shape) for shape in plan.wrong}  # one that targets itself as a class is no rule
    return [
        RulePlan(rule.code, len(asked[rule.code]), reasons.get(rule.code), plan.wrong.get(shape))
        for shape, rule in sorted(known.items(), key=lambda item: item[1].code)
    ]
