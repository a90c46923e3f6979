"""Findings with their place, those who owe them, and the gaps that explain them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from hgraph.findings import Finding, Place
from hgraph.project import Attribution, Project
from hgraph.terms import Iri
from hgraph.validation import (
    RuleBook,
    as_first_found,
)


class Finder:
    """Adds to a finding where its subject is described, who owes it and what explains it, from questions asked once."""

    def __init__(self, project: Project, rules: RuleBook, known: Attribution | None = None) -> None:
        """Take what is known of things already, if an earlier look knows it and all of it still stands."""
        self._project = project
        self._settled = known is not None
        self.attribution = known or Attribution(project)
        self._places: dict[Place, Place] = {}
        """Where findings stand, each place once: most stand in the same few files."""
        self._subjects: Mapping[str, Iri] = {rule.code: rule.subject for rule in rules if rule.subject}

    def complete(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return the findings with place, owners and known gaps filled in."""
        return self.completed(list(findings))

    def completed(self, findings: list[Finding]) -> list[Finding]:
        """Put findings with place, owners and known gaps in the place of those in a list, and return it."""
        self.attribution.learn(str(finding.focus) for finding in findings)
        for number, finding in enumerate(findings):
            findings[number] = self._complete(finding)
        self._project.labels.learn(_named(findings))
        return findings

    def again(self, earlier: Sequence[Finding]) -> list[Finding]:
        """Return findings of an earlier look with what was filled in then, or in the place of that what stands now."""
        if not self._settled:
            return self.complete([as_first_found(finding) for finding in earlier])
        self._project.labels.learn(_named(earlier))
        return list(earlier)

    def _complete(self, finding: Finding) -> Finding:
        focus, known = str(finding.focus), self.attribution
        graph = finding.place.graph or known.graph(focus)
        file = finding.place.file or self._project.file_of(graph)
        place = replace(finding.place, graph=graph, file=file)
        place = self._places.setdefault(place, place)
        missing = self._subjects.get(finding.code)
        return replace(finding, place=place, owners=known.owners(focus, missing), gaps=known.gaps(focus, missing))


def _named(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield all things a report of findings may call by name."""
    for finding in findings:
        place = finding.place
        terms = (finding.focus, finding.value, place.graph, place.document, place.passage)
        yield from (term for term in (*terms, *finding.owners, *finding.gaps) if isinstance(term, Iri))
