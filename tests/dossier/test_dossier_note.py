"""The note of a dossier: the prescribed headings, what the data hold with its source, and visible gaps elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from cli import small_project
from hgraph.documents import Bullets, Document, Facts, Grid, Heading, Paragraph
from hgraph.dossier.case import Case
from hgraph.dossier.effects import Legislation
from hgraph.dossier.ledger import in_order
from hgraph.dossier.note import note
from hgraph.dossier.situation import Situation
from hgraph.project import Project, open_project
from hgraph.settings import load_settings

GOLDEN = Path(__file__).parents[1] / "golden" / "dossier"
CASES: dict[tuple[Path, str, date, str], Case] = {}
DAYS = {"example": date(2021, 6, 1), "real": date(2020, 6, 26)}


def case(project: Project, language: str, on: date, stage: str = "approval") -> Case:
    """Return a case in a language, on the open store of a project; each is looked at once."""
    key = (project.settings.folder, language, on, stage)
    if key not in CASES:
        settings = project.settings.model_copy(update={"language": language})
        CASES[key] = Case.of(Project(settings, project.store, project.labels, project.files), stage, on)
    return CASES[key]


def outline(document: Document) -> Iterator[str]:
    """Yield the title, the headings, the gaps, the loud sentences, and how much stands between them."""
    yield document.title
    yield document.subtitle
    for block in document.blocks:
        match block:
            case Heading(text, level):
                yield f"{'#' * level} {text}"
            case Paragraph(text, weight):
                yield f"{weight}: {text}"
            case Bullets(items):
                yield f"list of {len(items)}"
            case Grid(headings, rows):
                yield f"table of {len(rows)}: {', '.join(headings)}"
            case Facts(pairs):
                yield f"facts: {', '.join(name for name, _ in pairs)}"
            case other:
                yield type(other).__name__.lower()


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("plan", ["example", "real"])
def test_outline(plan: str, language: str, request: pytest.FixtureRequest, update_golden: bool) -> None:  # noqa: FBT001
    project: Project = request.getfixturevalue(f"{plan}_project")
    made = "\n".join(outline(note(case(project, language, DAYS[plan]), ["A", "B"]))) + "\n"
    golden = GOLDEN / f"note-{plan}-{language}.txt"
    if update_golden:
        golden.write_text(made, encoding="utf-8")
    assert made == golden.read_text(encoding="utf-8")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_both_plans_and_languages_have_the_prescribed_headings(
    language: str, example_project: Project, real_project: Project
) -> None:
    for project in (example_project, real_project):
        document = note(case(project, language, date(2021, 6, 1)), [])
        numbers = [
            block.text[0] for block in document.blocks if isinstance(block, Heading) and re.match(r"\d\. ", block.text)
        ]
        assert numbers == ["1", "2", "3", "4", "5"]


def test_a_plan_that_is_not_ready_says_so_and_why_and_proposes_nothing(real_project: Project) -> None:
    document = note(case(real_project, "nl", DAYS["real"]), [])
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert any(text.startswith("Niet klaar voor de fase Goedkeuring.") for text in texts)
    reasons = next(block for block in document.blocks if isinstance(block, Bullets))
    assert any("geen strategische doelstelling vastgelegd" in item.text for item in reasons.items)
    assert "[aan te vullen: voorstel van beslissing]" in texts
    assert not any("hecht haar goedkeuring" in text for text in texts)


@pytest.mark.parametrize(
    ("stage", "words"),
    [
        ("approval", "hecht haar goedkeuring aan"),
        ("framework", "neemt kennis van het doelstellingenkader"),
        ("submission", "neemt kennis van de ingediende"),
        ("reporting", "neemt kennis van de rapportage"),
    ],
)
def test_a_plan_that_is_ready_gets_the_usual_formula_as_a_draft(
    stage: str, words: str, example_project: Project
) -> None:
    document = note(case(example_project, "nl", date(2024, 6, 1), stage), [])
    texts = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    place = next(index for index, text in enumerate(texts) if words in text)
    assert texts[place - 1].startswith("Ontwerp volgens de gebruikelijke formule")
    assert texts[place + 1].startswith("[aan te vullen: nazicht")


def test_who_submits_is_who_is_in_office_on_the_day(real_project: Project) -> None:
    def submitter(on: date) -> str:
        blocks = note(case(real_project, "nl", on), []).blocks
        facts = next(block for block in blocks if isinstance(block, Facts))
        gap = next(block.text for block in blocks if isinstance(block, Paragraph) and block.weight == "gap")
        return dict(facts.pairs).get("Van", gap)

    assert submitter(date(2020, 6, 26)).startswith("Bart Somers")
    assert submitter(date(2024, 1, 15)).startswith("Gwendolyn Rutten")
    assert submitter(date(2026, 1, 1)).startswith("[aan te vullen: indienende minister")


def test_every_row_and_every_point_with_a_source_cites_one_that_is_listed(example_project: Project) -> None:
    document = note(case(example_project, "nl", DAYS["example"]), [])
    listed = next(b for b in document.blocks if isinstance(b, Grid) and list(b.headings) == ["Nummer", "Bron"])
    numbers = {row[0] for row in listed.rows}
    cited = set()
    for block in document.blocks:
        texts = [item.text for item in block.items] if isinstance(block, Bullets) else []
        if isinstance(block, Grid):
            texts = [cell for row in block.rows for cell in row]
        cited |= {number for text in texts for number in re.findall(r"\bbron (\d+)", text)}
    assert cited
    assert cited <= numbers
    assert numbers == {str(number) for number in range(1, len(numbers) + 1)}


def test_other_plans_stay_out_of_the_note(real_project: Project) -> None:
    told = case(real_project, "nl", DAYS["real"]).ledger
    assert [told.name(plan) for plan in told.plans] == ["Horizontaal Integratie- en Gelijkekansenbeleidsplan 2020-2024"]
    assert len(told.things("https://w3id.org/hgraph/ns#Objective")) > 0
    assert told.parts("https://w3id.org/hgraph/ns#Objective") == []


def test_a_plan_of_which_nothing_is_known_is_all_gaps(tmp_path: Path) -> None:
    with open_project(load_settings(small_project(tmp_path))) as project:
        document = note(case(project, "nl", date(2021, 6, 1)), [])
    gaps = [b.text for b in document.blocks if isinstance(b, Paragraph) and b.weight == "gap"]
    assert len(gaps) == 18
    assert all(gap.startswith("[aan te vullen: ") and gap.endswith("]") for gap in gaps)
    assert document.title == "Nota aan de regering"


def test_article_9_comes_before_article_10() -> None:
    assert sorted(["Artikel 10", "artikel 12bis", "Artikel 9"], key=in_order) == [
        "Artikel 9",
        "Artikel 10",
        "artikel 12bis",
    ]


def test_coordinators_follow_each_other_with_their_terms(real_project: Project) -> None:
    """Four mandates of one minister that follow each other are one term; days as Themis has them."""
    blocks = Situation(case(real_project, "nl", date(2026, 1, 1)).ledger).blocks()
    told = dict(next(block for block in blocks if isinstance(block, Facts)).pairs)["Coördinerende minister"]
    assert [part.partition(" (")[0].partition(",")[0] for part in told.split("; ")] == [
        "Bart Somers",
        "Gwendolyn Rutten",
        "Lydia Peeters",
    ]
    assert "(van 2 oktober 2019 tot 8 november 2023)" in told


def test_articles_of_one_act_are_told_together(real_project: Project) -> None:
    blocks = Legislation(case(real_project, "nl", date(2026, 1, 1)).ledger).blocks()
    affected = [row[1] for row in next(block for block in blocks if isinstance(block, Grid)).rows]
    assert "Integratie- en Inburgeringsdecreet, artikelen 6, 7" in affected
    assert any(text.startswith("Gelijkekansendecreet, artikelen 8, 9, 10, 11, 12, 12bis, 13, ") for text in affected)
