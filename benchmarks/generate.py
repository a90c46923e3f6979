"""Write a fictional policy graph of any size as N-Triples: the same arguments give the same bytes.

    python benchmarks/generate.py 1000 --output plan/data/policy.nt
    python benchmarks/generate.py 10000 --errors each --errors 0.003 --output policy.nt

The text that passages are cut from is written beside the file, in ``sources/generated/text.txt``.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from policy_graph import Things, blocks, by_minister, government, opening, pinned_text
from seeded_errors import plant_at_rate, plant_each

EACH = 100
"""Actions in the small governments that hold one error for every rule."""


def graph(actions: int, *, each: bool = False, rate: float = 0.0) -> Iterator[Things]:
    """Return the graph, one government after the other; ``each`` and ``rate`` say which errors are planted.

    ``each`` plants one error for every rule in the first hundred actions, ``rate`` plants each error on that share of
    the things in the rest.
    """
    yield opening()
    seeded = []
    for name, count in blocks(actions, min(actions, EACH) if each else 0):
        things = government(name, count)
        if each and len(seeded) < min(actions, EACH) // 5:
            seeded.append((name, things))
            continue
        plant_at_rate(name, things, rate)
        yield things
    if seeded:
        plant_each(seeded)
        yield from (things for _, things in seeded)


def write(stream: TextIO, graph_: Iterator[Things]) -> int:
    """Write a graph line by line and return the number of triples."""
    count = 0
    for things in graph_:
        for lines in things.values():
            stream.writelines(f"{line}\n" for line in lines)
            count += len(lines)
    return count


def write_file(path: Path, actions: int, *, each: bool = False, rate: float = 0.0) -> int:
    """Write a graph and the text its passages come from; return the number of triples."""
    path.parent.mkdir(parents=True, exist_ok=True)
    text = path.parent / "sources" / "generated" / "text.txt"
    text.parent.mkdir(parents=True, exist_ok=True)
    text.write_text(pinned_text()[0], encoding="utf-8", newline="\n")
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        return write(stream, graph(actions, each=each, rate=rate))


def write_by_minister(folder: Path, actions: int, *, each: bool = False, rate: float = 0.0) -> list[Path]:
    """Write a graph as many files: what a government has in common, and the actions of each of its ministers.

    Every file is a graph of its own. Returns the files of ministers, in order of name.
    """
    text = folder / "sources" / "generated" / "text.txt"
    text.parent.mkdir(parents=True, exist_ok=True)
    text.write_text(pinned_text()[0], encoding="utf-8", newline="\n")
    things = graph(actions, each=each, rate=rate)
    declaration = [line for lines in next(things).values() for line in lines]
    ministers = []
    for number, government_ in enumerate(things):
        for minister, lines in by_minister(government_).items():
            name = f"government-{number:04}" + (f"-{minister}" if minister else "")
            own = [line.replace("/graaf/gegenereerd>", f"/graaf/{name}>") for line in declaration]
            path = folder / f"{name}.nt"
            path.write_text("".join(f"{line}\n" for line in [*own, *lines]), encoding="utf-8", newline="\n")
            if minister:
                ministers.append(path)
    return sorted(ministers)


def main() -> None:
    """Read the command line and write the graph."""
    parser = argparse.ArgumentParser(description="Write a fictional policy graph of any size as N-Triples.")
    parser.add_argument("actions", type=int, help="number of actions; about 30 triples each")
    parser.add_argument("--output", type=Path, help="file to write; standard output if absent")
    parser.add_argument(
        "--errors", action="append", default=[], help="'each', or a rate such as 0.003; may be repeated"
    )
    arguments = parser.parse_args()
    rates = [float(wish) for wish in arguments.errors if wish != "each"]
    each, rate = "each" in arguments.errors, max(rates, default=0.0)
    if arguments.output:
        print(f"{write_file(arguments.output, arguments.actions, each=each, rate=rate):,} triples", file=sys.stderr)
    else:
        write(sys.stdout, graph(arguments.actions, each=each, rate=rate))


if __name__ == "__main__":
    main()
