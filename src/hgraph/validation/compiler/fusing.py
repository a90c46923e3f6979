"""Constraints that ask the same things whether something is there share a query: to look at a thing costs most."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from hgraph.validation.compiler.checks import Absence, Check, Rows
from hgraph.validation.compiler.classes import closed
from hgraph.validation.compiler.fragments import all_of, fragment, negated
from hgraph.validation.compiler.model import Query
from hgraph.validation.compiler.place import flags, joined, only_if, rows

_TOGETHER: Final = 8
"""So many constraints share a query at most: queries run side by side, and the longest ends last."""


def fused(checks: Iterable[Check]) -> list[Check]:
    """Return checks that give the same results, those on something absent at the same focus nodes by one query."""
    alone: list[Check] = []
    alike: dict[str, list[tuple[Rows, Absence]]] = defaultdict(list)
    for check in checks:
        if isinstance(check, Rows) and check.absence:
            alike[check.absence.focus].append((check, check.absence))
        else:
            alone.append(check)
    for focus, group in alike.items():
        for start in range(0, len(group), _TOGETHER):
            alone += _together(focus, group[start : start + _TOGETHER])
    return alone


def _together(focus: str, group: Sequence[tuple[Rows, Absence]]) -> Iterator[Rows]:
    if len(group) == 1:
        yield group[0][0]
        return
    present = [fragment("expression.exists", pattern=absence.pattern) for _, absence in group]
    names, bound = flags(present)
    text = rows(joined(focus, only_if(negated(all_of(present))), bound), names)
    first = group[0][0].query
    components = tuple(dict.fromkeys(each for check, _ in group for each in check.query.components))
    query = Query(closed(text), first.shape, components, first.how, text)
    for name, (check, _) in zip(names, group, strict=True):
        yield replace(check, query=query, flag=name)
