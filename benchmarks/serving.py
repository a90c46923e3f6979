"""Many clients at once on one server: pages and queries, first among themselves, then with hostile queries beside them.

python benchmarks/serving.py --seconds 60 --write
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
import threading
import time
from collections import defaultdict
from pathlib import Path

import requests

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / "tests"), str(HERE.parent / "tests" / "serve")]
BEGIN, END = "<!-- serving: begin -->", "<!-- serving: end -->"

from served_release import hostile_quads, real_quads, write_release  # noqa: E402

from running_server import Server, started  # noqa: E402

KINDS = {
    "page": ("GET", "doc/actie/a1", {}, "text/html"),
    "303 from an IRI": ("GET", "id/actie/a1", {}, "text/turtle"),
    "small query": ("GET", "sparql", {"query": "SELECT * { ?s a ?c } LIMIT 20"}, "application/sparql-results+json"),
    "grouped query": ("GET", "sparql", {"query": "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c"}, "text/csv"),
    "question as page": ("GET", "question/commitments-missed/answer", {}, "text/html"),
}
HOSTILE = (
    "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?a ?f ?i",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
)


def one_client(server: Server, number: int, end: float, times: dict[str, list[float]], lost: list[str]) -> None:
    """Ask one thing after the other until the end; keep how long each took, and what was not answered."""
    chance = random.Random(number)  # noqa: S311 - a mixture, the same each time
    session = requests.Session()
    while time.monotonic() < end:
        kind = chance.choice(list(KINDS))
        method, path, params, accept = KINDS[kind]
        headers = {"Accept": accept, "X-Forwarded-For": f"192.0.2.{number}"}
        start = time.monotonic()
        try:
            answer = session.request(
                method, server.address + path, params=params, headers=headers, timeout=60, allow_redirects=False
            )
            if answer.status_code not in (200, 303):
                lost.append(f"{kind}: {answer.status_code}")
        except requests.RequestException as error:
            lost.append(f"{kind}: {error}")
        times[kind].append(time.monotonic() - start)


def one_enemy(server: Server, number: int, end: float) -> None:
    """Send hostile queries, one after the other, until the end."""
    for count in range(1_000_000):
        if time.monotonic() > end:
            return
        server.query(HOSTILE[count % len(HOSTILE)], accept="*/*", client=f"198.51.100.{number}")


def run(server: Server, clients: int, seconds: float, enemies: int) -> tuple[dict[str, list[float]], list[str]]:
    """Return the times of each kind and what was lost."""
    times: dict[str, list[float]] = defaultdict(list)
    lost: list[str] = []
    end = time.monotonic() + seconds
    threads = [threading.Thread(target=one_client, args=(server, n, end, times, lost)) for n in range(1, clients + 1)]
    threads += [threading.Thread(target=one_enemy, args=(server, n, end)) for n in range(1, enemies + 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times, lost


def table(quiet: dict[str, list[float]], beside: dict[str, list[float]]) -> list[str]:
    """Return both runs beside each other."""
    heads = [
        "what",
        "answers",
        "median ms",
        "99th ms",
        "median ms, beside hostile",
        "99th ms, beside hostile",
        "ratio of medians",
    ]
    lines = [f"| {' | '.join(heads)} |", f"| --- |{' ---: |' * (len(heads) - 1)}"]
    for kind in KINDS:
        cells = [kind, f"{len(quiet[kind]):,}"]
        medians = []
        for times in (quiet[kind], beside[kind]):
            medians.append(statistics.median(times))
            cells += [f"{medians[-1] * 1000:.0f}", f"{statistics.quantiles(times, n=100)[98] * 1000:.0f}"]
        lines.append(f"| {' | '.join([*cells, f'{medians[1] / medians[0]:.1f}'])} |")
    return lines


def main() -> None:
    """Run both, print the table, and with ``--write`` put it into the README."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--clients", type=int, default=32)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--enemies", type=int, default=4)
    parser.add_argument("--limit", type=float, default=2)
    parser.add_argument("--write", action="store_true")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        write_release(site, [*real_quads(HERE.parent), *hostile_quads()])
        with started(site, Path(folder), seconds=wanted.limit, rows=10_000) as server:
            quiet, lost = run(server, wanted.clients, wanted.seconds, 0)
            beside, more = run(server, wanted.clients, wanted.seconds, wanted.enemies)
            peak = max(server.memory().values()) / 1e6
    why = f" ({', '.join(sorted({*lost, *more})[:5])})" if lost or more else ""
    text = [
        (
            f"{wanted.clients} clients for {wanted.seconds:g} s, then the same with {wanted.enemies} clients that send"
            f" hostile queries, each ended after {wanted.limit:g} s; two workers."
        ),
        "",
        *table(quiet, beside),
        "",
        f"Not answered: {len(lost)} and {len(more)}{why}. Largest process at the end: {peak:.0f} MB.",
    ]
    print("\n".join(text))
    if wanted.write:
        path = HERE / "README.md"
        before, _, rest = path.read_text(encoding="utf-8").partition(BEGIN)
        after = rest.partition(END)[2]
        block = "\n".join([BEGIN, "", *text, "", END])
        path.write_text(f"{before.rstrip()}\n\n{block}{after or chr(10)}", encoding="utf-8")


if __name__ == "__main__":
    main()
