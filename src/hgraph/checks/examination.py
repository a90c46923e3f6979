"""What was found in one look at a project, graded and counted as a stage has it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from hgraph.findings import Finding, FindingReport, Register, RuleText, Status, Unwatched
from hgraph.messages import catalogue
from hgraph.namespaces import HG, PREFIXES
from hgraph.project import Attribution, Project
from hgraph.terms import Iri
from hgraph.validation import (
    Extent,
    Outlook,
    Plan,
    Progress,
    Rule,
    RuleBook,
    Stages,
    Standing,
    ThingStanding,
    ValidationResult,
    Waivers,
    code_of,
    graded,
    rule_iri,
    standing,
    standings,
    today,
)


@dataclass(frozen=True)
class Preparation:
    """The rules of a project, read and compiled, which needs none of its data."""

    rules: RuleBook
    plan: Plan
    stages: Stages


@dataclass(frozen=True)
class Examination:
    """Everything that was found in one look at a project, before any stage has graded it."""

    project: Project
    preparation: Preparation
    result: ValidationResult
    ungraded: tuple[Finding, ...]
    """Findings of wrong shapes, of texts, of terms, of titles and of waivers: equally bad in every stage."""
    attribution: Attribution = field(repr=False)
    """What is known of the things that findings are about."""
    waivers: Waivers = field(default_factory=Waivers)
    not_run: frozenset[str] = frozenset()
    """Codes of the rules that are wrong themselves and were not run."""
    unwatched: Mapping[str, tuple[Unwatched, ...]] = field(default_factory=dict)
    """The things that no rule of a stage looked at, by stage."""
    extent: Extent | None = None
    """After a change, how far the look reached and the findings with it; ``None``: it reached everything."""

    @property
    def rules(self) -> RuleBook:
        """The rules as written."""
        return self.preparation.rules

    @property
    def stages(self) -> Stages:
        """The stages there are."""
        return self.preparation.stages

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, with shapes graded as written, whoever has accepted them."""
        return (*self.result.findings, *self.ungraded)

    def report(self, stage: str, on: date | None = None) -> FindingReport:
        """Return the findings as a stage grades them and as waivers leave them on a day, by default today.

        What the stage switches off is left out; what is waived stays, and is counted. Raises ``UsageError``
        (``unknown-stage``).
        """
        day = on or today()
        active = self.active(stage)
        silent = {rule.code for rule in self.rules if rule.code in active and not _on_waivers(rule)}
        without = [code for code in self.result.rules_without_target if code in silent]
        report = FindingReport.of(
            stage,
            self._judged(stage, day),
            len(active),
            without,
            on=day,
            rules_not_run=self._not_run_in(stage),
            unwatched=self.unwatched.get(stage, ()),
        )
        return replace(report, partial=self.extent is not None)

    def by_rule(self, stage: str, on: date | None = None) -> Iterator[tuple[str, tuple[Finding, ...]]]:
        """Yield the findings of ``report`` rule by rule, by code: nothing of one is kept for the next.

        Raises ``UsageError`` (``unknown-stage``).
        """
        found: dict[str, list[Finding]] = defaultdict(list)
        for finding in self.findings:
            found[finding.code].append(finding)
        for code, some in found.items():
            judged = self.waivers.over(graded(some, self.rules, self.stages, stage), on or today())
            yield code, FindingReport.of(stage, judged, 0).findings

    def outlook(self, on: date | None = None) -> Outlook | None:
        """Return what would count if everything went to the next stage on a day, by default today.

        The next stage is the first one that is not reached; ``None`` if all are.
        """
        day = on or today()
        profile = self.standing(on=day).next
        if profile is None:
            return None
        grades = self.stages.grades(self.rules, profile.token)
        found = [f for f in self.waivers.over(self.findings, day) if f.status.counts]
        counts = Counter(severity for f in found if (severity := grades.get(f.rule, f.severity)) is not None)
        return Outlook(profile, day, counts)

    def _judged(self, stage: str, day: date) -> tuple[Finding, ...]:
        return self.waivers.over(graded(self.findings, self.rules, self.stages, stage), day)

    def _not_run_in(self, stage: str) -> list[str]:
        """Return the rules that a stage would have run if they were not wrong."""
        off = {rule.code for rule in self.rules if self.stages.grade(rule, stage) is None}
        return sorted(self.not_run - off)

    def active(self, stage: str) -> frozenset[str]:
        """Return the codes of the rules that run in a stage, those that are not shapes included.

        That are all but those the stage switches off and those that are wrong themselves.
        """
        shapes = {rule.code for rule in self.rules if self.stages.grade(rule, stage) is not None}
        return frozenset((shapes - self.not_run) | {rule.code for rule in other_rules()})

    def standing(self, thing: Iri | None = None, on: date | None = None) -> Standing:
        """Return how far the whole project, or one thing, has come on a day, by default today.

        A waived violation does not hold a plan back: whoever waived it decided that it may go on, and the report keeps
        saying so. From the day after the waiver's last, the violation holds it back again.
        """
        if thing is None:
            return standing(self._not_waived(on), self.rules, self.stages)
        return standings([thing], self._not_waived(on), self.rules, self.stages)[thing]

    def progress(self, thing: Iri | None = None, on: date | None = None) -> Progress:
        """Return how far everything together has come, with each thing and the next stage; or how far one thing has."""
        day = on or today()
        things = self.standings(day)
        if thing is None:
            return Progress(self.standing(on=day), things, self.stages, day, self.outlook(day))
        standing = self.standing(thing, day)
        found = next((each for each in things if each.thing == thing), ThingStanding(thing, (), standing))
        return Progress(standing, [found], self.stages, day, one_thing=True)

    def standings(self, on: date | None = None) -> tuple[ThingStanding, ...]:
        """Return how far each thing of an own class has come on a day, by default today, in order of IRI."""
        classes: dict[Iri, set[Iri]] = defaultdict(set)
        for thing, class_ in self.project.select("internal/types").rows:
            if str(class_).startswith(PREFIXES["hg"]):
                classes[Iri(str(thing))].add(Iri(str(class_)))
        found = standings(classes, self._not_waived(on), self.rules, self.stages)
        return tuple(ThingStanding(thing, tuple(sorted(own)), found[thing]) for thing, own in sorted(classes.items()))

    def _not_waived(self, on: date | None) -> tuple[Finding, ...]:
        judged = self.waivers.over(self.findings, on or today())
        return tuple(finding for finding in judged if finding.status is not Status.WAIVED)

    def stage_title(self, stage: str, language: str) -> str:
        """Return the name of a stage as people read it."""
        return self.stages.find(stage).titles[language]

    def rule_named(self, name: str) -> Iri:
        """Return the rule with this code, name, CURIE or IRI, also one that is not a shape.

        Raises ``UsageError`` (``unknown-rule``).
        """
        code = code_of(name)
        return rule_iri(code) if code in catalogue("rules") else self.rules.find(name).iri

    def rule_label(self, rule: Iri) -> Mapping[str, str]:
        """Return what a rule is called, per language."""
        return self.register().rules[code_of(rule)].label

    def register(self) -> Register:
        """Return the names and rule texts that reports need."""
        found = {self.rules.rule_of(finding.rule).code: finding.rule for finding in self.result.findings}
        rules = [*map(self.rules.rule_of, found.values()), *self.rules]
        own = (RuleText(r.code, r.labels, r.whys, r.remedies, r.sources[0] if r.sources else None) for r in rules)
        return Register(self.project.settings.title, [*own, *other_rules()], self.project.labels.label)


def _on_waivers(rule: Rule) -> bool:
    """Say whether a rule looks at waivers only: that there are none is no gap in a plan."""
    return all(target.term == HG.Waiver for target in rule.targets)


def other_rules() -> list[RuleText]:
    """Return the texts of the rules that are not shapes: on shapes themselves, texts, terms, titles and waivers."""
    return [
        RuleText(code, entry["label"], entry["why"], entry["remedy"])
        for code, entry in sorted(catalogue("rules").items())
    ]
