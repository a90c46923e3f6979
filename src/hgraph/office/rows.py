"""Who answers for what, as rows for a spreadsheet and as data for other programs."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from hgraph.office.answers import Answer
from hgraph.office.records import Holding
from hgraph.office.responsibility import RoleAnswer
from hgraph.office.wording import Wording, offices_on
from hgraph.terms import Iri

_COLUMNS: Final = ("thing", "day", "role", "person", "portfolio", "since", "until", "office", "basis", "problem", "how")


def responsible_rows(
    thing: Iri, day: date, answers: Sequence[RoleAnswer], wording: Wording
) -> tuple[list[str], list[list[str]]]:
    """Return headings and a row per role and holder; a role without a holder has a row that says so."""
    rows = []
    for each in answers:
        answer = each.answer
        start = [wording.name(thing), day.isoformat(), wording.role(each.role)]
        basis = answer.basis.value if answer.basis else ""
        end = [basis, wording.problem(answer) or "", "; ".join(wording.how(each))]
        for holding in answer.holdings:
            offices = [office for office in offices_on(wording.records, answer) if office in holding.offices]
            until = holding.interval.end
            rows.append(
                [
                    *start,
                    wording.name(holding.person),
                    wording.portfolio(holding.portfolio),
                    holding.interval.start.isoformat(),
                    until.isoformat() if until else "",
                    "; ".join(offices),
                    *end,
                ]
            )
        if not answer.holdings:
            rows.append([*start, wording.name(answer.body) if answer.body else "", "", "", "", "", *end])
    return [wording.say(f"column.{column}") for column in _COLUMNS], rows


def responsible_data(thing: Iri, day: date, answers: Sequence[RoleAnswer], wording: Wording) -> dict[str, Any]:
    """Return the answer as plain data: names beside IRIs, days as text, ``null`` for an end that is not recorded."""
    return {
        "thing": named(thing, wording),
        "on": day.isoformat(),
        "roles": [
            {
                "role": each.role,
                "role_label": wording.role(each.role),
                "through": [named(via, wording) for via in each.through],
                **answer_data(each.answer, wording),
                "how": list(wording.how(each)),
            }
            for each in answers
        ],
    }


def answer_data(answer: Answer, wording: Wording) -> dict[str, Any]:
    """Return one answer as plain data."""
    way = answer.way
    return {
        "answers": [holding_data(holding, wording) for holding in answer.holdings],
        "body": named(answer.body, wording) if answer.body else None,
        "basis": answer.basis.value if answer.basis else None,
        "problem": answer.problem.value if answer.problem else None,
        "problem_text": wording.problem(answer),
        "before": [holding_data(holding, wording) for holding in answer.before],
        "after": [holding_data(holding, wording) for holding in answer.after],
        "named": named(way.named.iri, wording) if way.named else None,
        "portfolios": [named(portfolio, wording) for portfolio in way.portfolios],
        "fields": [named(field, wording) for field in way.fields],
        "steps": [
            {"from": step.predecessor, "to": step.successor, "passage": step.passage.value} for step in way.steps
        ],
    }


def holding_data(holding: Holding, wording: Wording) -> dict[str, Any]:
    """Return one holding as plain data."""
    until = holding.interval.end
    return {
        "person": named(holding.person, wording),
        "portfolio": named(holding.portfolio, wording),
        "from": holding.interval.start.isoformat(),
        "until": until.isoformat() if until else None,
        "offices": list(holding.offices),
    }


def named(thing: Iri, wording: Wording) -> dict[str, str]:
    """Return a thing with its name."""
    return {"iri": thing, "label": wording.name(thing)}
