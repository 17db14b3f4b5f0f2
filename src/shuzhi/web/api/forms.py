"""Blank forms of superiors: mapped once, filled for a unit and period, fetched as the file that is handed in.

What a cell asks for is one line of text, as people and ``shuzhi form`` write it: 宣讲!C4=outreach_sessions@subtree.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Query, Router, Schema
from ninja.files import UploadedFile
from pydantic import Field

from shuzhi.documents.workbook import open_workbook
from shuzhi.ledger.entries import FormCell, FormMapped
from shuzhi.messages import say
from shuzhi.store.tokens import Level
from shuzhi.usecases.forms.filling import FilledForm, fill_form
from shuzhi.usecases.forms.known import form_named, mapped_forms
from shuzhi.usecases.forms.notation import cell_text, read_cell
from shuzhi.usecases.forms.rendering import filled_file
from shuzhi.usecases.forms.suggesting import suggestions
from shuzhi.usecases.map_form import map_form
from shuzhi.web.api.answers import answers, files
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.documents import sent_file
from shuzhi.web.api.entries import WrittenOut
from shuzhi.web.api.figure_shapes import PositionOut
from shuzhi.web.api.numbers import Line
from shuzhi.web.api.once import settled
from shuzhi.web.api.parameters import (
    AsOf,
    Ledger,
    OptionalOrganisation,
    PeriodCode,
    Sentence,
    read_period,
)
from shuzhi.web.api.problems import Refusal
from shuzhi.web.api.written import instant_of, written
from shuzhi.web.seat import Seat

router = Router(tags=["上级的表 forms"])

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_FORM: dict[str, Any] = {
    "form": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b2001",
    "name": "妇女工作情况表",
    "number": "云岭妇统1表",
    "issuer": "云岭市妇联",
    "approval": "云岭统制〔2023〕7号",
    "valid_until": "2024-06-30",
    "cells": ["宣讲!C4=outreach_sessions"],
}
_Text = Annotated[str, Field(max_length=200, pattern=r"^[^\x00]*$")]


class FormOut(Schema):
    """``cells`` as ``Sheet!A1=indicator``, with ``@reach``, ``/organisation``, ``~1`` (the year before) and ``÷10000``."""

    form: UUID
    name: str
    number: str
    issuer: str
    approval: str
    valid_until: date | None
    cells: list[str]


class FormsOut(Schema):
    """In the order of their first mapping; each as it was mapped last."""

    ledger: str
    forms: list[FormOut]

    model_config = {"json_schema_extra": {"examples": [{"ledger": "office", "forms": [_FORM]}]}}


class SuggestionOut(Schema):
    """``likeness`` from 1 to 100: how alike the labels beside the cell and a wording of the catalog are."""

    cell: str
    likeness: int
    labels: str


class SuggestionsOut(Schema):
    suggestions: list[SuggestionOut]

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "suggestions": [
                        {"cell": "宣讲!C4=outreach_sessions", "likeness": 100, "labels": "巾帼宣讲 场"}
                    ]
                }
            ]
        }
    }


class MappingForm(Schema):
    """``cells`` one line each. What is left empty about number, issuer, approval and validity is read off the form."""

    entry: UUID
    form: UUID
    name: Line
    cells: Annotated[str, Field(max_length=100_000, pattern=r"^[^\x00]*$")]
    number: _Text = ""
    issuer: _Text = ""
    approval: _Text = ""
    valid_until: date | None = None


class FillingAsked(Schema):
    period: PeriodCode
    org: OptionalOrganisation = ""
    as_of: AsOf = None


class CellOut(Schema):
    """``value`` is what goes into the cell, as text; null where nothing does, and ``notes`` say why."""

    sheet: str
    cell: str
    indicator: str
    value: str | None
    notes: list[Sentence]


class FilledOut(Schema):
    """A form filled for one unit and period at one ledger position; ``notices`` are about the form as a whole."""

    ledger: str
    form: UUID
    name: str
    org: str
    period: str
    positions: list[PositionOut]
    cells: list[CellOut]
    notices: list[Sentence]
    file: str

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "ledger": "office",
                    "form": _FORM["form"],
                    "name": _FORM["name"],
                    "org": "990101",
                    "period": "2023",
                    "positions": [{"ledger": "office", "position": 1202}],
                    "cells": [
                        {
                            "sheet": "宣讲",
                            "cell": "C4",
                            "indicator": "outreach_sessions",
                            "value": "38",
                            "notes": [],
                        }
                    ],
                    "notices": [],
                    "file": f"/api/v1/ledgers/office/forms/{_FORM['form']}/file?org=990101&period=2023&as_of=1202",
                }
            ]
        }
    }


@router.get(
    "/forms", response=answers(FormsOut), auth=needs(Level.READ), summary="已对应的表 List mapped forms"
)
def list_forms(request: HttpRequest, ledger: Ledger) -> Any:
    """每张表问的是哪些数。 What each form asks for."""
    seat = seat_of(request)
    return {"ledger": ledger, "forms": [_form(one) for one in mapped_forms(seat.office)]}


@router.post(
    "/forms/suggestions",
    response=answers(SuggestionsOut),
    auth=needs(Level.READ),
    summary="认表 What a blank form seems to ask for",
)
def post_suggestions(
    request: HttpRequest,
    ledger: Ledger,
    file: Annotated[UploadedFile, File(description="空白表 a blank xlsx")],
) -> Any:
    """按表上的字样猜每格问的是什么，由人核定；不保存。 Guessed from the labels, for people to decide; nothing is kept."""
    seat = seat_of(request)
    found = suggestions(open_workbook(sent_file(file)[1]), seat.pack())
    return {
        "suggestions": [
            {"cell": cell_text(one.cell), "likeness": one.likeness, "labels": one.labels} for one in found
        ]
    }


@router.post(
    "/forms",
    response=answers(WrittenOut, made=True),
    auth=needs(Level.WRITE),
    summary="对应一张表 Map a blank form",
)
def post_form(
    request: HttpRequest,
    ledger: Ledger,
    file: Annotated[UploadedFile, File(description="空白表 a blank xlsx")],
    sent: Form[MappingForm],
) -> Any:
    """同一 form 再次对应，以后一次为准；须有整个台账的权限。
    Mapped again under the same ``form``, the later mapping counts; takes a token whose scope is the whole ledger.
    """
    seat = seat_of(request)
    if not all(seat.may_see(root) for root in seat.tree().at(seat.today()).roots):
        raise Refusal(403, "api.whole_ledger", type=FormMapped.type)
    source = sent_file(file)[1]
    first = open_workbook(source).sheets[0].name
    cells = tuple(_cell(line, first) for line in sent.cells.splitlines() if line.strip())
    outcome = settled(
        seat,
        [sent.entry],
        lambda: map_form(
            seat.office,
            by=seat.account,
            at=instant_of(seat, sent.entry),
            entry=sent.entry,
            form=sent.form,
            name=sent.name,
            source=source,
            cells=cells,
            number=sent.number,
            issuer=sent.issuer,
            approval=sent.approval,
            valid_until=sent.valid_until,
        ),
    )
    return written(seat, outcome)


@router.get(
    "/forms/{form}",
    response=answers(FilledOut),
    auth=needs(Level.READ),
    summary="填表 A form filled",
)
def get_form(request: HttpRequest, ledger: Ledger, form: UUID, asked: Query[FillingAsked]) -> Any:
    """逐格给出数，填不了的说明原因。 Every cell answered with a number, or why none can be put there."""
    seat = seat_of(request)
    filled = _filled(seat, form, asked)
    filling = filled.filling
    query = f"org={filling.org}&period={filling.period}&as_of={filling.position}"
    return {
        "ledger": ledger,
        "form": form,
        "name": filled.form.name,
        "org": filling.org,
        "period": str(filling.period),
        "positions": [{"ledger": ledger, "position": filling.position}],
        "cells": [
            {
                "sheet": one.asked.sheet,
                "cell": one.asked.cell,
                "indicator": one.asked.indicator,
                "value": None if one.value is None else f"{one.value:f}",
                "notes": [_sentence(seat, note.code, note.args) for note in one.notes],
            }
            for one in filled.cells
        ],
        "notices": [_sentence(seat, one.code, one.args) for one in filled.notices],
        "file": f"/api/v1/ledgers/{ledger}/forms/{form}/file?{query}",
    }


@router.get(
    "/forms/{form}/file",
    response=files(),
    auth=needs(Level.READ),
    summary="取填好的表 Download a form filled",
)
def get_form_file(request: HttpRequest, ledger: Ledger, form: UUID, asked: Query[FillingAsked]) -> Any:
    """版式和公式不动，填不了的格标黄并附原因。 Looks and formulas untouched; what cannot be filled is yellow, with its reason."""
    seat = seat_of(request)
    filled = _filled(seat, form, asked)
    data = filled_file(
        filled,
        blank=seat.office.evidence.get(filled.form.blank),
        ledger=seat.ledger,
        words=lambda one: say(one.code, one.args, seat.language),
    )
    answer = HttpResponse(data, content_type=XLSX)
    name = f"form-{filled.filling.org}-{filled.filling.period}.xlsx"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _filled(seat: Seat, form: UUID, asked: FillingAsked) -> FilledForm:
    """Cells that name a unit of their own are held to it too. Raises ``UnknownFormError`` and as a seat does."""
    wanted = form_named(seat.office, str(form))
    org = asked.org or seat.org
    seat.must_see(org)
    for cell in wanted.cells:
        if cell.org:
            seat.must_see(cell.org)
    if asked.as_of is not None and asked.as_of > seat.head():
        raise Refusal(404, "api.no_position", position=asked.as_of, head=seat.head())
    return fill_form(
        seat.office,
        form=wanted,
        org=org,
        period=read_period(asked.period),
        day=seat.today(),
        as_of=asked.as_of or seat.head(),
    )


def _cell(line: str, first_sheet: str) -> FormCell:
    found = read_cell(line, first_sheet=first_sheet)
    if found is None:
        raise Refusal(422, "forms.unreadable_cell", text=line)
    return found


def _form(one: FormMapped) -> dict[str, Any]:
    told = {
        name: getattr(one, name) for name in ("form", "name", "number", "issuer", "approval", "valid_until")
    }
    return told | {"cells": [cell_text(cell) for cell in one.cells]}


def _sentence(seat: Seat, code: str, args: Any) -> dict[str, Any]:
    return {
        "code": code,
        "args": {name: str(value) for name, value in args.items()},
        "sentence": say(code, args, seat.language),
    }
