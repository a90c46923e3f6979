"""An import that does not fit in memory is the same import: what is spilled to disk comes back."""

from __future__ import annotations

import sys
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from hgraph.importers import Standing, running
from hgraph.importers.spill import Sorter
from imported import import_files, plan

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import importing


def test_the_generated_source_has_the_same_bytes_every_time(tmp_path: Path) -> None:
    assert importing.write_file(tmp_path / "a.nt", 3_200) == 3_200
    importing.write_file(tmp_path / "b.nt", 3_200)
    lines = (tmp_path / "a.nt").read_text(encoding="utf-8").splitlines()
    assert (tmp_path / "b.nt").read_text(encoding="utf-8").splitlines() == lines
    assert len(set(lines)) == len(lines)


def test_what_is_spilled_to_disk_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    importing.write_file(tmp_path / "source.nt", 4_800)
    home = plan(tmp_path / "plan")
    whole = import_files(home, "staatsblad", [tmp_path / "source.nt"])
    runs: Counter[str] = Counter()
    spill = Sorter._spill

    def counted(sorter: Sorter) -> None:
        runs["spilled"] += 1
        spill(sorter)

    monkeypatch.setattr(Sorter, "_spill", counted)
    monkeypatch.setattr(running, "Sorter", partial(Sorter, 20_000))
    again = import_files(home, "staatsblad", [tmp_path / "source.nt"])
    assert runs["spilled"] > 50
    assert again.lines == whole.lines
    assert again.codes == whole.codes == {"import-footnote-mark", "import-language-twin"}
    assert again.outcome.comparison.counts["act", Standing.NEW] == 100
