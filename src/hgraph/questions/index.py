"""The list of all questions as a page, generated from the cards."""

from __future__ import annotations

from collections.abc import Mapping

from hgraph.messages import LANGUAGES, message
from hgraph.questions.card import Parameter, Question


def render_index(questions: Mapping[str, Question], language: str) -> str:
    """Return ``queries/README.md``: every question by name, in both languages, the given one first, with parameters."""
    languages = (language, *(other for other in LANGUAGES if other != language))
    lines = [
        f"# {message('questions.index.title', language)}",
        "",
        message("questions.index.introduction", language, count=len(questions)),
        "",
        message("questions.index.head", language),
        "|---|---|---|---|",
    ]
    for question in sorted(questions.values(), key=lambda question: question.name):
        titles = [question.titles[each] for each in languages]
        shown = ", ".join(_parameter(parameter, language) for parameter in question.asked)
        cells = [f"[`{question.name}`]({question.path.name})", *titles, shown or "-"]
        lines.append(f"| {' | '.join(_cell(cell) for cell in cells)} |")
    return "\n".join(lines) + "\n"


def _parameter(parameter: Parameter, language: str) -> str:
    label = parameter.labels[language]
    shown = label if parameter.required else message("questions.index.optional", language, label=label)
    return f"`{parameter.name}` ({shown})"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
