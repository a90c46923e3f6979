"""Nearly the same action of two ministers: found whatever the order of the words, and only where it is one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engines import Endpoint, load_into, oxigraph_server, virtuoso_server
from hgraph.checks import examine
from hgraph.findings import Finding, Severity
from hgraph.namespaces import DCT
from hgraph.project import Project, open_project
from hgraph.settings import load_settings
from hgraph.terms import Iri
from hgraph.validation import near_duplicates, similar_sets
from hgraph.validation.similar_sets import SimilarSets
from hgraph.validation.title_words import numbers, words

BASE = "https://hgraph.example/id/"
HEAD = """\
@base <https://hgraph.example/id/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix hg: <https://w3id.org/hgraph/ns#> .
@prefix mandaat: <http://data.vlaanderen.be/ns/mandaat#> .
@prefix statement-kind: <https://w3id.org/hgraph/code/statement-kind/> .
<graaf/a> hg:statementKind statement-kind:fictief .
<mandataris/an-2019> mandaat:isBestuurlijkeAliasVan <persoon/an> .
<mandataris/an-2021> mandaat:isBestuurlijkeAliasVan <persoon/an> .
<mandataris/bo> mandaat:isBestuurlijkeAliasVan <persoon/bo> .
<persoon/an> foaf:name "An Aerts" .
<persoon/bo> foaf:name "Bo Baert" .
"""
ONE = '"Opleiding van toeleiders in diversiteit"@nl'
OTHER = '"Toeleiders in diversiteit opleiden"@nl'


def action(name: str, title: str, minister: str = "an-2019", plan: str = "p") -> str:
    """Return an action in Turtle; several ministers or plans are separated by blanks."""
    ministers = ", ".join(f"<mandataris/{one}>" for one in minister.split()) or "<urn:none>"
    plans = ", ".join(f"<plan/{one}>" for one in plan.split())
    lead = f"hg:leadMinister {ministers} ; " if minister else ""
    return f"<actie/{name}> a hg:Action ; {lead}hg:partOfPlan {plans} ; dct:title {title} .\n"


def opened(folder: Path, *parts: str) -> Project:
    (folder / "data").mkdir(parents=True, exist_ok=True)
    (folder / "data" / "a.ttl").write_text(HEAD + "".join(parts), encoding="utf-8")
    return open_project(load_settings(folder))


def found(folder: Path, *parts: str) -> list[Finding]:
    with opened(folder, *parts) as project:
        return near_duplicates(project)


def pair(finding: Finding) -> tuple[str, str]:
    return str(finding.focus).removeprefix(BASE), str(finding.value).removeprefix(BASE)


class TestTitles:
    """What a title is about, and what makes it another title."""

    @pytest.mark.parametrize(
        ("language", "one", "other"),
        [
            ("nl", "Opleiding van toeleiders in diversiteit", "Toeleiders in diversiteit opleiden"),
            ("nl", "Sensibiliseren van de scholen", "SENSIBILISERING SCHOOL"),
            ("nl", "Eén reële aanpak", "Een reele aanpak"),
            ("nl", "Cafe\u0301 voor bedrijven", "Café voor een bedrijf"),
            ("en", "Training of the trainers", "Trainers' training"),
            ("fr", "L'école pour les élèves", "Écoles et élève"),
            ("de", "Förderung der Schüler", "Förderungen für Schüler"),
            ("pt", "Formação e emprego", "emprego e formacao"),
        ],
    )
    def test_same_words(self, language: str, one: str, other: str) -> None:
        assert words(one, language) == words(other, language) != frozenset()

    @pytest.mark.parametrize(
        ("language", "one", "other"),
        [
            ("nl", "Werken met diploma", "Werken zonder diploma"),
            ("en", "Housing for members", "Housing not for members"),
            ("pt", "Formação", "Formações"),
            ("", "Opleiding", "Opleiden"),
        ],
    )
    def test_other_words(self, language: str, one: str, other: str) -> None:
        assert words(one, language) != words(other, language)

    def test_numbers_stand_apart(self) -> None:
        assert numbers("Loket 2020-2024, fase IIb en fase II, 3de deel, F16, ivoor") == {
            "2020",
            "2024",
            "ii",
            "3de",
            "f16",
        }
        assert words("Fase 2 van het loket", "nl") == words("Fase II van het loket", "nl") == words("Fase loket", "nl")

    def test_a_title_may_hold_anything(self) -> None:
        assert words("", "nl") == words("van de – !", "nl") == frozenset()
        assert len(words("gege" * 100_000 + " \u200b\u202e\x00 \ud800", "nl")) >= 1


def brute_force(sets: list[set[str]], threshold: Fraction) -> set[tuple[int, int]]:
    return {
        (a, b)
        for a, one in enumerate(sets)
        for b, other in enumerate(sets)
        if a != b and one | other and Fraction(len(one & other), len(one | other)) >= threshold
    }


SETS = st.lists(st.sets(st.sampled_from("abcdefghij"), max_size=8), max_size=14)
THRESHOLDS = st.fractions(min_value=Fraction(1, 10), max_value=1, max_denominator=12)


class TestSimilarSets:
    """The index finds exactly what comparing everything with everything finds."""

    @pytest.mark.parametrize("few", [0, 1000], ids=["merged", "sorted"])
    @given(sets=SETS, threshold=THRESHOLDS, start=st.integers(0, 14))
    def test_against_brute_force(self, few: int, sets: list[set[str]], threshold: Fraction, start: int) -> None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(similar_sets, "_FEW", few)
            index = SimilarSets(sets, threshold)
            found = [(a, b) for a in range(len(sets)) for b in index.similar_to(a, start)]
        assert found == sorted(pair for pair in brute_force(sets, threshold) if pair[1] >= start)

    def test_few_are_compared(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """The point of the index: a set is compared with those that share a rare word, not with all."""
        compared = []
        original = SimilarSets._alike
        monkeypatch.setattr(SimilarSets, "_alike", lambda *given: compared.append(1) or original(*given))
        index = SimilarSets([{"common", f"a{n // 2}", f"b{n // 2}", f"c{n}"} for n in range(2000)], Fraction(1, 2))
        assert sum(len(list(index.similar_to(n))) for n in range(2000)) == 2000
        assert len(compared) == 2000

    def test_stops_when_enough_is_known(self) -> None:
        index = SimilarSets([{"same", "words"}] * 100_000, Fraction(1))
        many = index.similar_to(7)
        assert [next(many) for _ in range(8)] == [0, 1, 2, 3, 4, 5, 6, 8]


class TestFindings:
    """Two actions of one plan, of two ministers, with nearly one title."""

    def test_says_who_and_what_in_two_languages(self, tmp_path: Path) -> None:
        (finding,) = found(tmp_path, action("b", OTHER, "bo"), action("a", ONE))
        assert pair(finding) == ("actie/a", "actie/b")
        assert (finding.code, finding.severity, finding.path) == ("action-near-duplicate", Severity.WARNING, DCT.title)
        assert finding.messages == {
            "nl": "“Opleiding van toeleiders in diversiteit” (An Aerts) en “Toeleiders in diversiteit opleiden”"
            " (Bo Baert) zeggen in hetzelfde plan bijna hetzelfde.",
            "en": "“Opleiding van toeleiders in diversiteit” (An Aerts) and “Toeleiders in diversiteit opleiden”"
            " (Bo Baert) say nearly the same in one plan.",
        }
        assert all(finding.remedies.values())

    @pytest.mark.parametrize(
        ("one", "other", "shared"),
        [
            ("Sensibilisering", "Sensibiliseren", "1 of 1"),
            ("Loket voor jonge ouders", "Digitaal loket voor jonge ouders", "3 of 4"),
            ("Loket voor ouders", "Digitaal loket voor ouders", "2 of 3"),
            ("Taalcoaches op school", "Taalcoaches op het werk", "1 of 3"),
            ("Ouders, kind, loket, fonds, gids, bus, steden", "Loket, fonds, bus, gids: ouders, kind, dorp", "6 of 8"),
            ("Ouders: loket, fonds, gids, bus en steden", "Loket, fonds, bus en gids voor ouders en dorpen", "5 of 7"),
            ("Fonds voor buurten, fase 2", "Fase 2: een fonds voor de buurt", "3 of 3"),
            ("Fonds voor buurten, fase II", "Fase III: een fonds voor de buurt", "3 of 3, but other numbers"),
        ],
    )  # fmt: skip
    def test_three_quarters_of_the_words(self, tmp_path: Path, one: str, other: str, shared: str) -> None:
        common, _, union = shared.split()[:3]
        assert len(words(one, "nl") & words(other, "nl")) == int(common)
        assert len(words(one, "nl") | words(other, "nl")) == int(union.strip(","))
        similar = found(tmp_path, action("a", f'"{one}"@nl'), action("b", f'"{other}"@nl', "bo"))
        expected = Fraction(int(common), int(union.strip(","))) >= Fraction(3, 4) and "but" not in shared
        assert len(similar) == expected

    def test_one_language_is_enough(self, tmp_path: Path) -> None:
        (finding,) = found(
            tmp_path,
            action("a", '"Buurtfonds"@nl, "A fund for neighbourhoods"@en'),
            action("b", '"Wijkkas"@nl, "Neighbourhood funds"@en-gb', "bo"),
        )
        assert "Neighbourhood funds" in finding.messages["nl"]

    @pytest.mark.parametrize(
        "other",
        [
            action("b", ONE, "bo"),
            action("b", OTHER, "an-2019"),
            action("b", OTHER, "an-2021"),
            action("b", OTHER, "bo an-2021"),
            action("b", OTHER, "bo", plan="q"),
            action("b", OTHER, ""),
            action("b", OTHER.replace("@nl", "@en"), "bo"),
            action("b", OTHER.replace('"@nl', ', fase 2"@nl'), "bo"),
            action("b", '"Toeleiders in gezondheid opleiden"@nl', "bo"),
            action("b", OTHER, "bo").replace("hg:Action", "hg:Commitment"),
        ],
        ids=[
            "same title",
            "same minister",
            "other office of the same minister",
            "a minister in common",
            "other plan",
            "no minister",
            "other language",
            "other number",
            "other word",
            "no action",
        ],
    )
    def test_what_is_left_alone(self, tmp_path: Path, other: str) -> None:
        assert found(tmp_path, action("a", ONE), other) == []

    def test_the_same_title_is_reported_by_the_shape_alone(self, tmp_path: Path) -> None:
        with opened(tmp_path, action("a", ONE), action("b", ONE, "bo"), action("c", OTHER, "bo")) as project:
            found = examine(project).findings
        codes = sorted((f.code, *pair(f)) for f in found if f.code in ("action-near-duplicate", "same-title-twice"))
        assert codes == [
            ("action-near-duplicate", "actie/a", "actie/c"),
            ("same-title-twice", "actie/a", "actie/b"),
            ("same-title-twice", "actie/b", "actie/a"),
        ]

    def test_a_pair_is_reported_once(self, tmp_path: Path) -> None:
        english = (', "Training guides"@en', ', "Guides: training"@en')
        twice = [action("a", ONE + english[0], plan="p q"), action("b", OTHER + english[1], "bo", plan="q p")]
        (finding,) = found(tmp_path, *twice)
        assert "Opleiding" in finding.messages["nl"]
        assert "Training guides" in finding.messages["en"]

    def test_text_from_outside_cannot_steer_a_terminal(self, tmp_path: Path) -> None:
        steering = action("a", r'"Loket \u202E2J"@nl'), action("b", r'"Loketten 2J"@nl', "bo")
        (finding,) = found(tmp_path, *steering)
        assert "\u202e" not in finding.messages["nl"]
        assert "\\u202e" in finding.messages["nl"]

    def test_many_are_one_problem(self, tmp_path: Path) -> None:
        many = [action(f"b{n:02}", f'"Opleiding {"om " * n}toeleiders diversiteit"@nl', "bo") for n in range(12)]
        similar = found(tmp_path, action("a", ONE), *many)
        assert [pair(finding) for finding in similar] == [("actie/a", f"actie/b{n:02}") for n in range(10)]
        assert [finding.messages["en"].endswith("once these are solved.") for finding in similar] == [False] * 9 + [
            True
        ]
        assert len(found(tmp_path, action("a", ONE), *many[:10])) == 10
        assert not found(tmp_path, action("a", ONE), *many[:10])[-1].messages["en"].endswith("once these are solved.")


@pytest.fixture(scope="module")
def alike(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """Open a plan in which far too much is alike."""
    fields, whom = ("diversiteit", "wonen", "werk", "de wijk en de stad"), ("toeleiders", "ouders")
    parts = []
    for n in range(48):
        title = f'"{"om " * n}Opleiding van {whom[n % 2]} in {fields[n % 4]}"@nl'
        parts.append(action(f"x{n * 7 % 48:02}", title, ("an-2019", "bo", "cis")[n % 3], ("p", "q p")[n % 5 == 0]))
    with opened(tmp_path_factory.mktemp("alike"), *parts) as project:
        yield project


class TestAmong:
    """Looking again at some actions says what looking at all says about them."""

    def test_everything(self, alike: Project) -> None:
        whole = near_duplicates(alike)
        assert len(whole) > 100
        assert near_duplicates(alike, [Iri(f"{BASE}actie/x{n:02}") for n in range(48)]) == whole
        assert near_duplicates(alike, []) == near_duplicates(alike, [Iri(BASE + "actie/nergens")]) == []

    def test_some(self, alike: Project) -> None:
        whole = near_duplicates(alike)

        @settings(max_examples=30)
        @given(chosen=st.sets(st.integers(0, 47), max_size=5))
        def same(chosen: set[int]) -> None:
            among = {Iri(f"{BASE}actie/x{n:02}") for n in chosen}
            assert near_duplicates(alike, among) == [f for f in whole if {f.focus, f.value} & among]

        same()


@pytest.mark.parametrize("name", ["real_project", "example_project"])
def test_the_shipped_plans_have_none(name: str, request: pytest.FixtureRequest) -> None:
    project: Project = request.getfixturevalue(name)
    assert [finding.messages["nl"] for finding in near_duplicates(project)] == []


def test_the_rule_is_a_warning_in_every_stage_and_explains_itself(tmp_path: Path) -> None:
    with opened(tmp_path, action("a", ONE), action("b", OTHER, "bo")) as project:
        examination = examine(project)
    for stage in ("framework", "reporting"):
        report = examination.report(stage)
        (finding,) = [finding for finding in report.findings if finding.code == "action-near-duplicate"]
        assert finding.severity is Severity.WARNING
        assert (finding.place.file, finding.owners) == ("data/a.ttl", (BASE + "mandataris/an-2019",))
        assert "action-near-duplicate" in examination.active(stage)
    assert set(examination.rule_label(examination.rule_named("action-near-duplicate"))) == {"nl", "en"}


@pytest.mark.remote
@pytest.mark.parametrize("server", [oxigraph_server, virtuoso_server], ids=["oxigraph", "virtuoso"])
def test_on_an_endpoint(tmp_path: Path, server: Callable[[], AbstractContextManager[Endpoint]]) -> None:
    with opened(tmp_path, action("a", ONE, "x"), action("b", OTHER, "bo"), action("c", OTHER, "an-2021")) as project:
        here = near_duplicates(project)
    assert [pair(finding) for finding in here] == [("actie/a", "actie/b"), ("actie/a", "actie/c")]
    with server() as endpoint:
        load_into(endpoint, f"{BASE}graaf/a", (tmp_path / "data" / "a.ttl").read_text(encoding="utf-8"))
        remote = load_settings(tmp_path).model_copy(update={"store": endpoint.query})
        with open_project(remote) as project:
            assert near_duplicates(project) == here
