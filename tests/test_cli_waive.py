"""``hgraph waive``, and ``hgraph check`` with ``--on`` and ``--baseline``: written whole or not at all, and said."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from cli import Result, run, run_process, small_project, unchanged
from flawed_plan import ACTION, BASE, HEAD, RULE, flawed_copy, waiver, with_waivers
from hgraph.dataset import canonical_text, read_triples
from hgraph.errors import UsageError
from hgraph.namespaces import DCAT, DCT, HG, STATEMENT_KIND, XSD
from hgraph.settings import load_settings, shipped_content
from hgraph.terms import Iri, Literal, tagged
from hgraph.validation import require_own_files, today
from hgraph.validation.recording import waiver_iri

LATER = (today() + timedelta(days=200)).isoformat()


@pytest.fixture(scope="module")
def flawed(example_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a flawed plan that nothing may be written in."""
    return flawed_copy(example_folder, tmp_path_factory.mktemp("flawed") / "plan")


@pytest.fixture
def plan(example_folder: Path, tmp_path: Path) -> Path:
    """Return the folder of a flawed plan to write in."""
    return flawed_copy(example_folder, tmp_path / "plan")


ARGUMENTS = {
    "rule": "action-without-indicator",
    "thing": "actie/buurtfonds",
    "--reason": "De indicator volgt.",
    "--owner": "Kanselarij (fictief)",
    "--until": LATER,
}


def waive(folder: Path, *more: str, runner: Callable[..., Result] = run, **changed: str) -> Result:
    """Run ``hgraph waive`` in a project."""
    given = ARGUMENTS | {name if name in ARGUMENTS else f"--{name}": value for name, value in changed.items()}
    options = [part for name, value in given.items() if name.startswith("--") for part in (name, value)]
    return runner("waive", given["rule"], given["thing"], *options, "--project", folder, *more)


class TestCommand:
    """``hgraph waive`` writes one canonical file, and ``check`` and ``stage`` take it from there."""

    def test_round_trip(self, plan: Path) -> None:
        assert run("check", "--project", plan).exit_code == 1
        done = waive(plan)
        assert (done.exit_code, done.stderr) == (0, "")
        assert "Buurtfonds voor ontmoeting" in done.stdout
        path = plan / "data" / "waivers.ttl"
        assert path.read_text(encoding="utf-8") == canonical_text(path, BASE)
        checked = run("check", "--project", plan)
        assert checked.exit_code == 0, checked.stdout
        assert checked.stdout.splitlines()[2].strip() == "1 aanvaard"
        assert "AANVAARD" in checked.stdout
        assert "door Kanselarij (fictief): De indicator volgt." in " ".join(checked.stdout.split())
        assert "Dat is de laatste fase." in run("stage", "--project", plan).stdout
        after = (date.fromisoformat(LATER) + timedelta(days=1)).isoformat()
        expired = run("check", "--project", plan, "--on", after)
        assert expired.exit_code == 1
        assert "1 opnieuw geteld, want de afwijking is verlopen" in expired.stdout
        assert run("format", "--check", "--project", plan).exit_code == 0

    def test_the_end_is_announced(self, plan: Path) -> None:
        waive(plan)
        last = date.fromisoformat(LATER)
        for before, said in ((0, "na vandaag"), (1, "na morgen"), (12, "binnen 12 dagen"), (31, "1 aanvaard\n")):
            shown = run("check", "--project", plan, "--on", (last - timedelta(days=before)).isoformat()).stdout
            assert said in shown

    def test_what_is_written(self, plan: Path) -> None:
        waive(plan, "--language", "en", reason="The indicator follows.")
        triples = read_triples(plan / "data" / "waivers.ttl", BASE)
        name = waiver_iri(RULE, ACTION, BASE)
        about = {(p, o) for s, p, o in triples if s == name}
        assert {
            (HG.waives, RULE),
            (HG.waivedFor, ACTION),
            (HG.justification, tagged("The indicator follows.", "en")),
            (HG.waiverOwner, Literal("Kanselarij (fictief)")),
            (DCT.created, Literal(today().isoformat(), Iri(XSD.date))),
            (DCAT.endDate, Literal(LATER, Iri(XSD.date))),
        } <= about
        assert {o.language for p, o in about if p == DCT.title and isinstance(o, Literal)} == {"nl", "en"}
        assert (Iri(BASE + "graaf/afwijkingen"), HG.statementKind, STATEMENT_KIND.fictief) in triples

    def test_the_same_again_takes_its_place_and_others_stay(self, plan: Path) -> None:
        with_waivers(plan, waiver("met-de-hand"), waiver("ander", thing="hg:waivedFor <actie/meldpunt>"))
        path = plan / "data" / "waivers.ttl"
        path.write_text("# Mijn afwijkingen.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
        for owner in ("Een", "Twee"):
            done = waive(plan, owner=owner)
            assert "De vroegere afwijking is vervangen." in done.stdout
        text = path.read_text(encoding="utf-8")
        assert text.startswith("# Mijn afwijkingen.\n@base")
        names = {s for s, _, _ in read_triples(path, BASE) if "/afwijking/" in s}
        assert names == {waiver_iri(RULE, ACTION, BASE), Iri(BASE + "afwijking/ander")}
        assert '"Twee"' in text
        assert '"Een"' not in text

    def test_in_a_project_of_facts_it_is_no_fiction(self, tmp_path: Path) -> None:
        folder = small_project(tmp_path / "klein")
        found = json.loads(run("check", "--project", folder, "--format", "json").stdout)["findings"]
        rule = next(entry["rule"] for entry in found if entry["focus"]["value"].endswith("plan/klein"))
        assert waive(folder, rule=rule, thing="klein plan").exit_code == 0
        assert "hg:statementKind statement-kind:bron" in (folder / "data" / "waivers.ttl").read_text(encoding="utf-8")
        after = json.loads(run("check", "--project", folder, "--format", "json").stdout)["findings"]
        assert [entry["rule"] for entry in after if entry["status"] == "waived"] == [rule]
        assert {entry["rule"] for entry in after} == {entry["rule"] for entry in found}

    def test_a_graph_that_has_the_name_already_is_left_alone(self, plan: Path) -> None:
        (plan / "data" / "mine.ttl").write_text(HEAD, encoding="utf-8")
        assert waive(plan).exit_code == 0
        assert "<graaf/afwijkingen-2> a dcat:Dataset" in (plan / "data" / "waivers.ttl").read_text(encoding="utf-8")
        assert run("check", "--project", plan).exit_code == 0

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"until": "2020-01-01"}, "waiver-already-over"),
            ({"until": "morgen"}, "not-a-date"),
            ({"until": "2027-02-30"}, "not-a-date"),
            ({"until": "20270531"}, "not-a-date"),
            ({"until": ""}, "not-a-date"),
            ({"reason": " "}, "waiver-without-reason"),
            ({"owner": ""}, "waiver-without-owner"),
            ({"reason": "a\x07b"}, "waiver-text-unusable"),
            ({"rule": "action-without-indicators"}, "unknown-rule"),
            ({"thing": "bestaat-niet"}, "unknown-thing"),
            ({"thing": "https://elders.example/x"}, "unknown-thing"),
            ({"thing": "de"}, "ambiguous-thing"),
            ({"thing": "actie/meldpunt"}, "nothing-to-waive"),
            ({"rule": "action-without-budget"}, "nothing-to-waive"),
            ({"rule": "quote-moved"}, "nothing-to-waive"),
        ],
    )
    def test_what_cannot_be_waived_is_said_and_nothing_is_written(
        self, flawed: Path, changed: dict[str, str], code: str
    ) -> None:
        with unchanged(flawed):
            refused = waive(flawed, **changed)
        assert refused.exit_code == 2
        assert refused.code == code

    def test_words_of_a_name_mean_the_thing_that_has_the_finding(self, plan: Path) -> None:
        assert waive(plan, thing="buurtfonds").exit_code == 0
        assert "hg:waivedFor <actie/buurtfonds>" in (plan / "data" / "waivers.ttl").read_text(encoding="utf-8")

    def test_a_finding_about_a_waiver_and_a_waiver_elsewhere(self, plan: Path) -> None:
        with_waivers(plan, waiver(), waiver("leeg", owner=None))
        (plan / "data" / "waivers.ttl").rename(plan / "data" / "elders.ttl")
        with unchanged(plan):
            assert waive(plan).code == "waiver-stands-elsewhere"
            assert waive(plan, rule="waiver-incomplete", thing="afwijking/leeg").code == "waiver-about-waiver"

    @pytest.mark.parametrize("option", ["--reason", "--owner", "--until"])
    def test_an_option_that_is_missing_is_named(self, flawed: Path, option: str) -> None:
        given = {name: text for name, text in ARGUMENTS.items() if name.startswith("--") and name != option}
        typed = [part for pair in given.items() for part in pair]
        refused = run("waive", ARGUMENTS["rule"], ARGUMENTS["thing"], *typed, "--project", flawed)
        assert (refused.exit_code, refused.code) == (2, "missing-argument")
        assert option in refused.stderr

    def test_a_folder_that_may_not_be_written_in(self, plan: Path) -> None:
        (plan / "data").chmod(0o555)
        try:
            with unchanged(plan):
                refused = waive(plan, runner=lambda *given: run_process(*given, bound_by_permissions=True))
        finally:
            (plan / "data").chmod(0o755)
        assert (refused.exit_code, refused.code) == (2, "waiver-not-written")

    def test_the_shipped_plan_is_nobodys_own(self, tmp_path: Path) -> None:
        given = [part for name, text in ARGUMENTS.items() if name.startswith("--") for part in (name, text)]
        refused = run("waive", "plan-without-actions", "plan/higkbp-2020-2024", *given, cwd=tmp_path)
        assert (refused.exit_code, refused.code) == (2, "waiver-of-shipped-plan")

    def test_a_checkout_is_ones_own_if_it_is_named_or_worked_in(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shipped = load_settings(shipped_content())
        monkeypatch.chdir(tmp_path)
        require_own_files(shipped, chosen=True)
        with pytest.raises(UsageError):
            require_own_files(shipped, chosen=False)
        monkeypatch.chdir(shipped.folder / "data")
        require_own_files(shipped, chosen=False)

    def test_data_at_an_endpoint_are_not_in_files(self, flawed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HGRAPH_STORE", "http://127.0.0.1:9/sparql")
        assert waive(flawed).code == "waiver-at-endpoint"


class TestCheckOptions:
    """``--on`` and ``--baseline``: another day, an earlier report."""

    @pytest.mark.parametrize("text", ["gisteren", "2026-13-01", ""])
    def test_a_day_that_is_none(self, flawed: Path, text: str) -> None:
        refused = run("check", "--project", flawed, "--on", text)
        assert (refused.exit_code, refused.code) == (2, "not-a-date")

    def test_known_then_fixed_then_renewed(self, plan: Path, tmp_path: Path) -> None:
        saved = tmp_path / "earlier.json"
        assert run("check", "--project", plan, "--output", saved).exit_code == 1
        known = run("check", "--project", plan, "--baseline", saved)
        assert known.exit_code == 0
        assert "1 al bekend" in known.stdout
        waive(plan)
        assert run("check", "--project", plan, "--baseline", saved).exit_code == 0
        (plan / "data" / "waivers.ttl").unlink()
        actions = plan / "data" / "actions.ttl"
        start = "<actie/buurtfonds> a hg:Action ;"
        mended = actions.read_text(encoding="utf-8").replace(start, f"{start} hg:hasIndicator <indicator/buurtfonds> ;")
        actions.write_text(mended, encoding="utf-8")
        fixed = run("check", "--project", plan, "--baseline", saved)
        assert fixed.exit_code == 1
        assert "OPGELOST" in fixed.stdout
        assert "verouderd" in fixed.stdout.splitlines()[-1]
        machine = run("check", "--project", plan, "--baseline", saved, "--format", "csv")
        assert machine.exit_code == 1
        assert "hgraph check --stage reporting --format json --output" in machine.stderr
        renewed = run("check", "--project", plan, "--baseline", saved, "--output", saved)
        assert renewed.exit_code == 1
        assert run("check", "--project", plan, "--baseline", saved).exit_code == 0

    def test_what_is_new_fails(self, example_folder: Path, plan: Path, tmp_path: Path) -> None:
        saved = tmp_path / "earlier.json"
        run("check", "--project", example_folder, "--output", saved)
        new = run("check", "--project", plan, "--baseline", saved)
        assert new.exit_code == 1
        assert "Actie zonder indicator" in new.stdout

    def test_a_baseline_does_not_hide_a_waiver_that_ran_out(self, plan: Path, tmp_path: Path) -> None:
        saved = tmp_path / "earlier.json"
        run("check", "--project", plan, "--output", saved)
        waive(plan)
        after = (date.fromisoformat(LATER) + timedelta(days=1)).isoformat()
        assert run("check", "--project", plan, "--baseline", saved, "--on", after).exit_code == 1

    @pytest.mark.parametrize(
        ("content", "more", "code", "exit_code"),
        [
            (None, (), "no-such-baseline", 2),
            ("{", (), "not-a-baseline", 3),
            ('{"stage": "reporting", "title": "Ander plan", "findings": []}', (), "baseline-of-other-project", 2),
            (
                '{"stage": "reporting", "title": "Plan Samen Ravel 2021-2023 (fictief)", "findings": []}',
                ("--stage", "approval"),
                "baseline-of-other-stage",
                2,
            ),
        ],
    )
    def test_a_file_that_cannot_be_compared_with(
        self, flawed: Path, tmp_path: Path, content: str | None, more: tuple[str, ...], code: str, exit_code: int
    ) -> None:
        saved = tmp_path / "earlier.json"
        if content is not None:
            saved.write_text(content, encoding="utf-8")
        refused = run("check", "--project", flawed, "--baseline", saved, *more)
        assert (refused.exit_code, refused.code) == (exit_code, code)
