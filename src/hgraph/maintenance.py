"""Files whose exact text is prescribed: committed Turtle in canonical form, and what is generated from other files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from hgraph.dataset import canonical_text, read_triples
from hgraph.messages import LANGUAGES
from hgraph.questions import load_questions, render_index
from hgraph.settings import Settings
from hgraph.validation import read_rules, read_stages
from hgraph.validation import render_index as render_rules
from hgraph.vocabulary import jsonld_context, namespaces_module, prefix_card, terms_in

_CANONICAL: Final = ("ontology", "shapes", "data")
_PREFIXES: Final = "prefixes.ttl"


def canonical_forms(settings: Settings) -> Iterator[tuple[Path, str]]:
    """Yield every Turtle file in the project's own folders with the text it ought to have.

    Own things in ``data`` are written relative to the project's base. Raises ``UnreadableInput`` as reading does.
    """
    for kind in _CANONICAL:
        base = settings.id_base if kind == "data" else None
        for path in sorted((settings.folder / kind).glob("**/*.ttl")):
            yield path, canonical_text(path, base)


def generated_files(settings: Settings) -> Iterator[tuple[Path, str]]:
    """Yield the files of the checkout that are made from others, with the text they ought to have."""
    folder = settings.folder
    card = prefix_card(read_triples(folder / "ontology" / _PREFIXES))
    vocabulary = [
        triple
        for path in sorted((folder / "ontology").glob("**/*.ttl"))
        if path.name != _PREFIXES
        for triple in read_triples(path)
    ]
    yield folder / "src" / "hgraph" / "namespaces.py", namespaces_module(card, terms_in(vocabulary))
    ontology = read_triples(folder / "ontology" / "hgraph.ttl")
    yield folder / "ontology" / "context.jsonld", jsonld_context(card, ontology)
    questions = load_questions(settings.content("queries", "*.rq"))
    rules = render_rules(read_rules(settings), read_stages(settings), LANGUAGES[0])
    yield folder / "shapes" / "README.md", rules
    yield folder / "queries" / "README.md", render_index(questions, LANGUAGES[0])
