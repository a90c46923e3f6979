"""The regulatory agenda as it is shown: a row per need, and before it what changed since an earlier agenda."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from hgraph.law.agenda import Agenda, AgendaEntry, Change, ChangeKind, Shift, State
from hgraph.law.pages import Page, Section
from hgraph.law.wording import LawWording
from hgraph.terms import Iri

AGENDA_KIND: Final = "hgraph-agenda"
"""What an agenda in JSON calls itself, so that no other file is taken for one."""

AGENDA_COLUMNS: Final = (
    "need", "name", "state", "kinds", "provisions", "owners", "next_step", "next_planned_end", "days_overdue",
    "planned_effect", "actual_effect", "acts", "change",
)  # fmt: skip


def agenda_page(agenda: Agenda, changes: Sequence[Change] | None, earlier: date | None, wording: LawWording) -> Page:
    """Return the agenda; with ``changes`` since an earlier one, those come first."""
    lead = [wording.say("agenda.on", day=wording.day(agenda.on))]
    sections: list[Section] = []
    if changes is not None and earlier is not None:
        lead.append(wording.say("agenda.since", day=wording.day(earlier)))
        sections.append(_changed(changes, earlier, wording))
    for state in (State.RUNNING, State.RECORDED, State.DONE, State.DROPPED):
        entries = [entry for entry in agenda.entries if entry.state is state]
        if entries:
            sections.append(_section(state, entries, wording))
    if not agenda.entries:
        lead.append(wording.say("agenda.empty"))
    return Page(wording.say("agenda.title"), tuple(lead), tuple(sections))


def _section(state: State, entries: Sequence[AgendaEntry], wording: LawWording) -> Section:
    closed = state in (State.DONE, State.DROPPED)
    names = ("need", "provisions", "kind", "owner", *(("ended-in", "effect") if closed else ("next-step", "effect")))
    rows = tuple(
        (
            name_of(entry, wording),
            wording.several(entry.provisions),
            wording.names(entry.kinds),
            wording.owners(entry.owners),
            wording.names(entry.acts) if closed else next_text(entry, wording),
            effect_text(entry, wording),
        )
        for entry in entries
    )
    return Section(wording.say(f"agenda.state.{state.value}"), (), _headings(wording, names), rows)


def name_of(entry: AgendaEntry, wording: LawWording) -> str:
    """Return what a need is called, in an earlier agenda if it is not in the graph any more."""
    return entry.label or wording.name(entry.need)


def next_text(entry: AgendaEntry, wording: LawWording) -> str:
    """Return the next step with the day it is planned for, and how long a step is overdue."""
    if entry.next is None:
        return ""
    stage, planned = wording.name(entry.next.stage), wording.planned(entry.next.planned)
    said = wording.say("agenda.next-planned", stage=stage, planned=planned) if planned else stage
    if entry.overdue is None:
        return said
    return wording.say("agenda.next-overdue", next=said, days=wording.days(entry.overdue))


def effect_text(entry: AgendaEntry, wording: LawWording) -> str:
    """Return since when the change holds, or from when it is planned to, and the days between."""
    planned, actual = entry.planned_effect, entry.actual_effect
    if actual and planned:
        later = (actual - planned).days
        entries = "agenda.effect-later" if later > 0 else "agenda.effect-kept"
        return wording.say(
            entries, actual=wording.day(actual), planned=wording.day(planned), days=wording.days(abs(later))
        )
    if actual:
        return wording.say("agenda.effect", actual=wording.day(actual))
    return wording.say("agenda.effect-planned", planned=wording.day(planned)) if planned else ""


def _changed(changes: Sequence[Change], earlier: date, wording: LawWording) -> Section:
    title = wording.say("agenda.changes", day=wording.day(earlier))
    if not changes:
        return Section(title, (wording.say("agenda.no-changes"),))
    rows = tuple(
        (
            wording.say(f"agenda.change.{change.kind.value}"),
            name_of(change.entry, wording),
            change_text(change, wording),
        )
        for change in changes
    )
    return Section(title, (), _headings(wording, ("change", "need", "what")), rows)


def change_text(change: Change, wording: LawWording) -> str:
    """Return what a change comes to: the days that moved, the act that was made, or where the need stands."""
    if change.shifts:
        return "; ".join(_shift(shift, wording) for shift in change.shifts)
    if change.kind is ChangeKind.DONE:
        acts = wording.names(change.entry.acts)
        return "; ".join(part for part in (acts, effect_text(change.entry, wording)) if part)
    return next_text(change.entry, wording) if change.kind is ChangeKind.NEW else ""


def _shift(shift: Shift, wording: LawWording) -> str:
    stage = wording.name(shift.stage) if shift.stage else wording.say("agenda.entry-into-force")
    if shift.to is None:
        return wording.say("agenda.shift-overdue", stage=stage, was=wording.day(shift.was))
    days = wording.days((shift.to - shift.was).days)
    return wording.say("agenda.shift", stage=stage, was=wording.day(shift.was), to=wording.day(shift.to), days=days)


def _headings(wording: LawWording, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(wording.say(f"column.{name}") for name in names)


def agenda_rows(agenda: Agenda, changes: Sequence[Change] | None, wording: LawWording) -> list[tuple[str, ...]]:
    """Return a row per need under ``AGENDA_COLUMNS``; a need that is gone from the graph has a row too."""
    kinds: dict[Iri, list[str]] = {}
    for change in changes or ():
        kinds.setdefault(change.entry.need, []).append(change.kind.value)
    known = {entry.need for entry in agenda.entries}
    gone = [change.entry for change in changes or () if change.entry.need not in known]
    return [
        (
            entry.need,
            name_of(entry, wording),
            entry.state.value if entry.need in known else "",
            wording.names(entry.kinds),
            wording.names(entry.provisions),
            wording.owners(entry.owners),
            wording.name(entry.next.stage) if entry.next else "",
            _iso(entry.next.planned.end) if entry.next and entry.next.planned else "",
            "" if entry.overdue is None else str(entry.overdue),
            _iso(entry.planned_effect),
            _iso(entry.actual_effect),
            wording.names(entry.acts),
            "; ".join(kinds.get(entry.need, ())),
        )
        for entry in (*agenda.entries, *gone)
    ]


def agenda_document(
    agenda: Agenda, changes: Sequence[Change] | None, project: str, wording: LawWording
) -> dict[str, Any]:
    """Return the agenda as a document of plain values, for JSON: what :func:`read_agenda` reads back."""
    return {
        "kind": AGENDA_KIND,
        "project": project,
        "on": agenda.on.isoformat(),
        "needs": [_entry(entry, wording) for entry in agenda.entries],
        "changes": None
        if changes is None
        else [
            {
                "change": change.kind.value,
                "need": change.entry.need,
                "label": name_of(change.entry, wording),
                "shifts": [
                    {"stage": shift.stage, "was": shift.was.isoformat(), "to": _iso(shift.to) or None}
                    for shift in change.shifts
                ],
            }
            for change in changes
        ],
    }


def _entry(entry: AgendaEntry, wording: LawWording) -> dict[str, Any]:
    return {
        "need": entry.need,
        "label": name_of(entry, wording),
        "state": entry.state.value,
        "kinds": list(entry.kinds),
        "provisions": list(entry.provisions),
        "owners": [{"iri": owner.iri, "label": wording.name(owner.iri)} for owner in entry.owners],
        "plans": list(entry.plans),
        "acts": list(entry.acts),
        "planned_effect": _iso(entry.planned_effect) or None,
        "actual_effect": _iso(entry.actual_effect) or None,
        "next": {"stage": entry.next.stage, "label": wording.name(entry.next.stage)} if entry.next else None,
        "days_overdue": entry.overdue,
        "planned": [{"stage": step.stage, "end": step.end.isoformat()} for step in entry.planned],
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
