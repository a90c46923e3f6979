"""One tool on one thread of items: make a site of it. One line of JSON is the answer.

    python benchmarks/publish_tools.py hgraph|sphinx-needs|strictdoc FOLDER

Each tool makes what it has for it: hgraph a release with four forms of every item, Sphinx-Needs and StrictDoc pages.
Runs in the environment of the tool.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from pathlib import Path


def hgraph(folder: Path, out: Path) -> None:
    """Build a release."""
    program = [sys.executable, "-c", "from hgraph.cli import main; main()"]
    options = ["--project", str(folder), "--output", str(out), "--base", "https://draad.vlaanderen/"]
    subprocess.run([*program, "publish", "build", *options, "--on", "2026-01-01"], check=True, stdout=sys.stderr)


def sphinx_needs(folder: Path, out: Path) -> None:
    """Build pages of HTML."""
    command = [sys.executable, "-m", "sphinx", "-q", "-j", "2", "-b", "html", str(folder), str(out)]
    subprocess.run(command, check=True, stdout=sys.stderr)


def strictdoc(folder: Path, out: Path) -> None:
    """Export pages of HTML."""
    program = Path(sys.executable).with_name("strictdoc")
    command = [str(program), "export", str(folder), "--output-dir", str(out)]
    subprocess.run(command, check=True, stdout=sys.stderr)


def main() -> None:
    """Run the tool that the command line names and print what it took."""
    tool, folder = sys.argv[1], Path(sys.argv[2])
    tools = {"hgraph": hgraph, "sphinx-needs": sphinx_needs, "strictdoc": strictdoc}
    out = folder.parent / f"{folder.name}-out"
    began = time.perf_counter()
    tools[tool](folder, out)
    seconds = time.perf_counter() - began
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    files = [path.stat() for path in out.rglob("*") if path.is_file() and not path.is_symlink()]
    answer = {
        "seconds": seconds,
        "cpu": sum(each.ru_utime + each.ru_stime for each in used),
        "peak_mb": max(each.ru_maxrss for each in used) / 1024,
        "files": len(files),
        "size_mb": sum(each.st_size for each in files) / 1e6,
        "disk_mb": sum(each.st_blocks for each in files) * 512 / 1e6,
    }
    print(json.dumps(answer))


if __name__ == "__main__":
    main()
