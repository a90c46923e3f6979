"""The check as a whole: rules, pinned texts, terms and titles, put into one report for a stage, with who owes what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from hgraph.dataset import Change
from hgraph.findings import Finding, FindingReport, Register, RuleText, Status, Unwatched
from hgraph.messages import catalogue
from hgraph.namespaces import HG, PREFIXES, RDF, RDFS, SH
from hgraph.project import Attribution, Project
from hgraph.settings import Settings
from hgraph.sources import check_anchors
from hgraph.terms import Iri, Term, Triple
from hgraph.validation import (
    NAMES,
    Changes,
    Extent,
    Outlook,
    Progress,
    Rule,
    RuleBook,
    Stages,
    Standing,
    StoreValidation,
    Target,
    ThingStanding,
    ValidationResult,
    Waivers,
    as_first_found,
    check_terms,
    code_of,
    compile_shapes,
    graded,
    near_duplicates,
    read_rules,
    read_stages,
    read_waivers,
    rule_iri,
    standing,
    standings,
    things_without_rule,
    today,
    touches_texts,
    touches_titles,
    validate_in_store,
    wrong_shape_findings,
)


@dataclass(frozen=True)
class Preparation:
    """The rules of a project, read and compiled, which needs none of its data."""

    rules: RuleBook
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

    def outlook(self, on: date | None = None) -> Outlook | None:
        """Return what would count if everything went to the next stage on a day, by default today.

        The next stage is the first one that is not reached; ``None`` if all are.
        """
        day = on or today()
        profile = self.standing(on=day).next
        if profile is None:
            return None
        counts = Counter(f.severity for f in self._judged(profile.token, day) if f.status.counts)
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


@dataclass(frozen=True)
class Since:
    """A change, and what was found before it if that is known."""

    change: Change
    earlier: Sequence[Finding] | None = None
    looked_at: Examination | None = None
    """The look before the change, in the same open project: what the change does not touch is taken from there."""

    @classmethod
    def look(cls, change: Change, before: Examination) -> Since:
        """Return a change after a look at the whole project."""
        return cls(change, before.findings, before)


def prepare(settings: Settings, on: date | None = None) -> Preparation:
    """Read and compile the rules of a project: what can be done while a store reads its data.

    ``on`` is the day for which they judge terms and the age of evidence, by default today. Raises ``UnreadableInput``
    for a file with rules that cannot be read.
    """
    written = read_rules(settings)
    rules = written.on(on) if on else written
    compile_shapes(rules.triples)  # what it gives is kept there
    return Preparation(rules, read_stages(settings))


def examine(
    project: Project, since: Since | None = None, prepared: Callable[[], Preparation] | None = None
) -> Examination:
    """Look at a project once: every rule as written, every pinned text, term and title. Nothing is written.

    ``prepared`` gives what ``prepare`` returned for the same settings; without it, that is done here, unless an earlier
    look at the same open project has it.

    With ``since``, only what the change can concern is looked at; with what was found before it, the findings are then
    those of the whole project all the same, without it only those within the ``extent``. A change of the rules
    themselves concerns everything. A rule that is itself wrong is a finding, and the others run. Raises
    ``UnreadableInput`` for a file with rules that cannot be read and ``EndpointError`` if a remote store fails.
    """
    seen = since.looked_at if since and not since.change.rules else None
    given = seen.preparation if seen else prepared() if prepared else prepare(project.settings)
    rules, stages = given.rules, given.stages
    change = since.change if since and not since.change.rules else None
    before = seen if change and not _touches_targets(change, rules) else None
    validated = _validated(project, rules, change, before)
    extent = _extent(project, change, validated.scope) if change and validated.scope is not None else None
    earlier = since.earlier if since and extent else None
    finder = _Finder(project, rules, _still_known(seen, change))
    left = finder.again([finding for finding in earlier or () if extent and not extent.covers(finding)])
    wrong = wrong_shape_findings(validated.wrong, rules, project.settings.folder)
    shapes = finder.complete(validated.result.findings) + [f for f in left if f.rule in rules.by_shape]
    others = finder.complete([*wrong, *_beyond_shapes(project, extent)])
    others += [finding for finding in left if finding.rule not in rules.by_shape]
    waivers = read_waivers(project)
    known = {rule.iri for rule in rules} | {rule_iri(rule.code) for rule in other_rules()}
    stopped = {rules.rule_of(shape).iri for shape in validated.wrong}
    judged = extent.covers_all if extent and earlier is None else None
    on_waivers = finder.complete(waivers.problems([*shapes, *others], known, project, stopped, judged))
    return Examination(
        project,
        given,
        replace(validated.result, findings=tuple(shapes)),
        (*others, *on_waivers),
        finder.attribution,
        waivers,
        frozenset(map(code_of, stopped)),
        before.unwatched if before else _unwatched(project, [r for r in rules if r.iri not in stopped], stages),
        extent if earlier is None else None,
    )


def _still_known(seen: Examination | None, change: Change | None) -> Attribution | None:
    """Return what an earlier look knows of things, if the change leaves all of it standing."""
    known = seen.attribution if seen and change else None
    return known if known and change and known.holds_after(change.properties) else None


def _validated(project: Project, rules: RuleBook, change: Change | None, before: Examination | None) -> StoreValidation:
    """Run the rules, after a change only where it concerns them."""

    def statements() -> Iterable[Triple]:
        return project.store.construct(project.query("validation/statements"))

    changes = Changes(change.statements, project.store, NAMES) if change else None
    looked_at = before.result.targets if before else None
    return validate_in_store(project.store, rules.triples, rules, project.labels, statements, changes, looked_at)


def _touches_targets(change: Change, rules: RuleBook) -> bool:
    """Say whether a change may concern which things rules look at, by their class or by their properties."""
    links = {target.term for rule in rules for target in rule.targets if target.kind != SH.targetClass}
    return any(p in links or p in (RDF.type, RDFS.subClassOf, HG.statementKind) for _, p, _ in change.statements)


def _unwatched(project: Project, rules: Sequence[Rule], stages: Stages) -> dict[str, tuple[Unwatched, ...]]:
    """Return the things that no rule looks at, by stage; stages that look at the same are asked about once."""
    known: dict[frozenset[Target], tuple[Unwatched, ...]] = {}
    found = {}
    for stage in stages.tokens:
        active = [rule for rule in rules if stages.grade(rule, stage) is not None]
        targets = frozenset(target for rule in active for target in rule.targets)
        if targets not in known:
            known[targets] = things_without_rule(project, targets)
        found[stage] = known[targets]
    groups = [group for groups in known.values() for group in groups]
    project.labels.learn(name for group in groups for name in (group.class_, *group.things))
    return found


def _extent(project: Project, change: Change, scope: Mapping[Iri, frozenset[Term] | None]) -> Extent:
    """Return how far the check after a change has to reach."""
    renamed = {str(subject) for subject, predicate, _ in change.statements if predicate in NAMES}
    graphs = {Iri(str(row[0])) for row in project.select_about("validation/subject-graphs", renamed)}
    return Extent(scope, change.graphs | graphs, touches_texts(change), touches_titles(change))


def _beyond_shapes(project: Project, extent: Extent | None) -> list[Finding]:
    """Return what is found by rules that are not shapes, as far as the check has to reach."""
    if extent is None:
        return [*check_anchors(project), *check_terms(project), *near_duplicates(project)]
    texts = check_anchors(project) if extent.texts else []
    titles = near_duplicates(project) if extent.titles else []
    return [*texts, *check_terms(project, extent.graphs), *titles]


def _on_waivers(rule: Rule) -> bool:
    """Say whether a rule looks at waivers only: that there are none is no gap in a plan."""
    return all(target.term == HG.Waiver for target in rule.targets)


def other_rules() -> list[RuleText]:
    """Return the texts of the rules that are not shapes: on shapes themselves, texts, terms, titles and waivers."""
    return [
        RuleText(code, entry["label"], entry["why"], entry["remedy"])
        for code, entry in sorted(catalogue("rules").items())
    ]


class _Finder:
    """Adds to a finding where its subject is described, who owes it and what explains it, from questions asked once."""

    def __init__(self, project: Project, rules: RuleBook, known: Attribution | None = None) -> None:
        """Take what is known of things already, if an earlier look knows it and all of it still stands."""
        self._project = project
        self._settled = known is not None
        self.attribution = known or Attribution(project)
        self._subjects: Mapping[str, Iri] = {rule.code: rule.subject for rule in rules if rule.subject}

    def complete(self, findings: Sequence[Finding]) -> list[Finding]:
        """Return the findings with place, owners and known gaps filled in."""
        self.attribution.learn(str(finding.focus) for finding in findings)
        completed = [self._complete(finding) for finding in findings]
        self._project.labels.learn(_named(completed))
        return completed

    def again(self, earlier: Sequence[Finding]) -> list[Finding]:
        """Return findings of an earlier look with what was filled in then, or in the place of that what stands now."""
        if not self._settled:
            return self.complete([as_first_found(finding) for finding in earlier])
        self._project.labels.learn(_named(earlier))
        return list(earlier)

    def _complete(self, finding: Finding) -> Finding:
        focus, known = str(finding.focus), self.attribution
        graph = finding.place.graph or known.graph(focus)
        file = finding.place.file or self._project.file_of(graph)
        place = replace(finding.place, graph=graph, file=file)
        missing = self._subjects.get(finding.code)
        return replace(finding, place=place, owners=known.owners(focus, missing), gaps=known.gaps(focus, missing))


def _named(findings: Iterable[Finding]) -> Iterator[str]:
    """Yield all things a report of findings may call by name."""
    for finding in findings:
        place = finding.place
        terms = (finding.focus, finding.value, place.graph, place.document, place.passage)
        yield from (term for term in (*terms, *finding.owners, *finding.gaps) if isinstance(term, Iri))
