"""Answers that stand ready in a release: what a question says without parameters, or for the values worth showing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, product
from math import prod
from typing import Final

from hgraph.errors import UsageError
from hgraph.messages import LANGUAGES
from hgraph.project import Project
from hgraph.questions import Answer, Parameter, Question, ask, choices, meant
from hgraph.questions.binding import to_term
from hgraph.releases import View
from hgraph.terms import Iri, Term

MOST: Final = 25
"""So many values of a parameter are answered beforehand; with more, its example stands for all."""
_TOGETHER: Final = 60
"""Answers to one question with several parameters; beyond it, a date is the day of issue only."""
_LANGUAGE: Final = "language"
_LONGEST: Final = 80


@dataclass(frozen=True)
class Precomputed:
    """One answer, by language, to a question with these values.

    ``slug`` names it in addresses; it is empty if there are no values.
    """

    question: Question
    slug: str
    given: tuple[tuple[Parameter, Term], ...]
    answers: Mapping[str, Answer]

    @property
    def path(self) -> str:
        """The path of its files in a release, without language and suffix."""
        return f"question/{self.question.name}/{self.slug}" if self.slug else f"question/{self.question.name}"

    @property
    def arguments(self) -> dict[str, object]:
        """The values by the name of their parameter."""
        return {parameter.name: _argument(term) for parameter, term in self.given}


def precompute(question: Question, view: View) -> list[Precomputed]:
    """Return the answers to a question that stand ready, in order; none if no value makes sense in these data.

    A date is the day of issue, and the day the question has as its example; a thing is each there is to pick from if
    they are few, and the example otherwise.
    """
    required = [parameter for parameter in question.asked if parameter.required]
    values = [_values(parameter, view) for parameter in required]
    if prod(map(len, values)) > _TOGETHER:
        pairs = zip(required, values, strict=True)
        values = [known[:1] if parameter.type == "date" else known for parameter, known in pairs]
    found = []
    taken: set[str] = set()
    for chosen in islice(product(*values), _TOGETHER):
        given = tuple(zip(required, chosen, strict=True))
        slug = _free("_".join(_part(term, view) for term in chosen), taken)
        found.append(Precomputed(question, slug, given, _answers(question, given, view.project)))
    return found


def _answers(question: Question, given: Sequence[tuple[Parameter, Term]], project: Project) -> Mapping[str, Answer]:
    arguments = {parameter.name: _argument(term) for parameter, term in given}
    if any(parameter.internal and parameter.name == _LANGUAGE for parameter in question.parameters):
        return {language: ask(question, arguments, project.store, language) for language in LANGUAGES}
    answer = ask(question, arguments, project.store)
    return dict.fromkeys(LANGUAGES, answer)


def _argument(term: Term) -> object:
    return term if isinstance(term, Iri) else str(term)


def _values(parameter: Parameter, view: View) -> Sequence[Term]:
    if parameter.type == "date":
        days = (view.release.issued.isoformat(), parameter.example)
        return [to_term(parameter, text) for text in dict.fromkeys(days)]
    among = choices(parameter, view.project)
    if among is not None and 0 < len(among) <= MOST:
        return list(_by_name(among, parameter, view.project))
    try:
        example = to_term(parameter, meant(parameter.example, parameter, view.project))
    except UsageError:
        example = None
    if example is not None and (among is None or example in among):
        return [example]
    # The example is of another plan than the one in view.
    return list(_by_name(among or (), parameter, view.project))[:1]


def _by_name(things: Sequence[str] | frozenset[str], parameter: Parameter, project: Project) -> Iterator[Iri]:
    """Yield things in order of name; of those with one name one is enough if the question asks by name."""
    project.labels.learn(things)
    names = {thing: project.labels.label(thing, LANGUAGES[0]) for thing in sorted(things)}
    seen: set[str] = set()
    for thing, name in sorted(names.items(), key=lambda item: (item[1].casefold(), item[0])):
        if not (parameter.by_name and name in seen):
            yield Iri(thing)
        seen.add(name)


def _part(term: Term, view: View) -> str:
    """Return the part of an address that stands for a value: the last part of where a thing is told of."""
    text = view.addresses.place(term).rpartition("/")[2] if isinstance(term, Iri) else str(term)
    return "".join(char if char.isascii() and (char.isalnum() or char in "-_=") else "-" for char in text)[:_LONGEST]


def _free(slug: str, taken: set[str]) -> str:
    name, number = slug, 1
    while name in taken:
        number += 1
        name = f"{slug}-{number}"
    taken.add(name)
    return name
