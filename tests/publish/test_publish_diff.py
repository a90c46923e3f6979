"""``hgraph diff`` of releases: what differs between what is published, and between that and the plan."""

from __future__ import annotations

from pathlib import Path

from cli import ROOT, run
from hgraph.releases import DATASET, RELEASE

PLAN = "Horizontaal Integratie- en Gelijkekansenbeleidsplan 2020-2024"


def test_two_releases(site: Path, tmp_path: Path) -> None:
    later = tmp_path / "later"
    (later / DATASET).parent.mkdir(parents=True)
    (later / RELEASE).write_bytes((site / "current" / RELEASE).read_bytes())
    text = (site / "current" / DATASET).read_text(encoding="utf-8")
    assert f'"{PLAN}"@nl' in text
    (later / DATASET).write_text(text.replace(f'"{PLAN}"@nl', f'"{PLAN} (herzien)"@nl'), encoding="utf-8")
    shown = run("diff", site / "current", later, "--project", ROOT, "--changes-only")
    assert (shown.exit_code, shown.stderr) == (0, "")
    assert "1 ding verschilt: 1 gewijzigd." in shown.stdout
    assert f"titel: “{PLAN}” werd “{PLAN} (herzien)”." in " ".join(shown.stdout.split())


def test_a_site_stands_for_the_release_it_shows(site: Path) -> None:
    shown = run("diff", site, site / "current", "--project", ROOT, "--changes-only")
    assert "Er is geen verschil: beide versies zeggen hetzelfde." in shown.stdout
    assert f"Van uitgave {site} naar uitgave" in " ".join(shown.stdout.split())
