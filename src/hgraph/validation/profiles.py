"""Stages as profiles that inherit: which rule is how bad in which stage, and the shapes graph that follows from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from hgraph.dataset import read_triples
from hgraph.errors import UnreadableInput, UsageError
from hgraph.findings import Severity
from hgraph.namespaces import DCT, HG, PROF, RDF, SH, XSD
from hgraph.settings import Settings
from hgraph.terms import Iri, Literal, Term, Triple
from hgraph.validation.rules import SEVERITIES, Rule, RuleBook

_GRADES: Final[Mapping[str, Severity | None]] = {
    HG.gradesAsViolation: Severity.VIOLATION,
    HG.gradesAsWarning: Severity.WARNING,
    HG.gradesAsInfo: Severity.INFO,
    HG.switchesOff: None,
}
_SHAPE_OF: Final[Mapping[Severity, Iri]] = {severity: Iri(iri) for iri, severity in SEVERITIES.items()}
_YES: Final = Literal("true", Iri(XSD.boolean))


@dataclass(frozen=True)
class Profile:
    """One stage: its token, its texts, the stage it builds on, and the rules it grades anew (``None`` is off)."""

    iri: Iri
    token: str
    titles: Mapping[str, str]
    descriptions: Mapping[str, str]
    parent: Iri | None = None
    grades: Mapping[Iri, Severity | None] = field(default_factory=dict, repr=False)


class Stages:
    """All stages, from the first to the last."""

    def __init__(self, profiles: Iterable[Profile]) -> None:
        """Take the profiles in any order. Raises ``UnreadableInput`` if one builds on itself or on an unknown one."""
        self._by_iri = {profile.iri: profile for profile in profiles}
        self._chains = {profile.iri: self._chain(profile) for profile in self._by_iri.values()}
        ordered = sorted(self._by_iri.values(), key=lambda profile: (len(self._chains[profile.iri]), profile.token))
        self.profiles: tuple[Profile, ...] = tuple(ordered)

    def __iter__(self) -> Iterator[Profile]:
        """Return the stages, those that others build on first."""
        return iter(self.profiles)

    @property
    def tokens(self) -> tuple[str, ...]:
        """Names of the stages as typed on the command line."""
        return tuple(profile.token for profile in self.profiles)

    @property
    def last(self) -> str:
        """Name of the stage that nothing builds on; of several, the one with the most stages under it."""
        return self.profiles[-1].token

    def find(self, token: str) -> Profile:
        """Return the stage with this name. Raises ``UsageError`` (``unknown-stage``) with the known names."""
        for profile in self.profiles:
            if profile.token == token:
                return profile
        raise UsageError("unknown-stage", stage=token, known=", ".join(self.tokens))

    def chain(self, token: str) -> tuple[Profile, ...]:
        """Return the stages from the first up to and including this one. Raises ``UsageError`` for an unknown one."""
        return self._chains[self.find(token).iri]

    def grade(self, rule: Rule, token: str) -> Severity | None:
        """Return how bad a rule is in a stage; ``None`` if it is off.

        The nearest stage that says something decides; a rule that no stage names keeps its own severity.
        """
        for profile in reversed(self.chain(token)):
            if rule.iri in profile.grades:
                return profile.grades[rule.iri]
        return rule.severity

    def grades(self, rules: Iterable[Rule], token: str) -> dict[Iri, Severity | None]:
        """Return how bad each rule is in a stage, as ``grade`` says."""
        return {rule.iri: self.grade(rule, token) for rule in rules}

    def _chain(self, profile: Profile) -> tuple[Profile, ...]:
        chain = [profile]
        while (parent := chain[-1].parent) is not None:
            if parent not in self._by_iri or self._by_iri[parent] in chain:
                raise UnreadableInput("broken-profile", profile=profile.token, parent=parent)
            chain.append(self._by_iri[parent])
        return tuple(reversed(chain))


def read_stages(settings: Settings) -> Stages:
    """Return the stages of a project: the shipped profiles and its own.

    Raises ``UnreadableInput`` for a file that is not Turtle, or profiles that do not form a chain.
    """
    triples = [triple for path in settings.content("shapes", "profiles/*.ttl") for triple in read_triples(path)]
    about: dict[Iri, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in triples:
        about[Iri(str(subject))][predicate].append(value)
    return Stages(
        _profile(subject, properties) for subject, properties in about.items() if PROF.Profile in properties[RDF.type]
    )


def _profile(subject: Iri, properties: Mapping[str, list[Term]]) -> Profile:
    parents = properties.get(PROF.isProfileOf, [])
    return Profile(
        iri=subject,
        token=str(properties.get(PROF.hasToken, [subject.rpartition("/")[2]])[0]),
        titles=_by_language(properties.get(DCT.title, [])),
        descriptions=_by_language(properties.get(DCT.description, [])),
        parent=Iri(str(parents[0])) if parents else None,
        grades={Iri(str(rule)): severity for term, severity in _GRADES.items() for rule in properties.get(term, [])},
    )


def _by_language(texts: Iterable[Term]) -> dict[str, str]:
    return {text.language or "": text.lexical for text in texts if isinstance(text, Literal)}


def effective_shapes(rules: RuleBook, stages: Stages, token: str) -> list[Triple]:
    """Return the shapes graph of one stage, for any SHACL engine.

    Every severity is replaced, on the node shape and on its property shapes; a rule that is off is deactivated.
    Raises ``UsageError`` for an unknown stage.
    """
    grades = stages.grades(rules, token)
    shapes = {shape: rule.iri for shape, rule in rules.by_shape.items()}
    rated = shapes.keys() - rules.queries.keys()
    kept = [triple for triple in rules.triples if not (triple[1] == SH.severity and triple[0] in rated)]
    for shape in sorted(rated):
        severity = grades[shapes[shape]]
        if severity is not None:
            kept.append((Iri(shape), Iri(SH.severity), _SHAPE_OF[severity]))
        elif shape == shapes[shape]:
            kept.append((Iri(shape), Iri(SH.deactivated), _YES))
    return kept
