"""The index that Pagefind makes: of short records of the things instead of their pages, and in parts.

Pagefind keeps in memory all that it reads. A record holds what a thing is called and what is said of it, without the
names of its neighbours, and each part is made by a process of its own, so that memory does not grow with the plan. The
page to search on merges the parts.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

from hgraph.messages import LANGUAGES
from hgraph.namespaces import RDF
from hgraph.pages.edition import Edition
from hgraph.pages.frame import Page
from hgraph.pages.statement_part import in_language
from hgraph.pages.words_part import rested_on
from hgraph.reports import legible
from hgraph.store.sharing import end_with
from hgraph.terms import Iri, Literal

BUNDLE: Final = "pagefind"
"""The folder of the index; further parts stand in folders below it."""
_MOST: Final = 3_000
"""So many things are in a part at most,"""
_MOST_LETTERS: Final = 600_000
"""and so many letters of what is said of them."""
_LONGEST: Final = 3_000
"""So many letters of a thing are read."""
_SECONDS: Final = 600
_OF_THE_FIRST: Final = ("*.js", "*.css", "wasm.*")
"""Files that every part gets and only the first one needs."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the index: its folder in the release, and the things that it finds."""

    folder: str
    things: tuple[Iri, ...]


def has_bundle() -> bool:
    """Say whether Pagefind is installed: the extra ``search``."""
    return importlib.util.find_spec("pagefind") is not None and importlib.util.find_spec("pagefind_bin") is not None


def search_parts(edition: Edition) -> list[Part]:
    """Return the parts of the index of a release, the first one in ``BUNDLE``; none without the extra ``search``."""
    return list(_parts(edition)) if has_bundle() else []


def _parts(edition: Edition) -> Iterator[Part]:
    some: list[Iri] = []
    letters, number = 0, 0
    for thing in edition.things:
        said = edition.records.statements.get(thing, ())
        length = sum(len(each.value.lexical) for each in said if isinstance(each.value, Literal))
        length = min(length, 2 * _LONGEST)
        if some and (len(some) >= _MOST or letters + length > _MOST_LETTERS):
            number += 1
            yield Part(f"{BUNDLE}/{number}" if number > 1 else BUNDLE, tuple(some))
            some, letters = [], 0
        some.append(thing)
        letters += length
    if some:
        number += 1
        yield Part(f"{BUNDLE}/{number}" if number > 1 else BUNDLE, tuple(some))


def write_part(edition: Edition, part: Part, folder: Path, aside: Path) -> list[str]:
    """Let Pagefind write a part of the index into the folder of a release; return the paths of its files.

    What it reads is written into a folder ``aside``, which is for the caller to take away, and best when no more files
    are made: Linux looks long for a place for a new one where many were just removed. Raises ``RuntimeError`` with what
    Pagefind said if it fails.
    """
    made, read = folder / part.folder, aside / part.folder.replace("/", "-")
    _write_records(edition, part, read)
    command = [sys.executable, "-m", "pagefind", "--site", str(read), "--output-path", str(made), "--quiet"]
    done = subprocess.run(  # noqa: S603
        command,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
        check=False,
        preexec_fn=partial(end_with, os.getpid()),
    )
    if done.returncode:
        raise RuntimeError(done.stderr.strip() or done.stdout.strip())
    _settle(made, first=part.folder == BUNDLE)
    found = (path for path in sorted(made.rglob("*")) if path.is_file())
    return [path.relative_to(folder).as_posix() for path in found if _is_of(part, path.relative_to(made))]


def _is_of(part: Part, path: Path) -> bool:
    """Say whether a file in the folder of a part is its own: other parts may stand below it."""
    return part.folder != BUNDLE or not path.parts[0].isdigit()


def _settle(made: Path, *, first: bool) -> None:
    """Give the list of languages one order, for Pagefind has another each time; take away what is not needed."""
    entry = made / f"{BUNDLE}-entry.json"
    entry.write_text(json.dumps(json.loads(entry.read_bytes()), sort_keys=True, separators=(",", ":")), "utf-8")
    for pattern in () if first else _OF_THE_FIRST:
        for path in made.glob(pattern):
            path.unlink()


def _write_records(edition: Edition, part: Part, folder: Path) -> None:
    """Write the records as pages with the addresses of the pages that they stand for."""
    folders: set[str] = set()
    for thing in part.things:
        place = f"{folder}/{edition.addresses.place(thing)}"
        within = place.rpartition("/")[0]
        if within not in folders:
            Path(within).mkdir(parents=True, exist_ok=True)
            folders.add(within)
        for language in LANGUAGES:
            with open(f"{place}.{language}.html", "wb") as stream:  # noqa: PTH123 - tens of thousands of files
                stream.write(_record(edition, thing, Page("", language)))


def _record(edition: Edition, thing: Iri, page: Page) -> bytes:
    name, kind = edition.title(thing, page).text, edition.records.kind(thing)
    return edition.frame.fill(
        "record.html",
        language=page.language,
        name=name,
        kind=edition.thing(kind, page).text if kind else "",
        texts=_texts(edition, thing, page, name),
    )


def _texts(edition: Edition, thing: Iri, page: Page, name: str) -> list[str]:
    """Return what is said of a thing, each text once: its own words, its statements, the words it rests on."""
    passages, room = edition.records.thread.passages, _LONGEST
    found = [passages[each].words for each in rested_on(edition, thing) if each in passages]
    statements = edition.records.statements.get(thing, ())
    for statement in in_language(statements, page.language):
        value = statement.value
        if isinstance(value, Literal):
            found.append(value.lexical)
        elif statement.property != RDF.type:
            found.append(edition.thing(value, page).text)
    texts = []
    for text in dict.fromkeys(found):
        if text != name and room > 0:
            texts.append(legible(text[:room]))
            room -= len(text)
    return texts
