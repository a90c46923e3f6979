"""The questions there are: read from ``.rq`` files, complained about when broken, found by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from hgraph.errors import UnreadableInput, UsageError
from hgraph.questions.binding import parameter_lines
from hgraph.questions.card import COLUMN_TYPES, EMPTY_MEANINGS, PARAMETER_TYPES, Column, Parameter, Question
from hgraph.questions.header import Entry, read_header, split_header

_REQUIRED: Final = ("title", "description", "tags", "columns", "sort", "empty", "empty_text")
_OPTIONAL: Final = ("params", "computed")
_SELECT: Final = re.compile(r"^\s*SELECT\s+(?:DISTINCT\s+)?([^{]*?)\s*(?:WHERE\s*)?\{", re.MULTILINE | re.IGNORECASE)
_PROJECTED: Final = re.compile(r"\(.*?\bAS\s+\?(\w+)\s*\)|\?(\w+)", re.DOTALL | re.IGNORECASE)
_ORDER: Final = re.compile(r"^ORDER BY\b", re.MULTILINE | re.IGNORECASE)


def load_questions(paths: Iterable[Path]) -> dict[str, Question]:
    """Read the given ``.rq`` files; return name → question in order of name. Errors as ``load_question``."""
    return {path.stem: load_question(path) for path in sorted(paths, key=lambda path: path.stem)}


def find_question(name: str, questions: Mapping[str, Question]) -> Question:
    """Return the question of that name. Raises ``UsageError`` that suggests names like it, or else all names."""
    if name in questions:
        return questions[name]
    close = get_close_matches(name, questions, n=3) or sorted(q for q in questions if name and name in q)
    raise UsageError("unknown-question", question=name, suggestions=", ".join(close or sorted(questions)))


def load_question(path: Path) -> Question:
    """Read one ``.rq`` file. Raises ``UnreadableInput`` with file and line for a header or query that is not right."""
    try:
        header, query = split_header(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise UnreadableInput("not-utf8", place=path) from error
    except OSError as error:
        raise UnreadableInput("not-readable", place=path) from error
    top = read_header(path, header)
    fields = top.fields(_REQUIRED, _OPTIONAL)
    projected = tuple(_column(name, entry) for name, entry in fields["columns"].fields().items())
    computed = _computed(fields.get("computed"), {column.name: column for column in projected})
    names = tuple(column.name for column in projected + computed)
    question = Question(
        name=path.stem,
        path=path,
        titles=fields["title"].in_languages(),
        descriptions=fields["description"].in_languages(),
        tags=tuple(entry.text() for entry in fields["tags"].list()),
        parameters=_parameters(fields.get("params")),
        projected=projected,
        computed=computed,
        sort=tuple(_sort(entry, names) for entry in fields["sort"].list()),
        empty=fields["empty"].text(EMPTY_MEANINGS),
        empty_texts=fields["empty_text"].in_languages(),
        query=query,
    )
    _require_agreement(question, fields)
    return question


def _column(name: str, entry: Entry) -> Column:
    fields = entry.fields(("type", "label"), ())
    return Column(name, fields["type"].text(COLUMN_TYPES), fields["label"].in_languages())


def _computed(entry: Entry | None, columns: Mapping[str, Column]) -> tuple[Column, ...]:
    if entry is None:
        return ()
    dates = tuple(name for name, column in columns.items() if column.type == "date")
    found = []
    for name, below in entry.fields().items():
        fields = below.fields(("days", "label"), ())
        ends = [end.text(dates) for end in fields["days"].list()]
        if len(ends) != 2 or name in columns:
            raise below.error("question-wrong-value", value=name, known="{days: […, …]}")
        found.append(Column(name, "integer", fields["label"].in_languages(), days=(ends[0], ends[1])))
    return tuple(found)


def _sort(entry: Entry, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(below.text(names) for below in entry.list()) if entry.is_list else (entry.text(names),)


def _parameters(entry: Entry | None) -> tuple[Parameter, ...]:
    if entry is None:
        return ()
    found = []
    for name, below in entry.fields().items():
        fields = below.fields(("type", "label", "example"), ("class", "required", "internal", "object_of", "by_name"))
        found.append(
            Parameter(
                name=name,
                type=fields["type"].text(PARAMETER_TYPES),
                labels=fields["label"].in_languages(),
                example=fields["example"].text(),
                required="required" in fields and fields["required"].flag(),
                internal="internal" in fields and fields["internal"].flag(),
                of_class=fields["class"].text() if "class" in fields else None,
                object_of=fields["object_of"].text() if "object_of" in fields else None,
                by_name="by_name" in fields and fields["by_name"].flag(),
            )
        )
    return tuple(found)


def _require_agreement(question: Question, fields: Mapping[str, Entry]) -> None:
    declared = [column.name for column in question.projected]
    projected = projected_variables(question.query)
    if declared != projected:
        listed = {"declared": ", ".join(declared), "projected": ", ".join(projected)}
        raise fields["columns"].error("question-columns", **listed)
    asked = {parameter.name for parameter in question.parameters}
    bound = parameter_lines(question.query)
    for name in sorted(asked ^ bound):
        code = "question-parameter-unbound" if name in asked else "question-parameter-undeclared"
        raise fields.get("params", fields["columns"]).error(code, name=name)
    if not _ORDER.search(question.query):
        raise fields["sort"].error("question-without-order")


def projected_variables(query: str) -> list[str]:
    """Return the names of the variables that the outer SELECT of a query gives back, in order; empty if none."""
    select = _SELECT.search(query)
    return [match[1] or match[2] for match in _PROJECTED.finditer(select[1])] if select else []
