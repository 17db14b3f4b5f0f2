"""Charts of a figure as data (Vega-Lite) and as pictures: its months, or the units below in official order.

The same specification gives the page, the paper and the picture. Nothing is sorted or shaded by value; a number that lies
between two ends is drawn as such.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema
from pydantic import Field

from shuzhi.engine.base import Query as Question
from shuzhi.engine.base import Reach, Slice
from shuzhi.messages import say
from shuzhi.report import charts
from shuzhi.report.wording import in_short
from shuzhi.store.tokens import Level
from shuzhi.usecases.figure import breakdown
from shuzhi.values.unit_names import english_unit
from shuzhi.web.api.answers import answers, files
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.figure_shapes import PackOut, PeriodOut, PositionOut, ScopeOut, basis
from shuzhi.web.api.figures import INDICATOR, Asked, question
from shuzhi.web.api.parameters import Code, Ledger
from shuzhi.web.seat import Seat

router = Router(tags=["数据 figures"])

PICTURES = {"svg": "image/svg+xml", "png": "image/png"}
DRAWS: dict[str, Callable[[Sequence[charts.Mark], charts.Words], charts.Spec]] = {
    "month": charts.months,
    "organisation": charts.units,
}
_CODES = {"month": "charts.months", "organisation": "charts.units"}
_Indicator = Annotated[Code, Field(description="指标 indicator", examples=[INDICATOR])]


class ChartAsked(Asked):
    by: Literal["month", "organisation"] = Field(
        "month", description="按月或按下级机构 by month or unit below", examples=["month"]
    )


class ChartOut(Schema):
    """``spec`` is a Vega-Lite specification that holds its own numbers; null where there is nothing to draw."""

    indicator: str
    by: Literal["month", "organisation"]
    title: str
    unit: str
    scope: ScopeOut
    period: PeriodOut
    positions: list[PositionOut]
    pack: PackOut
    spec: dict[str, Any] | None

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "indicator": "outreach_sessions",
                    "by": "month",
                    "title": "巾帼宣讲场次，按月分列的柱形图；各月数字见图后的表。",
                    "unit": "场次",
                    "scope": {
                        "ledger": "office",
                        "org": "990101",
                        "reach": "subtree",
                        "person": "",
                        "post": "",
                        "under": "",
                    },
                    "period": {"code": "2023", "start": "2023-01-01", "end": "2023-12-31"},
                    "positions": [{"ledger": "office", "position": 1202}],
                    "pack": {"code": "womens_federation", "version": "1.0.0", "digest": "4b" * 32},
                    "spec": {"$schema": "https://vega.github.io/schema/vega-lite/v6.json", "layer": []},
                }
            ]
        }
    }


@router.get(
    "/figures/{indicator}/chart",
    response=answers(ChartOut),
    auth=needs(Level.READ),
    summary="图 A chart of a figure",
)
def get_chart(request: HttpRequest, ledger: Ledger, indicator: _Indicator, asked: Query[ChartAsked]) -> Any:
    """Vega-Lite 图样，数在其中；机构按规定次序。 A Vega-Lite specification with its numbers; units in official order."""
    seat = seat_of(request)
    query = question(seat, indicator, asked)
    title, unit, spec = _drawn(seat, query, asked.by)
    return {
        "indicator": indicator,
        "by": asked.by,
        "title": title,
        "unit": unit,
        **basis(query),
        "spec": spec,
    }


@router.get(
    "/figures/{indicator}/chart/{picture}",
    response=files(),
    auth=needs(Level.READ),
    summary="图片 A chart as a picture",
)
def get_picture(
    request: HttpRequest,
    ledger: Ledger,
    indicator: _Indicator,
    picture: Path[Annotated[Literal["svg", "png"], Field(description="哪种图片 which kind of picture")]],
    asked: Query[ChartAsked],
) -> Any:
    """同一图样画成的图片；没有可画的，答 404。 Drawn from the same specification; 404 where there is nothing to draw."""
    seat = seat_of(request)
    _, _, spec = _drawn(seat, question(seat, indicator, asked), asked.by)
    if spec is None:
        raise Http404(indicator)
    content = charts.svg(spec).encode() if picture == "svg" else charts.png(spec)
    answer = HttpResponse(content, content_type=PICTURES[picture])
    answer.headers["Content-Disposition"] = f'attachment; filename="{indicator}-{asked.by}.{picture}"'
    return answer


def _drawn(
    seat: Seat, query: Question, by: Literal["month", "organisation"]
) -> tuple[str, str, charts.Spec | None]:
    slices = (
        breakdown(seat.office, query, by=by) if by == "month" or query.scope.reach is Reach.SUBTREE else ()
    )
    spec = seat.pack(dict(query.positions)[seat.ledger]).indicators[query.indicator]
    name = spec.name_en if seat.language == "en" and spec.name_en else spec.name
    title = say(_CODES[by], {"name": name}, seat.language)
    unit = english_unit(spec.unit) if seat.language == "en" else spec.unit
    shows = any(
        one.figure.value is not None and (one.figure.value.high or one.figure.value.low) for one in slices
    )
    if not shows:
        return title, unit, None
    marks = [_mark(seat, query, one, by) for one in slices]
    return title, unit, DRAWS[by](marks, charts.Words(title, unit))


def _mark(seat: Seat, query: Question, one: Slice, by: str) -> charts.Mark:
    label = one.key if by == "month" else seat.org_name(one.key, query.period.end)
    words = in_short(one.figure, language=seat.language)
    return charts.Mark(label, one.figure.value, words)
