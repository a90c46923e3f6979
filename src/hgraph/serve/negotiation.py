"""Content negotiation: which of the forms there are a client wants most (RFC 9110, section 12).

Nothing in a header can make this fail: what is malformed does not count, and a header without a sound part counts as
absent.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from hgraph.releases import Form

EXPANDED: Final = "http://www.w3.org/ns/json-ld#expanded"
"""The form of JSON-LD without a context, as its specification names it in the parameter ``profile``."""
EXPANDED_TYPE: Final = f'application/ld+json;profile="{EXPANDED}"'
_LONGEST: Final = 4_000
_PART: Final = re.compile(r'(?:[^,"]|"(?:[^"\\]|\\.)*"?)+')
_NAME: Final = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEDIA: Final = re.compile(rf"{_NAME}/{_NAME}")
_LANGUAGE: Final = re.compile(r"\*|[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_QUALITY: Final = re.compile(r"0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?")
_ALIASES: Final = {
    "text/turtle": ("application/x-turtle", "text/n3", "text/rdf+n3"),
    "application/ld+json": ("application/json",),
    "application/n-triples": ("text/plain",),
    "application/sparql-results+json": ("application/json",),
    "application/sparql-results+xml": ("application/xml", "text/xml"),
    "application/rdf+xml": ("application/xml", "text/xml"),
}
"""Other names by which programs ask for a form, older or broader than its own."""
_OF_DATA: Final = re.compile(
    r"application/(?:ld\+json|rdf\+xml|n-(?:triples|quads)|trig|sparql-results\+)|text/(?:turtle|n3|rdf)"
)


def preferences(header: str | None, name: re.Pattern[str] = _MEDIA) -> dict[str, float]:
    """Return the names in an ``Accept`` header, in small letters, with the quality each is given (0 to 1).

    ``name`` is the form of a name. Parameters of a media type do not count, and of a name that comes twice the higher
    quality does.
    """
    found: dict[str, float] = {}
    for part in _PART.findall((header or "")[:_LONGEST]):
        range_, *parameters = (piece.strip() for piece in part.split(";"))
        quality = _quality(parameters)
        if name.fullmatch(range_) and quality is not None:
            found[range_.lower()] = max(quality, found.get(range_.lower(), 0.0))
    return found


def _quality(parameters: Sequence[str]) -> float | None:
    """Return the value of ``q``, 1 if it is not there, ``None`` if it is none."""
    for parameter in parameters:
        key, _, value = parameter.partition("=")
        if key.strip().lower() == "q":
            return float(value) if _QUALITY.fullmatch(value := value.strip()) else None
    return 1.0


def wants_expanded(accept: str | None) -> bool:
    """Say whether a client that names JSON-LD asks for its expanded form; the part wanted most decides.

    >>> wants_expanded('application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"')
    True
    """
    wanted: tuple[float, bool] = 0.0, False
    for part in _PART.findall((accept or "")[:_LONGEST]):
        range_, *parameters = (piece.strip() for piece in part.split(";"))
        quality = _quality(parameters)
        if range_.lower() == "application/ld+json" and quality is not None and quality > wanted[0]:
            values = (value for name, _, value in (each.partition("=") for each in parameters) if _is_profile(name))
            wanted = quality, any(EXPANDED in value.strip().strip('"').split() for value in values)
    return wanted[1]


def _is_profile(name: str) -> bool:
    return name.strip().lower() == "profile"


def media_quality(media_type: str, wanted: dict[str, float]) -> float:
    """Return how much a media type is wanted: the most specific name that fits it decides; 0 if it is not wanted."""
    if not wanted:
        return 1.0
    named = next((wanted[name] for name in (media_type, *_ALIASES.get(media_type, ())) if name in wanted), None)
    if named is not None:
        return named
    return wanted.get(media_type.partition("/")[0] + "/*", wanted.get("*/*", 0.0))


def language_quality(language: str, wanted: dict[str, float]) -> float:
    """Return how much a language is wanted; ``nl-BE`` wants ``nl`` as well."""
    if not wanted:
        return 1.0
    if language in wanted:
        return wanted[language]
    regional = [quality for name, quality in wanted.items() if name.startswith(f"{language}-")]
    return max(regional) if regional else wanted.get("*", 0.0)


def choose(forms: Sequence[Form], accept: str | None, accept_language: str | None) -> Form | None:
    """Return the form a client wants most, ``None`` if it wants none of them.

    Among forms wanted alike the earlier one counts; pages for people come last for a client that names a form of data,
    since browsers name none. A page in another language is better than no page.
    """
    wanted = preferences(accept)
    languages = preferences(accept_language, _LANGUAGE)
    for_programs = any(_OF_DATA.match(name) for name, quality in wanted.items() if quality)

    order = list(dict.fromkeys(form.media_type for form in forms))

    def rank(numbered: tuple[int, Form]) -> tuple[float, bool, int, float, int]:
        number, form = numbered
        for_people = form.media_type == "text/html"
        spoken = 1.0 if form.language is None else language_quality(form.language, languages)
        quality = media_quality(form.media_type, wanted)
        return -quality, for_programs and for_people, order.index(form.media_type), -spoken, number

    best = min(enumerate(forms), key=rank, default=None)
    return best[1] if best and media_quality(best[1].media_type, wanted) > 0 else None


def choose_language(languages: Sequence[str], accept_language: str | None) -> str:
    """Return the language a reader wants most, the first one if none is wanted."""
    wanted = preferences(accept_language, _LANGUAGE)
    return max(languages, key=lambda language: language_quality(language, wanted))
