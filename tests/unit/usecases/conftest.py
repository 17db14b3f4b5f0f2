"""Fixtures of the use cases' tests."""

from __future__ import annotations

import pytest

from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Pack
from shuzhi.usecases.adopt_pack import adopt_pack
from shuzhi.usecases.office import Office
from shuzhi.usecases.open_organisation import open_organisation
from shuzhi.usecases.writing import Done
from tests.unit.usecases.offices import AT, BY, number, office_in_memory


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack("womens_federation")


@pytest.fixture
def office(pack: Pack) -> Office:
    """A district D with two villages, counting by the shipped pack."""
    office = office_in_memory()
    assert isinstance(adopt_pack(office, by=BY, at=AT, entry=number(1), pack=pack), Done)
    tree = (
        ("D", "county_federation", ""),
        ("V1", "village_federation", "D"),
        ("V2", "village_federation", "D"),
    )
    for order, (org, kind, parent) in enumerate(tree):
        outcome = open_organisation(
            office, by=BY, at=AT, entry=number(10 + order), org=org, name=f"{org}妇联", kind=kind,
            day=AT.date().replace(month=1), parent=parent, order=order,
        )  # fmt: skip
        assert isinstance(outcome, Done), outcome
    return office
