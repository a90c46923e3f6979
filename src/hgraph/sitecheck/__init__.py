"""Looking at a site of linked data from outside, with the eyes of the programs that will visit it.

::

    report = check_site("https://data.example.org/plan/")
    report.ready                            # whether nothing is wrong
    site_document(report, "nl")             # a table with what was expected, what was seen, and what to fix
"""

from hgraph.sitecheck.checking import SiteReport, check_site
from hgraph.sitecheck.clients import CLIENTS, Client
from hgraph.sitecheck.results import Outcome, Result
from hgraph.sitecheck.told import site_document

__all__ = ["CLIENTS", "Client", "Outcome", "Result", "SiteReport", "check_site", "site_document"]
