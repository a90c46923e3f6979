"""What readers get, file by file; read these before you change them."""

from __future__ import annotations

from pathlib import Path

import pytest
from format_samples import EVERYTHING, FORMATS, REGISTER, workbook

from hgraph import __version__
from hgraph.findings import FindingReport
from hgraph.messages import LANGUAGES

GOLDEN = Path(__file__).parent / "golden"
NOTHING = FindingReport.of("submission", [], 12)


def as_text(made: str | bytes) -> str:
    """Return a report as text: the cells of a workbook row by row, and no version of the program."""
    if isinstance(made, str):
        return made.replace(f'"semanticVersion": "{__version__}"', '"semanticVersion": "0.0.0"')
    lines = []
    for sheet in workbook(made).worksheets:
        lines.append(f"# {sheet.title}")
        for row in sheet.iter_rows():
            lines += [f"{cell.coordinate}\t{cell.data_type}\t{cell.value!r}" for cell in row if cell.value is not None]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("suffix", ["md", "html", "xlsx", "xml", "sarif"])
@pytest.mark.parametrize(("name", "report"), [("everything", EVERYTHING), ("nothing", NOTHING)])
def test_is_what_it_was(name: str, report: FindingReport, suffix: str, language: str, *, update_golden: bool) -> None:
    path = GOLDEN / f"{name}.{language}.{suffix}{'.txt' if suffix == 'xlsx' else ''}"
    made = as_text(FORMATS[suffix](report, REGISTER, language)).encode()
    if update_golden:
        path.write_bytes(made)
    assert made == path.read_bytes(), f"{path.name} differs; read the new file, then HGRAPH_UPDATE_GOLDEN=1 writes it"


def test_every_golden_file_is_in_use() -> None:
    assert len(list(GOLDEN.iterdir())) == 20
