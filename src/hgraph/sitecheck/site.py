"""Finding out what is at an address: where the site begins, what it calls itself, and things to try it with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urljoin, urlsplit
from xml.sax.saxutils import unescape

from hgraph.dataset import parsed_quads
from hgraph.errors import UsageError
from hgraph.namespaces import VOID
from hgraph.sitecheck.fetching import Answer, Fetcher, require_web

_ID: Final = "/id/"
_PAGE: Final = re.compile(r"<loc>([^<]*/doc/[^<]*)\.(?:nl|en)\.html</loc>")
_PART: Final = re.compile(r"<loc>([^<]*)</loc>")


@dataclass(frozen=True)
class Site:
    """A site as it is met: ``base`` is where it answers, ``own_base`` what it calls itself in its IRIs."""

    base: str
    own_base: str
    things: tuple[str, ...]
    """IRIs to try, as they are written in the data."""

    def address(self, iri: str) -> str:
        """Return where a thing is asked for: its IRI, but at the host where the site was met."""
        return self.base + iri[len(self.own_base) :] if iri.startswith(self.own_base) else iri


def find_site(fetcher: Fetcher, address: str, most: int) -> Site:
    """Return the site at an address: a home page, a release, or one thing; with at most so many things to try.

    Raises ``UsageError`` (``site-without-things``) if nothing can be tried, and what fetching raises.
    """
    require_web(address)
    bare = address.partition("#")[0].partition("?")[0]
    if _ID in urlsplit(bare).path:
        base = bare[: bare.index(_ID, bare.index("//") + 2) + 1]
        own_base = _own_base(fetcher, base) or base
        return Site(base, own_base, (own_base + bare[len(base) :],))
    for base in _candidates(bare):
        known = _own_base(fetcher, base)
        things = tuple(dict.fromkeys(_things(fetcher, base, known or base)))[:most]
        if things:
            return Site(base, known or base, things)
        if known:
            break
    else:
        fetcher.get(bare)
    raise UsageError("site-without-things", place=address)


def _candidates(address: str) -> Iterator[str]:
    """Yield where the site may begin: at the address as a folder, and in the folder that it is in."""
    folders = [address if address.endswith("/") else f"{address}/", urljoin(address, "./")]
    yield from dict.fromkeys(folders)


def _own_base(fetcher: Fetcher, base: str) -> str | None:
    """Return what the record of a release says its base is, ``None`` without a record."""
    answer = _found(fetcher, urljoin(base, "release.json"))
    try:
        record = json.loads(answer.body) if answer else {}
    except ValueError:
        return None
    own = record.get("base") if isinstance(record, dict) else None
    return own if isinstance(own, str) and own.startswith(("http://", "https://")) else None


def _things(fetcher: Fetcher, base: str, own_base: str) -> Iterator[str]:
    """Yield own things that VoID names as examples, else those of which the site map has pages."""
    for path in ("void.ttl", ".well-known/void"):
        answer = _found(fetcher, urljoin(base, path))
        try:
            quads = list(parsed_quads(answer.body, ".ttl", answer.address)) if answer else []
        except SyntaxError:
            continue
        examples = sorted(str(value) for _, property_, value, _ in quads if property_ == VOID.exampleResource)
        yield from (thing for thing in examples if thing.startswith(f"{own_base}id/"))
    index = _found(fetcher, urljoin(base, "sitemap.xml"))
    for part in _PART.findall(index.body.decode("utf-8", "replace"))[:1] if index else ():
        address = unescape(part)
        text = _found(fetcher, base + address[len(own_base) :] if address.startswith(own_base) else address)
        for page in _PAGE.findall(text.body.decode("utf-8", "replace")) if text else ():
            if page.startswith(f"{own_base}doc/") and "=" not in page:
                yield unescape(page).replace("/doc/", "/id/", 1)


def _found(fetcher: Fetcher, address: str) -> Answer | None:
    answer = fetcher.get(address)
    return answer if answer.status == 200 else None
