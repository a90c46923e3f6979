"""Reading the law of a project from its store, with a handful of queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Final

from hgraph.law.records import Act, Claim, LawRegister, Need, Owner, Stage, Step, Track, Version, place_of
from hgraph.namespaces import ELI_DL
from hgraph.terms import Iri, Table, Term, to_python

TABLES: Final = (
    "acts", "provisions", "versions", "amendments", "needs", "affected", "owners", "tracks", "steps", "step-sources",
    "claims", "obligations", "procedure",
)  # fmt: skip
"""The queries a register is built from: files of these names in ``queries/law/``."""

_Record = Mapping[str, Term]


def read_register(select: Callable[[str], Table]) -> LawRegister:
    """Return the law of a project, given how it answers a query by name: ``read_register(project.select)``."""
    return build({name: select(f"law/{name}") for name in TABLES})


def build(tables: Mapping[str, Table]) -> LawRegister:
    """Return the register from the answers to the queries in ``TABLES``; the order of rows does not matter.

    Of a thing with two values for what it can have only one of, such as two dates, the first in order of text counts.
    """
    records = {name: sorted(table.records(), key=_order) for name, table in tables.items()}
    numbers = {_iri(row, "provision"): str(row["number"]) for row in records["provisions"] if "number" in row}
    return LawRegister(
        acts=_acts(records["acts"]),
        parts=_grouped(records["provisions"], "provision", "whole"),
        numbers=numbers,
        versions=_versions(records["versions"]),
        amendments=_provisions(records["amendments"], "act", numbers),
        needs=_needs(records["needs"], _provisions(records["affected"], "need", numbers), records["owners"]),
        tracks=_tracks(records["tracks"], records["steps"], records["step-sources"]),
        claims=_claims(records["claims"]),
        obligations=_provisions(records["obligations"], "obligation", numbers),
        procedures=_procedures(records["procedure"]),
    )


def _order(row: _Record) -> list[tuple[str, str]]:
    return sorted((name, str(term)) for name, term in row.items())


def _iri(row: _Record, name: str) -> Iri:
    return Iri(str(row[name]))


def _known(row: _Record, name: str) -> Iri | None:
    term = row.get(name)
    return term if isinstance(term, Iri) else None


def _text(row: _Record, name: str) -> str | None:
    return str(row[name]) if name in row else None


def _day(row: _Record, name: str) -> date | None:
    value = to_python(row[name]) if name in row else None
    if isinstance(value, datetime):
        return value.date()
    return value if isinstance(value, date) else None


def _number(row: _Record, name: str) -> int:
    value = to_python(row[name]) if name in row else None
    return value if isinstance(value, int) else 0


def _by(rows: Iterable[_Record], name: str) -> dict[Iri, list[_Record]]:
    grouped: dict[Iri, list[_Record]] = defaultdict(list)
    for row in rows:
        grouped[_iri(row, name)].append(row)
    return dict(sorted(grouped.items()))


def _values(rows: Iterable[_Record], name: str) -> tuple[Iri, ...]:
    return tuple(sorted({_iri(row, name) for row in rows if name in row}))


def _grouped(rows: Iterable[_Record], key: str, value: str) -> dict[Iri, tuple[Iri, ...]]:
    return {thing: _values(found, value) for thing, found in _by(rows, key).items()}


def _provisions(rows: Iterable[_Record], key: str, numbers: Mapping[Iri, str]) -> dict[Iri, tuple[Iri, ...]]:
    """Return the provisions of each thing in reading order, whole acts first."""
    return {
        thing: tuple(sorted(provisions, key=lambda each: (each in numbers, *place_of(numbers.get(each, "")), each)))
        for thing, provisions in _grouped(rows, key, "provision").items()
    }


def _acts(rows: Iterable[_Record]) -> dict[Iri, Act]:
    return {
        act: Act(
            act,
            _known(row, "type"),
            _text(row, "number"),
            _day(row, "date"),
            _day(row, "published"),
            _day(row, "since"),
            _day(row, "until"),
            _known(row, "page"),
        )
        for act, (row, *_) in _by(rows, "act").items()
    }


def _versions(rows: Iterable[_Record]) -> dict[Iri, tuple[Version, ...]]:
    found: dict[Iri, list[Version]] = defaultdict(list)
    for version, of_version in _by(rows, "version").items():
        row = of_version[0]
        provision = _iri(row, "provision")
        found[provision].append(
            Version(version, provision, _day(row, "since"), _day(row, "until"), _values(of_version, "by"))
        )
    return {
        provision: tuple(sorted(versions, key=lambda version: (version.since or date.max, version.iri)))
        for provision, versions in sorted(found.items())
    }


def _needs(
    rows: Iterable[_Record], provisions: Mapping[Iri, tuple[Iri, ...]], owners: Iterable[_Record]
) -> dict[Iri, Need]:
    origins = _by(owners, "need")
    return {
        need: Need(
            need,
            _values(of_need, "kind"),
            next((_known(row, "status") for row in of_need), None),
            _values(of_need, "track"),
            _values(of_need, "act"),
            _day(of_need[0], "planned_effect"),
            _day(of_need[0], "actual_effect"),
            _day(of_need[0], "created"),
            provisions.get(need, ()),
            _values(origins.get(need, ()), "origin"),
            _owners(origins.get(need, ())),
            tuple(
                sorted({(_iri(row, "origin"), _iri(row, "owner")) for row in origins.get(need, ()) if "owner" in row})
            ),
            _values(origins.get(need, ()), "plan"),
        )
        for need, of_need in _by(rows, "need").items()
    }


def _owners(rows: Iterable[_Record]) -> tuple[Owner, ...]:
    with_owner = _by((row for row in rows if "owner" in row), "owner")
    return tuple(
        Owner(owner, _known(row, "person"), _day(row, "since"), _day(row, "until"))
        for owner, (row, *_) in with_owner.items()
    )


def _owed(rows: Iterable[_Record]) -> tuple[tuple[Iri, Iri], ...]:
    return tuple(sorted({(_iri(row, "origin"), _iri(row, "owner")) for row in rows if "owner" in row}))


def _tracks(rows: Iterable[_Record], steps: Iterable[_Record], sources: Iterable[_Record]) -> dict[Iri, Track]:
    cited = _grouped(sources, "step", "source")
    by_track = _by(steps, "track")
    return {
        track: Track(
            track,
            next((_known(row, "type") for row in of_track if "type" in row), None),
            _values(of_track, "law"),
            _values(of_track, "act"),
            _steps(by_track.get(track, ()), cited),
        )
        for track, of_track in _by(rows, "track").items()
    }


def _steps(rows: Iterable[_Record], cited: Mapping[Iri, tuple[Iri, ...]]) -> tuple[Step, ...]:
    forms = (ELI_DL.ForeseenActivity, ELI_DL.LegislativeActivity)
    of_form = (row for row in rows if str(row["form"]) in forms)
    steps = [
        Step(
            step,
            _iri(row, "stage"),
            _number(row, "position"),
            str(row["form"]) == ELI_DL.ForeseenActivity,
            _day(row, "start"),
            _day(row, "end"),
            _text(row, "words"),
            cited.get(step, ()),
        )
        for step, (row, *_) in _by(of_form, "step").items()
    ]
    return tuple(
        sorted(steps, key=lambda step: (step.position, step.stage, step.start or step.end or date.max, step.iri))
    )


def _claims(rows: Iterable[_Record]) -> dict[Iri, tuple[Claim, ...]]:
    found: dict[Iri, list[Claim]] = defaultdict(list)
    for claim, of_claim in _by(rows, "claim").items():
        row = of_claim[0]
        about = _iri(row, "about")
        found[about].append(Claim(claim, about, row["value"], _known(row, "status"), _values(of_claim, "source")))
    return {
        about: tuple(sorted(claims, key=lambda claim: (str(claim.value), claim.iri)))
        for about, claims in sorted(found.items())
    }


def _procedures(rows: Iterable[_Record]) -> dict[Iri, tuple[Stage, ...]]:
    return {
        type_: tuple(
            sorted(
                (
                    Stage(stage, _number(of_stage[0], "position"), frozenset(_values(of_stage, "required")))
                    for stage, of_stage in _by(of_type, "stage").items()
                ),
                key=lambda stage: (stage.position, stage.iri),
            )
        )
        for type_, of_type in _by(rows, "type").items()
    }
