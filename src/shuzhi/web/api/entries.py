"""Entries: written once whatever the network does, read in the order of the journal.

The id of an entry is made where it was captured. Sending an entry again, also at the same instant from two places, is
answered as the first time; another content under the same id is a conflict. The instant of an entry is the server's, so
that a wrong clock orders nothing. Knows the one door for writing (``usecases.writing``); no bodies by name.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from shuzhi.ledger.codec import BODY_TYPES
from shuzhi.ledger.entries import Entry, OrganisationOpened
from shuzhi.ledger.ports import Record
from shuzhi.ledger.shapes import shape_of
from shuzhi.ledger.view import View
from shuzhi.store.tokens import Level
from shuzhi.usecases.writing import Outcome, Problems, write
from shuzhi.web.api.answers import answers
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.bearing import ELSEWHERE, REORGANISES, Bearing, bearing_of
from shuzhi.web.api.once import settled
from shuzhi.web.api.parameters import Code, Ledger, Limit, Words
from shuzhi.web.api.problems import OneProblem, Refusal, of_problems, sentences
from shuzhi.web.seat import Seat

router = Router(tags=["记账 entries"])

HELD_BACK = ("person.", "evidence.", "pack.")
"""Entry types whose texts are not given out: names, telephones, files, and packs (the catalog has those)."""

SCANNED = 500  # records looked at for one page, so that a narrow scope cannot make a request long

_ENTRY: dict[str, Any] = {
    "id": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1c01",
    "type": "activity.recorded",
    "body": {
        "activity": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1c02",
        "detail": {
            "type": "skills_training",
            "org": "990101001",
            "event": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1c03",
            "start": "2023-11-08",
            "end": "2023-11-08",
            "headcounts": [{"count": 32}],
        },
    },
    "beside": {"title": "家政技能培训班"},
}


class EntryIn(Schema):
    """``body`` as the format of the journal has it (days and decimals as text, defaults may be left out); ``beside``
    holds the texts that stay off the chain: title, place, note, reason, name.
    """

    id: UUID
    type: Annotated[str, Field(pattern=r"^[a-z_]{1,32}\.[a-z_]{1,32}$")]
    body: dict[str, Any]
    beside: Annotated[dict[Code, Words], Field(max_length=20)] = {}

    model_config = {"json_schema_extra": {"examples": [_ENTRY]}}


class EntriesIn(Schema):
    """One act: all of these entries are written, or none."""

    entries: Annotated[list[EntryIn], Field(min_length=1, max_length=200)]

    model_config = {"json_schema_extra": {"examples": [{"entries": [_ENTRY]}]}}


class ReceiptOut(Schema):
    """Where an entry stands. ``repeated``: it was there already, and nothing was written."""

    id: UUID
    position: int
    repeated: bool


class WrittenOut(Schema):
    ledger: str
    receipts: list[ReceiptOut]
    warnings: list[OneProblem]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "ledger": "office",
                    "receipts": [{"id": _ENTRY["id"], "position": 1201, "repeated": False}],
                    "warnings": [],
                }
            ]
        }
    }


class EntryOut(Schema):
    """``hash`` is SHA-256 (hex) of the entry's bytes in the journal. ``beside`` is given for a single entry only; a
    text that was erased is null.
    """

    id: UUID
    position: int
    type: str
    subject: str
    at: str
    by: str
    hash: str
    body: dict[str, Any]
    beside: dict[str, str | None] | None = None

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    **_ENTRY,
                    "position": 1201,
                    "subject": "activity:5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1c02",
                    "at": "2023-11-09T01:12:00.000000Z",
                    "by": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1cff",
                    "hash": "9f" * 32,
                }
            ]
        }
    }


class EntriesOut(Schema):
    """Entries in view, in the order of the journal. ``following`` is the position to go on after; at the end it is
    ``head``, and asking again later brings what was written since.
    """

    ledger: str
    head: int
    following: int
    entries: list[EntryOut]

    model_config = {
        "json_schema_extra": {
            "examples": [{"ledger": "office", "head": 1201, "following": 1201, "entries": []}]
        }
    }


@router.post(
    "/entries",
    response=answers(WrittenOut, made=True),
    auth=needs(Level.WRITE),
    summary="写入 Write entries, once",
)
def post_entries(request: HttpRequest, ledger: Ledger, sent: EntriesIn) -> Any:
    """整批写入或都不写。重发答复与第一次相同（200，repeated）；同一编号内容不同，答 409。
    All or none. Sent again the answer is the first one's (200, repeated); another content under the same id is a 409.
    """
    seat = seat_of(request)
    outcome = _write(seat, sent.entries)
    if isinstance(outcome, Problems):
        raise of_problems(outcome.problems)
    new = any(not receipt.repeated for receipt in outcome.receipts)
    told = {
        "ledger": ledger,
        "receipts": [
            {"id": one.entry, "position": one.position, "repeated": one.repeated} for one in outcome.receipts
        ],
        "warnings": sentences(outcome.warnings, seat.language),
    }
    return Status(201 if new else 200, told)


@router.get(
    "/entries", response=answers(EntriesOut), auth=needs(Level.READ), summary="逐条读账 Read the journal"
)
def list_entries(
    request: HttpRequest,
    ledger: Ledger,
    after: Annotated[
        int, Field(ge=0, le=2**53 - 1, description="从第几条之后读起 go on after this position", examples=[0])
    ] = 0,
    limit: Limit = 50,
) -> Any:
    """按台账次序逐条读取；只给本级及所属机构的，受保护的不给。
    Entries in the order of the journal: those of the caller's subtree, protected work left out.
    """
    seat = seat_of(request)
    head = seat.head()
    shown: list[dict[str, Any]] = []
    last = min(after, head)
    view = View(seat.office.journal, ledger)
    for record in _scan(seat, last):
        if len(shown) == limit:
            break
        last = record.position
        if _is_in_view(seat, record, view):
            shown.append(_entry(record))
    return {"ledger": ledger, "head": head, "following": last, "entries": shown}


@router.get(
    "/entries/{entry}", response=answers(EntryOut), auth=needs(Level.READ), summary="一条记录 One entry"
)
def get_entry(request: HttpRequest, ledger: Ledger, entry: UUID) -> Any:
    """按写入方自己的编号取回一条。 One entry by the id that its writer gave it."""
    seat = seat_of(request)
    record = seat.office.journal.find(ledger, entry)
    if record is None or not _is_in_view(seat, record, View(seat.office.journal, ledger)):
        raise Http404(str(entry))
    texts = {} if record.entry.body.type.startswith(HELD_BACK) else seat.office.journal.beside(ledger, entry)
    return _entry(record) | {"beside": dict(texts)}


# ------------------------------------------------------------------------------------------ writing
def _write(seat: Seat, sent: Sequence[EntryIn]) -> Outcome:
    def attempt() -> Outcome:
        entries = tuple(_stamped(seat, one) for one in sent)
        _must_bear(seat, entries)
        return write(seat.office, *entries)

    return settled(seat, [one.id for one in sent], attempt)


def _stamped(seat: Seat, sent: EntryIn) -> Entry:
    """The entry with the caller's account and the instant of its first arrival. Raises ``Refusal``, ``CodecError``."""
    kind: Any = BODY_TYPES.get(sent.type)
    if kind is None:
        raise Refusal(422, "api.entry_type_unknown", type=sent.type)
    if sent.type in ELSEWHERE:
        raise Refusal(422, "api.entry_elsewhere", type=sent.type)
    body = shape_of(kind).decode(sent.body)
    held = seat.office.journal.find(seat.ledger, sent.id)
    at = held.entry.at if held is not None and held.entry.by == seat.account else seat.now()
    return Entry(seat.ledger, sent.id, seat.account, at, body, dict(sent.beside))


def _must_bear(seat: Seat, entries: Sequence[Entry]) -> None:
    """Each entry speaks only for units that stand in the caller's subtree today, or that the same act opened there.

    Raises ``Refusal``.
    """
    tree = seat.tree().at(seat.today())
    own = set(tree.subtree(seat.org) | {seat.org})
    view = View(seat.office.journal, seat.ledger)
    for entry in entries:
        bearing = bearing_of(entry.body, view=view, tree=tree)
        if bearing is None:
            raise Refusal(422, "api.entry_type_unknown", type=entry.body.type)
        if bearing.whole and not own.issuperset(tree.roots):
            raise Refusal(403, "api.whole_ledger", type=entry.body.type)
        beside = not bearing.beside or any(seat.may_see(org) for org in bearing.beside)
        if not (own.issuperset(bearing.units) and beside):
            raise Refusal(403, "api.not_your_unit", entry=str(entry.id))
        if isinstance(entry.body, OrganisationOpened):
            own.add(entry.body.org)
        if not view.sent_before(entry.id):
            view.add(entry)


# ------------------------------------------------------------------------------------------ reading
def _scan(seat: Seat, after: int) -> Iterator[Record]:
    return seat.office.journal.records(seat.ledger, after=after, upto=min(after + SCANNED, seat.head()))


def _is_in_view(seat: Seat, record: Record, view: View) -> bool:
    body, tree = record.entry.body, seat.tree().at(seat.today())
    bearing = bearing_of(body, view=view, tree=tree) or Bearing()
    if bearing.sealed:
        return False
    if bearing.whole:
        return all(seat.may_see(root) for root in tree.roots)
    units = bearing.units | ({body.org} if isinstance(body, REORGANISES) else set())
    return any(seat.may_see(org) for org in units)


def _entry(record: Record) -> dict[str, Any]:
    """Body and instant exactly as the journal's bytes have them."""
    written = json.loads(record.data)
    return {
        "id": record.entry.id,
        "position": record.position,
        "type": record.entry.body.type,
        "subject": record.entry.subject,
        "at": written["at"],
        "by": record.entry.by,
        "hash": record.hash,
        "body": written["body"],
    }
