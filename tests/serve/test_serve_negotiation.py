"""Content negotiation: what real clients send, every rule of precedence, and headers that are no headers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgraph.releases import FORMS
from hgraph.serve.negotiation import EXPANDED, choose, choose_language, wants_expanded

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
JENA = "application/n-triples,text/turtle,application/ld+json;q=0.9,application/rdf+xml;q=0.7,*/*;q=0.1"


@pytest.mark.parametrize(
    ("accept", "language", "suffix"),
    [
        (None, None, ".nl.html"),
        ("*/*", None, ".nl.html"),
        ("*/*", "en-GB,en;q=0.8", ".en.html"),
        (BROWSER, "nl-BE,nl;q=0.9,en;q=0.1", ".nl.html"),
        (BROWSER, "fr", ".nl.html"),
        (BROWSER, "nl;q=0, *", ".en.html"),
        ("text/turtle", None, ".ttl"),
        ("text/turtle, application/x-turtle, */*;q=0.1", None, ".ttl"),
        ("text/n3, */*;q=0.1", None, ".ttl"),
        ("application/rdf+xml, */*;q=0.1", None, ".ttl"),
        ("text/plain, */*;q=0.1", None, ".nt"),
        ("application/ld+json, application/json;q=0.9, */*;q=0.1", None, ".jsonld"),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted, x";q=1', None, ".jsonld"),
        (JENA, None, ".ttl"),
        ("text/html;q=0.5, text/turtle;q=0.4", None, ".nl.html"),
        ("text/html, text/turtle", None, ".ttl"),
        ("text/*, text/html;q=0", None, ".ttl"),
        ("application/*", None, ".jsonld"),
        ("*/*;q=0.5, text/html;q=0, text/turtle;q=0", None, ".jsonld"),
        ("TEXT/TURTLE;Q=1.0", None, ".ttl"),
        ("text/turtle;q=2, application/n-triples", None, ".nt"),
        ("foo, ;;;", None, ".nl.html"),
        ('";;,,"', None, ".nl.html"),
    ],
)
def test_a_client_gets_what_it_wants_most(accept: str | None, language: str | None, suffix: str) -> None:
    form = choose(FORMS, accept, language)
    assert form is not None
    assert form.suffix == suffix


@pytest.mark.parametrize(
    "accept", ["image/png", "text/html;q=0, text/turtle;q=0", "*/*;q=0", "application/pdf, image/*"]
)
def test_nothing_fits(accept: str) -> None:
    assert choose(FORMS, accept, None) is None


@given(st.text(max_size=300), st.text(max_size=100))
def test_no_header_is_too_strange(accept: str, language: str) -> None:
    choose(FORMS, accept, language)
    assert choose_language(("nl", "en"), language) in ("nl", "en")


@given(st.sampled_from(FORMS), st.floats(0.001, 1))
def test_the_only_name_wins(form: object, quality: float) -> None:
    chosen = choose(FORMS, f"{form.media_type};q={quality:.3f}", form.language)
    assert chosen == form


@pytest.mark.parametrize(
    ("accept", "expanded"),
    [
        (f'application/ld+json;profile="{EXPANDED}"', True),
        (f"application/ld+json; Profile={EXPANDED}; q=0.4", True),
        (f'application/ld+json;profile="http://www.w3.org/ns/json-ld#flattened {EXPANDED}"', True),
        (f'text/turtle, application/ld+json;q=0.2, APPLICATION/LD+JSON;q=0.3;profile="{EXPANDED}"', True),
        (f'application/ld+json;q=0.3, application/ld+json;q=0.2;profile="{EXPANDED}"', False),
        (f'application/ld+json;q=0;profile="{EXPANDED}"', False),
        (f'text/turtle;profile="{EXPANDED}"', False),
        ('application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"', False),
        (f'application/ld+json;profile="{EXPANDED}-not"', False),
        ("application/ld+json", False),
        ("", False),
        (None, False),
    ],
)
def test_expanded_json_ld_is_for_who_wants_it_most(accept: str | None, *, expanded: bool) -> None:
    assert wants_expanded(accept) is expanded
