"""How the rules of a stage will run: which as queries in the store, which through pySHACL, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hgraph.errors import UnreadableInput
from hgraph.messages import message
from hgraph.namespaces import SH
from hgraph.terms import Triple
from hgraph.validation.compiler import compile_shapes
from hgraph.validation.rules import RuleBook


@dataclass(frozen=True, slots=True)
class RulePlan:
    """How one rule runs: the number of queries it became, or the code of the reason why it is left to pySHACL."""

    code: str
    queries: int
    reason: str | None = None

    def sentence(self, language: str) -> str:
        """Return the reason in words; empty if the rule runs in the store."""
        return message(f"validation.reason.{self.reason}", language) if self.reason else ""


def plan_rules(shapes: Iterable[Triple], rules: RuleBook) -> list[RulePlan]:
    """Return how each rule that is not switched off will run, in order of code.

    Raises ``UnreadableInput`` (``unusable-shapes``) if a shape itself is wrong.
    """
    triples = list(shapes)
    plan = compile_shapes(triples)
    if plan.problems:
        raise UnreadableInput("unusable-shapes", reason=plan.problems[0].sentence("en").rstrip("."))
    off = {subject for subject, predicate, value in triples if predicate == SH.deactivated and str(value) == "true"}
    counts: dict[str, int] = {}
    for query in plan.queries:
        code = rules.rule_of(query.shape).code
        counts[code] = counts.get(code, 0) + 1
    reasons = {rules.rule_of(shape).code: plan.reasons[shape] for shape in plan.fallback}
    return [
        RulePlan(rule.code, counts.get(rule.code, 0), reasons.get(rule.code)) for rule in rules if rule.iri not in off
    ]
