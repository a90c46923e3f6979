"""The pieces of SPARQL that queries are put together from, read from ``templates/``."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from string import Template
from typing import Any, Final

from hgraph.namespaces import PREFIXES
from hgraph.terms import Iri, Term, to_ntriples

_FOLDER: Final = Path(__file__).parent / "templates"


@cache
def table(name: str) -> dict[str, Any]:
    """Return one file of ``templates/``."""
    return tomllib.loads((_FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def _template(key: str) -> Template:
    group, _, name = key.partition(".")
    return Template(table("fragments")[group][name])


def fragment(key: str, /, **values: object) -> str:
    """Return a piece of SPARQL with its places filled."""
    return _template(key).substitute(values)


def negated(expression: str) -> str:
    """Return the opposite of an expression."""
    return fragment("expression.negated", expression=expression)


def all_of(expressions: Iterable[str]) -> str:
    """Return the expression that all of these hold; of none, that is true."""
    return _joined(expressions, "all", "yes")


def any_of(expressions: Iterable[str]) -> str:
    """Return the expression that one of these holds; of none, that is false."""
    return _joined(expressions, "any", "no")


def _joined(expressions: Iterable[str], operator: str, empty: str) -> str:
    parts = [fragment("expression.nested", expression=expression) for expression in expressions]
    return fragment(f"expression.{operator}").join(parts) or fragment(f"expression.{empty}")


def united(branches: Sequence[str]) -> str:
    """Return the union of patterns; of one, that one."""
    if len(branches) == 1:
        return branches[0]
    return fragment("pattern.union").join(fragment("pattern.group", pattern=branch) for branch in branches)


def terms(values: Iterable[Term], separator: str = " ") -> str:
    """Return terms as they stand in a query."""
    return separator.join(map(to_ntriples, values))


def sh(name: str) -> Iri:
    """Return a term of the SHACL namespace by its local name."""
    return Iri(PREFIXES["sh"] + name)
