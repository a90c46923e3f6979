"""The program's own source as syntax trees: what tests need to hold code and catalogues together."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "hgraph"


@cache
def modules() -> dict[Path, ast.Module]:
    """Return the syntax tree of every module, with ``parent`` set on each node."""
    trees = {}
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        met: list[ast.AST] = [tree]
        for parent in met:
            for child in ast.iter_child_nodes(parent):
                child.parent = parent  # type: ignore[attr-defined]
                met.append(child)
        trees[path] = tree
    return trees


@dataclass(frozen=True)
class Call:
    """A call of a function by name: its first argument, the names of its keyword arguments, and where it stands."""

    name: str
    first: ast.expr
    keywords: frozenset[str]
    spreads: bool
    node: ast.Call
    path: Path

    @property
    def place(self) -> str:
        """File and line, for the name of a test."""
        return f"{self.path.relative_to(SOURCE)}:{self.node.lineno}"


@cache
def calls(*names: str) -> tuple[Call, ...]:
    """Return every call, with a first argument, of a function or method with one of these names."""
    return tuple(_calls(names))


def _calls(names: tuple[str, ...]) -> Iterator[Call]:
    for name, path, node in _calls_with_arguments():
        if name in names:
            given = frozenset(keyword.arg for keyword in node.keywords if keyword.arg)
            spreads = any(keyword.arg is None for keyword in node.keywords)
            yield Call(name, node.args[0], given, spreads, node, path)


@cache
def _calls_with_arguments() -> tuple[tuple[str, Path, ast.Call], ...]:
    return tuple(
        (node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", ""), path, node)
        for path, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args
    )


def texts(expression: ast.expr) -> list[str]:
    """Return the texts an expression can be: constants, also behind ``if`` and in a variable of the same function."""
    if isinstance(expression, ast.Constant) and isinstance(expression.value, str):
        return [expression.value]
    if isinstance(expression, ast.IfExp):
        return [*texts(expression.body), *texts(expression.orelse)]
    if isinstance(expression, ast.Name):
        function = enclosing_function(expression)
        found = []
        for node in ast.walk(function) if function else ():
            if isinstance(node, ast.Assign) and any(
                isinstance(target, ast.Name) and target.id == expression.id for target in node.targets
            ):
                found += texts(node.value)
        return found
    return []


def enclosing_function(node: ast.AST) -> ast.FunctionDef | None:
    """Return the function a node stands in."""
    while node := getattr(node, "parent", None):
        if isinstance(node, ast.FunctionDef):
            return node
    return None


def pattern(expression: ast.expr) -> str | None:
    """Return the regular expression of the texts an expression can be; ``None`` if nothing is known of it."""
    if isinstance(expression, ast.JoinedStr):
        parts = [re.escape(part.value) if isinstance(part, ast.Constant) else ".+" for part in expression.values]
        return "".join(parts)
    known = texts(expression)
    return "|".join(map(re.escape, known)) if known else None


def sentence_keys(call: Call) -> tuple[str | None, frozenset[str]]:
    """Return the pattern of the catalogue keys a call of ``message``, or of a helper ``say`` around it, asks for.

    With it the names of the values the helper adds itself. The pattern is ``None`` if the key is a mere parameter.
    """
    asked = pattern(call.first)
    if call.name == "message" or asked is None:
        return asked, frozenset()
    inner, parameter = _helper(call.path)
    if isinstance(inner.first, ast.Name):  # the helper takes whole keys
        return asked, inner.keywords
    parts = [
        re.escape(part.value)
        if isinstance(part, ast.Constant)
        else f"(?:{asked})"
        if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name) and part.value.id == parameter
        else ".+"
        for part in (inner.first.values if isinstance(inner.first, ast.JoinedStr) else [])
    ]
    return "".join(parts), inner.keywords


def _helper(path: Path) -> tuple[Call, str]:
    """Return the call of ``message`` in the nearest helper ``say``, and the helper's first parameter."""
    for near in (path, path.parent):
        for call in calls("message"):
            function = enclosing_function(call.node)
            if function and function.name == "say" and near in (call.path, call.path.parent):
                names = [arg.arg for arg in (*function.args.posonlyargs, *function.args.args) if arg.arg != "self"]
                return call, names[0]
    raise LookupError(path)


def template_keys() -> frozenset[str]:
    """Return the patterns of the catalogue keys that templates ask for: ``say("a.b")``, ``say("a." ~ name)``."""
    templates = sorted(SOURCE.rglob("templates/**/*.html"))
    found = (hit for path in templates for hit in _SAID.finditer(path.read_text(encoding="utf-8")))
    return frozenset(re.escape(hit["key"]) + (".+" if hit["more"] else "") for hit in found)


_SAID = re.compile(r"""\bsay\((?P<quote>["'])(?P<key>[^"']+)(?P=quote)(?P<more>\s*~)?""")
