"""The check as a whole: rules, pinned texts and terms in use, put into one report for a stage, with who owes what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from hgraph.findings import Finding, FindingReport, Register, RuleText
from hgraph.messages import catalogue
from hgraph.namespaces import PREFIXES
from hgraph.project import Project
from hgraph.sources import check_anchors
from hgraph.terms import Iri, Term
from hgraph.validation import (
    RuleBook,
    Stages,
    Standing,
    ValidationResult,
    check_terms,
    graded,
    read_rules,
    read_stages,
    standing,
    standings,
    validate,
)


@dataclass(frozen=True)
class Examination:
    """Everything that was found in one look at a project, before any stage has graded it."""

    project: Project
    rules: RuleBook
    stages: Stages
    result: ValidationResult
    ungraded: tuple[Finding, ...]
    """Findings of pinned texts and of terms: equally bad in every stage."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, with shapes graded as written."""
        return (*self.result.findings, *self.ungraded)

    def report(self, stage: str) -> FindingReport:
        """Return the findings as a stage grades them; what the stage switches off is left out.

        Raises ``UsageError`` (``unknown-stage``).
        """
        active = [rule.code for rule in self.rules if self.stages.grade(rule, stage) is not None]
        without = [code for code in self.result.rules_without_target if code in active]
        found = graded(self.findings, self.rules, self.stages, stage)
        return FindingReport.of(stage, found, len(active) + len(other_rules()), without)

    def standing(self, thing: Iri | None = None) -> Standing:
        """Return how far the whole project, or one thing, has come."""
        if thing is None:
            return standing(self.findings, self.rules, self.stages)
        return standings([thing], self.findings, self.rules, self.stages)[thing]

    def standings_by_class(self) -> dict[Iri, Counter[str | None]]:
        """Return, per own class, how many of its things have reached which stage (``None``: not even the first)."""
        classes: dict[Iri, set[Iri]] = defaultdict(set)
        for thing, class_ in self.project.select("internal/types").rows:
            if str(class_).startswith(PREFIXES["hg"]):
                classes[Iri(str(class_))].add(Iri(str(thing)))
        found = standings({t for things in classes.values() for t in things}, self.findings, self.rules, self.stages)
        return {
            class_: Counter(profile.token if (profile := found[thing].reached) else None for thing in things)
            for class_, things in sorted(classes.items())
        }

    def stage_title(self, stage: str, language: str) -> str:
        """Return the name of a stage as people read it."""
        return self.stages.find(stage).titles[language]

    def register(self) -> Register:
        """Return the names and rule texts that reports need."""
        found = {self.rules.rule_of(finding.rule).code: finding.rule for finding in self.result.findings}
        rules = [*map(self.rules.rule_of, found.values()), *self.rules]
        own = (RuleText(r.code, r.labels, r.whys, r.remedies, r.sources[0] if r.sources else None) for r in rules)
        return Register(self.project.settings.title, [*own, *other_rules()], self.project.labels.label)


def examine(project: Project) -> Examination:
    """Look at a whole project once: every rule as written, every pinned text, every term. Nothing is written.

    Raises ``UnreadableInput`` for rules that cannot be run and ``EndpointError`` if a remote store fails.
    """
    rules, stages = read_rules(project.settings), read_stages(project.settings)
    statements = project.store.construct(project.query("validation/statements"))
    result = validate(statements, rules.triples, rules, project.labels)
    finder = _Finder(project, rules)
    located = tuple(finder.complete(finding) for finding in result.findings)
    ungraded = tuple(finder.complete(finding) for finding in (*check_anchors(project), *check_terms(project)))
    return Examination(project, rules, stages, replace(result, findings=located), ungraded)


def other_rules() -> list[RuleText]:
    """Return the texts of the rules that are not shapes: pinned texts and terms in use."""
    return [
        RuleText(code, entry["label"], entry["why"], entry["remedy"])
        for code, entry in sorted(catalogue("rules").items())
    ]


class _Finder:
    """Adds to a finding where its subject is described, who owes it and what explains it, from questions asked once."""

    def __init__(self, project: Project, rules: RuleBook) -> None:
        self._project = project
        self._graphs: dict[str, Iri] = {}
        for thing, graph in project.select("validation/places").rows:
            self._graphs.setdefault(str(thing), Iri(str(graph)))
        self._gaps: dict[tuple[str, Iri | None], list[Iri]] = defaultdict(list)
        for thing, gap, subject in project.select("validation/gaps").rows:
            self._gaps[str(thing), Iri(str(subject)) if subject else None].append(Iri(str(gap)))
        self._owners = _owners(project.select("validation/owners").rows)
        self._subjects: Mapping[str, Iri] = {rule.code: rule.subject for rule in rules if rule.subject}

    def complete(self, finding: Finding) -> Finding:
        """Return the finding with place, owners and known gaps filled in."""
        focus = str(finding.focus)
        graph = finding.place.graph or self._graphs.get(focus)
        file = finding.place.file or self._project.file_of(graph)
        place = replace(finding.place, graph=graph, file=file)
        missing = self._subjects.get(finding.code)
        owners = self._owners.get((focus, missing)) if missing else None
        owners = owners or self._owners.get((focus, None), ())
        return replace(finding, place=place, owners=owners, gaps=tuple(self._gaps.get((focus, missing), ())))


def _owners(rows: Iterable[tuple[Term | None, ...]]) -> dict[tuple[str, Iri | None], tuple[Iri, ...]]:
    """Return who owes what: for a thing, those of its best rank; for a thing and a missing class, who promised it."""
    ranked: dict[tuple[str, Iri | None], dict[int, list[Iri]]] = defaultdict(lambda: defaultdict(list))
    for thing, owner, rank, delivers in rows:
        key = (str(thing), Iri(str(delivers)) if delivers else None)
        ranked[key][int(str(rank))].append(Iri(str(owner)))
    return {key: tuple(dict.fromkeys(by_rank[min(by_rank)])) for key, by_rank in ranked.items()}
