"""The check report as JUnit XML, for the test page of a build server: a suite per stage, a case per rule."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from xml.etree import ElementTree as ET

from hgraph.findings import FindingReport, Register, Severity
from hgraph.messages import message
from hgraph.reports.entries import SEVERITIES, Entry, counted, entries, legible, rule_name, tally


def findings_junit(
    report: FindingReport,
    register: Register,
    language: str,
    *,
    threshold: Severity = Severity.VIOLATION,
    active: Collection[str] | None = None,
) -> str:
    """Return the report as JUnit XML. A case fails if its rule has a finding that counts at or above ``threshold``.

    Other findings are its output. ``active`` holds the codes of the rules that ran in the stage; without it, all rules
    of the register count as run.
    """
    by_rule: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries(report, register, language):
        by_rule[entry.finding.code].append(entry)
    suite = ET.Element("testsuite", name=f"hgraph.{report.stage}")
    _properties(suite, report)
    ran = register.rules if active is None else active
    for code in sorted({*ran, *by_rule, *report.rules_without_target, *report.rules_not_run}):
        name = rule_name(code, register, language)
        case = ET.SubElement(suite, "testcase", classname=suite.get("name", ""), name=f"{legible(code)}: {name}")
        if code in report.rules_not_run:
            ET.SubElement(case, "skipped", message=message("report.not-run-skipped", language))
        elif code in report.rules_without_target and not by_rule[code]:
            ET.SubElement(case, "skipped", message=message("report.without-target-skipped", language))
        _outcome(case, name, by_rule[code], language, threshold)
    root = ET.Element("testsuites", name=legible(register.title))
    root.append(suite)
    for element in (root, suite):
        element.set("tests", str(len(suite.findall("testcase"))))
        element.set("failures", str(len(suite.findall("testcase/failure"))))
        element.set("errors", "0")
    suite.set("skipped", str(len(suite.findall("testcase/skipped"))))
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _properties(suite: ET.Element, report: FindingReport) -> None:
    properties = ET.SubElement(suite, "properties")
    for (severity, status), count in sorted(tally(report).items(), reverse=True):
        ET.SubElement(properties, "property", name=f"{severity.token}.{status.value}", value=str(count))
    ET.SubElement(properties, "property", name="rules", value=str(report.rules_run))
    for group in report.unwatched:
        ET.SubElement(properties, "property", name=f"unwatched.{legible(group.class_)}", value=str(len(group.things)))


def _outcome(case: ET.Element, rule: str, found: Sequence[Entry], language: str, threshold: Severity) -> None:
    failing = [entry for entry in found if _fails(entry, threshold)]
    others = [entry for entry in found if not _fails(entry, threshold)]
    if failing:
        counts = Counter(entry.finding.severity for entry in failing)
        worst = max(counts)
        said = " · ".join(counted(severity, counts[severity], language) for severity in SEVERITIES if counts[severity])
        failure = ET.SubElement(case, "failure", message=f"{rule}: {said}", type=worst.token)
        failure.text = _blocks(failing, language)
    if others:
        ET.SubElement(case, "system-out").text = _blocks(others, language)


def _fails(entry: Entry, threshold: Severity) -> bool:
    return entry.finding.status.counts and entry.finding.severity >= threshold


def _blocks(found: Iterable[Entry], language: str) -> str:
    """Return the findings as plain text: one line that machines can split, then what people read."""
    return "\n" + "\n\n".join("\n".join(_lines(entry, language)) for entry in found) + "\n"


def _lines(entry: Entry, language: str) -> Iterable[str]:
    finding = entry.finding
    yield f"[{finding.severity.token}] [{finding.status.value}] [{finding.fingerprint}] {_one_line(entry.what)}"
    if entry.where:
        yield "  " + message("report.place", language, place=_one_line(entry.where))
    if entry.why:
        yield "  " + message("report.why", language, text=_one_line(entry.why))
    yield "  " + message("report.remedy", language, text=_one_line(entry.remedy))
    if entry.owners:
        yield "  " + message("report.owed-by", language, owners=_one_line("; ".join(entry.owners)))
    if entry.gaps:
        yield "  " + message("report.gaps", language, gaps=_one_line("; ".join(entry.gaps)))
    if entry.waiver:
        yield "  " + _one_line(entry.waiver)


def _one_line(text: str) -> str:
    return " ".join(text.split())
