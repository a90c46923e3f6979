"""Reading the YAML header of a question, so that every complaint names the line."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hgraph.errors import UnreadableInput
from hgraph.messages import LANGUAGES

if TYPE_CHECKING:
    from yaml import Node

_MARK = "#+"


def split_header(text: str) -> tuple[str, str]:
    """Return the YAML of the ``#+`` lines at the top, and the query below them without its lines of comment.

    The query goes to engines without comments: some clients take a word in a comment for an instruction.
    """
    lines = text.splitlines()
    height = next((number for number, line in enumerate(lines) if not line.startswith(_MARK)), len(lines))
    header = "\n".join(line.removeprefix(_MARK).removeprefix(" ") for line in lines[:height])
    query = "\n".join(line for line in lines[height:] if line.strip() and not line.lstrip().startswith("#"))
    return header, f"{query}\n"


def read_header(path: Path, header: str) -> Entry:
    """Return the top of the header. Raises ``UnreadableInput`` with file and line if it is missing or not YAML."""
    import yaml

    try:
        root = yaml.compose(header, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # libyaml, where it is there
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UnreadableInput("question-not-yaml", place=f"{path}:{line}", reason=error.problem) from error
    except yaml.YAMLError as error:
        raise UnreadableInput("question-not-yaml", place=path, reason=error) from error
    if root is None:
        raise UnreadableInput("question-without-header", place=path)
    return Entry(path, "", root)


class Entry:
    """One place in the header: knows its key and its line, and hands out what is written there or complains."""

    def __init__(self, path: Path, key: str, node: Node) -> None:
        """Take the file, the dotted key (empty at the top) and the node that YAML found there."""
        self.path = path
        self.key = key
        self._node = node

    def error(self, code: str, **values: object) -> UnreadableInput:
        """Return the complaint ``code`` about this place, to be raised."""
        place = f"{self.path}:{self._node.start_mark.line + 1}"
        return UnreadableInput(code, place=place, entry=self.key or "title", **values)

    def fields(self, required: tuple[str, ...] = (), optional: tuple[str, ...] | None = None) -> dict[str, Entry]:
        """Return the entries of a mapping, in order; ``optional=None`` allows any further key."""
        import yaml

        if not isinstance(self._node, yaml.MappingNode):
            raise self.error("question-wrong-value", value=self._shown(), known="{…}")
        found = {str(key.value): self._below(str(key.value), value) for key, value in self._node.value}
        for name in required:
            if name not in found:
                raise self.error("question-key-missing", missing=f"{self.key}.{name}".lstrip("."))
        for name, entry in found.items():
            if optional is not None and name not in required + optional:
                raise entry.error("question-key-unknown", known=", ".join(required + optional))
        return found

    def text(self, allowed: tuple[str, ...] = ()) -> str:
        """Return a scalar as it is written, which must be one of ``allowed`` if any are given."""
        import yaml

        if not isinstance(self._node, yaml.ScalarNode) or not self._node.value.strip():
            raise self.error("question-wrong-value", value=self._shown(), known=", ".join(allowed) or "…")
        value = str(self._node.value)
        if allowed and value not in allowed:
            raise self.error("question-wrong-value", value=value, known=", ".join(allowed))
        return value

    def flag(self) -> bool:
        """Return ``true`` or ``false``."""
        return self.text(("true", "false")) == "true"

    @property
    def is_list(self) -> bool:
        """Whether a list stands here."""
        import yaml

        return isinstance(self._node, yaml.SequenceNode)

    def list(self) -> tuple[Entry, ...]:
        """Return the entries of a list."""
        import yaml

        if not isinstance(self._node, yaml.SequenceNode):
            raise self.error("question-wrong-value", value=self._shown(), known="[…]")
        return tuple(self._below(str(number), node) for number, node in enumerate(self._node.value))

    def in_languages(self) -> dict[str, str]:
        """Return a text in every language of the program, and in no other."""
        return {language: entry.text() for language, entry in self.fields(LANGUAGES, ()).items()}

    def _below(self, name: str, node: Node) -> Entry:
        return Entry(self.path, f"{self.key}.{name}".lstrip("."), node)

    def _shown(self) -> str:
        return str(self._node.value) if isinstance(self._node.value, str) else type(self._node).__name__
