"""Rules, stages and the run that applies them; the only part that knows SHACL."""

from hgraph.validation.baseline import Baseline, compare, read_baseline
from hgraph.validation.clock import on_day
from hgraph.validation.compiler import Changes, Plan, compile_shapes
from hgraph.validation.engine import ValidationResult, count_targets, validate
from hgraph.validation.extent import NAMES, Extent, as_first_found, touches_texts, touches_titles
from hgraph.validation.in_store import StoreValidation, validate_in_store
from hgraph.validation.index import render_index
from hgraph.validation.near_duplicates import near_duplicates
from hgraph.validation.planning import RulePlan, plan_rules
from hgraph.validation.profiles import Profile, Stages, effective_shapes, read_stages
from hgraph.validation.recording import Decision, Recorded, record_waiver, require_own_files, waivable
from hgraph.validation.rules import Rule, RuleBook, Target, code_of, read_rules
from hgraph.validation.stages import Outlook, Progress, Standing, ThingStanding, graded, standing, standings
from hgraph.validation.terms_in_use import check_terms
from hgraph.validation.unwatched import things_without_rule
from hgraph.validation.waivers import Waiver, Waivers, read_waivers, rule_iri, today
from hgraph.validation.wrong_shapes import wrong_shape_findings

__all__ = [
    "NAMES",
    "Baseline",
    "Changes",
    "Decision",
    "Extent",
    "Outlook",
    "Plan",
    "Profile",
    "Progress",
    "Recorded",
    "Rule",
    "RuleBook",
    "RulePlan",
    "Stages",
    "Standing",
    "StoreValidation",
    "Target",
    "ThingStanding",
    "ValidationResult",
    "Waiver",
    "Waivers",
    "as_first_found",
    "check_terms",
    "code_of",
    "compare",
    "compile_shapes",
    "count_targets",
    "effective_shapes",
    "graded",
    "near_duplicates",
    "on_day",
    "plan_rules",
    "read_baseline",
    "read_rules",
    "read_stages",
    "read_waivers",
    "record_waiver",
    "render_index",
    "require_own_files",
    "rule_iri",
    "standing",
    "standings",
    "things_without_rule",
    "today",
    "touches_texts",
    "touches_titles",
    "validate",
    "validate_in_store",
    "waivable",
    "wrong_shape_findings",
]
