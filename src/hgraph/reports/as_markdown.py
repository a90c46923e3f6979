"""The check report as Markdown, for a mail or a merge request: counts first, then a table per severity."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from hgraph.findings import FindingReport, Register, Severity, Status
from hgraph.messages import message
from hgraph.reports.entries import (
    SEVERITIES,
    Entry,
    besides,
    counted,
    entries,
    legible,
    rules_not_run,
    rules_without_target,
    turns,
    unwatched_kinds,
)

_MEANINGFUL: Final = re.compile(r"[\\`*_\[\]<>|~&$]")
_MENTION: Final = re.compile(r"(?<!\w)@(?=\w)")
_SPACES: Final = re.compile(r"\s+")


def findings_markdown(
    report: FindingReport, register: Register, language: str, *, stage_name: str | None = None
) -> str:
    """Return the report as GitHub-flavoured Markdown without any HTML; ``stage_name`` is shown instead of the token."""
    shown = entries(report, register, language)
    stage = stage_name or report.stage
    lines = [f"# {markdown_words(register.title)}", ""]
    lines += [markdown_words(message("report.checked", language, stage=stage, rules=report.rules_run)), ""]
    lines += [f"**{' · '.join(counted(s, report.count(s), language) for s in SEVERITIES)}**", ""]
    if others := besides(report, language):
        lines += [markdown_words(others), ""]
    if not shown:
        lines += [message("report.nothing-found", language), ""]
    lines += _owners(shown, language)
    for severity in SEVERITIES:
        lines += _section(severity, [entry for entry in shown if entry.finding.severity is severity], language)
    without, stopped = (show(report, register, language) for show in (rules_without_target, rules_not_run))
    lines += _apart("without-target", (f"{markdown_words(name)} ({_code(code)})" for code, name in without), language)
    lines += _apart("not-run", (f"{markdown_words(name)} ({_code(code)})" for code, name in stopped), language)
    lines += _apart("unwatched", map(markdown_words, unwatched_kinds(report, register, language)), language)
    return "\n".join(lines).rstrip("\n") + "\n"


def _owners(shown: Sequence[Entry], language: str) -> Iterator[str]:
    waiting = turns(shown, language)
    if not waiting:
        return
    yield from _heading("owners", language)
    headings = [message("report.column.owners", language)]
    headings += [message(f"report.section.{severity.token}", language) for severity in SEVERITIES]
    rows = ([markdown_words(name), *(str(counts[severity]) for severity in SEVERITIES)] for name, counts in waiting)
    yield from markdown_table(headings, ["---", "--:", "--:", "--:"], rows)


def _section(severity: Severity, shown: Sequence[Entry], language: str) -> Iterator[str]:
    if not shown:
        return
    names = ["what", "where", "why", "remedy", "owners"]
    if any(entry.gaps for entry in shown):
        names.append("gaps")
    if any(entry.finding.status is not Status.OPEN for entry in shown):
        names.append("status")
    if any(entry.waiver for entry in shown):
        names.append("waiver")
    yield from _heading(severity.token, language)
    headings = [message(f"report.column.{name}", language) for name in names]
    yield from markdown_table(headings, ["---"] * len(names), (_cells(entry, names) for entry in shown))


def _cells(entry: Entry, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        value = getattr(entry, name)
        text = markdown_words(value if isinstance(value, str) else "; ".join(value))
        yield f"{text} ({_code(entry.finding.code)})".strip() if name == "why" else text


def _apart(name: str, items: Iterable[str], language: str) -> Iterator[str]:
    """Yield a section with a list of what the check did not look at; nothing if it is empty."""
    listed = list(items)
    if not listed:
        return
    yield from _heading(name, language)
    yield from (message(f"report.{name}-means", language), "")
    yield from (f"- {item}" for item in listed)
    yield ""


def _heading(name: str, language: str) -> tuple[str, str]:
    return f"## {message(f'report.section.{name}', language)}", ""


def markdown_table(headings: Sequence[str], rule: Sequence[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a table whose cells are Markdown; ``rule`` aligns each column (``---`` or ``--:``)."""
    for cells in (headings, rule, *rows):
        yield f"| {' | '.join(cells)} |"
    yield ""


def markdown_words(text: str) -> str:
    """Return text as it stands: nothing in it is markup, a new line, or a call on a person by name."""
    escaped = _MEANINGFUL.sub(r"\\\g<0>", _SPACES.sub(" ", legible(text)).strip())
    return _MENTION.sub("@\u200b", escaped)


def _code(text: str) -> str:
    return f"`{re.sub('[`|]', '', _SPACES.sub(' ', legible(text)))}`"
