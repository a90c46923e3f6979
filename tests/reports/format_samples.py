"""Every format and how to read it back, and a report with every severity, status and kind of value."""

from __future__ import annotations

import csv
import io
import json
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pyoxigraph as ox

from fictional_report import ID, REPORT, RULES, finding, named
from hgraph.findings import Finding, FindingReport, Place, Register, Severity, Status, Unwatched, WaiverNote
from hgraph.messages import LANGUAGES, message
from hgraph.namespaces import DCT, HG, SH, XSD
from hgraph.reports import findings_csv, findings_json, findings_text, findings_turtle
from hgraph.reports.as_html import findings_html
from hgraph.reports.as_junit import findings_junit
from hgraph.reports.as_markdown import findings_markdown
from hgraph.reports.as_sarif import findings_sarif
from hgraph.reports.as_xlsx import SHEET_COLUMNS, findings_xlsx
from hgraph.terms import Iri, Literal, Term

WORDS = {
    HG.leadMinister: ("trekkende minister", "lead minister"),
    HG.budgetAmount: ("bedrag", "amount"),
    HG.Indicator: ("Indicator", "Indicator"),
    HG.Theme: ("Thema", "Theme"),
    f"{ID}thema/fietsen": ("Fietsen", "Cycling"),
    **{f"{ID}indicator/{number}": (f"Telling {number}", f"Count {number}") for number in range(1, 5)},
}


def name(iri: str, language: str) -> str:
    """Return the name of a thing, a class or a property in the fictional plan."""
    return WORDS[iri][LANGUAGES.index(language)] if iri in WORDS else named(iri, language)


REGISTER = Register("Plan Veilig fietsen 2030 (fictief)", RULES, name)
STAGE = {"nl": "Indiening", "en": "Submission"}


NOTE = WaiverNote(
    {"nl": "De begrotingscontrole volgt in mei.", "en": "The budget review follows in May."},
    "Kabinet van Mobiliteit (fictief)",
    date(2026, 5, 31),
)


def valued(number: int, value: Term, status: Status, severity: Severity, **more: Any) -> Finding:
    """Return a finding about a value, with a status."""
    messages = (f"Waarde {number} klopt niet.", f"Value {number} is not right.")
    note = NOTE if status in (Status.WAIVED, Status.EXPIRED) else None
    made = finding("action-outside-plan-period", severity, "actie/fietsstraten", messages, value=value)
    return replace(made, status=status, waiver=note, **more)


_MADE = [
    *REPORT.findings,
    valued(1, Literal("2031-12-31", Iri(XSD.date)), Status.OPEN, Severity.VIOLATION, place=Place(sheet="A", cell="B2")),
    valued(2, Literal("1899-12-31", Iri(XSD.date)), Status.WAIVED, Severity.VIOLATION),
    valued(3, Literal("2031-12-31T10:00:00+01:00", Iri(XSD.dateTime)), Status.EXPIRED, Severity.VIOLATION),
    valued(4, Literal("12500", Iri(XSD.integer)), Status.KNOWN, Severity.WARNING),
    valued(5, Literal("12.50", Iri(XSD.decimal)), Status.WAIVED, Severity.WARNING),
    valued(6, Literal("12345678901234567890", Iri(XSD.integer)), Status.OPEN, Severity.INFO),
    valued(8, Literal("0012"), Status.OPEN, Severity.INFO, path=HG.leadMinister),
    valued(9, Iri(ID + "plan/veilig-fietsen"), Status.OPEN, Severity.INFO, remedies={"nl": "Anders.", "en": "Other."}),
    valued(10, Iri(ID + "plan/veilig-fietsen"), Status.OPEN, Severity.INFO),
]
FIXED = (
    valued(7, Literal("=1+1"), Status.FIXED, Severity.VIOLATION),
    replace(valued(11, Literal("x"), Status.FIXED, Severity.WARNING), code="rule-that-is-no-more"),
)
UNWATCHED = (
    Unwatched(Iri(HG.Indicator), tuple(Iri(f"{ID}indicator/{number}") for number in range(1, 5))),
    Unwatched(Iri(HG.Theme), (Iri(f"{ID}thema/fietsen"),)),
)
EVERYTHING = replace(
    FindingReport.of(
        "submission",
        _MADE,
        12,
        ["indicator-incomplete", "quote-moved"],
        on=date(2026, 6, 1),
        rules_not_run=["measurement-incomplete", "action-without-budget"],
        unwatched=UNWATCHED,
    ),
    fixed=FIXED,
)
"""Two of its findings share rule, focus and value, and so their fingerprint."""

Render = Callable[[FindingReport, Register, str], str | bytes]


def _text(report: FindingReport, register: Register, language: str) -> str:
    return findings_text(report, register, language, stage_name=STAGE[language], width=80, limit=10_000)


def _staged(render: Callable[..., str | bytes]) -> Render:
    return lambda report, register, language: render(report, register, language, stage_name=STAGE[language])


FORMATS: dict[str, Render] = {
    "txt": _text,
    "json": findings_json,
    "csv": findings_csv,
    "ttl": findings_turtle,
    "md": _staged(findings_markdown),
    "html": _staged(findings_html),
    "xlsx": _staged(findings_xlsx),
    "xml": findings_junit,
    "sarif": findings_sarif,
}

Row = tuple[str, str, str | None]
"""Severity, status and, where the format has one, fingerprint of a finding."""


def rows_of(report: FindingReport) -> list[Row]:
    """Return what every format has to hold."""
    return [(f.severity.token, f.status.value, f.fingerprint) for f in report.listed]


def read_json(text: str, language: str) -> Iterator[Row]:
    """Yield the findings in a JSON report."""
    for entry in json.loads(text)["findings"]:
        yield entry["severity"], entry["status"], entry["fingerprint"]


def read_csv(text: str, language: str) -> Iterator[Row]:
    """Yield the findings in a CSV report."""
    for row in csv.DictReader(io.StringIO(text, newline="")):
        yield row["severity"], row["status"], row["fingerprint"]


def read_turtle(text: str, language: str) -> Iterator[Row]:
    """Yield the results in a Turtle report, fixed ones too; an open one has no status of its own."""
    triples = list(ox.parse(text.encode(), format=ox.RdfFormat.TURTLE))
    statuses = {t.subject.value: t.object.value.rpartition(":")[2] for t in triples if t.predicate.value == DCT.type}
    for triple in triples:
        if triple.predicate.value == SH.resultSeverity:
            name = triple.subject.value
            severity = triple.object.value.rpartition("#")[2].lower()
            yield severity, statuses.get(name, "open"), name.rpartition(":")[2].partition("-")[0]


_CELL = re.compile(r"(?<!\\)\|")


def read_markdown(text: str, language: str) -> Iterator[Row]:
    """Yield the findings in the tables of a Markdown report: a table per severity, a row per finding."""
    severities = {message(f"report.section.{s.token}", language): s.token for s in Severity}
    statuses = {message(f"report.finding-status.{s.value}", language): s.value for s in Status}
    status_heading, unsaid = (message(f"report.{key}", language) for key in ("column.status", "finding-status.open"))
    severity, table = "", list[list[str]]()
    for line in [*text.splitlines(), "## "]:
        if line.startswith("## "):
            for row in table[2:]:
                cells = dict(zip(table[0], row, strict=True))
                yield severity, statuses[cells.get(status_heading, unsaid)], None
            severity, table = severities.get(line.removeprefix("## "), ""), []
        elif line.startswith("|") and severity:
            table.append([cell.strip() for cell in _CELL.split(line)[1:-1]])
            assert len(table[-1]) == len(table[0]), line


class Page(HTMLParser):
    """Reads a page: its elements in order, the text in each, and the findings."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Remember an element."""
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        """Remember a text."""
        self.texts.append(data)

    def every(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element with this tag."""
        return [attributes for name, attributes in self.elements if name == tag]


def read_html(text: str, language: str) -> Iterator[Row]:
    """Yield the findings on a page, from the classes that filters use and the names that links use."""
    for attributes in Page(text).every("li"):
        classes = (attributes.get("class") or "").split()
        if "finding" in classes:
            severity, status = (next(c[2:] for c in classes if c.startswith(start)) for start in ("v-", "s-"))
            yield severity, status, (attributes["id"] or "").split("-")[1]


def workbook(content: bytes) -> openpyxl.Workbook:
    """Open a workbook from its bytes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return openpyxl.load_workbook(io.BytesIO(content))


def read_xlsx(content: bytes, language: str) -> Iterator[Row]:
    """Yield the findings in the first sheet of a workbook."""
    severities = {message(f"report.name.{s.token}", language): s.token for s in Severity}
    statuses = {message(f"report.finding-status.{s.value}", language): s.value for s in Status}
    where = [list(SHEET_COLUMNS).index(name) for name in ("severity", "status", "fingerprint")]
    for row in workbook(content).worksheets[0].iter_rows(min_row=2, values_only=True):
        severity, status, fingerprint = (str(row[column]) for column in where)
        yield severities[severity], statuses[status], fingerprint


_LINE = re.compile(r"^\[(\w+)\] \[(\w+)\] \[([0-9a-f]{16})\] ", re.MULTILINE)


def read_junit(text: str, language: str) -> Iterator[Row]:
    """Yield the findings in the failures and the output of the cases."""
    for case in ET.fromstring(text).iter("testcase"):  # noqa: S314 - written by the test itself
        for said in (case.findtext("failure"), case.findtext("system-out")):
            yield from _LINE.findall(said or "")


def read_sarif(text: str, language: str) -> Iterator[Row]:
    """Yield the results of a SARIF run."""
    severities = {"error": "violation", "warning": "warning", "note": "info"}
    for result in json.loads(text)["runs"][0]["results"]:
        (fingerprint,) = result["partialFingerprints"].values()
        yield severities[result["level"]], result["properties"]["status"], fingerprint


READERS: dict[str, Callable[[Any, str], Iterator[Row]]] = {
    "json": read_json,
    "csv": read_csv,
    "ttl": read_turtle,
    "md": read_markdown,
    "html": read_html,
    "xlsx": read_xlsx,
    "xml": read_junit,
    "sarif": read_sarif,
}

HOSTILE = (
    '"><script>alert(1)</script><img src=x onerror=alert(1)>',
    '=HYPERLINK("http://x.example")|`x` ]]> &amp; @ieder [a](javascript:alert(1)) </style> {{ 7*7 }}\n\n# kop',
)


def hostile_register(names: tuple[str, str] = HOSTILE) -> Register:
    """Return a register in which the title and every name, rule and source is hostile."""
    both = dict(zip(LANGUAGES, names, strict=True))
    rules = (replace(rule, label=both, why=both, remedy=both, source=names[0]) for rule in REGISTER.rules.values())
    return Register(names[1], rules, lambda _, language: both[language])


def hostile(report: FindingReport, names: tuple[str, str] = HOSTILE) -> FindingReport:
    """Return a report of which every text is hostile."""
    both = dict(zip(LANGUAGES, names, strict=True))
    place = Place(file=names[1], sheet=names[0], cell=names[1])
    note = WaiverNote(both, names[1], NOTE.until)
    said = {"messages": both, "remedies": both, "place": place, "waiver": note}
    found = [replace(f, **said, value=Literal(f"{names[1]}{n}")) for n, f in enumerate(report.findings)]
    gone = tuple(replace(f, **said) for f in report.fixed)
    made = FindingReport.of(report.stage, found, report.rules_run, report.rules_without_target, on=report.on)
    return replace(made, fixed=gone, rules_not_run=report.rules_not_run, unwatched=report.unwatched)
