"""Files that are no data, cut off, packed too much or nested too deep: one sentence, a place, and nothing else."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterator
from io import BufferedReader, FileIO, TextIOWrapper
from pathlib import Path
from signal import SIGINT, pthread_kill
from threading import Event, Thread, get_ident
from time import sleep

import pytest

from hgraph.errors import UnreadableInput
from hgraph.importers.intake import Intake
from hgraph.messages import LANGUAGES
from hgraph.settings import ImportLimits

LINE = '<http://a.example/s> <http://a.example/p> "één" .\n'
WHOLE = (LINE * 3).encode()


def read(path: Path | str, **limits: int) -> int:
    """Return the number of triples of a file."""
    return sum(1 for _ in Intake(ImportLimits(**limits)).triples(str(path)))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return where a file can be written."""
    return tmp_path / "bron.ttl"


@pytest.mark.parametrize(
    "content",
    [
        WHOLE,
        gzip.compress(WHOLE),
        b"\xef\xbb\xbf" + WHOLE,
        b"@prefix a: <http://a.example/> .\na:s a:p 1 , 2 , 3 .",
    ],
    ids=["n-triples", "gzip", "mark of UTF-8", "turtle"],
)
def test_turtle_and_n_triples_are_read_whatever_the_name(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert read(file) == 3


def test_packed_parts_may_follow_one_another(file: Path) -> None:
    file.write_bytes(gzip.compress(WHOLE) + gzip.compress(WHOLE))
    assert read(file) == 6


@pytest.mark.parametrize(
    ("content", "code", "line"),
    [
        (b"", "empty-file", None),
        (b"# alleen een opmerking\n", "empty-file", None),
        (WHOLE + b'<http://a.example/s> <http://a.example/p> "on', "import-cut-off", 4),
        (WHOLE + b"<http://a.example/s> <http://a.exa", "import-cut-off", 4),
        (WHOLE + b"<http://a.example/s> <http://a.example/p> ", "import-cut-off", 4),
        (WHOLE[: WHOLE.rindex("é".encode()) + 1], "import-cut-off", 3),
        (gzip.compress(WHOLE, mtime=0)[:-12], "import-cut-off", None),
        (WHOLE.decode().encode("latin-1"), "not-utf8", 1),
        (LINE.encode() + LINE.encode("latin-1"), "not-utf8", 2),
        (WHOLE.decode().encode("utf-16"), "not-utf8", 1),
        (WHOLE.decode().encode("utf-16-be"), "not-utf8", 1),
        (b"<!DOCTYPE html>\n<html></html>", "import-other-format", 1),
        (b'\n  <?xml version="1.0"?><rdf:RDF/>', "import-other-format", 1),
        (b'{"@id": "http://a.example/s"}', "import-other-format", 1),
        (b"PK\x03\x04zip", "import-other-format", 1),
        (WHOLE + b"dit is geen turtle", "import-syntax", 4),
        (gzip.compress(b" " * 50_000_000, mtime=0), "import-packed-too-much", None),
        (gzip.compress(LINE.encode() * 400_000, mtime=0), "import-packed-too-much", None),
        (b"<http://a.example/s> <http://a.example/p> " + b"(" * 200_000, "import-too-nested", None),
        (
            b"<http://a.example/s> <http://a.example/p> " + b"[ <http://a.example/p> " * 300_000,
            "import-no-statement",
            1,
        ),
        (b'<http://a.example/s> <http://a.example/p> "' + b"x" * 6_000_000 + b'" .', "import-no-statement", 1),
    ],
)
def test_what_is_no_data_is_refused_with_its_place(file: Path, content: bytes, code: str, line: int | None) -> None:
    file.write_bytes(content)
    with pytest.raises(UnreadableInput) as refused:
        read(file)
    assert refused.value.code == code
    assert refused.value.place == (str(file) if line is None else f"{file}:{line}")
    assert all(refused.value.sentence(language) and refused.value.remedy(language) for language in LANGUAGES)


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rond").symlink_to("rond")
    places = {tmp_path: "import-not-a-file", tmp_path / "weg": "import-no-such-file", tmp_path / "rond": "not-readable"}
    for path, code in places.items():
        with pytest.raises(UnreadableInput) as refused:
            read(path)
        assert (refused.value.code, refused.value.place) == (code, str(path))


def test_reading_takes_no_longer_than_allowed(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_bytes(b"".join(b'<http://a.example/%d> <http://a.example/p> "x" .\n' % n for n in range(5_000)))
    clock = iter([0.0, 11.0, 12.0])
    monkeypatch.setattr("hgraph.importers.intake.monotonic", lambda: next(clock))
    with pytest.raises(UnreadableInput) as refused:
        read(file, seconds=10)
    assert refused.value.code == "import-too-slow"


def test_lists_beside_lists_are_not_nested(file: Path) -> None:
    file.write_bytes(b"".join(b"<http://a.example/%d> <http://a.example/p> ( 1 ( 2 ) 3 ) .\n" % n for n in range(500)))
    assert read(file) == 500 * 9


class TestStandardInput:
    """A pipe gives what it has: a byte, a page, or nothing yet."""

    @pytest.fixture
    def pipe(self, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileIO]:
        """Return what can be written to, with standard input as its other end."""
        theirs, ours = os.pipe()
        with TextIOWrapper(BufferedReader(FileIO(theirs))) as source, FileIO(ours, "w") as sink:
            monkeypatch.setattr("sys.stdin", source)
            yield sink

    def test_is_a_file_too(self, pipe: FileIO) -> None:
        pipe.write(WHOLE)
        pipe.close()
        intake = Intake(ImportLimits())
        assert sum(1 for _ in intake.triples("-")) == 3
        assert [file.name for file in intake.files] == ["stdin"]

    @pytest.mark.parametrize("content", [b"<!DOCTYPE html><html></html>", b'<?xml version="1.0"?>'])
    def test_is_known_for_what_it_is_when_it_drips(self, pipe: FileIO, content: bytes) -> None:
        def drip() -> None:
            for byte in content:
                pipe.write(bytes([byte]))
                sleep(0.001)
            pipe.close()

        dripping = Thread(target=drip)
        dripping.start()
        with pytest.raises(UnreadableInput) as refused:
            read("-")
        dripping.join()
        assert refused.value.code == "import-other-format"

    def test_ends_with_an_interrupt_that_the_waiting_thread_did_not_feel(self, pipe: FileIO) -> None:
        """Caught by another thread, as a signal is that comes between two looks of Python: it wakes nobody."""

        def interrupt() -> None:
            sleep(0.1)
            pthread_kill(get_ident(), SIGINT)
            if not ended.wait(20):
                pipe.close()  # what waits for ever would make the test wait as long

        ended = Event()
        pipe.write(WHOLE)
        interrupting = Thread(target=interrupt)
        interrupting.start()
        with pytest.raises(KeyboardInterrupt):
            read("-")
        ended.set()
        interrupting.join()
        assert not pipe.closed

    def test_that_is_closed_is_no_file(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", None)
        with pytest.raises(UnreadableInput) as refused:
            read("-")
        assert refused.value.code == "import-no-such-file"


def test_progress_is_told_and_files_are_named_with_their_checksum(file: Path) -> None:
    import hashlib

    content = b"".join(b'<http://a.example/%d> <http://a.example/p> "x" .\n' % n for n in range(10_000))
    file.write_bytes(gzip.compress(content))
    told: list[tuple[int, int]] = []
    intake = Intake(ImportLimits(), lambda triples, size: told.append((triples, size)))
    assert sum(1 for _ in intake.triples(str(file))) == 10_000
    assert [triples for triples, _ in told] == [4096, 8192]
    (read_file,) = intake.files
    assert read_file.sha256 == hashlib.sha256(file.read_bytes()).hexdigest()
