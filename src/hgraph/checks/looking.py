"""One look at a project: the rules, and beside them pinned texts, terms and titles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from hgraph.checks.examination import Examination, Preparation, other_rules
from hgraph.checks.finder import Finder
from hgraph.dataset import Change
from hgraph.findings import Finding, Unwatched
from hgraph.namespaces import HG, RDF, RDFS, SH
from hgraph.project import Attribution, Project
from hgraph.settings import Settings
from hgraph.sources import check_anchors
from hgraph.terms import Iri, Term, Triple
from hgraph.validation import (
    NAMES,
    Changes,
    Extent,
    RuleBook,
    StoreValidation,
    Target,
    ValidationResult,
    check_terms,
    code_of,
    compile_shapes,
    near_duplicates,
    read_rules,
    read_stages,
    read_waivers,
    rule_iri,
    things_without_rule,
    touches_texts,
    touches_titles,
    validate_in_store,
    wrong_shape_findings,
)


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
    return Preparation(rules, compile_shapes(rules.triples), read_stages(settings))


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
    rules = given.rules
    change = since.change if since and not since.change.rules else None
    before = seen if change and not _touches_targets(change, rules) else None
    look = _changed(project, given, change, before) if change else _whole(project, given)
    result, found = _taken(look)
    wrong_shapes, extent = look.validated.wrong, look.extent
    earlier = since.earlier if since and extent else None
    finder = Finder(project, rules, _still_known(seen, change))
    left = finder.again([finding for finding in earlier or () if extent and not extent.covers(finding)])
    shapes = finder.completed(found) + [f for f in left if f.rule in rules.by_shape]
    others = finder.complete([*wrong_shape_findings(wrong_shapes, rules, project.settings.folder), *look.beyond])
    others += [finding for finding in left if finding.rule not in rules.by_shape]
    waivers = read_waivers(project)
    known = {rule.iri for rule in rules} | {rule_iri(rule.code) for rule in other_rules()}
    stopped = {rules.rule_of(shape).iri for shape in wrong_shapes}
    judged = extent.covers_all if extent and earlier is None else None
    on_waivers = finder.complete(waivers.problems([*shapes, *others], known, project, stopped, judged))
    return Examination(
        project,
        given,
        replace(result, findings=tuple(shapes)),
        (*others, *on_waivers),
        finder.attribution,
        waivers,
        frozenset(map(code_of, stopped)),
        look.unwatched,
        extent if earlier is None else None,
    )


@dataclass
class _Look:
    """What the rules found, and what is found beyond them: texts, terms, titles and things that no rule looked at."""

    validated: StoreValidation
    beyond: Sequence[Finding]
    unwatched: Mapping[str, tuple[Unwatched, ...]]
    extent: Extent | None = None


def _taken(look: _Look) -> tuple[ValidationResult, list[Finding]]:
    """Return the result of a look without its findings, and the findings.

    The look keeps none: there may be very many, and each is about to be put in the place of another one.
    """
    validated = look.validated
    bare = replace(validated.result, findings=())
    look.validated = replace(validated, result=bare)
    return bare, list(validated.result.findings)


def _whole(project: Project, given: Preparation) -> _Look:
    """Look at everything, at what the rules do not need beside them."""
    wrong = given.plan.wrong

    def others() -> tuple[list[Finding], dict[str, tuple[Unwatched, ...]]]:
        return _beyond_shapes(project, None), _unwatched(project, given, wrong)

    with project.store.beside(others) as meanwhile:
        validated = _validated(project, given, None, None)
        beyond, unwatched = meanwhile()
    if validated.wrong.keys() != wrong.keys():  # pySHACL refused a rule too
        unwatched = _unwatched(project, given, validated.wrong)
    _learn(project, unwatched)
    return _Look(validated, beyond, unwatched)


def _changed(project: Project, given: Preparation, change: Change, before: Examination | None) -> _Look:
    """Look at what a change concerns."""
    validated = _validated(project, given, change, before)
    extent = _extent(project, change, validated.scope) if validated.scope is not None else None
    unwatched = before.unwatched if before else _unwatched(project, given, validated.wrong)
    _learn(project, {} if before else unwatched)
    return _Look(validated, _beyond_shapes(project, extent), unwatched, extent)


def _still_known(seen: Examination | None, change: Change | None) -> Attribution | None:
    """Return what an earlier look knows of things, if the change leaves all of it standing."""
    known = seen.attribution if seen and change else None
    return known if known and change and known.holds_after(change.properties) else None


def _validated(
    project: Project, given: Preparation, change: Change | None, before: Examination | None
) -> StoreValidation:
    """Run the rules, after a change only where it concerns them."""

    def statements() -> Iterable[Triple]:
        return project.store.construct(project.query("validation/statements"))

    changes = Changes(change.statements, project.store, NAMES) if change else None
    looked_at = before.result.targets if before else None
    return validate_in_store(project.store, given.plan, given.rules, project.labels, statements, changes, looked_at)


def _touches_targets(change: Change, rules: RuleBook) -> bool:
    """Say whether a change may concern which things rules look at, by their class or by their properties."""
    links = {target.term for rule in rules for target in rule.targets if target.kind != SH.targetClass}
    return any(p in links or p in (RDF.type, RDFS.subClassOf, HG.statementKind) for _, p, _ in change.statements)


def _unwatched(project: Project, given: Preparation, wrong: Iterable[Iri]) -> dict[str, tuple[Unwatched, ...]]:
    """Return the things that no rule but the wrong ones looks at, by stage; stages that look at the same share it."""
    known: dict[frozenset[Target], tuple[Unwatched, ...]] = {}
    found = {}
    rules, stages = given.rules, given.stages
    stopped = {rules.rule_of(shape).iri for shape in wrong}
    for stage in stages.tokens:
        active = [rule for rule in rules if rule.iri not in stopped and stages.grade(rule, stage) is not None]
        targets = frozenset(target for rule in active for target in rule.targets)
        if targets not in known:
            known[targets] = things_without_rule(project, targets)
        found[stage] = known[targets]
    return found


def _learn(project: Project, unwatched: Mapping[str, Iterable[Unwatched]]) -> None:
    """Ask for all names at once that a report of these things needs."""
    groups = {group for groups in unwatched.values() for group in groups}
    project.labels.learn(name for group in groups for name in (group.class_, *group.things))


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
