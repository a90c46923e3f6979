"""The one record for every problem in the content, from whichever part it comes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import IntEnum, StrEnum
from functools import cached_property

from hgraph.terms import Iri, Literal, Term, to_ntriples


class Severity(IntEnum):
    """How bad a finding is in the stage it was graded for; higher is worse."""

    INFO = 1
    WARNING = 2
    VIOLATION = 3

    @property
    def token(self) -> str:
        """Name on the command line and in reports for machines."""
        return self.name.lower()


class Status(StrEnum):
    """Where a finding stands: new or accepted no longer, accepted until a date, or compared with an earlier report."""

    OPEN = "open"
    WAIVED = "waived"
    EXPIRED = "expired"
    KNOWN = "known"
    FIXED = "fixed"

    @property
    def counts(self) -> bool:
        """Say whether findings of this status make a check fail: open ones, and those whose waiver has run out."""
        return self in (Status.OPEN, Status.EXPIRED)


@dataclass(frozen=True, slots=True)
class Place:
    """Where the subject of a finding stands; what is not known stays ``None``."""

    graph: Iri | None = None
    file: str | None = None
    document: Iri | None = None
    passage: Iri | None = None
    sheet: str | None = None
    cell: str | None = None


@dataclass(frozen=True, slots=True)
class WaiverNote:
    """Who accepted a finding, why (by language), and the last day on which that holds."""

    reason: Mapping[str, str]
    owner: str
    until: date

    def text(self, language: str) -> str:
        """Return the reason in a language, or in the one it was written in."""
        return self.reason.get(language) or next(iter(self.reason.values()), "")


@dataclass(frozen=True)
class Finding:
    """One problem: which rule, how bad, about what, with which value, where, who owes it, and what to do."""

    rule: Iri
    code: str
    severity: Severity
    focus: Term
    messages: Mapping[str, str]
    remedies: Mapping[str, str]
    path: str | None = None
    value: Term | None = None
    component: str | None = None
    place: Place = field(default_factory=Place)
    owners: tuple[Iri, ...] = ()
    gaps: tuple[Iri, ...] = ()
    """Known gaps that explain why something is missing: looked for, not found."""
    status: Status = Status.OPEN
    waiver: WaiverNote | None = None
    """Why a waived finding was accepted, or an expired one used to be."""

    @property
    def identity(self) -> tuple[str, str, str, str]:
        """What makes it this finding and no other: rule, focus, path and value."""
        return self.rule, _key(self.focus), self.path or "", _key(self.value)

    @cached_property
    def fingerprint(self) -> str:
        """Sixteen hexadecimal digits that stay the same as long as rule, focus, path and value do."""
        return hashlib.sha256("\n".join(self.identity).encode()).hexdigest()[:16]

    @property
    def sort_key(self) -> tuple[int, str, str, str, str]:
        """Worst first, then by rule, focus, path and value: an order that never depends on the engine.

        Made anew each time, for findings come by the ten thousand and each is sorted a few times at most.
        """
        return -self.severity, self.code, _key(self.focus), self.path or "", _key(self.value)


def _key(term: Term | None) -> str:
    if term is None:
        return ""
    return to_ntriples(term) if isinstance(term, Literal) else term


def _rank(finding: Finding) -> tuple[object, ...]:
    return finding.sort_key, sorted(finding.messages.items()), finding.rule, not finding.status.counts


@dataclass(frozen=True, slots=True)
class Unwatched:
    """Things of one class that no rule of a check looked at."""

    class_: Iri
    things: tuple[Iri, ...]


@dataclass(frozen=True)
class FindingReport:
    """All findings of one check, in stable order, with what the check did not look at."""

    stage: str
    findings: tuple[Finding, ...]
    rules_run: int
    rules_without_target: tuple[str, ...] = ()
    fixed: tuple[Finding, ...] = ()
    """What stands in the report it was compared with and is no longer found."""
    on: date | None = None
    """The day on which waivers were judged, if any were."""
    partial: bool = False
    """Whether only what a change concerns was looked at, so that what is not here may stand all the same."""
    rules_not_run: tuple[str, ...] = ()
    """Codes of the rules of the stage that are wrong themselves, so that they looked at nothing."""
    unwatched: tuple[Unwatched, ...] = ()
    """The things that no rule looked at, by class: the most first."""

    @classmethod
    def of(
        cls,
        stage: str,
        findings: Iterable[Finding],
        rules_run: int,
        rules_without_target: Sequence[str] = (),
        *,
        on: date | None = None,
        rules_not_run: Iterable[str] = (),
        unwatched: Iterable[Unwatched] = (),
    ) -> FindingReport:
        """Sort the findings and make a report of them; of doubles (same fingerprint and messages) the worst stays."""
        unique: dict[tuple[object, ...], Finding] = {}
        for finding in sorted(findings, key=_rank):
            unique.setdefault((*finding.identity, *sorted(finding.messages.items())), finding)
        return cls(
            stage,
            tuple(unique.values()),
            rules_run,
            tuple(sorted(rules_without_target)),
            on=on,
            rules_not_run=tuple(sorted(rules_not_run)),
            unwatched=tuple(unwatched),
        )

    @property
    def listed(self) -> tuple[Finding, ...]:
        """All that a report has to show: what was found, and after it what is fixed."""
        return (*self.findings, *self.fixed)

    @property
    def statuses(self) -> Mapping[Status, int]:
        """Number of findings per status, those that are fixed included; every status is there."""
        found = Counter(finding.status for finding in self.listed)
        return {status: found[status] for status in Status}

    def count(self, severity: Severity) -> int:
        """Return the number of findings of exactly this severity that are open, or open again."""
        return Counter(f.severity for f in self.findings if f.status.counts)[severity]

    def reaches(self, threshold: Severity) -> bool:
        """Say whether a finding that is open, or open again, is at or above the threshold."""
        return any(f.status.counts and f.severity >= threshold for f in self.findings)

    def fails(self, threshold: Severity) -> bool:
        """Say whether the check fails: a finding reaches the threshold, or the report compared with is out of date."""
        return self.reaches(threshold) or bool(self.fixed)


@dataclass(frozen=True, slots=True)
class RuleText:
    """What people read about a rule, per language: its name, why it exists, and what to do when it fires."""

    code: str
    label: Mapping[str, str]
    why: Mapping[str, str]
    remedy: Mapping[str, str]
    source: str | None = None


class Register:
    """Names and rule texts a report needs, so that reports never look at graphs."""

    def __init__(self, title: str, rules: Iterable[RuleText], label: Callable[[str, str], str]) -> None:
        """Take the project's title, the texts of all rules, and a function from IRI and language to a name."""
        self.title = title
        self.rules = {rule.code: rule for rule in rules}
        self.label = label

    def name(self, term: Term | None, language: str) -> str:
        """Return a term as a reader sees it: the name of a thing, the text of a value, nothing for ``None``."""
        if term is None:
            return ""
        return self.label(term, language) if isinstance(term, Iri) else term.lexical
