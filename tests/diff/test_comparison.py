"""What changed in a plan, thing by thing, told to people and to programs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from hgraph.dataset import read_triples, triples_to_turtle
from hgraph.diff import (
    Comparison,
    Fate,
    PropertyChange,
    ThingChange,
    compare,
    comparison_json,
    consequences,
    opened_version,
    told,
)
from hgraph.documents import Bullets, Grid, document_text
from hgraph.namespaces import DCAT, DCT, HG
from hgraph.settings import load_settings
from hgraph.terms import Iri, Literal, Triple

BASE = "https://voorbeeld.example/id/"
ACTIONS = "data/actions.ttl"
POINTS, BUILDERS, ADVICE = (
    Iri(f"{BASE}actie/{name}") for name in ("aanspreekpunten", "brugfiguren", "aanwervingsadvies")
)
MINISTER = Iri(f"{BASE}mandataris/zeegras-2020")
DAY = date(2026, 1, 1)


@pytest.fixture
def plans(example_folder: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Return two copies of the example."""
    return tuple(Path(shutil.copytree(example_folder, tmp_path / name)) for name in ("old", "new"))  # type: ignore[return-value]


def rewrite(plan: Path, edit: Callable[[Triple], Triple | None], file: str = ACTIONS) -> None:
    """Write a file again with every statement edited; ``None`` leaves it out."""
    path = plan / file
    kept = [new for triple in read_triples(path, BASE) if (new := edit(triple)) is not None]
    path.write_text(triples_to_turtle(kept, BASE), encoding="utf-8")


@contextmanager
def compared(old: Path, new: Path) -> Iterator[Comparison]:
    """Open both versions and compare them."""
    settings = load_settings(new)
    with opened_version(str(old), settings) as before, opened_version(str(new), settings) as after:
        yield compare(before, after)


def later(triple: Triple) -> Triple:
    end = (f"{POINTS}/periode", DCAT.endDate)
    return (triple[0], triple[1], Literal("2023-11-30", Iri(f"{triple[2].datatype}"))) if triple[:2] == end else triple  # type: ignore[union-attr]


def test_a_plan_and_itself(plans: tuple[Path, Path]) -> None:
    with compared(*plans) as found:
        assert found.things == ()
        assert told(found, None, "nl").blocks[0].text == "Er is geen verschil: beide versies zeggen hetzelfde."  # type: ignore[union-attr]


def test_what_is_said_of_a_part_is_said_of_the_thing(plans: tuple[Path, Path]) -> None:
    rewrite(plans[1], later)
    with compared(*plans) as found:
        period = (Iri(HG.plannedPeriod), Iri(DCAT.endDate))
        (change,) = found.things
        assert change == ThingChange(
            POINTS,
            Fate.CHANGED,
            Iri(HG.Action),
            (MINISTER,),
            (PropertyChange(period, (_day("2023-12-31"),), (_day("2023-11-30"),)),),
        )


def _day(text: str) -> Literal:
    return Literal(text, Iri("http://www.w3.org/2001/XMLSchema#date"))


def test_what_came_and_what_went(plans: tuple[Path, Path]) -> None:
    """A thing with its parts is one thing that went; read the other way round, one that came."""
    rewrite(plans[1], lambda triple: None if str(triple[0]).startswith(BUILDERS) else triple)
    with compared(*plans) as found:
        assert [(change.thing, change.fate) for change in found.things] == [(BUILDERS, Fate.GONE)]
    with compared(*reversed(plans)) as found:
        (change,) = found.things
        assert (change.thing, change.fate, change.kind) == (BUILDERS, Fate.NEW, HG.Action)
        assert change.owners


def test_a_title_in_two_languages(plans: tuple[Path, Path]) -> None:
    def renamed(triple: Triple) -> Triple:
        if triple[:2] == (ADVICE, DCT.title) and isinstance(triple[2], Literal):
            return (*triple[:2], Literal(triple[2].lexical + " (herzien)", triple[2].datatype, triple[2].language))
        return triple

    rewrite(plans[1], renamed)
    with compared(*plans) as found:
        document = told(found, None, "nl")
    text = document_text(document, 100, lambda *_: "")
    assert "• titel (en): “Advice to small businesses on recruitment” werd “Advice to small businesses on\n" in text
    assert "• titel: “Advies aan kleine ondernemingen over aanwerving” werd “Advies aan kleine ondernemingen\n" in text


class TestTold:
    """The document."""

    @pytest.fixture
    def changed(self, plans: tuple[Path, Path]) -> tuple[Path, Path]:
        """Move a deadline, take away a budget and a link, and drop an action."""

        def edit(triple: Triple) -> Triple | None:
            if triple[:2] in ((ADVICE, HG.budgetAmount), (POINTS, HG.contributesTo)):
                return None
            if str(triple[0]).startswith(BUILDERS):
                return None
            return later(triple)

        rewrite(plans[1], edit)
        return plans

    def test_dutch(self, changed: tuple[Path, Path]) -> None:
        with compared(*changed) as found:
            leads_to = consequences(found.old.project, found.new.project, "reporting", DAY)
            document = told(found, leads_to, "nl")
        text = document_text(document, 100, lambda headings, rows, *_: "\n".join(map(" | ".join, [headings, *rows])))
        assert "3 dingen verschillen: 2 gewijzigd, 1 weg.\n" in text
        assert "Minister van Onderwijs en Jeugd (fictief) |  |  | 1\n" in text
        assert "• Weg: Brugfiguren tussen school en jeugdwerk (Actie)\n" in text
        assert "• geplande periode, einde: vervroegd van 31 december 2023 naar 30 november 2023 (31 dagen\n" in text
        assert "• budget in euro: 410000 viel weg.\n" in text
        assert "Bereikte fase: eerst Rapportage, nu " in text
        assert "Voor ‘Advies aan kleine ondernemingen over aanwerving’ is geen budget vastgelegd" in text
        assert "Zonder actie kwam te staan:\n" in text

    def test_english(self, changed: tuple[Path, Path]) -> None:
        with compared(*changed) as found:
            text = document_text(told(found, None, "en"), 100, lambda *_: "")
        assert "3 things differ: 2 changed, 1 gone.\n" in text
        assert "• planned period, end: moved from 31 December 2023 to 30 November 2023 (31 days earlier).\n" in text
        assert "• Gone: Bridge builders between school and youth work (Action)\n" in text

    def test_the_way_back_says_what_is_fixed_and_covered(self, changed: tuple[Path, Path]) -> None:
        with compared(*reversed(changed)) as found:
            leads_to = consequences(found.old.project, found.new.project, "reporting", DAY)
            text = document_text(told(found, leads_to, "nl"), 100, lambda *_: "")
        assert "• Nieuw: Brugfiguren tussen school en jeugdwerk (Actie)\n" in text
        assert "bevindingen zijn weg:\n" in text
        assert "Kreeg een actie:\n" in text

    def test_json_has_every_value(self, changed: tuple[Path, Path]) -> None:
        with compared(*changed) as found:
            leads_to = consequences(found.old.project, found.new.project, "reporting", DAY)
            document = json.loads(comparison_json(found, leads_to, "en"))
            assert document["counts"] == {"new": 0, "changed": 2, "gone": 1}
            assert document["statements"] == {
                "went": len(found.differences.went),
                "came": len(found.differences.came),
            }
            by_iri = {thing["iri"]: thing for thing in document["things"]}
            change = by_iri[POINTS]["properties"][1]
            assert [step["label"] for step in change["path"]] == ["planned period", "end"]
            assert (change["went"][0]["value"], change["came"][0]["value"]) == ("2023-12-31", "2023-11-30")
            assert len(document["consequences"]["new"]) == len(leads_to.new) > 0

    def test_many_changes_fit_on_a_screen(self, plans: tuple[Path, Path]) -> None:
        def edit(triple: Triple) -> Triple:
            if isinstance(triple[2], Literal) and triple[1] in (DCT.title, DCT.description):
                return (*triple[:2], Literal(triple[2].lexical + ".", triple[2].datatype, triple[2].language))
            return triple

        for file in sorted((plans[1] / "data").glob("*.ttl")):
            rewrite(plans[1], edit, f"data/{file.name}")
        with compared(*plans) as found:
            assert len(found.things) > 60
            folded, limited, whole = (told(found, None, "nl", limit) for limit in (0, 2, None))
        assert not any(isinstance(block, Bullets) for block in folded.blocks)
        assert sum(len(block.rows) for block in folded.blocks if isinstance(block, Grid)) <= 24
        assert all(len(block.items) <= 3 for block in limited.blocks if isinstance(block, Bullets))
        told_at_all = sum(len(block.items) for block in whole.blocks if isinstance(block, Bullets))
        assert told_at_all >= len(found.things)
