"""Work shared out over copies of this process, for an engine that keeps one thread at a time.

Oxigraph answers while Python waits for it, so threads take turns; a copy of the process has a turn of its own and sees
the same store without copying it. Only for a store in memory, and only on Linux: elsewhere, and if a copy comes to
grief, the work is done here.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import struct
import sys
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice
from select import select
from typing import Final, TypeVar

Piece = TypeVar("Piece")
_NUMBER: Final = struct.Struct("<H")
_MOST: Final = 30_000
"""Numbers of pieces that fit into a pipe at once."""


def shared_out(work: Callable[[int], Piece], count: int, workers: int) -> list[Piece]:
    """Return what ``work`` gives for each number below ``count``, done by so many processes, this one included.

    ``work`` must not depend on threads, and what it gives must be picklable. Raises what it raises.
    """
    if workers < 2 or count < 2 or count > _MOST or sys.platform != "linux":
        return [work(number) for number in range(count)]
    waiting, filled = os.pipe()
    os.write(filled, b"".join(map(_NUMBER.pack, range(count))))
    os.close(filled)
    copies = [_copy(work, waiting) for _ in range(min(workers, count) - 1)]
    done: dict[int, Piece] = {}
    try:
        for number in _numbers(waiting):
            done[number] = work(number)
        while copies:
            copy, answers = copies[-1]
            done |= _received(answers)
            os.waitpid(copy, 0)
            copies.pop()
    finally:
        os.close(waiting)
        for copy, answers in copies:
            _ended(copy, answers)
    return [done[number] if number in done else work(number) for number in range(count)]


def handed_out(work: Callable[[int], Piece], count: int, workers: int, most: int) -> list[Piece]:
    """Return the same as ``shared_out``, done by copies alone, each of which ends after ``most`` pieces.

    So this process does not grow by what the work leaves behind, and no copy grows by more than its pieces leave.
    """
    if workers < 2 or count < 2 or count > _MOST or sys.platform != "linux":
        return [work(number) for number in range(count)]
    waiting, filled = os.pipe()
    os.write(filled, b"".join(map(_NUMBER.pack, range(count))))
    os.close(filled)
    done: dict[int, Piece] = {}
    copies: dict[int, int] = {}
    told: dict[int, bytearray] = {}
    try:
        for _ in range(min(workers, count)):
            copy, answers = _copy(work, waiting, most)
            copies[answers], told[answers] = copy, bytearray()
        while copies:
            for answers in select(list(copies), [], [])[0]:
                some = os.read(answers, 1 << 16)
                told[answers] += some
                if some:
                    continue
                os.close(answers)
                os.waitpid(copies.pop(answers), 0)
                found: dict[int, Piece] = _unpacked(bytes(told.pop(answers)))
                done |= found
                if len(found) == most:
                    copy, answers = _copy(work, waiting, most)  # noqa: PLW2901 - takes the place of the one that ended
                    copies[answers], told[answers] = copy, bytearray()
    finally:
        os.close(waiting)
        for answers, copy in copies.items():
            _ended(copy, answers)
    return [done[number] if number in done else work(number) for number in range(count)]


def give_back() -> None:
    """Give memory that is no longer used back to the system; copies that are made now begin with less."""
    import ctypes

    with suppress(AttributeError, OSError):  # only the C library of GNU has it
        ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def beside(work: Callable[[], Piece]) -> Iterator[Callable[[], Piece]]:
    """Do a piece of work in a copy of this process meanwhile; give what waits for it and returns what it gave."""
    if sys.platform != "linux":
        yield work
        return
    waiting, filled = os.pipe()
    os.write(filled, _NUMBER.pack(0))
    os.close(filled)
    copies = [_copy(lambda _: work(), waiting)]
    os.close(waiting)
    done: dict[int, Piece] = {}

    def answer() -> Piece:
        if copies:
            copy, answers = copies[0]
            done.update(_received(answers))
            os.waitpid(copy, 0)
            copies.clear()
        return done[0] if done else work()

    try:
        yield answer
    finally:
        for copy, answers in copies:
            _ended(copy, answers)


def _copy(work: Callable[[int], Piece], waiting: int, most: int | None = None) -> tuple[int, int]:
    """Start a copy of this process; return its number and the pipe that its answers come through."""
    import ctypes  # noqa: F401 - here and not in each copy anew, and only where copies are made: it is slow to start

    answers, answered = os.pipe()
    parent = os.getpid()
    with warnings.catch_warnings(), _uninterrupted():
        warnings.simplefilter("ignore", DeprecationWarning)  # other threads run no code here that a copy could miss
        copy = os.fork()
    if copy:
        os.close(answered)
        return copy, answers
    try:
        end_with(parent)
        gc.freeze()  # what was there before is not looked at for cycles, which would copy the memory that it is in
        done = {number: work(number) for number in islice(_numbers(waiting), most) if os.getppid() == parent}
        with os.fdopen(answered, "wb") as stream:
            pickle.dump(done, stream, protocol=pickle.HIGHEST_PROTOCOL)
    finally:
        os._exit(0)


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Put off an interruption: within a fork, Python would pass over it without a word."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def end_with(parent: int) -> None:
    """Let the kernel end this process as soon as its parent is gone, in whatever way: prctl(2), PR_SET_PDEATHSIG."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(0)


def _ended(copy: int, answers: int) -> None:
    """End a copy whose answers nobody waits for any more; it may have ended by itself."""
    with suppress(OSError):
        os.close(answers)
    with suppress(OSError):
        os.kill(copy, signal.SIGKILL)
        os.waitpid(copy, 0)


def _numbers(waiting: int) -> Iterator[int]:
    """Yield the numbers nobody has taken yet, taking each."""
    while number := os.read(waiting, _NUMBER.size):
        yield _NUMBER.unpack(number)[0]


def _received(answers: int) -> dict[int, Piece]:
    """Return what a copy has done; nothing if it failed, for then the work is done here and fails with its reason."""
    with os.fdopen(answers, "rb") as stream:
        return _unpacked(stream.read())


def _unpacked(told: bytes) -> dict[int, Piece]:
    try:
        done: dict[int, Piece] = pickle.loads(told)  # noqa: S301 - from a copy of this very process
    except (EOFError, pickle.UnpicklingError):
        return {}
    return done
