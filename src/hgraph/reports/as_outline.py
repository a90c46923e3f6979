"""A page of headings, sentences and lists as plain text and as Markdown, ready to print or to paste."""

from __future__ import annotations

from textwrap import fill
from typing import TYPE_CHECKING

from hgraph.messages import printable
from hgraph.reports.as_markdown import markdown_words

if TYPE_CHECKING:
    from hgraph.office import Outline

_INDENT = "  "


def outline_text(outline: Outline, width: int) -> str:
    """Return a page as plain text in lines of at most ``width`` characters."""
    lines = [_wrapped(outline.title, "", width), ""]
    for sentence in outline.intro:
        lines += [_wrapped(sentence, "", width), ""]
    for section in outline.sections:
        lines.append(_wrapped(section.heading, _INDENT * (section.level - 1), width))
        for item in section.items:
            margin = _INDENT * (section.level + max(0, item.depth - 1))
            lines.append(_wrapped(item.text, margin + ("– " if item.depth else ""), width, margin))
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def outline_markdown(outline: Outline) -> str:
    """Return a page as Markdown; nothing in its texts is taken for markup."""
    lines = [f"# {markdown_words(outline.title)}", ""]
    for sentence in outline.intro:
        lines += [markdown_words(sentence), ""]
    for section in outline.sections:
        lines += [f"{'#' * (section.level + 1)} {markdown_words(section.heading)}", ""]
        inside = False
        for item in section.items:
            if item.depth:
                lines.append(f"{_INDENT * (item.depth - 1)}- {markdown_words(item.text)}")
            else:
                lines += [""] if inside else []
                lines += [markdown_words(item.text), ""]
            inside = item.depth > 0
        lines += [""] if inside else []
    return "\n".join(lines).rstrip("\n") + "\n"


def _wrapped(text: str, opening: str, width: int, margin: str | None = None) -> str:
    hanging = (opening if margin is None else margin) + (_INDENT if margin is not None and margin != opening else "")
    shown = " ".join(printable(text).split())
    return fill(
        shown,
        width,
        initial_indent=opening,
        subsequent_indent=hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )
