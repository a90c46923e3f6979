"""What server and workers say to each other: a task, and its answer with the bytes of the result."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from typing import BinaryIO, Final, Self

LENGTH: Final = 8
"""Bytes of the length in front of each block."""


@dataclass
class Task:
    """A query to be answered: in which form, over which graphs, and how much of the answer at most."""

    query: str
    form: str
    rows: int
    size: int
    seconds: float
    default_graphs: list[str] = field(default_factory=list)
    named_graphs: list[str] = field(default_factory=list)
    names_graphs: bool = False
    """Whether the query says itself which graphs it is about."""
    links: list[str] = field(default_factory=list)
    """Addresses that an answer that is cut points at."""

    def to_bytes(self) -> bytes:
        """Return the task as it is sent."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, block: bytes) -> Self:
        """Return the task that was sent."""
        return cls(**json.loads(block))


@dataclass
class Answer:
    """What became of a task: the kind of result and whether it is cut, or what the problem was."""

    kind: str = ""
    cut: bool = False
    count: int = 0
    problem: str = ""
    reason: str = ""
    spent: bool = False
    """Whether the process has grown so large that a fresh one should take its place."""

    def to_bytes(self) -> bytes:
        """Return the answer as it is sent."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def from_bytes(cls, block: bytes) -> Self:
        """Return the answer that was sent."""
        return cls(**json.loads(block))


def write_block(sink: BinaryIO, block: bytes) -> None:
    """Write a block with its length in front."""
    sink.write(len(block).to_bytes(LENGTH, "big"))
    sink.write(block)


def read_block(source: BinaryIO) -> bytes | None:
    """Return the next block, ``None`` at the end."""
    head = source.read(LENGTH)
    if len(head) < LENGTH:
        return None
    block = source.read(length := int.from_bytes(head, "big"))
    return block if len(block) == length else None
