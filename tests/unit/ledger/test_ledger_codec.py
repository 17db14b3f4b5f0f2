"""Entries as bytes: the format is held by vectors, and nothing enters it that could be read in two ways."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from shuzhi.ledger import entries as e
from shuzhi.ledger.codec import (
    BODY_TYPES,
    beside_digest,
    decode,
    empty_head,
    genesis,
    hash_of,
    is_canonical,
    random_salts,
    record_of,
    same_entry,
    seal,
)
from shuzhi.ledger.memory import MemoryJournal
from shuzhi.ledger.ports import Head
from shuzhi.ledger.shapes import CodecError
from tests.ledger_every_type import BODIES, every_entry, fixed_salts, number

VECTORS = Path(__file__).parents[2] / "vectors" / "ledger_entries_format_1.json"


def _sealed(body: e.Body, **changes: Any) -> bytes:
    return seal(
        replace(every_entry()[0], body=body, **changes), after=empty_head("vectors"), salts=fixed_salts
    )[0].data


def test_there_is_a_vector_for_every_entry_type() -> None:
    assert {body.type for body in BODIES} == set(BODY_TYPES)
    assert len(BODY_TYPES) == 46


def test_vectors_of_format_1_are_written_and_read_as_they_always_were() -> None:
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    journal = MemoryJournal(fixed_salts)
    journal.append("vectors", every_entry())
    records = list(journal.records("vectors"))
    assert [one.data.decode() for one in records] == [one["data"] for one in vectors]
    assert [one.hash for one in records] == [one["hash"] for one in vectors]
    for vector, sent in zip(vectors, every_entry(), strict=True):
        data = vector["data"].encode()
        assert decode(data).entry == replace(sent, beside={})
        assert hash_of(data) == vector["hash"]
        assert is_canonical(data)


def test_each_vector_names_the_hash_of_the_one_before() -> None:
    vectors = json.loads(VECTORS.read_text(encoding="utf-8"))
    before = genesis("vectors")
    for vector in vectors:
        assert json.loads(vector["data"])["previous"] == before
        before = vector["hash"]


def test_ledgers_begin_with_different_hashes() -> None:
    assert genesis("a") != genesis("b")


def test_one_instant_has_one_form_whatever_the_zone() -> None:
    at = datetime(2024, 1, 1, 8, 0, tzinfo=timezone(timedelta(hours=8)))
    here = _sealed(BODIES[3], at=at)
    assert here == _sealed(BODIES[3], at=at.astimezone(UTC))
    assert b'"at":"2024-01-01T00:00:00.000000Z"' in here


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("1.50", "1.5"),
        ("100", "100"),
        ("1E+2", "100"),
        ("0.00", "0"),
        ("-0", "0"),
        ("-1.20", "-1.2"),
        ("1E-7", "0.0000001"),
    ],
)
def test_one_decimal_has_one_form(value: str, text: str) -> None:
    body = e.ObservationMade(number(5), "item:a", "d", "views", Decimal(value), date(2023, 1, 1))
    assert f'"value":"{text}"'.encode() in _sealed(body)


@pytest.mark.parametrize("value", [Decimal("NaN"), Decimal("Infinity"), Decimal("1E+400"), 1.5, 3, "3", None])
def test_what_is_no_ordinary_decimal_is_refused(value: Any) -> None:
    body = e.ObservationMade(number(5), "item:a", "d", "views", value, date(2023, 1, 1))
    with pytest.raises(CodecError) as refused:
        _sealed(body)
    assert refused.value.code == "ledger.value_misfit"


@pytest.mark.parametrize("count", [True, 1.0, 2**53, "1"])
def test_what_is_no_exact_integer_is_refused(count: Any) -> None:
    with pytest.raises(CodecError):
        _sealed(e.HeadcountStated(number(1), e.Headcount(count)))


@pytest.mark.parametrize(
    ("text", "code"), [("a\x00b", "ledger.text_with_nul"), ("a\ud800", "ledger.text_not_unicode")]
)
def test_texts_that_databases_or_readers_would_mangle_are_refused(text: str, code: str) -> None:
    for make in (
        lambda: _sealed(e.OrganisationMoved(text, date(2023, 1, 1), "d")),
        lambda: _sealed(BODIES[3], by=text),
    ):
        with pytest.raises(CodecError) as refused:
            make()
        assert refused.value.code == code
    with pytest.raises(CodecError):
        seal(replace(every_entry()[0], beside={"reason": text}), after=empty_head("vectors"))


def test_an_instant_without_a_zone_and_a_datetime_for_a_day_are_refused() -> None:
    with pytest.raises(CodecError):
        _sealed(BODIES[3], at=datetime(2024, 1, 1))
    with pytest.raises(CodecError):
        _sealed(e.PersonMoved("p1", "v2", datetime(2024, 1, 1, tzinfo=UTC)))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"format": 2}, "ledger.format_unknown"),
        ({"type": "activity.forgotten"}, "ledger.type_unknown"),
        ({"extra": 1}, "ledger.members_unknown"),
        ({"body": {"activity": "x"}}, "ledger.value_misfit"),
        ({"body": {}}, "ledger.value_misfit"),
        ({"at": "yesterday"}, "ledger.value_misfit"),
        ({"id": 3}, "ledger.value_misfit"),
    ],
)
def test_bytes_of_another_shape_are_not_read(change: dict[str, Any], code: str) -> None:
    document = json.loads(_sealed(BODIES[3]))
    with pytest.raises(CodecError) as refused:
        decode(json.dumps({**document, **change}).encode())
    assert refused.value.code == code


def test_bytes_that_say_the_same_in_another_spelling_are_not_canonical() -> None:
    data = _sealed(BODIES[0])
    assert is_canonical(data)
    assert not is_canonical(json.dumps(json.loads(data), indent=1).encode())
    assert not is_canonical(data.replace(b'"120"', b'"120.0"'))
    assert not is_canonical(b"no json")


def test_texts_beside_enter_the_chain_only_as_salted_digests() -> None:
    entry = every_entry()[0]
    record, texts = seal(entry, after=empty_head("vectors"))
    again, _ = seal(entry, after=empty_head("vectors"))
    assert "原因".encode() not in record.data
    assert decode(record.data).digests == {"reason": beside_digest(texts[0].salt, "原因0")}
    assert len(texts[0].salt) >= 16
    assert record.hash != again.hash  # another salt
    assert random_salts(entry, "reason") != random_salts(entry, "reason")


def test_the_same_entry_is_known_again_and_another_is_not() -> None:
    entry = every_entry()[0]
    record, texts = seal(entry, after=Head("vectors", 4, "00"))
    held = {text.name: text for text in texts}
    assert same_entry(record, held, entry)
    assert not same_entry(record, held, replace(entry, beside={"reason": "另一个"}))
    assert not same_entry(record, held, replace(entry, beside={}))
    assert not same_entry(record, held, replace(entry, by="account-2"))
    assert same_entry(record, {"reason": None}, replace(entry, beside={"reason": "已删除，无从比较"}))
    assert record_of(record.data) == record
