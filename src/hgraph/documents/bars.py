"""Bars of shares as SVG: readable without colour, in one size, the numbers beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from hgraph.messages import printable

_WIDTH, _LEFT, _HEIGHT, _GAP = 760, 300, 22, 14
_RIGHT: Final = 120
_FILLS: Final = ("#0a5390", "url(#hatched)", "#ffffff")
"""What each part of a bar is filled with: what holds, what is proposed, what is open."""
_LONGEST: Final = 35
"""Characters of a name that fit before its bar in a wide typeface."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its name, its parts in order (at most three), and what stands behind it."""

    name: str
    parts: Sequence[int]
    note: str


def bars_svg(bars: Sequence[Bar], legend: Sequence[str], description: str) -> str:
    """Return bars of equal length, cut in proportion to their parts, as one SVG with a legend and a description."""
    top = _HEIGHT + 2 * _GAP
    height = top + len(bars) * (_HEIGHT + _GAP)
    opening = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" height="{height}"'
        f' role="img" aria-label={quoteattr(printable(description))}'
        ' font-family="system-ui, Segoe UI, Roboto, Arial, sans-serif" font-size="14">'
    )
    hatched = (
        '<defs><pattern id="hatched" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect width="6" height="6" fill="#ffffff"/><rect width="3" height="6" fill="#0a5390"/></pattern></defs>'
    )
    lines = [
        opening,
        hatched,
        f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
        *_legend(legend),
    ]
    for number, bar in enumerate(bars):
        lines += _bar(bar, top + number * (_HEIGHT + _GAP))
    return "".join([*lines, "</svg>"])


def _legend(legend: Sequence[str]) -> list[str]:
    found, left = [], _LEFT
    for fill, name in zip(_FILLS, legend, strict=False):
        found.append(f'<rect x="{left}" y="{_GAP}" width="16" height="16" fill="{fill}" stroke="#1b1f24"/>')
        found.append(f'<text x="{left + 22}" y="{_GAP + 13}" fill="#1b1f24">{_text(name)}</text>')
        left += 40 + 8 * len(name)
    return found


def _bar(bar: Bar, top: int) -> list[str]:
    room, whole = _WIDTH - _LEFT - _RIGHT, sum(bar.parts)
    found = [f'<text x="{_LEFT - 10}" y="{top + 16}" text-anchor="end" fill="#1b1f24">{_text(bar.name)}</text>']
    done = 0
    for fill, part in zip(_FILLS, bar.parts, strict=False):
        start, end = (room * value // whole if whole else 0 for value in (done, done + part))
        done += part
        if end > start:
            found.append(
                f'<rect x="{_LEFT + start}" y="{top}" width="{end - start}" height="{_HEIGHT}" fill="{fill}"'
                ' stroke="#1b1f24"/>'
            )
    found.append(f'<text x="{_WIDTH - _RIGHT + 10}" y="{top + 16}" fill="#1b1f24">{_text(bar.note)}</text>')
    return found


def _text(text: str) -> str:
    shown = printable(" ".join(text.split()))
    return escape(shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}\u2026")
