"""What changed since the release before, in sentences under who answers for it, and the same for programs."""

from __future__ import annotations

import gzip
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from hgraph.diff import Comparison, Consequences, Fate, Sentences, ThingChange, Version, compare, consequences
from hgraph.errors import UnreadableInput
from hgraph.messages import LANGUAGES, message
from hgraph.pages.frame import CHANGES, STANDING, Format, Page
from hgraph.pages.reference.question_pages import Asked
from hgraph.pages.reference.site import Site
from hgraph.pages.shown import Shown, one_line
from hgraph.project import Project, open_statements
from hgraph.releases import File
from hgraph.reports import plain_json
from hgraph.terms import Iri, to_ntriples

DUMP: Final = "dumps/dataset.nq.gz"
"""The whole dataset of a release, as it stands in its folder."""
_BEFORE: Final = Iri("urn:hgraph:release-before")
_LISTED: Final = 1000
"""Things told one by one on the page; the JSON has all."""


@dataclass(frozen=True, slots=True)
class _Item:
    """What became of one thing: the sentence, the thing with a link if it still is there, and what differs."""

    sentence: str
    thing: Shown
    below: Sequence[str]


@dataclass(frozen=True, slots=True)
class _Group:
    """The changes that one person, or nobody, answers for."""

    owner: Shown
    counts: str
    items: Sequence[_Item]


def change_files(site: Site, _: Sequence[Asked]) -> Iterator[File]:
    """Yield the page and its JSON in both languages. Raises ``UnreadableInput`` for a dump that cannot be read."""
    previous = site.view.previous
    dump = previous / DUMP if previous else None
    if dump is None or not dump.exists():
        yield from _first(site)
        return
    with _compared(site, dump) as (comparison, leads_to):
        for language in LANGUAGES:
            yield _page(site, comparison, leads_to, Page(CHANGES, language))
            yield File(f"{CHANGES}.{language}.json", _as_json(site, comparison, leads_to, language))


def _first(site: Site) -> Iterator[File]:
    for language in LANGUAGES:
        page = Page(CHANGES, language)
        title = message("content.changes.title", language)
        formats = _formats(page)
        yield site.file("reference/changes.html", page, title=title, formats=formats, first=True)
        yield File(
            f"{CHANGES}.{language}.json",
            plain_json({"old": None, "new": site.view.release.short_id, "things": []}).encode(),
        )


def _formats(page: Page) -> list[Format]:
    return [Format("JSON", f"{CHANGES}.{page.language}.json", "application/json")]


@contextmanager
def _compared(site: Site, dump: Path) -> Iterator[tuple[Comparison, Consequences | None]]:
    view = site.view
    settings = view.project.settings
    with tempfile.TemporaryDirectory(prefix="hgraph-release-") as name:
        folder = Path(name)
        unpacked = folder / "before.nq"
        try:
            unpacked.write_bytes(gzip.decompress(dump.read_bytes()))
        except (OSError, EOFError) as error:
            raise UnreadableInput("not-readable", place=dump) from error
        with open_statements(settings, _BEFORE, [unpacked]) as before:
            # Both sides go through a store, which writes each value in one way.
            old_file, new_file = folder / "old.nt", folder / "new.nt"
            _write(before, [_BEFORE], old_file)
            _write(view.project, view.project.store.graphs, new_file)
            old = Version(before, [old_file], settings, ("release", dump.parents[1].name))
            new = Version(view.project, [new_file], settings, ("release", view.release.short_id))
            comparison = compare(old, new)
            judged = (
                consequences(before, view.project, settings.stage, view.release.issued) if comparison.things else None
            )
            yield comparison, judged


def _write(project: Project, graphs: Iterable[Iri], path: Path) -> None:
    rows = project.select_given("diff/statements-of-graph", graph=graphs).rows
    lines = {" ".join(to_ntriples(term) for term in row if term is not None) for row in rows}
    path.write_text("".join(f"{line} .\n" for line in sorted(lines)), encoding="utf-8")


def _page(site: Site, comparison: Comparison, leads_to: Consequences | None, page: Page) -> File:
    language = page.language
    counts = [
        message(f"diff.counts.{fate.value}", language, count=count)
        for fate in Fate
        if (count := comparison.count(fate))
    ]
    return site.file(
        "reference/changes.html",
        page,
        title=message("content.changes.title", language),
        formats=_formats(page),
        first=False,
        old=comparison.old.name(language),
        new=comparison.new.name(language),
        counts=", ".join(counts),
        total=len(comparison.things),
        left=max(0, len(comparison.things) - _LISTED),
        groups=list(_groups(site, comparison, page)),
        leads=list(_leads(leads_to, language)) if leads_to else [],
        standing=page.to(STANDING),
    )


def _groups(site: Site, comparison: Comparison, page: Page) -> Iterator[_Group]:
    """Yield the changes under who answers for them, by name; what nobody answers for comes last."""
    sentences = Sentences(comparison, page.language)
    found: dict[str, list[ThingChange]] = defaultdict(list)
    for change in sorted(comparison.things, key=sentences.order)[:_LISTED]:
        for owner in change.owners or ("",):
            found[owner].append(change)
    nobody = message("diff.nobody", page.language)
    names = {owner: one_line(comparison.label(owner, page.language)) if owner else nobody for owner in found}
    for owner in sorted(found, key=lambda each: (not each, names[each].casefold(), each)):
        shown = site.namer.thing(Iri(owner), page) if owner else Shown(nobody)
        items = [_item(site, sentences, change, page) for change in found[owner]]
        count = message("content.changes.of-owner", page.language, count=len(items))
        yield _Group(Shown(names[owner], href=shown.href, leaves=shown.leaves), count, items)


def _item(site: Site, sentences: Sentences, change: ThingChange, page: Page) -> _Item:
    there = change.fate is not Fate.GONE
    href = site.namer.thing(change.thing, page).href if there and change.thing in site.namer.places else None
    sentence = one_line(sentences.thing(change))
    return _Item(sentence, Shown(sentence, href=href), [one_line(text) for text in sentences.properties(change)])


def _leads(leads_to: Consequences, language: str) -> Iterator[str]:
    old, new = (
        titles[language] if titles else message("diff.consequences.no-stage", language) for titles in leads_to.reached
    )
    if old == new:
        yield message("diff.consequences.reached", language, stage=new)
    else:
        yield message("diff.consequences.moved", language, old=old, new=new)
    for key, findings in (("new", leads_to.new), ("fixed", leads_to.fixed)):
        if findings:
            number = "one" if len(findings) == 1 else "many"
            stage = leads_to.stage[language]
            yield message(f"diff.consequences.{key}-{number}", language, count=len(findings), stage=stage)


def _as_json(site: Site, comparison: Comparison, leads_to: Consequences | None, language: str) -> bytes:
    """Return all changes as JSON, in sentences; only what is still published is named by its IRI."""
    sentences = Sentences(comparison, language)

    def named(iri: str) -> dict[str, Any]:
        return {"iri": iri if iri in site.namer.places else None, "label": comparison.label(iri, language)}

    things = [
        {
            **named(change.thing),
            "fate": change.fate.value,
            "kind": sentences.kind(change),
            "owners": [named(owner) for owner in change.owners],
            "sentence": sentences.thing(change),
            "properties": list(sentences.properties(change)),
        }
        for change in comparison.things
    ]
    told = {
        "old": comparison.old.name(language),
        "new": comparison.new.name(language),
        "counts": {fate.value: comparison.count(fate) for fate in Fate},
        "consequences": list(_leads(leads_to, language)) if leads_to else [],
        "things": things,
    }
    return plain_json(told).encode()
