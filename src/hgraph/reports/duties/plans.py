"""Plans as a report: the family drawn as a tree, and a row for each plan with its approval and how late it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from hgraph.duties import PlanFamily, PlanNode, Tie
from hgraph.reports.duties.wording import Wording
from hgraph.reports.sectioned import Cell, Section, SectionedReport
from hgraph.terms import Iri

_SHOWN: Final = (
    "plan",
    "period",
    "approved",
    "days_after_start",
    "deadline",
    "days_after_deadline",
    "updated",
    "follows",
)
_HIDDEN: Final = ("start", "end", "approach", "sources", "gaps", "plan_iri")


def plans_document(found: Sequence[PlanFamily], wording: Wording) -> SectionedReport:
    """Return the plans, a section for each family; those that stand alone are put together by approach."""
    count = sum(len(family.plans) for family in found)
    lead = (wording.counted("plans.counts", count),) if count else (wording.say("plans.none"),)
    sections = [_section(heading, family, wording) for heading, family in _gathered(found, wording)]
    return SectionedReport(wording.say("plans.title"), wording.language, lead, tuple(sections), (("plans", count),))


def _gathered(found: Sequence[PlanFamily], wording: Wording) -> Iterator[tuple[str, PlanFamily]]:
    """Yield the families under their headings; plans that stand alone are gathered by the approach they follow."""
    single: dict[tuple[Iri, ...], dict[Iri, PlanNode]] = {}
    for family in found:
        if len(family.plans) > 1:
            yield wording.names(family.roots), family
        else:
            for node in family.plans.values():
                single.setdefault(node.approaches, {})[node.iri] = node
    for approaches, plans in sorted(single.items(), key=lambda item: (not item[0], item[0])):
        names = wording.names(approaches)
        yield wording.say("plans.wave", approach=names) if names else wording.say("plans.others"), PlanFamily(plans)


def plans_lines(found: Sequence[PlanFamily], wording: Wording, start: Iri | None = None) -> Iterator[str]:
    """Yield all families as the lines of trees; what stands alone has a heading that says which approach it follows."""
    for heading, family in _gathered(found, wording):
        if not family.ties:
            yield from (heading, "")
        yield from family_lines(family, wording, start)


def _section(heading: str, family: PlanFamily, wording: Wording) -> Section:
    columns = wording.columns(*_SHOWN, hidden=_HIDDEN)
    return Section("family", heading, (), columns, tuple(_row(node, family, wording) for node in family.in_order))


def _row(node: PlanNode, family: PlanFamily, wording: Wording) -> tuple[Cell, ...]:
    approval = node.approval
    ties = family.from_of(node.iri)
    updates = sorted({*(each.day for each in node.later if each.day), *(met for met, _ in node.updates)})
    return (
        wording.name(node.iri),
        period(node),
        approval.day if approval else None,
        node.days_after_start,
        approval.deadline if approval else None,
        approval.days_late if approval else None,
        "; ".join(map(wording.day, updates)),
        "; ".join(wording.say(f"tie.{tie}", plan=wording.name(origin)) for tie, origin in ties),
        node.start,
        node.end,
        wording.names(node.approaches),
        wording.names(approval.sources if approval else ()),
        wording.names(node.gaps),
        node.iri,
    )


def period(node: PlanNode) -> str:
    """Return the years of a plan's period: ``2020-2024``; nothing if neither is known."""
    years = [str(each.year) if each else "…" for each in (node.start, node.end)]
    return "" if node.start is None and node.end is None else "-".join(years)


def family_lines(family: PlanFamily, wording: Wording, start: Iri | None = None) -> Iterator[str]:
    """Yield a family as the lines of a tree, one root after the other; a plan with two before it stands whole once.

    ``start`` is marked: it is the plan somebody asked about.
    """
    told: set[Iri] = set()
    for root in family.roots:
        yield _called(family.plans[root], wording, start)
        told.add(root)
        yield from _facts(family, root, "", wording)
        yield from _below(family, root, "", told, wording, start)
        yield ""


def _facts(family: PlanFamily, plan: Iri, indent: str, wording: Wording) -> Iterator[str]:
    ties = family.ties.get(plan, ())
    stem = "│ " if ties else "  "
    series = any(tie is Tie.EDITION for tie, _ in ties)
    yield from (f"{indent}{stem}{line}" for line in facts(family.plans[plan], wording, series=series))


def _called(node: PlanNode, wording: Wording, start: Iri | None) -> str:
    name = wording.name(node.iri)
    return wording.say("plans.asked", plan=name) if node.iri == start else name


def _below(
    family: PlanFamily, plan: Iri, indent: str, told: set[Iri], wording: Wording, start: Iri | None
) -> Iterator[str]:
    ties = family.ties.get(plan, ())
    for at, (tie, following) in enumerate(ties):
        last = at == len(ties) - 1
        node = family.plans[following]
        called = _called(node, wording, start)
        seen = following in told
        read = wording.say(f"leads.{tie}", plan=called)
        yield f"{indent}{'└─' if last else '├─'} {wording.say('plans.above', plan=read) if seen else read}"
        if seen:
            continue
        told.add(following)
        deeper = indent + ("   " if last else "│  ")
        yield from _facts(family, following, deeper, wording)
        yield from _below(family, following, deeper, told, wording, start)


def facts(node: PlanNode, wording: Wording, *, series: bool = False) -> Iterator[str]:
    """Yield what is known of a plan: its approval and how late that was, its updates, and what is not known.

    Of a series of editions no approval is expected.
    """
    approval = node.approval
    if approval is None and not series:
        yield wording.say("plans.not-approved")
    if approval is not None:
        yield wording.say("plans.approved", on=wording.day(approval.day))
        if node.days_after_start and node.days_after_start > 0:
            yield wording.say("plans.after-start", start=wording.day(node.start), days=node.days_after_start)
        if approval.days_late is not None and approval.days_late > 0:
            yield wording.say("plans.after-deadline", deadline=wording.day(approval.deadline), days=approval.days_late)
        if approval.sources:
            yield wording.say("plans.source", names=wording.names(approval.sources))
    for on in sorted({*(each.day for each in node.later if each.day), *(met for met, _ in node.updates)}):
        yield wording.say("plans.updated", on=wording.day(on))
    if node.gaps and approval is None:
        yield wording.say("year.gaps", gaps=wording.names(node.gaps))
