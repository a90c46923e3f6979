"""Reading a dossier from anybody: what leads out, links, bombs and broken files are refused, and nothing is written."""

from __future__ import annotations

import io
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cli import unchanged
from hgraph.dossier import reading
from hgraph.dossier.reading import read_dossier
from hgraph.errors import UnreadableInput


def zipped(place: Path, *entries: tuple[zipfile.ZipInfo | str, bytes]) -> Path:
    """Write a zip file with entries as they are given, double ones too."""
    path = place / "d.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, content in entries:
            archive.writestr(entry, content)
    return path


def entry(name: str, mode: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    """Return an entry with a mode."""
    made = zipfile.ZipInfo(name)
    made.create_system, made.external_attr = 3, mode << 16
    return made


def refused(place: Path) -> str:
    """Return the code with which a dossier is refused."""
    with unchanged(place.parent), pytest.raises(UnreadableInput) as error:
        read_dossier(place)
    return error.value.code


def test_a_folder_and_a_zip_give_the_same(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "b").write_bytes(b"1")
    (folder / "c").write_bytes(b"")
    packed = zipped(tmp_path, ("a/", b""), ("c", b""), ("a/b", b"1"))
    assert read_dossier(folder) == read_dossier(packed) == {"a/b": b"1", "c": b""}


@pytest.mark.parametrize(
    "name",
    [
        "../out",
        "a/../../out",
        "/etc/passwd",
        "a\\..\\out",
        "C:/out",
        "a//b",
        "./a",
        "a/./b",
        "line\nbreak",
        "\x1b[31mred",
        "/".join("deeper" for _ in range(13)),
        "long" * 101,
    ],
)
def test_a_name_that_leads_out_or_astray(name: str, tmp_path: Path) -> None:
    assert refused(zipped(tmp_path, ("good", b""), (name, b"x"))) == "unsafe-dossier"


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFDIR])
def test_an_entry_that_is_no_plain_file(kind: int, tmp_path: Path) -> None:
    assert refused(zipped(tmp_path, (entry("link", kind | 0o777), b"/etc/passwd"))) == "unsafe-dossier"


def test_two_entries_of_one_name(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        path = zipped(tmp_path, ("a", b"1"), ("a", b"2"))
    assert refused(path) == "unsafe-dossier"


def test_two_names_that_some_disks_cannot_tell_apart(tmp_path: Path) -> None:
    assert refused(zipped(tmp_path, ("Nota.pdf", b"1"), ("nota.pdf", b"2"))) == "unsafe-dossier"


def test_a_locked_entry(tmp_path: Path) -> None:
    path = zipped(tmp_path, ("a", b"1"))
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    path.write_bytes(bytes(content))
    assert refused(path) == "unsafe-dossier"


def test_a_bomb_is_stopped_while_it_unfolds(tmp_path: Path) -> None:
    bomb = zipped(tmp_path, ("a", bytes(8 << 20)))
    assert bomb.stat().st_size < 100_000
    with patch.object(reading, "MOST_BYTES", 4 << 20):
        assert refused(bomb) == "dossier-too-large"


def test_what_a_bomb_says_of_its_own_size_is_not_believed(tmp_path: Path) -> None:
    bomb = zipped(tmp_path, ("a", bytes(8 << 20)))
    content = bomb.read_bytes().replace((8 << 20).to_bytes(4, "little"), (10).to_bytes(4, "little"))
    bomb.write_bytes(content)
    with patch.object(reading, "MOST_BYTES", 4 << 20):
        assert refused(bomb) in ("dossier-too-large", "not-a-dossier")


def test_many_small_files_are_too_many(tmp_path: Path) -> None:
    with patch.object(reading, "MOST_FILES", 20):
        assert refused(zipped(tmp_path, *((f"{number}", b"") for number in range(21)))) == "dossier-too-large"


def test_a_large_folder(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "a").write_bytes(bytes(2000))
    with patch.object(reading, "MOST_BYTES", 1000):
        assert refused(tmp_path / "d") == "dossier-too-large"


@pytest.mark.parametrize(
    "make", [lambda path: path.symlink_to("/etc/passwd"), lambda path: path.symlink_to("/etc"), os.mkfifo]
)
def test_a_folder_with_a_link_or_a_pipe(make: Callable[[Path], None], tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    make(tmp_path / "d" / "odd")
    assert refused(tmp_path / "d") == "unsafe-dossier"


@pytest.mark.parametrize("content", [b"", b"PK\x05\x06", b"just a text", bytes(100)])
def test_a_file_that_is_no_zip(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "d.zip"
    path.write_bytes(content)
    assert refused(path) == "not-a-dossier"


def test_nothing_at_all(tmp_path: Path) -> None:
    assert refused(tmp_path / "none") == "not-a-dossier"


def test_a_zip_that_was_cut_off(tmp_path: Path) -> None:
    path = zipped(tmp_path, ("a", os.urandom(5000)))
    content = path.read_bytes()
    at = content.index(b"PK\x01\x02")
    path.write_bytes(content[: at // 2] + bytes(at - at // 2) + content[at:])
    assert refused(path) == "not-a-dossier"


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("SHA256SUMS", b"x")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "d.zip"
        path.write_bytes(content + whole.getvalue()[len(content) // 3 :])
        try:
            outcome = "read" if read_dossier(path) else "empty"
        except UnreadableInput as error:
            outcome = error.code
    assert outcome in ("read", "not-a-dossier", "unsafe-dossier", "dossier-too-large")
