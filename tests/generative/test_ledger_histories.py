"""Random histories, sensible or not: facts at every position equal those derived afresh, in memory and in databases.

The entries are drawn without asking the checks, so that the folds are seen to be total.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import astuple, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shuzhi.ledger import entries as e
from shuzhi.ledger.checks import check_entries
from shuzhi.ledger.codec import decode, is_canonical, record_of
from shuzhi.ledger.derive import rows_of
from shuzhi.ledger.facts import Fact, OrganisationFact
from shuzhi.ledger.memory import MemoryJournal
from shuzhi.ledger.ports import Record
from shuzhi.ledger.tables import FactTables
from shuzhi.ledger.tree import OrganisationTree
from shuzhi.store.facts import DjangoFacts
from shuzhi.store.journal import DjangoJournal
from shuzhi.store.rebuild import rebuild_check
from tests.conftest import Backend

L = "random"
KEYS = [UUID(int=number) for number in range(1, 4)]
ENTRIES = [UUID(int=number) for number in range(100, 130)]
UNITS = ["d", "t", "v", "w"]
PEOPLE = ["p", "q"]

keys, units, people = st.sampled_from(KEYS), st.sampled_from(UNITS), st.sampled_from(PEOPLE)
uptos = st.sampled_from(ENTRIES)
parents = st.sampled_from(["", "", *UNITS])
days = st.dates(date(2022, 12, 1), date(2024, 1, 31))
texts = st.sampled_from(["", "a", "乙", "x" * 40])
amounts = st.decimals(-1000, 1000, places=2) | st.sampled_from([Decimal("1E+3"), Decimal("0.10")])
pairs = st.lists(st.tuples(texts, texts), max_size=3).map(tuple)
modes = st.sampled_from(list(e.Mode))
ticks = st.builds(e.Attendance, people, st.integers(1, 2), modes, texts, texts)
cells = st.builds(e.Headcount, st.integers(0, 60), st.integers(1, 2), modes, texts, texts)


def _some(one: st.SearchStrategy, most: int = 3) -> st.SearchStrategy:
    return st.lists(one, max_size=most).map(tuple)


details = st.builds(
    e.ActivityDetail,
    type=texts,
    org=units,
    event=keys,
    start=days,
    end=days,
    hosts=_some(units),
    form=st.sampled_from(list(e.Form)),
    sessions=st.integers(0, 3),
    quantities=_some(st.tuples(texts, amounts)),
    fields=pairs,
    themes=_some(texts),
    actors=_some(st.builds(e.Actor, texts, texts, texts, people)),
    headcounts=_some(cells),
    attendances=_some(ticks),
    undertakers=_some(units),
    guests=_some(st.tuples(texts, st.integers(0, 9))),
    place_org=texts,
)
REORGANISING = (
    st.builds(e.OrganisationOpened, units, days, st.just("甲"), texts, parents, st.integers(-2, 2)),
    st.builds(e.OrganisationChanged, units, days, texts, texts, st.none() | st.integers(0, 3)),
    st.builds(e.OrganisationMoved, units, days, units),
    st.builds(e.OrganisationMerged, units, days, units),
    st.builds(e.OrganisationClosed, units, days),
)
bodies = st.one_of(
    st.builds(e.ActivityRecorded, keys, details),
    st.builds(e.ActivityRecorded, keys, details),
    st.builds(e.ActivityCorrected, keys, uptos, details),
    st.builds(e.ActivityConfirmed, keys, uptos),
    st.builds(e.ActivityConfirmed, keys, uptos),
    st.builds(e.ActivityReturned, keys, uptos),
    st.builds(e.ActivityWithdrawn, keys),
    st.builds(e.AttendanceSigned, keys, _some(ticks)),
    st.builds(e.HeadcountStated, keys, cells),
    st.builds(e.EvidenceAttached, keys, keys, texts, texts, st.integers(0, 9)),
    *REORGANISING,
    st.builds(e.PersonRegistered, people, units, days),
    st.builds(e.PersonMoved, people, units, days),
    st.builds(e.PersonMerged, people, people),
    st.builds(e.PersonUnmerged, people),
    st.builds(e.PostTaken, people, units, texts, days),
    st.builds(e.PostLeft, people, units, texts, days),
    st.builds(e.ItemOpened, keys, days, texts, units, texts, st.none() | days, texts, st.none() | amounts, pairs),
    st.builds(
        e.ItemChanged, keys, days, st.none() | days, st.none() | texts, st.none() | amounts, pairs
    ),
    st.builds(e.ItemStateSet, keys, days, texts),
    st.builds(e.ItemClosed, keys, days, texts),
    st.builds(e.LinkMade, keys, texts, texts, texts, days),
    st.builds(e.LinkCut, keys, days),
    st.builds(e.ObservationMade, keys, texts, units, texts, amounts, days),
    st.builds(e.ObservationWithdrawn, keys),
    st.builds(e.ValueDeclared, keys, units, texts, days, days, amounts, texts, texts, days),
    st.builds(e.ValueWithdrawn, keys),
)  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> tuple[e.Entry, ...]:
    written = draw(st.lists(bodies, min_size=1, max_size=len(ENTRIES)))
    began = datetime(2023, 6, 1, tzinfo=UTC)
    return tuple(
        e.Entry(L, ENTRIES[place], "account", began + timedelta(minutes=place), body, {"reason": "x"})
        for place, body in enumerate(written)
    )


def _plain(rows: tuple[Fact, ...]) -> Counter[tuple[object, ...]]:
    """Rows without their place in the journal."""
    return Counter((type(row), *astuple(row)[3:]) for row in rows)


def _afresh(records: list[Record]) -> Counter[tuple[object, ...]]:
    subjects = dict.fromkeys(record.entry.subject for record in records)
    found: Counter[tuple[object, ...]] = Counter()
    for subject in subjects:
        found += _plain(rows_of([record for record in records if record.entry.subject == subject]))
    return found


@given(histories())
@settings(max_examples=150, deadline=None)
def test_facts_at_every_position_equal_those_derived_afresh(history: tuple[e.Entry, ...]) -> None:
    journal = MemoryJournal()
    journal.append(L, history)
    records = list(journal.records(L))
    signed = FactTables.from_rows(journal.rows({L: len(records)}))
    for position in range(len(records) + 1):
        assert _plain(tuple(signed.at({L: position}).rows())) == _afresh(records[:position])


@given(histories())
@settings(max_examples=100, deadline=None)
def test_every_history_survives_its_bytes(history: tuple[e.Entry, ...]) -> None:
    journal = MemoryJournal()
    journal.append(L, history)
    for sent, record in zip(history, journal.records(L), strict=True):
        assert record.entry.body == sent.body and record.entry.at == sent.at
        assert is_canonical(record.data)
        assert record_of(record.data) == record
        assert decode(record.data).position == record.position


@given(histories(), st.data())
@settings(max_examples=100, deadline=None)
def test_what_was_true_at_a_position_stays_true_however_the_ledger_grows(
    history: tuple[e.Entry, ...], data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(history)))
    short, long = MemoryJournal(lambda *_: b"0" * 16), MemoryJournal(lambda *_: b"0" * 16)
    short.append(L, history[:cut])
    for entry in history:  # one by one, and in one act: the same journal
        long.append(L, [entry])
    assert list(long.records(L, upto=cut)) == list(short.records(L))
    assert list(long.rows({L: cut})) == list(short.rows({L: cut}))


@given(histories())
@settings(max_examples=100, deadline=None)
def test_checks_have_an_answer_for_any_history(history: tuple[e.Entry, ...]) -> None:
    for entry in history:
        journal = MemoryJournal()
        journal.append(L, [one for one in history if one is not entry])
        assert all(problem.code.startswith("ledger.") for problem in check_entries(journal, L, [entry]))


OPENINGS = tuple(
    e.OrganisationOpened(unit, date(2022, 1, 1), unit, "unit", "" if unit == "d" else "d") for unit in UNITS
)


@given(st.lists(st.one_of(*REORGANISING), max_size=20))
@settings(max_examples=150, deadline=None)
def test_what_the_checks_let_pass_never_closes_a_circle(changes: list[e.Body]) -> None:
    journal = MemoryJournal()
    for place, body in enumerate((*OPENINGS, *changes)):
        entry = e.Entry(L, UUID(int=1000 + place), "account", datetime(2024, 6, 1, tzinfo=UTC), body)
        if not any(problem.level == "error" for problem in check_entries(journal, L, [entry])):
            journal.append(L, [entry])
    rows = FactTables.from_rows(journal.rows({L: 99})).at({L: 99}).of(OrganisationFact)
    tree = OrganisationTree(rows)
    assert len(rows) >= len(OPENINGS)
    for view in (tree.at(row.day) for row in rows):
        for org in tree.organisations:
            top = view.unit([view.successor(org), *view.ancestors(org)][-1])
            assert top is not None and (top.parent == "" or top.parent not in view), (view.day, org)
            end = view.unit(view.successor(org))
            assert end is not None and (view.exists(end.org) or not end.merged_into or end.day > view.day)


@given(history=histories(), data=st.data())
@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_database_holds_what_memory_holds_at_every_position(
    backend: Backend, fresh_ledger, history: tuple[e.Entry, ...], data: st.DataObject
) -> None:
    ledger = fresh_ledger()
    history = tuple(replace(entry, ledger=ledger) for entry in history)
    memory, store = (
        MemoryJournal(lambda *_: b"0" * 16),
        DjangoJournal(backend.using, salts=lambda *_: b"0" * 16),
    )
    memory.append(ledger, history)
    cut = data.draw(st.integers(0, len(history)))
    store.append(ledger, history[:cut])
    store.append(ledger, history[cut:])
    assert list(store.records(ledger)) == list(memory.records(ledger))
    for position in {0, cut, len(history)}:
        held = FactTables.from_rows(DjangoFacts(backend.using).rows({ledger: position}))
        wanted = FactTables.from_rows(memory.rows({ledger: position}))
        for name, rows in wanted.tables.items():
            assert list(held.tables[name]) == list(rows)
    assert rebuild_check(backend.using, only=[ledger]).findings == ()
