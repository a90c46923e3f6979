"""Pages of the rules and of where the plan stands: what each rule wants and why, and what it found in this release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Final

from hgraph.checks import Examination, examine, other_rules, prepare
from hgraph.dataset import triples_to_turtle
from hgraph.findings import Finding, Severity
from hgraph.messages import LANGUAGES, catalogue, message
from hgraph.pages.frame import RULES, STANDING, Format, Page
from hgraph.pages.reference.grids import Grid
from hgraph.pages.reference.site import Site
from hgraph.pages.reference.words import triples_of
from hgraph.pages.shown import Shown, one_line
from hgraph.releases import File
from hgraph.reports import day, outlook_sentence, without_placeholders
from hgraph.terms import Iri
from hgraph.validation import Outlook, Profile, Rule, RuleBook, Standing, read_rules

_LISTED: Final = 100
"""Findings of a rule that its page lists."""


@dataclass(frozen=True)
class _Told:
    """A rule as a page tells of it, whether it is a shape or part of the program."""

    code: str
    labels: Mapping[str, str]
    whys: Mapping[str, str]
    remedies: Mapping[str, str]
    messages: Sequence[Mapping[str, str]]
    rule: Rule | None

    @property
    def path(self) -> str:
        """The path of its page, without language and suffix."""
        return f"{RULES}/{self.code}"


@dataclass(frozen=True, slots=True)
class _Found:
    """What a rule found: the findings that its page lists, and how many there are of each severity."""

    listed: Sequence[Finding] = ()
    severities: Mapping[Severity, int] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How many there are."""
        return sum(self.severities.values())


_NOTHING: Final = _Found()


@dataclass(frozen=True)
class Verdict:
    """One look at the release: every rule, and what it found in each stage."""

    site: Site
    looked: Examination

    @classmethod
    def of(cls, site: Site) -> Verdict:
        """Check the release as on its day of issue. Raises what checking raises."""
        project = site.view.project
        return cls(site, examine(project, prepared=lambda: prepare(project.settings, site.view.release.issued)))

    @cached_property
    def stages(self) -> tuple[Profile, ...]:
        """The stages, the first one first."""
        return tuple(self.looked.stages)

    @cached_property
    def found(self) -> Mapping[str, Mapping[str, _Found]]:
        """What counts on the day of issue, by stage and by code of the rule."""
        issued = self.site.view.release.issued
        return {
            stage.token: {code: _counted(some) for code, some in self.looked.by_rule(stage.token, issued)}
            for stage in self.stages
        }

    @cached_property
    def standing(self) -> Standing:
        """How far the plan has come on the day of issue."""
        return self.looked.standing(on=self.site.view.release.issued)

    @cached_property
    def outlook(self) -> Outlook | None:
        """What would count in the next stage."""
        return self.looked.outlook(self.site.view.release.issued)

    @cached_property
    def rules(self) -> Sequence[_Told]:
        """All rules in order of code."""
        shapes = [
            _Told(rule.code, rule.labels, rule.whys, rule.remedies, list(rule.messages.values()), rule)
            for rule in self.looked.rules
        ]
        sentences = catalogue("rules")
        others = [
            _Told(text.code, text.label, text.why, text.remedy, [sentences[text.code]["message"]], None)
            for text in other_rules()
        ]
        return sorted([*shapes, *others], key=lambda told: told.code)

    def severity(self, told: _Told, stage: str) -> Severity | None:
        """Return how bad a rule is in a stage, ``None`` if it is off or no shape and found nothing."""
        if told.rule is not None:
            return self.looked.stages.grade(told.rule, stage)
        return max(self.of_rule(told, stage).severities, default=None)

    def of_rule(self, told: _Told, stage: str) -> _Found:
        """Return what a rule found in a stage."""
        return self.found[stage].get(told.code, _NOTHING)

    def severity_text(self, told: _Told, stage: str, language: str) -> str:
        """Return how bad a rule is in a stage, in words."""
        severity = self.severity(told, stage)
        if severity is None and told.rule is None:
            return message("content.severity.same", language)
        return severity_name(severity, language)

    @cached_property
    def _written(self) -> RuleBook:
        return read_rules(self.site.view.project.settings)

    @cached_property
    def _shapes(self) -> dict[str, str]:
        return {}

    def shape(self, told: _Told) -> str:
        """Return a rule as SHACL in Turtle, as it is written; empty if it is no shape."""
        if told.rule is None:
            return ""
        if told.code not in self._shapes:
            triples = self.site.moved(triples_of(told.rule, self._written))
            self._shapes[told.code] = triples_to_turtle(triples)
        return self._shapes[told.code]


def _counted(findings: Sequence[Finding]) -> _Found:
    """Return what counts of the findings of a rule; those that are not listed are let go of."""
    some = [finding for finding in findings if finding.status.counts]
    return _Found(some[:_LISTED], Counter(finding.severity for finding in some))


def rule_files(site: Site) -> Iterator[File]:
    """Yield the index of rules, one per stage, a page of each rule with its shape, and where the plan stands."""
    verdict = Verdict.of(site)
    for language in LANGUAGES:
        yield _index(verdict, Page(RULES, language))
        for stage in verdict.stages:
            yield _stage_page(verdict, stage, Page(f"{RULES}/stage/{stage.token}", language))
        for told in verdict.rules:
            yield _rule_page(verdict, told, Page(told.path, language))
        yield _standing(verdict, Page(STANDING, language))
    for told in verdict.rules:
        if shape := verdict.shape(told):
            yield File(f"{told.path}.ttl", shape.encode())


def severity_name(severity: Severity | None, language: str) -> str:
    """Return how bad something is in words; a rule that is off has a word of its own."""
    return message(f"content.severity.{severity.token if severity else 'off'}", language)


_TONES: Final = {Severity.VIOLATION: "bad", Severity.WARNING: "doubt", Severity.INFO: "plain", None: "off"}


def _index(verdict: Verdict, page: Page) -> File:
    language = page.language
    rows = []
    for told in verdict.rules:
        link = Shown(one_line(told.labels[language]), href=page.to(told.path))
        rows.append([link, *(Shown(_graded(verdict, told, stage.token, language)) for stage in verdict.stages)])
    rows.sort(key=lambda cells: cells[0].text.casefold())
    heads = [message("content.rules.rule", language), *(stage.titles[language] for stage in verdict.stages)]
    return verdict.site.file(
        "reference/rules.html",
        page,
        title=message("content.rules.title", language),
        intro=message("content.rules.intro", language, count=len(rows)),
        stages=[_stage_link(stage, page) for stage in verdict.stages],
        standing=page.to(STANDING),
        grid=Grid("rules", message("content.rules.caption", language), heads, rows),
    )


def _stage_link(stage: Profile, page: Page) -> Shown:
    return Shown(one_line(stage.titles[page.language]), href=page.to(f"{RULES}/stage/{stage.token}"))


def _graded(verdict: Verdict, told: _Told, stage: str, language: str) -> str:
    severity = verdict.severity(told, stage)
    name = severity_name(severity, language)
    count = verdict.of_rule(told, stage).count
    return message("content.rules.graded", language, severity=name, count=count) if count else name


def _stage_page(verdict: Verdict, stage: Profile, page: Page) -> File:
    language = page.language
    groups = []
    for severity in (Severity.VIOLATION, Severity.WARNING, Severity.INFO):
        chosen = [told for told in verdict.rules if verdict.severity(told, stage.token) is severity]
        rows = [
            [
                Shown(one_line(told.labels[language]), href=page.to(told.path)),
                Shown(one_line(told.whys[language])),
                Shown(str(verdict.of_rule(told, stage.token).count)),
            ]
            for told in sorted(chosen, key=lambda told: told.labels[language].casefold())
        ]
        heads = [message(f"content.rules.{name}", language) for name in ("rule", "why", "found")]
        heading = message(f"content.severity-group.{severity.token}", language)
        groups.append((heading, Grid(severity.token, heading, heads, rows, (False, False, True), seen=False)))
    return verdict.site.file(
        "reference/stage.html",
        page,
        title=message("content.rules.stage-title", language, stage=stage.titles[language]),
        about=stage.descriptions.get(language, ""),
        up=Shown(message("content.rules.title", language), href=page.to(RULES)),
        groups=groups,
    )


def _rule_page(verdict: Verdict, told: _Told, page: Page) -> File:
    language, site = page.language, verdict.site
    grades = [
        [
            _stage_link(stage, page),
            Shown(verdict.severity_text(told, stage.token, language)),
            Shown(str(verdict.of_rule(told, stage.token).count)),
        ]
        for stage in verdict.stages
    ]
    found = max((verdict.of_rule(told, stage.token) for stage in verdict.stages), key=lambda found: found.count)
    said = [texts[language] for texts in told.messages if language in texts]
    shape, caption = verdict.shape(told), message("content.rules.per-stage", language)
    heads = [message(f"content.rules.{name}", language) for name in ("stage", "severity", "found")]
    return site.file(
        "reference/rule.html",
        page,
        title=one_line(told.labels[language]),
        formats=[Format("SHACL (Turtle)", f"{told.path}.ttl", "text/turtle")] if shape else [],
        up=Shown(message("content.rules.title", language), href=page.to(RULES)),
        code=told.code,
        why=told.whys[language],
        remedy=without_placeholders(told.remedies[language]),
        sentences=list(dict.fromkeys(one_line(without_placeholders(sentence)) for sentence in said)),
        example=one_line(found.listed[0].messages[language]) if found.listed else "",
        grades=Grid("grades", caption, heads, grades, (False, False, True), seen=False),
        findings=[_finding(site, finding, page) for finding in found.listed],
        left=found.count - len(found.listed),
        sources=site.things(filter(None, map(site.at_home, told.rule.sources if told.rule else ())), page),
        shape=shape,
    )


def _finding(site: Site, finding: Finding, page: Page) -> tuple[Shown, str, list[Shown]]:
    focus = site.cell(finding.focus, page)
    return focus, one_line(finding.messages[page.language]), site.things(finding.owners, page)


def _findings(count: int, language: str) -> str:
    return message(f"content.standing.{'one' if count == 1 else 'many'}", language, count=count)


def _standing(verdict: Verdict, page: Page) -> File:
    language, site = page.language, verdict.site
    now, issued = verdict.standing, site.view.release.issued
    current = site.view.project.settings.stage
    counts: Counter[Severity] = Counter()
    for found in verdict.found[current].values():
        counts.update(found.severities)
    kinds = [
        [
            Shown(one_line(told.labels[language]), href=page.to(told.path)),
            Shown(severity_name(found.listed[0].severity, language)),
            Shown(str(found.count)),
        ]
        for told in verdict.rules
        if (found := verdict.of_rule(told, current)).listed
    ]
    waiting: dict[Iri, int] = Counter(owner for finding in now.separating for owner in finding.owners)
    heads = [message(f"content.rules.{name}", language) for name in ("rule", "severity", "found")]
    return site.file(
        "reference/standing.html",
        page,
        title=message("content.standing.title", language),
        issued=day(issued, language),
        reached=now.reached.titles[language] if now.reached else "",
        next=now.next.titles[language] if now.next else "",
        current=verdict.looked.stage_title(current, language),
        counts=[
            (severity_name(each, language), _TONES[each] if counts[each] else "plain", counts[each])
            for each in sorted(Severity, reverse=True)
        ],
        grid=Grid("kinds", message("content.standing.kinds", language), heads, kinds, (False, False, True), seen=False),
        separating=[_finding(site, finding, page) for finding in now.separating[:_LISTED]],
        separating_count=len(now.separating),
        owners=[
            (each, _findings(waiting[iri], language)) for iri in sorted(waiting) for each in site.things([iri], page)
        ],
        outlook=outlook_sentence(verdict.outlook, language, date.min) if verdict.outlook else "",
        rules=page.to(RULES),
        stages=[(_stage_link(stage, page), one_line(stage.descriptions.get(language, ""))) for stage in verdict.stages],
    )
