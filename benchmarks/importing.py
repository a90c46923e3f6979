"""An import beside a bare parse of the same file: triples a second and peak memory at three sizes, in one run.

The generated file holds decrees as the Gazette publishes them, of three authorities in turn, of which one is taken and
written. Usage: ``python benchmarks/importing.py [TRIPLES ...] [--folder DIR]``.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

SIZES = (100_000, 1_000_000, 10_000_000)
_ELI = "http://data.europa.eu/eli/ontology#"
_GAZETTE = "http://www.ejustice.just.fgov.be/eli"
_THEMIS = "http://themis.vlaanderen.be/id"
_TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_AUTHORITIES = ("VLAAMSE OVERHEID", "WAALSE OVERHEIDSDIENST", "MINISTERIE VAN DE FRANSE GEMEENSCHAP")


def decree(number: int) -> Iterator[str]:
    """Yield the lines of one decree, 16 triples as in the files of the Gazette."""
    year, month, day = 1980 + number % 45, 1 + number % 12, 1 + number % 28
    numac = f"{year}{number:07d}"
    path = f"{year}/{month:02d}/{day:02d}/{numac}"
    act, text = f"{_GAZETTE}/decreet/{path}", f"{_GAZETTE}/decreet/{path}/justel"
    page = f"{text}/html"
    date = f'"{year}-{month:02d}-{day:02d}"^^<{_XSD}date>'
    yield f"<{act}> <{_TYPE}> <{_ELI}LegalResource> ."
    yield f"<{act}> <{_ELI}type_document> <http://vocab.belgif.be/auth/legal-type/DECREE#id> ."
    yield f"<{act}> <{_ELI}date_document> {date} ."
    yield f"<{act}> <{_ELI}date_publication> {date} ."
    yield f'<{act}> <{_ELI}id_local> "{numac}" .'
    yield f"<{act}> <http://www.w3.org/2002/07/owl#sameAs> <{_GAZETTE}/decret/{path}> ."
    yield f'<{act}> <{_ELI}responsibility_of> "{_AUTHORITIES[number % len(_AUTHORITIES)]}"@nl .'
    yield f"<{act}> <{_ELI}is_realized_by> <{text}> ."
    yield f"<{text}> <{_ELI}realizes> <{act}> ."
    yield f"<{text}> <{_TYPE}> <{_ELI}LegalExpression> ."
    yield f"<{text}> <{_ELI}language> <http://publications.europa.eu/resource/authority/language/NED> ."
    yield f'<{text}> <{_ELI}title> "Decreet nummer {number} tot wijziging van bepalingen inzake onderwijs (1)"@nl .'
    yield f"<{text}> <{_ELI}is_embodied_by> <{page}> ."
    yield f"<{page}> <{_ELI}embodies> <{text}> ."
    yield f"<{page}> <{_TYPE}> <{_ELI}Format> ."
    yield f"<{page}> <{_ELI}format> <http://www.iana.org/assignments/media-types/text/html> ."


def write_file(path: Path, triples: int) -> int:
    """Write a file of about so many triples and return how many there are; the same number gives the same bytes."""
    written = 0
    with path.open("w", encoding="utf-8") as stream:
        for number in range(max(1, triples // 16)):
            for line in decree(number):
                stream.write(line + "\n")
                written += 1
    return written


def bare_parse(path: Path) -> None:
    """Parse the file and count, as the import does when it has nothing to do."""
    import pyoxigraph as ox

    with path.open("rb") as stream:
        sum(1 for _ in ox.parse(stream, format=ox.RdfFormat.TURTLE, lenient=True))


def whole_import(path: Path, folder: Path) -> None:
    """Import the file into a project and write it."""
    from hgraph.importers import Import, Request
    from hgraph.settings import load_settings

    with Import(load_settings(folder), Request("staatsblad", (str(path),))) as running:
        running.run()
        running.write()


def measured(kind: str, path: Path, folder: Path) -> dict[str, float]:
    """Run one of the two in a process of its own and return its seconds and its peak memory in MB."""
    command = [sys.executable, __file__, "--measure", kind, str(path), "--folder", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def measure(kind: str, path: Path, folder: Path) -> None:
    """Do one of the two and print what it cost."""
    begun = time.perf_counter()
    if kind == "parse":
        bare_parse(path)
    else:
        whole_import(path, folder)
    seconds = time.perf_counter() - begun
    print(json.dumps({"seconds": seconds, "peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}))


def project(folder: Path) -> Path:
    """Write a project to import into: one plan, and nothing imported."""
    from hgraph.scaffold import create_project

    create_project(folder)
    return folder


def row(triples: int, folder: Path) -> str:
    """Return the row of the table for one size."""
    source = folder / "source.nt"
    count = write_file(source, triples)
    home = project(folder / f"plan-{triples}")
    parse, whole = measured("parse", source, home), measured("import", source, home)
    written = sum(1 for _ in (home / "data" / "imported" / "staatsblad.nt").open("rb"))
    source.unlink()
    ratio = whole["seconds"] / parse["seconds"]
    return (
        f"| {count:,} | {parse['seconds']:.1f} s | {whole['seconds']:.1f} s | {ratio:.1f}× "
        f"| {count / whole['seconds']:,.0f} | {parse['peak']:.0f} MB | {whole['peak']:.0f} MB | {written:,} |"
    )


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser()
    options.add_argument("triples", nargs="*", type=int, default=SIZES)
    options.add_argument("--folder", type=Path)
    options.add_argument("--measure", nargs=2, metavar=("KIND", "FILE"))
    given = options.parse_args()
    if given.measure:
        measure(given.measure[0], Path(given.measure[1]), given.folder)
        return
    print("| triples | bare parse | import, written | ratio | triples/s | peak, parse | peak, import | written |")
    print("| --- | --- | --- | --- | --- | --- | --- | --- |")
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        for triples in given.triples:
            print(row(triples, Path(folder)), flush=True)


if __name__ == "__main__":
    main()
