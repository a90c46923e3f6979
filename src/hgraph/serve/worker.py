"""A process that answers queries of strangers: it has a read-only store, bounded memory, and no way out.

Started as ``python -m hgraph.serve.worker STORE MERGED MEMORY``. Tasks come in on standard input and answers go out on
standard output, each a length and that many bytes (see ``hgraph.serve.wire``). The first task is the program's own:
after it no file or socket can be opened any more, so that nothing a query says reaches a network or a disk.
"""

from __future__ import annotations

import ctypes
import json
import math
import os
import resource
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Final

import pyoxigraph as ox

from hgraph.serve.results import Cut, write_boolean, write_rows, write_triples
from hgraph.serve.wire import Answer, Task, read_block, write_block

_DIE_WITH_PARENT: Final = 1
"""``PR_SET_PDEATHSIG`` of Linux."""
_NICE: Final = 5
"""So much does a query stand back for the server itself, which has pages to give meanwhile."""
_SPENT: Final = 0.7
"""Share of the memory after which a process makes room for a fresh one."""


def main(arguments: list[str]) -> None:
    """Answer tasks until standard input ends."""
    folder, merged, memory = Path(arguments[0]), arguments[1] == "merged", int(arguments[2])
    _follow_parent()
    with suppress(OSError):
        os.nice(_NICE)
    source, sink = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    store = ox.Store.read_only(str(folder))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    most = _address_space() + memory
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    shut = False
    while (block := read_block(source)) is not None:
        _answer_one(store, Task.from_bytes(block), merged=merged, memory=memory, sink=sink)
        if not shut:
            _shut()
            shut = True


def _follow_parent() -> None:
    """Die when the server does, however it ends."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _address_space() -> int:
    """Return the bytes of address space taken: Python, the engine and its threads reserve hundreds of megabytes."""
    with suppress(OSError):
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    return 0


def _shut() -> None:
    """Let no descriptor be opened beyond those that are open: every socket would need one."""
    free = os.dup(0)
    os.close(free)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, free))


def _answer_one(store: ox.Store, task: Task, *, merged: bool, memory: int, sink: BinaryIO) -> None:
    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    # The server ends a query that takes too long; should it not come to that, the system does.
    resource.setrlimit(resource.RLIMIT_CPU, (math.ceil(used.ru_utime + used.ru_stime + task.seconds * 2) + 2, hard))
    answer, content = _answer(store, task, merged=merged)
    answer.spent = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 > memory * _SPENT
    write_block(sink, answer.to_bytes())
    write_block(sink, content)
    sink.flush()


def _answer(store: ox.Store, task: Task, *, merged: bool) -> tuple[Answer, bytes]:
    try:
        found = store.query(task.query, **_dataset(task, merged=merged))
        return _written(found, task)
    except SyntaxError as error:
        return Answer(problem="syntax", reason=error.msg), b""
    except MemoryError:
        return Answer(problem="memory"), b""
    except (RuntimeError, ValueError, OSError) as error:
        return Answer(problem="fails", reason=str(error)), b""


def _dataset(task: Task, *, merged: bool) -> dict[str, Any]:
    """Return which graphs a query sees: those asked for, those it names, else all of them."""
    named = [ox.NamedNode(name) for name in task.named_graphs]
    if task.default_graphs or named:
        return {"default_graph": [ox.NamedNode(name) for name in task.default_graphs], "named_graphs": named}
    return {} if merged or task.names_graphs else {"use_default_graph_as_union": True}


def _written(found: Any, task: Task) -> tuple[Answer, bytes]:  # noqa: ANN401 - one of three classes of the engine
    cut = Cut(task.rows, task.size, tuple(task.links))
    if isinstance(found, ox.QueryBoolean):
        kind, content = "boolean", write_boolean(bool(found), task.form)
    elif isinstance(found, ox.QuerySolutions):
        kind, content = "rows", write_rows(found, task.form, cut)
    else:
        kind, content = "triples", write_triples(found, task.form, cut)
    return Answer(kind=kind, cut=cut.happened, count=cut.count), content


if __name__ == "__main__":
    json.dumps({})  # what is loaded late must be loaded before the door is shut
    main(sys.argv[1:])
