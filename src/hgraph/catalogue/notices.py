"""Short texts at fixed places: what robots may fetch, whom to tell of a weakness, and the terms of use."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from urllib.parse import urlsplit

from hgraph.catalogue.places import LICENCE, ROBOTS, SECURITY, SITEMAP, Names
from hgraph.messages import LANGUAGES, message
from hgraph.releases import File, View
from hgraph.terms import is_valid_iri


def notice_files(view: View) -> Iterator[File]:
    """Yield the texts; ``security.txt`` only if the settings give somebody to tell."""
    yield File(ROBOTS, _robots(view).encode())
    if contacts := security_contacts(view):
        yield File(SECURITY, _security(view, contacts).encode())
    licence = view.project.settings.publication.licence
    told = [
        message("catalogue.licence", language, title=view.release.titles[language], licence=licence)
        for language in LANGUAGES
    ]
    yield File(LICENCE, "\n\n".join([*told, ""]).rstrip("\n").encode() + b"\n")


def security_contacts(view: View) -> list[str]:
    """Return the addresses that a weakness may be told to."""
    given = view.project.settings.publication
    wanted = [f"mailto:{given.contact_email}" if given.contact_email else "", given.contact_page or ""]
    return [address for address in wanted if address.startswith(("mailto:", "https://")) and is_valid_iri(address)]


def _robots(view: View) -> str:
    names, path = Names.of(view), urlsplit(view.addresses.base).path or "/"
    lines = [f"# {message('catalogue.robots', LANGUAGES[1], dumps=names.file('dumps/'))}"]
    lines += ["User-agent: *", f"Disallow: {path}sparql?", f"Allow: {path}", "", f"Sitemap: {names.file(SITEMAP)}", ""]
    return "\n".join(lines)


def _security(view: View, contacts: list[str]) -> str:
    """Return the text of RFC 9116; it asks for a day of expiry, a year from the release at most."""
    expires = view.release.issued + timedelta(days=364)
    lines = [f"Contact: {contact}" for contact in contacts]
    lines += [f"Expires: {expires.isoformat()}T00:00:00Z", f"Preferred-Languages: {', '.join(LANGUAGES)}"]
    return "\n".join([*lines, f"Canonical: {Names.of(view).file(SECURITY)}", ""])
