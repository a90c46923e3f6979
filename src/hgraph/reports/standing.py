"""How far a plan or a thing has come, as text, as CSV and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from textwrap import fill
from typing import Any, Final

from hgraph.findings import Finding, Register, Severity
from hgraph.messages import message, printable
from hgraph.reports.as_csv import rows_csv
from hgraph.reports.as_json import plain_json
from hgraph.reports.entries import SEVERITIES, counted, day
from hgraph.terms import Iri
from hgraph.validation import Outlook, Profile, Progress, Stages, Standing, ThingStanding

STANDING_COLUMNS: Final = ("thing", "name", "class", "class_name", "stage", "next_stage", "violations")


def standing_text(
    report: Progress, register: Register, language: str, *, today: date | None = None, width: int = 100
) -> str:
    """Return the stage reached, what separates from the next and who is to move, and the tally per kind of thing.

    Kinds of which every thing has reached the last stage are counted together. If waivers are judged on another day
    than ``today``, that is said.
    """
    lines = [*_progress(report.standing, register, language, width)]
    if report.outlook:
        lines += ["", fill(outlook_sentence(report.outlook, language, today or report.judged), width)]
    elif today and report.judged != today:
        lines += ["", message("report.judged-on", language, on=day(report.judged, language))]
    lines += _tallies(report.by_class, report.stages, register, language, width)
    return "\n".join(lines) + "\n"


def outlook_sentence(outlook: Outlook, language: str, today: date) -> str:
    """Return what would be found if everything went to the next stage on the day of the outlook."""
    counts = ", ".join(counted(s, outlook.counts[s], language) for s in SEVERITIES if outlook.counts.get(s))
    key = "report.outlook.today" if outlook.on == today else "report.outlook.on"
    stage, on = outlook.stage.titles[language], day(outlook.on, language)
    return message(key, language, stage=stage, counts=counts, on=on)


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


def _tallies(
    by_class: Mapping[Iri, Counter[str | None]], stages: Stages, register: Register, language: str, width: int
) -> Iterator[str]:
    if not by_class:
        return
    held_back = {class_: counts for class_, counts in by_class.items() if set(counts) != {stages.last}}
    yield ""
    if held_back:
        yield message("report.per-kind", language)
    for class_, counts in sorted(held_back.items(), key=lambda item: (register.name(item[0], language), item[0])):
        reached = [(stage, counts[stage]) for stage in (None, *stages.tokens) if counts[stage]]
        tally = ", ".join(_tally(stage, count, stages, language) for stage, count in reached)
        yield fill(f"{register.name(class_, language)}: {tally}", width, initial_indent="  ", subsequent_indent="    ")
    uniform = sum(counts.total() for class_, counts in by_class.items() if class_ not in held_back)
    if not held_back:
        yield message("report.all", language, count=uniform)
    elif uniform:
        yield "  " + message("report.all-others", language, count=uniform)


def _token(profile: Profile | None) -> str | None:
    return profile.token if profile else None


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


def standing_csv(things: Iterable[ThingStanding], register: Register, language: str) -> str:
    """Return a row per thing under ``STANDING_COLUMNS``: the stage it reached, and how many violations stop it there.

    A thing of several classes has them in one cell, set apart by ``;``. Stages are named by their tokens.
    """
    rows = (
        (
            each.thing,
            register.name(each.thing, language),
            "; ".join(each.classes),
            "; ".join(register.name(class_, language) for class_ in each.classes),
            _token(each.standing.reached) or "",
            _token(each.standing.next) or "",
            str(len(each.standing.separating)),
        )
        for each in things
    )
    return rows_csv(STANDING_COLUMNS, rows)


def standing_json(report: Progress, register: Register, language: str) -> str:
    """Return the same as JSON: ``reached``, ``next``, ``outlook``, ``separating``, ``classes`` and ``things``."""
    standing, outlook = report.standing, report.outlook
    document = {
        "reached": _token(standing.reached),
        "next": _token(standing.next),
        "judged_on": report.judged.isoformat(),
        "outlook": outlook and {"stage": outlook.stage.token, "counts": _counts(outlook.counts)},
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
            class_: {stage or "": count for stage, count in sorted(counts.items(), key=lambda item: item[0] or "")}
            for class_, counts in report.by_class.items()
        },
        "things": [_thing(each, register, language) for each in report.things],
    }
    return plain_json(document)


def _counts(counts: Mapping[Severity, int]) -> dict[str, int]:
    return {severity.token: counts.get(severity, 0) for severity in SEVERITIES}


def _thing(each: ThingStanding, register: Register, language: str) -> dict[str, Any]:
    return {
        "iri": each.thing,
        "label": register.name(each.thing, language),
        "classes": list(each.classes),
        "reached": _token(each.standing.reached),
        "next": _token(each.standing.next),
        "violations": len(each.standing.separating),
    }
