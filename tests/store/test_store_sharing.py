"""Work shared out over copies of the process: the same answers, the same errors, and nothing left behind."""

import os
import signal
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from hgraph.errors import UsageError
from hgraph.store import EmbeddedStore
from hgraph.store.sharing import beside, handed_out, shared_out
from hgraph.terms import Iri, Literal

linux = pytest.mark.skipif(sys.platform != "linux", reason="copies of a process are made on Linux only")
pytestmark = pytest.mark.filterwarnings("error")


@pytest.mark.parametrize("workers", [1, 2, 3, 8])
@pytest.mark.parametrize("count", [0, 1, 2, 50])
def test_every_piece_is_done_once_and_in_its_place(count, workers):
    assert shared_out(lambda number: number * number, count, workers) == [number**2 for number in range(count)]


@linux
def test_the_work_is_really_shared():
    def slowly(_):
        time.sleep(0.02)
        return os.getpid()

    assert len(set(shared_out(slowly, 20, 2))) == 2


@linux
def test_an_error_in_a_copy_is_raised_here():
    here = os.getpid()

    def fails_elsewhere_first(number):
        time.sleep(0.01)
        if number == 7:
            raise ValueError(number)
        return os.getpid() == here

    with pytest.raises(ValueError, match="7"):
        shared_out(fails_elsewhere_first, 10, 2)


@linux
def test_what_a_killed_copy_leaves_undone_is_done_here():
    here = os.getpid()

    def dies_elsewhere(number):
        time.sleep(0.01)
        if os.getpid() != here:
            os.kill(os.getpid(), signal.SIGKILL)
        return number

    assert shared_out(dies_elsewhere, 10, 2) == list(range(10))


@linux
def test_an_interruption_leaves_no_copy_behind():
    here, copies = os.getpid(), []
    children = Path(f"/proc/{here}/task/{here}/children")
    others = set(children.read_text().split())  # servers that other tests have started

    def interrupted(_):
        if os.getpid() == here:
            time.sleep(0.05)
            copies.extend(set(children.read_text().split()) - others)
            raise KeyboardInterrupt
        time.sleep(60)

    with pytest.raises(KeyboardInterrupt):
        shared_out(interrupted, 4, 2)
    assert copies
    assert not any(Path(f"/proc/{copy}").exists() for copy in copies)


def large_store():
    store = EmbeddedStore.in_memory()
    lines = (f'<urn:s{number}> <urn:p> "{"x" * 100} {number}" .\n' for number in range(45_000))
    store.load(Iri("urn:g"), "".join(lines).encode())
    return store


def test_a_large_store_answers_many_questions_as_one_by_one():
    store = large_store()
    queries = [f'SELECT ?s WHERE {{ ?s <urn:p> ?o FILTER(STRENDS(?o, " {number}")) }}' for number in range(6)]
    answers = store.select_all(queries)
    assert [answer.rows for answer in answers] == [store.select(query).rows for query in queries]
    assert answers[3].rows == [(Iri("urn:s3"),)]
    literals = store.select_all([f"SELECT ?o WHERE {{ <urn:s{number}> <urn:p> ?o }}" for number in range(2)])
    assert literals[1].rows == [(Literal("x" * 100 + " 1"),)]


def test_a_question_that_is_none_is_refused_as_ever():
    with pytest.raises(UsageError) as error:
        large_store().select_all(["SELECT * WHERE { ?s ?p ?o } LIMIT 1", "SELECT WHERE"])
    assert error.value.code == "query-syntax"


@linux
@pytest.mark.parametrize("most", [1, 3, 100])
def test_copies_are_replaced_and_the_answers_stay_in_order(most):
    """Each copy ends after so many pieces, and this process does none of them."""
    answers = handed_out(lambda number: (number, os.getpid()), 10, 2, most)
    assert [number for number, _ in answers] == list(range(10))
    made = Counter(copy for _, copy in answers)
    assert os.getpid() not in made
    assert max(made.values()) <= most


@linux
def test_large_answers_of_copies_come_whole():
    assert handed_out(lambda number: bytes([number]) * 300_000, 4, 2, 1) == [bytes([n]) * 300_000 for n in range(4)]


@linux
def test_what_copies_could_not_do_is_done_here_with_its_reason():
    here = os.getpid()

    def fails(number):
        if number == 7:
            raise ValueError(number) if os.getpid() == here else KeyError(number)
        return number

    with pytest.raises(ValueError, match="7"):
        handed_out(fails, 10, 2, 2)


@linux
def test_work_beside_is_done_by_a_copy_and_waited_for():
    with beside(os.getpid) as answer:
        assert answer() != os.getpid()
        assert answer() == answer()


@linux
def test_work_beside_that_fails_is_done_here_with_its_reason():
    here = os.getpid()

    def fails():
        raise ValueError("here") if os.getpid() == here else KeyError("there")

    with beside(fails) as answer, pytest.raises(ValueError, match="here"):
        answer()


@linux
def test_only_a_large_store_has_a_copy_for_work_beside():
    store = large_store()
    with store.beside(lambda: (os.getpid(), store.select("SELECT ?o WHERE { <urn:s1> <urn:p> ?o }"))) as answer:
        assert answer()[0] != os.getpid()
        assert answer()[1].rows == [(Literal("x" * 100 + " 1"),)]
    with EmbeddedStore.in_memory().beside(os.getpid) as answer:
        assert answer() == os.getpid()


@linux
def test_work_beside_that_nobody_waits_for_is_ended():
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    before = children.read_text()
    with beside(lambda: time.sleep(600)):
        assert children.read_text() != before
    assert children.read_text() == before
