"""The check report as one HTML file: no scripts, nothing fetched, filtered by style sheet, fit for paper and phone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from pathlib import Path
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
    property_name,
    rules_not_run,
    rules_without_target,
    status_name,
    turns,
    unwatched_kinds,
)
from hgraph.reports.templating import template

_TEMPLATES: Final = Path(__file__).parent / "templates"
_PAGE_WORDS: Final = ("skip", "counts", "filter", "all", "reset", "findings", "shown", "more", "source")
_COLUMNS: Final = (
    "severity", "status", "rule", "thing", "where", "why", "remedy", "owners", "gaps", "waiver", "property", "value",
    "code", "iri", "fingerprint",
)  # fmt: skip


@dataclass(frozen=True)
class _Option:
    """One choice of a filter: the class it keeps, and what the reader sees."""

    token: str
    label: str
    count: int


@dataclass(frozen=True)
class _Item:
    """One finding on the page."""

    id: str
    entry: Entry
    classes: str
    property: str
    value: str


@dataclass(frozen=True)
class _Apart:
    """A list of what the check did not look at: what it is called, what it means, each item with its code."""

    heading: str
    means: str
    items: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class _Group:
    """The findings of one rule and severity, with what they have in common said once."""

    severity: Severity
    severity_name: str
    code: str
    name: str
    why: str
    source: str
    items: Sequence[_Item]

    @cached_property
    def classes(self) -> str:
        """All classes of its findings: a group is shown as long as one of them is."""
        return " ".join(dict.fromkeys(name for item in self.items for name in item.classes.split()))

    @cached_property
    def remedy(self) -> str:
        """What to do, if that is the same for all."""
        texts = {item.entry.remedy for item in self.items}
        return texts.pop() if len(texts) == 1 else ""


def findings_html(report: FindingReport, register: Register, language: str, *, stage_name: str | None = None) -> str:
    """Return the report as one self-contained HTML document; ``stage_name`` is shown instead of the token."""
    shown = entries(report, register, language)
    filters = _Filters(shown, language)
    return template(_TEMPLATES, "findings.html").render(
        language=language,
        title=legible(register.title),
        checked=message("report.checked", language, stage=stage_name or report.stage, rules=report.rules_run),
        tiles=[(severity.token, report.count(severity), _tile(severity, report, language)) for severity in SEVERITIES],
        besides=besides(report, language),
        waiting=[(name, _pills(counts, language)) for name, counts in turns(shown, language)],
        groups=_groups(shown, filters, register, language),
        filters=filters,
        words={name: message(f"report.page.{name}", language) for name in _PAGE_WORDS},
        columns={name: message(f"report.column.{name}", language) for name in _COLUMNS},
        owners_heading=message("report.section.owners", language),
        nothing_found=message("report.nothing-found", language),
        apart=list(_apart(report, register, language)),
    )


def _apart(report: FindingReport, register: Register, language: str) -> Iterator[_Apart]:
    """Yield what the check did not look at, as far as there is any."""
    kinds = [(line, "") for line in unwatched_kinds(report, register, language)]
    lists = {
        "without-target": [(name, code) for code, name in rules_without_target(report, register, language)],
        "not-run": [(name, code) for code, name in rules_not_run(report, register, language)],
        "unwatched": kinds,
    }
    for name, items in lists.items():
        count = sum(len(group.things) for group in report.unwatched) if name == "unwatched" else len(items)
        if items:
            heading, means = (message(f"report.{key}", language) for key in (f"section.{name}", f"{name}-means"))
            yield _Apart(f"{heading} ({count})", means, items)


def _tile(severity: Severity, report: FindingReport, language: str) -> str:
    return message(f"report.tile.{severity.token}.{'one' if report.count(severity) == 1 else 'many'}", language)


def _pills(counts: Counter[Severity], language: str) -> list[tuple[str, str]]:
    return [
        (severity.token, counted(severity, counts[severity], language)) for severity in SEVERITIES if counts[severity]
    ]


class _Filters:
    """The choices a reader has, and the class of a finding for each; a class never holds text from the data."""

    def __init__(self, shown: Sequence[Entry], language: str) -> None:
        self._nobody = message("report.nobody", language)
        rules = Counter(entry.rule for entry in shown)
        owners = Counter(name for entry in shown for name in self._owners(entry))
        statuses = Counter(entry.finding.status for entry in shown)
        severities = Counter(entry.finding.severity for entry in shown)
        self.severity = [
            _Option(f"v-{severity.token}", message(f"report.name.{severity.token}", language), severities[severity])
            for severity in SEVERITIES
            if severities[severity]
        ]
        self.rule = [_Option(f"r{n}", name, rules[name]) for n, name in enumerate(sorted(rules), 1)]
        self.owners = [_Option(f"o{n}", name, owners[name]) for n, name in enumerate(sorted(owners), 1)]
        found = [status for status in Status if statuses[status]]
        self.status = [_Option(f"s-{s.value}", status_name(s, language), statuses[s]) for s in found]
        if found in ([], [Status.OPEN]):
            self.status = []
        self._rules = {option.label: option.token for option in self.rule}
        self._owner_tokens = {option.label: option.token for option in self.owners}

    @property
    def menus(self) -> list[tuple[str, list[_Option]]]:
        """The filters worth showing: those with something to choose."""
        menus = [(name, getattr(self, name)) for name in ("severity", "rule", "owners", "status")]
        return [(name, options) for name, options in menus if len(options) > 1 or (options and name == "status")]

    def _owners(self, entry: Entry) -> Sequence[str]:
        return entry.owners or (self._nobody,)

    def classes(self, entry: Entry) -> str:
        """Return the classes of a finding, one per filter and owner."""
        owners = (self._owner_tokens[name] for name in self._owners(entry))
        finding = entry.finding
        return " ".join(
            [f"v-{finding.severity.token}", self._rules[entry.rule], *owners, f"s-{finding.status.value}"],
        )


def _groups(shown: Sequence[Entry], filters: _Filters, register: Register, language: str) -> list[_Group]:
    groups = []
    names = Counter[str]()
    for (severity, code), some in groupby(shown, key=lambda entry: (entry.finding.severity, entry.finding.code)):
        items = [_item(entry, filters.classes(entry), names, register, language) for entry in some]
        severity_name = message(f"report.name.{severity.token}", language)
        entry, text = items[0].entry, register.rules.get(code)
        source = legible(text.source or "") if text else ""
        groups.append(_Group(severity, severity_name, legible(code), entry.rule, entry.why, source, items))
    return groups


def _item(entry: Entry, classes: str, names: Counter[str], register: Register, language: str) -> _Item:
    finding = entry.finding
    names[finding.fingerprint] += 1
    again = names[finding.fingerprint]
    return _Item(
        f"f-{finding.fingerprint}" + (f"-{again}" if again > 1 else ""),
        entry,
        classes,
        property_name(finding, register, language),
        legible(register.name(finding.value, language)),
    )
