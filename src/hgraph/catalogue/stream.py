"""The stream of changes (LDES): every thing as it is in each release, one page a release, never changed afterwards."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

from hgraph.catalogue.changes import Change, Kind, statements
from hgraph.catalogue.describing import Description, moment, number, worded
from hgraph.catalogue.places import PAGES, STREAM, Names, version_iri
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import AS_, DCT, LDES, RDF, SH, TREE, XSD
from hgraph.releases import File, View
from hgraph.terms import Iri, Literal, to_ntriples

_FOLDER: Final = STREAM.rpartition("/")[0]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of the stream: the release it tells of, when that was issued, and how many members it has."""

    release: str
    issued: str
    members: int

    @property
    def path(self) -> str:
        """Where it stands in a release."""
        return f"{_FOLDER}/{self.release}.ttl"


def earlier_pages(view: View) -> list[Page]:
    """Return the pages of the release before, the oldest first; none if it has no stream, or another base."""
    if view.previous is None:
        return []
    try:
        known = json.loads((view.previous / PAGES).read_text(encoding="utf-8"))
        if known["base"] != view.addresses.base:
            return []
        pages = [Page(page["release"], page["issued"], page["members"]) for page in known["pages"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    return pages if all(page.release.isalnum() and (view.previous / page.path).is_file() for page in pages) else []


def stream_files(view: View, folder: Path, changes: Sequence[Change], earlier: Sequence[Page]) -> Iterator[File]:
    """Yield the root of the stream, the pages of earlier releases byte for byte, and the page of this one."""
    for page in earlier:
        if view.previous:
            yield File(page.path, (view.previous / page.path).read_bytes())
    release = view.release
    page = Page(release.short_id, release.issued.isoformat(), len(changes))
    pages = [known for known in earlier if known.release != page.release] + [page]
    yield File(page.path, _page(view, folder, page, {change.thing: change.kind for change in changes}))
    yield File(STREAM, _root(view, pages).as_turtle())
    content = {"base": view.addresses.base, "pages": [asdict(page) for page in pages]}
    yield File(PAGES, (json.dumps(content, indent=1) + "\n").encode())


def _root(view: View, pages: Sequence[Page]) -> Description:
    about, names = Description(), Names.of(view)
    stream, root, shape = names.stream, names.file(STREAM), names.file(f"{STREAM}#shape")
    about.classify(stream, LDES.EventStream)
    about.state(
        stream,
        DCT.title,
        *worded({n: message("catalogue.stream-title", n, title=view.release.titles[n]) for n in LANGUAGES}),
    )
    about.state(stream, DCT.license, Iri(view.project.settings.publication.licence))
    about.state(stream, LDES.timestampPath, Iri(DCT.created))
    about.state(stream, LDES.versionOfPath, Iri(DCT.isVersionOf))
    about.state(stream, LDES.versionDeletePath, Iri(RDF.type))
    about.state(stream, LDES.versionDeleteObject, Iri(AS_.Delete))
    about.state(stream, TREE.shape, Iri(shape))
    about.state(stream, TREE.view, Iri(root))
    about.classify(root, TREE.Node)
    for page in pages:
        _relations(about, root, names.file(page.path), page)
    about.classify(shape, SH.NodeShape)
    for path, extra, value in (
        (DCT.isVersionOf, SH.nodeKind, SH.IRI),
        (DCT.created, SH.datatype, XSD.dateTime),
    ):
        property_ = f"{shape}-{path.rpartition('/')[2]}"
        about.state(shape, SH.property, Iri(property_))
        about.classify(property_, SH.PropertyShape)
        about.state(property_, SH.path, Iri(path))
        about.state(property_, extra, Iri(value))
        about.state(property_, SH.minCount, number(1))
        about.state(property_, SH.maxCount, number(1))
    return about


def _relations(about: Description, root: str, node: str, page: Page) -> None:
    """Say which moments a page holds: that of its release, up to the end of the day."""
    day = date.fromisoformat(page.issued)
    ends = (("from", TREE.GreaterThanOrEqualToRelation, day), ("to", TREE.LessThanRelation, day + timedelta(days=1)))
    for end, class_, value in ends:
        relation = f"{root}#{page.release}-{end}"
        about.state(root, TREE.relation, Iri(relation))
        about.classify(relation, class_)
        about.state(relation, TREE.path, Iri(DCT.created))
        about.state(relation, TREE.value, moment(value))
        about.state(relation, TREE.node, Iri(node))


def _page(view: View, folder: Path, page: Page, kinds: Mapping[Iri, Kind]) -> bytes:
    """Return the page of a release as N-Triples, which is Turtle too: written line by line, for it may be large."""
    names, addresses = Names.of(view), view.addresses
    stream, node = Iri(names.stream), Iri(names.file(page.path))
    created = moment(date.fromisoformat(page.issued))
    written = BytesIO()

    def write(*statements: tuple[Iri, str, Iri | Literal]) -> None:
        written.writelines(_line(*statement).encode() for statement in statements)

    def member(thing: Iri) -> Iri:
        version = Iri(version_iri(names.base, page.release, addresses.place(thing)))
        write((stream, TREE.member, version), (version, DCT.isVersionOf, thing), (version, DCT.created, created))
        return version

    write((stream, RDF.type, Iri(LDES.EventStream)), (node, RDF.type, Iri(TREE.Node)), (node, DCT.isPartOf, stream))
    write((node, LDES.immutable, Literal("true", Iri(XSD.boolean))))
    for thing, stated in statements(folder):
        if thing in kinds:
            start = f"<{member(thing)}>"
            of_version = (start + line[len(thing) + 2 :] for line in stated if _has_one_moment(line, thing))
            written.writelines(line.encode() for line in of_version)
    for thing in sorted(thing for thing, kind in kinds.items() if kind is Kind.GONE):
        write((member(thing), RDF.type, Iri(AS_.Delete)))
    return written.getvalue()


def _has_one_moment(line: str, thing: Iri) -> bool:
    """Say whether a statement leaves the moment and the thing of a version single, as the shape of members wants."""
    return not line[len(thing) + 3 :].startswith((f"<{DCT.created}> ", f"<{DCT.isVersionOf}> "))


def _line(subject: Iri, predicate: str, value: Iri | Literal) -> str:
    return f"{to_ntriples(subject)} <{predicate}> {to_ntriples(value)} .\n"
