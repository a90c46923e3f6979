"""The one style of a picture of the thread, for screen, print and dark, and the head of its arrows."""

from __future__ import annotations

from typing import Final

PICTURE_STYLE: Final = """
.hgraph-thread { font-family: "Helvetica Neue", Arial, "Liberation Sans", sans-serif; font-size: 12px; }
.hgraph-thread .ground { fill: #ffffff; }
.hgraph-thread text { fill: #1b1b1b; }
.hgraph-thread .title { font-size: 18px; font-weight: bold; }
.hgraph-thread .heading { font-weight: bold; }
.hgraph-thread .rule { stroke: #8a8a8a; fill: none; }
.hgraph-thread .kind, .hgraph-thread .note { font-size: 10.5px; fill: #4a4a4a; }
.hgraph-thread .name { font-weight: 600; }
.hgraph-thread .quote { font-style: italic; font-weight: normal; }
.hgraph-thread .box rect { fill: #ffffff; stroke: #5c5c5c; stroke-width: 1; }
.hgraph-thread .passage rect { fill: #fdf6e3; }
.hgraph-thread .document rect { fill: #eef3fb; }
.hgraph-thread .objective rect { fill: #eaf6ee; }
.hgraph-thread .action rect { fill: #fbf0ea; }
.hgraph-thread .minister rect { fill: #f4eef9; }
.hgraph-thread .article rect { fill: #efefef; }
.hgraph-thread .start rect { stroke: #1b1b1b; stroke-width: 3; }
.hgraph-thread .fold rect { stroke-dasharray: 2 2; }
.hgraph-thread .line { fill: none; stroke: #3f4a5a; stroke-width: 1.4; }
.hgraph-thread .part .line { stroke-width: 0.8; }
.hgraph-thread .proposed .line { stroke-dasharray: 7 4; }
.hgraph-thread .refused .line { stroke: #8a8a8a; stroke-dasharray: 1 3; }
.hgraph-thread .cross { fill: none; stroke: #9b1c1c; stroke-width: 2.2; }
.hgraph-thread circle.doubt { fill: #fff3b0; stroke: #1b1b1b; stroke-width: 1.5; }
.hgraph-thread text.doubt { text-anchor: middle; font-weight: bold; fill: #1b1b1b; }
.hgraph-thread .on-tie { font-size: 10.5px; text-anchor: middle; }
.hgraph-thread .on-tie { stroke: #ffffff; stroke-width: 4px; paint-order: stroke; }
.hgraph-thread .count { font-weight: bold; }
.hgraph-thread .arrow { fill: #3f4a5a; }
.hgraph-thread .tie:hover .line { stroke-width: 3.5; }
@media print {
 .hgraph-thread .ground, .hgraph-thread .box rect { fill: none; }
 .hgraph-thread .line { stroke: #000000; }
}
@media screen and (prefers-color-scheme: dark) {
 .hgraph-thread .ground { fill: #16181c; }
 .hgraph-thread text { fill: #f2f2f2; }
 .hgraph-thread .kind, .hgraph-thread .note { fill: #c4c8ce; }
 .hgraph-thread .box rect { fill: #23272e; stroke: #a8adb5; }
 .hgraph-thread .passage rect { fill: #35301f; }
 .hgraph-thread .document rect { fill: #1f2a3a; }
 .hgraph-thread .objective rect { fill: #1f3327; }
 .hgraph-thread .action rect { fill: #38281f; }
 .hgraph-thread .minister rect { fill: #2f2638; }
 .hgraph-thread .article rect { fill: #2e2e2e; }
 .hgraph-thread .start rect { stroke: #ffffff; }
 .hgraph-thread .line { stroke: #c0c9d6; }
 .hgraph-thread .refused .line { stroke: #8f949c; }
 .hgraph-thread .cross { stroke: #ff9d9d; }
 .hgraph-thread .arrow { fill: #c0c9d6; }
 .hgraph-thread .on-tie { stroke: #16181c; }
 .hgraph-thread circle.doubt { fill: #5c5210; stroke: #ffffff; }
 .hgraph-thread text.doubt { fill: #ffffff; }
}
"""
"""Every rule is bound to the picture, so that one page can hold several and stay as it is."""

MARKERS: Final = (
    '<defs><marker id="NAME-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
    'markerUnits="userSpaceOnUse" orient="auto"><path class="arrow" d="M0 0L8 4L0 8z" /></marker></defs>'
)
