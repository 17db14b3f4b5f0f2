"""Plan against actual: items that name an indicator and a target, each beside its figure and the time that is gone.

Where an item stands is said of the item, never of an organisation or a person; nothing is ordered by it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Router, Schema
from pydantic import Field

from shuzhi.store.tokens import Level
from shuzhi.usecases.plan_against_actual import Progress, progress
from shuzhi.web.api.answers import answers
from shuzhi.web.api.auth import needs, seat_of
from shuzhi.web.api.figure_shapes import FIGURE_EXAMPLE, FigureOut
from shuzhi.web.api.figures import figure_told
from shuzhi.web.api.organisations import OnDay
from shuzhi.web.api.parameters import (
    After,
    Ledger,
    Limit,
    OptionalOrganisation,
    PeriodCode,
    read_period,
)

router = Router(tags=["事项、联系、观测 items, links, observations"])


class PlannedOut(Schema):
    """``target`` in the unit of the figure, as text; ``elapsed`` the part of its time that is gone (0 to 1), as text.

    ``standing``: reached, in_time (as far as the time gone asks), behind, missed (its day has passed), open (not known
    well enough to say). ``ended``: the item is in a final state.
    """

    item: UUID
    kind: str
    title: str
    state: str
    ended: bool
    owner: str
    due: date | None
    target: str
    elapsed: str
    standing: Literal["reached", "in_time", "behind", "missed", "open"]
    figure: FigureOut


class PlanOut(Schema):
    """In the order of the catalog's kinds, and of their opening; as seen on ``day``."""

    ledger: str
    org: str
    period: str
    day: date
    items: list[PlannedOut]
    following: str

    model_config = {
        "json_schema_extra": {
            "examples": [
                {
                    "ledger": "office",
                    "org": "990101",
                    "period": "2023",
                    "day": "2023-10-09",
                    "items": [
                        {
                            "item": "5f0c8a52-7d61-4c3e-9c55-0a6f0d9b1d01",
                            "kind": "plan_item",
                            "title": "全年宣讲受众一千五百人次",
                            "state": "进行中",
                            "ended": False,
                            "owner": "chair",
                            "due": "2023-12-31",
                            "target": "1500",
                            "elapsed": "0.772602739726027397260273973",
                            "standing": "in_time",
                            "figure": FIGURE_EXAMPLE,
                        }
                    ],
                    "following": "",
                }
            ]
        }
    }


@router.get(
    "/plan", response=answers(PlanOut), auth=needs(Level.READ), summary="计划与实际 Plan against actual"
)
def get_plan(
    request: HttpRequest,
    ledger: Ledger,
    period: PeriodCode,
    org: OptionalOrganisation = "",
    day: OnDay = None,
    after: After = "",
    limit: Annotated[Limit, Field(examples=[50])] = 50,
) -> Any:
    """写明指标和目标的事项，与实际数、时间进度对照。 Items with an indicator and a target beside the figure and the time gone."""
    seat = seat_of(request)
    unit, on = org or seat.org, day or seat.today()
    seat.must_see(unit)
    asked = read_period(period)
    found = progress(seat.office, org=unit, period=asked, day=on, language=seat.language)
    keys = [one.aim.item for one in found]
    begin = keys.index(after) + 1 if after in keys else 0
    shown = found[begin : begin + limit]
    return {
        "ledger": ledger,
        "org": unit,
        "period": str(asked),
        "day": on,
        "items": [_aim(one) | {"figure": figure_told(seat, one.figure)} for one in shown],
        "following": shown[-1].aim.item if begin + limit < len(found) else "",
    }


def _aim(one: Progress) -> dict[str, Any]:
    aim = one.aim
    return {
        **{name: getattr(aim, name) for name in ("item", "kind", "title", "state", "ended", "owner", "due")},
        "target": f"{aim.target:f}",
        "elapsed": f"{one.elapsed:f}",
        "standing": one.standing.value,
    }
