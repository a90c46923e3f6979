"""Who answers for any thing on a day: in each role that names somebody, on the thing or on what it belongs to."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from hgraph.namespaces import HG
from hgraph.office.answers import (
    Answer,
    answer_for_field,
    answer_for_office,
    answer_for_portfolio,
    answers_for_named,
)
from hgraph.office.records import Records
from hgraph.terms import Iri, Term

Row = tuple[Term | None, ...]
About = Callable[[str, Iterable[str]], Iterable[Row]]
"""Asks a question by name about some things: ``project.select_about``."""

ROLES: Final = (
    HG.leadMinister,
    HG.owedBy,
    HG.heldBy,
    HG.coordinatingMinister,
    HG.concernsField,
    HG.involvedMinister,
    HG.submittedBy,
)
"""The roles in the order in which they are told; an IRI of the ontology each."""


@dataclass(frozen=True, slots=True)
class RoleAnswer:
    """An answer in one role, and through which things the role comes; none if the thing itself names somebody."""

    role: Iri
    through: tuple[Iri, ...]
    answer: Answer


def responsible(records: Records, about: About, thing: Iri, day: date) -> list[RoleAnswer]:
    """Return who answers for a thing on a day, in the order of ``ROLES``; empty if nobody is named anywhere.

    A policy field, a portfolio, an office and a person answer by what is recorded of them.
    """
    if thing in records.portfolios:
        return [RoleAnswer(Iri(HG.heldBy), (), answer_for_portfolio(records, thing, day))]
    if thing in records.same_field:
        return [RoleAnswer(Iri(HG.concernsField), (), answer_for_field(records, thing, day))]
    if thing in records.offices:
        return [RoleAnswer(Iri(HG.heldBy), (), answer_for_office(records, records.offices[thing], (), day))]
    if thing in records.of_person:
        ever = dict.fromkeys(each.portfolio for each in records.of_person[thing])
        own = [answer_for_portfolio(records, portfolio, day) for portfolio in ever]
        now = [answer for answer in own if thing in answer.people and not answer.way.steps]
        return [RoleAnswer(Iri(HG.heldBy), (), answer) for answer in now or own[-1:]]
    rows = list(about("office/roles", [thing]))
    through = {str(via) for *_, via in rows if via is not None}
    fields = _own_fields([*rows, *about("office/roles", through)])
    return roles_in(records, rows, fields, day)


def roles_in(records: Records, rows: Iterable[Row], fields: dict[Iri, list[Iri]], day: date) -> list[RoleAnswer]:
    """Return the answers for one thing, given the rows of ``office/roles`` about it and the policy fields of things."""
    named: dict[tuple[str, Iri, Iri | None], list[Iri]] = defaultdict(list)
    for thing, role, who, via in rows:
        if isinstance(thing, Iri) and isinstance(who, Iri):
            named[str(role), thing, via if isinstance(via, Iri) else None].append(who)
    found: dict[tuple[str, Answer], list[Iri]] = {}
    for (name, about, carrier), people in sorted(named.items(), key=lambda each: (each[0][0], each[0][2] or "")):
        for answer in answers_for_named(records, Iri(name), people, fields.get(carrier or about, ()), day):
            found.setdefault((name, answer), []).extend([carrier] if carrier else [])
    answers = [RoleAnswer(Iri(name), tuple(through), answer) for (name, answer), through in found.items()]
    return sorted(answers, key=_order)


def _own_fields(rows: Iterable[Row]) -> dict[Iri, list[Iri]]:
    """Return the policy fields that things name themselves."""
    found: dict[Iri, list[Iri]] = defaultdict(list)
    for thing, role, who, via in rows:
        if via is None and str(role) == HG.concernsField and isinstance(thing, Iri) and isinstance(who, Iri):
            found[thing].append(who)
    return found


def _order(each: RoleAnswer) -> tuple[int, bool, tuple[Iri, ...], tuple[Iri, ...]]:
    return ROLES.index(each.role), bool(each.through), each.answer.people, each.through


def lead_of(answers: Sequence[RoleAnswer]) -> RoleAnswer | None:
    """Return the answer that counts first: of the thing itself before what it belongs to, then by ``ROLES``."""
    return min(answers, key=lambda each: (bool(each.through), ROLES.index(each.role)), default=None)
