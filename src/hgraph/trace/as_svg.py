"""A picture of the thread as SVG: for a screen, for paper and in the dark, without a script or a font of its own.

Nothing in it rests on colour alone: the kind stands in each box, and how a link was judged shows in the line itself.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final
from xml.etree import ElementTree as ET

from hgraph.messages import printable
from hgraph.trace.captions import Caption, Captions
from hgraph.trace.columns import Column
from hgraph.trace.lettering import BOLD, broken, width_of
from hgraph.trace.picture import Box, Picture, Standing, Tie
from hgraph.trace.placing import Placed, indents, place
from hgraph.trace.svg_style import MARKERS, PICTURE_STYLE

_MARGIN: Final = 24.0
_INDENT: Final = 16.0
_PADDING: Final = 9.0
_BETWEEN: Final = 12.0
_BEND: Final = 9.0
_LETTER: Final = 12.0
_SMALL: Final = 10.5
_LINE: Final = 15.0
_WIDTHS: Final = {Column.PASSAGE: 270.0, Column.ACTION: 225.0}
_WIDTH: Final = 215.0
_GAP: Final = 78.0
_GAP_FOR_WORDS: Final = 150.0
_ASIDE: Final = 44.0
_TIES_WITH_WORDS: Final = 16
"""So many ties at most have their words beside them; of more the reader must point at the line."""
_NAME_LINES: Final = 4
_QUOTE_LINES: Final = 7
_NOT_XML: Final = re.compile(r"[\ufffe\uffff\ud800-\udfff]")


@dataclass
class _Sheet:
    """The state of drawing one picture: what stands where, in pixels."""

    picture: Picture
    captions: Captions
    title: str
    texts: list[Caption] = field(init=False)
    columns: list[Column] = field(init=False)
    lefts: dict[Column, float] = field(init=False)
    lines: list[list[tuple[str, str]]] = field(init=False)
    placed: Placed = field(init=False)
    with_words: bool = field(init=False)
    top: float = 0.0

    def __post_init__(self) -> None:
        """Break the texts into lines, and find a place for every box."""
        boxes = self.picture.boxes
        self.texts = [self.captions.box(box) for box in boxes]
        self.columns = [column for column in Column if any(box.column is column for box in boxes)]
        self.with_words = len(self.picture.ties) <= _TIES_WITH_WORDS
        gap = _GAP_FOR_WORDS if self.with_words else _GAP
        self.lefts, left = {}, _MARGIN
        deepest = self._deepest()
        for column in self.columns:
            self.lefts[column] = left
            left += self.width(column) + deepest[column] * _INDENT + gap
        aside = any(boxes[tie.origin].column is boxes[tie.consequence].column for tie in self.picture.ties)
        self.right = left - gap + _MARGIN + (_ASIDE if aside else 0)
        self.lines = [_lines(box, text, self.width(box.column) - 2 * _PADDING) for box, text in self._boxed()]
        self.placed = self._placed()

    def _boxed(self) -> Iterable[tuple[Box, Caption]]:
        return zip(self.picture.boxes, self.texts, strict=True)

    def _deepest(self) -> dict[Column, int]:
        ties = [(tie.origin, tie.consequence) for tie in self.picture.ties]
        found = indents(ties, self.picture.kin(), len(self.picture.boxes))
        deepest = dict.fromkeys(self.columns, 0)
        for number, box in enumerate(self.picture.boxes):
            deepest[box.column] = max(deepest[box.column], found[number])
        return deepest

    def _placed(self) -> Placed:
        return self._placed_with([len(lines) * _LINE + 2 * _PADDING for lines in self.lines])

    def _placed_with(self, heights: Sequence[float]) -> Placed:
        columns = [self.columns.index(box.column) for box in self.picture.boxes]
        ties = [(tie.origin, tie.consequence) for tie in self.picture.ties]
        return place(columns, ties, self.picture.kin(), heights, _BETWEEN, _BEND)

    def width(self, column: Column) -> float:
        """Return the width of the boxes of a column."""
        return _WIDTHS.get(column, _WIDTH)

    def edges(self, number: int) -> tuple[float, float, float, float]:
        """Return the left, right, top and bottom edge of a box."""
        box = self.picture.boxes[number]
        left = self.lefts[box.column] + self.placed.indents[number] * _INDENT
        top = self.top + self.placed.tops[number]
        height = len(self.lines[number]) * _LINE + 2 * _PADDING
        return left, left + self.width(box.column), top, top + height


def picture_svg(picture: Picture, captions: Captions, title: str) -> str:
    """Return the picture as a document of SVG that ends in a line break; ``title`` is what it is called."""
    sheet = _Sheet(picture, captions, title)
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
    for number, tie in enumerate(picture.ties):
        _draw_tie(ties, words, sheet, number, tie, name)
    for number, box in enumerate(picture.boxes):
        _draw_box(boxes, sheet, number, box)
    bottom = _legend(root, sheet, sheet.top + sheet.placed.height + 30)
    width = max(sheet.right, _MARGIN * 2 + 560)
    root.set("viewBox", f"0 0 {_px(width)} {_px(bottom + _MARGIN)}")
    root.set("width", _px(width))
    root.set("height", _px(bottom + _MARGIN))
    ground.tail = None
    ET.indent(root, " ")
    return ET.tostring(root, encoding="unicode") + "\n"


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _px(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")


def _add(parent: ET.Element, tag: str, attributes: dict[str, str], text: str | None = None) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = None if text is None else _NOT_XML.sub("\ufffd", printable(text))
    return element


def _lines(box: Box, caption: Caption, width: float) -> list[tuple[str, str]]:
    """Return the lines of a box, each with what it is: kind, name, quote or note."""
    lines = [("kind", line) for line in broken(caption.kind, _SMALL, width, 2)] if caption.kind else []
    lines += [("name", line) for line in broken(caption.name, _LETTER * BOLD, width, _NAME_LINES)]
    if caption.quote:
        lines += [("quote", line) for line in broken(f"“{caption.quote}”", _LETTER, width, _QUOTE_LINES)]
    for note in caption.notes:
        lines += [("note", line) for line in broken(note, _SMALL, width, 3 if box.folded else 2)]
    return lines


def _head(root: ET.Element, sheet: _Sheet, sentences: Sequence[str]) -> float:
    """Write the title, what is in the picture and the headings of columns; return where the boxes begin."""
    head = _add(root, "g", {"class": "head"})
    room = max(sheet.right, 608) - 2 * _MARGIN
    y = _MARGIN + 12
    for line in broken(sheet.title, 18 * BOLD, room, 3):
        _add(head, "text", {"class": "title", "x": _px(_MARGIN), "y": _px(y)}, line)
        y += 23
    for sentence in sentences:
        for line in broken(sentence, _LETTER, room, 2):
            _add(head, "text", {"class": "said", "x": _px(_MARGIN), "y": _px(y)}, line)
            y += 17
    y += 14
    for column, left in sheet.lefts.items():
        heading = sheet.captions.heading(column)
        _add(head, "text", {"class": "heading", "x": _px(left), "y": _px(y)}, heading)
        right = left + sheet.width(column)
        _add(head, "path", {"class": "rule", "d": f"M{_px(left)} {_px(y + 7)}H{_px(right)}"})
    return y + 22


def _draw_box(parent: ET.Element, sheet: _Sheet, number: int, box: Box) -> None:
    left, right, top, bottom = sheet.edges(number)
    column = f"box {box.column}"
    start = not box.folded and box.things[0] in {*sheet.picture.starts, sheet.picture.target}
    group = _add(parent, "g", {"class": f"{column} start" if start else f"{column} fold" if box.folded else column})
    _add(group, "title", {}, "\n".join(sheet.texts[number].told))
    size = {"width": _px(right - left), "height": _px(bottom - top), "rx": "4"}
    if box.folded:
        _add(group, "rect", {"x": _px(left + 4), "y": _px(top + 4), **size})
    _add(group, "rect", {"x": _px(left), "y": _px(top), **size})
    y = top + _PADDING + 11
    for role, line in sheet.lines[number]:
        _add(group, "text", {"class": role, "x": _px(left + _PADDING), "y": _px(y)}, line)
        y += _LINE


def _draw_tie(parent: ET.Element, words: ET.Element, sheet: _Sheet, number: int, tie: Tie, name: str) -> None:
    curve, middle = _route(sheet, number, tie)
    group = _add(parent, "g", {"class": _tie_class(tie)})
    _add(group, "title", {}, "\n".join(sheet.captions.tie_told(tie, sheet.texts)))
    arrow = {} if tie.is_part else {"marker-end": f"url(#{name}-arrow)"}
    _add(group, "path", {"class": "line", "d": curve, **arrow})
    x, y = middle
    if tie.standing is Standing.REFUSED:
        cross = f"M{_px(x - 6)} {_px(y - 6)}l12 12m0-12l-12 12"
        _add(group, "path", {"class": "cross", "d": cross})
    if tie.suspect:
        _suspect(group, x, y)
    if sheet.with_words and number not in sheet.placed.families:
        lines = broken(sheet.captions.relation(tie), _SMALL, _GAP_FOR_WORDS - 34, 3)
        above = 14 if tie.suspect or tie.standing is Standing.REFUSED else 5
        for index, line in enumerate(lines):
            baseline = y - above - (len(lines) - 1 - index) * 12.5
            _add(words, "text", {"class": "on-tie", "x": _px(x), "y": _px(baseline)}, line)
    elif tie.count > 1:
        _add(words, "text", {"class": "on-tie count", "x": _px(x), "y": _px(y - 3)}, f"{tie.count}×")


def _tie_class(tie: Tie) -> str:
    names = ["tie", str(tie.standing), *(["part"] if tie.is_part else []), *(["suspect"] if tie.suspect else [])]
    return " ".join(names)


def _suspect(parent: ET.Element, x: float, y: float) -> None:
    _add(parent, "circle", {"class": "doubt", "cx": _px(x), "cy": _px(y), "r": "8"})
    _add(parent, "text", {"class": "doubt", "x": _px(x), "y": _px(y + 4)}, "?")


def _route(sheet: _Sheet, number: int, tie: Tie) -> tuple[str, tuple[float, float]]:
    """Return the curve of a tie, as SVG writes it, and the point where its words and marks stand."""
    here, there = sheet.edges(tie.origin), sheet.edges(tie.consequence)
    columns = [sheet.columns.index(sheet.picture.boxes[box].column) for box in (tie.origin, tie.consequence)]
    if number in sheet.placed.families:
        x, y = here[0] + 7, (there[2] + there[3]) / 2
        return f"M{_px(x)} {_px(here[3])}V{_px(y)}H{_px(there[0] - 2)}", (x, (here[3] + y) / 2)
    if columns[0] == columns[1]:
        return _aside(here, there)
    forward = columns[0] < columns[1]
    left, right = (here, there) if forward else (there, here)
    points = [(left[1], (left[2] + left[3]) / 2)]
    for column, y in sheet.placed.bends[number]:
        edge = sheet.lefts[sheet.columns[column]]
        points += [(edge, sheet.top + y), (edge + sheet.width(sheet.columns[column]), sheet.top + y)]
    points.append((right[0], (right[2] + right[3]) / 2))
    if not forward:
        points.reverse()
    shift = -3.0 if forward else 3.0
    points[-1] = (points[-1][0] + shift, points[-1][1])
    curve = [f"M{_px(points[0][0])} {_px(points[0][1])}"]
    for index in range(0, len(points) - 1, 2):
        (x, y), (x2, y2) = points[index], points[index + 1]
        half = (x + x2) / 2
        curve.append(f"C{_px(half)} {_px(y)} {_px(half)} {_px(y2)} {_px(x2)} {_px(y2)}")
        if index + 2 < len(points):
            curve.append(f"H{_px(points[index + 2][0])}")
    return "".join(curve), _beside(sheet, tie, points)


def _beside(sheet: _Sheet, tie: Tie, points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return where the words of a tie stand: at the end that is no fold if the other is one, else in the middle."""
    folded = [sheet.picture.boxes[box].folded for box in (tie.origin, tie.consequence)]
    (x, y), (x2, y2) = points[-2:]
    if folded == [False, True]:
        (x, y), (x2, y2) = points[:2]
        return x + (16 if x2 > x else -16), y
    return (x2 - (18 if x2 > x else -18), y2) if folded == [True, False] else ((x + x2) / 2, (y + y2) / 2)


def _aside(here: tuple[float, ...], there: tuple[float, ...]) -> tuple[str, tuple[float, float]]:
    """Return the curve of a tie between two boxes of one column that is no family: around their right."""
    y, y2 = (here[2] + here[3]) / 2, (there[2] + there[3]) / 2
    out = max(here[1], there[1]) + 24 + min(_ASIDE - 24, abs(y2 - y) / 12)
    curve = f"M{_px(here[1])} {_px(y)}C{_px(out)} {_px(y)} {_px(out)} {_px(y2)} {_px(there[1] + 3)} {_px(y2)}"
    return curve, (out - 8, (y + y2) / 2)


def _legend(root: ET.Element, sheet: _Sheet, y: float) -> float:
    """Draw the legend of what the picture holds; return where it ends."""
    say = sheet.captions.wording.say
    group = _add(root, "g", {"class": "legend"})
    _add(group, "text", {"class": "heading", "x": _px(_MARGIN), "y": _px(y)}, say("picture.legend.title"))
    x, y = _MARGIN, y + 22
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
        needed = 66 + width_of(text, _LETTER) + 24
        if x > _MARGIN and x + needed > max(sheet.right, 608) - _MARGIN:
            x, y = _MARGIN, y + 24
        _sign(group, sign, x, y - 4)
        _add(group, "text", {"class": "said", "x": _px(x + 66), "y": _px(y)}, text)
        x += needed
    return y + 8


def _sign(parent: ET.Element, sign: str, x: float, y: float) -> None:
    if sign == "fold":
        for shift in (4, 0):
            spot = {"x": _px(x + 14 + shift), "y": _px(y - 8 + shift), "width": "36", "height": "15", "rx": "3"}
            _add(_add(parent, "g", {"class": "box fold"}), "rect", spot)
        return
    group = _add(parent, "g", {"class": f"tie {sign if sign in {*Standing, 'part'} else 'counts'}"})
    _add(group, "path", {"class": "line", "d": f"M{_px(x)} {_px(y)}h56"})
    if sign == "refused":
        _add(group, "path", {"class": "cross", "d": f"M{_px(x + 22)} {_px(y - 6)}l12 12m0-12l-12 12"})
    elif sign == "suspect":
        _suspect(group, x + 28, y)
    elif sign == "several":
        _add(group, "text", {"class": "on-tie count", "x": _px(x + 28), "y": _px(y - 3)}, "12×")
