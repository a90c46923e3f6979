"""How the rules of a stage will run: which as queries in the store, which through pySHACL, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hgraph.messages import message
from hgraph.namespaces import SH
from hgraph.terms import Triple
from hgraph.validation.compiler import Problem, compile_shapes
from hgraph.validation.rules import RuleBook


@dataclass(frozen=True, slots=True)
class RulePlan:
    """How one rule runs: the number of queries it became, or why it is left to pySHACL or cannot be run at all."""

    code: str
    queries: int
    reason: str | None = None
    """Code of the reason why the rule is left to pySHACL."""
    problem: Problem | None = None
    """What is wrong with a shape of the rule, so that it is not run."""

    @property
    def way(self) -> str:
        """How the rule runs, as a word of the catalogue: ``in-store``, ``by-pyshacl`` or ``not-run``."""
        return "not-run" if self.problem else "by-pyshacl" if self.reason else "in-store"

    def sentence(self, language: str) -> str:
        """Return the reason in words; empty if the rule runs in the store."""
        if self.problem:
            return self.problem.sentence(language)
        return message(f"validation.reason.{self.reason}", language) if self.reason else ""


def plan_rules(shapes: Iterable[Triple], rules: RuleBook) -> list[RulePlan]:
    """Return how each rule that is not switched off will run, in order of code."""
    triples = list(shapes)
    plan = compile_shapes(triples)
    off = {subject for subject, predicate, value in triples if predicate == SH.deactivated and str(value) == "true"}
    counts: dict[str, int] = {}
    for query in plan.queries:
        code = rules.rule_of(query.shape).code
        counts[code] = counts.get(code, 0) + 1
    reasons = {rules.rule_of(shape).code: plan.reasons[shape] for shape in plan.fallback}
    problems = {rules.rule_of(shape).code: problem for shape, problem in plan.wrong.items()}
    return [
        RulePlan(rule.code, counts.get(rule.code, 0), reasons.get(rule.code), problems.get(rule.code))
        for rule in rules
        if rule.iri not in off
    ]
