"""Rules, stages and the run that applies them; the only part that knows SHACL."""

from hgraph.validation.baseline import Baseline, compare, read_baseline
from hgraph.validation.engine import ValidationResult, count_targets, validate
from hgraph.validation.index import render_index
from hgraph.validation.profiles import Profile, Stages, effective_shapes, read_stages
from hgraph.validation.rules import Rule, RuleBook, code_of, read_rules
from hgraph.validation.stages import Standing, graded, standing, standings
from hgraph.validation.terms_in_use import check_terms
from hgraph.validation.waivers import Waiver, Waivers, read_waivers, rule_iri, today

__all__ = [
    "Baseline",
    "Profile",
    "Rule",
    "RuleBook",
    "Stages",
    "Standing",
    "ValidationResult",
    "Waiver",
    "Waivers",
    "check_terms",
    "code_of",
    "compare",
    "count_targets",
    "effective_shapes",
    "graded",
    "read_baseline",
    "read_rules",
    "read_stages",
    "read_waivers",
    "render_index",
    "rule_iri",
    "standing",
    "standings",
    "today",
    "validate",
]
