"""Remembered matches in the database: one in force per organisation, words and unit; taken back, never deleted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from shuzhi.audit.model import Confirmation
from shuzhi.audit.remembered import RememberedMatch, confirmations
from shuzhi.engine.base import Reach
from shuzhi.store.matches import DjangoMatches

NOW = datetime(2023, 12, 1, tzinfo=UTC)
ORG, LEDGER = "990101", "office"

pytestmark = pytest.mark.django_db


def match(words: str, indicator: str, *, org: str = ORG, hours: int = 0) -> RememberedMatch:
    settled = Confirmation(words, "场", indicator, Reach.UNIT)
    return RememberedMatch(uuid4(), org, settled, "account-1", NOW + timedelta(hours=hours))


def test_what_was_kept_is_read_back_whole() -> None:
    kept = match("邻里夜话", "candid_talk_sessions")
    DjangoMatches().keep(LEDGER, kept)
    assert DjangoMatches().of(LEDGER, ORG) == (kept,)


def test_settling_anew_takes_the_first_back_whatever_its_marks() -> None:
    matches = DjangoMatches()
    first, second = match("“邻里夜话”", "candid_talk_sessions"), match("邻里夜话", "", hours=1)
    matches.keep(LEDGER, first)
    matches.keep(LEDGER, second)
    kept = matches.of(LEDGER, ORG)
    assert [(one.id, one.in_force) for one in kept] == [(first.id, False), (second.id, True)]
    assert kept[0].taken_back_at == second.at
    assert confirmations(kept) == (second.confirmation,)


def test_organisations_and_ledgers_do_not_share() -> None:
    matches = DjangoMatches()
    matches.keep(LEDGER, match("邻里夜话", "candid_talk_sessions"))
    assert matches.of(LEDGER, "990101001") == ()
    assert matches.of("another", ORG) == ()


def test_taking_back_works_once_and_only_for_the_own_organisation() -> None:
    matches, kept = DjangoMatches(), match("邻里夜话", "candid_talk_sessions")
    matches.keep(LEDGER, kept)
    assert not matches.take_back(LEDGER, "990101001", kept.id, by="b", at=NOW)
    assert not matches.take_back(LEDGER, ORG, UUID(int=0), by="b", at=NOW)
    assert matches.take_back(LEDGER, ORG, kept.id, by="b", at=NOW)
    assert not matches.take_back(LEDGER, ORG, kept.id, by="b", at=NOW)
    assert confirmations(matches.of(LEDGER, ORG)) == ()
    assert matches.of(LEDGER, ORG)[0].taken_back_by == "b"
