"""What passes at a reshuffle as plain data, for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hgraph.office.handover import Handover
from hgraph.office.moves import Move, Moves, OpenThing
from hgraph.office.rows import answer_data, holding_data, named
from hgraph.office.wording import Wording
from hgraph.terms import Iri


def handover_data(handover: Handover, moves: Moves, wording: Wording) -> dict[str, Any]:
    """Return one handover: names beside IRIs, days as text, ``null`` for a gap that is not there."""

    def things(iris: Iterable[Iri]) -> list[dict[str, str]]:
        return [named(iri, wording) for iri in iris]

    return {
        "before": handover.before.isoformat(),
        "after": handover.after.isoformat(),
        "passings": [
            {
                "from_portfolio": named(each.source, wording),
                "to_portfolio": named(each.target, wording),
                "from": things(each.givers),
                "to": things(each.receivers),
                "kept": each.kept,
                "partly": each.partly,
                "fields": things(each.fields),
                "vacant_from": each.gap.start.isoformat() if each.gap else None,
                "vacant_until": each.gap.until.isoformat() if each.gap else None,
            }
            for each in handover.passings
        ],
        "fallen": [
            {
                "portfolio": named(each.source, wording),
                "from": things(each.givers),
                "fields": things(each.fields),
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
