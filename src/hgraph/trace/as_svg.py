"""A picture of the thread as SVG: for a screen, for paper and in the dark, without a script or a font of its own.

Nothing in it rests on colour alone: the kind stands in each box, and how a link was judged shows in the line itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as ET

from hgraph.messages import printable
from hgraph.trace.captions import Captions
from hgraph.trace.lettering import BOLD, broken, width_of
from hgraph.trace.picture import Box, Picture, Standing, Tie
from hgraph.trace.room import Room
from hgraph.trace.routes import Point, Route, px, route
from hgraph.trace.sheet import GAP_FOR_WORDS, LEAST_RIGHT, LETTER, LINE, MARGIN, PADDING, SMALL, Sheet
from hgraph.trace.svg_style import MARKERS, PICTURE_STYLE

_MARK: Final = 18.0
"""The size of a mark on a tie."""
_ON_TIE: Final = 12.5
"""The height of a line of words on a tie."""
_NOT_XML: Final = re.compile(r"[\ufffe\uffff\ud800-\udfff]")


def picture_svg(picture: Picture, captions: Captions, title: str) -> str:
    """Return the picture as a document of SVG that ends in a line break; ``title`` is what it is called."""
    sheet = Sheet(picture, captions, title)
    name = "hgraph-" + hashlib.sha256(title.encode()).hexdigest()[:8]
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "hgraph-thread",
            "role": "img",
            "lang": captions.wording.language,
            "aria-labelledby": f"{name}-title {name}-desc",
        },
    )
    _add(root, "title", {"id": f"{name}-title"}, title)
    said = captions.said()
    _add(root, "desc", {"id": f"{name}-desc"}, " ".join(_ended(sentence) for sentence in said))
    _add(root, "style", {}, PICTURE_STYLE)
    root.append(ET.fromstring(MARKERS.replace("NAME", name)))  # noqa: S314 - our own text
    ground = _add(root, "rect", {"class": "ground", "width": "100%", "height": "100%"})
    sheet.top = _head(root, sheet, said)
    ties, boxes, words = (_add(root, "g", {"class": layer}) for layer in ("ties", "boxes", "words"))
    lowest = _draw_ties(ties, words, sheet, name)
    for number, box in enumerate(picture.boxes):
        _draw_box(boxes, sheet, number, box)
    bottom = _legend(root, sheet, max(sheet.top + sheet.placed.height, lowest) + 30)
    width = max(sheet.right, LEAST_RIGHT)
    root.set("viewBox", f"0 0 {px(width)} {px(bottom + MARGIN)}")
    root.set("width", px(width))
    root.set("height", px(bottom + MARGIN))
    ground.tail = None
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode") + "\n"


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _add(parent: ET.Element, tag: str, attributes: dict[str, str], text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = None if text is None else _NOT_XML.sub("\ufffd", printable(text))
    return element


def _head(root: ET.Element, sheet: Sheet, sentences: Sequence[str]) -> float:
    """Write the title, what is in the picture and the headings of columns; return where the boxes begin."""
    head = _add(root, "g", {"class": "head"})
    room = max(sheet.right, LEAST_RIGHT) - 2 * MARGIN
    y = MARGIN + 12
    for line in broken(sheet.title, 18 * BOLD, room, 3):
        _add(head, "text", {"class": "title", "x": px(MARGIN), "y": px(y)}, line)
        y += 23
    for sentence in sentences:
        for line in broken(sentence, LETTER, room, 2):
            _add(head, "text", {"class": "said", "x": px(MARGIN), "y": px(y)}, line)
            y += 17
    y += 14
    for column, left in sheet.lefts.items():
        heading = sheet.captions.heading(column)
        _add(head, "text", {"class": "heading", "x": px(left), "y": px(y)}, heading)
        right = left + sheet.width(column)
        _add(head, "path", {"class": "rule", "d": f"M{px(left)} {px(y + 7)}H{px(right)}"})
    return y + 22


def _draw_box(parent: ET.Element, sheet: Sheet, number: int, box: Box) -> None:
    left, right, top, bottom = sheet.edges(number)
    column = f"box {box.column}"
    start = not box.folded and box.things[0] in {*sheet.picture.starts, sheet.picture.target}
    group = _add(parent, "g", {"class": f"{column} start" if start else f"{column} fold" if box.folded else column})
    _add(group, "title", {}, "\n".join(sheet.texts[number].told))
    size = {"width": px(right - left), "height": px(bottom - top), "rx": "4"}
    if box.folded:
        _add(group, "rect", {"x": px(left + 4), "y": px(top + 4), **size})
    _add(group, "rect", {"x": px(left), "y": px(top), **size})
    y = top + PADDING + 11
    for role, line in sheet.lines[number]:
        _add(group, "text", {"class": role, "x": px(left + PADDING), "y": px(y)}, line)
        y += LINE


def _draw_ties(lines: ET.Element, words: ET.Element, sheet: Sheet, name: str) -> float:
    """Draw all ties, then their words where neither boxes nor marks nor other words are; return how low they go."""
    room = Room(0, max(sheet.right, LEAST_RIGHT))
    for number in range(len(sheet.picture.boxes)):
        left, right, top, bottom = sheet.edges(number)
        shadow = 4 if sheet.picture.boxes[number].folded else 0
        room.take((left, top, right + shadow, bottom + shadow))
    drawn = [(number, tie, route(sheet, number, tie)) for number, tie in enumerate(sheet.picture.ties)]
    marked = [_draw_tie(lines, sheet, tie, course, room, name) for _, tie, course in drawn]
    for (number, tie, course), mark in zip(drawn, marked, strict=True):
        _write_on_tie(words, sheet, number, tie, course, mark, room)
    return room.lowest


def _draw_tie(parent: ET.Element, sheet: Sheet, tie: Tie, course: Route, room: Room, name: str) -> Point | None:
    """Draw the line of a tie and its marks; return where these stand, ``None`` without."""
    group = _add(parent, "g", {"class": _tie_class(tie)})
    _add(group, "title", {}, "\n".join(sheet.captions.tie_told(tie, sheet.texts)))
    arrow = {} if tie.is_part else {"marker-end": f"url(#{name}-arrow)"}
    _add(group, "path", {"class": "line", "d": course.curve, **arrow})
    refused = tie.standing is Standing.REFUSED
    if not (refused or tie.suspect):
        return None
    x, y = room.put(course.places, _MARK, _MARK)
    if refused:
        _add(group, "path", {"class": "cross", "d": f"M{px(x - 6)} {px(y - 6)}l12 12m0-12l-12 12"})
    if tie.suspect:
        _suspect(group, x, y)
    return x, y


def _write_on_tie(
    parent: ET.Element,
    sheet: Sheet,
    number: int,
    tie: Tie,
    course: Route,
    mark: Point | None,
    room: Room,
) -> None:
    """Write what a tie says, or how many links it stands for: at its mark, or over or under its course."""
    if sheet.with_words and number not in sheet.placed.families:
        lines, role = broken(sheet.captions.relation(tie), SMALL, GAP_FOR_WORDS - 34, 3), "on-tie"
        width = max(width_of(line, SMALL) for line in lines)
    elif tie.count > 1:
        lines, role = [f"{tie.count}×"], "on-tie count"
        width = width_of(lines[0], SMALL * BOLD)
    else:
        return
    height = len(lines) * _ON_TIE
    away = height / 2 + 1
    rightmost = course.rightmost - width / 2 if course.rightmost is not None else sheet.right
    wishes = [(min(x, rightmost), y + shift) for x, y in course.places for shift in (-away, away)]
    if mark:
        wishes = [(mark[0], mark[1] + shift) for shift in (-away - _MARK / 2, away + _MARK / 2)] + wishes
    x, y = room.put(wishes, width, height)
    for index, line in enumerate(lines):
        baseline = y - height / 2 + index * _ON_TIE + SMALL - 0.5
        _add(parent, "text", {"class": role, "x": px(x), "y": px(baseline)}, line)


def _tie_class(tie: Tie) -> str:
    names = ["tie", str(tie.standing), *(["part"] if tie.is_part else []), *(["suspect"] if tie.suspect else [])]
    return " ".join(names)


def _suspect(parent: ET.Element, x: float, y: float) -> None:
    _add(parent, "circle", {"class": "doubt", "cx": px(x), "cy": px(y), "r": "8"})
    _add(parent, "text", {"class": "doubt", "x": px(x), "y": px(y + 4)}, "?")


def _legend(root: ET.Element, sheet: Sheet, y: float) -> float:
    """Draw the legend of what the picture holds; return where it ends."""
    say = sheet.captions.wording.say
    group = _add(root, "g", {"class": "legend"})
    _add(group, "text", {"class": "heading", "x": px(MARGIN), "y": px(y)}, say("picture.legend.title"))
    x, y = MARGIN, y + 22
    ties = sheet.picture.ties
    met = {Standing.COUNTS, *(tie.standing for tie in ties)}
    entries = [(str(standing), say(f"picture.legend.{standing}")) for standing in Standing if standing in met]
    if any(tie.is_part for tie in ties):
        entries.append(("part", say("picture.legend.part")))
    if any(tie.suspect for tie in ties):
        entries.append(("suspect", say("picture.legend.suspect")))
    if any(tie.count > 1 for tie in ties):
        entries.append(("several", say("picture.legend.several")))
    if sheet.picture.folded:
        entries.append(("fold", say("picture.legend.fold")))
    for sign, text in entries:
        needed = 66 + width_of(text, LETTER) + 24
        if x > MARGIN and x + needed > max(sheet.right, LEAST_RIGHT) - MARGIN:
            x, y = MARGIN, y + 24
        _sign(group, sign, x, y - 4)
        _add(group, "text", {"class": "said", "x": px(x + 66), "y": px(y)}, text)
        x += needed
    return y + 8


def _sign(parent: ET.Element, sign: str, x: float, y: float) -> None:
    if sign == "fold":
        for shift in (4, 0):
            spot = {"x": px(x + 14 + shift), "y": px(y - 8 + shift), "width": "36", "height": "15", "rx": "3"}
            _add(_add(parent, "g", {"class": "box fold"}), "rect", spot)
        return
    group = _add(parent, "g", {"class": f"tie {sign if sign in {*Standing, 'part'} else 'counts'}"})
    _add(group, "path", {"class": "line", "d": f"M{px(x)} {px(y)}h56"})
    if sign == "refused":
        _add(group, "path", {"class": "cross", "d": f"M{px(x + 22)} {px(y - 6)}l12 12m0-12l-12 12"})
    elif sign == "suspect":
        _suspect(group, x + 28, y)
    elif sign == "several":
        _add(group, "text", {"class": "on-tie count", "x": px(x + 28), "y": px(y - 3)}, "12×")
