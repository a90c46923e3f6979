"""What goes online: sourced and derived statements under the new base, and nothing of what is withheld."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli import GRAPH, PLAN, small_project
from hgraph.errors import UsageError
from hgraph.publish import chosen_base, require_public
from hgraph.publish.selection import Selection, select
from hgraph.settings import load_settings
from hgraph.terms import Iri
from published import BASE, ROOT

OLD, NEW = "https://hgraph.example/id/", f"{BASE}id/"
REFUSED = (
    "https://hgraph.example/", "http://localhost:8000/", "http://127.0.0.1/", "http://[::1]/", "http://10.1.2.3/",
    "http://192.168.0.1/x/", "http://169.254.1.1/", "https://data.example.org/plan/", "https://example.com/",
    "https://x.test/", "https://x.invalid/", "http://a.localhost/", "http://printer.local/", "http://intranet/",
    "http://plan.internal/", "http://nas.home.arpa/", "https://user:secret@data.stad.be/", "http://0.0.0.0/",
    "http://EXAMPLE.com./", "http://2130706433/",
)  # fmt: skip
PUBLIC = ("https://data.stad.be/", "https://data.vlaanderen.be/plan", "http://8.8.8.8/", "https://examples.org/")


def iris(selection: Selection) -> set[str]:
    found = {str(graph.name) for graph in selection.graphs}
    return found | {str(t) for g in selection.graphs for triple in g.triples for t in triple if isinstance(t, Iri)}


def selected(project: Path, base: str = BASE) -> Selection:
    return select(load_settings(project), base)


@pytest.mark.parametrize("base", REFUSED)
def test_a_base_that_nobody_can_reach_is_refused(base: str) -> None:
    with pytest.raises(UsageError) as error:
        require_public(base)
    assert error.value.code == "base-not-public"


@pytest.mark.parametrize("base", PUBLIC)
def test_a_base_that_anybody_can_reach_is_taken(base: str) -> None:
    require_public(base)


@pytest.mark.parametrize(
    "base", ["", "plan", "ftp://data.stad.be/", "https://data.stad.be/?x=1", "https://a b/", "mailto:a@b.be"]
)
def test_a_base_that_is_no_address_is_refused(base: str) -> None:
    with pytest.raises(UsageError) as error:
        chosen_base(load_settings(ROOT), base)
    assert error.value.code == "not-a-base"


def test_without_a_base_that_of_the_settings_counts() -> None:
    assert chosen_base(load_settings(ROOT), None) == "https://hgraph.example/"
    assert chosen_base(load_settings(ROOT), "https://data.stad.be/plan") == "https://data.stad.be/plan/"


def test_own_things_move_and_others_stay() -> None:
    moved, still = selected(ROOT), selected(ROOT, "https://hgraph.example/")
    assert not any(iri.startswith(OLD) for iri in iris(moved))
    assert {iri.replace(NEW, OLD) for iri in iris(moved)} == iris(still)
    assert sum(len(graph.triples) for graph in moved.graphs) == sum(len(graph.triples) for graph in still.graphs)
    assert f"{NEW}plan/higkbp-2020-2024" in iris(moved)
    assert not moved.withheld
    assert not still.withheld


def test_addresses_within_texts_move_too(tmp_path: Path) -> None:
    project = small_project(
        tmp_path, {"data/plan.ttl": GRAPH.format(name="plan", kind="bron") + PLAN.replace("Small plan", f"See {OLD}x")}
    )
    texts = [str(o) for graph in selected(project).graphs for _, _, o in graph.triples]
    assert f"See {NEW}x" in texts


def test_what_is_under_embargo_goes_with_all_that_hangs_on_it(plan_with_secret: Path) -> None:
    found = selected(plan_with_secret)
    gone = {
        "graaf/geheim", "graaf/afgeleid", "actie/geheim", "actie/geheim/periode", "indicator/geheim", "meting/geheim",
        "spoor/geheim", "afwijking/een",
    }  # fmt: skip
    assert not {f"{NEW}{name}" for name in gone} & iris(found)
    assert {f"{place}{name}" for name in gone for place in (OLD, NEW)} <= found.withheld
    assert {f"{NEW}{name}" for name in ("plan/klein", "actie/open", "indicator/gedeeld", "persoon/an")} <= iris(found)
    assert "mailto:an.peeters@stad.be" not in iris(found)
    assert not [o for graph in found.graphs for _, _, o in graph.triples if "@stad.be" in str(o)]
    assert [o for graph in found.graphs for _, _, o in graph.triples if str(o) == "An Peeters"]


def test_a_thing_under_embargo_goes_and_its_neighbours_stay(plan_with_secret: Path) -> None:
    (plan_with_secret / "hgraph.toml").write_text('[publication]\nembargoed = ["actie/geheim"]\n', encoding="utf-8")
    found = selected(plan_with_secret)
    assert f"{NEW}actie/open" in iris(found)
    assert not {f"{NEW}{name}" for name in ("actie/geheim", "actie/geheim/periode", "spoor/geheim")} & iris(found)
    for name in ("graaf/geheim", "graaf/afgeleid"):
        assert f"{NEW}{name}" not in iris(found), "nothing but the graph itself is left in it"


@pytest.mark.parametrize("wish", ["actie/geheim", f"{OLD}actie/geheim", f"{NEW}actie/geheim"])
def test_an_embargo_names_a_thing_in_short_or_in_full(plan_with_secret: Path, wish: str) -> None:
    (plan_with_secret / "hgraph.toml").write_text(f'[publication]\nembargoed = ["{wish}"]\n', encoding="utf-8")
    assert f"{OLD}actie/geheim" in selected(plan_with_secret).withheld


def test_an_embargo_on_nothing_is_refused(plan_with_secret: Path) -> None:
    (plan_with_secret / "hgraph.toml").write_text('[publication]\nembargoed = ["graaf/gehiem"]\n', encoding="utf-8")
    with pytest.raises(UsageError) as error:
        selected(plan_with_secret)
    assert error.value.code == "embargo-unknown"


def test_fiction_alone_is_refused(example_folder: Path) -> None:
    with pytest.raises(UsageError) as error:
        selected(example_folder)
    assert error.value.code == "only-fiction"


def test_what_is_derived_from_fiction_is_not_published(tmp_path: Path) -> None:
    project = small_project(
        tmp_path,
        {
            "data/afgeleid.ttl": GRAPH.format(name="afgeleid", kind="afgeleid")
            + "<plan/klein> dct:relation <plan/ander> ."
        },
        kind="fictief",
    )
    with pytest.raises(UsageError) as error:
        selected(project)
    assert error.value.code == "nothing-to-publish"


def test_an_endpoint_is_refused() -> None:
    with pytest.raises(UsageError) as error:
        select(load_settings(ROOT, store="https://sparql.stad.be/"), BASE)
    assert error.value.code == "publish-needs-files"
