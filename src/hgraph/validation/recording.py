"""Recording a waiver in the project's own file, whole or not at all; the only part that writes decisions down."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

from hgraph.dataset import leading_comment, read_triples, triples_to_turtle, write_atomically
from hgraph.errors import UsageError
from hgraph.findings import Finding
from hgraph.iris import expand, shorten
from hgraph.messages import LANGUAGES, message, printable
from hgraph.namespaces import DCAT, DCT, HG, RDF, STATEMENT_KIND, XSD
from hgraph.project import Project, resolve_thing
from hgraph.settings import Settings, shipped_content
from hgraph.terms import Iri, Literal, Term, Triple, tagged
from hgraph.validation.rules import code_of
from hgraph.validation.waivers import Waivers

_FILE: Final = "waivers.ttl"
_GRAPH: Final = "graaf/afwijkingen"
_THING: Final = "afwijking"
_LONGEST_SLUG: Final = 48


@dataclass(frozen=True, slots=True)
class Decision:
    """Who accepts a finding, why, up to and including when, in which language it is said, and when it is decided."""

    reason: str
    owner: str
    until: date
    language: str
    decided: date

    @classmethod
    def of(cls, reason: str, owner: str, until: date, *, language: str, decided: date) -> Decision:
        """Return a decision as it can be kept: white space put right, nothing empty, not over yet.

        Raises ``UsageError`` (``waiver-without-reason``, ``waiver-without-owner``, ``waiver-text-unusable``,
        ``waiver-already-over``).
        """
        said = [" ".join(text.split()) for text in (reason, owner)]
        if not said[0]:
            raise UsageError("waiver-without-reason")
        if not said[1]:
            raise UsageError("waiver-without-owner")
        for option, text in zip(("--reason", "--owner"), said, strict=True):
            if printable(text) != text:
                raise UsageError("waiver-text-unusable", option=option, text=text)
        if until < decided:
            raise UsageError("waiver-already-over", until=until, today=decided)
        return cls(said[0], said[1], until, language, decided)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A waiver as it was written down: its name, its file, and whether it took the place of an earlier one."""

    waiver: Iri
    titles: Mapping[str, str]
    file: Path
    replaced: bool


def require_own_files(settings: Settings, *, chosen: bool) -> None:
    """Refuse a project in whose files nothing can be recorded; ``chosen`` says that its folder was named explicitly.

    The shipped plan is the reader's own in a checkout only, when it is named or worked in. Raises ``UsageError``
    (``waiver-of-shipped-plan``, ``waiver-at-endpoint``).
    """
    if settings.store:
        raise UsageError("waiver-at-endpoint", store=settings.store)
    folder = settings.folder.resolve()
    if folder != shipped_content().resolve():
        return
    checkout = (folder / "pyproject.toml").is_file()
    if not (checkout and (chosen or Path.cwd().resolve().is_relative_to(folder))):
        raise UsageError("waiver-of-shipped-plan", place=settings.folder)


def waivable(project: Project, rule: Iri, text: str, findings: Iterable[Finding], waivers: Waivers) -> Iri:
    """Return the thing a text stands for, if the rule has a finding about it that a waiver can cover.

    Of several things that fit the text, those the rule has a finding about count. Raises ``UsageError``:
    ``unknown-thing``, ``ambiguous-thing``, ``nothing-to-waive``, ``waiver-about-waiver``, ``waiver-stands-elsewhere``.
    """
    found = {finding.focus for finding in findings if finding.rule == rule and isinstance(finding.focus, Iri)}
    base, language = project.settings.id_base, project.settings.language
    exact = next((iri for iri in (expand(text), Iri(base + text)) if iri and iri in found), None)
    thing = exact or resolve_thing(text, project.labels, base, language, found)
    if thing in waivers.named:
        raise UsageError("waiver-about-waiver")
    if thing not in found:
        raise UsageError("nothing-to-waive", rule=code_of(rule), thing=project.labels.label(thing, language))
    own = {subject for subject, _, _ in _own_triples(project)}
    for waiver in waivers.complete:
        if (waiver.rule, waiver.thing) == (rule, thing) and waiver.iri not in own:
            raise UsageError("waiver-stands-elsewhere", place=shorten(waiver.iri, base))
    return thing


def record_waiver(project: Project, rule: Iri, thing: Iri, decision: Decision, label: Mapping[str, str]) -> Recorded:
    """Write a waiver of a rule, called by its label, into ``data/waivers.ttl``, in place of an earlier one.

    The file is made with its declaration if it is not there. Raises ``UsageError`` (``waiver-not-written``), and
    ``UnreadableInput`` if the file cannot be read.
    """
    path, base = _own_file(project), project.settings.id_base
    name = waiver_iri(rule, thing, base)
    before = _own_triples(project)
    same = {name} | (_subjects(before, HG.waives, rule) & _subjects(before, HG.waivedFor, thing))
    kept = [triple for triple in before if triple[0] not in same]
    titles = {
        tag: message("waivers.title", tag, rule=label[tag], thing=project.labels.label(thing, tag)) for tag in LANGUAGES
    }
    statements = [*_statements(name, rule, thing, decision), *_titles(name, titles)]
    try:
        comment = leading_comment(path.read_text(encoding="utf-8")) if before else _comment()
        text = comment + triples_to_turtle([*(kept or _declaration(project)), *statements], base)
        write_atomically(path, text.encode("utf-8"))
    except OSError as error:
        raise UsageError("waiver-not-written", place=path, reason=error) from error
    return Recorded(name, titles, path, len(kept) < len(before))


def _own_file(project: Project) -> Path:
    return project.settings.folder / "data" / _FILE


def _own_triples(project: Project) -> list[Triple]:
    path = _own_file(project)
    return read_triples(path, project.settings.id_base) if path.exists() else []


def waiver_iri(rule: Iri, thing: Iri, id_base: str) -> Iri:
    """Return the name of the waiver of a rule for a thing: always the same for them, and never that of another.

    The end is a digest of both, because things of two kinds may share a slug, and slugs and codes may share hyphens.
    """
    digest = hashlib.sha256(f"{rule}\n{thing}".encode()).hexdigest()[:8]
    parts = (_slug(code_of(rule)), _slug(_last(thing)), digest)
    return Iri(f"{id_base}{_THING}/{'-'.join(part for part in parts if part)}")


def _last(iri: str) -> str:
    return re.split(r"[/#:]", iri.rstrip("/#:"))[-1]


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain)[:_LONGEST_SLUG].strip("-")


def _subjects(triples: Sequence[Triple], predicate: str, value: Iri) -> set[Term]:
    return {s for s, p, o in triples if p == predicate and o == value}


def _comment() -> str:
    return "".join(f"# {message('waivers.comment', language)}\n" for language in LANGUAGES)


def _declaration(project: Project) -> list[Triple]:
    """Return how the file declares itself: fiction in a fictional project, under the licence of most other graphs."""
    rows = project.select("validation/declarations").rows
    kinds = {str(kind) for _, kind, _ in rows}
    kind = STATEMENT_KIND.fictief if STATEMENT_KIND.fictief in kinds else STATEMENT_KIND.bron
    licences = Counter(licence for _, _, licence in rows if licence is not None)
    taken = {str(graph) for graph, _, _ in rows}
    numbers = (f"{project.settings.id_base}{_GRAPH}{end}" for end in ("", *(f"-{n}" for n in range(2, len(taken) + 3))))
    graph = Iri(next(name for name in numbers if name not in taken))
    triples: list[Triple] = [
        (graph, Iri(RDF.type), Iri(DCAT.Dataset)),
        (graph, Iri(HG.statementKind), Iri(kind)),
        *_titles(graph, {tag: message("waivers.graph", tag, project=project.settings.title) for tag in LANGUAGES}),
    ]
    if licences:
        triples.append((graph, Iri(DCT.license), licences.most_common(1)[0][0]))
    return triples


def _statements(name: Iri, rule: Iri, thing: Iri, decision: Decision) -> list[Triple]:
    return [
        (name, Iri(RDF.type), Iri(HG.Waiver)),
        (name, Iri(HG.waives), rule),
        (name, Iri(HG.waivedFor), thing),
        (name, Iri(HG.justification), tagged(decision.reason, decision.language)),
        (name, Iri(HG.waiverOwner), Literal(decision.owner)),
        (name, Iri(DCT.created), Literal(decision.decided.isoformat(), Iri(XSD.date))),
        (name, Iri(DCAT.endDate), Literal(decision.until.isoformat(), Iri(XSD.date))),
    ]


def _titles(thing: Iri, titles: Mapping[str, str]) -> list[Triple]:
    return [(thing, Iri(DCT.title), tagged(title, tag)) for tag, title in titles.items()]
