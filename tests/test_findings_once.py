"""Findings of ten thousand things are put in order rule by rule; the order is the one they have all together."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hgraph.findings import Finding, Severity
from hgraph.terms import Iri, Literal
from hgraph.validation.engine import each_once

findings = st.builds(
    lambda code, severity, focus, words, value, component: Finding(
        rule=Iri(f"urn:rule:{code}"),
        code=code,
        severity=severity,
        focus=Iri(f"urn:{focus}"),
        messages={"nl": words, "en": words.upper()},
        remedies={},
        value=value,
        component=component,
    ),
    st.sampled_from(["a", "b", "c"]),
    st.sampled_from(Severity),
    st.sampled_from(["x", "y", "z"]),
    st.sampled_from(["te laat", "te vroeg"]),
    st.sampled_from([None, Literal("x"), Iri("urn:x")]),
    st.sampled_from(["MinCount", "SPARQL"]),
)


def all_together(found: list[Finding]) -> list[Finding]:
    """Return findings once each, sorted in one go."""
    unique = {(each.fingerprint, each.component, *each.messages.values()): each for each in found}
    return sorted(unique.values(), key=lambda each: (*each.sort_key, *each.messages.values()))


@given(st.lists(findings, max_size=60))
def test_rule_by_rule_gives_what_all_together_gives(found: list[Finding]) -> None:
    assert each_once(found) == all_together(found)


@given(findings)
def test_the_same_finding_with_other_words_stays(finding: Finding) -> None:
    other = replace(finding, messages={"nl": "anders", "en": "otherwise"})
    assert each_once([finding, other, finding]) == sorted([finding, other], key=lambda each: each.messages["nl"])
