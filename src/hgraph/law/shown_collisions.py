"""Collisions as they are shown: the provision, both needs with those who answer for them, and how it stands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from hgraph.law.collisions import Collision, Standing
from hgraph.law.pages import Page, Section
from hgraph.law.records import Need
from hgraph.law.wording import LawWording

COLLISION_COLUMNS: Final = (
    "provision", "provision_label", "standing", "across_plans", "first", "first_label", "first_owners", "first_plans",
    "second", "second_label", "second_owners", "second_plans",
)  # fmt: skip


def collisions_page(found: Sequence[Collision], wording: LawWording) -> Page:
    """Return the page of all collisions, open ones in a section before the others."""
    sections = []
    for title, standings in (("open", (Standing.OPEN,)), ("settled", (Standing.ONE_TRACK, Standing.OVER))):
        rows = tuple(_row(each, wording) for each in found if each.standing in standings)
        if rows:
            headings = tuple(wording.say(f"column.{name}") for name in ("provision", "need", "other-need", "standing"))
            sections.append(Section(wording.say(f"collisions.{title}"), (), headings, rows))
    said = () if found else (wording.say("collisions.none"),)
    return Page(wording.say("collisions.title"), said, tuple(sections))


def _row(each: Collision, wording: LawWording) -> tuple[str, ...]:
    standing = wording.say(f"collisions.standing.{each.standing.value}")
    if each.across_plans:
        standing = f"{standing}; {wording.say('collisions.across-plans')}"
    return wording.name(each.provision), _side(each.first, wording), _side(each.second, wording), standing


def _side(need: Need, wording: LawWording) -> str:
    return f"{wording.name(need.iri)} ({wording.owners(need.owners)})"


def collision_rows(found: Sequence[Collision], wording: LawWording) -> list[tuple[str, ...]]:
    """Return a row per pair under ``COLLISION_COLUMNS``."""
    return [
        (
            each.provision,
            wording.name(each.provision),
            each.standing.value,
            "true" if each.across_plans else "false",
            *_columns(each.first, wording),
            *_columns(each.second, wording),
        )
        for each in found
    ]


def _columns(need: Need, wording: LawWording) -> tuple[str, str, str, str]:
    return need.iri, wording.name(need.iri), wording.owners(need.owners), wording.names(need.plans)


def collisions_document(found: Sequence[Collision], wording: LawWording) -> dict[str, Any]:
    """Return the same as a document of plain values, for JSON."""

    def side(need: Need) -> dict[str, Any]:
        owners = [{"iri": owner.iri, "label": wording.name(owner.iri)} for owner in need.owners]
        return {"iri": need.iri, "label": wording.name(need.iri), "owners": owners, "plans": list(need.plans)}

    return {
        "collisions": [
            {
                "provision": {"iri": each.provision, "label": wording.name(each.provision)},
                "standing": each.standing.value,
                "across_plans": each.across_plans,
                "needs": [side(each.first), side(each.second)],
            }
            for each in found
        ]
    }
