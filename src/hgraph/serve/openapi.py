"""The description of the interface for programs (OpenAPI 3.1), made from the cards of the questions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from hgraph import __version__
from hgraph.messages import LANGUAGES, message
from hgraph.questions import Parameter, Question
from hgraph.serve.forms import ANSWERS, GRAPHS, ROWS

_ALWAYS = ("400", "406", "414", "429", "500", "503", "504")
_OF_QUERIES = ("403", "413")
_OF_POST = ("415",)
_READ_BY = ("text/html", "text/plain")
"""A refusal is a page for whoever names pages, else a line of text."""


def describe(questions: Mapping[str, Question], title: str, language: str) -> dict[str, Any]:
    """Return the document: the endpoint for queries, and an operation for each question."""
    paths: dict[str, Any] = {"/sparql": _sparql(language)}
    for name, question in sorted(questions.items()):
        paths[f"/question/{name}/answer"] = {"get": _operation(question, language)}
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": __version__, "description": message("serve.openapi.about", language)},
        "servers": [{"url": "."}],
        "paths": paths,
        "components": {
            "responses": {
                "refused": {
                    "description": message("serve.openapi.refused", language),
                    "content": {kind: {"schema": {"type": "string"}} for kind in _READ_BY},
                },
                "unchanged": {"description": message("serve.openapi.unchanged", language)},
            }
        },
    }


def _operation(question: Question, language: str) -> dict[str, Any]:
    texts = [("language", LANGUAGES), ("format", tuple(form.name for form in ANSWERS))]
    common = [
        {"name": name, "in": "query", "required": False, "schema": {"type": "string", "enum": list(known)}}
        for name, known in texts
    ]
    return {
        "operationId": question.name,
        "summary": question.titles[language],
        "description": question.descriptions[language],
        "tags": list(question.tags),
        "parameters": [*(_parameter(each, language) for each in question.asked), *common],
        "responses": _responses({form.media_type for form in ANSWERS}, _ALWAYS, language),
    }


def _parameter(parameter: Parameter, language: str) -> dict[str, Any]:
    schemas: dict[str, dict[str, Any]] = {
        "date": {"type": "string", "format": "date"},
        "integer": {"type": "integer"},
    }
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": parameter.labels[language],
        "schema": schemas.get(parameter.type, {"type": "string"}),
        "example": int(parameter.example) if parameter.type == "integer" else parameter.example,
    }


def _sparql(language: str) -> dict[str, Any]:
    kinds = {form.media_type for form in (*ROWS, *GRAPHS)}
    statuses = (*_ALWAYS, *_OF_QUERIES)
    text = {"type": "string"}
    graphs = {"type": "array", "items": {"type": "string", "format": "uri"}}
    schemas = {"query": text, "default-graph-uri": graphs, "named-graph-uri": graphs, "format": text}
    summary = message("serve.openapi.sparql", language)
    parameters = [
        {"name": name, "in": "query", "required": name == "query", "schema": schema} for name, schema in schemas.items()
    ]
    body = {
        "application/x-www-form-urlencoded": {
            "schema": {"type": "object", "properties": schemas, "required": ["query"]}
        },
        "application/sparql-query": {"schema": text},
    }
    return {
        "get": {
            "operationId": "sparql",
            "summary": summary,
            "parameters": parameters,
            "responses": _responses(kinds, statuses, language),
        },
        "post": {
            "operationId": "sparql-post",
            "summary": summary,
            "requestBody": {"required": True, "content": body},
            "responses": _responses(kinds, (*statuses, *_OF_POST), language),
        },
    }


def _responses(kinds: set[str], refused: Sequence[str], language: str) -> dict[str, Any]:
    """Return the answer, that a client has it already, and the statuses under which there is none."""
    content: dict[str, dict[str, str]] = {kind: {} for kind in sorted(kinds)}
    return {
        "200": {"description": message("serve.openapi.answer", language), "content": content},
        "304": {"$ref": "#/components/responses/unchanged"},
        **{status: {"$ref": "#/components/responses/refused"} for status in sorted(refused)},
    }
