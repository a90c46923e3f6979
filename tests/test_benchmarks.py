"""The generated graph: the same bytes every time, sound as it stands, and wrong in every way the rules know."""

import hashlib
import io
import re
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from hgraph.dataset import read_data
from hgraph.labels import LabelIndex
from hgraph.project import open_project
from hgraph.settings import load_settings
from hgraph.sources import check_anchors
from hgraph.validation import check_terms, compile_shapes, near_duplicates, read_rules, validate_in_store

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "benchmarks"))

import differences  # noqa: E402
import generate  # noqa: E402
import million  # noqa: E402
import seeded_errors  # noqa: E402
import tables  # noqa: E402
import thread_tools  # noqa: E402
import threads  # noqa: E402
import validation  # noqa: E402

RULES = read_rules(load_settings(ROOT))
PLAN = compile_shapes(RULES.triples)


def text(actions, **errors):
    stream = io.StringIO()
    generate.write(stream, generate.graph(actions, **errors))
    return stream.getvalue()


def opened(folder, actions, **errors):
    """Write a generated project and open it."""
    (folder / "hgraph.toml").write_text('title = "Gegenereerd"\nstage = "reporting"\n', encoding="utf-8")
    generate.write_file(folder / "data" / "policy.nt", actions, **errors)
    return open_project(load_settings(folder))


def looked_at(project):
    """Return what the rules find; ``tests/compiler/test_parity_rules.py`` holds it beside pySHACL on the same graph."""

    def left_over():
        raise AssertionError("no rule is left to pySHACL")

    return validate_in_store(project.store, PLAN, RULES, LabelIndex(), left_over).result


def found(project):
    """Return how often each rule fires."""
    return Counter(finding.code for finding in looked_at(project).findings)


@pytest.mark.parametrize("errors", [{}, {"each": True}, {"rate": 0.05}])
def test_same_arguments_give_the_same_bytes(errors):
    assert text(300, **errors) == text(300, **errors)
    lines = text(300, **errors).splitlines()
    assert len(lines) == len(set(lines)), "a statement stands there twice"


def test_bytes_do_not_depend_on_the_process():
    command = [sys.executable, str(ROOT / "benchmarks" / "generate.py"), "120", "--errors", "each", "--errors", "0.05"]
    digests = {
        hashlib.sha256(
            subprocess.run(command, check=True, capture_output=True, env={"PYTHONHASHSEED": seed}).stdout
        ).hexdigest()
        for seed in ("1", "2")
    }
    assert digests == {hashlib.sha256(text(120, each=True, rate=0.05).encode()).hexdigest()}


@pytest.mark.parametrize("actions", [100, 1000])
def test_size_grows_with_the_actions(actions):
    triples = text(actions).count("\n")
    assert 28 * actions < triples < 33 * actions
    assert text(actions).count("<https://w3id.org/hgraph/ns#Action> .") == actions


def test_written_file_is_the_text(tmp_path):
    triples = generate.write_file(tmp_path / "data" / "policy.nt", 100, rate=0.1)
    written = (tmp_path / "data" / "policy.nt").read_text(encoding="utf-8")
    assert written == text(100, rate=0.1)
    assert triples == written.count("\n")


def test_graph_is_marked_as_fiction(tmp_path):
    with opened(tmp_path, 100) as project:
        (graph,) = read_data(project.settings)
        assert graph.kind is not None
        assert graph.kind.endswith("/fictief")


def test_graph_without_planted_errors_has_none(tmp_path):
    with opened(tmp_path, 120) as project:
        assert not found(project)
        assert not check_anchors(project)
        assert not check_terms(project)
        assert not near_duplicates(project)


def test_every_rule_looks_at_something(tmp_path):
    with opened(tmp_path, 100) as project:
        result = looked_at(project)
    nothing = [code for code in result.rules_without_target if not code.startswith("waiver-")]
    assert not nothing, "only waivers are absent: without findings there is nothing to waive"


def test_every_rule_has_its_planted_error():
    planted = [error.rule for error in seeded_errors.seeded_errors()]
    assert len(planted) == len(set(planted))
    assert {rule.code for rule in RULES} == set(planted) | set(seeded_errors.EXCEPTIONS)


def test_every_planted_error_is_found(tmp_path):
    with opened(tmp_path, 100, each=True) as project:
        fired = found(project)
        assert {rule.code for rule in RULES} - set(fired) == set(seeded_errors.EXCEPTIONS)
        assert not check_terms(project)
        assert not near_duplicates(project)


def test_a_title_copied_by_another_minister_is_found(tmp_path):
    """``errors.toml`` plants errors against shapes; nearly the same title is seen by the program itself."""
    generate.write_file(tmp_path / "data" / "policy.nt", 1000)
    written = tmp_path / "data" / "policy.nt"
    original, copied = '"Actie 3 van plan g0000"@nl', '"Acties voor het plan G0000: 3"@nl'
    text_ = written.read_text(encoding="utf-8")
    assert original in text_
    written.write_text(text_.replace('"Actie 4 van plan g0000"@nl', copied), encoding="utf-8")
    with open_project(load_settings(tmp_path)) as project:
        assert [(f.focus[-2:], f.value[-2:]) for f in near_duplicates(project)] == [("-3", "-4")]


def test_rate_says_how_many_things_are_wrong():
    clean, wrong = text(2000).splitlines(), text(2000, rate=0.01).splitlines()
    lost = [line for line in set(clean) - set(wrong) if "#budgetAmount>" in line]
    assert 5 <= len(lost) <= 45


def fake_run(seconds, findings, peak=100):
    return {"seconds": {"start": 9.0, "load": 1.0, "validate": seconds}, "peak_mb": peak, "findings": findings}


def test_table_tells_what_is_the_same_what_differs_and_what_failed():
    runs = {
        "parse": fake_run(0, ["triples"]),
        "hgraph": fake_run(1, ["a", "b"]),
        "pyshifty": fake_run(11, ["a", "b"]),
        "pyrudof": fake_run(9, ["b", "c", "d"]),
        "topbraid": {"failure": "not installed"},
    }
    rows = {line.split(" | ")[0]: line for line in tables.engine_table(10_000, 5, runs)[4:]}
    assert "| 12.0 | 6 | 100 | 2 | yes |" in rows["| pyshifty (Rust)"]
    assert "2 more, 1 fewer" in rows["| pyrudof (Rust)"]
    assert "not installed" in rows["| TopBraid (Java), with its start"]


def test_goals_are_compared_with_what_was_measured():
    runs = {
        "parse": fake_run(0, []),
        "hgraph": fake_run(1, []),
        "pyshacl": fake_run(90, []),
        "pyshifty": fake_run(9, []),
    }
    checks = {10_000: {"seconds": 3.0, "peak_mb": 200}, 100_000: {"seconds": 36.0, "peak_mb": 1700}}
    text_ = "\n".join(tables.goals({10_000: runs}, checks, {}, {10_000: {"whole": 5.0, "save": 0.4}}))
    assert re.search(r"pySHACL on rdflib, at 10,000 \| at least 100. \| 90 \| \*\*no\*\*", text_)
    assert re.search(r"pyshifty \(Rust\), at 10,000 \| at least 5. \| 9 \| yes", text_)
    assert re.search(r"100,000 against 10,000 \| at most 11. \| 12 \| \*\*no\*\*", text_)
    assert "at 10,000 | at most 0.1 | 0.08 | yes" in text_
    assert "`check` at 10,000, MB | at most 300 | 200 | yes" in text_


@pytest.mark.parametrize("markers", [tables.MARKERS, threads.MARKERS, differences.MARKERS, million.MARKERS])
def test_tables_are_written_between_the_markers(tmp_path, markers):
    page = tmp_path / "README.md"
    page.write_text("before\n{}\nold\n{}\nafter\n".format(*markers), encoding="utf-8")
    tables.write_between(page, markers, "new")
    tables.write_between(page, markers, "newer")
    assert page.read_text(encoding="utf-8") == "before\n{}\n\nnewer\n\n{}\nafter\n".format(*markers)
    page.write_text("no markers", encoding="utf-8")
    with pytest.raises(ValueError, match="README"):
        tables.write_between(page, markers, "new")
    assert all(marker in (ROOT / "benchmarks" / "README.md").read_text(encoding="utf-8") for marker in markers)


def test_measuring_runs_from_end_to_end(tmp_path, monkeypatch):
    monkeypatch.setattr(validation, "IN_TURN", 1)
    files = validation.prepare(tmp_path, 100)
    own_engines = validation.run_in_turn(("parse", "hgraph"), files, 1)
    parse, own = own_engines["parse"], own_engines["hgraph"]
    assert int(parse["findings"][0].split()[1]) > files.triples == text(100, each=True).count("\n")
    shapes = {line.split(" ")[1].rpartition("#")[2].partition("-")[0] for line in own["findings"]}
    codes = {rule.code for rule in RULES if rule.iri.rpartition("#")[2] in shapes}
    assert {rule.code for rule in RULES} - codes == set(seeded_errors.EXCEPTIONS)
    assert validation.run_engine(sys.executable, "no-such-engine", files)["failure"]
    assert set(validation.run_lookups(files)) == {"questions", "traces"}
    check = validation.run_check(files)
    assert check["findings"] >= len(codes)
    assert million.project_of(tmp_path, 100).statements == files.statements  # what is there already is used again
    rows = million.table(100, check, million.while_open(tmp_path)).splitlines()
    assert rows[0] == "### 100 actions"
    assert f"| its findings | {check['findings']} |" in rows
    assert [row for row in rows if row.startswith("| look up one action | ")]


def test_files_of_ministers_are_the_same_graph(tmp_path):
    generate.write_by_minister(tmp_path, 120, each=True, rate=0.02)
    lines = {line for path in tmp_path.glob("*.nt") for line in path.read_text(encoding="utf-8").splitlines()}
    assert {line for line in lines if "/graaf/" not in line} == {
        line for line in text(120, each=True, rate=0.02).splitlines() if "/graaf/" not in line
    }
    assert len({line for line in lines if "#statementKind>" in line}) == len(list(tmp_path.glob("*.nt")))


def test_a_change_is_measured_beside_a_whole_check(tmp_path):
    times = validation.run_rechecks(tmp_path / "plan", 120, times=1)
    assert set(times) == {"whole", "changed", "open_whole", "save"}
    assert len(tables.recheck_table({120: times})) == 10


def test_engine_that_takes_too_long_is_stopped_with_all_it_started(tmp_path):
    mark = tmp_path / "still-running"
    late = f"import time, pathlib; time.sleep(2); pathlib.Path({str(mark)!r}).touch()"
    outer = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {late!r}])"
    assert validation.answer_of([sys.executable, "-c", outer], 0.5) is None
    time.sleep(2.5)
    assert not mark.exists()
    assert validation.answer_of([sys.executable, "-c", "print(1)"], 30).stdout == "1\n"


def test_the_thread_of_items_is_the_same_for_every_tool(tmp_path):
    found = threads.prepare(tmp_path, 100)
    assert len({item.name for item in found}) == len(found) == 100
    links = {(item.name, parent) for item in found for parent in item.parents}
    assert len(links) == 237
    data = (tmp_path / "hgraph" / "data" / "thread.nt").read_text(encoding="utf-8")
    assert data.count("#tracesTo>") == len(links)
    page = (tmp_path / "sphinx-needs" / "index.rst").read_text(encoding="utf-8")
    assert sum(line.count(",") + 1 for line in page.splitlines() if ":links:" in line) == len(links)
    files = list((tmp_path / "doorstop").rglob("[A-Z]*.yml"))
    assert sum(
        len(re.findall(r"^- \w+: null$", path.read_text(encoding="utf-8"), re.MULTILINE)) for path in files
    ) == len(links)


def test_the_thread_is_measured_from_end_to_end(tmp_path):
    found = threads.prepare(tmp_path, 100)
    times = threads.run(sys.executable, "hgraph", tmp_path, found, 120)
    assert {"read", "cpu", "trace", "lookup", "matrix", "reached", "crossed", "peak_mb"} == set(times)
    assert times["reached"] > 5
    onward = {item.name: item.parents for item in found}
    above = {name: thread_tools.closure(name, lambda each: list(onward[each])) for name in onward}
    articles = [name for name in onward if name.startswith("ART")]
    assert times["crossed"] == sum(each.startswith("PAS") for article in articles for each in above[article])
    assert threads.run(sys.executable, "no-such-tool", tmp_path, found, 120)["failure"]
    rows = threads.table(100, 245, {"**hgraph**": times, "Doorstop": {"failure": "not installed"}})
    assert rows[0] == "### 100 items, 245 links"
    assert rows[-2].endswith("| not installed |")


def test_two_versions_are_compared_from_end_to_end(tmp_path):
    old, new = differences.prepare(tmp_path, 20)
    titles = [
        (place / "data" / "policy.nt").read_text(encoding="utf-8").count('"Herziene actie') for place in (old, new)
    ]
    assert titles[0] == 0 < titles[1]
    runs = {name: differences.run(name, tmp_path, 120) for name in differences.PARTS}
    assert runs["hgraph"]["changes"] == 20
    assert runs["rdflib"]["changes"] == titles[1]
    assert runs["hgraph"]["lines"] < 200
    rows = differences.table(20, {**runs, "rdflib": {"failure": "stopped after 1 s"}})
    assert rows[-1].endswith("| stopped after 1 s |")
    assert {row.count("|") for row in rows[2:]} == {len(differences.COLUMNS) + 1}
