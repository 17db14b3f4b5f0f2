"""A match is settled once for an organisation, kept as plain data, used by the next audit, and can be taken back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from uuid import UUID

import pytest

from shuzhi.audit.model import Confirmation, Matching
from shuzhi.audit.remembered import RememberedMatch, confirmations
from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Pack
from shuzhi.claims.readers import read_bytes
from shuzhi.usecases.accept_match import accept_match
from shuzhi.usecases.adopt_pack import adopt_pack
from shuzhi.usecases.audit_document import Papers, audit_document
from shuzhi.usecases.forget_match import forget_match
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Done, Problems
from tests.unit.usecases.offices import AT, BY, number, office_in_memory

ORG = "990101"
TEXT = "全年邻里夜话开展12场。"


@dataclass
class MatchesInMemory:
    kept: list[RememberedMatch] = field(default_factory=list)

    def of(self, ledger: str, org: str) -> tuple[RememberedMatch, ...]:
        return tuple(one for one in self.kept if one.org == org)

    def keep(self, ledger: str, match: RememberedMatch) -> None:
        self.kept = [
            replace(one, taken_back_by=match.by, taken_back_at=match.at)
            if one.in_force and (one.org, one.key) == (match.org, match.key)
            else one
            for one in self.kept
        ]
        self.kept.append(match)

    def take_back(self, ledger: str, org: str, match: UUID, *, by: str, at: datetime) -> bool:
        before = self.kept
        self.kept = [
            replace(one, taken_back_by=by, taken_back_at=at)
            if (one.id, one.org) == (match, org) and one.in_force
            else one
            for one in before
        ]
        return self.kept != before


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack("womens_federation")


@pytest.fixture
def office(pack: Pack) -> Office:
    made = office_in_memory()
    done = adopt_pack(made, by=BY, at=AT, entry=number(1), pack=pack)
    assert isinstance(done, Done), done
    return made


def accept(
    office: Office, matches: MatchesInMemory, settled: Confirmation, *, match: int = 1
) -> RememberedMatch | Problems:
    return accept_match(office, matches, by=BY, at=AT, match=number(match), org=ORG, confirmation=settled)


def matched(pack: Pack, matches: MatchesInMemory, org: str = ORG) -> tuple[Matching, str, bool]:
    papers = Papers(remembered=confirmations(matches.of("test", org)))
    audited = audit_document(read_bytes(TEXT.encode(), "a.txt"), pack=pack, papers=papers)
    (one,) = audited.audit.matches
    return one.matching, one.indicator, one.remembered


def settled_for(pack: Pack, indicator: str = "candid_talk_sessions") -> Confirmation:
    audited = audit_document(read_bytes(TEXT.encode(), "a.txt"), pack=pack)
    (claim,) = audited.reading.claims
    return Confirmation(claim.what, claim.unit, indicator)


def test_a_match_is_used_until_it_is_taken_back(office: Office, pack: Pack) -> None:
    matches = MatchesInMemory()
    assert matched(pack, matches)[1] != "candid_talk_sessions"
    kept = accept(office, matches, settled_for(pack))
    assert isinstance(kept, RememberedMatch)
    assert matched(pack, matches) == (Matching.MATCHED, "candid_talk_sessions", True)
    assert not matched(pack, matches, org="990102")[2], "another organisation's words are its own"
    assert forget_match(office, matches, by=BY, at=AT, org=ORG, match=kept.id) is None
    assert not matched(pack, matches)[2]
    assert matches.kept[0].taken_back_by == BY


def test_settling_again_replaces_and_keeps_the_first_readable(office: Office, pack: Pack) -> None:
    matches = MatchesInMemory()
    accept(office, matches, settled_for(pack))
    accept(office, matches, settled_for(pack, ""), match=2)
    assert matched(pack, matches) == (Matching.UNMATCHED, "", True)
    assert [one.in_force for one in matches.kept] == [False, True]


def test_the_same_settlement_sent_again_is_kept_once(office: Office, pack: Pack) -> None:
    matches = MatchesInMemory()
    first = accept(office, matches, settled_for(pack))
    assert accept(office, matches, settled_for(pack), match=2) == first
    assert len(matches.kept) == 1


@pytest.mark.parametrize(
    ("settled", "code"),
    [
        (Confirmation("“”", "场", "candid_talk_sessions"), "usecases.match_without_words"),
        (Confirmation("邻里夜话", "场", "no_such_indicator"), "usecases.match_indicator_unknown"),
        (Confirmation("邻里夜话", "人次", "candid_talk_sessions"), "usecases.match_other_unit"),
    ],
)
def test_what_cannot_be_matched_is_refused(office: Office, settled: Confirmation, code: str) -> None:
    matches = MatchesInMemory()
    found = accept(office, matches, settled)
    assert isinstance(found, Problems)
    assert [one.code for one in found.problems] == [code]
    assert matches.kept == []


def test_a_match_that_is_not_there_cannot_be_taken_back(office: Office) -> None:
    found = forget_match(office, MatchesInMemory(), by=BY, at=AT, org=ORG, match=number(9))
    assert isinstance(found, Problems)
    assert found.problems[0].code == "usecases.match_not_there"
