"""A new project: made whole or not at all, and an example that is fiction from the first graph to the last."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from pathlib import Path

import pytest

from hgraph import scaffold
from hgraph.checks import Examination, examine
from hgraph.dataset import DataGraph, canonical_text, read_data, read_triples
from hgraph.errors import UsageError
from hgraph.namespaces import DCT, HG, OA, OWL, PREFIXES, PROV, RDF, SPDX, STATEMENT_KIND
from hgraph.project import open_project
from hgraph.scaffold import create_project
from hgraph.settings import load_settings
from hgraph.sources import Anchor, RecutStatus, recut
from hgraph.terms import Iri, Literal, Term, Triple

ROOT = Path(__file__).parents[1]
TEMPLATES = Path(scaffold.__file__).parent
BASES = {"example": "https://voorbeeld.example/id/", "empty": "https://hgraph.example/id/"}

OF_NO_THING = {
    "Objective": "every objective is a strategic or an operational one",
    "ProcedureStep": "belongs to the code list of legislative steps",
    "Waiver": "nothing has to be accepted in a plan without findings",
}
"""Own classes that have no instance in the example, and why."""

OF_NO_STATEMENT = {
    "gradesAsViolation": "grades rules in a stage, not things in a plan",
    "gradesAsWarning": "grades rules in a stage, not things in a plan",
    "gradesAsInfo": "grades rules in a stage, not things in a plan",
    "switchesOff": "grades rules in a stage, not things in a plan",
    "remedy": "belongs to a rule",
    "threadDirection": "belongs to a property",
    "inverseLabel": "belongs to a property",
    "threadRole": "belongs to a property",
    "atStage": "belongs to the code list of legislative steps",
    "mayPrecede": "belongs to the code list of legislative steps",
    "presupposes": "belongs to the code list of legislative steps",
    "noLongerPartOf": "nothing was dropped from the example plan",
    "waives": "nothing has to be accepted in a plan without findings",
    "waivedFor": "nothing has to be accepted in a plan without findings",
    "waiverOwner": "nothing has to be accepted in a plan without findings",
}
"""Own properties that the example does not use, and why."""


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a freshly made example project."""
    folder = tmp_path_factory.mktemp("projects") / "ravel"
    create_project(folder, example=True)
    return folder


@pytest.fixture(scope="module")
def graphs(example: Path) -> list[DataGraph]:
    """Return the example's graphs as every command reads them."""
    return read_data(load_settings(example))


@pytest.fixture(scope="module")
def triples(example: Path) -> list[Triple]:
    """Return all statements of the example."""
    return [triple for path in turtle_files(example) for triple in read_triples(path, BASES["example"])]


@pytest.fixture(scope="module")
def examined(example: Path) -> Examination:
    """Return everything a check finds in the example."""
    with open_project(load_settings(example)) as project:
        return examine(project)


def turtle_files(folder: Path) -> list[Path]:
    """Return the Turtle files under a folder, sorted."""
    return sorted(folder.rglob("*.ttl"))


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file under a folder, by relative name."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestMakingTheFolder:
    """The folder appears with everything in it, or nothing changes."""

    @pytest.mark.parametrize("example", [True, False])
    def test_fills_a_folder_that_does_not_exist(self, tmp_path: Path, *, example: bool) -> None:
        made = create_project(tmp_path / "deep" / "in" / "plan", example=example)
        assert made == sorted(path for path in (tmp_path / "deep").rglob("*") if path.is_file())
        assert {"hgraph.toml", "README.md"} <= {path.name for path in made}
        assert [path.name for path in tmp_path.iterdir()] == ["deep"]

    @pytest.mark.parametrize("example", [True, False])
    def test_fills_an_empty_folder_in_which_one_stands(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, example: bool
    ) -> None:
        monkeypatch.chdir(tmp_path)
        create_project(Path(), example=example)
        assert contents(Path()) == contents(TEMPLATES / ("example" if example else "empty"))
        assert sorted(path.name for path in tmp_path.iterdir()) == ["data", "hgraph.toml"]

    def test_refuses_a_folder_with_something_in_it(self, tmp_path: Path) -> None:
        (tmp_path / "brief.txt").write_text("eigen werk", encoding="utf-8")
        with pytest.raises(UsageError) as caught:
            create_project(tmp_path, example=True)
        assert caught.value.code == "folder-not-empty"
        assert caught.value.exit_code == 2
        assert "brief.txt" in caught.value.sentence("nl")
        assert caught.value.remedy("en")
        assert contents(tmp_path) == {"brief.txt": b"eigen werk"}

    def test_refuses_the_place_of_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "plan").write_text("eigen werk", encoding="utf-8")
        with pytest.raises(UsageError) as caught:
            create_project(tmp_path / "plan")
        assert caught.value.code == "folder-is-a-file"
        assert contents(tmp_path) == {"plan": b"eigen werk"}

    def test_refuses_a_link_that_leads_nowhere(self, tmp_path: Path) -> None:
        (tmp_path / "plan").symlink_to(tmp_path / "weg")
        with pytest.raises(UsageError) as caught:
            create_project(tmp_path / "plan")
        assert caught.value.code == "folder-is-a-file"
        assert not (tmp_path / "weg").exists()

    def test_says_so_when_a_file_stands_in_the_way_higher_up(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_text("eigen werk", encoding="utf-8")
        with pytest.raises(UsageError) as caught:
            create_project(tmp_path / "a" / "plan")
        assert caught.value.code == "folder-not-made"
        assert contents(tmp_path) == {"a": b"eigen werk"}

    def test_needs_no_permission_to_write_in_the_template(self, tmp_path: Path) -> None:
        create_project(tmp_path / "plan")
        assert all(os.access(path, os.W_OK) for path in (tmp_path / "plan").rglob("*"))


class TestInterruption:
    """A write that breaks off leaves nothing behind, and a second try succeeds."""

    @pytest.mark.parametrize("existing", [True, False])
    @pytest.mark.parametrize("interruption", [KeyboardInterrupt, OSError(28, "No space left on device")])
    def test_while_the_files_are_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, existing: bool, interruption: BaseException
    ) -> None:
        folder = tmp_path / "plan"
        if existing:
            folder.mkdir()
        write_bytes, written = Path.write_bytes, []

        def break_off(path: Path, data: bytes) -> int:
            written.append(path)
            if len(written) == 4:
                raise interruption
            return write_bytes(path, data)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "write_bytes", break_off)
            with pytest.raises((KeyboardInterrupt, UsageError)):
                create_project(folder, example=True)
        assert [path.name for path in tmp_path.rglob("*")] == (["plan"] if existing else [])
        assert create_project(folder, example=True)

    def test_while_the_entries_are_put_in_place(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        rename = Path.rename

        def break_off(path: Path, target: Path) -> Path:
            if path.name == "hgraph.toml":
                raise KeyboardInterrupt
            return rename(path, target)

        with monkeypatch.context() as patch:
            patch.setattr(Path, "rename", break_off)
            with pytest.raises(KeyboardInterrupt):
                create_project(tmp_path, example=True)
        assert list(tmp_path.iterdir()) == []
        assert create_project(tmp_path, example=True)


class TestBothTemplates:
    """What is written is ready for use: settings that load, data that read, Turtle in its one form."""

    @pytest.mark.parametrize("template", ["example", "empty"])
    def test_settings_load_and_agree_with_the_data(self, template: str) -> None:
        settings = load_settings(TEMPLATES / template)
        assert settings.id_base == BASES[template]
        assert all(graph.name.startswith(settings.id_base) for graph in read_data(settings))

    @pytest.mark.parametrize("template", ["example", "empty"])
    def test_settings_explain_every_key_in_dutch_with_english_beneath(self, template: str) -> None:
        lines = (TEMPLATES / template / "hgraph.toml").read_text(encoding="utf-8").splitlines()
        keys = {line.split(" = ")[0]: at for at, line in enumerate(lines) if " = " in line}
        assert set(keys) == {"title", "base", "stage", "language"}
        for at in keys.values():
            dutch, english = lines[at - 2 : at]
            assert dutch.startswith(("# De ", "# Het ")), dutch
            assert english.startswith("# The "), english

    @pytest.mark.parametrize("path", turtle_files(TEMPLATES), ids=lambda path: path.stem)
    def test_turtle_is_canonical(self, path: Path) -> None:
        base = BASES[path.relative_to(TEMPLATES).parts[0]]
        assert path.read_text(encoding="utf-8") == canonical_text(path, base)

    @pytest.mark.parametrize("example", [True, False])
    def test_same_bytes_every_time(self, tmp_path: Path, *, example: bool) -> None:
        for name in ("a", "b"):
            create_project(tmp_path / name, example=example)
        assert contents(tmp_path / "a") == contents(tmp_path / "b")

    def test_the_empty_project_is_one_plan_without_fiction(self) -> None:
        (graph,) = read_data(load_settings(TEMPLATES / "empty"))
        assert graph.kind == STATEMENT_KIND.bron
        kinds = {str(o) for _, p, o in read_triples(graph.path, BASES["empty"]) if p == RDF.type}
        assert kinds == {PREFIXES["dcat"] + "Dataset", HG.PolicyPlan}

    def test_every_file_has_its_line_in_the_readme(self, example: Path) -> None:
        readme = (example / "data" / "README.md").read_text(encoding="utf-8")
        named = set(re.findall(r"^\| `([\w/.]+)`", readme, re.MULTILINE)) - {"sources/"}
        assert named == {path.name for path in turtle_files(example)}


class TestExampleIsFiction:
    """Nothing in the example can be taken for the real world."""

    def test_every_graph_says_so(self, graphs: list[DataGraph], triples: list[Triple]) -> None:
        assert {graph.kind for graph in graphs} == {STATEMENT_KIND.fictief}
        titles = {(s, o.language): o.lexical for s, p, o in triples if p == DCT.title and isinstance(o, Literal)}
        for graph in graphs:
            assert titles[graph.name, "nl"].endswith("(fictief)")
            assert titles[graph.name, "en"].endswith("(fictional)")

    def test_every_text_says_so(self, example: Path) -> None:
        for path in example.rglob("text.txt"):
            assert "(FICTIEF)" in path.read_text(encoding="utf-8").splitlines()[0]

    def test_every_thing_has_its_own_name(self, triples: list[Triple]) -> None:
        assert {str(s) for s, _, _ in triples if not str(s).startswith(BASES["example"])} == set()
        assert not [term for triple in triples for term in triple if str(term).startswith("_:")]

    def test_no_real_body_minister_or_act(self, example: Path) -> None:
        for path in example.rglob("*"):
            if path.is_file():
                text = path.read_text(encoding="utf-8").lower()
                assert not re.search(r"themis|ejustice|codex\.vlaanderen|hgraph\.example|bart somers", text), path

    def test_only_vocabularies_and_licences_are_named_outside(self, triples: list[Triple]) -> None:
        outside = {str(o) for _, _, o in triples if isinstance(o, Iri) and not o.startswith(BASES["example"])}
        known = (
            *PREFIXES.values(),
            "https://data.vlaanderen.be/id/licentie/",
            "https://data.vlaanderen.be/id/concept/",
        )
        assert {iri for iri in outside if not iri.startswith(known)} == set()


class TestExampleIsAnchored:
    """Every quote is cut from its pinned text, and hardly a sentence of the agreement is left over."""

    def test_texts_have_their_checksum_and_normal_form(self, example: Path, triples: list[Triple]) -> None:
        one = single_values(triples)
        versions = [s for s, p, o in triples if p == RDF.type and o == HG.TextVersion]
        assert len(versions) == len(list(example.rglob("text.txt"))) == 4
        for version in versions:
            raw = (example / "data" / str(one[version, HG.textFile])).read_bytes()
            checksum = one[Iri(str(one[version, SPDX.checksum])), SPDX.checksumValue]
            assert hashlib.sha256(raw).hexdigest() == str(checksum)
            assert unicodedata.is_normalized("NFC", raw.decode("utf-8"))

    def test_quotes_are_cut_again(self, example: Path, triples: list[Triple]) -> None:
        one = single_values(triples)
        passages = [s for s, p, o in triples if p == RDF.type and o == HG.Passage]
        assert len(passages) > 35
        for passage in passages:
            version = one[passage, OA.hasSource]
            text = (example / "data" / str(one[version, HG.textFile])).read_text(encoding="utf-8")
            quote, position = Iri(f"{passage}/citaat"), Iri(f"{passage}/positie")
            exact, prefix, suffix = (str(one[quote, name]) for name in (OA.exact, OA.prefix, OA.suffix))
            start, end = (int(str(one[position, name])) for name in (OA.start, OA.end))
            assert recut(text, Anchor(exact, prefix, suffix, start, end)).status is RecutStatus.SAME, passage
            paragraph = text.split("\n\n")[int(str(one[passage, HG.paragraph])) - 1]
            assert str(one[quote, OA.exact]) in paragraph

    def test_two_sentences_of_the_agreement_are_claimed_by_nothing(self, triples: list[Triple]) -> None:
        agreement = f"{BASES['example']}regeerakkoord/akkoord-ravel-2020-2024"
        sentences = {s for s, p, o in triples if p == DCT.isPartOf and o == agreement}
        claimed = {o for _, p, o in triples if p in (HG.tracesTo, HG.concretises)}
        assert {str(s).rsplit("/", 1)[1] for s in sentences - claimed} == {"akkoord-huisstijl", "akkoord-feest"}

    def test_what_the_plan_says_rests_on_something(self, triples: list[Triple]) -> None:
        grounded = {s for s, p, _ in triples if p in (DCT.source, PROV.wasDerivedFrom)}
        stated = (
            HG.PolicyPlan,
            HG.ObjectivesFramework,
            HG.StrategicObjective,
            HG.OperationalObjective,
            HG.Action,
            HG.Commitment,
            HG.AmendmentNeed,
            HG.Approval,
            HG.Submission,
            HG.Portfolio,
        )
        assert {s for s, p, o in triples if p == RDF.type and o in stated} <= grounded


class TestExampleIsWhole:
    """The example uses the whole model, so that every rule, question and picture has something to show."""

    @pytest.mark.parametrize(
        ("kind", "position", "exceptions"),
        [
            (OWL.Class, 2, OF_NO_THING),
            (OWL.ObjectProperty, 1, OF_NO_STATEMENT),
            (OWL.DatatypeProperty, 1, OF_NO_STATEMENT),
        ],
    )
    def test_every_own_term_is_used(
        self, triples: list[Triple], kind: str, position: int, exceptions: dict[str, str]
    ) -> None:
        ontology = read_triples(ROOT / "ontology" / "hgraph.ttl")
        own = {str(s).removeprefix(PREFIXES["hg"]) for s, p, o in ontology if p == RDF.type and o == kind}
        used = {str(triple[position]).removeprefix(PREFIXES["hg"]) for triple in triples}
        assert own - used == own & exceptions.keys()

    def test_every_minister_leads_and_the_reshuffle_is_followed(self, triples: list[Triple]) -> None:
        ministers = {o for _, p, o in triples if p == HG.heldBy}
        assert {o for _, p, o in triples if p == HG.leadMinister} == ministers
        assert len(ministers) == 5

    def test_every_commitment_was_kept(self, triples: list[Triple]) -> None:
        states = {str(o) for _, p, o in triples if p == HG.commitmentStatus}
        assert states == {PREFIXES["commitment-status"] + "ingelost"}

    def test_is_small_enough_to_read(self, triples: list[Triple]) -> None:
        parts = re.compile(r"/(periode|citaat|positie|controlegetal)$")
        assert 150 < len({s for s, _, _ in triples if not parts.search(str(s))}) < 300


def single_values(triples: list[Triple]) -> dict[tuple[Term, str], Term]:
    """Return subject and predicate → object, for properties that have one value."""
    return {(subject, str(predicate)): value for subject, predicate, value in triples}


def test_template_folders_hold_nothing_else() -> None:
    """No cache or left-over slips into the package."""
    suffixes = {path.suffix for name in BASES for path in (TEMPLATES / name).rglob("*") if path.is_file()}
    assert suffixes == {".toml", ".ttl", ".md", ".txt"}


class TestStages:
    """The example has nothing to mend in any stage; the empty project hears first that it has no framework."""

    @pytest.mark.parametrize("stage", ["framework", "submission", "approval", "reporting"])
    def test_the_example_has_nothing_to_mend(self, examined: Examination, stage: str) -> None:
        assert [finding.code for finding in examined.report(stage).findings] == []

    def test_the_empty_project_hears_what_is_missing_first(self) -> None:
        with open_project(load_settings(TEMPLATES / "empty")) as project:
            examined = examine(project)
        codes = [finding.code for finding in examined.report("framework").findings]
        assert codes[0] == "plan-without-framework"
