"""From a message with placeholders to a sentence with names, dates and numbers in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Final

from hgraph.labels import LabelIndex
from hgraph.messages import message, printable
from hgraph.terms import Iri, Literal, Term, to_python

_PLACEHOLDER: Final = re.compile(r"(?P<quote>[\u2018\u201c]?)\{[$?](?P<name>\w+)\}")
_LONGEST: Final = 200


def fill(template: str, bindings: Mapping[str, Term], labels: LabelIndex, language: str) -> str:
    """Return a message with ``{$this}`` and ``{?x}`` replaced by what they are bound to, in words.

    Names of things are set in quotation marks, unless the message does so itself, because a name may be a sentence.
    An unbound placeholder becomes an ellipsis.
    """

    def words(found: re.Match[str]) -> str:
        term = bindings.get(found["name"])
        text = in_words(term, labels, language)
        if isinstance(term, Iri) and not found["quote"]:
            return message("validation.name", language, name=text)
        return found["quote"] + text

    return _PLACEHOLDER.sub(words, template)


def in_words(term: Term | None, labels: LabelIndex, language: str) -> str:
    """Return a term as people read it: a thing by its name, a date written out, a long text cut short."""
    if term is None:
        return "…"
    if isinstance(term, Iri):
        return printable(labels.label(term, language))
    value = to_python(term)
    if isinstance(value, date):
        return message("validation.date", language, day=value.day, month=_month(value.month, language), year=value.year)
    return printable(_shortened(term))


def _month(number: int, language: str) -> str:
    return message(f"validation.months.{number}", language)


def _shortened(literal: Literal) -> str:
    text = " ".join(literal.lexical.split())
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"
