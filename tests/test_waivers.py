"""Waivers: what somebody accepts until a date is counted as such, comes back afterwards, and never goes unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flawed_plan import ACTION, BASE, RULE, flawed_copy, waiver, with_waivers
from hgraph.checks import Examination, examine
from hgraph.errors import UsageError
from hgraph.findings import Finding, Severity, Status, WaiverNote
from hgraph.namespaces import DCAT, DCT, HG, XSD
from hgraph.project import open_project
from hgraph.settings import load_settings
from hgraph.terms import Iri, Literal, is_valid_iri, tagged
from hgraph.validation import Decision, Waivers, today
from hgraph.validation.recording import waiver_iri
from strategies import iris

TODAY = date(2026, 11, 23)
END = date(2027, 5, 31)


@pytest.fixture
def plan(example_folder: Path, tmp_path: Path) -> Path:
    """Return the folder of a flawed plan to write in."""
    return flawed_copy(example_folder, tmp_path / "plan")


def looked_at(folder: Path, *waivers: str) -> Examination:
    """Return what a check finds in the flawed example with these waivers."""
    with open_project(load_settings(with_waivers(folder, *waivers))) as project:
        return examine(project)


def stages_of_actions(folder: Path, on: date) -> set[str | None]:
    """Return the stages that the actions of the plan have reached on a day."""
    with open_project(load_settings(folder)) as project:
        return set(examine(project).progress(on=on).by_class[Iri(HG.Action)])


def statuses(examination: Examination, on: date, stage: str = "reporting") -> dict[str, Status]:
    """Return the status of every finding, by rule."""
    return {finding.code: finding.status for finding in examination.report(stage, on).findings}


class TestStatus:
    """Open, waived, expired: decided by the day."""

    def test_waived_up_to_and_including_the_last_day_and_expired_after_it(self, plan: Path) -> None:
        found = looked_at(plan, waiver())
        assert statuses(found, END) == {"action-without-indicator": Status.WAIVED}
        assert statuses(found, END + timedelta(days=1)) == {"action-without-indicator": Status.EXPIRED}
        assert statuses(found, TODAY) == {"action-without-indicator": Status.WAIVED}
        assert statuses(found, TODAY - timedelta(days=1)) == {"action-without-indicator": Status.OPEN}

    def test_the_note_says_who_why_and_until_when(self, plan: Path) -> None:
        english = 'hg:justification "De indicator volgt."@nl , "The indicator follows."@en-GB'
        found = looked_at(plan, waiver(reason=english))
        for day in (END, END + timedelta(days=1)):
            (finding,) = found.report("reporting", day).findings
            assert finding.waiver == WaiverNote(
                {"nl": "De indicator volgt.", "en": "The indicator follows."}, "Kanselarij (fictief)", END
            )

    def test_a_waived_violation_neither_fails_nor_holds_back(self, plan: Path) -> None:
        found = looked_at(plan, waiver())
        assert not found.report("reporting", END).fails(Severity.INFO)
        standing = found.standing(on=END)
        assert standing.reached is not None
        assert (standing.reached.token, standing.next, standing.separating) == ("reporting", None, ())
        assert found.standing(ACTION, END).next is None
        assert stages_of_actions(plan, END) == {"reporting"}

    def test_an_expired_one_does_both_again(self, plan: Path) -> None:
        found, day = looked_at(plan, waiver()), END + timedelta(days=1)
        assert found.report("reporting", day).fails(Severity.VIOLATION)
        assert found.report("reporting", day).count(Severity.VIOLATION) == 1
        assert [f.code for f in found.standing(on=day).separating] == ["action-without-indicator"]
        assert found.standing(ACTION, day).next is not None
        assert stages_of_actions(plan, day) == {"reporting", "framework"}

    def test_of_several_the_one_that_holds_longest_counts(self, plan: Path) -> None:
        long = waiver("lang", until='dcat:endDate "2028-01-01"^^xsd:date', owner='hg:waiverOwner "Tweede"')
        (finding,) = looked_at(plan, waiver(), long).report("reporting", date(2027, 12, 1)).findings
        assert finding.status is Status.WAIVED
        assert finding.waiver
        assert finding.waiver.owner == "Tweede"

    def test_without_a_day_it_is_today(self, plan: Path) -> None:
        soon = f'dcat:endDate "{today().isoformat()}"^^xsd:date'
        over = f'dcat:endDate "{(today() - timedelta(days=1)).isoformat()}"^^xsd:date'
        early = 'dct:created "2020-01-01"^^xsd:date'
        for end, status in ((soon, Status.WAIVED), (over, Status.EXPIRED)):
            report = looked_at(plan, waiver(until=end, created=early)).report("reporting")
            assert [finding.status for finding in report.findings] == [status]
            assert report.on == today()

    def test_a_rule_that_is_off_in_a_stage_leaves_its_waiver_in_peace(self, plan: Path) -> None:
        found = looked_at(plan, waiver())
        assert statuses(found, END, "framework") == {"action-without-indicator": Status.WAIVED}
        assert found.report("framework", END).findings[0].severity is Severity.INFO


class TestUnusable:
    """A waiver that does not say everything does not count, and a finding says so."""

    @pytest.mark.parametrize(
        ("changed", "rule"),
        [
            ({"rule": None}, "waiver-incomplete"),
            ({"thing": None}, "waiver-incomplete"),
            ({"reason": None}, "waiver-incomplete"),
            ({"reason": 'hg:justification "  "@nl'}, "waiver-incomplete"),
            ({"owner": None}, "waiver-incomplete"),
            ({"owner": 'hg:waiverOwner ""'}, "waiver-incomplete"),
            ({"until": None}, "waiver-incomplete"),
            ({"until": 'dcat:endDate "mei 2027"'}, "waiver-end-malformed"),
            ({"until": 'dcat:endDate "2027-02-30"^^xsd:date'}, "waiver-end-malformed"),
            ({"until": 'dcat:endDate "2027-05-31"^^xsd:date , "2027-06-30"^^xsd:date'}, "waiver-ambiguous"),
            ({"owner": 'hg:waiverOwner "Een" , "Twee"'}, "waiver-ambiguous"),
            ({"rule": "hg:waives hgsh:ActionWithoutIndicator , hgsh:ActionWithoutBudget"}, "waiver-ambiguous"),
            ({"thing": "hg:waivedFor <actie/buurtfonds> , <actie/meldpunt>"}, "waiver-ambiguous"),
        ],
    )
    def test_does_not_count(self, plan: Path, changed: dict[str, str | None], rule: str) -> None:
        found = looked_at(plan, waiver(**changed))
        assert statuses(found, END) == {"action-without-indicator": Status.OPEN, rule: Status.OPEN}
        assert found.report("reporting", END).count(Severity.VIOLATION) == 2

    def test_without_the_day_it_was_recorded_it_counts_and_is_incomplete(self, plan: Path) -> None:
        found = looked_at(plan, waiver(created=None))
        assert statuses(found, END) == {"action-without-indicator": Status.WAIVED, "waiver-incomplete": Status.OPEN}

    def test_a_rule_that_does_not_exist(self, plan: Path) -> None:
        found = looked_at(plan, waiver(rule="hg:waives hgsh:BestaatNiet"))
        assert statuses(found, END) == {
            "action-without-indicator": Status.OPEN,
            "waiver-of-unknown-rule": Status.OPEN,
        }
        (problem,) = [f for f in found.report("reporting", END).findings if f.code == "waiver-of-unknown-rule"]
        assert (problem.severity, problem.place.file) == (Severity.VIOLATION, "data/waivers.ttl")
        assert "hgsh:BestaatNiet" in problem.messages["nl"]

    def test_a_thing_that_does_not_exist(self, plan: Path) -> None:
        found = looked_at(plan, waiver(thing="hg:waivedFor <actie/weg>"))
        assert statuses(found, END) == {
            "action-without-indicator": Status.OPEN,
            "waiver-for-unknown-thing": Status.OPEN,
            "waiver-without-finding": Status.OPEN,
        }

    def test_nothing_to_waive_any_more(self, plan: Path) -> None:
        found = looked_at(plan, waiver(), waiver("over", thing="hg:waivedFor <actie/meldpunt>"))
        (problem,) = [f for f in found.report("reporting", END).findings if f.code == "waiver-without-finding"]
        assert (problem.severity, problem.focus) == (Severity.INFO, Iri(BASE + "afwijking/over"))
        assert "Meldpunt discriminatie" in problem.messages["nl"]

    def test_rules_that_are_not_shapes_exist_too(self, plan: Path) -> None:
        found = looked_at(plan, waiver(), waiver("citaat", rule="hg:waives hgsh:QuoteMoved"))
        assert set(statuses(found, END)) == {"action-without-indicator", "waiver-without-finding"}

    def test_what_is_wrong_with_a_waiver_cannot_be_waived(self, plan: Path) -> None:
        about = waiver("over-w", rule="hg:waives hgsh:WaiverIncomplete", thing="hg:waivedFor <afwijking/w>")
        found = looked_at(plan, waiver(owner=None), about)
        assert statuses(found, END)["waiver-incomplete"] is Status.OPEN
        assert statuses(found, END)["waiver-without-finding"] is Status.OPEN

    def test_it_is_no_unknown_term_that_a_waiver_names_a_rule(self, plan: Path) -> None:
        assert "unknown-term" not in statuses(looked_at(plan, waiver()), END)


FINDING = Finding(RULE, "r", Severity.VIOLATION, ACTION, {"nl": "A", "en": "A"}, {"nl": "B", "en": "B"})
days = st.dates(date(2026, 1, 1), date(2026, 3, 1))


class TestOver:
    """Waivers laid over findings, whatever the dates."""

    @given(st.lists(st.tuples(days, days), max_size=4), days)
    def test_a_finding_is_waived_if_one_holds_and_expired_if_all_that_began_are_over(
        self, spans: list[tuple[date, date]], on: date
    ) -> None:
        rows = [row for number, span in enumerate(spans) for row in self.rows(f"urn:w:{number}", *span)]
        (judged,) = Waivers.of(rows).over([FINDING], on)
        begun = [end for start, end in spans if start <= on]
        expected = Status.OPEN if not begun else Status.WAIVED if max(begun) >= on else Status.EXPIRED
        assert judged.status is expected
        assert judged.fingerprint == FINDING.fingerprint
        assert (judged.waiver is None) == (expected is Status.OPEN)

    @staticmethod
    def rows(name: str, start: date, end: date, thing: Iri = ACTION) -> Iterator[tuple[Iri, Iri, Iri | Literal]]:
        yield Iri(name), Iri(HG.waives), RULE
        yield Iri(name), Iri(HG.waivedFor), thing
        yield Iri(name), Iri(HG.justification), tagged("Mag", "nl")
        yield Iri(name), Iri(HG.waiverOwner), Literal("Kabinet")
        yield Iri(name), Iri(DCT.created), Literal(start.isoformat(), Iri(XSD.date))
        yield Iri(name), Iri(DCAT.endDate), Literal(end.isoformat(), Iri(XSD.date))

    @given(st.sampled_from([Status.WAIVED, Status.EXPIRED, Status.KNOWN, Status.FIXED]))
    def test_what_is_judged_already_stays(self, status: Status) -> None:
        judged = replace(FINDING, status=status)
        assert Waivers.of(self.rows("urn:w", TODAY, END)).over([judged], TODAY) == (judged,)

    def test_another_rule_another_thing_and_a_value_are_not_covered(self) -> None:
        waivers = Waivers.of(self.rows("urn:w", TODAY, END))
        others = [
            replace(FINDING, rule=Iri(RULE + "s")),
            replace(FINDING, focus=Iri(ACTION + "s")),
            replace(FINDING, focus=Literal(ACTION)),
        ]
        assert waivers.over(others, TODAY) == tuple(others)


class TestName:
    """One name per rule and thing, and no other has it."""

    @given(st.lists(st.tuples(iris, iris), min_size=2, max_size=2, unique=True))
    def test_two_pairs_never_share_one(self, pairs: list[tuple[Iri, Iri]]) -> None:
        one, other = (waiver_iri(rule, thing, BASE) for rule, thing in pairs)
        assert one != other

    @given(iris, iris)
    def test_is_the_same_each_time_and_a_plain_path(self, rule: Iri, thing: Iri) -> None:
        name = waiver_iri(rule, thing, BASE)
        assert name == waiver_iri(Iri(str(rule)), Iri(str(thing)), BASE)
        assert is_valid_iri(name)
        assert re.fullmatch(r"[a-z0-9]+(-+[a-z0-9]+)*", name.removeprefix(BASE + "afwijking/"))

    def test_says_which_rule_and_thing(self) -> None:
        assert waiver_iri(RULE, ACTION, BASE).startswith(BASE + "afwijking/action-without-indicator-buurtfonds-")


class TestDecision:
    """What is decided has a reason, somebody who answers for it, and time left."""

    @pytest.mark.parametrize(
        ("changed", "code"),
        [
            ({"reason": " \t\n"}, "waiver-without-reason"),
            ({"owner": ""}, "waiver-without-owner"),
            ({"reason": "a\x1b[31mb"}, "waiver-text-unusable"),
            ({"owner": "a\u202eb"}, "waiver-text-unusable"),
            ({"owner": "a\udc80b"}, "waiver-text-unusable"),
            ({"until": TODAY - timedelta(days=1)}, "waiver-already-over"),
        ],
    )
    def test_is_refused_without(self, changed: dict[str, object], code: str) -> None:
        given = {"reason": "Mag.", "owner": "Kabinet", "until": END, "language": "nl", "decided": TODAY} | changed
        with pytest.raises(UsageError) as caught:
            Decision.of(**given)  # type: ignore[arg-type]
        assert caught.value.code == code
        assert all(caught.value.sentence(language) and caught.value.remedy(language) for language in ("nl", "en"))

    def test_may_end_the_day_it_is_taken_and_is_kept_on_one_line(self) -> None:
        decision = Decision.of(" De indicator\n volgt. ", "Kabinet  X", TODAY, language="nl", decided=TODAY)
        assert (decision.reason, decision.owner, decision.until) == ("De indicator volgt.", "Kabinet X", TODAY)
