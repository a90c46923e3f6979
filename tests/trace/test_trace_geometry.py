"""What is written in a picture of the thread can be read: nothing over anything else, nothing outside the page."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from itertools import combinations
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_threads import BASE, ROLES, linked, thing, worded

from hgraph.labels import LabelIndex
from hgraph.project import Project
from hgraph.trace import Direction, ThreadReader, Wording, shortest_way, walk, walk_picture, ways_picture
from hgraph.trace.lettering import BOLD, width_of
from hgraph.trace.room import Room
from strategies import any_text

SVG = "{http://www.w3.org/2000/svg}"
SIZES = {"title": 18 * BOLD, "heading": 12 * BOLD, "name": 12 * BOLD, "kind": 10.5, "note": 10.5, "on-tie": 10.5}
SIZES |= {"on-tie count": 10.5 * BOLD, "doubt": 12 * BOLD, "said": 12, "quote": 12}
MIDDLE = {"on-tie", "on-tie count", "doubt"}
UP, DOWN = Direction.UP, Direction.DOWN

Rectangle = tuple[float, float, float, float]


def numbers(element: ET.Element, *names: str) -> list[float]:
    return [float(element.get(name, "nan")) for name in names]


def texts(root: ET.Element) -> Iterator[tuple[str, Rectangle]]:
    """Yield every text with its class and about where it stands."""
    for element in root.iter(f"{SVG}text"):
        name = element.get("class", "")
        x, y = numbers(element, "x", "y")
        size = SIZES[name] / (BOLD if SIZES[name] not in (10.5, 12) else 1)
        width = width_of(element.text or "", SIZES[name])
        left = x - width / 2 if name in MIDDLE else x
        yield f"{name}: {element.text}", (left, y - 0.78 * size, left + width, y + 0.22 * size)


def marks(root: ET.Element) -> Iterator[tuple[str, Rectangle]]:
    """Yield the crosses and circles on ties."""
    for element in root.iter(f"{SVG}path"):
        if element.get("class") == "cross":
            x, y = map(float, (element.get("d") or "").removeprefix("M").partition("l")[0].split())
            yield "cross", (x, y, x + 12, y + 12)
    for element in root.iter(f"{SVG}circle"):
        x, y, r = numbers(element, "cx", "cy", "r")
        yield "circle", (x - r, y - r, x + r, y + r)


def over(one: Rectangle, other: Rectangle) -> bool:
    return min(one[2], other[2]) - max(one[0], other[0]) > 0.2 and min(one[3], other[3]) - max(one[1], other[1]) > 0.2


def unreadable(svg: str) -> list[str]:
    """Return what stands over something else, out of its box or off the page."""
    root = ET.fromstring(svg)  # noqa: S314 - our own
    right, bottom = map(float, root.get("viewBox", "").split()[2:])
    written, drawn = list(texts(root)), list(marks(root))
    boxes: list[Rectangle] = []
    found = []
    for group in root.iter(f"{SVG}g"):
        rectangles = group.findall(f"{SVG}rect")
        if (group.get("class") or "").startswith("box ") and group.find(f"{SVG}text") is not None:
            x, y, width, height = numbers(rectangles[-1], "x", "y", "width", "height")
            boxes.append((x, y, x + width, y + height))
            inner = ET.Element("g")
            inner.extend(group.findall(f"{SVG}text"))
            found += [
                f"out of its box: {name}"
                for name, (left, top, end, low) in texts(inner)
                if left < x or top < y or end > x + width or low > y + height
            ]
    found += [f"{one[0]} | {other[0]}" for one, other in combinations(boxes_named(boxes), 2) if over(one[1], other[1])]
    on_ties = [each for each in written if each[0].startswith("on-tie")]
    others = [each for each in written if not each[0].startswith("doubt")]
    found += [f"{one[0]} | {other[0]}" for one, other in combinations([*others, *drawn], 2) if over(one[1], other[1])]
    found += [f"{n} over a box" for n, place in [*on_ties, *drawn] for box in boxes if over(place, box)]
    everything = [*written, *drawn, *boxes_named(boxes)]
    found += [f"{n} off the page" for n, (x, y, x2, y2) in everything if x < 0 or y < 0 or x2 > right or y2 > bottom]
    return found


def boxes_named(boxes: list[Rectangle]) -> list[tuple[str, Rectangle]]:
    return [("box", box) for box in boxes]


def crowd(seed: int, actions: int) -> str:
    """Return a plan in Turtle in which much hangs together: some links proposed, some refused, ministers shared."""
    pick = random.Random(seed)  # noqa: S311 - not for secrets
    lines = ['<plan/p> a hg:PolicyPlan ; dct:title "Plan"@nl .']
    for number in range(8):
        lines.append(f'<minister/{number}> a mandaat:Mandataris ; skos:prefLabel "Minister {number}"@nl .')
        lines.append(f'<artikel/{number}> a eli:LegalResourceSubdivision ; dct:title "Artikel {number}"@nl .')
    for number in range(20):
        title = f'dct:title "Doelstelling {number}"@nl ; dct:isPartOf <plan/p>'
        above = f"; hg:partOfObjective <doel/{number // 4}>" if number % 4 else ""
        lines.append(f"<doel/{number}> a hg:StrategicObjective ; {title} {above} .")
    for number in range(actions):
        one, other, third = (f"<doel/{goal}>" for goal in pick.sample(range(20), 3))
        title = f'dct:title "Actie {number} met een naam die over regels loopt"@nl'
        lead = f"hg:leadMinister <minister/{pick.randrange(8)}>"
        lines.append(f"<actie/{number}> a hg:Action ; {title} ; hg:contributesTo {one} , {other} ; {lead} .")
        if number % 3:
            status = pick.choice(["voorgesteld", "geweigerd"])
            said = f"hg:traceKind trace-kind:draagt-bij ; hg:reviewStatus review-status:{status}"
            ends = f"oa:hasBody <actie/{number}> ; oa:hasTarget {third}"
            lines.append(f"<spoor/{number}> a hg:TraceAssertion ; {ends} ; {said} .")
        else:
            affected = f"hg:affects <artikel/{pick.randrange(8)}>"
            lines.append(f'<nood/{number}> a hg:AmendmentNeed ; dct:title "Nood {number}"@nl ; {affected} .')
            lines.append(f"<actie/{number}> hg:requiresAmendment <nood/{number}> .")
    return "\n".join(lines)


@pytest.mark.parametrize(("actions", "room"), [(3, 12), (30, 12), (30, 2), (30, None), (300, 12), (300, 2)])
def test_in_a_crowd_every_word_can_be_read(actions: int, room: int | None) -> None:
    wording = worded(crowd(actions, actions))
    trees = [walk(wording.graph, thing("plan/p"), DOWN, with_refused=True)]
    svg = walk_picture(trees, wording, "svg", room)
    if actions > 3 and room:
        assert len(re.findall(r">\d+×<", svg)) > 5, "there is something to crowd"
    assert unreadable(svg) == []


_NAMES = [f"n{number}" for number in range(12)]
_LINKS = st.lists(
    st.tuples(st.sampled_from(_NAMES), st.sampled_from(list(ROLES)), st.sampled_from(_NAMES)), max_size=40
)


@given(_LINKS, st.sampled_from(_NAMES), st.one_of(st.none(), st.integers(1, 5)), any_text)
def test_whatever_hangs_together_every_word_can_be_read(
    links: list[tuple[str, str, str]], start: str, room: int | None, text: str
) -> None:
    graph = linked(links)
    labels = LabelIndex([(thing(name), f"{name} {text}", "nl", 0) for name in _NAMES], BASE)
    trees = [walk(graph, thing(start), way, with_refused=True) for way in (UP, DOWN)]
    assert unreadable(walk_picture(trees, Wording(graph, labels, "nl"), "svg", room)) == []


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", ["plan/higkbp-2020-2024", "werkwijze/transversaal-beleid-2020"])
def test_the_real_plan_can_be_read(name: str, language: str, real_project: Project) -> None:
    start = real_project.resolve(name)
    graph = ThreadReader(real_project).around([start])
    trees = [walk(graph, start, way, with_refused=True) for way in (UP, DOWN)]
    wording = Wording(graph, real_project.labels, language)
    assert unreadable(walk_picture(trees, wording, "svg")) == []
    assert unreadable(walk_picture(trees, wording, "svg", None)) == []


def test_a_way_with_its_words_can_be_read(example_project: Project) -> None:
    start = example_project.resolve("artikel/decreet-2014999001/9")
    target = example_project.resolve("regeerakkoord/akkoord-ravel-2020-2024")
    graph = ThreadReader(example_project).around([start, target])
    svg = ways_picture(shortest_way(graph, start, target), Wording(graph, example_project.labels, "nl"), "svg")
    assert 'class="on-tie"' in svg
    assert unreadable(svg) == []


@given(st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), min_size=1, max_size=30))
def test_what_is_put_on_a_page_never_overlaps(wishes: list[tuple[int, int]]) -> None:
    room = Room(0, 100)
    put = [room.put([(x, y), (y, x)], 20, 10) for x, y in wishes]
    assert all(abs(x - u) >= 20 or abs(y - v) >= 10 for (x, y), (u, v) in combinations(put, 2))
    assert all(10 <= x <= 90 for x, _ in put)
    assert room.lowest == max(y for _, y in put) + 5
