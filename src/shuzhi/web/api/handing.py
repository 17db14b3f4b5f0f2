"""Whole papers handed in, and numbers taken back: the ways out of and into what was told, beside single numbers."""

from __future__ import annotations

from typing import Annotated, Any
from uuid import UUID

from django.http import Http404, HttpRequest
from ninja import File, Form, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from shuzhi.ledger.entries import Way
from shuzhi.report.records import query_of
from shuzhi.report.verify import verify
from shuzhi.store.tokens import Level
from shuzhi.usecases.earlier_numbers import handed_over
from shuzhi.usecases.hand_over_form import cell_entries, hand_over_form
from shuzhi.usecases.hand_over_number import Handing
from shuzhi.usecases.hand_over_report import figure_entry, hand_over_report
from shuzhi.usecases.take_number_back import take_number_back
from shuzhi.web.api.answers import answers
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.documents import sent_file
from shuzhi.web.api.entries import WrittenOut
from shuzhi.web.api.numbers import Line
from shuzhi.web.api.once import settled
from shuzhi.web.api.parameters import Day, Ledger, Words
from shuzhi.web.api.problems import Refusal
from shuzhi.web.api.written import instant_of, written
from shuzhi.web.seat import Seat

router = Router(tags=["报出的数 numbers handed over"])


class PaperForm(Schema):
    """``receiver`` is an organ or a post, never a person; ``document`` names the paper, empty: the file's name."""

    entry: UUID
    receiver: Line
    day: Day
    document: Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")] = ""


class TakingBackIn(Schema):
    """``reason`` says why the number is no longer to be held against later ones."""

    entry: UUID
    day: Day
    reason: Annotated[Words, Field(max_length=2_000)]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "entry": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1f09",
                    "day": "2024-01-08",
                    "reason": "误登，未报出",
                }
            ]
        }
    }


@router.post(
    "/numbers/file",
    response=answers(WrittenOut, made=True),
    auth=needs(Level.WRITE),
    summary="登记报出的文件 Put a paper down as handed over",
)
def post_paper(
    request: HttpRequest,
    ledger: Ledger,
    file: Annotated[UploadedFile, File(description="docx（本机出具的报告）或 xlsx（本机填的表）")],
    sent: Form[PaperForm],
) -> Any:
    """本机出具的 Word 报告或填好的 Excel 表，按里面现在的数逐个登记。
    A report issued here (docx) or a form filled here (xlsx): each of its numbers as it now stands.
    """
    seat = seat_of(request)
    name, source = sent_file(file)
    filled = name.lower().endswith(".xlsx")
    handing = Handing(sent.receiver, sent.day, Way.FORM if filled else Way.REPORT, sent.document or name)
    if filled:
        _must_be_whole(seat)
        outcome = settled(
            seat,
            cell_entries(seat.office, sent.entry, source),
            lambda: hand_over_form(
                seat.office, by=seat.account, at=seat.now(), entry=sent.entry, source=source, handing=handing
            ),
        )
        return written(seat, outcome)
    _must_see_its_figures(seat, source)
    return report_handed_over(seat, sent.entry, source, handing)


@router.post(
    "/numbers/{number}/taken-back",
    response=answers(WrittenOut, made=True),
    auth=needs(Level.WRITE),
    summary="撤回登记 Take a number back",
)
def post_taken_back(request: HttpRequest, ledger: Ledger, number: UUID, sent: TakingBackIn) -> Any:
    """登记错了，或者已请对方不作数；原登记仍在台账里。 Put down by mistake, or disregarded; the hand-over stays in the ledger."""
    seat = seat_of(request)
    repeated = seat.office.journal.find(seat.ledger, sent.entry) is not None
    found = next((one for one in handed_over(seat.office) if one.body.number == number), None)
    if found is None and not repeated:
        raise Http404(str(number))
    if found is not None:
        seat.must_see(found.body.org)
    outcome = settled(
        seat,
        [sent.entry],
        lambda: take_number_back(
            seat.office,
            by=seat.account,
            at=instant_of(seat, sent.entry),
            entry=sent.entry,
            number=number,
            day=sent.day,
            reason=sent.reason,
        ),
    )
    return written(seat, outcome)


def report_handed_over(seat: Seat, entry: UUID, source: bytes, handing: Handing) -> Any:
    """Every figure of a Word report put down as told, once however often it is sent."""
    outcome = settled(
        seat,
        [figure_entry(entry, 0)],
        lambda: hand_over_report(
            seat.office,
            by=seat.account,
            at=seat.now(),
            entry=entry,
            source=source,
            handing=handing,
            keys=seat.key_ring(),
        ),
    )
    return written(seat, outcome)


def _must_be_whole(seat: Seat) -> None:
    """A filled form may hold figures of every unit."""
    if not all(seat.may_see(root) for root in seat.tree().at(seat.today()).roots):
        raise Refusal(403, "api.whole_ledger", type="number.handed_over")


def _must_see_its_figures(seat: Seat, source: bytes) -> None:
    for one in verify(source, seat.key_ring()).figures:
        scope = query_of(one.entry.query).scope
        if scope.ledger == seat.ledger and not seat.may_see(scope.org):
            raise Refusal(403, "api.forbidden")
