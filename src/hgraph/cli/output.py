"""What goes where: the answer to standard output or a file, everything else to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from textwrap import fill
from typing import Final

from hgraph.errors import UsageError
from hgraph.messages import printable

_SUFFIXES: Final = {
    ".txt": ("text", "table"),
    ".md": ("markdown",),
    ".html": ("html",),
    ".htm": ("html",),
    ".csv": ("csv",),
    ".xlsx": ("xlsx",),
    ".json": ("json",),
    ".xml": ("junit",),
    ".sarif": ("sarif",),
    ".ttl": ("turtle",),
    ".rdfp": ("patch",),
    ".svg": ("svg",),
    ".mmd": ("mermaid",),
    ".mermaid": ("mermaid",),
    ".dot": ("dot",),
    ".gv": ("dot",),
    ".graphml": ("graphml",),
}
_NOT_FOR_A_SCREEN: Final = ("xlsx",)
_COLOURS: Final = {
    r"(?m)^(FOUT|VIOLATION)\b.*$": "bold red",
    r"(?m)^(WAARSCHUWING|WARNING)\b.*$": "bold yellow",
    r"(?m)^(MELDING|INFO)\b.*$": "bold cyan",
    r"“[^”]*”": "italic",
}


def chosen_format(wanted: str | None, output: Path | None, known: Sequence[str], default: str) -> str:
    """Return the format asked for, else the one the file name ends in, else the default.

    Raises ``UsageError`` (``unknown-format``) for one that is not among ``known``.
    """
    by_suffix = None
    if output and output.suffix:
        meant = _SUFFIXES.get(output.suffix.lower(), (output.suffix,))
        by_suffix = next((format_ for format_ in meant if format_ in known), meant[0])
    format_ = wanted or by_suffix or default
    if format_ not in known:
        raise UsageError("unknown-format", format=format_, known=", ".join(known))
    return format_


def require_file(format_: str, output: Path | None) -> None:
    """Raise ``UsageError`` (``format-needs-file``) for a format that is not text, without a file to write it to."""
    if output is None and format_ in _NOT_FOR_A_SCREEN:
        raise UsageError("format-needs-file", format=format_)


def emit(content: str | bytes, output: Path | None, *, colours: Mapping[str, str] | None = None) -> None:
    """Write to a file, whole or not at all, or as text to standard output, coloured on a terminal only.

    Raises ``UsageError`` (``not-writable``) if the file cannot be written.
    """
    if output is None:
        text = content if isinstance(content, str) else content.decode("utf-8")
        _show(text, _COLOURS if colours is None else colours)
        return
    from hgraph.dataset import write_atomically

    try:
        write_atomically(output, content if isinstance(content, bytes) else content.encode("utf-8"))
    except OSError as error:
        raise UsageError("not-writable", place=output, reason=error) from error


def write(text: str) -> None:
    """Write to standard output. Whoever stops reading, such as ``head``, changes nothing in the outcome."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _show(text: str, colours: Mapping[str, str]) -> None:
    if not sys.stdout.isatty():
        write(text)
        return
    from rich.console import Console
    from rich.text import Text

    # Values stay as they are in a pipe or a file; on a screen none may steer it, whatever the format.
    shown = Text(printable(text.replace("\r\n", "\n").removesuffix("\n")))
    for pattern, style in colours.items():
        shown.highlight_regex(pattern, style)
    Console(highlight=False, soft_wrap=True).print(shown)


def paragraph(text: str, indent: str = "  ") -> str:
    """Return a text in lines that fit, every line indented and all but the first a little more."""
    return fill(
        text,
        width(),
        initial_indent=indent,
        subsequent_indent=indent + "  ",
        break_long_words=False,
        break_on_hyphens=False,
    )


def width(output: Path | None = None) -> int:
    """Return the number of characters a line may have: that of the terminal, at most 120, or 100 in a pipe or file."""
    if output is not None or not sys.stdout.isatty():
        return 100
    import shutil

    return max(60, min(120, shutil.get_terminal_size().columns))


@contextmanager
def busy(sentence: str) -> Iterator[None]:
    """Show on standard error that work goes on; nothing in a pipe."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(sentence):
        yield
