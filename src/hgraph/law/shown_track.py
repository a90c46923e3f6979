"""A legislative track as it is shown: planned beside taken, days between, what is overdue, and what sources dispute."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hgraph.law.pages import Page, Section
from hgraph.law.records import LawRegister, Step, Track
from hgraph.law.timeline import NextStep, StageLine, next_step, timeline
from hgraph.law.wording import LawWording
from hgraph.namespaces import NEED_STATUS
from hgraph.terms import Iri

TRACK_COLUMNS: Final = (
    "track", "stage", "stage_label", "planned_start", "planned_end", "step", "actual", "actual_latest", "days_later",
    "days_later_latest", "days_overdue", "sources",
)  # fmt: skip


@dataclass(frozen=True)
class ShownTrack:
    """What is needed to show one track on a day."""

    track: Track
    register: LawRegister
    on: date
    wording: LawWording

    def lines(self) -> tuple[StageLine, ...]:
        """Return the stages of the track on the day."""
        return timeline(self.track, self.on, dropped=self._dropped())

    def _dropped(self) -> bool:
        needs = [need for need in self.register.needs.values() if self.track.iri in need.tracks]
        return bool(needs) and all(need.status == NEED_STATUS.opgegeven for need in needs)


def track_page(shown: ShownTrack) -> Page:
    """Return the page of a track on a day."""
    wording, track = shown.wording, shown.track
    lead = [wording.say("track.on", day=wording.day(shown.on))]
    if track.type:
        lead.append(wording.say("track.type", type=wording.name(track.type)))
    if track.laws:
        lead.append(wording.say("track.foresees", laws=wording.names(track.laws)))
    acts = [act for act in track.acts if _made_by(shown, act)]
    if acts:
        lead.append(wording.say("track.ended-in", acts=wording.names(acts)))
    lead.append(_ahead(shown))
    names = ("stage", "planned", "taken", "difference", "source")
    headings = tuple(wording.say(f"column.{name}") for name in names)
    rows = tuple(_row(line, wording) for line in shown.lines())
    steps = Section(wording.say("track.steps"), () if rows else (wording.say("track.no-steps"),), headings, rows)
    sections = [steps, *_disputes(shown)]
    return Page(wording.name(track.iri), tuple(lead), tuple(sections))


def _made_by(shown: ShownTrack, act: Iri) -> bool:
    known = shown.register.acts.get(act)
    return known is None or known.dated is None or known.dated <= shown.on


def _ahead(shown: ShownTrack) -> str:
    wording = shown.wording
    step = next_step(shown.track, shown.register.procedures, shown.on)
    if step is None:
        return wording.say("track.at-end")
    when = wording.planned(step.planned)
    if when:
        return wording.say("track.next-planned", stage=wording.name(step.stage), planned=when)
    return wording.say("track.next", stage=wording.name(step.stage))


def _row(line: StageLine, wording: LawWording) -> tuple[str, ...]:
    if line.overdue is not None:
        difference = wording.say("track.overdue", days=wording.days(line.overdue))
    elif line.passed and line.planned:
        difference = wording.say("track.passed")
    else:
        difference = wording.delay(line.delay)
    return (
        wording.name(line.stage),
        wording.planned(line.planned),
        wording.taken(line.taken),
        difference,
        wording.several(_sources(line)),
    )


def _sources(line: StageLine) -> tuple[Iri, ...]:
    return (line.taken or line.planned or Step(Iri(""), line.stage, 0, planned=True)).sources


def _disputes(shown: ShownTrack) -> list[Section]:
    """Return a section per step of which sources say different things."""
    wording, sections = shown.wording, []
    for step in shown.track.steps:
        claims = shown.register.claims.get(step.iri, ())
        if len({str(claim.value) for claim in claims}) < 2:
            continue
        headings = tuple(wording.say(f"column.{name}") for name in ("says", "status", "source"))
        rows = tuple(
            (
                wording.value(claim.value),
                wording.name(claim.status) if claim.status else "",
                wording.names(claim.sources),
            )
            for claim in claims
        )
        sections.append(Section(wording.say("track.dispute", step=wording.name(step.iri)), (), headings, rows))
    return sections


def track_rows(shown: ShownTrack) -> list[tuple[str, ...]]:
    """Return a row per stage under ``TRACK_COLUMNS``; days are whole days, and dates are year-month-day."""
    return [
        (
            shown.track.iri,
            line.stage,
            shown.wording.name(line.stage),
            _iso(line.planned.start if line.planned else None),
            _iso(line.planned.end if line.planned else None),
            line.taken.iri if line.taken else "",
            _iso(line.taken.start if line.taken else None),
            _iso(line.taken.end if line.taken else None),
            str(line.delay.least) if line.delay else "",
            str(line.delay.most) if line.delay else "",
            "" if line.overdue is None else str(line.overdue),
            shown.wording.names(_sources(line)),
        )
        for line in shown.lines()
    ]


def track_document(shown: ShownTrack) -> dict[str, Any]:
    """Return the same as a document of plain values, for JSON; claims that contradict each other included."""
    track, wording = shown.track, shown.wording
    step = next_step(track, shown.register.procedures, shown.on)
    return {
        "track": {"iri": track.iri, "label": wording.name(track.iri)},
        "on": shown.on.isoformat(),
        "type": track.type,
        "foresees_amendment_of": list(track.laws),
        "resulted_in": [act for act in track.acts if _made_by(shown, act)],
        "next": _next(step) if step else None,
        "stages": [
            {
                "stage": line.stage,
                "label": wording.name(line.stage),
                "planned": _step(line.planned),
                "taken": _step(line.taken),
                "days_later": [line.delay.least, line.delay.most] if line.delay else None,
                "days_overdue": line.overdue,
            }
            for line in shown.lines()
        ],
        "claims": [
            {
                "about": claim.about,
                "claim": claim.iri,
                "value": str(claim.value),
                "status": claim.status,
                "sources": list(claim.sources),
            }
            for each in track.steps
            for claim in shown.register.claims.get(each.iri, ())
        ],
    }


def _next(step: NextStep) -> dict[str, Any]:
    return {"stage": step.stage, "planned_end": _iso(step.planned.end if step.planned else None) or None}


def _step(step: Step | None) -> dict[str, Any] | None:
    if step is None:
        return None
    return {
        "step": step.iri,
        "start": _iso(step.start) or None,
        "end": _iso(step.end) or None,
        "words": step.words,
        "sources": list(step.sources),
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def tracks_of(thing: Iri, register: LawRegister) -> Sequence[Track]:
    """Return the track that a thing is, or those of the need that it is; empty if it is neither."""
    if thing in register.tracks:
        return [register.tracks[thing]]
    need = register.needs.get(thing)
    return [register.tracks[track] for track in need.tracks if track in register.tracks] if need else []
