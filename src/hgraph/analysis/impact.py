"""Impact: everything a change of one thing touches, by kind and by who answers, and what loses its only ground."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hgraph.documents import Block, Bullets, Document, Grid, Heading, Item, Paragraph
from hgraph.messages import message
from hgraph.project import Project, owners_of
from hgraph.terms import Iri
from hgraph.trace import Direction, Link, ThreadGraph, Wording, left_without_ground, walk


@dataclass(frozen=True, slots=True)
class Touched:
    """One thing that is touched: how far away, by which links, through which other thing if not directly, and who."""

    thing: Iri
    steps: int
    links: tuple[Link, ...]
    through: Iri | None
    owners: tuple[Iri, ...]


@dataclass(frozen=True)
class Impact:
    """What a change of one thing touches, nearest first; and what loses its only ground if it is dropped."""

    start: Iri
    touched: tuple[Touched, ...]
    groundless: frozenset[Iri]


def impact_of(project: Project, graph: ThreadGraph, start: Iri) -> Impact:
    """Return what lies below a thing in the thread, and what of that rests on it alone."""
    tree = walk(graph, start, Direction.DOWN)
    reached = [step for step in tree.steps[1:] if step.mark is None]
    owners = owners_of(project, [step.thing for step in reached])
    touched = (
        Touched(
            step.thing,
            step.depth,
            step.links,
            tree.steps[step.parent].thing if step.parent else None,
            owners.get((str(step.thing), None), ()),
        )
        for step in reached
    )
    ordered = sorted(touched, key=lambda each: (each.steps, each.thing))
    return Impact(start, tuple(ordered), left_without_ground(graph, start) & {each.thing for each in ordered})


def impact_rows(impact: Impact, wording: Wording) -> tuple[list[str], list[list[str]]]:
    """Return headings and rows: a row a thing, with IRI, name, kind, steps, way, who answers, whether groundless."""
    names = ("iri", "name", "kind", "steps", "way", "through", "owners", "groundless")
    rows = [
        [
            each.thing,
            wording.name(each.thing),
            wording.kind(each.thing) or "",
            str(each.steps),
            wording.readings(each.links, Direction.DOWN),
            wording.name(each.through) if each.through else "",
            "; ".join(_names(each, wording)),
            _say(wording.language, "impact.yes") if each.thing in impact.groundless else "",
        ]
        for each in impact.touched
    ]
    return [_say(wording.language, f"impact.column.{name}") for name in names], rows


def impact_told(impact: Impact, wording: Wording, limit: int | None = None, *, drop: bool = False) -> Document:
    """Return the impact as a document; ``limit`` is how many things of a kind are named, ``drop`` asks what is lost."""
    title = _say(wording.language, "impact.title-drop" if drop else "impact.title", thing=wording.name(impact.start))
    return Document(title, wording.language, list(_blocks(impact, wording, limit, drop=drop)))


def _blocks(impact: Impact, wording: Wording, limit: int | None, *, drop: bool) -> Iterator[Block]:
    language = wording.language
    if not impact.touched:
        yield Paragraph(_say(language, "impact.nothing"))
        return
    direct = sum(each.through is None for each in impact.touched)
    number = "one" if len(impact.touched) == 1 else "many"
    yield Paragraph(_say(language, f"impact.count.{number}", count=len(impact.touched), direct=direct), "strong")
    if drop:
        yield from _dropped(impact, wording, limit)
    kinds = _by_kind(impact, wording)
    yield _kinds(kinds, wording)
    yield _owners(impact, wording)
    for kind, things in kinds.items():
        yield Heading(f"{kind} ({len(things)})")
        yield Bullets(_few([Item(_way(each, wording)) for each in things], limit, language))


def _dropped(impact: Impact, wording: Wording, limit: int | None) -> Iterator[Block]:
    language = wording.language
    lost = [each for each in impact.touched if each.thing in impact.groundless]
    yield Heading(_say(language, "impact.lost"))
    if not lost:
        yield Paragraph(_say(language, "impact.lost-nothing"))
        return
    number = "one" if len(lost) == 1 else "many"
    left = len(impact.touched) - len(lost)
    yield Paragraph(_say(language, f"impact.lost-count.{number}", count=len(lost), left=left))
    yield Bullets(_few([Item(_named(each, wording)) for each in lost], limit, language))


def _few(items: Sequence[Item], limit: int | None, language: str) -> list[Item]:
    most = len(items) if limit is None else limit
    left = len(items) - most
    return [*items[:most], *([Item(_say(language, "more", count=left))] if left > 0 else [])]


def _by_kind(impact: Impact, wording: Wording) -> Mapping[str, list[Touched]]:
    found: dict[str, list[Touched]] = defaultdict(list)
    for each in impact.touched:
        found[wording.kind(each.thing) or _say(wording.language, "other-kind")].append(each)
    return dict(sorted(found.items()))


def _kinds(kinds: Mapping[str, Sequence[Touched]], wording: Wording) -> Grid:
    language = wording.language
    rows = [
        [kind, str(sum(each.through is None for each in things)), str(sum(each.through is not None for each in things))]
        for kind, things in kinds.items()
    ]
    headings = [_say(language, f"impact.column.{name}") for name in ("kind", "direct", "indirect")]
    return Grid(headings, rows, (False, True, True), _say(language, "impact.by-kind"), row_headings=True)


def _owners(impact: Impact, wording: Wording) -> Grid:
    language = wording.language
    counts: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for each in impact.touched:
        for name in _names(each, wording) or [_say(language, "nobody")]:
            counts[name] += 1
            lost[name] += each.thing in impact.groundless
    rows = [[name, str(count), str(lost[name])] for name, count in sorted(counts.items(), key=lambda e: (-e[1], e[0]))]
    headings = [_say(language, f"impact.column.{name}") for name in ("owner", "touched", "alone")]
    return Grid(headings, rows, (False, True, True), _say(language, "impact.by-owner"), row_headings=True)


def _names(each: Touched, wording: Wording) -> list[str]:
    return sorted({wording.label(owner) for owner in each.owners})


def _named(each: Touched, wording: Wording) -> str:
    kind = wording.kind(each.thing)
    return f"{wording.name(each.thing)} ({kind})" if kind else wording.name(each.thing)


def _way(each: Touched, wording: Wording) -> str:
    reading = wording.readings(each.links, Direction.DOWN)
    marks = wording.review(each.links)
    said = f" [{'; '.join(marks)}]" if marks else ""
    name = wording.name(each.thing)
    if each.through is None:
        return _say(wording.language, "impact.direct", thing=name, reading=reading) + said
    through = wording.name(each.through)
    return _say(wording.language, "impact.indirect", thing=name, reading=reading, through=through) + said


def _say(language: str, key: str, **values: object) -> str:
    return message(f"analysis.{key}", language, **values)
