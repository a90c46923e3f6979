"""Settings: found upwards, overridden in one order, and refused by name when they cannot be used."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from hgraph import settings as module
from hgraph.errors import HgraphError, UnreadableInput, UsageError
from hgraph.settings import Settings, load_settings, shipped_content
from hgraph.terms import is_valid_iri

ROOT = Path(__file__).parents[1]
SOURCE = Path(module.__file__).parents[1]


def project(folder: Path, text: str = "", name: str = "hgraph.toml") -> Path:
    """Write a project file into a folder, made if need be, and return the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return folder


BOUND_BY_MODES = """
import ctypes, os
if os.getuid() == 0:
    libc = ctypes.CDLL(None, use_errno=True)
    header, sets = (ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)()
    assert libc.capget(header, sets) == 0
    sets[0] &= ~0b110
    sets[1] &= ~0b110
    assert libc.capset(header, sets) == 0
"""
"""Give up the two capabilities (DAC_OVERRIDE and DAC_READ_SEARCH) by which root reads what its mode forbids."""


def bound_by_modes(script: str, *arguments: Path) -> str:
    """Run Python in a process to which file modes apply, root or not, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", BOUND_BY_MODES + script, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(SOURCE)},
    )
    assert not done.stderr, done.stderr
    return done.stdout.strip()


class TestFinding:
    """Which project counts."""

    def test_the_folder_given_wins(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(project(tmp_path / "a", 'title = "A"'))
        assert load_settings(project(tmp_path / "b", 'title = "B"')).title == "B"

    def test_else_the_nearest_folder_upwards(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        project(tmp_path, 'title = "buiten"')
        inside = project(tmp_path / "a", 'title = "binnen"')
        (inside / "b" / "c").mkdir(parents=True)
        monkeypatch.chdir(inside / "b" / "c")
        found = load_settings()
        assert (found.title, found.folder) == ("binnen", inside)

    def test_a_table_in_pyproject_counts_too(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        project(tmp_path, '[tool.hgraph]\ntitle = "tabel"', "pyproject.toml")
        (tmp_path / "a").mkdir()
        monkeypatch.chdir(tmp_path / "a")
        assert load_settings().title == "tabel"

    def test_its_own_file_wins_over_pyproject(self, tmp_path: Path) -> None:
        project(tmp_path, '[tool.hgraph]\ntitle = "tabel"', "pyproject.toml")
        assert load_settings(project(tmp_path, 'title = "bestand"')).title == "bestand"

    @pytest.mark.parametrize("text", ["", "[tool.ruff]", "[project]\nname = 'x'", "tool = 3"])
    def test_pyproject_without_the_table_is_passed_by(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str
    ) -> None:
        project(tmp_path, 'title = "buiten"')
        monkeypatch.chdir(project(tmp_path / "a", text, "pyproject.toml"))
        assert load_settings().title == "buiten"

    def test_without_any_the_shipped_plan_counts(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        found = load_settings()
        assert found.folder == shipped_content()
        assert found.content("data", "**/*.ttl")

    def test_the_checkout_is_a_project_itself(self) -> None:
        found = load_settings(ROOT)
        assert found.stage == "framework"
        assert "Gelijkekansen" in found.title

    def test_a_folder_without_project_file_has_the_defaults(self, tmp_path: Path) -> None:
        found = load_settings(tmp_path)
        assert (found.language, found.fail_on, found.store, found.base) == (
            "nl",
            "violation",
            None,
            "https://hgraph.example/",
        )

    @pytest.mark.parametrize("name", ["er-niet", "een-bestand"])
    def test_no_such_folder(self, tmp_path: Path, name: str) -> None:
        (tmp_path / "een-bestand").write_text("")
        with pytest.raises(UsageError) as error:
            load_settings(tmp_path / name)
        assert (error.value.code, error.value.place) == ("no-such-project", str(tmp_path / name))


class TestOrder:
    """What is typed wins over the environment, and the environment over the file."""

    def test_the_environment_wins_over_the_file(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HGRAPH_LANGUAGE", "en")
        assert load_settings(project(tmp_path, 'language = "nl"')).language == "en"

    def test_what_is_typed_wins_over_the_environment(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HGRAPH_LANGUAGE", "en")
        assert load_settings(tmp_path, language="nl").language == "nl"

    def test_what_is_not_typed_changes_nothing(self, tmp_path: Path) -> None:
        assert load_settings(project(tmp_path, 'language = "en"'), language=None).language == "en"

    def test_an_empty_variable_is_no_value(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HGRAPH_LANGUAGE", "")
        assert load_settings(tmp_path).language == "nl"

    def test_the_environment_cannot_move_the_project(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HGRAPH_FOLDER", "/")
        assert load_settings(tmp_path).folder == tmp_path

    def test_other_variables_are_left_alone(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HGRAPH_UPDATE_GOLDEN", "1")
        assert load_settings(tmp_path).title == "hgraph"

    def test_settings_cannot_be_changed_afterwards(self, tmp_path: Path) -> None:
        with pytest.raises(ValueError, match="frozen"):
            load_settings(tmp_path).title = "anders"


class TestRefusing:
    """A setting that cannot be used is named, with its place."""

    @pytest.mark.parametrize("line", ["nesting = 0", "nesting = 'diep'", "kleur = 1"])
    def test_limits_of_imports_that_cannot_be_used(self, tmp_path: Path, line: str) -> None:
        with pytest.raises(UsageError) as error:
            load_settings(project(tmp_path, f"[imports]\n{line}\n"))
        assert (error.value.code, error.value.place) == ("wrong-setting", str(tmp_path / "hgraph.toml"))
        assert f"imports.{line.split(maxsplit=1)[0]}" in error.value.sentence()

    def test_limits_of_imports_in_the_environment(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HGRAPH_IMPORTS", '{"nesting": 7}')
        assert load_settings(project(tmp_path)).imports.nesting == 7
        monkeypatch.setenv("HGRAPH_IMPORTS", "zeven")
        with pytest.raises(UsageError) as error:
            load_settings(project(tmp_path))
        assert (error.value.code, error.value.place) == ("wrong-setting", "HGRAPH_IMPORTS")

    @pytest.mark.parametrize("key", ["kleur", "folder", "_env_file", "model_config", "id_base"])
    def test_an_unknown_key(self, tmp_path: Path, key: str) -> None:
        with pytest.raises(UsageError) as error:
            load_settings(project(tmp_path, f'{key} = "x"'))
        assert (error.value.code, error.value.place) == ("unknown-setting", str(tmp_path / "hgraph.toml"))
        assert key in error.value.sentence()
        assert "fail_on, imports, language" in error.value.remedy()
        assert "folder" not in error.value.remedy()

    @pytest.mark.parametrize(
        ("line", "shown"),
        [
            ('language = "fr"', "fr"),
            ("fail_on = 3", "3"),
            ("title = ['a']", "a"),
            ('base = "hgraph.example"', "hgraph.example"),
            ('base = "https://"', "https://"),
            ('base = "https:///"', "https:///"),
            ('base = "ftp://x.be/"', "ftp://x.be/"),
            ('base = "https://x.be/?a"', "?a"),
            ('base = "https://x .be/"', "x .be"),
        ],
    )
    def test_a_wrong_value(self, tmp_path: Path, line: str, shown: str) -> None:
        with pytest.raises(UsageError) as error:
            load_settings(project(tmp_path, line))
        assert (error.value.code, error.value.place) == ("wrong-setting", str(tmp_path / "hgraph.toml"))
        assert shown in error.value.sentence("en")

    def test_a_wrong_value_in_the_environment(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HGRAPH_FAIL_ON", "altijd")
        with pytest.raises(UsageError) as error:
            load_settings(project(tmp_path, 'fail_on = "info"'))
        assert (error.value.code, error.value.place) == ("wrong-setting", "HGRAPH_FAIL_ON")

    def test_a_wrong_value_that_was_typed(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError) as error:
            load_settings(project(tmp_path), language="fr")
        assert (error.value.code, error.value.place) == ("wrong-setting", None)

    @pytest.mark.parametrize("content", [b"title = ", b"\xff\xfe", b"a = " + b"[" * 5000, b"a = 1\na = 2", b"\x00"])
    def test_a_file_that_is_not_toml(self, tmp_path: Path, content: bytes) -> None:
        (tmp_path / "hgraph.toml").write_bytes(content)
        with pytest.raises(UnreadableInput) as error:
            load_settings(tmp_path)
        assert (error.value.code, error.value.place) == ("not-toml", str(tmp_path / "hgraph.toml"))

    def test_a_byte_order_mark_is_no_reason(self, tmp_path: Path) -> None:
        (tmp_path / "hgraph.toml").write_bytes(b'\xef\xbb\xbftitle = "Kladblok"')
        assert load_settings(tmp_path).title == "Kladblok"

    def test_a_table_that_is_none(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError) as error:
            load_settings(project(tmp_path, "[tool]\nhgraph = 3", "pyproject.toml"))
        assert error.value.code == "wrong-setting"


class TestBase:
    """Own things live under the base, however it is written."""

    @pytest.mark.parametrize("base", ["https://a.be", "https://a.be/", "https://a.be//", "http://a.be/id/x/"])
    def test_the_base_of_identifiers(self, tmp_path: Path, base: str) -> None:
        found = load_settings(tmp_path, base=base)
        assert found.id_base == base.rstrip("/") + "/id/"
        assert is_valid_iri(found.id_base)


class TestContent:
    """Content folders: the shipped files and the project's own."""

    def test_without_own_files_the_shipped_ones_count(self, tmp_path: Path) -> None:
        assert load_settings(tmp_path).content("queries", "*.rq") == load_settings(ROOT).content("queries", "*.rq")

    def test_an_own_file_takes_the_place_of_the_shipped_one(self, tmp_path: Path) -> None:
        (tmp_path / "queries" / "internal").mkdir(parents=True)
        own = [tmp_path / "queries" / "graphs.rq", tmp_path / "queries" / "internal" / "labels.rq"]
        for path in own:
            path.write_text("ASK {}")
        settings = load_settings(tmp_path)
        assert settings.content("queries", "graphs.rq") == [own[0]]
        assert settings.content("queries", "internal/labels.rq") == [own[1]]
        shipped = load_settings(ROOT).content("queries", "**/*.rq")
        assert len(settings.content("queries", "**/*.rq")) == len(shipped)

    def test_an_own_file_adds_to_the_shipped_ones_in_order_of_name(self, tmp_path: Path) -> None:
        (tmp_path / "queries").mkdir()
        (tmp_path / "queries" / "aa-eigen.rq").write_text("ASK {}")
        names = [path.name for path in load_settings(tmp_path).content("queries", "*.rq")]
        assert names[0] == "aa-eigen.rq"
        assert names == sorted(names)

    def test_data_are_never_mixed_with_the_shipped_ones(self, tmp_path: Path) -> None:
        (tmp_path / "data").mkdir()
        (tmp_path / "data" / "eigen.ttl").write_text("")
        assert [path.name for path in load_settings(tmp_path).content("data", "**/*.ttl")] == ["eigen.ttl"]

    def test_folders_are_no_files(self, tmp_path: Path) -> None:
        (tmp_path / "data" / "map.ttl").mkdir(parents=True)
        assert load_settings(tmp_path).content("data", "**/*.ttl") == []


class TestLinks:
    """Links may point within the project, never out of it."""

    def link(self, tmp_path: Path, name: str, target: Path) -> Settings:
        folder = tmp_path / "project"
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).symlink_to(target)
        return load_settings(folder)

    @pytest.mark.parametrize("name", ["data/x.ttl", "data/sub", "data", "data/diep/er/x.ttl"])
    @pytest.mark.parametrize("target", ["buiten/x.ttl", "buiten", "bestaat/niet"])
    def test_a_link_out_of_the_project_is_refused(self, tmp_path: Path, name: str, target: str) -> None:
        (tmp_path / "buiten").mkdir()
        (tmp_path / "buiten" / "x.ttl").write_text("")
        settings = self.link(tmp_path, name, tmp_path / target)
        with pytest.raises(UnreadableInput) as error:
            settings.content("data", "**/*.ttl")
        assert (error.value.code, error.value.exit_code) == ("link-out-of-project", 3)
        assert error.value.place == str(tmp_path / "project" / name)
        assert str(tmp_path / target) in error.value.sentence()

    def test_a_link_within_the_project_is_followed(self, tmp_path: Path) -> None:
        (tmp_path / "project" / "elders").mkdir(parents=True)
        (tmp_path / "project" / "elders" / "x.ttl").write_text("")
        settings = self.link(tmp_path, "data/x.ttl", tmp_path / "project" / "elders" / "x.ttl")
        assert [path.name for path in settings.content("data", "*.ttl")] == ["x.ttl"]

    def test_a_project_reached_by_a_link_is_a_project(self, tmp_path: Path) -> None:
        (tmp_path / "echt" / "data").mkdir(parents=True)
        (tmp_path / "echt" / "data" / "x.ttl").write_text("")
        (tmp_path / "link").symlink_to(tmp_path / "echt")
        assert len(load_settings(tmp_path / "link").content("data", "*.ttl")) == 1

    def test_a_link_to_itself_is_no_file(self, tmp_path: Path) -> None:
        settings = self.link(tmp_path, "data/x.ttl", tmp_path / "project" / "data" / "x.ttl")
        assert settings.content("data", "*.ttl") == []


LOAD = """
import sys
from pathlib import Path
from hgraph.dataset import read_data
from hgraph.errors import HgraphError
from hgraph.settings import load_settings
try:
    settings = load_settings(Path(sys.argv[1]))
    settings.content("queries", "*.rq")
    print(len(read_data(settings)))
except HgraphError as error:
    print(error.code, error.exit_code, error.place)
"""
FACTS = (
    "<https://hgraph.example/id/graaf/x> <https://w3id.org/hgraph/ns#statementKind> "
    "<https://w3id.org/hgraph/code/statement-kind/bron> ."
)


class TestPermissions:
    """What cannot be read is said, never passed over: a check of half the data is no check."""

    @pytest.mark.parametrize("name", ["", "data", "data/sub", "data/x.ttl", "hgraph.toml", "queries"])
    def test_what_is_not_readable_is_named(self, tmp_path: Path, name: str) -> None:
        folder = project(tmp_path / "project")
        for path in ("data/sub/y.txt", "queries/q.rq"):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text("")
        (folder / "data" / "x.ttl").write_text(FACTS)
        assert bound_by_modes(LOAD, folder) == "1"
        mode = (folder / name).stat().st_mode
        (folder / name).chmod(0)
        try:
            assert bound_by_modes(LOAD, folder) == f"not-readable 3 {folder / name}"
        finally:
            (folder / name).chmod(mode)

    def test_a_folder_above_that_is_closed_ends_the_search(self, tmp_path: Path) -> None:
        script = LOAD.replace(
            "load_settings(Path(sys.argv[1]))", "(__import__('os').chdir(sys.argv[1]), load_settings())[1]"
        )
        folder = tmp_path / "dicht" / "project"
        folder.mkdir(parents=True)
        before = bound_by_modes(script, folder)
        (tmp_path / "dicht").chmod(0o100)
        try:
            assert bound_by_modes(script, folder) == before
        finally:
            (tmp_path / "dicht").chmod(0o755)


def test_every_complaint_is_one_error_of_the_program(tmp_path: Path) -> None:
    with pytest.raises(HgraphError):
        load_settings(tmp_path / "er-niet")
