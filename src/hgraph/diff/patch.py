"""A difference as an RDF patch: what is deleted and what is added, one statement a line (``D`` and ``A``)."""

from __future__ import annotations

from collections.abc import Iterable

from hgraph.dataset import Differences, read_statements
from hgraph.errors import UnreadableInput
from hgraph.terms import Iri, Term, Triple, to_ntriples

_DELETE, _ADD = "D", "A"
_BEGIN, _END = "TX .", "TC ."


def patch_text(differences: Differences) -> str:
    """Return the patch that makes the new statements of the old ones, in one transaction; the same every time."""
    lines = [f"{_DELETE} {_line(triple)}" for triple in differences.went]
    lines += [f"{_ADD} {_line(triple)}" for triple in differences.came]
    return "\n".join([_BEGIN, *lines, _END]) + "\n"


def apply_patch(statements: Iterable[Triple], patch: str) -> set[Triple]:
    """Return the statements after a patch that ``patch_text`` made.

    Raises ``UnreadableInput`` (``not-a-patch``) if it deletes what is not there, or adds what is.
    """
    lines = patch.splitlines()
    if lines[:1] != [_BEGIN] or lines[-1:] != [_END]:
        raise UnreadableInput("not-a-patch", line=1)
    left = {_line(triple): triple for triple in statements}
    added: set[str] = set()
    for number, line in enumerate(lines[1:-1], 2):
        kind, _, statement = line.partition(" ")
        known = statement in left or statement in added
        if kind not in (_DELETE, _ADD) or known is (kind == _ADD):
            raise UnreadableInput("not-a-patch", line=number)
        if kind == _ADD:
            added.add(statement)
        else:
            left.pop(statement, None)
    return {*left.values(), *read_statements("\n".join(sorted(added)))}


def _line(triple: Triple) -> str:
    return " ".join(map(_term, triple)) + " ."


def _term(term: Term) -> str:
    """Return a term in N-Triples; a blank node by the name its description gives it."""
    return str(term) if isinstance(term, Iri) and term.startswith("_:") else to_ntriples(term)
