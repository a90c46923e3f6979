"""What a thing answers at its IRI: redirects, forms, headers, refusals; one check after another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hgraph.messages import message
from hgraph.sitecheck.bodies import language_of, reads_as
from hgraph.sitecheck.clients import CLIENTS, DATA, PAGES, UNKNOWN, Client
from hgraph.sitecheck.fetching import Answer, Fetcher
from hgraph.sitecheck.results import Outcome, Result, judged
from hgraph.sitecheck.site import Site

_LANGUAGES: Final = ("nl", "en")
_QUALITIES: Final = (
    ("text/html;q=0.5, text/turtle", "text/turtle"),
    ("text/turtle;q=0.5, application/ld+json;q=0.9, */*;q=0.1", "application/ld+json"),
    ("text/turtle;q=0.4, text/html;q=0.8", "text/html"),
)
"""Headers with qualities, and the form that is wanted most."""
_SECURITY: Final = (
    ("X-Content-Type-Options", lambda value: value.lower() == "nosniff", "nosniff"),
    ("Content-Security-Policy", lambda value: bool(value) and "unsafe-inline" not in value, "default-src …"),
    ("Referrer-Policy", bool, "strict-origin-when-cross-origin"),
)


class ThingCheck:
    """The checks of one thing."""

    def __init__(self, site: Site, thing: str, fetcher: Fetcher, language: str) -> None:
        """Take the site, the IRI of a thing of it, and the language for what is seen."""
        self._site = site
        self._thing = thing
        self._fetcher = fetcher
        self._language = language
        self._address = site.address(thing)

    def results(self) -> Iterator[Result]:
        """Yield the results of all checks; raises what fetching raises."""
        pages = 0
        for client in CLIENTS:
            redirect, document = self._follow(client.accept)
            yield from self._of_client(client, redirect, document)
            if document and document.media_type in PAGES and not pages:
                pages = 1
                yield from self._security(client, document)
        yield from self._data_once()
        yield from self._languages()
        yield from self._qualities()
        yield self._not_acceptable()
        yield from self._missing()

    def _say(self, key: str, **values: object) -> str:
        return message(f"sitecheck.seen.{key}", self._language, **values)

    def _follow(self, accept: str, **headers: str) -> tuple[Answer, Answer | None]:
        """Return the answer at the IRI, and the one that it sends on to: one step, within the site only."""
        first = self._fetcher.get(self._address, accept, **headers)
        if not first.redirects:
            return first, first if first.status == 200 else None
        return first, self._fetcher.get(there, accept, **headers) if (there := self._target(first)) else None

    def _target(self, answer: Answer) -> str:
        """Return where an answer sends on to, at the host where the site was met; empty if that is not the site."""
        there = answer.location
        if there.startswith(self._site.own_base):
            return self._site.base + there[len(self._site.own_base) :]
        return there if there.startswith(self._site.base) else ""

    def _of_client(self, client: Client, redirect: Answer, document: Answer | None) -> Iterator[Result]:
        asked = self._address, client.name
        yield judged("redirect", asked, "303", str(redirect.status), good=redirect.status == 303)
        target = self._target(redirect)
        good = target.startswith(f"{self._site.base}doc/")
        yield judged("target", asked, f"{self._site.base}doc/…", redirect.location or "–", good=good)
        status = document.status if document else None
        seen = document.first("Content-Type") if document and status == 200 else str(status or "–")
        fits = bool(document and status == 200 and client.wants(document.media_type))
        expected = self._say(client.reads or "any")
        yield judged("type", asked, expected, seen or "–", good=fits)
        if document and status == 200:
            wrong = reads_as(document, self._thing, self._fetcher)
            told = self._say(f"body.{wrong}") if wrong else document.media_type
            yield judged("body", (document.address, client.name), self._thing, told, good=wrong is None)
        negotiated = [redirect] if redirect.redirects or document is None else [document]
        varies = {name.strip().lower() for value in negotiated[0].all("Vary") for name in value.split(",")}
        good = "accept" in varies or "*" in varies
        yield judged("vary", asked, "Vary: Accept", ", ".join(sorted(varies)) or "–", good=good)
        yield self._cors("cors-redirect", redirect, client.name)
        if document and document is not redirect:
            yield self._cors("cors-document", document, client.name)

    def _cors(self, check: str, answer: Answer, client: str) -> Result:
        values = answer.all("Access-Control-Allow-Origin")
        expected = "Access-Control-Allow-Origin: *"
        return judged(check, (answer.address, client), expected, " | ".join(values) or "–", good=values == ["*"])

    def _security(self, client: Client, page: Answer) -> Iterator[Result]:
        for name, fits, wanted in _SECURITY:
            value = page.first(name)
            yield judged("security", (page.address, client.name), f"{name}: {wanted}", value or "–", good=fits(value))

    def _data_once(self) -> Iterator[Result]:
        """Yield what is asked for one form only: HEAD, ETag, 304."""
        redirect, document = self._follow("text/turtle")
        answers = [redirect] if document is redirect or document is None else [redirect, document]
        for answer in answers:
            yield self._head(answer)
        if document is None or document.status != 200:
            return
        asked = document.address, "curl"
        tag = document.first("ETag")
        yield judged("etag", asked, "ETag", tag or "–", good=bool(tag))
        if tag:
            again = self._fetcher.get(document.address, "text/turtle", If_None_Match=tag)
            yield judged("not-modified", asked, "304", str(again.status), good=again.status == 304 and not again.body)
            yield self._cors("cors-not-modified", again, "curl")

    def _head(self, answer: Answer) -> Result:
        """Compare HEAD with GET: the status and every header that says what the body is."""
        head = self._fetcher.send("HEAD", answer.address, {"Accept": "text/turtle"})
        names = ["Content-Type", "Location", "ETag", "Vary", "Access-Control-Allow-Origin"]
        names += ["Content-Length"] if answer.first("Content-Length") and head.first("Content-Length") else []
        differing = [name for name in names if head.all(name) != answer.all(name)]
        seen = str(head.status) + "".join(f"; {name}: {head.first(name) or '–'}" for name in differing)
        good = head.status == answer.status and not differing and not head.body
        return judged("head", (answer.address, "curl"), self._say("as-get", status=answer.status), seen, good=good)

    def _languages(self) -> Iterator[Result]:
        for language in _LANGUAGES:
            _, page = self._follow("text/html", Accept_Language=language)
            seen = language_of(page) if page and page.status == 200 and page.media_type in PAGES else ""
            asked = self._address, f"Accept-Language: {language}"
            yield judged("language", asked, f"lang={language}", seen or "–", good=seen == language)

    def _qualities(self) -> Iterator[Result]:
        for accept, wanted in _QUALITIES:
            _, document = self._follow(accept)
            seen = document.media_type if document and document.status == 200 else "–"
            yield judged("quality", (self._address, f"Accept: {accept}"), wanted, seen, good=seen == wanted)

    def _not_acceptable(self) -> Result:
        answer, _ = self._follow(UNKNOWN.accept)
        asked = self._address, f"Accept: {UNKNOWN.accept}"
        told = answer.body.decode("utf-8", "replace") + " ".join(answer.all("Link") + answer.all("Alternates"))
        listed = [name for name in (*PAGES, *DATA) if name in told]
        seen = f"{answer.status}: {', '.join(listed) or '–'}"
        return judged("not-acceptable", asked, self._say("list"), seen, good=answer.status == 406 and len(listed) > 1)

    def _missing(self) -> Iterator[Result]:
        answer = self._fetcher.get(f"{self._site.base}id/hgraph-publish-check/0", "text/turtle")
        if answer.redirects and (there := self._target(answer)):
            answer = self._fetcher.get(there, "text/turtle")
        asked = answer.address, "curl"
        yield judged("missing", asked, "404", str(answer.status), good=answer.status in (404, 410))
        yield self._cors("cors-error", answer, "curl")


def absent(check: str, address: str, seen: str) -> Result:
    """Return the result of a check for which there is nothing to look at."""
    return Result(check, address, "–", "–", seen, Outcome.ABSENT)
