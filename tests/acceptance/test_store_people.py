"""People are read within the units whose names the reader keeps: nobody else is in any answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from shuzhi.ledger import entries as e
from shuzhi.store import accounts, people_reads, reads
from shuzhi.store.journal import DjangoJournal
from tests.conftest import Backend
from tests.ledger_acts import Acts

DAY = date(2023, 1, 1)
NAMES = {"p1": "甲", "p2": "乙", "p3": "丙", "p4": "丁"}
HOMES = {"p1": "v1", "p2": "v2", "p3": "v1", "p4": "v1"}


@pytest.fixture
def everywhere(backend: Backend) -> reads.ReadScope:
    """Two villages; p3 is merged into p1, p4 erased."""
    acts, journal = Acts(backend.ledger), DjangoJournal(backend.using)
    told = {
        key: acts.entry(e.PersonRegistered(key, HOMES[key], DAY), name=name, telephone=f"000{key}")
        for key, name in NAMES.items()
    }
    journal.append(
        backend.ledger,
        [
            acts.opened("town"),
            acts.opened("v1", "town"),
            acts.opened("v2", "town"),
            *told.values(),
            acts.entry(e.PersonMerged("p3", "p1")),
            acts.entry(e.PersonErased("p4", (told["p4"].id,))),
        ],
    )
    journal.erase(backend.ledger, [told["p4"].id])
    return reads.ReadScope(backend.ledger, frozenset({"town", "v1", "v2"}), using=backend.using)


def test_names_are_given_within_the_scope_and_left_out_beyond_it(everywhere: reads.ReadScope) -> None:
    mine = replace(everywhere, orgs=frozenset({"v1"}))
    assert people_reads.names_of(mine, NAMES) == {"p1": "甲", "p3": "丙"}
    assert people_reads.names_of(everywhere, NAMES) == {"p1": "甲", "p2": "乙", "p3": "丙"}
    assert people_reads.names_of(replace(mine, ledger="another"), NAMES) == {}
    assert people_reads.names_of(mine, ()) == {}


def test_a_person_of_another_unit_is_as_one_there_is_not(everywhere: reads.ReadScope) -> None:
    mine = replace(everywhere, orgs=frozenset({"v1"}))
    found = people_reads.person(mine, "p1")
    assert found is not None
    assert (found.line.name, found.telephone, found.line.org) == ("甲", "000p1", "v1")
    assert people_reads.person(mine, "p2") is None
    assert people_reads.person(mine, "nobody") is None
    erased = people_reads.person(mine, "p4")
    assert erased is not None
    assert (erased.line.name, erased.telephone, erased.line.erased) == ("", "", True)


def test_heads_are_counted_without_those_merged(everywhere: reads.ReadScope) -> None:
    assert people_reads.headcount(everywhere) == {"v1": 2, "v2": 1}
    assert people_reads.headcount(replace(everywhere, orgs=frozenset({"v2"}))) == {"v2": 1}


@pytest.mark.django_db
def test_the_seats_of_a_ledger_are_those_of_people_who_may_do_something_there() -> None:
    at = datetime(2023, 12, 1, tzinfo=UTC)
    account = accounts.make_account(handle=f"clerk-{uuid4()}", name="示例", at=at).id
    for org, role in (("town", "office"), ("v1", "reader"), ("v2", "office")):
        accounts.grant(account, ledger="seats", org=org, role=role)
    accounts.grant(account, ledger="other", org="v3", role="office")
    assert accounts.seats_of("seats") == {"town", "v1", "v2"}
    assert accounts.seats_of("seats", apart_from={"reader"}) == {"town", "v2"}
    accounts.withdraw_grant(account, ledger="seats", org="v2", role="office")
    assert accounts.seats_of("seats", apart_from={"reader"}) == {"town"}
