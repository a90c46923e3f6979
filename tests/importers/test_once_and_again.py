"""An import is a function of what the files say together: order, repetition and division of files do not matter."""

from __future__ import annotations

import gzip
import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hgraph.importers import Narrowing, Standing
from hgraph.importers.spill import Sorter
from hgraph.project import open_project
from hgraph.settings import load_settings
from imported import ELI, T, import_files, plan, source_file

XSD = "http://www.w3.org/2001/XMLSchema#"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
M = "http://data.vlaanderen.be/ns/mandaat#"
MEMBER = "http://www.w3.org/ns/prov#hadMember"
PERSONS = st.sampled_from([f"<{T}/persoon/p1>", "_:b"])


def statement(subject: str, predicate: str, value: str) -> str:
    """Return one line of N-Triples."""
    return f"<{subject}> <{predicate}> {value} .\n"


DAYS = st.sampled_from(["2019-10-02", "2021-05-09", "2021-05-10", "2022-05-16", "2024-09-30"])
ZONES = st.sampled_from(["T00:00:00Z", "T00:00:00+02:00", "T23:59:59", "T16:47:33.659Z"])
MINISTERS = st.sampled_from([f"{T}/mandataris/m{n}" for n in range(4)] + [f"{T}/mandatee/m{n}" for n in range(2)])
TITLES = st.sampled_from(['"Vlaams minister van Onderwijs"', '"Vlaams minister van onderwijs"@nl', '"Minister (1)"@nl'])


def _days(predicate: str) -> st.SearchStrategy[str]:
    values = st.builds(lambda day, zone: f'"{day}{zone}"^^<{XSD}dateTime>', DAYS, ZONES)
    return st.builds(statement, MINISTERS, st.just(f"{M}{predicate}"), values)


LINES = st.one_of(
    st.builds(statement, MINISTERS, st.just(TYPE), st.just(f"<{M}Mandataris>")),
    _days("start"),
    _days("einde"),
    st.builds(statement, MINISTERS, st.just("http://purl.org/dc/terms/title"), TITLES),
    st.builds(statement, MINISTERS, st.just(f"{M}isBestuurlijkeAliasVan"), PERSONS),
    st.builds(statement, st.just(f"{T}/persoon/p1"), st.just(TYPE), st.just("<http://www.w3.org/ns/person#Person>")),
    st.builds(statement, st.just(f"{T}/bestuursorgaan/r"), st.just(MEMBER), MINISTERS.map("<{}>".format)),
)
SOURCES = st.lists(LINES, min_size=1, max_size=40)


@settings(deadline=None, max_examples=60)
@given(lines=SOURCES, seed=st.integers(0, 1_000_000), parts=st.integers(1, 4))
def test_any_order_and_any_division_of_files_give_the_same(
    lines: list[str], seed: int, parts: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("import")
    home, chance = plan(folder / "plan"), random.Random(seed)  # noqa: S311 - nothing secret
    whole = import_files(home, "themis", [source_file(folder, "whole.nt", "".join(lines), prefixed=False)])
    shuffled = chance.sample(lines, len(lines)) + chance.choices(lines, k=3)
    divided = [shuffled[part::parts] for part in range(parts)]
    written = ["".join(part).encode() for part in divided if part]
    packed = [gzip.compress(part) if number % 2 else part for number, part in enumerate(written)]
    files = [source_file(folder, f"{number}.nt", part, prefixed=False) for number, part in enumerate(packed)]
    again = import_files(home, "themis", chance.sample(files, len(files)))
    assert again.facts == whole.facts
    assert again.codes == whole.codes


@settings(deadline=None, max_examples=25)
@given(lines=SOURCES)
def test_twice_is_once(lines: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("import")
    home = plan(folder / "plan")
    file = source_file(folder, "whole.nt", "".join(lines), prefixed=False)
    once = import_files(home, "themis", [file], write=True)
    written = once.outcome.path.read_bytes()
    again = import_files(home, "themis", [file, file], write=True)
    assert once.outcome.path.read_bytes() == written
    assert again.outcome.unchanged
    assert not again.outcome.comparison.anything
    open_project(load_settings(home)).close()


@given(st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\n"), max_size=20)), st.integers(1, 500))
def test_a_sorter_gives_each_line_once_however_little_it_may_hold(lines: list[str], size: int) -> None:
    with Sorter(size) as sorter:
        for line in lines:
            sorter.add(line)
        for _ in range(2):
            assert list(sorter.lines()) == sorted({line.encode() + b"\n" for line in lines})


def test_what_has_gone_from_the_source_is_said_and_goes(tmp_path: Path) -> None:
    home = plan(tmp_path / "plan")
    types = "".join(
        statement(f"{T}/beleidsdomein/b{n}", TYPE, "<http://www.w3.org/2004/02/skos/core#Concept>")
        + statement(f"{T}/beleidsdomein/b{n}", "http://www.w3.org/2004/02/skos/core#prefLabel", f'"Domein {n}"@nl')
        for n in range(3)
    )
    import_files(home, "themis", [source_file(tmp_path, "a.nt", types, prefixed=False)], write=True)
    less = types.replace("beleidsdomein/b2", "beleidsdomein/b3").replace('"Domein 1"', '"Domein één"')
    ran = import_files(home, "themis", [source_file(tmp_path, "b.nt", less, prefixed=False)], write=True)
    counts = {standing: ran.outcome.comparison.counts["policy-domain", standing] for standing in Standing}
    assert counts == {Standing.NEW: 1, Standing.CHANGED: 1, Standing.GONE: 1, Standing.SAME: 1}
    assert not ran.has("beleidsdomein/b2")


@pytest.mark.parametrize(
    ("narrowing", "taken"),
    [
        (Narrowing(), {"m1", "m2", "m3"}),
        (Narrowing(government="jambon"), {"m1", "m2"}),
        (Narrowing(government="Regering-Jambon"), {"m1", "m2"}),
        (Narrowing(since=date(2021, 5, 10)), {"m2", "m3"}),
        (Narrowing(until=date(2021, 5, 9)), {"m1"}),
        (Narrowing(since=date(2021, 5, 9), until=date(2021, 5, 10)), {"m1", "m2", "m3"}),
    ],
)
def test_narrowing(tmp_path: Path, narrowing: Narrowing, taken: set[str]) -> None:
    days = {"m1": ("2019-10-02", "2021-05-10"), "m2": ("2021-05-10", "2024-09-30"), "m3": ("2021-05-10", "")}
    lines = ""
    for name, (start, end) in days.items():
        lines += f'<{T}/mandatee/{name}> a mandaat:Mandataris ; mandaat:start "{start}"^^xsd:date .\n'
        lines += f'<{T}/mandatee/{name}> mandaat:einde "{end}"^^xsd:date .\n' if end else ""
    lines += f'<{T}/bestuursorgaan/j> a besluit:Bestuursorgaan ; skos:prefLabel "Jambon" ; prov:hadMember '
    lines += f"<{T}/mandatee/m1> , <{T}/mandatee/m2> .\n"
    lines += f'<{T}/bestuursorgaan/g> a besluit:Bestuursorgaan ; skos:prefLabel "Geens I" ; '
    lines += f"prov:hadMember <{T}/mandatee/m3> .\n"
    files = [source_file(tmp_path, "a.ttl", lines)]
    ran = import_files(plan(tmp_path / "plan"), "themis", files, narrowing=narrowing)
    subjects = {line.split(" ", 1)[0] for line in ran.lines}
    assert {subject.rstrip(">").rsplit("/", 1)[1] for subject in subjects if "/mandatee/" in subject} == taken
    members = {line.rsplit("/", 1)[1].split(">")[0] for line in ran.lines if "prov#hadMember" in line}
    assert members == taken
    assert ELI not in "".join(ran.lines)
