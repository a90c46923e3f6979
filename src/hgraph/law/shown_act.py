"""An act as it is shown: its articles and versions, what amended it, which needs concern it, and what it obliges to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hgraph.law.pages import Page, Section
from hgraph.law.records import Act, LawRegister, Need, Version
from hgraph.law.sentences import sentence_about
from hgraph.law.wording import LawWording
from hgraph.terms import Iri
from hgraph.trace import Wording

ACT_COLUMNS: Final = (
    "provision", "name", "number", "version", "since", "until", "amended_by", "needs", "obligations", "sentence",
)  # fmt: skip


@dataclass(frozen=True)
class ShownAct:
    """What is needed to show one act: the register, the thread, and the words of a language."""

    act: Act
    register: LawRegister
    thread: Wording
    wording: LawWording

    def provisions(self) -> list[Iri]:
        """Return the provisions of the act in reading order."""
        return self.register.provisions_of(self.act.iri)

    def concerned(self, provision: Iri) -> list[Need]:
        """Return the needs that affect one provision."""
        return self.register.needs_of(provision)

    def needs(self) -> list[Need]:
        """Return the needs that affect the act or any of its provisions."""
        about = {self.act.iri, *self.provisions()}
        return [need for need in self.register.needs.values() if about & set(need.provisions)]

    def obligations(self, *about: Iri) -> list[Iri]:
        """Return the obligations laid down in any of some provisions."""
        wanted = set(about)
        return [duty for duty, provisions in self.register.obligations.items() if wanted & set(provisions)]


def act_page(shown: ShownAct) -> Page:
    """Return the page of an act; what is not recorded is left out."""
    wording, act = shown.wording, shown.act
    facts = [
        (entry, wording.day(day))
        for entry, day in (
            ("act.date", act.dated),
            ("act.published", act.published),
            ("act.in-force", act.since),
            ("act.until", act.until),
        )
        if day
    ]
    lines = [wording.say(entry, day=day) for entry, day in facts]
    if amended := shown.register.amendments.get(act.iri):
        lines.append(wording.say("act.amends", provisions=wording.names(amended)))
    if met := [need.iri for need in shown.register.needs.values() if act.iri in need.acts]:
        lines.append(wording.say("act.meets", needs=wording.names(met)))
    if act.number:
        lines.append(wording.say("act.number", number=act.number))
    if act.page:
        lines.append(wording.say("act.page", page=act.page))
    sections = (_amending(shown), _needs(shown), _obligations(shown), _provisions(shown), _sentences(shown))
    return Page(wording.name(act.iri), tuple(lines), tuple(section for section in sections if section))


def _amending(shown: ShownAct) -> Section:
    wording, register = shown.wording, shown.register
    rows = []
    for amending in register.amending(shown.act.iri):
        known = register.acts.get(amending)
        amended = [thing for thing in register.amendments[amending] if thing in shown.provisions()]
        cells = (known.dated, known.published, known.since) if known else (None, None, None)
        rows.append((wording.name(amending), *map(wording.day, cells), wording.several(amended)))
    headings = ("act", "date", "published", "in-force", "provisions")
    said = () if rows else (wording.say("act.not-amended"),)
    return Section(wording.say("act.amended-by"), said, _headings(wording, headings), tuple(rows))


def _needs(shown: ShownAct) -> Section:
    wording = shown.wording
    rows = tuple(
        (
            wording.name(need.iri),
            wording.name(need.status) if need.status else "",
            wording.names(need.kinds),
            wording.owners(need.owners),
            wording.names(need.acts),
            wording.day(need.planned_effect),
            wording.day(need.actual_effect),
        )
        for need in shown.needs()
    )
    headings = ("need", "status", "kind", "owner", "ended-in", "planned-effect", "actual-effect")
    said = () if rows else (wording.say("act.no-needs"),)
    return Section(wording.say("act.needs"), said, _headings(wording, headings), rows)


def _obligations(shown: ShownAct) -> Section | None:
    wording, register = shown.wording, shown.register
    about = (shown.act.iri, *shown.provisions())
    rows = tuple(
        (wording.name(duty), wording.several(thing for thing in register.obligations[duty] if thing in about))
        for duty in shown.obligations(*about)
    )
    if not rows:
        return None
    return Section(wording.say("act.obligations"), (), _headings(wording, ("obligation", "laid-down-in")), rows)


def _provisions(shown: ShownAct) -> Section | None:
    wording, register = shown.wording, shown.register
    rows = tuple(
        (
            wording.name(provision),
            "; ".join(version_text(version, wording) for version in register.versions.get(provision, ())),
            wording.names(register.amending(provision)),
        )
        for provision in shown.provisions()
    )
    if not rows:
        return None
    return Section(wording.say("act.provisions"), (), _headings(wording, ("provision", "versions", "amended-by")), rows)


def _sentences(shown: ShownAct) -> Section | None:
    told = tuple(sentences_of(shown))
    return Section(shown.wording.say("act.sentences"), told) if told else None


def sentences_of(shown: ShownAct) -> Iterator[str]:
    """Yield one sentence for each provision of the act; what is the same but for the name is told once, with the names.

    The table and the document have the sentence of every provision.
    """
    wording = shown.wording
    alike: dict[str, list[str]] = {}
    for provision in shown.provisions():
        name = wording.name(provision)
        sentence = sentence_about(provision, shown.register, shown.thread, wording)
        alike.setdefault(sentence.replace(name, "\0", 1), []).append(name)
    for said, (name, *others) in alike.items():
        sentence = said.replace("\0", name, 1)
        yield f"{sentence} {wording.say('sentence.also', provisions='; '.join(others))}" if others else sentence


def version_text(version: Version, wording: LawWording) -> str:
    """Return from when until when a version holds, and what brought it."""
    when = wording.period(version.since, version.until) or wording.say("version.unknown")
    return wording.say("version.by", period=when, acts=wording.names(version.by)) if version.by else when


def _headings(wording: LawWording, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(wording.say(f"column.{name}") for name in names)


def act_rows(shown: ShownAct) -> list[tuple[str, ...]]:
    """Return a row per provision and version under ``ACT_COLUMNS``; a provision without versions has one row."""
    register, wording = shown.register, shown.wording
    rows: list[tuple[str, ...]] = []
    for provision in shown.provisions():
        for version in register.versions.get(provision, ()) or (None,):
            amending = version.by if version and version.by else register.amending(provision)
            rows.append(
                (
                    provision,
                    wording.name(provision),
                    register.numbers.get(provision, ""),
                    version.iri if version else "",
                    _iso(version.since if version else None),
                    _iso(version.until if version else None),
                    wording.names(amending),
                    wording.names(need.iri for need in shown.concerned(provision)),
                    wording.names(shown.obligations(provision)),
                    sentence_about(provision, register, shown.thread, wording),
                )
            )
    return rows


def act_document(shown: ShownAct) -> dict[str, Any]:
    """Return the same as a document of plain values, for JSON."""
    register, act, wording = shown.register, shown.act, shown.wording

    def thing(iri: Iri) -> dict[str, str]:
        return {"iri": iri, "label": wording.name(iri)}

    return {
        **thing(act.iri),
        "number": act.number,
        "date": _iso(act.dated) or None,
        **{name: _iso(getattr(act, name)) or None for name in ("published", "since", "until")},
        "amended_by": [
            {**thing(other), "date": _iso(known.dated if (known := register.acts.get(other)) else None) or None}
            for other in register.amending(act.iri)
        ],
        "needs": [
            {**thing(need.iri), "status": need.status, "acts": list(need.acts), "provisions": list(need.provisions)}
            for need in shown.needs()
        ],
        "obligations": [thing(duty) for duty in shown.obligations(act.iri, *shown.provisions())],
        "provisions": [
            {
                **thing(provision),
                "number": register.numbers.get(provision),
                "versions": [
                    {
                        **thing(version.iri),
                        "since": _iso(version.since) or None,
                        "until": _iso(version.until) or None,
                        "by": list(version.by),
                    }
                    for version in register.versions.get(provision, ())
                ],
                "amended_by": register.amending(provision),
                "sentence": sentence_about(provision, register, shown.thread, wording),
            }
            for provision in shown.provisions()
        ],
    }


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
