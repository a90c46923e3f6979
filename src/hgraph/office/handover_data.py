"""What passes at a reshuffle as plain data, for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hgraph.office.handover import Handover, Passing
from hgraph.office.moves import Move, Moves, OpenThing
from hgraph.office.rows import answer_data, holding_data, named
from hgraph.office.wording import Wording
from hgraph.terms import Iri


def handover_data(handover: Handover, moves: Moves, wording: Wording) -> dict[str, Any]:
    """Return one handover: names beside IRIs, days as text, ``null`` for a gap that is not there."""
    return {
        "before": handover.before.isoformat(),
        "after": handover.after.isoformat(),
        "passings": [_passing(each, wording) for each in handover.passings],
        "fallen": [
            {
                "portfolio": named(each.source, wording),
                "from": _things(each.givers, wording),
                "fields": _things(each.fields, wording),
                "later": [holding_data(holding, wording) for holding in each.later],
            }
            for each in handover.fallen
        ],
        "undecided_fields": [
            {
                "portfolio": named(each.source, wording),
                "field": named(each.field, wording),
                "elsewhere": [holding_data(holding, wording) for holding in each.elsewhere],
            }
            for each in handover.undecided
        ],
        "renewed": [
            {"person": named(person, wording), "offices": list(offices)} for person, offices in handover.renewed.items()
        ],
        "things_passed": [_move(move, wording) for move in moves.passed],
        "things_fallen": [_move(move, wording) for move in moves.fallen],
        "things_undecided": [_move(move, wording) for move in moves.undecided],
        "things_without_name": [_thing(thing, wording) for thing in moves.not_named],
    }


def reshuffles_data(found: Sequence[Handover], wording: Wording) -> dict[str, Any]:
    """Return every reshuffle with its counts and who passed what to whom."""
    nothing = Moves((), (), (), ())
    kept = ("before", "after", "passings", "fallen", "renewed")
    pages = [handover_data(each, nothing, wording) for each in found]
    return {"reshuffles": [{key: page[key] for key in kept} for page in pages]}


def _things(iris: Iterable[Iri], wording: Wording) -> list[dict[str, str]]:
    return [named(iri, wording) for iri in iris]


def _passing(passing: Passing, wording: Wording) -> dict[str, Any]:
    return {
        "from_portfolio": named(passing.source, wording),
        "to_portfolio": named(passing.target, wording),
        "from": _things(passing.givers, wording),
        "to": _things(passing.receivers, wording),
        "kept": passing.kept,
        "partly": passing.partly,
        "fields": _things(passing.fields, wording),
        "vacant_from": passing.gap.start.isoformat() if passing.gap else None,
        "vacant_until": passing.gap.until.isoformat() if passing.gap else None,
    }


def _thing(thing: OpenThing, wording: Wording) -> dict[str, Any]:
    status = named(thing.status, wording) if thing.status else None
    return {**named(thing.iri, wording), "kind": thing.kind, "status": status}


def _move(move: Move, wording: Wording) -> dict[str, Any]:
    return {
        "thing": _thing(move.thing, wording),
        "role": move.role,
        "before": answer_data(move.before, wording),
        "after": answer_data(move.after, wording),
    }
