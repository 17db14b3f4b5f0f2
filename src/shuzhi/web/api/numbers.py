"""Numbers that left the office: put down when told, and held against what would be said today."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from ninja.responses import Status
from pydantic import Field

from shuzhi.engine.base import Reach
from shuzhi.ledger.entries import NumberHandedOver, Way
from shuzhi.messages import say
from shuzhi.report.wording import in_full
from shuzhi.store.tokens import Level
from shuzhi.usecases.earlier_numbers import Earlier, handed_over, since_then
from shuzhi.usecases.figure import query_for
from shuzhi.usecases.hand_over_number import Handing, hand_over_number
from shuzhi.usecases.number_sentences import reason_sentences, sentence_of
from shuzhi.usecases.writing import Outcome, Problems
from shuzhi.web.api.answers import answers
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.entries import WrittenOut
from shuzhi.web.api.figure_shapes import PositionOut, ReachCode
from shuzhi.web.api.once import settled
from shuzhi.web.api.parameters import (
    After,
    Code,
    Day,
    Ledger,
    OptionalCode,
    Organisation,
    PeriodCode,
    Sentence,
    Words,
    following_rows,
    read_period,
)
from shuzhi.web.api.problems import of_problems, plain, sentences
from shuzhi.web.seat import Seat

router = Router(tags=["报出的数 numbers handed over"])

WayCode = Literal["report", "form", "word"]
_NUMBER = "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1f01"
Line = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00]*\S[^\x00]*$")]


class NumberIn(Schema):
    """``receiver`` is an organ or a post, never a person. ``said``: the wording used; empty: as a report prints it."""

    entry: UUID
    number: UUID
    receiver: Line
    day: Day
    way: WayCode
    indicator: Code
    org: Organisation
    period: PeriodCode
    reach: ReachCode | None = None
    post: OptionalCode = ""
    said: Annotated[str, Field(max_length=100, pattern=r"^[^\x00]*$")] = ""
    document: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""
    note: Words | None = None

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "entry": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1f00",
                    "number": _NUMBER,
                    "receiver": "市妇联办公室",
                    "day": "2024-01-05",
                    "way": "word",
                    "indicator": "outreach_sessions",
                    "org": "990101",
                    "period": "2023",
                    "said": "近40场",
                }
            ]
        }
    }


class NumberTold(Schema):
    """A number as it was told, and what the ledger says to the same question now. ``sentence`` is one to use."""

    number: UUID
    entry: UUID
    position: int
    receiver: str
    day: date
    way: WayCode
    indicator: str
    org: str
    period: str
    printed: str
    positions: list[PositionOut]
    pack_digest: str
    certainty: str
    now: str
    now_positions: list[PositionOut]
    now_certainty: str
    now_pack_digest: str
    now_pending: int
    differs: bool
    reasons: list[Sentence]
    sentence: str


class NumbersOut(Schema):
    """The newest day first; those taken back are left out."""

    ledger: str
    numbers: list[NumberTold]
    following: str

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "ledger": "office",
                    "numbers": [
                        {
                            "number": _NUMBER,
                            "entry": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1f00",
                            "position": 1205,
                            "receiver": "市妇联办公室",
                            "day": "2024-01-05",
                            "way": "word",
                            "indicator": "outreach_sessions",
                            "org": "990101",
                            "period": "2023",
                            "printed": "近40场",
                            "positions": [{"ledger": "office", "position": 1204}],
                            "pack_digest": "4b" * 32,
                            "certainty": "exact",
                            "now": "38场次",
                            "now_positions": [{"ledger": "office", "position": 1300}],
                            "now_certainty": "exact",
                            "now_pack_digest": "4b" * 32,
                            "now_pending": 0,
                            "differs": False,
                            "reasons": [],
                            "sentence": "",
                        }
                    ],
                    "following": "",
                }
            ]
        }
    }


@router.get(
    "/numbers",
    response=answers(NumbersOut),
    auth=needs(Level.READ),
    summary="报出的数 Numbers that left the office",
)
def list_numbers(
    request: HttpRequest,
    ledger: Ledger,
    indicator: Annotated[
        OptionalCode,
        Field(description="指标，空为全部 indicator; empty: all", examples=["outreach_sessions"]),
    ] = "",
    after: After = "",
    limit: Annotated[int, Field(ge=1, le=50, description="最多几行 most rows", examples=[20])] = 20,
) -> Any:
    """向谁、哪天、怎么说的；现在按同一问题是多少、差在哪里。 To whom, when, how; what it is now, and why it differs."""
    seat = seat_of(request)
    held = [one for one in handed_over(seat.office, indicator) if seat.may_see(one.body.org)]
    placed = [(_place(one.body.day, one.record.position), one) for one in held]
    shown, following = following_rows(placed, after=after, limit=limit)
    return {
        "ledger": ledger,
        "numbers": [_told(seat, since_then(seat.office, one)) for one in shown],
        "following": following,
    }


@router.post(
    "/numbers",
    response=answers(WrittenOut, made=True),
    auth=needs(Level.WRITE),
    summary="登记报出的数 Put down a number handed over",
)
def post_number(request: HttpRequest, ledger: Ledger, sent: NumberIn) -> Any:
    """登记一项数据报给了谁；重发不重复登记。 Put down that a number was told; sent again, it is put down once."""
    seat = seat_of(request)
    seat.must_see(sent.org)
    outcome = settled(seat, [sent.entry], lambda: _hand_over(seat, sent))
    if isinstance(outcome, Problems):
        raise of_problems(outcome.problems)
    receipt = outcome.receipt
    told = {
        "ledger": ledger,
        "receipts": [{"id": receipt.entry, "position": receipt.position, "repeated": receipt.repeated}],
        "warnings": sentences(outcome.warnings, seat.language),
    }
    return Status(200 if receipt.repeated else 201, told)


def _hand_over(seat: Seat, sent: NumberIn) -> Outcome:
    """Sent again, the question is asked at the position and instant of the first time."""
    held = seat.office.journal.find(seat.ledger, sent.entry)
    at, as_of = seat.now(), seat.office.journal.head(seat.ledger).position
    if held and held.entry.by == seat.account and isinstance(held.entry.body, NumberHandedOver):
        at, as_of = held.entry.at, dict(held.entry.body.positions).get(seat.ledger, as_of)
    query = query_for(
        seat.office,
        indicator=sent.indicator,
        org=sent.org,
        period=read_period(sent.period),
        reach=Reach(sent.reach) if sent.reach else None,
        as_of=as_of,
        post=sent.post,
    )
    return hand_over_number(
        seat.office,
        by=seat.account,
        at=at,
        entry=sent.entry,
        number=sent.number,
        handing=Handing(sent.receiver, sent.day, Way(sent.way), sent.document),
        query=query,
        said=sent.said,
        note=sent.note or "",
    )


def _told(seat: Seat, earlier: Earlier) -> dict[str, Any]:
    body, record, now = earlier.handed.body, earlier.handed.record, earlier.now
    sentence = sentence_of(seat.office, earlier)
    return {
        **{
            name: getattr(body, name) for name in ("number", "receiver", "day", "indicator", "org", "printed")
        },
        "entry": record.entry.id,
        "position": record.position,
        "way": body.way.value,
        "period": str(earlier.handed.query.period),
        "positions": [{"ledger": name, "position": held} for name, held in body.positions],
        "pack_digest": body.digest,
        "certainty": body.certainty,
        "now": in_full(now, language=seat.language),
        "now_positions": [{"ledger": name, "position": held} for name, held in now.query.positions],
        "now_certainty": now.certainty.value,
        "now_pack_digest": now.query.pack.digest,
        "now_pending": now.pending,
        "differs": earlier.differs,
        "reasons": [
            {"code": one.code, "args": plain(one.args), "sentence": say(one.code, one.args, seat.language)}
            for one in reason_sentences(seat.office, earlier)
        ],
        "sentence": say(sentence.code, sentence.args, seat.language),
    }


def _place(day: date, position: int) -> str:
    """Places grow as days go back, so that the newest comes first."""
    return f"{99999999 - int(day.strftime('%Y%m%d')):08d}~{2**53 - position:016d}"
