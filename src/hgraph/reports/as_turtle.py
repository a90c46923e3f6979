"""Findings as a SHACL validation report, and answers as a result set, in canonical Turtle without blank nodes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from hgraph.dataset import triples_to_turtle
from hgraph.findings import Finding, FindingReport, Register, Severity, Status, WaiverNote
from hgraph.namespaces import DCAT, DCT, HG, PREFIXES, RDF, RDFS, SH, XSD
from hgraph.terms import Iri, Literal, Table, Term, Triple, is_valid_iri, tagged

_SEVERITIES = {Severity.VIOLATION: SH.Violation, Severity.WARNING: SH.Warning, Severity.INFO: SH.Info}
_RESULT_SET = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"


def findings_turtle(report: FindingReport, register: Register, language: str) -> str:  # noqa: ARG001 - one signature for all formats
    """Return the report as ``sh:ValidationReport``; every result is named by the fingerprint of its finding.

    A result that is not open has its status as ``dct:type``, with who accepted it, why and until when. What is fixed is
    described too, but is no result of this report.
    """
    return triples_to_turtle(_report(report))


def _report(report: FindingReport) -> Iterator[Triple]:
    head = Iri("urn:hgraph:report")
    conforms = not any(finding.status.counts for finding in report.findings)
    yield head, Iri(RDF.type), Iri(SH.ValidationReport)
    yield head, Iri(SH.conforms), Literal(str(conforms).lower(), Iri(XSD.boolean))
    seen: Counter[str] = Counter()
    for finding in report.listed:
        seen[finding.fingerprint] += 1
        again = f"-{seen[finding.fingerprint]}" if seen[finding.fingerprint] > 1 else ""
        result = Iri(f"urn:hgraph:finding:{finding.fingerprint}{again}")
        if finding.status is not Status.FIXED:
            yield head, Iri(SH.result), result
        yield from ((result, Iri(predicate), value) for predicate, value in _result(finding))


def _result(finding: Finding) -> Iterator[tuple[str, Term]]:
    yield RDF.type, Iri(SH.ValidationResult)
    yield SH.focusNode, finding.focus
    yield SH.resultSeverity, Iri(_SEVERITIES[finding.severity])
    yield SH.sourceShape, finding.rule
    if finding.component:
        yield SH.sourceConstraintComponent, Iri(PREFIXES["sh"] + finding.component)
    if finding.path and is_valid_iri(finding.path):
        yield SH.resultPath, Iri(finding.path)
    if finding.value is not None:
        yield SH.value, finding.value
    for tag, text in finding.messages.items():
        yield SH.resultMessage, tagged(text, tag)
    for tag, text in finding.remedies.items():
        yield HG.remedy, tagged(text, tag)
    for owner in finding.owners:
        yield HG.owedBy, owner
    for gap in finding.gaps:
        yield RDFS.seeAlso, gap
    yield from _status(finding.status, finding.waiver)


def _status(status: Status, note: WaiverNote | None) -> Iterator[tuple[str, Term]]:
    if status is not Status.OPEN:
        yield DCT.type, Iri(f"urn:hgraph:status:{status.value}")
    if note:
        yield HG.waiverOwner, Literal(note.owner)
        yield DCAT.endDate, Literal(note.until.isoformat(), Iri(XSD.date))
        for tag, text in note.reason.items():
            yield HG.justification, tagged(text, tag) if tag else Literal(text)


def table_turtle(table: Table) -> str:
    """Return an answer in the W3C result-set vocabulary: one named solution per row, one named binding per value."""
    return triples_to_turtle(_result_set(table))


def _result_set(table: Table) -> Iterator[Triple]:
    def rs(name: str) -> Iri:
        return Iri(_RESULT_SET + name)

    head = Iri("urn:hgraph:answer")
    yield head, Iri(RDF.type), rs("ResultSet")
    for column in table.columns:
        yield head, rs("resultVariable"), Literal(column)
    for number, row in enumerate(table.rows, 1):
        solution = Iri(f"{head}:{number:06}")
        yield head, rs("solution"), solution
        for column, term in zip(table.columns, row, strict=True):
            if term is not None:
                yield from _binding(solution, column, term, rs("binding"), rs("variable"), rs("value"))


def _binding(solution: Iri, column: str, term: Term, binding: Iri, variable: Iri, value: Iri) -> Iterator[Triple]:
    node = Iri(f"{solution}:{column}")
    yield solution, binding, node
    yield node, variable, Literal(column)
    yield node, value, term
