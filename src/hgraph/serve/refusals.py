"""Answers that are refused, each with its status, its sentence and what the client may do."""

from __future__ import annotations

from collections.abc import Mapping

from hgraph.messages import message


class Refusal(Exception):  # noqa: N818 - named for what the client meets
    """A request that is not answered as asked: the status, the entry under ``serve.refusal``, and what fills it."""

    def __init__(self, status: int, key: str, headers: Mapping[str, str] | None = None, /, **values: object) -> None:
        """Take the status, the name of the sentence, further headers, and the values the sentence needs."""
        super().__init__(key)
        self.status = status
        self.key = key
        self.headers = dict(headers or {})
        self.values = values
        self.offers: tuple[tuple[str, str], ...] = ()
        """Addresses and media types of what there is instead."""

    def sentence(self, language: str) -> str:
        """Return what is wrong and what to do, in a language."""
        return message(f"serve.refusal.{self.key}", language, **self.values)


def too_many(seconds: int) -> Refusal:
    """Return the refusal for whoever asks too much at a time: come back after so many seconds."""
    return Refusal(429, "too-many", {"Retry-After": str(seconds)}, seconds=seconds)
