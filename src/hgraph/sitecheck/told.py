"""The check of a site as a report: a table of what was expected and seen, what is wrong with what to do about it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from hgraph.messages import message
from hgraph.reports import Section, SectionedReport
from hgraph.reports.sectioned import Cell, Column
from hgraph.sitecheck.checking import SiteReport
from hgraph.sitecheck.results import Outcome, Result

_COLUMNS = ("outcome", "check", "client", "address", "expected", "seen", "fix")


def site_document(report: SiteReport, language: str, *, whole: bool = True) -> SectionedReport:
    """Return the report in a language: what is wrong first, then everything that was looked at.

    Unless it is to be ``whole``, everything is one row for each check, which is what people read.
    """
    counts = Counter(result.outcome for result in report.results)
    wrong = [result for result in report.results if result.wrong]
    numbers = {outcome.value: counts[outcome] for outcome in Outcome}
    verdict = message("sitecheck.ready" if report.ready else "sitecheck.not-ready", language, **numbers)
    lead = (verdict, message("sitecheck.looked", language, things=len(report.site.things), requests=report.requests))
    to_fix = [] if report.ready else [_section("fix", _gathered(wrong), language)]
    everything = _section("all", list(report.results), language) if whole else _counted(report.results, language)
    facts = (("base", report.site.base), ("own_base", report.site.own_base), ("things", list(report.site.things)))
    title = message("sitecheck.title", language, base=report.site.base)
    return SectionedReport(title, language, lead, (*to_fix, everything), (*facts, ("counts", numbers)))


def _counted(results: Sequence[Result], language: str) -> Section:
    """Return how often each check came out how, in the order in which they were first made."""
    counts: dict[str, Counter[Outcome]] = {}
    for result in results:
        counts.setdefault(result.check, Counter())[result.outcome] += 1
    keys = ("check", *(f"count-{outcome}" for outcome in Outcome))
    columns = tuple(Column(key, message(f"sitecheck.column.{key}", language)) for key in keys)
    rows = tuple(
        (message(f"sitecheck.check.{check}", language), *(found[outcome] or None for outcome in Outcome))
        for check, found in counts.items()
    )
    return Section("all", message("sitecheck.section.all", language), (), columns, rows)


def _gathered(wrong: list[Result]) -> list[Result]:
    """Return one result for each check, expectation and sight, with all clients that met it."""
    clients: dict[tuple[str, str, str], list[Result]] = {}
    for result in wrong:
        clients.setdefault((result.check, result.expected, result.seen), []).append(result)
    return [
        Result(
            of[0].check,
            of[0].address,
            ", ".join(dict.fromkeys(result.client for result in of)),
            of[0].expected,
            of[0].seen,
            Outcome.WRONG,
        )
        for of in clients.values()
    ]


def _section(name: str, results: list[Result], language: str) -> Section:
    wanted = _COLUMNS if name == "fix" else _COLUMNS[:-1]
    columns = tuple(Column(key, message(f"sitecheck.column.{key}", language)) for key in wanted)
    rows = tuple(_row(result, language, with_fix=name == "fix") for result in results)
    return Section(name, message(f"sitecheck.section.{name}", language), (), columns, rows)


def _row(result: Result, language: str, *, with_fix: bool) -> tuple[Cell, ...]:
    cells: tuple[Cell, ...] = (
        message(f"sitecheck.outcome.{result.outcome}", language),
        message(f"sitecheck.check.{result.check}", language),
        result.client,
        result.address,
        result.expected,
        result.seen,
    )
    return (*cells, message(f"sitecheck.fix.{result.check}", language)) if with_fix else cells
