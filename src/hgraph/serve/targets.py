"""What a request is about: the path below the base, taken from a target that may hold anything."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote_to_bytes

from hgraph.serve.refusals import Refusal

LONGEST: Final = 4_000
"""Bytes of a path."""
_ABSOLUTE: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")
_ESCAPE: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SLASH: Final = re.compile(r"%(2f|5c)", re.IGNORECASE)
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Target:
    """A path below the base, without a slash in front: as text, and as it came, still escaped."""

    path: str
    raw: str

    @property
    def depth(self) -> int:
        """How many folders the path is in."""
        return self.raw.count("/")

    def to(self, path: str) -> str:
        """Return the address of another path, relative to this one: right under any host and any prefix."""
        return "../" * self.depth + path if self.depth else f"./{path}"


def target_of(raw_path: bytes, prefix: str) -> Target:
    """Return what a request is about; ``prefix`` is the path of the base, which may or may not be in front.

    An escaped slash stays escaped: it never parts a path. Raises ``Refusal`` (414, 400).
    """
    if len(raw_path) > LONGEST:
        raise Refusal(414, "address-too-long", limit=LONGEST)
    raw = _ABSOLUTE.sub("", raw_path.decode("ascii", "replace"), count=1)
    text = unescaped(raw)
    for known in (prefix, "/"):
        if text.startswith(known) and raw.startswith(known):
            return Target(text[len(known) :], raw[len(known) :])
    if raw == "":
        return Target("", "")
    raise Refusal(400, "address-malformed")


def unescaped(raw: str) -> str:
    """Return an escaped path as text. Raises ``Refusal`` (400) if that is not possible."""
    try:
        text = unquote_to_bytes(_SLASH.sub(r"%25\1", raw)).decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refusal(400, "address-malformed") from error
    if _ESCAPE.search(raw) or _CONTROL.search(text):
        raise Refusal(400, "address-malformed")
    return text
