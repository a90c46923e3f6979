"""Actions of one plan that two ministers call nearly the same: often one action, promised and paid for twice."""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cache
from itertools import groupby, islice
from operator import itemgetter
from typing import Final

from hgraph.findings import Finding, Severity
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import DCT
from hgraph.project import Project
from hgraph.terms import Iri, Literal
from hgraph.validation.similar_sets import SimilarSets
from hgraph.validation.title_words import numbers, words
from hgraph.validation.waivers import rule_iri
from hgraph.validation.wording import in_words

CODE: Final = "action-near-duplicate"
THRESHOLD: Final = Fraction(3, 4)
"""Share of words that two titles have in common. At three quarters, a title of three words or more may have one word
extra; another word in the place of one is only let pass in titles of seven words or more, because in a short title that
word is the action ("Taalcoaches op school", "Taalcoaches op het werk")."""
MOST: Final = 10
"""Findings per action. More than ten actions called alike are one problem, and every pair of them would bury the rest
of the report; the last finding says that there are more."""
_OF_THE_SHAPE: Final = LANGUAGES[0]
"""Language in which equal titles are already reported, by the shape for the same title twice."""

_Alike = dict[str, tuple[str, str]]
"""By language, two titles that are nearly the same."""
_Hit = tuple[int, str, str, str]
"""Rank of the other action, language, own title, other title."""
_NOBODY: Final[frozenset[Iri]] = frozenset()


@dataclass(slots=True)
class _Action:
    """What counts of an action: who answers for it, and what it is called in which plan."""

    iri: Iri
    ministers: frozenset[Iri] = _NOBODY
    plans: frozenset[Iri] = _NOBODY
    titles: list[Literal] = field(default_factory=list)


def near_duplicates(project: Project, among: Collection[Iri] | None = None) -> list[Finding]:
    """Return a finding for every two actions of one plan whose ministers differ and whose titles are nearly the same.

    Titles are compared within a language, by their words; different numbers make them different. Two offices of one
    person are one minister. Actions with the same Dutch title are left to the shape that reports those. The focus of a
    finding is the action whose IRI sorts first, its value the other one; an action is the focus of ``MOST`` findings at
    most, for the partners whose IRIs sort first. With ``among``, the same findings, but only those about at least one
    of these actions: what has to be looked at again after they, or the persons behind their ministers, changed.
    """
    actions = _actions(project)
    comparison = _Comparison(actions)
    wanted = {rank for rank in comparison.comparable if among is None or actions[rank].iri in among}
    findings = []
    for rank in sorted(wanted if among is None else comparison.with_earlier(wanted)):
        found = list(islice(comparison.partners(rank, rank + 1), MOST + 1))
        for number, (other, alike) in enumerate(found[:MOST], 1):
            if rank in wanted or other in wanted:
                more = number == MOST < len(found)
                findings.append(_finding(project, actions[rank], actions[other], alike, more=more))
    return findings


def _actions(project: Project) -> list[_Action]:
    """Return the actions with a plan, a title and a lead minister, sorted by IRI."""
    actions: dict[str, _Action] = {}
    alone = cache(lambda thing: frozenset([thing]))  # most actions share their few ministers and plans, as sets too
    for iri, plan, minister, title in project.select("validation/action-titles").rows:
        if isinstance(iri, Iri) and isinstance(plan, Iri) and isinstance(minister, Iri) and isinstance(title, Literal):
            known = actions.get(iri) or actions.setdefault(iri, _Action(iri))
            known.plans = known.plans | {plan} if known.plans else alone(plan)
            known.ministers = known.ministers | {minister} if known.ministers else alone(minister)
            known.titles.append(title)
    return [action for _, action in sorted(actions.items())]


class _Comparison:
    """Titles put together that may be compared: those of one plan, in one language, with the same numbers."""

    def __init__(self, actions: Sequence[_Action]) -> None:
        self._actions = actions
        together: dict[tuple[str, str, frozenset[str]], list[tuple[int, str]]] = defaultdict(list)
        for rank, action in enumerate(actions):
            for title in sorted(set(action.titles), key=str):
                for plan in action.plans:
                    key = (plan, _primary(title), numbers(title.lexical))
                    together[key].append((rank, title.lexical))
        self._groups: dict[int, list[_Group]] = defaultdict(list)
        for (_, language, _), members in together.items():
            if len(members) > 1:
                group = _Group(language, members)
                for rank in set(group.ranks):
                    self._groups[rank].append(group)

    @property
    def comparable(self) -> Collection[int]:
        """Ranks of the actions that there is anything to compare with."""
        return self._groups.keys()

    def partners(self, rank: int, start: int) -> Iterator[tuple[int, _Alike]]:
        """Yield the actions from rank ``start`` on that are nearly the same as one, with the titles that say so."""
        own = self._actions[rank]
        hits = heapq.merge(*(group.hits(rank, start) for group in self._groups.get(rank, ())), key=itemgetter(0))
        for other, found in groupby(hits, key=itemgetter(0)):
            if own.ministers.isdisjoint(self._actions[other].ministers) and not _same_title(own, self._actions[other]):
                yield other, {language: (title, twin) for _, language, title, twin in found}

    def with_earlier(self, ranks: Collection[int]) -> set[int]:
        """Return these actions, and those before them that are nearly the same: the foci of findings about them."""
        found = set(ranks)
        for rank in ranks:
            for other, _ in self.partners(rank, 0):
                if other >= rank:
                    break
                found.add(other)
        return found


class _Group:
    """Titles that may be compared with one another, in the order of their actions."""

    def __init__(self, language: str, members: Sequence[tuple[int, str]]) -> None:
        self.ranks = [rank for rank, _ in members]
        self._language = language
        self._titles = [title for _, title in members]
        self._sets = SimilarSets([words(title, language) for title in self._titles], THRESHOLD)

    def hits(self, rank: int, start: int) -> Iterator[_Hit]:
        """Yield the titles similar to those of an action, from the action with rank ``start`` on, in that order."""
        positions = range(bisect_left(self.ranks, rank), bisect_left(self.ranks, rank + 1))
        return heapq.merge(*(self._hits(position, bisect_left(self.ranks, start)) for position in positions))

    def _hits(self, position: int, start: int) -> Iterator[_Hit]:
        for other in self._sets.similar_to(position, start):
            yield self.ranks[other], self._language, self._titles[position], self._titles[other]


def _same_title(one: _Action, other: _Action) -> bool:
    return any(_primary(title) == _OF_THE_SHAPE and title in other.titles for title in one.titles)


def _primary(title: Literal) -> str:
    return (title.language or "").partition("-")[0]


def _finding(
    project: Project, one: _Action, other: _Action, alike: Mapping[str, tuple[str, str]], *, more: bool
) -> Finding:
    def ministers(action: _Action, language: str) -> str:
        return ", ".join(in_words(minister, project.labels, language) for minister in sorted(action.ministers))

    def said(language: str) -> str:
        shown = next(tag for tag in (language, *LANGUAGES, *sorted(alike)) if tag in alike)
        title, twin = (in_words(Literal(text), project.labels, language) for text in alike[shown])
        text = message(
            f"rules.{CODE}.message",
            language,
            title=title,
            minister=ministers(one, language),
            other=twin,
            other_minister=ministers(other, language),
        )
        return f"{text} {message(f'rules.{CODE}.more', language)}" if more else text

    return Finding(
        rule=rule_iri(CODE),
        code=CODE,
        severity=Severity.WARNING,
        focus=one.iri,
        path=DCT.title,
        value=other.iri,
        messages={language: said(language) for language in LANGUAGES},
        remedies={language: message(f"rules.{CODE}.remedy", language) for language in LANGUAGES},
    )
