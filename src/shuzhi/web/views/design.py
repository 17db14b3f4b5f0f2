"""One page that shows every component in use, over invented values that belong to no ledger."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.http import HttpRequest, HttpResponse

from shuzhi.engine.base import Certainty, Figure, PackRef, Query, Scope, Slice
from shuzhi.messages import say
from shuzhi.usecases.audit_sheet.model import SIGNS
from shuzhi.values.interval import Interval
from shuzhi.values.period import Period
from shuzhi.web.languages import language_for
from shuzhi.web.page import Crumb, page
from shuzhi.web.paging import Paging
from shuzhi.web.present.activity_form import FieldView
from shuzhi.web.present.charts import month_charts
from shuzhi.web.present.details import Change, FactLine
from shuzhi.web.present.figures import value_view
from shuzhi.web.present.histories import Step
from shuzhi.web.present.words import day_words, days_words, month_words

SHEETS = ("report", "audit", "drafts", "items", "registers", "seeing", "api", "design")
SPECIMENS = ("lists", "chains", "audits", "seeing", "reports")
_PERIOD = Period.year(2023)
_MONTHLY = (3, 5, 12, 8, 7, 9, 4, 6, 11, 10, 8, 5)
_TONES = ("", "good", "wait", "stop")
_SWATCHES = ("paper", "surface", "ink", "accent", "seal", "good", "wait", "stop")


def design_page(request: HttpRequest) -> HttpResponse:
    language = language_for(request)
    slices = tuple(
        Slice(f"2023-{month:02d}", _figure(count, count + 3 * (month % 4 == 0)))
        for month, count in enumerate(_MONTHLY, 1)
    )
    context = {
        "values": tuple(value_view(figure, language) for figure in _figures()),
        "charts": month_charts(slices, language),
        "steps": _steps(language),
        "lines": (
            FactLine(
                "days",
                say("web.fact.days", {}, language),
                days_words(date(2023, 3, 8), date(2023, 3, 9), language),
            ),
            FactLine("sessions", say("web.fact.sessions", {}, language), "2"),
        ),
        "fields": _fields(language),
        "tones": _TONES,
        "swatches": _SWATCHES,
        "paging": Paging(2, 4, 88, "records", "#before", "#after"),
        "sheets": tuple(f"shuzhi/{name}.css" for name in SHEETS),
        "specimens": tuple(f"shuzhi/specimens/{name}.html" for name in SPECIMENS),
        "words": say("design.some_words", {}, language),
        "unit": say("design.some_unit", {}, language),
        "day": day_words(date(2023, 3, 8), language),
        "sentence": say("web.figure.pending", {"pending": 3}, language),
        "months": tuple(month_words(month, language) for month in range(1, 13)),
        "marks": tuple((mark, say(f"auditing.mark_{mark}", {}, language), SIGNS[mark]) for mark in SIGNS),
        "crumbs": (
            Crumb(say("web.menu.home", {}, language), "/"),
            Crumb(say("web.menu.figures", {}, language), "#figures"),
        ),
    }
    return page(request, "shuzhi/design.html", context)


def _figure(low: int, high: int, certainty: Certainty | None = None) -> Figure:
    pack = PackRef("example", "1", "0" * 64)
    query = Query("example", pack, Scope("example", "root"), _PERIOD, (("example", 1),))
    kind = certainty or (Certainty.EXACT if low == high else Certainty.BOUNDED)
    hidden = kind in (Certainty.UNKNOWN, Certainty.SUPPRESSED)
    value = None if hidden else Interval(Decimal(low), Decimal(high))
    return Figure(query, "场", value, kind)


def _figures() -> tuple[Figure, ...]:
    return (
        _figure(38, 38),
        _figure(152, 1204),
        _figure(0, 0, Certainty.UNKNOWN),
        _figure(12, 12, Certainty.DECLARED),
        _figure(96, 96, Certainty.CITED),
        _figure(0, 0, Certainty.SUPPRESSED),
    )


def _steps(language: str) -> tuple[Step, ...]:
    change = Change(say("web.fact.headcounts", {}, language), "40", "38")
    return (
        Step(say("web.act.recorded", {}, language), "2023-03-09 09:12", "—", 101, "1f" * 32, "", ""),
        Step(
            say("web.act.corrected", {}, language),
            "2023-03-10 15:40",
            "—",
            117,
            "a4" * 32,
            "",
            "",
            (),
            (change,),
        ),
        Step(say("web.act.confirmed", {}, language), "2023-03-11 08:05", "—", 123, "c0" * 32, "", "good"),
    )


def _fields(language: str) -> tuple[FieldView, ...]:
    modes = (
        ("onsite", say("web.mode.onsite", {}, language)),
        ("online", say("web.mode.online", {}, language)),
    )
    wrong = say("web.wrong.whole", {"text": "3a", "least": 1}, language)
    return (
        FieldView(
            "text",
            "title",
            say("web.field.title", {}, language),
            hint=say("web.field.title_hint", {}, language),
            required=True,
        ),
        FieldView("date", "start", say("web.field.start", {}, language), ("2023-03-08",)),
        FieldView("number", "sessions", say("web.field.sessions", {}, language), ("3a",), wrong=wrong),
        FieldView("select", "mode", say("web.column.mode", {}, language), ("online",), modes),
        FieldView("radios", "form", say("web.field.form", {}, language), ("onsite",), modes),
        FieldView("checks", "modes", say("web.field.themes", {}, language), ("online",), modes),
        FieldView("area", "note", say("web.field.note", {}, language)),
    )
