"""The description of the interface for programs (OpenAPI 3.1), made from the cards of the questions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hgraph import __version__
from hgraph.messages import LANGUAGES, message
from hgraph.questions import Parameter, Question
from hgraph.serve.forms import ANSWERS, GRAPHS, ROWS

_STATUSES = ("400", "429", "503", "504")


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
        "responses": _responses({form.media_type for form in ANSWERS}, language),
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
    responses = _responses(kinds, language)
    query = {"type": "string"}
    summary = message("serve.openapi.sparql", language)
    names = ("query", "default-graph-uri", "named-graph-uri", "format")
    parameters = [{"name": name, "in": "query", "required": name == "query", "schema": query} for name in names]
    body = {
        "application/x-www-form-urlencoded": {
            "schema": {"type": "object", "properties": dict.fromkeys(names, query), "required": ["query"]}
        },
        "application/sparql-query": {"schema": query},
    }
    return {
        "get": {"operationId": "sparql", "summary": summary, "parameters": parameters, "responses": responses},
        "post": {
            "operationId": "sparql-post",
            "summary": summary,
            "requestBody": {"required": True, "content": body},
            "responses": responses,
        },
    }


def _responses(kinds: set[str], language: str) -> dict[str, Any]:
    content: dict[str, dict[str, str]] = {kind: {} for kind in sorted(kinds)}
    refused = {
        status: {"description": message("serve.openapi.refused", language), "content": {"text/plain": {}}}
        for status in _STATUSES
    }
    return {"200": {"description": message("serve.openapi.answer", language), "content": content}, **refused}
