"""A fictional policy graph of any size, made from the templates in ``template/``, one government at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Template
from typing import Final

import pyoxigraph as ox

TEMPLATES: Final = Path(__file__).parent / "template"
BLOCK: Final = 1000
"""Actions of one government: links stay inside it, so a question about one thing costs the same at every size."""
GROUP: Final = 10
"""Actions under one operational objective."""
STRATEGIC: Final = 5
"""Strategic objectives of a plan; more than seven is many, say the rules."""
FIELDS: Final = 4
"""Policy fields of one minister."""

Things = dict[str, list[str]]
"""Lines of N-Triples by subject, in the order in which they are written."""


def blocks(actions: int, small: int = 0, size: int = BLOCK) -> Iterator[tuple[str, int]]:
    """Return the name and the number of actions of every government.

    The first ``small`` actions are spread over governments of five, so that every kind of thing is there many times.
    """
    numbers = [5] * (small // 5)
    rest = actions - 5 * len(numbers)
    numbers += [size] * (rest // size) + ([rest % size] if rest % size else [])
    for number, count in enumerate(numbers):
        yield f"g{number:04}", count


def opening() -> Things:
    """Return what stands once in a file: the graph that declares itself, and as fiction."""
    return _things(_render("graph"))


def government(name: str, actions: int) -> Things:
    """Return all that one government promises, does and measures."""
    lines = _render("government", b=name, sha256=pinned_text()[1])
    ministers = max(2, min(10, actions // 50))
    for minister in range(ministers):
        lines += _render("minister", b=name, m=minister)
    lines += _render("handover", b=name)
    groups = -(-actions // GROUP)
    for objective in range(min(STRATEGIC, groups)):
        lines += _render("strategic", b=name, s=objective)
    for objective in range(groups):
        lines += _objective(name, objective, ministers)
    for action in range(actions):
        lines += _action(name, action, ministers)
    for need in range(1, 1 + actions // 50):
        lines += _render("need", b=name, n=need, i=need * 50 - 1)
    return _things(lines)


def by_minister(things: Things) -> dict[str, list[str]]:
    """Return the lines of a government by the minister whose action they describe; under no name, all others."""
    found: dict[str, list[str]] = {"": []}
    for lines in things.values():
        leads = [line.split(" ")[2] for line in lines if line.split(" ")[1].endswith("#leadMinister>")]
        minister = leads[0].strip("<>").rpartition("-")[2] if leads else ""
        found.setdefault(f"m{minister}" if leads else "", []).extend(lines)
    return found


@cache
def pinned_text() -> tuple[str, str]:
    """Return the text that every passage is cut from, and its checksum; one sentence for every objective."""
    text = "\n\n".join(_sentence(number) for number in range(BLOCK // GROUP)) + "\n"
    return text, hashlib.sha256(text.encode()).hexdigest()


def _sentence(number: int) -> str:
    return f"Wij zorgen er met maatregel {number} voor dat iedereen in elke gemeente volwaardig kan meedoen."


def _objective(name: str, number: int, ministers: int) -> list[str]:
    text = pinned_text()[0]
    quote = _sentence(number)
    start = text.index(quote)
    end = start + len(quote)
    before, after = (part.replace("\n", "\\n") for part in (text[max(0, start - 32) : start], text[end : end + 32]))
    minister, field = _competence(number * GROUP, ministers)
    return _render(
        "objective", b=name, o=number, s=number % STRATEGIC, m=minister, f=field, y=_year(number), k=2 * number,
        l=2 * number + 1, quote=quote, before=before, after=after, start=start, end=end,
    )  # fmt: skip


def _action(name: str, number: int, ministers: int) -> list[str]:
    objective = number // GROUP
    minister, field = _competence(number, ministers)
    return _render(
        "action", b=name, i=number, o=objective, m=minister, f=field, y=_year(objective),
        k=2 * objective + number % 2, amount=10_000 + number * 500,
    )  # fmt: skip


def _competence(action: int, ministers: int) -> tuple[int, int]:
    return action % ministers, action // ministers % FIELDS


def _year(objective: int) -> int:
    return 2021 + objective % 3


def _render(template: str, **values: object) -> list[str]:
    return _template(template).substitute(values).splitlines()


@cache
def _template(name: str) -> Template:
    """Return a template as N-Triples: parsed once, so that filling it in is all that is left to do."""
    parsed = ox.parse(path=TEMPLATES / f"{name}.ttl", format=ox.RdfFormat.TURTLE)
    return Template("\n".join(f"{quad.triple} ." for quad in parsed))


def _things(lines: list[str]) -> Things:
    things: Things = {}
    for line in lines:
        things.setdefault(line.partition(" ")[0], []).append(line)
    return things
