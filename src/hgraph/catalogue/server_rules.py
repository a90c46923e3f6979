"""Ready rules for nginx, Apache, Caddy and w3id.org: the same negotiation, headers and types in the words of each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from hgraph.messages import LANGUAGES
from hgraph.releases import FORMS, File, View, media_type, media_types

_FOLDER: Final = Path(__file__).parent / "rules"
_FILES: Final = {
    "nginx.conf": "server/nginx.conf",
    "apache.conf": "server/apache.conf",
    "htaccess": ".htaccess",
    "Caddyfile": "server/Caddyfile",
    "w3id.htaccess": "server/w3id.htaccess",
    "README.txt": "server/README.txt",
}
_NAMES: Final = (
    ("turtle", ("text/turtle", "application/x-turtle", "text/n3", "text/rdf+n3")),
    ("jsonld", ("application/ld+json", "application/json")),
    ("ntriples", ("application/n-triples", "text/plain")),
    ("html", ("text/html", "application/xhtml+xml", "text/*", "*/*")),
)
"""The forms by the names that clients ask for, data first: a browser names none of those."""
_LEVELS: Final = ("", *(str(tenth) for tenth in range(9, 0, -1)))
"""Qualities from the whole (empty) to the least, by tenths: what a web server can compare."""
_UNASKABLE: Final = re.compile("[?#]")
"""What follows is no part of the path that a client sends."""
_KEPT: Final = "!$%&'()*+,-./:;=@[]_~"
"""Characters that stand for themselves in a path."""
_PLACE: Final = re.compile(r"@@(\w+)@@")
_POLICY: Final = (
    "default-src 'none'; style-src 'self'; script-src 'self'{more}; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)


def rule_files(view: View) -> Iterator[File]:
    """Yield the rules, filled in for the base of a release."""
    values = {**_values(view.addresses.base), **_listed(view)}
    for name, path in _FILES.items():
        text = (_FOLDER / name).read_text(encoding="utf-8")
        yield File(path, _PLACE.sub(lambda match: values[match[1]], text).encode())


def _listed(view: View) -> Mapping[str, str]:
    """Return the lines about things whose IRI is not the name of their file: for each server, as text and as asked for.

    An IRI with an escape of its own, or an empty part, is known by what is asked for before a server undoes it.
    """
    base, path = view.addresses.base, urlsplit(view.addresses.base).path or "/"
    texts, raws = [], []
    for thing in view.release.things:
        name, place = thing.removeprefix(base), view.addresses.place(thing)
        escaped = place != f"doc/{name.removeprefix('id/')}"
        if view.addresses.is_own(thing) and escaped and not _UNASKABLE.search(name):
            by_text = (_literal(name), place)
            texts.append(by_text)
            if "%" in name or "//" in name:
                raws.append((_literal(quote(name, safe=_KEPT)), place))
    return {
        "NGINX_BY_TEXT": "\n".join(f'    "~^{_literal(path)}{name}$" "{place}";' for name, place in texts),
        "NGINX_BY_RAW": "\n".join(f'    "~^{_literal(path)}{name}(?:[?]|$)" "{place}";' for name, place in raws),
        "CADDY_BY_TEXT": "\n".join(f"\t\t`~^{_literal(path)}{name}$` {place}" for name, place in texts),
        "CADDY_BY_RAW": "\n".join(f"\t\t`~^{_literal(path)}{name}(?:[?]|$)` {place}" for name, place in raws),
        "APACHE_THINGS": "\n".join(
            [f'RewriteRule "^{name}$" - [E=HGRAPH_PLACE:{place}]' for name, place in texts]
            + [
                f'RewriteCond %{{THE_REQUEST}} "^[A-Z]+ {_literal(path)}{name}[? ]"\n'
                f"RewriteRule ^id/ - [E=HGRAPH_PLACE:{place}]"
                for name, place in raws
            ]
        ),
    }


def _literal(text: str) -> str:
    """Return a text as a pattern that fits it alone, in the plainest syntax.

    >>> _literal("id/a(1)")
    'id/a[(]1[)]'
    """
    return "".join(
        char if char.isalnum() or char in "_~/-%=:,;@&" or not char.isascii() else f"[{char}]" for char in text
    )


def _values(base: str) -> Mapping[str, str]:
    parts = urlsplit(base)
    path = parts.path or "/"
    forms, languages = list(_media_patterns()), list(_language_patterns())
    ends = sorted(media_types())
    return {
        "BASE": base,
        "HOST": parts.hostname or "localhost",
        "PATH": path,
        "PATH_PATTERN": re.escape(path),
        "PREFIX": path.rstrip("/"),
        "POLICY": _POLICY.format(more=""),
        "SEARCH_POLICY": _POLICY.format(more=" 'wasm-unsafe-eval'"),
        "FORMS": ", ".join(dict.fromkeys(form.media_type for form in FORMS)),
        "SUFFIXES": "|".join(end[1:] for end in ends),
        "NGINX_FORMS": "\n".join(f'    "~*{pattern}" {form};' for pattern, form in forms),
        "NGINX_LANGUAGES": "\n".join(f'    "~*{pattern}" {language};' for pattern, language in languages),
        "NGINX_TYPES": "\n".join(f"        {_bare(end)} {end[1:]};" for end in ends),
        "NGINX_ROOT": _at_root(path, "    location = /{0} {{ return 302 {1}{0}; }}"),
        "NGINX_TEXTS": " ".join(sorted({_bare(end) for end in ends if _bare(end).startswith("text/")} - {"text/html"})),
        "CADDY_ROOT": _at_root(path, "\tredir /{0} {1}{0} 302"),
        "APACHE_ROOT": _at_root(path, 'RedirectMatch 302 "^/{0}$" "{1}{0}"'),
        "APACHE_FORMS": "\n".join(_set_env("Accept", "HGRAPH_FORM", forms)),
        "APACHE_LANGUAGES": "\n".join(_set_env("Accept-Language", "HGRAPH_LANGUAGE", languages)),
        "APACHE_TYPES": "\n".join(f"AddType '{_full(end)}' {end}" for end in ends),
        "CADDY_FORMS": "\n".join(f"\t\t`~(?i){pattern}` {form}" for pattern, form in forms),
        "CADDY_LANGUAGES": "\n".join(f"\t\t`~(?i){pattern}` {language}" for pattern, language in languages),
        "CADDY_TYPES": "\n".join(line for number, end in enumerate(ends) for line in _caddy_type(number, end)),
    }


def _at_root(path: str, line: str) -> str:
    """Return a line for each file that has to stand at the root of the host, where the base does not."""
    names = (".well-known/void", ".well-known/security.txt", "robots.txt")
    return "" if path == "/" else "\n".join(line.format(name, path) for name in names)


def _caddy_type(number: int, end: str) -> tuple[str, str]:
    return f"\t\t@type{number} path *{end}", f'\t\theader @type{number} Content-Type "{_full(end)}"'


def _full(end: str) -> str:
    form = next((form for form in FORMS if form.suffix == end), None)
    return form.content_type if form else media_type(f"x{end}")


def _bare(end: str) -> str:
    return _full(end).partition(";")[0]


def _media_patterns() -> Iterator[tuple[str, str]]:
    """Yield patterns of ``Accept`` with the form each asks for, the one that decides first."""
    for level in _LEVELS:
        for form, names in _NAMES:
            yield _pattern(names, level), form
        yield _pattern(("application/*",), level), "jsonld"


def _language_patterns() -> Iterator[tuple[str, str]]:
    for level in _LEVELS:
        for language in LANGUAGES:
            yield _pattern((language,), level, "(?:-[a-z0-9-]+)?"), language


def _pattern(names: tuple[str, ...], level: str, more: str = "") -> str:
    """Return the pattern of a header in which one of these names stands with a quality of this tenth.

    No engine of the three needs more than its plainest syntax for it: no look-ahead, no braces, no backslash.
    """
    wanted = "|".join(name.replace(".", "[.]").replace("+", "[+]").replace("*", "[*]") for name in names)
    start = f"(?:^|,) *(?:{wanted}){more} *"
    if not level:
        return f"{start}(?:; *(?:[a-pr-z][^;,]*|q=1(?:[.]0*)?) *)*(?:,|$)"
    return f"{start};(?:[^,]*;)? *q=0?[.]{level}"


def _set_env(header: str, name: str, patterns: list[tuple[str, str]]) -> Iterator[str]:
    """Yield the lines of Apache, where the last one that fits decides."""
    for pattern, value in reversed(patterns):
        yield f'SetEnvIfNoCase {header} "{pattern}" {name}={value}'
