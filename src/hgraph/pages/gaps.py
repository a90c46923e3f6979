"""What one would expect of a thing of its kind and is not recorded: shown as a gap, never passed over."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from hgraph.namespaces import DCT, ELI, ELI_DL, HG, MANDAAT
from hgraph.pages.records import Records
from hgraph.terms import Iri
from hgraph.trace import Direction

_OBJECTIVES: Final = (HG.Objective, HG.StrategicObjective, HG.OperationalObjective)


@dataclass(frozen=True, slots=True)
class Expected:
    """What things of some classes have as a rule: one of ``has``, or one of ``pointed_at_by`` from ``kinds`` of things.

    ``name`` is the entry of the catalogue that says that it is not recorded.
    """

    name: str
    of: tuple[str, ...]
    has: tuple[str, ...] = ()
    pointed_at_by: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


EXPECTED: Final = (
    Expected("action-objective", (HG.Action,), has=(HG.contributesTo,)),
    Expected("action-minister", (HG.Action,), has=(HG.leadMinister,)),
    Expected("action-period", (HG.Action,), has=(HG.plannedPeriod,)),
    Expected("action-indicator", (HG.Action,), has=(HG.hasIndicator,)),
    Expected("action-budget", (HG.Action,), has=(HG.budgetAmount, HG.noBudgetReason)),
    Expected("action-report", (HG.Action,), pointed_at_by=(HG.reportsOn,)),
    Expected("objective-action", _OBJECTIVES, pointed_at_by=(HG.contributesTo, HG.partOfObjective)),
    Expected("plan-objective", (HG.PolicyPlan,), pointed_at_by=(HG.partOfPlan,), kinds=_OBJECTIVES),
    Expected("plan-action", (HG.PolicyPlan,), pointed_at_by=(HG.partOfPlan,), kinds=(HG.Action,)),
    Expected("plan-coordinator", (HG.PolicyPlan,), has=(HG.coordinatingMinister,)),
    Expected("plan-approval", (HG.PolicyPlan,), pointed_at_by=(HG.decidesOn,)),
    Expected("commitment-owner", (HG.Commitment,), has=(HG.owedBy,)),
    Expected("commitment-outcome", (HG.Commitment,), has=(HG.fulfilledBy, HG.commitmentStatus)),
    Expected("need-provision", (HG.AmendmentNeed,), has=(HG.affects,)),
    Expected("need-track", (HG.AmendmentNeed,), has=(HG.legislativeTrack,)),
    Expected("track-step", (ELI_DL.LegislativeProcess,), has=(ELI_DL.consists_of,)),
    Expected("decree-article", (ELI.LegalResource,), has=(ELI.has_part,), pointed_at_by=(ELI.is_part_of,)),
    Expected("indicator-target", (HG.Indicator,), has=(HG.hasTarget,)),
    Expected("indicator-measurement", (HG.Indicator,), pointed_at_by=(HG.measures,)),
    Expected("portfolio-holder", (HG.Portfolio,), has=(HG.heldBy,)),
    Expected("portfolio-field", (HG.Portfolio,), has=(HG.coversField,)),
    Expected("office-portfolio", (MANDAAT.Mandataris,), pointed_at_by=(HG.heldBy,)),
    Expected("duty-report", (HG.ReportingObligation,), pointed_at_by=(HG.fulfilsObligation,)),
    Expected("participation-outcome", (HG.Participation,), has=(HG.outcome, HG.resultedIn)),
    Expected("gap-looked-in", (HG.KnowledgeGap,), has=(HG.lookedIn,)),
    Expected(
        "words-claimed",
        (HG.Passage, HG.Excerpt),
        pointed_at_by=(HG.tracesTo, HG.concretises, HG.evidence, DCT.source, HG.arisesFrom),
    ),
)
"""What is looked for, in the order it is told. Nothing here is a rule: rules stand in ``shapes/``."""

_RESTING: Final = (
    *_OBJECTIVES,
    HG.Action,
    HG.AmendmentNeed,
    HG.Approach,
    HG.Approval,
    HG.Commitment,
    HG.GuidingPrinciple,
    HG.LegalObligation,
    HG.ObjectivesFramework,
    HG.Participation,
    HG.PolicyPlan,
    HG.Portfolio,
    HG.ReportingObligation,
    HG.Submission,
)
"""Classes of things that rest on words: without any, that is a gap."""


def missing(records: Records, thing: str) -> list[str]:
    """Return the names of what is expected of a thing and not recorded."""
    kinds = records.kinds(thing)
    if not kinds:
        return []
    return [
        expected.name
        for expected in EXPECTED
        if records.are(kinds, expected.of) and not any(_found(records, thing, expected))
    ]


def rests_on_words(records: Records, thing: str) -> bool:
    """Say whether a thing is of a kind that rests on words, so that none is a gap."""
    return records.is_a(thing, _RESTING)


def _found(records: Records, thing: str, expected: Expected) -> Iterator[Iri]:
    """Yield what answers to an expectation: stated, or asserted and not refused."""
    yield from records.things(thing, *expected.has)
    yield from (Iri(thing) for _ in records.values(thing, *expected.has))
    pointing = [
        *records.pointing(thing, *expected.pointed_at_by),
        *_asserted(records, thing, expected.pointed_at_by, outward=False),
        *_asserted(records, thing, expected.has, outward=True),
    ]
    yield from (other for other in pointing if not expected.kinds or records.is_a(other, expected.kinds))


def _asserted(records: Records, thing: str, properties: tuple[str, ...], *, outward: bool) -> Iterator[Iri]:
    """Yield the things linked by an assertion of a kind that one of some properties states."""
    relations = records.thread.relations
    kinds = {relations[Iri(name)].kind for name in properties if Iri(name) in relations} - {None}
    if not kinds:
        return
    for direction in Direction:
        for other, links in records.thread.steps(Iri(thing), direction).items():
            for link in links:
                subject = link.consequence if link.leads is Direction.UP else link.origin
                if link.relation in kinds and (subject == thing) is outward:
                    yield other
