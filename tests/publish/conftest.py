"""The release of the real plan, and a project with something to hide."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli import GRAPH, small_project
from published import real_site

SECRET = """\
<actie/geheim> a hg:Action ; dct:title "Geheime actie"@nl ; hg:partOfPlan <plan/klein> ;
    hg:hasIndicator <indicator/geheim> , <indicator/gedeeld> ; hg:plannedPeriod <actie/geheim/periode> .
<actie/geheim/periode> a dct:PeriodOfTime ; dct:title "Periode van het geheim"@nl .
"""
OPEN = """\
<plan/klein> dct:relation <actie/geheim> , <actie/open> ; dct:creator <persoon/an> .
<persoon/an> a <http://www.w3.org/ns/person#Person> ; <http://xmlns.com/foaf/0.1/name> "An Peeters" ;
    <http://xmlns.com/foaf/0.1/mbox> <mailto:an.peeters@stad.be> ; dct:identifier "an.peeters@stad.be" .
<actie/open> a hg:Action ; dct:title "Open actie"@nl ; hg:hasIndicator <indicator/gedeeld> .
<indicator/geheim> a hg:Indicator ; dct:title "Indicator van het geheim"@nl .
<indicator/gedeeld> a hg:Indicator ; dct:title "Gedeelde indicator"@nl .
<meting/geheim> a hg:Measurement ; dct:title "Meting van het geheim"@nl ; hg:measures <indicator/geheim> .
<spoor/geheim> a hg:TraceAssertion ; dct:title "Geheim steunt op iets"@nl ;
    <http://www.w3.org/ns/oa#hasBody> <actie/geheim> ; <http://www.w3.org/ns/oa#hasTarget> <actie/open> .
<afwijking/een> a hg:Waiver ; hg:waivedFor <actie/open> ; hg:waiverOwner "jan@stad.be" .
"""
DERIVED = """\
<graaf/afgeleid> <http://www.w3.org/ns/prov#wasDerivedFrom> <graaf/geheim> .
<actie/open> dct:subject <actie/geheim> .
"""


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a site folder with the release of the real plan."""
    return real_site(tmp_path_factory)


@pytest.fixture
def plan_with_secret(tmp_path: Path) -> Path:
    """Return a project in which one graph is under embargo, and much hangs on it."""
    return small_project(
        tmp_path / "plan",
        {
            "hgraph.toml": 'title = "Klein plan"\n[publication]\nembargoed = ["graaf/geheim"]\n',
            "data/open.ttl": GRAPH.format(name="open", kind="bron") + OPEN,
            "data/geheim.ttl": GRAPH.format(name="geheim", kind="bron") + SECRET,
            "data/afgeleid.ttl": GRAPH.format(name="afgeleid", kind="afgeleid") + DERIVED,
        },
    )
