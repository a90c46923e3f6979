"""What came of verifying a dossier, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hgraph import __version__
from hgraph.dossier.verifying import Difference, Verification
from hgraph.messages import catalogue, message, printable
from hgraph.reports import day
from hgraph.reports.entries import SEVERITIES, counted

_SHOWN = 20


def verification_text(found: Verification, language: str) -> str:
    """Return what was verified and what differs, ending in a line break."""
    return "\n".join(_Teller(found, language).lines()) + "\n"


class _Teller:
    """Tells one verification."""

    def __init__(self, found: Verification, language: str) -> None:
        self._found = found
        self._language = language

    def _say(self, key: str, **values: object) -> str:
        return message(f"dossier.verified.{key}", self._language, **values)

    def lines(self) -> Iterator[str]:
        """Yield all lines."""
        record = self._found.record
        on = day(record.day, self._language)
        yield self._say("head", title=record.title, stage=record.stage_title, on=on, program=record.program)
        yield self._say("manifest", sum=self._found.fingerprint)
        yield from self._files()
        if self._found.repeated:
            yield from self._check()
            yield from self._documents()
            yield from self._rules()
        else:
            yield self._say("not-repeated")
        yield self._say("same" if self._found.same else "not-same")

    def _files(self) -> Iterator[str]:
        integrity = self._found.integrity
        if integrity.intact:
            yield self._say("intact", count=self._found.files)
        for kind, names in (
            ("changed", integrity.changed),
            ("missing", integrity.missing),
            ("extra", integrity.extra),
        ):
            yield from self._listed(kind, names)

    def _check(self) -> Iterator[str]:
        record, differences = self._found.record, self._found.differences
        if differences:
            yield from self._listed("differs", [self._difference(each) for each in differences])
            return
        counts = ", ".join(
            counted(severity, record.counts.get(severity.token, 0), self._language) for severity in SEVERITIES
        )
        yield self._say("verdict-ready" if record.ready else "verdict-not-ready", counts=counts)

    def _difference(self, difference: Difference) -> str:
        what = difference.what
        named = what in catalogue("dossier")["verified"]["what"]
        stated, found = (self._value(value) for value in (difference.stated, difference.found))
        return self._say("difference", what=self._say(f"what.{what}") if named else what, stated=stated, found=found)

    def _value(self, value: str | bool | int) -> str:  # noqa: FBT001 - a value to tell, not a switch
        if isinstance(value, bool):
            return self._say("yes" if value else "no")
        return str(value)

    def _documents(self) -> Iterator[str]:
        record = self._found.record
        if self._found.documents_differ:
            yield from self._listed("documents-differ", self._found.documents_differ)
        elif self._found.documents_compared:
            whole = "documents-without-changes" if record.since else "documents-same"
            yield self._say(whole if self._found.integrity.intact else "documents-others-same")
        else:
            yield self._say("documents-not-compared", program=record.program, own=__version__)

    def _rules(self) -> Iterator[str]:
        if self._found.own_rules:
            yield from self._listed("own-rules", self._found.own_rules)
        else:
            yield self._say("shipped-rules")

    def _listed(self, key: str, texts: Sequence[str]) -> Iterator[str]:
        """Yield a line that counts texts and those texts, as many as a screen holds; nothing if there are none."""
        if not texts:
            return
        yield self._say(key, count=len(texts))
        yield from (f"  {printable(text)}" for text in texts[:_SHOWN])
        if len(texts) > _SHOWN:
            yield f"  {self._say('more', count=len(texts) - _SHOWN)}"
