"""The check report as plain text for a terminal or a mail: grouped by rule, worst first, names before IRIs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from textwrap import fill
from typing import Final

from hgraph.findings import Finding, FindingReport, Register, Severity, Status
from hgraph.messages import message, printable
from hgraph.reports.entries import day

_SHOWN_PER_RULE: Final = 10
_KINDS_SHOWN: Final = 5
_SOON: Final = 30
"""Number of days within which the end of a waiver is announced."""
_ASIDE: Final = (Status.WAIVED, Status.KNOWN, Status.FIXED)


def findings_text(
    report: FindingReport,
    register: Register,
    language: str,
    *,
    stage_name: str,
    width: int = 100,
    limit: int = _SHOWN_PER_RULE,
) -> str:
    """Return the report as text, at most ``limit`` findings per rule and lines of at most ``width`` characters."""
    head = message("report.head", language, title=register.title, stage=stage_name, rules=report.rules_run)
    lines = [
        _wrap(head, width, "", "  "),
        "  " + _counts(report, language),
    ]
    if beside := " · ".join(_beside(report, language)):
        lines.append(_wrap(beside, width, "  ", "  "))
    if not report.listed:
        lines += ["", message("report.nothing-found", language)]
    counting = (finding for finding in report.findings if finding.status.counts)
    for code, findings in groupby(counting, key=lambda finding: (finding.severity, finding.code)):
        lines += ["", *_rule_block(code[1], list(findings), register, language, width, limit)]
    for status in _ASIDE:
        if apart := [finding for finding in report.listed if finding.status is status]:
            lines += ["", *_aside_block(status, apart, register, language, width, limit)]
    if report.fixed:
        lines.append(_wrap(message("report.stale", language, stage=report.stage), width, "  ", "    "))
    if report.rules_without_target:
        codes = ", ".join(report.rules_without_target)
        text = message("report.without-target", language, count=len(report.rules_without_target), codes=codes)
        lines += ["", _wrap(text, width, "", "  ")]
    if report.rules_not_run:
        codes = ", ".join(report.rules_not_run)
        text = message("report.not-run", language, count=len(report.rules_not_run), codes=codes)
        lines += ["", _wrap(text, width, "", "  ")]
    if report.unwatched:
        lines += ["", _wrap(_unwatched(report, register, language), width, "", "  ")]
    return "\n".join(lines) + "\n"


def _unwatched(report: FindingReport, register: Register, language: str) -> str:
    """Return the things no rule looked at in one sentence: the classes with the most of them, and what is left."""
    counts = [(group.class_, len(group.things)) for group in report.unwatched]
    kinds = [
        message("report.unwatched-kind", language, kind=register.name(class_, language), count=count)
        for class_, count in counts[:_KINDS_SHOWN]
    ]
    if others := counts[_KINDS_SHOWN:]:
        key = f"report.unwatched-others.{'one' if len(others) == 1 else 'many'}"
        kinds.append(message(key, language, kinds=len(others), count=sum(count for _, count in others)))
    total = sum(count for _, count in counts)
    said = message("report.unwatched", language, count=total, kinds=", ".join(kinds))
    return f"{said}. {message('report.unwatched-whole', language)}"


def _counts(report: FindingReport, language: str) -> str:
    counts = ((severity, report.count(severity)) for severity in sorted(Severity, reverse=True))
    return " · ".join(
        message(f"report.count.{severity.token}.{'one' if count == 1 else 'many'}", language, count=count)
        for severity, count in counts
    )


def _beside(report: FindingReport, language: str) -> Iterator[str]:
    """Yield what has to be said beside the counts: what is accepted and until when, what is known, what is fixed."""
    counts = report.statuses
    if counts[Status.WAIVED]:
        waived = message("report.beside.waived", language, count=counts[Status.WAIVED])
        yield ", ".join([waived, *_soon(report, language)])
    if again := counts[Status.EXPIRED]:
        yield message(f"report.beside.expired.{'one' if again == 1 else 'many'}", language, count=again)
    if counts[Status.KNOWN]:
        yield message("report.beside.known", language, count=counts[Status.KNOWN])
    if counts[Status.FIXED]:
        yield message("report.beside.fixed", language, count=counts[Status.FIXED])


def _soon(report: FindingReport, language: str) -> Iterator[str]:
    """Yield how many of the waived findings return first, and when, if that is soon."""
    ends = [f.waiver.until for f in report.findings if f.waiver and f.status is Status.WAIVED]
    days = (min(ends) - report.on).days if ends and report.on else -1
    if not 0 <= days <= _SOON:
        return
    count = ends.count(min(ends))
    term = ("today", "tomorrow")[days] if days in (0, 1) else "days"
    yield message(f"report.soon.{term}.{'one' if count == 1 else 'many'}", language, count=count, days=days)


def _aside_block(
    status: Status, findings: list[Finding], register: Register, language: str, width: int, limit: int
) -> Iterator[str]:
    yield message(f"report.aside.{status.value}", language, count=len(findings))
    for finding in findings[:limit]:
        yield from _finding_lines(finding, register, language, width)
    if len(findings) > limit:
        yield _wrap(message("report.more", language, count=len(findings) - limit), width, "  ", "    ")


def _rule_block(
    code: str, findings: list[Finding], register: Register, language: str, width: int, limit: int
) -> Iterator[str]:
    text = register.rules[code]
    severity = message(f"report.severity.{findings[0].severity.token}", language)
    heading = "report.rule.one" if len(findings) == 1 else "report.rule.many"
    yield message(heading, language, severity=severity, label=text.label[language], count=len(findings))
    for finding in findings[:limit]:
        yield from _finding_lines(finding, register, language, width)
    if len(findings) > limit:
        yield _wrap(message("report.more", language, count=len(findings) - limit), width, "  ", "    ")
    yield _wrap(message("report.why", language, text=text.why[language]), width, "  ", "    ")
    for remedy in _distinct(finding.remedies[language] for finding in findings):
        yield _wrap(message("report.remedy", language, text=remedy), width, "  ", "    ")
    yield "  " + message("report.explain", language, code=code)


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))


def _finding_lines(finding: Finding, register: Register, language: str, width: int) -> Iterator[str]:
    yield _wrap(printable(finding.messages[language]), width, "  • ", "    ")
    if note := finding.waiver:
        key = "report.waiver-over" if finding.status is Status.EXPIRED else "report.waived-by"
        until = day(note.until, language)
        text = message(key, language, until=until, owner=note.owner, reason=note.text(language))
        yield _wrap(text, width, "    ", "      ")
    if finding.owners:
        owners = "; ".join(_distinct(register.name(owner, language) for owner in finding.owners))
        yield _wrap(message("report.owed-by", language, owners=owners), width, "    ", "      ")
    if finding.gaps:
        gaps = "; ".join(register.name(gap, language) for gap in finding.gaps)
        yield _wrap(message("report.gaps", language, gaps=gaps), width, "    ", "      ")
    place = " · ".join(part for part in _place_parts(finding, register, language) if part)
    if place:
        yield _wrap(message("report.place", language, place=place), width, "    ", "      ")


def _place_parts(finding: Finding, register: Register, language: str) -> Iterator[str]:
    place = finding.place
    yield place.file or register.name(place.graph, language)
    yield register.name(place.document, language)
    yield register.name(place.passage, language)
    yield " ".join(part for part in (place.sheet, place.cell) if part)


def _wrap(text: str, width: int, first: str, rest: str) -> str:
    return fill(
        printable(text),
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
