"""The order of a track is never silently broken: compiled rules and pySHACL say what a few lines of Python say."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from hgraph.dataset import read_triples, read_vocabulary
from hgraph.dataset.conversion import to_oxigraph, to_triple
from hgraph.labels import LabelIndex
from hgraph.namespaces import DCAT, DCT, ELI_DL, HG, LEGISLATIVE_STEP, PREFIXES, RDF, SH, XSD
from hgraph.settings import load_settings
from hgraph.store import EmbeddedStore
from hgraph.store.values import to_engine
from hgraph.terms import Iri, Literal, Triple
from hgraph.validation import read_rules, validate
from hgraph.validation.compiler import compile_shapes, run

ROOT = Path(__file__).parents[2]
SETTINGS = load_settings(ROOT)
RULES = read_rules(SETTINGS)
CODES = ("steps-out-of-order", "step-not-recorded", "step-outside-procedure")
WORDS = [to_triple(triple) for graph in read_vocabulary(SETTINGS) for triple in graph.triples]
DECREE = "https://data.vlaanderen.be/id/concept/AardWetgeving/Decreet"
DECISION = "https://data.vlaanderen.be/id/concept/AardWetgeving/BesluitVanDeVlaamseRegering"
LIST = [triple for triple in WORDS if triple[0].startswith(PREFIXES["legislative-step"])]
STAGES = sorted(
    s for s, p, o in WORDS if p == RDF.type and o.endswith("#Concept") and s.startswith(PREFIXES["legislative-step"])
)
FIRST = date(2021, 1, 1)
NAMES = (
    "voorbereiding", "ikw", "principiele-goedkeuring", "advies-raad-van-state", "definitieve-goedkeuring",
    "parlement", "bekrachtiging", "bekendmaking", "inwerkingtreding",
)  # fmt: skip
"""The way of a decree, in order."""
NEEDED = ("principiele-goedkeuring", *NAMES[4:])
"""What a decree cannot do without."""


@dataclass(frozen=True)
class Made:
    """A step of a track made at random; days are counted from a first one, and an unknown end is ``None``."""

    stage: Iri
    planned: bool
    start: int | None
    end: int | None


@dataclass(frozen=True)
class MadeTrack:
    """A track made at random."""

    type: str | None
    steps: tuple[Made, ...]


def _steps() -> st.SearchStrategy[Made]:
    day = st.integers(0, 5)
    spans = st.one_of(
        day.map(lambda one: (one, one)),
        st.tuples(day, st.integers(0, 3)).map(lambda pair: (pair[0], pair[0] + pair[1])),
        day.map(lambda one: (None, one)),
        day.map(lambda one: (one, None)),
        st.just((None, None)),
    )
    return st.builds(
        lambda stage, planned, span: Made(Iri(stage), planned, *span), st.sampled_from(STAGES), st.booleans(), spans
    )


TRACKS = st.lists(
    st.builds(
        MadeTrack,
        st.sampled_from([None, DECREE, DECISION, "https://data.vlaanderen.be/id/concept/AardWetgeving/Omzendbrief"]),
        st.lists(_steps(), min_size=1, max_size=6).map(tuple),
    ),
    min_size=1,
    max_size=3,
)


def triples_of(tracks: list[MadeTrack]) -> list[Triple]:
    """Return the tracks as statements, the n-th step of the m-th track under ``urn:m:n``."""
    made: list[Triple] = []
    for m, track in enumerate(tracks):
        name = Iri(f"urn:track:{m}")
        made.append((name, Iri(RDF.type), Iri(ELI_DL.LegislativeProcess)))
        if track.type:
            made.append((name, Iri(ELI_DL.foreseen_type_document), Iri(track.type)))
        for n, step in enumerate(track.steps):
            made += _of_step(name, Iri(f"urn:step:{m}:{n}"), step)
    return made


def _of_step(track: Iri, name: Iri, step: Made) -> list[Triple]:
    form = ELI_DL.ForeseenActivity if step.planned else ELI_DL.LegislativeActivity
    made: list[Triple] = [
        (track, Iri(ELI_DL.consists_of), name),
        (name, Iri(RDF.type), Iri(form)),
        (name, Iri(ELI_DL.occured_at_stage), step.stage),
    ]
    if not step.planned and step.start is not None and step.start == step.end:
        return [*made, (name, Iri(ELI_DL.activity_date), _day(step.start))]
    period = Iri(f"{name}:period")
    made.append((name, Iri(HG.plannedPeriod if step.planned else DCT.temporal), period))
    made += [
        (period, Iri(end), _day(day))
        for end, day in ((DCAT.startDate, step.start), (DCAT.endDate, step.end))
        if day is not None
    ]
    return made


def _day(number: int) -> Literal:
    return Literal((FIRST + timedelta(days=number)).isoformat(), Iri(XSD.date))


def procedures() -> tuple[dict[str, dict[str, set[str]]], dict[str, dict[str, set[str]]]]:
    """Return, per type of act and stage, the stages that may come later and those it presupposes."""
    about: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for s, p, o in WORDS:
        about[s][p].append(str(o))
    later: dict[str, dict[str, set[str]]] = defaultdict(dict)
    needs: dict[str, dict[str, set[str]]] = defaultdict(dict)
    for parts in list(about.values()):
        if HG.ProcedureStep in parts[RDF.type]:
            (type_,), (stage,) = parts[ELI_DL.foreseen_type_document], parts[HG.atStage]
            later[type_][stage] = {about[other][HG.atStage][0] for other in parts[HG.mayPrecede]}
            needs[type_][stage] = {about[other][HG.atStage][0] for other in parts[HG.presupposes]}
    return later, needs


LATER, NEEDS = procedures()


def expected(tracks: list[MadeTrack]) -> set[tuple[str, str, str]]:
    """Return what is wrong with the tracks, by the words of the rules: rule, track and value."""
    wrong: set[tuple[str, str, str]] = set()
    for m, track in enumerate(tracks):
        name, type_ = f"urn:track:{m}", track.type or DECREE
        later, needs = LATER.get(type_, {}), NEEDS.get(type_, {})
        for n, one in enumerate(track.steps):
            for other in track.steps:
                known = one.planned == other.planned and one.end is not None and other.start is not None
                in_procedure = one.stage in later and other.stage in later
                if known and in_procedure and one.end < other.start and other.stage not in later[one.stage]:
                    wrong.add(("steps-out-of-order", name, f"urn:step:{m}:{n}"))
            if track.type and later and one.stage not in later:
                wrong.add(("step-outside-procedure", name, f"urn:step:{m}:{n}"))
            there = {step.stage for step in track.steps if one.planned or not step.planned}
            wrong |= {("step-not-recorded", name, stage) for stage in needs.get(one.stage, set()) - there}
    return wrong


def shapes() -> list[Triple]:
    """Return the three rules with the prefixes they need."""
    iris = {iri for code in CODES for iri in (RULES.find(code).iri, *RULES.find(code).constraints)}
    return [t for t in RULES.triples if t[0] in iris or t[1] in (SH.prefix, SH.namespace, SH.declare)]


SHAPES = shapes()
PLAN = compile_shapes(SHAPES)


def compiled(data: list[Triple]) -> set[tuple[str, str, str]]:
    """Return what the compiled rules find."""
    store = EmbeddedStore.in_memory()
    for graph, triples in ((Iri("urn:words"), LIST), (Iri("urn:data"), data)):
        store.add(graph, (ox.Triple(to_oxigraph(s), ox.NamedNode(p), to_engine(o)) for s, p, o in triples))
    found = {(RULES.rule_of(r.shape).code, str(r.focus), str(r.value)) for r in run(PLAN, store)}
    store.close()
    return found


def by_pyshacl(data: list[Triple]) -> set[tuple[str, str, str]]:
    """Return what pySHACL finds."""
    result = validate([*data, *LIST], SHAPES, RULES, LabelIndex())
    return {(finding.code, str(finding.focus), str(finding.value)) for finding in result.findings}


@given(TRACKS)
@settings(max_examples=25, derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_rules_find_what_is_wrong_and_nothing_else(tracks: list[MadeTrack]):
    data = triples_of(tracks)
    note("\n".join(map(str, data)))
    wanted = expected(tracks)
    assert compiled(data) == wanted
    assert by_pyshacl(data) == wanted


@given(TRACKS)
@settings(max_examples=150, derandomize=True, database=None, deadline=None)
def test_the_compiled_rules_alone_over_many_more_tracks(tracks: list[MadeTrack]):
    assert compiled(triples_of(tracks)) == expected(tracks)


@given(st.sets(st.sampled_from(NAMES)), st.permutations(range(9)))
@settings(max_examples=100, derandomize=True, database=None, deadline=None)
def test_steps_in_the_order_of_a_decree_pass_and_a_later_one_before_an_earlier_does_not(
    left_out: set[str], order: list[int]
):
    stages = [name for name in NAMES if name not in left_out]
    days = [day for day in order if day < len(stages)]
    track = MadeTrack(
        DECREE,
        tuple(Made(Iri(PREFIXES["legislative-step"] + name), planned=False, start=day, end=day)
              for name, day in zip(stages, days, strict=True)),
    )  # fmt: skip
    broken = any(
        days[i] > days[j] and not free(stages[i], stages[j])
        for i in range(len(stages))
        for j in range(i + 1, len(stages))
    )
    found = compiled(triples_of([track]))
    assert any(rule == "steps-out-of-order" for rule, _, _ in found) == broken
    reached = [name for name in stages if name in NEEDED]
    missing = [name for name in NEEDED[: NEEDED.index(reached[-1])] if name not in stages] if reached else []
    recorded = {value.rpartition("/")[2] for rule, _, value in found if rule == "step-not-recorded"}
    assert recorded == set(missing)


def free(earlier: str, later: str) -> bool:
    """Say whether the later of two stages of a decree may also come first: talks come back, and law may work back."""
    rounds = {"ikw", "principiele-goedkeuring", "advies-raad-van-state"}
    return {earlier, later} <= rounds or (earlier, later) == ("bekendmaking", "inwerkingtreding")


class TestTheCodeList:
    """The order stands in the code list as data, and agrees with itself."""

    @pytest.mark.parametrize("type_", [DECREE, DECISION])
    def test_what_may_come_later_may_still_come_after_what_came_later(self, type_: str):
        for stage, stages in LATER[type_].items():
            for after in stages:
                assert LATER[type_][after] <= stages | {stage}, (stage, after)

    @pytest.mark.parametrize("type_", [DECREE, DECISION])
    def test_what_a_step_presupposes_may_precede_it(self, type_: str):
        for stage, needed in NEEDS[type_].items():
            assert all(stage in LATER[type_][before] for before in needed)
            assert all(NEEDS[type_][before] <= needed for before in needed)

    def test_nothing_follows_a_withdrawal_and_it_may_follow_until_parliament(self):
        withdrawn = LEGISLATIVE_STEP.ingetrokken
        assert LATER[DECREE][withdrawn] == LATER[DECISION][withdrawn] == set()
        may = {stage.rpartition("/")[2] for stage, stages in LATER[DECREE].items() if withdrawn in stages}
        assert may == set(NAMES[:6])

    def test_a_decision_of_the_government_skips_parliament_and_ratification(self):
        skipped = {stage.rpartition("/")[2] for stage in LATER[DECREE].keys() - LATER[DECISION].keys()}
        assert skipped == {"parlement", "bekrachtiging"}

    def test_a_second_approval_in_principle_is_allowed(self):
        stage = LEGISLATIVE_STEP.principiele_goedkeuring
        assert stage in LATER[DECREE][stage]
        assert stage in LATER[DECREE][LEGISLATIVE_STEP.advies_raad_van_state]


@pytest.mark.parametrize("file", ["data/legislative-tracks.ttl", "src/hgraph/scaffold/example/data/law.ttl"])
def test_the_tracks_of_the_plans_are_in_order(file: str):
    found = compiled(read_triples(ROOT / file, SETTINGS.id_base))
    assert {rule for rule, _, _ in found} <= {"step-not-recorded"}
    stages = {value.rpartition("/")[2] for _, _, value in found}
    assert stages == ({"definitieve-goedkeuring", "parlement"} if "data/leg" in file else set())
