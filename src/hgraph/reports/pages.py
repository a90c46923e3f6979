"""A page of the law, as Markdown that can be pasted."""

from __future__ import annotations

from collections.abc import Iterator

from hgraph.law import Page, Section
from hgraph.reports.as_markdown import markdown_words


def page_markdown(page: Page) -> str:
    """Return a page as GitHub-flavoured Markdown; nothing in its texts is markup."""
    lines = [f"# {markdown_words(page.title)}", ""]
    for sentence in page.sentences:
        lines += [markdown_words(sentence), ""]
    for section in page.sections:
        lines += _section(section)
    return "\n".join(lines).rstrip("\n") + "\n"


def _section(section: Section) -> Iterator[str]:
    yield from (f"## {markdown_words(section.title)}", "")
    for sentence in section.sentences:
        yield from (f"- {markdown_words(sentence)}" if len(section.sentences) > 1 else markdown_words(sentence), "")
    if section.rows:
        for cells in (section.headings, ["---"] * len(section.headings)):
            yield f"| {' | '.join(cells)} |"
        for row in section.rows:
            yield f"| {' | '.join(map(markdown_words, row))} |"
        yield ""
