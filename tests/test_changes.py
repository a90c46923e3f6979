"""A check after a change: seen from git, limited to what the change concerns, with the answer of a whole check."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from checkout import committed, git
from cli import run, small_project, unchanged
from hgraph.checks import Since, examine
from hgraph.dataset import Change, changes_since, read_triples, triples_to_turtle
from hgraph.errors import UsageError
from hgraph.findings import Finding
from hgraph.namespaces import DCT, HG
from hgraph.project import Refresher, open_project
from hgraph.settings import load_settings
from hgraph.store import EmbeddedStore
from hgraph.terms import Iri, Literal, Triple, tagged

BASE = "https://voorbeeld.example/id/"
ACTIONS = "data/actions.ttl"
EVERYTHING = ("data", "hgraph.toml")


@pytest.fixture
def plan(example_folder: Path, tmp_path: Path) -> Path:
    """Return a copy of the example under git."""
    return committed(Path(shutil.copytree(example_folder, tmp_path / "plan")))


def rewritten(path: Path, edit: Callable[[list[Triple]], list[Triple]]) -> None:
    path.write_text(triples_to_turtle(edit(read_triples(path, BASE)), BASE), encoding="utf-8")


def without(predicate: str) -> Callable[[list[Triple]], list[Triple]]:
    return lambda triples: [triple for triple in triples if triple[1] != predicate]


class TestChanges:
    """What git says has changed."""

    def test_nothing(self, plan: Path) -> None:
        assert changes_since(load_settings(plan), "HEAD") == Change()

    def test_statements_that_came_and_went(self, plan: Path) -> None:
        rewritten(
            plan / ACTIONS, lambda t: [x for x in t if x[1] != HG.budgetAmount] + [(t[0][0], t[0][1], Iri("urn:new"))]
        )
        change = changes_since(load_settings(plan), "main")
        gone = {triple for triple in change.statements if triple[1] == HG.budgetAmount}
        (came,) = change.statements - gone
        assert gone
        assert came[2] == "urn:new"
        assert len(change.graphs) == 1
        assert not change.texts
        assert not change.rules

    def test_layout_is_no_change_of_statements(self, plan: Path) -> None:
        path = plan / ACTIONS
        path.write_text("# A remark.\n\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
        change = changes_since(load_settings(plan), "HEAD")
        assert not change.statements
        assert len(change.graphs) == 1

    def test_a_file_that_is_new_and_one_that_is_gone(self, plan: Path) -> None:
        moved = plan / "data" / "anders.ttl"
        (plan / ACTIONS).rename(moved)
        change = changes_since(load_settings(plan), "HEAD")
        assert change.statements == set(read_triples(moved, BASE))

    def test_a_text_and_rules_and_settings(self, plan: Path) -> None:
        text = next((plan / "data" / "sources").rglob("text.txt"))
        text.write_text("anders", encoding="utf-8")
        assert changes_since(load_settings(plan), "HEAD").texts
        assert not changes_since(load_settings(plan), "HEAD").rules
        (plan / "shapes").mkdir()
        (plan / "shapes" / "eigen.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
        assert changes_since(load_settings(plan), "HEAD").rules

    def test_only_the_files_named_are_compared(self, plan: Path) -> None:
        rewritten(plan / ACTIONS, without(HG.budgetAmount))
        (plan / "hgraph.toml").write_text((plan / "hgraph.toml").read_text() + "\n# later\n")
        settings = load_settings(plan)
        assert changes_since(settings, "HEAD").rules
        only = changes_since(settings, "HEAD", [plan / ACTIONS])
        assert only.statements
        assert not only.rules

    def test_a_folder_below_the_top_of_the_checkout(self, example_folder: Path, tmp_path: Path) -> None:
        shutil.copytree(example_folder, tmp_path / "diep" / "plan")
        (tmp_path / "elders.ttl").write_text("x")
        committed(tmp_path)
        (tmp_path / "elders.ttl").write_text("y")
        rewritten(tmp_path / "diep" / "plan" / ACTIONS, without(HG.budgetAmount))
        change = changes_since(load_settings(tmp_path / "diep" / "plan"), "HEAD")
        assert {predicate for _, predicate, _ in change.statements} == {HG.budgetAmount}

    def test_programs_of_the_checkout_are_not_started(self, plan: Path, tmp_path: Path) -> None:
        mark = tmp_path / "started"
        hook = tmp_path / "hook"
        hook.write_text(f"#!/bin/sh\ntouch {mark}\n")
        hook.chmod(0o755)
        git(plan, "config", "core.fsmonitor", str(hook))
        changes_since(load_settings(plan), "HEAD")
        assert not mark.exists()

    @pytest.mark.parametrize("revision", ["nergens", "--upload-pack=x", "", "HEAD:data"])
    def test_a_revision_that_is_none(self, plan: Path, revision: str) -> None:
        with pytest.raises(UsageError) as error:
            changes_since(load_settings(plan), revision)
        assert error.value.code == "no-such-revision"

    def test_no_git(self, example_folder: Path, tmp_path: Path) -> None:
        folder = Path(shutil.copytree(example_folder, tmp_path / "plan"))
        with pytest.raises(UsageError) as error:
            changes_since(load_settings(folder), "HEAD")
        assert error.value.code == "no-git"

    def test_a_file_that_was_broken(self, plan: Path) -> None:
        good = (plan / ACTIONS).read_text(encoding="utf-8")
        (plan / ACTIONS).write_text("broken", encoding="utf-8")
        git(plan, "commit", "--all", "--quiet", "--message", "broken")
        (plan / ACTIONS).write_text(good, encoding="utf-8")
        with pytest.raises(UsageError) as error:
            changes_since(load_settings(plan), "HEAD")
        assert error.value.code == "earlier-file-unreadable"
        assert changes_since(load_settings(plan), "HEAD~1") == Change()


def seen(findings: tuple[Finding, ...]) -> list[Finding]:
    return sorted((replace(finding, status=finding.status) for finding in findings), key=lambda f: (f.sort_key, str(f)))


def edited(draw: random.Random, triples: list[Triple]) -> list[Triple]:
    """Return statements with some gone, some about another thing, some with another name or another end."""
    declared = {subject for subject, predicate, _ in triples if predicate == HG.statementKind}
    subjects = sorted({triple[0] for triple in triples} - declared, key=str)
    objects = sorted({triple[2] for triple in triples if isinstance(triple[2], Iri)})
    result: list[Triple] = []
    for subject, predicate, value in triples:
        fate = draw.random() if subject not in declared else 1.0
        if fate < 0.03:
            continue
        if fate < 0.05:
            result.append((draw.choice(subjects), predicate, value))
        elif fate < 0.07 and isinstance(value, Iri):
            result.append((subject, predicate, draw.choice(objects)))
        elif fate < 0.09 and predicate == DCT.title and isinstance(value, Literal):
            result.append((subject, predicate, tagged(f"{value.lexical} (nieuw)", value.language or "nl")))
        else:
            result.append((subject, predicate, value))
    return list(dict.fromkeys(result))


@pytest.mark.parametrize("seed", range(20))
def test_same_answer_as_a_whole_check(seed: int, plan: Path) -> None:
    """Files edited at random: what was found before and the look at the change make all that a whole look finds."""
    draw = random.Random(seed)  # noqa: S311 - a choice, not a secret
    files = sorted(path for path in (plan / "data").glob("*.ttl"))
    for path in draw.sample(files, 2):  # an earlier state that is not sound either
        rewritten(path, lambda triples: edited(draw, triples))
    git(plan, "commit", "--all", "--quiet", "--message", "earlier")
    settings = load_settings(plan)
    with open_project(settings) as project:
        earlier = examine(project)
    for path in draw.sample(files, draw.randint(1, 2)):
        rewritten(path, lambda triples: edited(draw, triples))
    change = changes_since(settings, "HEAD")
    with open_project(settings) as project:
        whole = examine(project)
        part = examine(project, Since(change))
        completed = examine(project, Since(change, earlier.findings))
        for stage in whole.stages.tokens:
            report = whole.report(stage)
            assert completed.report(stage) == report
            assert part.report(stage).partial
            by_rule = {code: found for code, found in whole.by_rule(stage) if found}
            assert by_rule == {code: tuple(f for f in report.findings if f.code == code) for code in by_rule}
            assert by_rule.keys() == {finding.code for finding in report.findings}
    assert seen(completed.findings) == seen(whole.findings)
    assert completed.extent is None
    assert part.extent is not None
    assert seen(part.findings) == seen(
        tuple(
            finding
            for finding in whole.findings
            if part.extent.covers(finding) and (finding.code != "waiver-without-finding" or finding in part.findings)
        )
    )


class TestCommand:
    """``hgraph check --changed-since`` and ``--changed``."""

    def test_with_the_earlier_report_the_answer_is_that_of_a_whole_check(self, plan: Path, tmp_path: Path) -> None:
        before, part, whole = (tmp_path / f"{name}.json" for name in ("before", "part", "whole"))
        rewritten(plan / "data" / "plan.ttl", without(DCT.temporal))
        git(plan, "commit", "--all", "--quiet", "--message", "earlier")
        common = ("check", "--project", plan, "--stage", "reporting")
        assert run(*common, "--output", before).exit_code == 1
        rewritten(plan / ACTIONS, without(HG.budgetAmount))
        first = run(*common, "--baseline", before, "--output", whole)
        with unchanged(plan):
            second = run(*common, "--baseline", before, "--changed-since", "HEAD", "--output", part)
        assert (first.exit_code, first.stderr) == (second.exit_code, second.stderr) == (1, "")
        assert part.read_bytes() == whole.read_bytes()
        assert {entry["status"] for entry in json.loads(part.read_text())["findings"]} == {"known", "open"}

    @pytest.mark.parametrize("option", [("--changed-since", "HEAD"), ("--changed", ACTIONS)])
    def test_alone_it_says_what_it_did_not_look_at(self, plan: Path, tmp_path: Path, option: tuple[str, str]) -> None:
        rewritten(plan / "data" / "plan.ttl", without(DCT.temporal))
        git(plan, "commit", "--all", "--quiet", "--message", "earlier")
        rewritten(plan / ACTIONS, without(HG.budgetAmount))
        result = run("check", "--stage", "reporting", "--language", "en", *option, cwd=plan)
        assert result.exit_code == 1
        assert "only what has changed since HEAD" in " ".join(result.stdout.split())
        assert "No budget is recorded" in result.stdout
        assert "plan-without-period" not in result.stdout
        partial = tmp_path / "partial.json"
        run("check", "--stage", "reporting", *option, "--output", partial, cwd=plan)
        assert json.loads(partial.read_text())["partial"] is True
        refused = run("check", "--stage", "reporting", "--baseline", partial, cwd=plan)
        assert (refused.exit_code, refused.code) == (2, "baseline-is-partial")

    def test_a_sound_change_is_not_called_ready(self, plan: Path) -> None:
        path = plan / ACTIONS
        path.write_text("# A remark.\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
        result = run("check", "--stage", "reporting", "--changed-since", "HEAD", "--language", "en", cwd=plan)
        assert result.exit_code == 0
        assert "The rest was not checked again." in " ".join(result.stdout.split())
        assert "Ready for the stage" not in result.stdout

    def test_changed_rules_concern_everything(self, plan: Path) -> None:
        (plan / "hgraph.toml").write_text((plan / "hgraph.toml").read_text() + "\n# later\n")
        result = run("check", "--stage", "reporting", "--changed-since", "HEAD", "--language", "en", cwd=plan)
        assert result.exit_code == 0
        assert "Ready for the stage Reporting" in result.stdout

    def test_what_cannot_be_compared_is_said(self, plan: Path, tmp_path: Path) -> None:
        outside = tmp_path / "elders.ttl"
        assert run("check", "--changed", outside, cwd=plan).code == "not-in-project"
        assert run("check", "--changed-since", "nergens", cwd=plan).code == "no-such-revision"
        assert (
            run("check", "--changed-since", "HEAD", "--store", "http://localhost:1/", cwd=plan).code
            == "changes-at-endpoint"
        )
        assert run("check", "--changed-since", "HEAD", cwd=small_project(tmp_path / "los")).code == "no-git"


class TestWatching:
    """``hgraph check --watch``: at every save, what a whole check of the files as they are would show."""

    @pytest.fixture
    def watched(self, plan: Path) -> Iterator[tuple[Path, subprocess.Popen[str]]]:
        command = [sys.executable, "-c", "from hgraph.cli import main; main()", "check", "--watch", "--language", "en"]
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        process = subprocess.Popen(
            [*command, "--stage", "reporting"],
            cwd=plan,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        yield plan, process
        process.kill()
        process.communicate()

    def shown(self, process: subprocess.Popen[str], like: str) -> str:
        """Return as many lines as there are in a text."""
        assert process.stdout is not None
        return "".join(process.stdout.readline() for _ in like.splitlines())

    def test_each_save_shows_what_a_whole_check_shows(self, watched: tuple[Path, subprocess.Popen[str]]) -> None:
        plan, process = watched
        path, whole = plan / ACTIONS, ("check", "--stage", "reporting", "--language", "en")
        expected = run(*whole, cwd=plan).stdout
        assert self.shown(process, expected) == expected
        good = path.read_text(encoding="utf-8")
        rewritten(path, without(HG.budgetAmount))
        worse = run(*whole, cwd=plan).stdout
        assert self.shown(process, worse) == worse
        assert "No budget is recorded" in worse
        rewritten(
            path, lambda triples: [(s, p, tagged(f"{o} (nieuw)", "nl") if p == DCT.title else o) for s, p, o in triples]
        )
        renamed = run(*whole, cwd=plan).stdout
        assert self.shown(process, renamed) == renamed
        assert "(nieuw)" in renamed
        path.write_text("broken", encoding="utf-8")
        assert process.stderr is not None
        assert str(path) in process.stderr.readline()
        path.write_text(good, encoding="utf-8")
        assert self.shown(process, expected) == expected
        (plan / "shapes").mkdir()
        (plan / "shapes" / "action.ttl").write_text("<urn:a> <urn:b> <urn:c> .", encoding="utf-8")
        fewer = run(*whole, cwd=plan).stdout
        assert self.shown(process, fewer) == fewer
        assert fewer != expected
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0

    def test_it_cannot_go_with_what_limits_a_check_once(self, plan: Path) -> None:
        assert run("check", "--watch", "--changed-since", "HEAD", cwd=plan).code == "watch-is-limited-already"
        assert run("check", "--watch", "--store", "http://localhost:1/", cwd=plan).code == "changes-at-endpoint"


@pytest.mark.parametrize("seed", range(6))
def test_an_open_project_follows_its_files(seed: int, plan: Path) -> None:
    """Saved again and again: the store and the findings are those of the files as they are."""
    draw = random.Random(seed)  # noqa: S311 - a choice, not a secret
    settings = load_settings(plan)
    files = sorted((plan / "data").glob("*.ttl"))
    with open_project(settings) as project:
        assert isinstance(project.store, EmbeddedStore)
        refresher = Refresher(project)
        examination = examine(project)
        assert refresher.refresh() is None
        for _ in range(3):
            for path in draw.sample(files, 2):
                rewritten(path, lambda triples: edited(draw, triples))
            change = refresher.refresh()
            assert change is not None
            assert not change.rules
            examination = examine(project, Since.look(change, examination))
            with open_project(settings) as anew:
                whole = examine(anew)
                assert seen(examination.findings) == seen(whole.findings)
                assert all(examination.report(stage) == whole.report(stage) for stage in whole.stages.tokens)
                every = anew.query("validation/statements")
                assert set(project.store.construct(every)) == set(anew.store.construct(every))
