"""All checks of a site, in order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from hgraph.messages import LANGUAGES
from hgraph.sitecheck.endpoint import EndpointCheck
from hgraph.sitecheck.fetching import Fetcher
from hgraph.sitecheck.results import Result
from hgraph.sitecheck.site import Site, find_site
from hgraph.sitecheck.things import ThingCheck


@dataclass(frozen=True)
class SiteReport:
    """What was found at a site, and how many requests that took."""

    site: Site
    results: tuple[Result, ...]
    requests: int

    @property
    def ready(self) -> bool:
        """Say whether nothing is wrong."""
        return not any(result.wrong for result in self.results)


def check_site(
    address: str,
    *,
    language: str = LANGUAGES[0],
    things: int = 3,
    seconds: float = 15,
    told: Callable[[str], object] = lambda _: None,
) -> SiteReport:
    """Look at a site with the eyes of the programs that visit it.

    ``address`` is a home page, a release or one thing; ``things`` says how many are tried, ``seconds`` how long an
    answer may take. ``told`` is told what is looked at. Raises ``UsageError`` for an address that is none of these, and
    ``EndpointError`` if the site does not answer.
    """
    fetcher = Fetcher(seconds)
    site = find_site(fetcher, address, things)
    results: list[Result] = []
    for thing in site.things:
        told(thing)
        results += ThingCheck(site, thing, fetcher, language).results()
    told(f"{site.base}sparql")
    results += EndpointCheck(site, fetcher, language).results()
    return SiteReport(site, tuple(results), fetcher.count)
