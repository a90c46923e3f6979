"""The list of questions in ``queries/README.md`` is made from the cards and current."""

from pathlib import Path

import pytest

from hgraph.questions import render_index
from test_questions_cards import QUESTIONS

README = Path(__file__).parents[1] / "queries" / "README.md"


def test_the_list_of_questions_is_current():
    assert README.read_text(encoding="utf-8") == render_index(QUESTIONS, "nl"), "make generated writes it"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_question_is_listed_with_its_own_words_first(language: str):
    lines = render_index(QUESTIONS, language).splitlines()
    for question in QUESTIONS.values():
        (line,) = [line for line in lines if line.startswith(f"| [`{question.name}`]({question.name}.rq) |")]
        assert line.split(" | ")[1] == question.titles[language]
        assert all(f"`{parameter.name}`" in line for parameter in question.asked)
