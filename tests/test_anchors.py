"""Anchors: a quote is found where it stands, and never placed by guess."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from hgraph.errors import UnreadableInput
from hgraph.findings import Finding, Severity
from hgraph.labels import Row
from hgraph.project import Project, open_project
from hgraph.settings import load_settings
from hgraph.sources import Anchor, Recut, RecutStatus, check_anchors, recut

TEXT = "Deze Vlaamse Regering zet kansen centraal. Iedereen krijgt kansen. Iedereen neemt ze."

texts = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60),
    st.text("ab ", min_size=1, max_size=40),
    st.text("a\U0001f600é", min_size=1, max_size=20),
)


def cut(text: str, start: int, end: int, around: int = 12) -> Anchor:
    """Return the anchor of a slice, with the text around it as it is cut from a source."""
    return Anchor(text[start:end], text[max(0, start - around) : start], text[end : end + around], start, end)


@st.composite
def slices(draw: st.DrawFn) -> tuple[str, Anchor]:
    """Return a text and the anchor of a random slice of it."""
    text = draw(texts)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    return text, cut(text, start, end, draw(st.integers(0, 12)))


class TestTheFiveAnswers:
    """Same, moved, changed, gone, ambiguous: one text, one quote."""

    ANCHOR = cut(TEXT, 43, 65)

    def test_the_quote_under_test(self) -> None:
        assert self.ANCHOR.exact == "Iedereen krijgt kansen"

    def test_same(self) -> None:
        assert recut(TEXT, self.ANCHOR) == Recut(RecutStatus.SAME, 43, 65)

    def test_moved(self) -> None:
        assert recut("Vooraf. " + TEXT, self.ANCHOR) == Recut(RecutStatus.MOVED, 51, 73)

    @pytest.mark.parametrize(("before", "after"), [("centraal. ", "zet. "), ("anders: ", ". Iedereen ")])
    def test_moved_if_one_side_agrees(self, before: str, after: str) -> None:
        text = before + self.ANCHOR.exact + after
        found = recut(text, Anchor(self.ANCHOR.exact, "centraal. ", ". Iedereen ", 43, 65))
        assert found == Recut(RecutStatus.MOVED, len(before), len(before) + 22)

    def test_ambiguous_if_no_side_agrees(self) -> None:
        assert recut("x Iedereen krijgt kansen x", self.ANCHOR).status is RecutStatus.AMBIGUOUS

    def test_ambiguous_if_it_stands_twice(self) -> None:
        assert recut("Vooraf. " + TEXT + TEXT, self.ANCHOR) == Recut(RecutStatus.AMBIGUOUS)

    def test_ambiguous_without_anything_around_it(self) -> None:
        assert recut(" ab", Anchor("ab", "", "", 0, 2)).status is RecutStatus.AMBIGUOUS

    def test_changed(self) -> None:
        found = recut(TEXT.replace("krijgt kansen", "moet slagen"), self.ANCHOR)
        assert found == Recut(RecutStatus.CHANGED, 43, 63)

    def test_changed_beyond_recognition_is_gone(self) -> None:
        assert recut(TEXT.replace("krijgt", "krijgt" * 20), self.ANCHOR).status is RecutStatus.GONE

    def test_enclosed_at_two_places_is_gone(self) -> None:
        text = TEXT.replace("krijgt kansen", "moet slagen")
        assert recut(text + " " + text, self.ANCHOR).status is RecutStatus.GONE

    def test_gone(self) -> None:
        assert recut("Iets heel anders.", self.ANCHOR) == Recut(RecutStatus.GONE)

    def test_cut_out_is_gone(self) -> None:
        assert recut(TEXT.replace(self.ANCHOR.exact, ""), self.ANCHOR).status is RecutStatus.GONE

    @pytest.mark.parametrize("text", ["", TEXT])
    def test_a_quote_of_no_words_is_never_found(self, text: str) -> None:
        assert recut(text, Anchor("", "", "", 0, 0)).status is RecutStatus.GONE

    @pytest.mark.parametrize(("start", "end"), [(-5, -1), (-5, 85), (80, 200), (80, 80), (84, 80)])
    def test_a_place_outside_the_text_holds_no_words(self, start: int, end: int) -> None:
        anchor = Anchor("t ze.", "Iedereen neem", "", start, end)
        assert recut(TEXT, anchor) == Recut(RecutStatus.MOVED, 80, 85)


class TestInvariants:
    """Whatever the text, whatever the quote."""

    @given(slices())
    def test_what_was_cut_is_found_again(self, case: tuple[str, Anchor]) -> None:
        text, anchor = case
        assert recut(text, anchor) == Recut(RecutStatus.SAME, anchor.start, anchor.end)

    @given(slices(), texts, st.data())
    def test_text_put_in_before_it_never_leads_to_a_wrong_place(
        self, case: tuple[str, Anchor], extra: str, data: st.DataObject
    ) -> None:
        text, anchor = case
        at = data.draw(st.integers(0, anchor.start))
        changed = text[:at] + extra + text[at:]
        found = recut(changed, anchor)
        assert found.status in (RecutStatus.SAME, RecutStatus.MOVED, RecutStatus.AMBIGUOUS)
        if found.status is RecutStatus.MOVED:
            assert found.start == anchor.start + len(extra)
        if found.status is RecutStatus.SAME:
            assert changed[anchor.start : anchor.end] == anchor.exact

    @given(slices())
    def test_a_quote_that_was_deleted_is_never_there(self, case: tuple[str, Anchor]) -> None:
        text, anchor = case
        changed = text[: anchor.start] + text[anchor.end :]
        assume(anchor.exact not in changed)
        assert recut(changed, anchor).status in (RecutStatus.GONE, RecutStatus.CHANGED)

    @given(slices(), texts)
    def test_a_place_that_is_named_holds_the_words(self, case: tuple[str, Anchor], other: str) -> None:
        _, anchor = case
        found = recut(other, anchor)
        if found.status in (RecutStatus.SAME, RecutStatus.MOVED):
            assert other[found.start : found.end] == anchor.exact
        if found.status is RecutStatus.MOVED:
            assert other.count(anchor.exact) == 1
        if found.status is RecutStatus.CHANGED:
            assert found.start is not None
            assert found.end is not None
            assert other[: found.start].endswith(anchor.prefix)
            assert other[found.end :].startswith(anchor.suffix)
            assert found.start < found.end
        assert (found.start is None) == (found.status in (RecutStatus.GONE, RecutStatus.AMBIGUOUS))

    @given(texts, slices())
    def test_another_copy_elsewhere_is_not_taken_for_it(self, filler: str, case: tuple[str, Anchor]) -> None:
        _, anchor = case
        copy = f"\x00{anchor.exact}\x01"
        assume(
            anchor.exact not in filler and copy.count(anchor.exact) == 1 and (filler + copy).count(anchor.exact) == 1
        )
        assume(not anchor.prefix.endswith("\x00") and not anchor.suffix.startswith("\x01"))
        assert recut(filler + copy, anchor).status in (RecutStatus.SAME, RecutStatus.AMBIGUOUS)

    def test_characters_beyond_the_basic_plane_count_as_one(self) -> None:
        text = "\U0001f600\U00010400 kansen é"
        assert recut(text, Anchor("kansen", "\U00010400 ", " é", 3, 9)) == Recut(RecutStatus.SAME, 3, 9)

    def test_an_accent_apart_is_another_text(self) -> None:
        assert recut("e\u0301e\u0301n", Anchor("één", "", "", 0, 3)).status is RecutStatus.GONE


DATA = """\
@base <https://hgraph.example/id/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix hg: <https://w3id.org/hgraph/ns#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix spdx: <http://spdx.org/rdf/terms#> .
@prefix statement-kind: <https://w3id.org/hgraph/code/statement-kind/> .
<graaf/a> hg:statementKind statement-kind:bron .
<tekstversie/t> a hg:TextVersion ; dct:title "Tekst"@nl ; hg:textFile "FILE" ; spdx:checksum <tekstversie/t/som> .
<tekstversie/t/som> spdx:checksumValue "SHA" .
<passage/p> a hg:Passage ; dct:title "Kansen"@nl , "Chances"@en ; oa:hasSource <tekstversie/t> ;
    oa:hasSelector <passage/p/citaat> , <passage/p/positie> .
<passage/p/citaat> a oa:TextQuoteSelector ; oa:exact "Iedereen krijgt kansen" ; oa:prefix "centraal. " ; oa:suffix "." .
<passage/p/positie> a oa:TextPositionSelector ; oa:start START ; oa:end 65 .
"""


def checked(
    folder: Path,
    text: str | bytes | None = TEXT,
    *,
    file: str = "sources/t.txt",
    start: str = "43",
    sha: str | None = None,
) -> list[Finding]:
    """Return the findings about one pinned text with one passage."""
    raw = text.encode() if isinstance(text, str) else text
    (folder / "data" / "sources").mkdir(parents=True, exist_ok=True)
    if raw is not None:
        (folder / "data" / "sources" / "t.txt").write_bytes(raw)
    sha = sha or hashlib.sha256(raw or b"").hexdigest()
    content = DATA.replace("FILE", file).replace("SHA", sha).replace("START", start)
    (folder / "data" / "a.ttl").write_text(content, encoding="utf-8")
    with open_project(load_settings(folder)) as project:
        return check_anchors(project)


class TestCheckingAProject:
    """Every pinned text and every quote of a project, as findings."""

    def test_a_text_as_it_was_pinned_gives_no_finding(self, tmp_path: Path) -> None:
        assert checked(tmp_path) == []

    def test_the_checksum_may_be_in_capitals(self, tmp_path: Path) -> None:
        assert checked(tmp_path, sha=hashlib.sha256(TEXT.encode()).hexdigest().upper()) == []

    @pytest.mark.parametrize(
        ("text", "code", "severity"),
        [
            ("Vooraf. " + TEXT, "quote-moved", Severity.WARNING),
            (TEXT.replace("krijgt", "kreeg"), "quote-changed", Severity.VIOLATION),
            ("Niets.", "quote-gone", Severity.VIOLATION),
            ("Vooraf. " + TEXT + TEXT, "quote-ambiguous", Severity.VIOLATION),
        ],
    )
    def test_what_became_of_a_quote(self, tmp_path: Path, text: str, code: str, severity: Severity) -> None:
        (finding,) = checked(tmp_path, text)
        assert (finding.code, finding.severity) == (code, severity)
        assert finding.focus == "https://hgraph.example/id/passage/p"
        assert finding.place.document == "https://hgraph.example/id/tekstversie/t"
        assert finding.place.passage == finding.focus
        assert "Kansen" in finding.messages["nl"]
        assert "Chances" in finding.messages["en"]
        assert "Iedereen krijgt kansen" in finding.messages["nl"]

    def test_a_quote_that_moved_says_where_it_stands_now(self, tmp_path: Path) -> None:
        (finding,) = checked(tmp_path, "Vooraf. " + TEXT)
        assert "van teken 51 tot 73" in finding.messages["nl"]
        assert "from character 51 to 73" in finding.messages["en"]

    @pytest.mark.parametrize("start", ['"drie"', "-43", "44", '"43"', "4300000000000000000000"])
    def test_a_wrong_position_is_a_finding_not_a_crash(self, tmp_path: Path, start: str) -> None:
        (finding,) = checked(tmp_path, start=start)
        assert finding.code == "quote-moved"

    def test_a_text_that_was_altered(self, tmp_path: Path) -> None:
        (finding,) = checked(tmp_path, TEXT + "\n", sha="0" * 64)
        assert (finding.code, finding.severity) == ("pinned-text-altered", Severity.VIOLATION)
        assert finding.place.file == "data/sources/t.txt"
        assert "sources/t.txt" in finding.messages["nl"]

    def test_a_text_in_another_encoding(self, tmp_path: Path) -> None:
        (finding,) = checked(tmp_path, TEXT.encode("utf-16"))
        assert finding.code == "pinned-text-altered"

    def test_a_text_with_accents_apart(self, tmp_path: Path) -> None:
        (finding,) = checked(tmp_path, TEXT + " e\u0301e\u0301n")
        assert finding.code == "pinned-text-not-nfc"

    @pytest.mark.parametrize(
        "file", ["sources/weg.txt", "sources", "../hgraph.toml", "/etc/passwd", "", "a/../../a.ttl"]
    )
    def test_a_text_that_is_not_there_or_not_in_the_project(self, tmp_path: Path, file: str) -> None:
        (tmp_path / "hgraph.toml").write_text("")
        (finding,) = checked(tmp_path, file=file)
        assert finding.code == "pinned-text-missing"

    def test_a_link_out_of_the_project_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "buiten.txt").write_text(TEXT)
        folder = tmp_path / "project"
        (folder / "data" / "sources").mkdir(parents=True)
        (folder / "data" / "sources" / "t.txt").symlink_to(tmp_path / "buiten.txt")
        with pytest.raises(UnreadableInput) as error:
            checked(folder, None, sha=hashlib.sha256(TEXT.encode()).hexdigest())
        assert error.value.code == "link-out-of-project"

    def test_only_the_names_of_passages_with_a_finding_are_read(self, tmp_path: Path) -> None:
        """A plan has a hundred times as many names as it has quotes that moved."""
        checked(tmp_path, "Vooraf. " + TEXT)
        many = "".join(
            DATA.split("<passage/p> ")[1].replace("passage/p", f"passage/p{number}").join((f"<passage/p{number}> ", ""))
            for number in range(30)
        )
        sha = hashlib.sha256(("Vooraf. " + TEXT).encode()).hexdigest()
        content = (DATA + many).replace("FILE", "sources/t.txt").replace("SHA", sha).replace("START", "43")
        (tmp_path / "data" / "a.ttl").write_text(content, encoding="utf-8")
        with open_project(load_settings(tmp_path)) as project:
            asked: list[int] = []
            read = project.labels._source
            assert read is not None

            def counted(things: Collection[str] | None) -> Iterable[Row]:
                asked.append(-1 if things is None else len(things))
                return read(things)

            project.labels._source = counted
            assert len(check_anchors(project)) == 31
        assert asked == [31]

    def test_nothing_is_written(self, tmp_path: Path) -> None:
        checked(tmp_path, "Vooraf. " + TEXT)
        assert (tmp_path / "data" / "sources" / "t.txt").read_text() == "Vooraf. " + TEXT
        assert len(list((tmp_path / "data").rglob("*"))) == 3

    @pytest.mark.parametrize("name", ["real_project", "example_project"])
    def test_the_shipped_plans_quote_faithfully(self, name: str, request: pytest.FixtureRequest) -> None:
        project: Project = request.getfixturevalue(name)
        assert check_anchors(project) == []
        assert project.select("sources/anchors").rows
