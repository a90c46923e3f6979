"""The feed of changes (Atom), one a language: each release, and every thing that came, changed or went in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from hgraph.catalogue.changes import Change, Kind
from hgraph.catalogue.places import CHANGES, Names, release_iri, version_iri
from hgraph.messages import LANGUAGES, message, printable
from hgraph.releases import File, View
from hgraph.terms import Iri

MOST_ENTRIES: Final = 500
"""So many entries stand in a feed; the stream has all."""
_NAMESPACE: Final = "http://www.w3.org/2005/Atom"

Entry = Mapping[str, Any]
"""A release (``kind`` is ``release``) or a change in one, as it is carried over from one release to the next."""


def feed_files(view: View, changes: Sequence[Change]) -> Iterator[File]:
    """Yield the feed in each language, and the entries from which the next release goes on."""
    entries = [*_entries(view, changes), *_earlier(view)][:MOST_ENTRIES]
    for language in LANGUAGES:
        yield File(f"feeds/changes.{language}.atom", _feed(view, entries, language).encode())
    content = {"base": view.addresses.base, "entries": entries}
    yield File(CHANGES, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def _earlier(view: View) -> list[Entry]:
    if view.previous is None:
        return []
    try:
        known = json.loads((view.previous / CHANGES).read_text(encoding="utf-8"))
        entries = list(known["entries"]) if known["base"] == view.addresses.base else []
    except (OSError, ValueError, KeyError, TypeError):
        return []
    short_id = view.release.short_id
    return [entry for entry in entries if isinstance(entry, dict) and entry.get("release") != short_id]


def _entries(view: View, changes: Sequence[Change]) -> Iterator[Entry]:
    """Yield the release and what changed in it: own things before those of others and words."""
    release, addresses = view.release, view.addresses
    issued = {"release": release.short_id, "issued": release.issued.isoformat()}
    counts = {kind.value: sum(change.kind is kind for change in changes) for kind in Kind}
    yield {**issued, "kind": "release", "titles": dict(release.titles), "counts": counts}
    shown = sorted(changes, key=lambda change: (not addresses.is_own(change.thing), change.thing))[:MOST_ENTRIES]
    labels = view.project.labels
    labels.learn(change.thing for change in shown)
    for change in shown:
        titles = {language: labels.label(change.thing, language) for language in LANGUAGES}
        yield {**issued, "kind": change.kind.value, "thing": change.thing, "titles": titles}


def _feed(view: View, entries: Sequence[Entry], language: str) -> str:
    names = Names.of(view)
    publication = view.project.settings.publication
    title = view.release.titles[language]
    own, page = names.file(f"feeds/changes.{language}.atom"), names.file(f"changes.{language}.html")
    author = publication.publisher_name.get(language) or title
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        f'<feed xmlns="{_NAMESPACE}" xml:lang="{language}">',
        f"<title>{_text(message('catalogue.feed-title', language, title=title))}</title>",
        f"<id>{_text(own)}</id>",
        f'<link rel="self" type="application/atom+xml" href={_attribute(own)}/>',
        f'<link rel="alternate" type="text/html" hreflang="{language}" href={_attribute(page)}/>',
        f"<updated>{view.release.issued.isoformat()}T00:00:00Z</updated>",
        f"<author><name>{_text(author)}</name></author>",
        f"<rights>{_text(publication.licence)}</rights>",
    ]
    for entry in entries:
        lines += _entry(view, entry, language)
    return "\n".join([*lines, "</feed>", ""])


def _entry(view: View, entry: Entry, language: str) -> list[str]:
    base, release, kind = view.addresses.base, str(entry["release"]), str(entry["kind"])
    title = entry["titles"].get(language, "")
    if kind == "release":
        id_, page = release_iri(base, release), f"changes.{language}.html"
        summary = message("catalogue.entry.release-summary", language, **entry["counts"])
    else:
        place = view.addresses.place(Iri(entry["thing"]))
        id_ = version_iri(base, release, place)
        page = f"changes.{language}.html" if kind == Kind.GONE else f"{place}.{language}.html"
        summary = message("catalogue.entry.summary", language, thing=entry["thing"], release=release)
    told = message(f"catalogue.entry.{kind}", language, title=title, release=release)
    return [
        "<entry>",
        f"<title>{_text(told)}</title>",
        f"<id>{_text(id_)}</id>",
        f'<link rel="alternate" type="text/html" hreflang="{language}" href={_attribute(base + page)}/>',
        f"<updated>{entry['issued']}T00:00:00Z</updated>",
        f"<summary>{_text(summary)}</summary>",
        "</entry>",
    ]


def _text(text: str) -> str:
    return escape(printable(text))


def _attribute(text: str) -> str:
    return quoteattr(printable(text))
