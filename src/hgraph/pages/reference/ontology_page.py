"""The page of the words, and a page of each word: what it means, an example, which rules and questions use it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from hgraph.dataset import triples_to_turtle
from hgraph.iris import shorten
from hgraph.messages import LANGUAGES, message
from hgraph.pages.frame import KINDS, ONTOLOGY, QUESTIONS, RULES, Format, Page
from hgraph.pages.reference.grids import Grid
from hgraph.pages.reference.question_pages import Asked
from hgraph.pages.reference.site import Site
from hgraph.pages.reference.words import CodeList, Vocabulary, Word, questions_by_word, read_words, rules_by_word
from hgraph.pages.shown import Shown, one_line
from hgraph.questions import Question
from hgraph.releases import FORMS, File
from hgraph.terms import Iri
from hgraph.validation import Rule, read_rules

TURTLE, CONTEXT = "ontology/hgraph.ttl", "ontology/context.jsonld"
"""Files with the words for programs; the context is written with the data that use it."""


@dataclass(frozen=True)
class _Words:
    """All words with what uses them."""

    site: Site
    vocabulary: Vocabulary
    questions: Mapping[str, Sequence[Question]]
    rules: Mapping[str, Sequence[Rule]]

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How many things use each word."""
        rows = self.site.view.project.select("content/term-use").rows
        return {str(term): int(str(count)) for term, count in rows}

    @cached_property
    def _places(self) -> Mapping[str, str]:
        own = [*(each.iri for each in self.vocabulary.everything), *(each.iri for each in self.vocabulary.lists)]
        return {iri: self.site.view.addresses.place(iri) for iri in own}

    def link(self, iri: str, page: Page) -> Shown:
        """Return a word with a link to its page, or to where it lives if it is one of others."""
        shown = self.site.namer.thing(Iri(iri), page)
        place = self._places.get(iri)
        return replace(shown, href=page.to(place), leaves=False) if place else shown

    def used_by(self, iri: str, page: Page) -> tuple[list[Shown], list[Shown]]:
        """Return the questions and the rules that name a word, with links to their pages."""
        return (
            [
                Shown(one_line(each.titles[page.language]), href=page.to(f"{QUESTIONS}/{each.name}"))
                for each in self.questions.get(iri, ())
            ],
            [
                Shown(one_line(each.labels[page.language]), href=page.to(f"{RULES}/{each.code}"))
                for each in self.rules.get(iri, ())
            ],
        )


def ontology_files(site: Site, questions: Sequence[Asked]) -> Iterator[File]:
    """Yield the page of the words, a page of each word and each list of codes, and the words for programs."""
    settings = site.view.project.settings
    vocabulary = read_words(settings)
    words = _Words(
        site,
        vocabulary,
        questions_by_word(each.question for each in questions),
        rules_by_word(read_rules(settings)),
    )
    for language in LANGUAGES:
        yield _overview(words, Page(ONTOLOGY, language))
        for word in vocabulary.everything:
            yield _word_page(words, word, language)
        for codes in vocabulary.lists:
            yield _list_page(words, codes, language)
    triples = [
        (Iri(iri), Iri(name), value)
        for iri, parts in vocabulary.about.items()
        for name in parts
        for value in parts[name]
    ]
    yield File(TURTLE, triples_to_turtle(site.moved(triples)).encode())


def _overview(words: _Words, page: Page) -> File:
    language, vocabulary = page.language, words.vocabulary
    kinds = [
        (kind, message(f"content.ontology.{kind}", language), _grid(words, kind, page))
        for kind in ("class", "property")
    ]
    lists = [
        (each.local, words.link(each.iri, page), each.descriptions.get(language, ""), _codes(words, each, page))
        for each in sorted(vocabulary.lists, key=lambda each: each.titles.get(language, each.local).casefold())
    ]
    borrowed = [[Shown(one_line(names.get(language, ""))), Shown(shorten(iri))] for iri, names in vocabulary.borrowed]
    return words.site.file(
        "reference/ontology.html",
        page,
        title=message("content.ontology.title", language),
        formats=[Format("Turtle", TURTLE, "text/turtle"), Format("JSON-LD context", CONTEXT, "application/ld+json")],
        about=vocabulary.descriptions.get(language, ""),
        kinds=kinds,
        lists=lists,
        borrowed=Grid(
            "borrowed",
            message("content.ontology.borrowed", language),
            [message("content.ontology.name", language), message("content.ontology.code", language)],
            borrowed,
            seen=False,
        ),
    )


def _grid(words: _Words, kind: str, page: Page) -> Grid:
    language = page.language
    chosen = [word for word in words.vocabulary.words if word.kind == kind]
    chosen.sort(key=lambda word: word.labels.get(language, word.local).casefold())
    rows = []
    for word in chosen:
        questions, rules = words.used_by(word.iri, page)
        rows.append(
            [
                words.link(word.iri, page),
                Shown(one_line(word.definitions.get(language, ""))),
                Shown(str(words.counts.get(word.iri, 0))),
                Shown(str(len(rules))),
                Shown(str(len(questions))),
            ]
        )
    headings = [
        message(f"content.ontology.{name}", language) for name in ("name", "meaning", "things", "rules", "questions")
    ]
    caption = message(f"content.ontology.{kind}", language)
    return Grid(f"words-{kind}", caption, headings, rows, (False, False, True, True, True), seen=False)


def _codes(words: _Words, codes: CodeList, page: Page) -> Grid:
    language = page.language
    rows = [
        [
            words.link(code.iri, page),
            Shown(one_line(code.definitions.get(language, ""))),
            Shown(str(words.counts.get(code.iri, 0))),
        ]
        for code in codes.codes
    ]
    headings = [message(f"content.ontology.{name}", language) for name in ("name", "meaning", "things")]
    title = one_line(codes.titles.get(language, codes.local))
    return Grid(f"codes-{codes.local}", title, headings, rows, (False, False, True), seen=False)


def _word_page(words: _Words, word: Word, language: str) -> File:
    site = words.site
    page = Page(site.view.addresses.place(word.iri), language)
    questions, rules = words.used_by(word.iri, page)
    belongs = next((each for each in words.vocabulary.lists if word in each.codes), None)
    return site.file(
        "reference/word.html",
        page,
        title=one_line(word.labels.get(language, word.local)),
        formats=_formats(site, word.iri, page.path),
        kind=message(f"content.ontology.one-{word.kind}", language),
        up=words.link(belongs.iri, page)
        if belongs
        else Shown(message("content.ontology.title", language), href=page.to(ONTOLOGY)),
        word=word,
        short=shorten(word.iri),
        definition=word.definitions.get(language, ""),
        others={tag: text for tag, text in sorted(word.labels.items()) if tag != language},
        related=[words.link(iri, page) for iri in word.related],
        related_name=message(f"content.ontology.related-{word.kind}", language),
        matches=[words.link(iri, page) for iri in word.matches],
        count=words.counts.get(word.iri, 0),
        things=page.to(KINDS),
        questions=questions,
        rules=rules,
    )


def _list_page(words: _Words, codes: CodeList, language: str) -> File:
    site = words.site
    page = Page(site.view.addresses.place(codes.iri), language)
    return site.file(
        "reference/codelist.html",
        page,
        title=one_line(codes.titles.get(language, codes.local)),
        formats=_formats(site, codes.iri, page.path),
        about=codes.descriptions.get(language, ""),
        iri=codes.iri,
        up=_up(page),
        grid=_codes(words, codes, page),
    )


def _up(page: Page) -> Shown:
    return Shown(message("content.ontology.title", page.language), href=page.to(ONTOLOGY))


def _formats(site: Site, iri: Iri, path: str) -> list[Format]:
    """Return the other forms of a word, if the release tells of it in data."""
    if iri not in site.namer.places:
        return []
    names = {"turtle": "Turtle", "jsonld": "JSON-LD", "ntriples": "N-Triples"}
    return [Format(names[form.name], path + form.suffix, form.media_type) for form in FORMS if form.name in names]
