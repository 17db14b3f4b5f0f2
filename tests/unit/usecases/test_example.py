"""The example year: invented, natural, complete, and the same for the same seed."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from shuzhi.catalog.model import Pack
from shuzhi.engine.base import Certainty, Reach
from shuzhi.ledger.checks import Level, check_entries
from shuzhi.ledger.entries import ActivityRecorded, Entry, PersonRegistered
from shuzhi.usecases.catalog_checks import check_against_pack
from shuzhi.usecases.example.activities import SHEET
from shuzhi.usecases.example.build import build_example, example_entries
from shuzhi.usecases.example.places import DISTRICT, MOVE_DAY, lay_out
from shuzhi.usecases.figure import figure, figures, query_for
from shuzhi.usecases.office import Office
from shuzhi.values.period import Period
from tests.unit.usecases.offices import EvidenceInMemory, office_in_memory


@pytest.fixture(scope="module")
def entries(pack: Pack) -> tuple[Entry, ...]:
    return example_entries("example", pack=pack, seed=7, scale=1)


@pytest.fixture(scope="module")
def example(pack: Pack) -> Office:
    office = office_in_memory("example")
    build_example(office, pack=pack, seed=7, scale=1, progress=lambda written, whole: None)
    return office


def test_the_same_seed_gives_the_same_entries(pack: Pack, entries: tuple[Entry, ...]) -> None:
    assert example_entries("example", pack=pack, seed=7, scale=1) == entries
    assert example_entries("example", pack=pack, seed=8, scale=1) != entries


def test_every_entry_passes_every_check(pack: Pack, entries: tuple[Entry, ...]) -> None:
    office = office_in_memory("example")
    errors = []
    for entry in entries:
        found = (*check_against_pack(office, [entry]), *check_entries(office.journal, "example", [entry]))
        errors += [(one.code, one.args) for one in found if one.level is Level.ERROR]
        office.journal.append("example", [entry])
    assert errors == []


def test_it_is_as_large_as_a_district_and_has_all_that_goes_wrong_in_one(entries: tuple[Entry, ...]) -> None:
    types = Counter(entry.body.type for entry in entries)
    details = [entry.body.detail for entry in entries if isinstance(entry.body, ActivityRecorded)]
    heads = sum(cell.count for detail in details for cell in detail.headcounts)
    assert 1_300 <= types["activity.recorded"] <= 1_700
    assert 17_000 <= heads <= 28_000
    assert sum(len(detail.attendances) for detail in details) > 1_000
    assert sum(detail.form == "aggregate" for detail in details) > 40
    assert sum(len(detail.hosts) > 1 for detail in details) > 20
    assert sum(detail.end > detail.start and detail.form == "single" for detail in details) > 10
    for type_ in ("activity.corrected", "activity.withdrawn", "activity.returned", "attendance.signed",
                  "organisation.merged", "organisation.moved", "person.merged", "person.unmerged", "value.declared",
                  "value.cited", "period.closed", "formulation.listed"):  # fmt: skip
        assert types[type_] >= 1, type_
    late = [one for one in entries if isinstance(one.body, ActivityRecorded) and one.body.late]
    assert len(late) > 30
    assert types["evidence.attached"] < types["activity.recorded"] * 0.6


def test_nothing_in_it_could_be_real(entries: tuple[Entry, ...]) -> None:
    """Area codes lie in 99, telephones begin with 000, names are made of stems and plants."""
    for entry in entries:
        if isinstance(entry.body, PersonRegistered):
            assert re.fullmatch(r"000\d{8}", entry.beside["telephone"])
            assert entry.beside["name"][0] in "甲乙丙丁戊己庚辛壬癸"
    district = lay_out(1)
    assert all(place.code.startswith("9901") for place in (*district.towns, *district.villages))
    assert len({place.code for place in district.villages}) == len(district.villages) == 60
    assert len({place.name for place in district.villages}) == 60


def test_figures_are_natural(example: Office, pack: Pack) -> None:
    """Hardly any figure is a round number, and few are equal to one another."""
    queries = [
        query_for(example, indicator=code, org=DISTRICT, period=Period.year(2023)) for code in pack.indicators
    ]
    values = [one.exact for one in figures(example, queries) if one.exact is not None and one.exact >= 20]
    assert len(values) > 30
    round_ones = [value for value in values if value % 10 == 0]
    assert len(round_ones) < len(values) * 0.25


def test_almost_every_indicator_has_data_in_2023(example: Office, pack: Pack) -> None:
    queries = [
        query_for(example, indicator=code, org=DISTRICT, period=Period.year(2023)) for code in pack.indicators
    ]
    empty = [one.query.indicator for one in figures(example, queries) if one.exact == 0 or one.value is None]
    assert len(empty) <= 0.1 * len(queries), empty


def test_a_village_that_moved_takes_its_later_work_along(example: Office) -> None:
    """Work before the move stays with the old town; restated under today's tree it stands in the new one."""
    district = lay_out(1)
    old, new = district.moved.parent, district.moved_to.code
    assert old != new

    def sessions(town: str, restated: bool) -> int:
        query = query_for(
            example, indicator="outreach_sessions", org=town, period=Period.parse("2022-01-01..2023-05-31"),
            restated=MOVE_DAY if restated else None,
        )  # fmt: skip
        return int(figure(example, query).exact or 0)

    shift = sessions(new, restated=True) - sessions(new, restated=False)
    assert shift >= 0
    assert sessions(old, restated=False) - sessions(old, restated=True) == shift


def test_the_old_paper_and_the_other_organ_are_marked(example: Office) -> None:
    declared = query_for(example, indicator="outreach_sessions", org=DISTRICT, period=Period.year(2021))
    assert figure(example, declared).certainty is Certainty.DECLARED
    cited = query_for(example, indicator="screening_people", org=DISTRICT, period=Period.year(2023))
    assert figure(example, cited).certainty is Certainty.CITED


def test_the_secretary_has_figures_of_her_own_within_her_tenure(example: Office) -> None:
    def lectures(reach: Reach, year: int) -> int:
        query = query_for(
            example, indicator="party_lecture_count", org=DISTRICT, period=Period.year(year), reach=reach,
            post="plg_secretary" if reach is Reach.PERSON else "",
        )  # fmt: skip
        return int(figure(example, query).exact or 0)

    assert 0 < lectures(Reach.PERSON, 2023) < lectures(Reach.UNIT, 2023)


def test_a_larger_scale_has_more_villages_and_more_work(pack: Pack, entries: tuple[Entry, ...]) -> None:
    larger = example_entries("example", pack=pack, seed=7, scale=2)
    villages = {place.code for place in lay_out(2).villages}
    assert len(villages) == 120
    assert len(larger) > 1.3 * len(entries)


def test_the_sheet_beside_the_activities_is_kept(example: Office) -> None:
    assert isinstance(example.evidence, EvidenceInMemory)
    assert SHEET in example.evidence.kept.values()
