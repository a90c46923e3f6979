"""The proof that nothing is shown that must not be: every file of a release is read back and searched for it."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urldefrag, urljoin

from hgraph.dataset import parsed_iris
from hgraph.publish.documents import CONTEXT_FILE
from hgraph.releases import FORMS

_RDF: Final = (".ttl", ".nt", ".nq", ".trig", ".jsonld")
_REST: Final = r"([^\s\"'<>`\\{}|^$]+)"
_IRIS: Final = {
    scheme: re.compile(rf"{end}(?<={scheme}){_REST}")
    for scheme, end in {"http://": "://", "https://": "://", "urn:": ":", "mailto:": ":"}.items()
}
"""IRIs by how they begin; each pattern begins with what is always the same, which is many times as fast to look for."""
_TRAILING: Final = ".,;:!?)]*_"
_MAY_END: Final = re.compile(rf"[{re.escape(_TRAILING)}]+(?![\w/])|[,;)\]]")
_LINK: Final = re.compile(r"""=(?:(?<=\shref=)|(?<=\ssrc=)|(?<=\saction=))(?:"([^"]*)"|'([^']*)')""")
_ABOUT_THINGS: Final = ("doc", "term", "code", "extern")
_SUFFIXES: Final = tuple(form.suffix for form in FORMS)
_CONTEXT_OF: Final = re.compile(rf'\A\{{"@context": "(?:\.\./)*{re.escape(CONTEXT_FILE)}",\n')
_LARGE: Final = "dumps/"
"""Files that may be as large as all others together."""
_AT_ONCE: Final = 500
"""So many things of such a file are read at a time."""


@dataclass(frozen=True, order=True)
class Leak:
    """An IRI in a file of a release where it must not be."""

    path: str
    iri: str


class LeakFound(Exception):  # noqa: N818 - a finding about the release, not an error of the program
    """A release that shows what must not be shown; it was taken away again."""

    def __init__(self, leaks: Iterable[Leak]) -> None:
        """Take what was found."""
        self.leaks = tuple(sorted(set(leaks)))
        super().__init__("\n".join(f"{leak.path}: {leak.iri}" for leak in self.leaks))


@dataclass(frozen=True)
class Rules:
    """What may be met in a release, and what must not be."""

    base: str
    withheld: frozenset[str]
    """IRIs that must not be met anywhere."""
    published: frozenset[str]
    """Own things that are published; no other IRI under ``id/`` may be met."""
    old_id_base: str
    paths: frozenset[str]
    """The files of the release."""
    past: bool = False
    """Whether files tell of earlier releases, which may have had own things that are no longer there."""

    def refuses(self, iri: str) -> bool:
        """Say whether an IRI must not be met."""
        if iri in self.withheld:
            return True
        own = f"{self.base}id/"
        if not iri.startswith((own, self.old_id_base)):
            return False
        if not iri.startswith(own):
            return True
        if self.past:
            return False
        bare = re.split(r"[?#]", iri, maxsplit=1)[0]
        return iri != own and iri not in self.published and bare not in self.published

    def leads_nowhere(self, path: str) -> bool:
        """Say whether a link leads to a thing of which the release has no document in any form."""
        if path.partition("/")[0] not in _ABOUT_THINGS or path in self.paths:
            return False
        place = path.removesuffix(next((suffix for suffix in _SUFFIXES if path.endswith(suffix)), ""))
        return not any(place + suffix in self.paths for suffix in _SUFFIXES)


class Proof:
    """Reads files of a release back from disk."""

    def __init__(self, folder: Path, rules: Rules, context: dict[str, Any]) -> None:
        """Take the folder, what to look for, and the context of its JSON-LD, which is read with each document."""
        self._folder = folder
        self._rules = rules
        self._context = json.dumps({"@context": context})[1:-1]
        self._harmless: set[str] = set()
        self._leads_somewhere = lru_cache(maxsize=50_000)(self._leads)

    def leaks_in(self, paths: Sequence[str]) -> list[Leak]:
        """Return what must not be met in some files of the release."""
        large = [path for path in paths if path.startswith(_LARGE)]
        documents = [path for path in paths if path.endswith(".jsonld") and path not in (CONTEXT_FILE, *large)]
        found = self._in_json(documents)
        for path in large:
            found += self._in_dump(path)
        for path in paths:
            if path not in documents and path not in large:
                found += self._in_file(path, (self._folder / path).read_bytes())
        return found

    def _in_dump(self, path: str) -> Iterator[Leak]:
        """Read a file of any size bit by bit."""
        kind = path.removesuffix(".gz")
        suffix = PurePosixPath(kind).suffix
        with (self._folder / path).open("rb") if kind == path else gzip.open(self._folder / path) as stream:
            if suffix == ".jsonld":
                yield from self._in_lines(path, stream)
            elif suffix in _RDF:
                yield from self._in_rdf(path, stream, suffix)
            else:
                yield from self._in_file(path, stream.read())

    def _in_lines(self, path: str, lines: Iterable[bytes]) -> Iterator[Leak]:
        """Read a document in JSON-LD with a thing on each line: what is around them, and some of them at a time.

        A parser keeps a whole document of this form in memory.
        """
        around: list[bytes] = []
        some: list[bytes] = []
        context = ""
        for line in lines:
            bare = line.strip().removesuffix(b",")
            if bare.startswith(b'{"@id"') and bare.endswith(b"}"):
                some.append(bare)
            else:
                around.append(line)
            if len(around) == 1 and _CONTEXT_OF.match(around[0].decode()):
                context, around[0] = f"{self._context}, ", b"{"
            if len(some) == _AT_ONCE:
                yield from self._in_rdf(path, _of_nodes(context, some), ".jsonld")
                some = []
        yield from self._in_rdf(path, _of_nodes(context, some), ".jsonld")
        yield from self._in_rdf(path, b"{" + context.encode() + b"".join(around)[1:], ".jsonld")

    def _in_json(self, paths: Sequence[str]) -> list[Leak]:
        """Read documents in JSON-LD as one, with their context put in; where something is wrong, each by itself."""
        graphs: list[tuple[str, str]] = []
        others: list[tuple[str, str]] = []
        for path in paths:
            text = (self._folder / path).read_text(encoding="utf-8")
            begun = _CONTEXT_OF.match(text)
            (others if begun is None else graphs).append((path, text if begun is None else "{" + text[begun.end() :]))
        together = f'{{{self._context}, "@graph": [{", ".join(text for _, text in graphs)}]}}'
        if graphs and any(map(self._refused, parsed_iris(together.encode(), ".jsonld", self._rules.base))):
            others += [(path, f"{{{self._context}, {text[1:]}") for path, text in graphs]
        return [leak for path, text in others for leak in self._in_rdf(path, text.encode(), ".jsonld")]

    def _in_file(self, path: str, content: bytes) -> Iterator[Leak]:
        suffix = PurePosixPath(path).suffix
        if suffix == ".gz":
            yield from self._in_file(path.removesuffix(suffix), gzip.decompress(content))
        elif suffix in _RDF and path != CONTEXT_FILE:
            yield from self._in_rdf(path, content, suffix)
        elif suffix == ".xlsx":
            with zipfile.ZipFile(io.BytesIO(content)) as workbook:
                for name in workbook.namelist():
                    yield from self._in_text(path, unescape(workbook.read(name).decode("utf-8", "replace")))
        elif not path.startswith(("assets/", "pagefind/")):
            text = content.decode("utf-8", "replace")
            yield from self._in_text(path, unescape(text) if suffix in (".html", ".xml", ".atom", ".svg") else text)
            if suffix == ".html":
                yield from self._in_links(path, text)

    def _in_rdf(self, path: str, content: bytes | io.BufferedIOBase, suffix: str) -> Iterator[Leak]:
        yield from (Leak(path, iri) for iri in parsed_iris(content, suffix, self._rules.base) if self._refused(iri))

    def _in_text(self, path: str, text: str) -> Iterator[Leak]:
        """Look for IRIs in a text, where nothing says for sure at which comma or bracket one ends."""
        text = unquote(text) if "%3A%2F%2F" in text else text
        found = {scheme + rest for scheme, iri in _IRIS.items() if scheme in text for rest in iri.findall(text)}
        for written in found:
            if written in self._harmless:
                continue
            meant = [written, *(written[: found.start()] for found in _MAY_END.finditer(written))]
            known = self._rules.withheld.intersection(meant)
            if known or all(map(self._rules.refuses, meant)):
                yield Leak(path, max(known, default=written.rstrip(_TRAILING)))
            else:
                self._harmless.add(written)

    def _in_links(self, path: str, text: str) -> Iterator[Leak]:
        folder = path.rpartition("/")[0]
        for one, other in set(_LINK.findall(text)):
            if not self._leads_somewhere(folder, one or other):
                yield Leak(path, unescape(one or other))

    def _leads(self, folder: str, link: str) -> bool:
        """Say whether a link from a folder leads to a document that is there, or to something else altogether."""
        if link.startswith(("#", "?")) or (f"{folder}/{link}" if folder else link) in self._rules.paths:
            return True  # most links are the plain path of a file
        address = urldefrag(urljoin(f"{self._rules.base}{folder}/" if folder else self._rules.base, unescape(link))).url
        if not address.startswith(self._rules.base):
            return True
        return not self._rules.leads_nowhere(unquote(address[len(self._rules.base) :].partition("?")[0]))

    def _refused(self, iri: str) -> bool:
        if iri in self._harmless:
            return False
        if self._rules.refuses(iri):
            return True
        self._harmless.add(iri)
        return False


def _of_nodes(context: str, nodes: Sequence[bytes]) -> bytes:
    """Return things as one document in JSON-LD."""
    return b"".join([b"{", context.encode(), b'"@graph": [', b", ".join(nodes), b"]}"])
