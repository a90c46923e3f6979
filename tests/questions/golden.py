"""Golden answers: which questions are asked of which project, and how an answer is written for a person to read."""

from __future__ import annotations

import csv
import io
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hgraph.iris import expand, shorten
from hgraph.labels import LabelIndex
from hgraph.project import Project
from hgraph.questions import Answer, Question, ask, load_questions
from hgraph.store import Store
from hgraph.terms import Iri, Literal, Term

FOLDER = Path(__file__).parent
QUERIES = FOLDER.parents[1] / "queries"
QUESTIONS = load_questions(QUERIES.glob("*.rq"))
LANGUAGE = "nl"


@dataclass(frozen=True)
class Case:
    """One question with its arguments, put to the real plan or to the fictional example."""

    name: str
    question: str
    project: str
    arguments: Mapping[str, str]

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.name}.csv"


def read_cases() -> list[Case]:
    """Return the cases of ``cases.toml``: a table per question or ``question.case``."""
    entries = tomllib.loads((FOLDER / "cases.toml").read_text(encoding="utf-8"))
    return [
        Case(name, name.split(".")[0], entry.get("project", "real"), entry.get("arguments", {}))
        for name, entry in entries.items()
    ]


CASES = read_cases()


def answer(case: Case, project: Project, store: Store | None = None) -> Answer:
    """Ask the question of a case, of another store with the same graphs if one is given."""
    question = QUESTIONS[case.question]
    return ask(question, typed(question, case.arguments, project), store or project.store, LANGUAGE)


def typed(question: Question, arguments: Mapping[str, str], project: Project) -> dict[str, object]:
    """Return the arguments with slugs under the project's own base made whole, as the command line does."""
    kinds = {parameter.name: parameter.type for parameter in question.parameters}
    base = project.settings.id_base
    return {
        name: (expand(text) or Iri(base + text)) if kinds[name] == "iri" else text for name, text in arguments.items()
    }


def written(found: Answer, project: Project) -> str:
    """Return an answer as CSV: own things by slug, foreign ones by name and short IRI, texts with their language."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(found.table.columns)
    for row in found.table.rows:
        writer.writerow([_cell(term, project.labels, project.settings.id_base) for term in row])
    if not found.table.rows:
        writer.writerow([f"({found.empty_text(LANGUAGE)})"])
    return lines.getvalue()


def _cell(term: Term | None, labels: LabelIndex, base: str) -> str:
    if isinstance(term, Literal):
        return f"{term.lexical} @{term.language}" if term.language else term.lexical
    if term is None:
        return ""
    short = shorten(term, base)
    return short if term.startswith(base) or term not in labels else f"{labels.label(term, LANGUAGE)} <{short}>"
