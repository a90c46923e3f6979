"""Names of things: the reader's language first, never a blank, found again by the words people type."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hgraph.labels import LabelIndex
from hgraph.project import Project
from hgraph.terms import Iri, Literal, Table
from strategies import any_text, iris

BASE = "https://hgraph.example/id/"
PLAN = BASE + "plan/x"


class TestChoosing:
    """Which of several labels is shown."""

    def test_the_language_asked_for_comes_first(self) -> None:
        index = LabelIndex([(PLAN, "Plan X", "nl", 0), (PLAN, "The X plan", "en", 0), (PLAN, "X", "", 0)])
        assert (index.label(PLAN, "nl"), index.label(PLAN, "en")) == ("Plan X", "The X plan")

    def test_then_a_label_without_language_then_another_language(self) -> None:
        index = LabelIndex(
            [(PLAN, "Plan X", "nl", 0), ("urn:p", "Jan", "", 1), ("urn:p", "Jean", "fr", 0), ("urn:f", "F", "fr", 0)]
        )
        assert index.label(PLAN, "en") == "Plan X"
        assert index.label("urn:p", "en") == "Jan"
        assert index.label("urn:f", "nl") == "F"

    def test_the_better_rank_wins_then_the_alphabet(self) -> None:
        rows = [(PLAN, "Zoals het heet", "nl", 0), (PLAN, "Bijnaam", "nl", 3), (PLAN, "Als tweede", "nl", 3)]
        assert LabelIndex(rows).label(PLAN, "nl") == "Zoals het heet"
        assert LabelIndex(rows[1:]).label(PLAN, "nl") == "Als tweede"

    def test_a_regional_tag_counts_as_its_language(self) -> None:
        assert LabelIndex([(PLAN, "Plan", "NL-be", 0)]).label(PLAN, "nl") == "Plan"

    def test_without_label_the_short_iri_is_the_name(self) -> None:
        index = LabelIndex([], BASE)
        assert index.label(PLAN, "nl") == "plan/x"
        assert index.label("https://w3id.org/hgraph/ns#Action", "nl") == "hg:Action"
        assert index.label("https://elders.example/x", "nl") == "https://elders.example/x"

    @given(
        st.lists(st.tuples(iris, any_text, st.sampled_from(["nl", "en", "", "fr"]), st.integers(0, 3))), st.randoms()
    )
    def test_the_order_of_the_rows_does_not_matter(self, rows: list[tuple[str, str, str, int]], random: object) -> None:
        shuffled = list(rows)
        random.shuffle(shuffled)  # type: ignore[attr-defined]
        first, second = LabelIndex(rows), LabelIndex(shuffled)
        for thing, *_ in rows:
            assert first.label(thing, "nl") == second.label(thing, "nl")

    def test_a_table_of_a_store_is_taken(self) -> None:
        table = Table(
            ("thing", "label", "lang", "rank"),
            [
                (Iri(PLAN), Literal("Plan"), Literal("nl"), Literal("0")),
                (Iri("urn:x"), Literal("X"), None, Literal("2")),
            ],
        )
        index = LabelIndex.from_table(table, BASE)
        assert (index.label(PLAN, "nl"), index.label("urn:x", "nl")) == ("Plan", "X")


class TestSearching:
    """From the words of a name to the things that bear it."""

    INDEX = LabelIndex(
        [
            ("urn:1", "Horizontaal plan", "nl", 0),
            ("urn:1", "Horizontal plan", "en", 0),
            ("urn:2", "Horizontaal plan 2020", "nl", 0),
            ("urn:3", "Actie  Straße", "nl", 0),
        ]
    )

    @pytest.mark.parametrize(
        ("words", "found"),
        [
            ("horizontaal PLAN", ["urn:1"]),
            ("plan horizontaal", ["urn:1", "urn:2"]),
            ("2020", ["urn:2"]),
            ("horizontal", ["urn:1"]),
            ("STRASSE actie", ["urn:3"]),
            ("onbekend", []),
            ("plan onbekend", []),
            ("", []),
            ("   ", []),
        ],
    )
    def test_an_equal_label_wins_over_one_that_holds_the_words(self, words: str, found: list[str]) -> None:
        assert self.INDEX.search(words) == found

    @given(st.lists(st.tuples(iris, any_text, st.just("nl"), st.just(0)), max_size=5), any_text)
    def test_any_words_may_be_typed(self, rows: list[tuple[str, str, str, int]], words: str) -> None:
        found = LabelIndex(rows).search(words)
        assert found == sorted(found)

    @given(st.lists(st.tuples(iris, any_text.filter(str.strip), st.just("nl"), st.just(0)), min_size=1, max_size=5))
    def test_everything_is_found_by_its_whole_name(self, rows: list[tuple[str, str, str, int]]) -> None:
        index = LabelIndex(rows)
        for thing, *_ in rows:
            assert thing in index.search(index.label(thing, "nl"))

    def test_knows_which_things_it_has(self) -> None:
        assert "urn:1" in self.INDEX
        assert "urn:9" not in self.INDEX
        assert sorted(self.INDEX.things()) == ["urn:1", "urn:2", "urn:3"]


class TestTheRealPlan:
    """The shipped plan has a name for everything a reader meets."""

    def test_every_own_thing_is_found_by_its_slug_and_by_its_name(self, real_project: Project) -> None:
        own = [thing for thing in real_project.labels.things() if thing.startswith(real_project.settings.id_base)]
        assert own
        for thing in own:
            slug = thing.removeprefix(real_project.settings.id_base)
            assert real_project.resolve(slug) == thing
            assert thing in real_project.labels.search(real_project.labels.label(thing, "nl"))

    def test_a_name_exists_in_both_languages(self, real_project: Project) -> None:
        labels = real_project.labels
        own = [thing for thing in labels.things() if thing.startswith("https://w3id.org/hgraph/")]
        assert own
        assert all(labels.label(thing, language) for thing in own for language in ("nl", "en"))
