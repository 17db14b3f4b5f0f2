"""One activity's life: what counts, what is pending, and the rows each entry states or takes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from uuid import uuid4

from shuzhi.ledger import entries as e
from shuzhi.ledger.derive import rows_of
from shuzhi.ledger.facts import (
    ActorFact,
    AttendanceFact,
    EventFact,
    Fact,
    FieldFact,
    HeadcountFact,
    HostFact,
    QuantityFact,
    SessionFact,
    ThemeFact,
)
from shuzhi.ledger.fold import fold_activity
from shuzhi.ledger.memory import MemoryJournal
from shuzhi.ledger.tables import FactTables
from tests.ledger_acts import Acts, talk
from tests.ledger_every_type import DETAIL

L = "office"
ACTS = Acts(L)
A = uuid4()


def _journal(*entries: e.Entry) -> MemoryJournal:
    journal = MemoryJournal()
    journal.append(L, entries)
    return journal


def _heads(journal: MemoryJournal, at: int = 99) -> list[tuple[str, int]]:
    tables = FactTables.from_rows(journal.rows({L: 99})).at({L: at})
    return sorted((row.status, row.count) for row in tables.of(HeadcountFact))


def test_a_recorded_activity_is_pending_until_it_is_confirmed() -> None:
    recorded = ACTS.recorded(A, talk(heads=20))
    journal = _journal(recorded, ACTS.confirmed(A, recorded))
    assert _heads(journal, 1) == [("pending", 20)]
    assert _heads(journal, 2) == [("confirmed", 20)]


def test_a_correction_counts_once_it_is_confirmed_and_until_then_the_last_confirmed_version_does() -> None:
    recorded = ACTS.recorded(A, talk(heads=20))
    corrected = ACTS.corrected(A, recorded, talk(heads=25))
    journal = _journal(recorded, ACTS.confirmed(A, recorded), corrected, ACTS.confirmed(A, corrected))
    assert _heads(journal, 3) == [("confirmed", 20), ("pending", 25)]
    assert _heads(journal, 4) == [("confirmed", 25)]


def test_a_confirmation_confirms_what_was_seen_and_not_what_came_after() -> None:
    recorded = ACTS.recorded(A, talk(heads=20))
    corrected = ACTS.corrected(A, recorded, talk(heads=25))
    journal = _journal(recorded, corrected, ACTS.confirmed(A, recorded))
    assert _heads(journal) == [("confirmed", 20), ("pending", 25)]


def test_a_confirmation_of_an_unknown_entry_confirms_nothing() -> None:
    recorded, other = ACTS.recorded(A, talk(heads=20)), ACTS.recorded(uuid4(), talk())
    assert _heads(_journal(recorded, ACTS.confirmed(A, other))) == [("pending", 20)]


def test_a_withdrawal_removes_confirmed_and_pending_at_once_and_for_good() -> None:
    recorded = ACTS.recorded(A, talk(heads=20))
    corrected = ACTS.corrected(A, recorded, talk(heads=25))
    withdrawn = ACTS.entry(e.ActivityWithdrawn(A), reason="重复")
    journal = _journal(
        recorded, ACTS.confirmed(A, recorded), corrected, withdrawn, ACTS.confirmed(A, corrected), corrected
    )
    assert _heads(journal, 3) != []
    assert _heads(journal, 4) == _heads(journal, 6) == []


def test_a_returned_activity_stays_pending() -> None:
    recorded = ACTS.recorded(A, talk(heads=20))
    returned = ACTS.entry(e.ActivityReturned(A, recorded.id), reason="日期不清")
    journal = _journal(recorded, returned)
    assert _heads(journal) == [("pending", 20)]
    assert fold_activity(journal.history(L, f"activity:{A}")).returned
    journal.append(L, [ACTS.corrected(A, recorded, talk(heads=21))])
    assert not fold_activity(journal.history(L, f"activity:{A}")).returned


def test_people_signed_in_and_heads_told_later_count_once_confirmed() -> None:
    recorded = ACTS.recorded(A, replace(talk(heads=20), attendances=(e.Attendance("p1"),)))
    signed = ACTS.entry(e.AttendanceSigned(A, (e.Attendance("p2"), e.Attendance("p1", category="executive"))))
    stated = ACTS.entry(e.HeadcountStated(A, e.Headcount(22)))
    journal = _journal(recorded, ACTS.confirmed(A, recorded), signed, stated, ACTS.confirmed(A, stated))

    def ticks(at: int) -> list[tuple[str, str, str]]:
        rows = FactTables.from_rows(journal.rows({L: 99})).at({L: at}).of(AttendanceFact)
        return sorted((row.status, row.person, row.category) for row in rows)

    assert ticks(2) == [("confirmed", "p1", "")]
    assert ticks(3) == [("confirmed", "p1", ""), ("pending", "p1", "executive"), ("pending", "p2", "")]
    assert ticks(5) == [("confirmed", "p1", "executive"), ("confirmed", "p2", "")]
    assert _heads(journal, 4) == [("confirmed", 20), ("pending", 22)]
    assert _heads(journal, 5) == [("confirmed", 22)]


def test_a_correction_states_the_whole_anew_so_that_people_can_be_taken_off_the_list() -> None:
    recorded = ACTS.recorded(A, talk())
    signed = ACTS.entry(e.AttendanceSigned(A, (e.Attendance("p1"), e.Attendance("p2"))))
    corrected = ACTS.corrected(A, recorded, replace(talk(), attendances=(e.Attendance("p2"),)))
    newest = fold_activity(_journal(recorded, signed, corrected).history(L, f"activity:{A}")).newest
    assert newest is not None
    assert newest.detail.attendances == (e.Attendance("p2"),)


def test_a_file_laid_beside_neither_unconfirms_nor_hides_what_a_confirmer_saw() -> None:
    recorded = ACTS.recorded(A, talk(heads=20))
    attached = ACTS.entry(e.EvidenceAttached(A, uuid4(), "photo", "0" * 64, 3))
    journal = _journal(recorded, attached, ACTS.confirmed(A, attached), ACTS.entry(attached.body))
    assert _heads(journal) == [("confirmed", 20)]
    assert len(fold_activity(journal.history(L, f"activity:{A}")).evidence) == 2


def test_rows_of_a_single_activity_name_every_session_host_actor_and_field() -> None:
    journal = _journal(ACTS.recorded(A, DETAIL))
    rows = rows_of(journal.history(L, f"activity:{A}"))
    by_kind: dict[type[Fact], list[Fact]] = {}
    for row in rows:
        assert (row.ledger, row.position, row.sign) == (L, 1, 1)
        by_kind.setdefault(type(row), []).append(row)
    assert [(row.session, row.sessions) for row in by_kind[SessionFact]] == [(1, 1), (2, 1)]
    assert [row.org for row in by_kind[HostFact]] == ["v1", "v2"]
    assert len(by_kind[ActorFact]) == len(by_kind[AttendanceFact]) == len(by_kind[HeadcountFact]) == 2
    assert {(row.quantity, row.value) for row in by_kind[QuantityFact]} == {
        ("copies", Decimal(120)),
        ("amount_yuan", Decimal("0.5")),
        ("guests:model_women", Decimal(3)),
    }
    assert [row.theme for row in by_kind[ThemeFact]] == ["unity"]
    assert [(row.name, row.value) for row in by_kind[FieldFact]] == [
        ("topic", "law"), ("topic", "家风"), ("undertaker", "v3"), ("place_org", "v3"),
    ]  # fmt: skip
    (event,) = by_kind[EventFact]
    assert (event.standing, event.form, event.end) == ("counted", "single", date(2023, 3, 13))


def test_an_aggregate_line_is_one_row_of_as_many_sessions() -> None:
    detail = replace(talk(), form=e.Form.AGGREGATE, sessions=6)
    rows = rows_of(_journal(ACTS.recorded(A, detail)).history(L, f"activity:{A}"))
    assert [(row.session, row.sessions) for row in rows if isinstance(row, SessionFact)] == [(1, 6)]


def test_the_recording_unit_hosts_what_names_no_host() -> None:
    rows = rows_of(_journal(ACTS.recorded(A, talk("village"))).history(L, f"activity:{A}"))
    assert [row.org for row in rows if isinstance(row, HostFact)] == ["village"]


def test_what_is_told_twice_in_one_detail_is_one_row_and_amounts_are_added() -> None:
    detail = replace(
        talk(),
        hosts=("a", "a"),
        themes=("t", "t"),
        quantities=(("copies", Decimal(2)), ("copies", Decimal(3))),
        actors=(e.Actor("lecturer"), e.Actor("lecturer")),
        headcounts=(e.Headcount(10), e.Headcount(12)),
    )
    rows = rows_of(_journal(ACTS.recorded(A, detail)).history(L, f"activity:{A}"))
    kinds = [type(row).__name__ for row in rows]
    assert sorted(kinds) == sorted(set(kinds))
    assert [row.value for row in rows if isinstance(row, QuantityFact)] == [Decimal(5)]
    assert [row.count for row in rows if isinstance(row, HeadcountFact)] == [12]
