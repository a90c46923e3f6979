"""Coverage: which objectives have actions, which of those called upon have any, and what of the text is claimed.

Only accepted links cover. What rests on links that nobody has accepted yet is counted apart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from hgraph.namespaces import HG, REVIEW_STATUS
from hgraph.project import Project
from hgraph.sources import Span, covered_length, pinned_texts, uncovered
from hgraph.terms import Iri
from hgraph.trace import Direction, Link, ThreadGraph, ThreadReader


class Covered(StrEnum):
    """How a thing is covered."""

    ACCEPTED = "accepted"
    PROPOSED = "proposed"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one thing is covered, and by what: over accepted links, and over those that nobody has accepted yet."""

    thing: Iri
    accepted: tuple[Iri, ...] = ()
    proposed: tuple[Iri, ...] = ()

    @property
    def covered(self) -> Covered:
        """The best there is."""
        return Covered.ACCEPTED if self.accepted else Covered.PROPOSED if self.proposed else Covered.NONE


@dataclass(frozen=True, slots=True)
class Called:
    """A minister or policy field that an objective calls upon, and the actions recorded for it."""

    objective: Iri
    called: Iri
    coverage: Coverage


@dataclass(frozen=True)
class TextCoverage:
    """How much of a pinned text passages claim: its sentences, and those that nothing claims."""

    document: Iri
    passages: tuple[Coverage, ...]
    length: int
    claimed: int
    """Characters within passages that something claims over accepted links."""
    sentences: int
    open: tuple[str, ...]
    """The sentences of which less than half is claimed over accepted links, in order."""


def thread_of_coverage(project: Project) -> ThreadGraph:
    """Return as much of the thread as coverage is counted from: the same numbers as of the whole, in less time."""
    asked = (*project.select("analysis/objectives").rows, *project.select("analysis/called-upon").rows)
    return ThreadReader(project).next_to([Iri(str(row[0])) for row in asked], Iri(HG.partOfObjective))


def objective_coverage(project: Project, graph: ThreadGraph) -> list[Coverage]:
    """Return how each objective is covered by actions, its own or those of its parts, in order of IRI."""
    objectives = [Iri(str(row[0])) for row in project.select("analysis/objectives").rows]
    actions = project.instances(HG.Action)
    return [_by_actions(graph, objective, actions) for objective in sorted(objectives)]


def called_coverage(project: Project, graph: ThreadGraph) -> list[Called]:
    """Return each pair of an objective and who it calls upon, with the actions recorded for it."""
    actions: dict[tuple[Iri, Iri], set[tuple[Iri, Iri]]] = defaultdict(set)
    for objective, called, action, link in project.select("analysis/called-upon-actions").rows:
        actions[Iri(str(objective)), Iri(str(called))].add((Iri(str(action)), Iri(str(link))))
    pairs = sorted((Iri(str(o)), Iri(str(c))) for o, c in project.select("analysis/called-upon").rows)
    found = []
    for objective, called in pairs:
        links = {
            action: graph.steps(link, Direction.DOWN).get(action, ()) for action, link in actions[objective, called]
        }
        found.append(Called(objective, called, _sorted_out(called, links)))
    return found


def by_theme(project: Project, coverage: Iterable[Coverage]) -> dict[Iri, list[Coverage]]:
    """Return the objectives of each theme; an objective without a theme is left out."""
    themes: dict[str, list[Iri]] = defaultdict(list)
    for thing, theme in project.select("analysis/themes").rows:
        themes[str(thing)].append(Iri(str(theme)))
    found: dict[Iri, list[Coverage]] = defaultdict(list)
    for each in coverage:
        for theme in themes[each.thing]:
            found[theme].append(each)
    return dict(sorted(found.items()))


def passage_coverage(project: Project, graph: ThreadGraph) -> dict[Iri, list[Coverage]]:
    """Return how the passages of each document are claimed, by document."""
    found: dict[Iri, list[Coverage]] = defaultdict(list)
    anchored = project.instances(HG.Passage)
    for passage in sorted(graph.passages.values(), key=lambda each: (each.paragraph or 0, each.iri)):
        if passage.document and passage.iri in anchored:
            onward = graph.steps(passage.iri, Direction.DOWN)
            found[passage.document].append(_sorted_out(passage.iri, onward))
    return dict(sorted(found.items()))


def text_coverage(project: Project, graph: ThreadGraph) -> list[TextCoverage]:
    """Return how much of each pinned text is claimed. Raises ``UnreadableInput`` for a text that may not be read."""
    by_passage = {each.thing: each for group in passage_coverage(project, graph).values() for each in group}
    found = []
    for pinned in pinned_texts(project):
        passages = [(by_passage.get(passage, Coverage(passage)), span) for passage, span in pinned.passages]
        claimed: list[Span] = [span for each, span in passages if each.covered is Covered.ACCEPTED]
        pieces = pinned.sentences()
        left = uncovered(pieces, claimed)
        found.append(
            TextCoverage(
                pinned.version,
                tuple(each for each, _ in passages),
                sum(end - start for start, end in pieces),
                covered_length(claimed),
                len(pieces),
                tuple(pinned.text[start:end] for start, end in left),
            )
        )
    return found


def _by_actions(graph: ThreadGraph, objective: Iri, actions: Container[str]) -> Coverage:
    """Return the actions of an objective and of its parts; a circle of parts is walked once."""
    links: dict[Iri, tuple[Link, ...]] = {}
    waiting, seen = [objective], {objective}
    while waiting:
        for thing, found in graph.steps(waiting.pop(), Direction.DOWN).items():
            if thing in actions:
                links[thing] = (*links.get(thing, ()), *found)
            elif any(link.relation == HG.partOfObjective for link in found) and thing not in seen:
                seen.add(thing)
                waiting.append(thing)
    return _sorted_out(objective, links)


def _sorted_out(thing: Iri, links: Mapping[Iri, Sequence[Link]]) -> Coverage:
    accepted = {other for other, found in links.items() if any(_accepted(link) for link in found)}
    return Coverage(thing, tuple(sorted(accepted)), tuple(sorted(links.keys() - accepted)))


def _accepted(link: Link) -> bool:
    return link.status == REVIEW_STATUS.aanvaard
