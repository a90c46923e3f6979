"""What must hold of the real decrees: intention beside amendment, two sources beside each other, delays to the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from hgraph import law
from hgraph.namespaces import ELI, ELI_DL, HG, LEGISLATIVE_STEP
from hgraph.project import Project
from hgraph.terms import Iri
from hgraph.trace import ThreadGraph, Wording, read_thread

INTEGRATION = Iri("http://www.ejustice.just.fgov.be/eli/decreet/2013/06/07/2013204197")
OPPORTUNITIES = Iri("http://www.ejustice.just.fgov.be/eli/decreet/2008/07/10/2008203387")
ACT_OF_2021 = Iri("http://www.ejustice.just.fgov.be/eli/decreet/2021/07/09/2021032190")


@pytest.fixture(scope="module")
def known(real_project: Project) -> law.LawRegister:
    return law.read_register(real_project.select)


@pytest.fixture(scope="module")
def graph(real_project: Project) -> ThreadGraph:
    return read_thread(real_project.select)


@pytest.fixture(scope="module")
def base(real_project: Project) -> str:
    return real_project.settings.id_base


def track(known: law.LawRegister, base: str, name: str) -> law.Track:
    return known.tracks[Iri(f"{base}traject/{name}")]


def lines(track: law.Track, on: date = date(2026, 1, 1)) -> dict[str, law.StageLine]:
    return {line.stage.rpartition("/")[2]: line for line in law.timeline(track, on)}


class TestIntentionAndAmendment:
    """The decree of 9 July 2021 amends; the needs of 2020 only foresee."""

    def test_the_decree_of_2021_amends_the_integration_decree_and_two_articles(self, known: law.LawRegister, base: str):
        articles = [Iri(f"{base}artikel/decreet-2013204197/{number}") for number in (6, 7)]
        assert known.amendments[ACT_OF_2021] == (INTEGRATION, *articles)
        assert known.acts[ACT_OF_2021].dated == date(2021, 7, 9)

    def test_needs_and_tracks_amend_nothing_and_foresee_the_decrees(
        self, real_project: Project, known: law.LawRegister
    ):
        statements = real_project.store.construct(real_project.query("validation/statements"))
        amending = {str(s) for s, p, _ in statements if p == ELI.amends}
        foreseeing = {(str(s), str(o)) for s, p, o in statements if p == ELI_DL.foresees_amendment_of}
        assert not amending & {*known.needs, *known.tracks}
        with_law = [need for need in known.needs.values() if need.tracks]
        assert len(with_law) == 2
        for need in with_law:
            foreseen = {law_ for thing, law_ in foreseeing if thing == need.iri}
            assert foreseen
            assert foreseen == {law_ for thing, law_ in foreseeing if thing in need.tracks}
            assert foreseen < set(need.provisions)

    def test_an_act_made_later_is_not_known_on_an_earlier_day(self, known: law.LawRegister, base: str):
        need = Iri(f"{base}wijzigingsnood/integratiedecreet")
        states = {
            day: {entry.need: entry for entry in law.agenda_on(known, day).entries}[need]
            for day in (date(2021, 7, 8), date(2021, 7, 9))
        }
        assert [(entry.state.value, entry.acts) for entry in states.values()] == [
            ("running", ()),
            ("done", (ACT_OF_2021,)),
        ]


class TestDelays:
    """Days, counted exactly."""

    def test_the_principle_approval_of_2023_came_1026_days_after_the_end_of_the_recess_of_2020(
        self, known: law.LawRegister, base: str
    ):
        line = lines(track(known, base, "wijziging-gelijkekansendecreet-2024"))["principiele-goedkeuring"]
        assert line.planned is not None
        assert line.taken is not None
        assert (line.planned.words, line.planned.end, line.taken.start) == (
            "voor het zomerreces",
            date(2020, 8, 31),
            date(2023, 6, 23),
        )
        assert line.delay == law.Delay(1026, 1026)
        assert (date(2023, 6, 23) - date(2020, 8, 31)).days == 1026

    def test_a_day_that_is_not_known_gives_a_range(self, known: law.LawRegister, base: str):
        of_2021 = lines(track(known, base, "wijziging-integratiedecreet-2021"))
        assert of_2021["principiele-goedkeuring"].delay == law.Delay(110, 117)
        assert of_2021["inwerkingtreding"].delay == law.Delay(59, 59)

    @pytest.mark.parametrize(
        ("day", "overdue"),
        [
            (date(2020, 5, 31), {}),
            (date(2020, 6, 1), {"ikw": 1}),
            (date(2020, 8, 31), {"ikw": 92}),
            (date(2020, 9, 1), {"ikw": 93, "principiele-goedkeuring": 1}),
            (date(2023, 6, 22), {"ikw": 1117, "principiele-goedkeuring": 1025}),
            (date(2023, 6, 23), {}),
        ],
    )
    def test_what_is_overdue_on_a_day(self, known: law.LawRegister, base: str, day: date, overdue: dict[str, int]):
        found = lines(track(known, base, "wijziging-gelijkekansendecreet-2024"), day)
        assert {stage: line.overdue for stage, line in found.items() if line.overdue is not None} == overdue

    def test_the_next_step_is_planned_or_that_of_the_procedure(self, known: law.LawRegister, base: str):
        of_2024 = track(known, base, "wijziging-gelijkekansendecreet-2024")
        expected = {
            date(2020, 1, 1): (LEGISLATIVE_STEP.ikw, True),
            date(2023, 6, 23): (LEGISLATIVE_STEP.definitieve_goedkeuring, False),
            date(2024, 3, 22): (LEGISLATIVE_STEP.bekendmaking, False),
            date(2024, 4, 16): (LEGISLATIVE_STEP.inwerkingtreding, False),
        }
        for day, (stage, planned) in expected.items():
            step = law.next_step(of_2024, known.procedures, day)
            assert step is not None
            assert (step.stage, step.planned is not None) == (stage, planned), day
        assert law.next_step(of_2024, known.procedures, date(2024, 6, 1)) is None


class TestClaims:
    """Sources that contradict each other both stay."""

    def test_7_and_9_july_2021_are_both_there_each_with_its_sources(self, known: law.LawRegister, base: str):
        claims = known.claims[Iri(f"{base}stap/wijziging-integratiedecreet-2021/bekrachtiging")]
        assert [str(claim.value) for claim in claims] == ["2021-07-07", "2021-07-09"]
        assert [len(claim.sources) for claim in claims] == [2, 1]


class TestVersions:
    """Texts that hold on a day."""

    def test_article_3_holds_in_this_form_since_1_june_2024(self, known: law.LawRegister, base: str):
        (version,) = known.versions[Iri(f"{base}artikel/decreet-2008203387/3")]
        holds = [version.holds_on(day) for day in (date(2024, 5, 31), date(2024, 6, 1), date(2030, 1, 1))]
        assert holds == [False, True, True]

    def test_from_when_the_replaced_articles_hold_is_not_known(self, known: law.LawRegister, base: str):
        (version,) = known.versions[Iri(f"{base}artikel/decreet-2013204197/6")]
        assert version.by == (ACT_OF_2021,)
        assert version.holds_on(date(2023, 1, 1)) is None

    def test_articles_stand_in_the_order_a_reader_expects(self, known: law.LawRegister):
        numbers = [known.numbers[provision] for provision in known.provisions_of(OPPORTUNITIES)]
        expected = ["3", "8", "9", "10", "11", "12", "12bis", "13", "13bis", "14", "24", "38", "III, II"]
        assert numbers == expected


@pytest.fixture(scope="module")
def touched(known: law.LawRegister, graph: ThreadGraph, base: str) -> dict[str, law.Touched]:
    found = law.impact(graph, known, Iri(f"{base}artikel/decreet-2008203387/8"))
    assert len({each.thing for each in found}) == len(found)
    return {each.thing.removeprefix(base): each for each in found}


class TestImpact:
    """What a change of article 8 touches."""

    @pytest.mark.parametrize(
        ("thing", "steps", "through_whole"),
        [
            ("wijzigingsnood/gelijkekansendecreet", 1, False),
            ("toezegging/ontwerpregelgeving-ikw", 2, False),
            ("passage/mededeling-ontwerpregelgeving-ikw", 3, False),
            ("verplichting/geintegreerd-actieplan-gelijkekansendecreet", 1, False),
            ("verplichting/actieplannen-binnen-zes-maanden", 1, True),
            ("plan/higkbp-2020-2024", 2, False),
            ("plan/plan-samenleven", 3, False),
        ],
    )
    def test_reaches_a_thing_by_its_shortest_way(
        self,
        touched: dict[str, law.Touched],
        thing: str,
        steps: int,
        through_whole: bool,  # noqa: FBT001
    ):
        assert len(touched[thing].way) == steps
        assert (touched[thing].whole is not None) == through_whole

    def test_names_who_answers(self, touched: dict[str, law.Touched]):
        ministers = [each for each in touched.values() if each.kind and each.kind.endswith("#Mandataris")]
        assert len(ministers) == 6
        assert "groep/gevatte-vakministers" in touched

    def test_leaves_other_articles_and_other_needs_alone(self, touched: dict[str, law.Touched]):
        assert not [thing for thing in touched if thing.startswith(("artikel/", "afdeling/"))]
        assert [thing for thing in touched if thing.startswith("wijzigingsnood/")] == [
            "wijzigingsnood/gelijkekansendecreet"
        ]

    def test_every_way_is_made_of_links_of_the_thread(
        self, touched: dict[str, law.Touched], graph: ThreadGraph, base: str
    ):
        article = Iri(f"{base}artikel/decreet-2008203387/8")
        for each in touched.values():
            before = each.whole or article
            for passed in each.way:
                assert graph.steps(before, passed.direction)[passed.thing] == passed.links
                before = passed.thing
            assert before == each.thing


@pytest.mark.parametrize("language", ["nl", "en"])
def test_there_is_one_whole_sentence_for_every_provision(
    real_project: Project, known: law.LawRegister, graph: ThreadGraph, language: str
):
    thread = Wording(graph, real_project.labels, language)
    wording = law.LawWording(real_project.labels, language)
    for provision in known.parts:
        sentence = law.sentence_about(provision, known, thread, wording)
        assert sentence.startswith((wording.name(provision), "Bij ", "For "))
        assert sentence.endswith(".")
        assert ".." not in sentence.removesuffix(").").replace("...", "")
        assert not any(gap in sentence for gap in ("  ", "‘’", "“”", "()", " ,", " ;", ", ;", "None", "{"))


def test_the_sentence_of_article_6_leads_to_the_quoted_words(
    real_project: Project, known: law.LawRegister, graph: ThreadGraph, base: str
):
    thread = Wording(graph, real_project.labels, "nl")
    wording = law.LawWording(real_project.labels, "nl")
    sentence = law.sentence_about(Iri(f"{base}artikel/decreet-2013204197/6"), known, thread, wording)
    assert sentence == (
        "Artikel 6 van het Integratie- en Inburgeringsdecreet wordt getroffen door de wijzigingsnood ‘Het Integratie- "
        "en Inburgeringsdecreet aligneren met de nieuwe aanpak’, die uitmondde in de akte ‘Wijzigingsdecreet van 9 "
        "juli 2021 (integratie en inburgering)’; zij komt onder meer voort uit ‘De ontwerpregelgeving in de loop van "
        "mei op de interkabinettenwerkgroep voorleggen’ (toezegging), waarvoor Bart Somers, Vlaams minister van "
        "Binnenlands Bestuur, Bestuurszaken, Inburgering en Gelijke Kansen antwoordt, en berust op de woorden “Wij "
        "plannen in de loop van mei de ontwerpregelgeving op ikw voor te leggen, zodat we voor het zomerreces tot een "
        "eerste principiële goedkeuring kunnen komen, conform de principes in de mededeling van 7 februari 2020.” "
        "(Mededeling aan de Vlaamse Regering: doelstellingenkader Horizontaal Integratie- en Gelijke "
        "kansenbeleidsplan 2020-2024, Parallel traject: wijziging regelgeving, alinea 23)."
    )


@pytest.fixture(scope="module")
def gaps_law(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[law.LawRegister]:
    """The fictional plan with two needs of different ministers at one article."""
    import shutil

    from hgraph.project import open_project
    from hgraph.settings import load_settings

    folder = tmp_path_factory.mktemp("gaps") / "plan"
    shutil.copytree(example_folder, folder)
    shutil.copy(Path(__file__).parents[1] / "questions" / "gaps.ttl", folder / "data")
    with open_project(load_settings(folder)) as project:
        yield law.read_register(project.select)


def test_two_ministers_at_one_article_collide(gaps_law: law.LawRegister, known: law.LawRegister):
    (collision,) = law.collisions(gaps_law)
    names = [need.iri.rpartition("/")[2] for need in (collision.first, collision.second)]
    assert names == ["huurprijzen", "plan-om-de-drie-jaar"]
    assert (collision.standing, collision.across_plans) == (law.Standing.OPEN, False)
    assert law.collisions(known) == []


def test_terms_of_the_model_are_those_of_eli():
    assert (ELI.is_member_of, ELI.date_no_longer_in_force, ELI.consolidates) == tuple(
        f"http://data.europa.eu/eli/ontology#{name}"
        for name in ("is_member_of", "date_no_longer_in_force", "consolidates")
    )
    assert HG.ProcedureStep.endswith("#ProcedureStep")
