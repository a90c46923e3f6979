"""Things a written query speaks of only to link others: asked for once, instead of once for each thing they link.

``$this hg:partOfPlan ?plan . ?report hg:about ?plan ; hg:year ?value`` gives every report of a plan to every action in
it. If ``?report`` is used nowhere else, the rows differ in nothing that is looked at, and which plans have a report on
which year can be found out first, each once. Results are a set, so what is found stays the same; a query that counts
rows is left as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from hgraph.validation.compiler.fragments import fragment
from hgraph.validation.compiler.triples import TriplePattern


def written(pattern: TriplePattern) -> str:
    """Return a triple pattern as text."""
    return fragment("written.triple", subject=pattern.subject, verb=pattern.verb, object=pattern.object)


def with_links_apart(patterns: Sequence[TriplePattern], used: frozenset[str]) -> str:
    """Return patterns as text, those about a mere link in a sub-select of their own.

    ``used`` are the variables that count outside these patterns.
    """
    left = list(patterns)
    apart = []
    for name in _links(patterns, used):
        star = [pattern for pattern in left if pattern.subject[1:] == name]
        others = used.union(*(pattern.names for pattern in left if pattern not in star))
        shown = sorted(frozenset().union(*(pattern.names for pattern in star)) & others)
        if shown:
            left = [pattern for pattern in left if pattern not in star]
            apart.append(_apart(star, shown))
    return " ".join([*map(written, left), *apart])


def _links(patterns: Sequence[TriplePattern], used: frozenset[str]) -> Iterable[str]:
    """Yield each variable that is the subject of two patterns or more, without ``$this``, and stands nowhere else."""
    for name in dict.fromkeys(pattern.subject[1:] for pattern in patterns if pattern.subject[0] in "?$"):
        about = [pattern for pattern in patterns if name in pattern.names]
        star = all(pattern.plain and pattern.subject[1:] == name != pattern.object[1:] for pattern in about)
        if star and len(about) > 1 and name not in used and not any("this" in pattern.names for pattern in about):
            yield name


def _apart(star: Iterable[TriplePattern], shown: Iterable[str]) -> str:
    names = " ".join(fragment("text.variable", name=name) for name in shown)
    return fragment("written.apart", names=names, body=" ".join(map(written, star)))
