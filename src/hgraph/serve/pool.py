"""Worker processes that answer queries: whose turn it is, how long it may take, and a fresh process for a dead one."""

from __future__ import annotations

import asyncio
import logging
import sys
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final, Self

from hgraph.serve.refusals import Refusal, too_many
from hgraph.serve.replica import ENGINE, STATE
from hgraph.serve.wire import LENGTH, Answer, Task
from hgraph.settings import ServingLimits

_LOG: Final = logging.getLogger("hgraph.serve")
_STARTING: Final = 30.0
"""Seconds a process may take to start."""
_PATIENCE: Final = 3
"""A query waits at most as long as so many others may run."""
_HALF: Final = 10.0
"""Seconds after which the time that a client took counts half."""
_REMEMBERED: Final = 10_000
OWN: Final = ""
"""The client that stands for the program itself: its questions are few, short and known."""


class Worker:
    """One process with the store."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        """Take a process that was started."""
        self._process = process

    @classmethod
    async def started(cls, store: Path, merged: str, limits: ServingLimits, first: Task) -> Self:
        """Start a process, and let it answer a first task, after which it is shut in. Raises ``OSError``."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "hgraph.serve.worker", str(store), merged, str(limits.memory),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
        )  # fmt: skip
        worker = cls(process)
        try:
            async with asyncio.timeout(_STARTING):
                answer, _ = await worker.ask(first)
            if answer.problem:
                raise OSError(answer.reason or answer.problem)  # noqa: TRY301 - ends the worker like any other fault
        except BaseException as error:
            await worker.end()
            if isinstance(error, TimeoutError | EOFError):
                raise OSError(process.returncode) from error
            raise
        return worker

    @property
    def pid(self) -> int:
        """The number of the process."""
        return self._process.pid

    async def ask(self, task: Task) -> tuple[Answer, bytes]:
        """Return the answer to a task and the bytes of the result. Raises ``EOFError`` or ``OSError`` if it dies."""
        sink, source = self._process.stdin, self._process.stdout
        if sink is None or source is None:
            raise EOFError
        block = task.to_bytes()
        sink.write(len(block).to_bytes(LENGTH, "big") + block)
        await sink.drain()
        return Answer.from_bytes(await _block(source)), await _block(source)

    def kill(self) -> None:
        """Kill the process, if it still runs."""
        with suppress(ProcessLookupError):
            self._process.kill()

    async def end(self) -> None:
        """Kill the process and wait until it is gone."""
        self.kill()
        if self._process.stdin:
            self._process.stdin.close()
        await self._process.wait()


async def _block(source: asyncio.StreamReader) -> bytes:
    length = int.from_bytes(await source.readexactly(LENGTH), "big")
    return await source.readexactly(length)


class Pool:
    """Processes over one store, for clients in turn; who took much time of late comes after the others.

    No client has all processes at a time, nor have those that took much time together, unless there is but one.
    """

    def __init__(self, store: Path, limits: ServingLimits, first: Task) -> None:
        """Take the folder of a store that is made, the limits, and the task a process starts with."""
        self._store = store / ENGINE
        self._merged = (store / STATE).read_text(encoding="utf-8")
        self._limits = limits
        self._first = first
        self._free: list[Worker] = []
        self._all: set[Worker] = set()
        self._running: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[asyncio.Future[Worker]]] = OrderedDict()
        self._taken: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._chores: set[asyncio.Task[None]] = set()
        self._closed = False

    async def start(self) -> None:
        """Start the processes. Raises ``OSError`` if one does not start."""
        for _ in range(self._limits.workers):
            self._free.append(await self._started())

    async def _started(self) -> Worker:
        worker = await Worker.started(self._store, self._merged, self._limits, self._first)
        self._all.add(worker)
        return worker

    @property
    def pids(self) -> list[int]:
        """The numbers of the processes there are."""
        return sorted(worker.pid for worker in self._all)

    async def run(self, task: Task, client: str) -> tuple[Answer, bytes]:
        """Return the answer to a task of a client.

        Raises ``Refusal``: too many are waiting (429), it takes too long (504), it ends the process (503), or it is
        no query (400).
        """
        worker = await self._turn(client)
        whole, start = False, time.monotonic()
        try:
            async with asyncio.timeout(task.seconds):
                answer, content = await worker.ask(task)
            whole = not answer.spent
        except TimeoutError as error:
            raise Refusal(504, "too-long", seconds=_plain(task.seconds)) from error
        except (EOFError, OSError) as error:
            raise Refusal(503, "too-costly") from error
        finally:
            self._note(client, time.monotonic() - start)
            self._given_back(worker, client, whole=whole)
        if answer.problem:
            raise problem(answer)
        return answer, content

    async def _turn(self, client: str) -> Worker:
        """Return a process once it is the client's turn."""
        if sum(map(len, self._waiting.values())) >= self._limits.waiting and client != OWN:
            raise too_many(max(1, round(self._limits.seconds)))
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.setdefault(client, deque()).append(place)
        self._hand_out()
        try:
            async with asyncio.timeout(self._limits.seconds * _PATIENCE):
                return await place
        except BaseException as error:
            if place.done() and not place.cancelled():  # it came, and nobody is there any more
                self._given_back(place.result(), client, whole=True)
            else:
                self._leave(client, place)
            if isinstance(error, TimeoutError):
                raise too_many(max(1, round(self._limits.seconds))) from error
            raise

    def _leave(self, client: str, place: asyncio.Future[Worker]) -> None:
        line = self._waiting.get(client)
        if line and place in line:
            line.remove(place)
            if not line:
                del self._waiting[client]

    def _debt(self, client: str) -> float:
        """Return how many seconds a client has taken of late: what is past counts less and less."""
        seconds, since = self._taken.get(client, (0.0, 0.0))
        return seconds * float(2.0 ** -((time.monotonic() - since) / _HALF))

    def _is_heavy(self, client: str) -> bool:
        return self._debt(client) > self._limits.seconds / 2

    def _note(self, client: str, seconds: float) -> None:
        if client != OWN:
            self._taken[client] = (self._debt(client) + seconds, time.monotonic())
            self._taken.move_to_end(client)
        if len(self._taken) > _REMEMBERED:
            self._taken.popitem(last=False)

    def _may_run(self) -> list[str]:
        """Return the clients that wait and may have a process now."""
        most = max(1, self._limits.workers - 1)
        heavy = sum(count for name, count in self._running.items() if self._is_heavy(name))
        return [
            name
            for name in self._waiting
            if name == OWN or (self._running[name] < most and (heavy < most or not self._is_heavy(name)))
        ]

    def _hand_out(self) -> None:
        """Give free processes to those who wait."""
        while self._free:
            clients = self._may_run()
            if not clients:
                return
            client = OWN if OWN in clients else next((name for name in clients if not self._is_heavy(name)), clients[0])
            line = self._waiting.pop(client)
            place = line.popleft()
            if line:
                self._waiting[client] = line  # at the end: the others come first now
            if not place.done():
                self._running[client] += 1
                place.set_result(self._free.pop())

    def _given_back(self, worker: Worker, client: str, *, whole: bool) -> None:
        self._running[client] -= 1
        if not self._running[client]:
            del self._running[client]
        if whole and not self._closed:
            self._free.append(worker)
            self._hand_out()
            return
        self._all.discard(worker)
        worker.kill()
        chore = asyncio.ensure_future(self._replace(worker))
        self._chores.add(chore)
        chore.add_done_callback(self._chores.discard)

    async def _replace(self, worker: Worker) -> None:
        """End a process and start another in its place, as often as it takes."""
        await worker.end()
        pause = 0.1
        while not self._closed:
            try:
                fresh = await self._started()
            except OSError as error:
                _LOG.critical("worker: %s", error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, 10.0)
                continue
            if self._closed:
                self._all.discard(fresh)
                await fresh.end()
                return
            self._free.append(fresh)
            self._hand_out()
            return

    async def close(self) -> None:
        """End every process; those that still answer somebody are given their time first."""
        self._closed = True
        async with asyncio.TaskGroup() as group:
            for worker in list(self._free):
                self._all.discard(worker)
                group.create_task(worker.end())
        self._free.clear()
        deadline = asyncio.get_running_loop().time() + self._limits.seconds
        while self._running and asyncio.get_running_loop().time() < deadline:
            await asyncio.sleep(0.05)
        await self.kill()

    async def kill(self) -> None:
        """End every process now."""
        self._closed = True
        if self._chores:
            _, late = await asyncio.wait(self._chores, timeout=2)
            for chore in late:
                chore.cancel()
        for worker in list(self._all):
            await worker.end()
        self._all.clear()


def problem(answer: Answer) -> Refusal:
    """Return the refusal for what a process could not answer."""
    refusals: dict[str, Callable[[], Refusal]] = {
        "syntax": lambda: Refusal(400, "syntax", reason=answer.reason),
        "fails": lambda: Refusal(400, "fails", reason=answer.reason),
        "memory": lambda: Refusal(503, "too-costly"),
    }
    return refusals[answer.problem]()


def _plain(seconds: float) -> str:
    return f"{seconds:g}"
