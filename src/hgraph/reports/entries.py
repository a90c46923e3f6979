"""What a reader meets for each finding: every name filled in, in one language, and safe to write anywhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from hgraph.findings import Finding, FindingReport, Register, Severity, Status
from hgraph.messages import message, printable
from hgraph.terms import Iri, is_valid_iri

SEVERITIES: Final = tuple(sorted(Severity, reverse=True))
"""Worst first."""
_PLACEHOLDER: Final = re.compile(r"\{[$?]?\w+\}")
_NAMED: Final = 3
"""Number of things named of a class that no rule looked at."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding as a reader sees it; what is not known is an empty text."""

    finding: Finding
    rule: str
    thing: str
    what: str
    where: str
    why: str
    remedy: str
    owners: tuple[str, ...]
    gaps: tuple[str, ...]
    status: str
    waiver: str

    @property
    def iri(self) -> str:
        """The IRI of the thing, or the text of a value."""
        return legible(str(self.finding.focus))


def entries(report: FindingReport, register: Register, language: str) -> list[Entry]:
    """Return all that a report lists, worst first and by rule, as a reader of a language sees it."""
    shown = [_entry(finding, register, language) for finding in report.listed]
    return sorted(shown, key=lambda entry: (-entry.finding.severity, entry.finding.code))


def _entry(finding: Finding, register: Register, language: str) -> Entry:
    text = register.rules.get(finding.code)
    return Entry(
        finding,
        rule=rule_name(finding.code, register, language),
        thing=legible(register.name(finding.focus, language)),
        what=_said(finding.messages, language),
        where=" · ".join(_distinct(_places(finding, register, language))),
        why=_said(text.why, language) if text else "",
        remedy=_said(finding.remedies, language),
        owners=_names(finding.owners, register, language),
        gaps=_names(finding.gaps, register, language),
        status=status_name(finding.status, language),
        waiver=_waiver(finding, language),
    )


def rule_name(code: str, register: Register, language: str) -> str:
    """Return the name of a rule; one without texts, such as a rule that is no more, goes by its code."""
    text = register.rules.get(code)
    return (_said(text.label, language) if text else "") or legible(code)


def _said(texts: Mapping[str, str], language: str) -> str:
    """Return a text in a language, or else in one there is."""
    return legible(texts.get(language) or next(iter(texts.values()), ""))


def _waiver(finding: Finding, language: str) -> str:
    if not (note := finding.waiver):
        return ""
    key = "report.waiver-over" if finding.status is Status.EXPIRED else "report.waived-by"
    until = day(note.until, language)
    return legible(message(key, language, owner=note.owner, until=until, reason=note.text(language)))


def day(value: date, language: str) -> str:
    """Return a day as a reader of a language writes it."""
    month = message(f"validation.months.{value.month}", language)
    return message("validation.date", language, day=value.day, month=month, year=value.year)


def _places(finding: Finding, register: Register, language: str) -> Iterator[str]:
    place = finding.place
    yield legible(place.file or register.name(place.graph, language))
    yield legible(register.name(place.document, language))
    yield legible(register.name(place.passage, language))
    yield legible(" ".join(part for part in (place.sheet, place.cell) if part))


def _names(things: Iterable[Iri], register: Register, language: str) -> tuple[str, ...]:
    return _distinct(legible(register.name(thing, language)) for thing in things)


def _distinct(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))


def property_name(finding: Finding, register: Register, language: str) -> str:
    """Return the name of the property a finding is about, or nothing; a path that is no IRI is shown as written."""
    if not finding.path:
        return ""
    return legible(register.name(Iri(finding.path), language) if is_valid_iri(finding.path) else finding.path)


def legible(text: str) -> str:
    r"""Return text that XML can carry too: what ``printable`` shows as a number, and U+FFFE and U+FFFF as well."""
    return printable(text).replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")


def status_name(status: Status, language: str) -> str:
    """Return the name of a status."""
    return message(f"report.finding-status.{status.value}", language)


def counted(severity: Severity, count: int, language: str) -> str:
    """Return a number of findings of a severity in words: ``3 fouten``."""
    return message(f"report.count.{severity.token}.{'one' if count == 1 else 'many'}", language, count=count)


def tally(report: FindingReport) -> Counter[tuple[Severity, Status]]:
    """Return how many findings there are of each severity and status: the numbers all formats agree on."""
    return Counter((finding.severity, finding.status) for finding in report.listed)


def besides(report: FindingReport, language: str) -> str:
    """Return what there is to say about findings that do not count, when that was judged, and an outdated baseline."""
    parts = [
        message("report.status-count", language, count=count, status=status_name(status, language))
        for status, count in report.statuses.items()
        if count and not status.counts
    ]
    sentences = [message("report.besides", language, counts=", ".join(parts))] if parts else []
    if report.on and any(finding.waiver for finding in report.listed):
        sentences.append(message("report.judged-on", language, on=day(report.on, language)))
    if report.fixed:
        sentences.append(message("report.stale", language, stage=report.stage))
    return " ".join(sentences)


def turns(shown: Iterable[Entry], language: str) -> list[tuple[str, Counter[Severity]]]:
    """Return, per owner, how many findings that count wait for it, worst first; what nobody owes comes last."""
    waiting: dict[str, Counter[Severity]] = {}
    unassigned: Counter[Severity] = Counter()
    for entry in shown:
        if entry.finding.status.counts:
            for counts in [waiting.setdefault(name, Counter()) for name in entry.owners] or [unassigned]:
                counts[entry.finding.severity] += 1
    ordered = sorted(waiting.items(), key=lambda item: ([-item[1][severity] for severity in SEVERITIES], item[0]))
    return ordered + ([(message("report.nobody", language), unassigned)] if unassigned else [])


def rules_without_target(report: FindingReport, register: Register, language: str) -> list[tuple[str, str]]:
    """Return code and name of the rules that found nothing to check."""
    return [(code, rule_name(code, register, language)) for code in report.rules_without_target]


def rules_not_run(report: FindingReport, register: Register, language: str) -> list[tuple[str, str]]:
    """Return code and name of the rules that are wrong themselves."""
    return [(code, rule_name(code, register, language)) for code in report.rules_not_run]


def unwatched_kinds(report: FindingReport, register: Register, language: str) -> list[str]:
    """Return a line per class of things that no rule looked at: its name, how many there are, and a few of them."""
    lines = []
    for group in report.unwatched:
        names = _names(group.things[:_NAMED], register, language)
        key = "all" if len(group.things) <= _NAMED else "some"
        kind = legible(register.name(group.class_, language))
        text = message(
            f"report.unwatched-names.{key}", language, kind=kind, count=len(group.things), names=", ".join(names)
        )
        lines.append(legible(text))
    return lines


def without_placeholders(template: str) -> str:
    """Return a sentence as it reads before anything is known: ``{$this}`` and ``{text}`` become an ellipsis."""
    return _PLACEHOLDER.sub("…", template)
