"""The regulatory agenda: what is new, slipped, dropped and done, and what an earlier agenda in JSON is worth."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hgraph import law
from hgraph.errors import HgraphError
from hgraph.labels import LabelIndex
from hgraph.law import Act, Change, ChangeKind, LawRegister, Need, Stage, State, Step, Track
from hgraph.law.agenda import Agenda, AgendaEntry, PlannedStep, Shift
from hgraph.namespaces import LEGISLATIVE_STEP, NEED_STATUS
from hgraph.terms import Iri

DAY = date(2022, 1, 1)
IKW, PRINCIPLE = Iri(LEGISLATIVE_STEP.ikw), Iri(LEGISLATIVE_STEP.principiele_goedkeuring)
WITHDRAWN = Iri(LEGISLATIVE_STEP.ingetrokken)
WORDING = law.LawWording(LabelIndex(), "nl")
NEED, TRACK, ACT = Iri("urn:need"), Iri("urn:track"), Iri("urn:act")

WITH_NEED = json.dumps(
    {
        "kind": "hgraph-agenda",
        "on": "2020-01-01",
        "project": "Plan",
        "needs": [{"need": "urn:need", "state": "done", "label": "x"}],
    }
)


def day(number: int) -> date:
    """Return a day so many days after the first."""
    return DAY + timedelta(days=number)


def planned(stage: Iri, position: int, end: int) -> Step:
    return Step(Iri(f"urn:planned:{position}"), stage, position, planned=True, end=day(end))


def taken(stage: Iri, position: int, on: int) -> Step:
    return Step(Iri(f"urn:taken:{position}"), stage, position, planned=False, start=day(on), end=day(on))


def register(need: Need | None = None, *steps: Step, acts: dict[Iri, Act] | None = None) -> LawRegister:
    needs = {} if need is None else {need.iri: need}
    return LawRegister(needs=needs, tracks={TRACK: Track(TRACK, None, steps=steps)}, acts=acts or {})


def changes(known: LawRegister, since: int, on: int) -> list[Change]:
    return list(law.changes_between(law.agenda_on(known, day(since)), law.agenda_on(known, day(on))))


class TestState:
    """How far a need is, told by what is recorded up to the day."""

    def test_a_need_runs_from_its_first_step(self):
        known = register(Need(NEED, tracks=(TRACK,)), taken(IKW, 2, 10))
        assert [law.agenda_on(known, day(n)).entries[0].state for n in (9, 10)] == [State.RECORDED, State.RUNNING]

    def test_a_need_is_done_on_the_day_of_its_act(self):
        need = Need(NEED, acts=(ACT,), status=Iri(NEED_STATUS.verwezenlijkt))
        known = register(need, acts={ACT: Act(ACT, dated=day(10))})
        assert [law.agenda_on(known, day(n)).entries[0].state for n in (9, 10)] == [State.RECORDED, State.DONE]

    def test_a_need_is_dropped_on_the_day_its_draft_was_withdrawn(self):
        need = Need(NEED, tracks=(TRACK,), status=Iri(NEED_STATUS.opgegeven))
        known = register(need, planned(IKW, 2, 1), taken(WITHDRAWN, 10, 10))
        entries = [law.agenda_on(known, day(n)).entries[0] for n in (9, 10)]
        assert [entry.state for entry in entries] == [State.RECORDED, State.DROPPED]
        assert [entry.overdue for entry in entries] == [8, None]

    def test_a_need_dropped_without_a_day_is_dropped(self):
        known = register(Need(NEED, status=Iri(NEED_STATUS.opgegeven)))
        assert law.agenda_on(known, DAY).entries[0].state is State.DROPPED

    def test_a_need_is_not_on_the_agenda_before_it_was_recorded(self):
        known = register(Need(NEED, created=day(5)))
        assert [len(law.agenda_on(known, day(n)).entries) for n in (4, 5)] == [0, 1]

    def test_the_effect_is_not_known_before_its_day(self):
        known = register(Need(NEED, planned_effect=day(3), actual_effect=day(9)))
        found = [law.agenda_on(known, day(n)).entries[0].actual_effect for n in (8, 9)]
        assert found == [None, day(9)]


class TestChanges:
    """New, slipped, dropped, done."""

    def test_new(self):
        (change,) = changes(register(Need(NEED, created=day(5))), 4, 5)
        assert change.kind is ChangeKind.NEW

    def test_done(self):
        known = register(Need(NEED, acts=(ACT,)), acts={ACT: Act(ACT, dated=day(10))})
        assert [change.kind for change in changes(known, 5, 10)] == [ChangeKind.DONE]
        assert changes(known, 10, 20) == []

    def test_dropped(self):
        need = Need(NEED, tracks=(TRACK,), status=Iri(NEED_STATUS.opgegeven))
        known = register(need, taken(WITHDRAWN, 10, 10))
        assert [change.kind for change in changes(known, 5, 10)] == [ChangeKind.DROPPED]

    def test_gone_from_the_graph_is_dropped_under_its_old_name(self):
        earlier = Agenda(DAY, (AgendaEntry(NEED, State.RECORDED, label="Oude nood"),))
        (change,) = law.changes_between(earlier, law.agenda_on(LawRegister(), day(1)))
        assert (change.kind, change.entry.label) == (ChangeKind.DROPPED, "Oude nood")

    def test_overdue_since_is_slipped_once(self):
        known = register(Need(NEED, tracks=(TRACK,)), planned(IKW, 2, 10))
        (change,) = changes(known, 10, 11)
        assert (change.kind, change.shifts) == (ChangeKind.SLIPPED, (Shift(IKW, day(10)),))
        assert changes(known, 9, 10) == []
        assert changes(known, 11, 12) == []

    def test_a_plan_that_moved_back_is_slipped_and_one_that_moved_forward_is_not(self):
        entry = AgendaEntry(NEED, State.RECORDED, planned=(PlannedStep(IKW, day(10)),), planned_effect=day(50))
        earlier = Agenda(DAY, (entry,))
        later = replace(entry, planned=(PlannedStep(IKW, day(17)),), planned_effect=day(60))
        (change,) = law.changes_between(earlier, Agenda(day(1), (later,)))
        assert change.shifts == (Shift(IKW, day(10), day(17)), Shift(None, day(50), day(60)))
        sooner = replace(entry, planned=(PlannedStep(IKW, day(3)),), planned_effect=day(40))
        assert law.changes_between(earlier, Agenda(day(1), (sooner,))) == ()

    @given(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30), st.integers(0, 30))
    @settings(max_examples=200, derandomize=True, database=None)
    def test_nothing_changes_between_two_looks_at_one_day_and_done_comes_once(
        self, end: int, step: int, made: int, on: int
    ):
        need = Need(NEED, tracks=(TRACK,), acts=(ACT,), planned_effect=day(end))
        known = register(need, planned(IKW, 2, end), taken(PRINCIPLE, 3, step), acts={ACT: Act(ACT, dated=day(made))})
        assert changes(known, on, on) == []
        done = [n for n in range(31) if any(c.kind is ChangeKind.DONE for c in changes(known, n, n + 1))]
        assert done == ([made - 1] if made else [])


class TestNextStep:
    """From the plan, else from the procedure, never beyond the end."""

    PROCEDURE = (Stage(IKW, 2), Stage(PRINCIPLE, 3), Stage(Iri("urn:last"), 9, frozenset({PRINCIPLE})))

    def test_passes_over_what_nothing_presupposes(self):
        track = Track(TRACK, Iri("urn:type"))
        step = law.next_step(track, {Iri("urn:type"): self.PROCEDURE}, DAY)
        assert step is not None
        assert step.stage == PRINCIPLE

    def test_is_none_for_a_type_that_has_no_procedure_and_after_a_withdrawal(self):
        assert law.next_step(Track(TRACK, Iri("urn:other")), {Iri("urn:type"): self.PROCEDURE}, DAY) is None
        track = Track(TRACK, Iri("urn:type"), steps=(planned(PRINCIPLE, 3, 5), taken(WITHDRAWN, 10, 0)))
        assert law.next_step(track, {Iri("urn:type"): self.PROCEDURE}, DAY) is None


class TestTimeline:
    """A line per stage, with repetitions paired in order of day."""

    def test_repeated_steps_are_paired_with_their_plans(self):
        steps = (
            replace(planned(PRINCIPLE, 3, 10), iri=Iri("urn:p1")),
            replace(planned(PRINCIPLE, 3, 40), iri=Iri("urn:p2")),
            replace(taken(PRINCIPLE, 3, 12), iri=Iri("urn:t1")),
            replace(taken(PRINCIPLE, 3, 39), iri=Iri("urn:t2")),
        )
        found = law.timeline(Track(TRACK, steps=steps), day(100))
        assert [line.delay for line in found] == [law.Delay(2, 2), law.Delay(-1, -1)]

    def test_a_step_without_a_day_counts_as_taken_and_has_no_delay(self):
        steps = (planned(IKW, 2, 10), Step(Iri("urn:t"), IKW, 2, planned=False))
        (line,) = law.timeline(Track(TRACK, steps=steps), day(20))
        assert (line.delay, line.overdue, line.passed) == (None, None, False)

    def test_a_plan_that_a_later_step_passed_is_not_overdue(self):
        found = law.timeline(Track(TRACK, steps=(planned(IKW, 2, 1), taken(PRINCIPLE, 3, 5))), day(9))
        assert [(line.overdue, line.passed) for line in found] == [(None, True), (None, False)]

    @given(st.integers(-400, 400), st.integers(0, 40))
    @settings(max_examples=100, derandomize=True, database=None)
    def test_delays_are_told_in_whole_days(self, least: int, more: int):
        said = WORDING.delay(law.Delay(least, least + more))
        numbers = {int(word) for word in said.split() if word.isdigit()}
        assert numbers <= {abs(least), abs(least + more)}
        assert said


class TestEarlierAgenda:
    """JSON that comes back as what it was, or is refused with its place."""

    def written(self, agenda: Agenda, path: Path, project: str = "Plan") -> Path:
        document = law.agenda_document(agenda, None, project, WORDING)
        path.write_text(json.dumps(document), encoding="utf-8")
        return path

    def test_comes_back_with_all_that_is_compared(self, tmp_path: Path):
        known = register(Need(NEED, tracks=(TRACK,), planned_effect=day(99)), planned(IKW, 2, 3), taken(IKW, 2, 40))
        agenda = law.agenda_on(known, day(10))
        back = law.read_agenda(self.written(agenda, tmp_path / "a.json"), "Plan")
        assert back.on == agenda.on
        (one,), (other,) = agenda.entries, back.entries
        assert (one.need, one.state, one.planned, one.planned_effect, one.overdue) == (
            other.need,
            other.state,
            other.planned,
            other.planned_effect,
            other.overdue,
        )
        assert law.changes_between(back, agenda) == ()

    @pytest.mark.parametrize(
        ("text", "code", "part"),
        [
            ("{", "not-an-agenda", "JSON"),
            ("[]", "not-an-agenda", "kind"),
            ("[" * 100_000, "not-an-agenda", "JSON"),
            ('{"kind": "hgraph-agenda"}', "not-an-agenda", "needs"),
            ('{"needs": [], "on": "2020-01-01"}', "not-an-agenda", "kind"),
            ('{"kind": "hgraph-agenda", "needs": [], "project": "Plan"}', "not-an-agenda", "on"),
            ('{"kind": "hgraph-agenda", "needs": [], "project": "Plan", "on": "gisteren"}', "not-an-agenda", "on"),
            ('{"kind": "hgraph-agenda", "needs": [7], "project": "Plan", "on": "2020-01-01"}', "not-an-agenda", "[1]"),
            (WITH_NEED.replace("urn:need", "geen iri"), "not-an-agenda", "needs[1]"),
            (WITH_NEED.replace("done", "bijna"), "not-an-agenda", "needs[1]"),
            (WITH_NEED.replace('"label"', '"naam"'), "not-an-agenda", "needs[1]"),
            ('{"kind": "hgraph-agenda", "needs": [], "project": "Ander", "on": "2020-01-01"}',
             "agenda-of-other-project", "Ander"),
        ],
    )  # fmt: skip
    def test_what_is_no_agenda_is_refused(self, tmp_path: Path, text: str, code: str, part: str):
        path = tmp_path / "agenda.json"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(HgraphError) as raised:
            law.read_agenda(path, "Plan")
        assert raised.value.code == code
        assert part in raised.value.sentence("nl")
        assert raised.value.place == str(path)

    def test_a_file_that_is_not_there_or_is_a_folder_is_said(self, tmp_path: Path):
        for path, code in ((tmp_path / "niets.json", "no-such-agenda"), (tmp_path, "not-readable")):
            with pytest.raises(HgraphError) as raised:
                law.read_agenda(path)
            assert raised.value.code == code

    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(),
            lambda inner: (
                st.lists(inner)
                | st.dictionaries(st.sampled_from(["kind", "needs", "on", "need", "state", "label", "planned"]), inner)
            ),
            max_leaves=8,
        )
    )
    @settings(max_examples=200, derandomize=True, database=None, deadline=None)
    def test_no_json_makes_it_stumble(self, tmp_path_factory: pytest.TempPathFactory, value: object):
        path = tmp_path_factory.mktemp("agenda") / "a.json"
        document = {"kind": "hgraph-agenda", "on": "2020-01-01", "needs": [value]}
        path.write_text(json.dumps(document), encoding="utf-8")
        with pytest.raises(HgraphError):
            law.read_agenda(path)
