"""How far a plan or a thing has come, as text and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from textwrap import fill

from hgraph.findings import Finding, Register
from hgraph.messages import message, printable
from hgraph.terms import Iri
from hgraph.validation import Profile, Stages, Standing

ByClass = Mapping[Iri, Counter[str | None]]
"""Per class, how many of its things have reached which stage."""


def standing_text(
    standing: Standing, by_class: ByClass, stages: Stages, register: Register, language: str, width: int = 100
) -> str:
    """Return the stage reached, what separates from the next and who is to move, and the tally per kind of thing.

    Kinds of which every thing has reached the last stage are counted together.
    """
    lines = [*_progress(standing, register, language, width), *_tallies(by_class, stages, register, language, width)]
    return "\n".join(lines) + "\n"


def _progress(standing: Standing, register: Register, language: str, width: int) -> Iterator[str]:
    if standing.reached:
        yield message("report.reached", language, stage=_title(standing.reached, language))
    else:
        yield message("report.reached-none", language)
    if standing.next:
        count = len(standing.separating)
        yield message("report.next", language, stage=_title(standing.next, language), count=count)
        for finding in standing.separating:
            yield from _obstacle(finding, register, language, width)
    else:
        yield message("report.last", language)


def _tallies(by_class: ByClass, stages: Stages, register: Register, language: str, width: int) -> Iterator[str]:
    if not by_class:
        return
    held_back = {class_: counts for class_, counts in by_class.items() if set(counts) != {stages.last}}
    yield ""
    if held_back:
        yield message("report.per-kind", language)
    for class_, counts in sorted(held_back.items(), key=lambda item: register.name(item[0], language)):
        reached = [(stage, counts[stage]) for stage in (None, *stages.tokens) if counts[stage]]
        tally = ", ".join(_tally(stage, count, stages, language) for stage, count in reached)
        yield fill(f"{register.name(class_, language)}: {tally}", width, initial_indent="  ", subsequent_indent="    ")
    uniform = sum(counts.total() for class_, counts in by_class.items() if class_ not in held_back)
    if held_back:
        yield "  " + message("report.all-others", language, count=uniform)
    else:
        yield message("report.all", language, count=uniform)


def _by_stage(item: tuple[str | None, int]) -> str:
    return item[0] or ""


def _title(profile: Profile, language: str) -> str:
    return f"{profile.titles[language]} ({profile.token})"


def _tally(stage: str | None, count: int, stages: Stages, language: str) -> str:
    if stage is None:
        return message("report.at-no-stage", language, count=count)
    return message("report.at-stage", language, count=count, stage=stages.find(stage).titles[language])


def _obstacle(finding: Finding, register: Register, language: str, width: int) -> Iterator[str]:
    yield fill(printable(finding.messages[language]), width, initial_indent="  • ", subsequent_indent="    ")
    if finding.owners:
        owners = "; ".join(dict.fromkeys(register.name(owner, language) for owner in finding.owners))
        text = message("report.owed-by", language, owners=owners)
        yield fill(text, width, initial_indent="    ", subsequent_indent="      ")
    if finding.gaps:
        text = message("report.gaps", language, gaps="; ".join(register.name(gap, language) for gap in finding.gaps))
        yield fill(text, width, initial_indent="    ", subsequent_indent="      ")


def standing_json(standing: Standing, by_class: ByClass, register: Register, language: str) -> str:
    """Return the same as JSON: ``reached``, ``next``, ``separating`` and ``classes``."""
    document = {
        "reached": standing.reached.token if standing.reached else None,
        "next": standing.next.token if standing.next else None,
        "separating": [
            {
                "rule": finding.code,
                "fingerprint": finding.fingerprint,
                "focus": str(finding.focus),
                "message": dict(sorted(finding.messages.items())),
                "owners": [{"iri": owner, "label": register.name(owner, language)} for owner in finding.owners],
            }
            for finding in standing.separating
        ],
        "classes": {
            class_: {stage or "": count for stage, count in sorted(counts.items(), key=_by_stage)}
            for class_, counts in by_class.items()
        },
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
