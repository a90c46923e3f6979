"""A small project with a release, and the release of the real plan, each made once."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli import GRAPH, small_project
from hgraph.project import Project, open_project
from hgraph.releases import View
from hgraph.settings import load_settings
from published import bare_of_pages
from release_folders import BASE, WHO, finished, view_of

THINGS = """\
<plan/klein> a hg:PolicyPlan ; dct:title "Klein plan"@nl , "Small plan"@en ; dct:created "2020-01-01"^^xsd:date .
<actie/a1> a hg:Action ; dct:title "Eerste actie"@nl ; hg:partOfPlan <plan/klein> .
<actie/a2> a hg:Action ; dct:title "Tweede actie <b>&amp;</b>"@nl ; hg:partOfPlan <plan/klein> .
"""


def write_project(folder: Path, things: str = THINGS) -> Path:
    """Write a small project under the base of the tests."""
    text = (GRAPH.format(name="plan", kind="bron") + things).replace("https://hgraph.example/", BASE)
    return small_project(folder, {"hgraph.toml": f'title = "Klein"\nbase = "{BASE}"\n', "data/plan.ttl": text})


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Open a small project."""
    with open_project(load_settings(write_project(tmp_path_factory.mktemp("small")))) as project:
        yield project


@pytest.fixture(scope="session")
def small_release(small: Project) -> View:
    """Return the finished release of the small project, in a folder that servers can read."""
    folder = Path(tempfile.mkdtemp(prefix="hgraph-served-"))
    folder.chmod(0o755)
    view = view_of(small, folder, publication=WHO)
    finished(view)
    return view


@pytest.fixture(scope="session")
def real_view(real_project: Project, tmp_path_factory: pytest.TempPathFactory) -> View:
    """Return the release of the real plan as it is, with nobody named as its publisher."""
    return view_of(real_project, tmp_path_factory.mktemp("real"), base=real_project.settings.base)


@pytest.fixture(scope="session")
def real_files(real_view: View) -> dict[str, bytes]:
    """Return the files for programs of the real plan."""
    return finished(real_view)


@pytest.fixture
def no_pages() -> Iterator[None]:
    """Leave pages out of builds: what stands beside them is looked at."""
    with bare_of_pages():
        yield
