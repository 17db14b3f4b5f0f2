"""A difference between a number told before and now, as a sentence to use: a code with arguments, in words elsewhere.

The arguments carry what a reader asks first: to whom, when, which unit and days, then, now, and why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from shuzhi.engine.base import Query
from shuzhi.ledger.lives import fold_organisation
from shuzhi.report.wording import in_full_everywhere
from shuzhi.usecases.earlier_numbers import Earlier, HandedOver, Reason
from shuzhi.usecases.number_changes import RecordChange
from shuzhi.usecases.office import Office
from shuzhi.usecases.packs import kept_packs
from shuzhi.values.interval import Interval
from shuzhi.values.period import Period

Args = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A message code of the area ``numbers`` with its arguments."""

    code: str
    args: Args

    def nested(self) -> dict[str, Any]:
        """As an argument of another sentence."""
        return {"code": self.code, "args": self.args}


def sentence_of(office: Office, earlier: Earlier) -> Sentence:
    """What to write or say beside the new number."""
    args = {**told_args(office, earlier.handed), "now": in_full_everywhere(earlier.now)}
    if not earlier.differs:
        return Sentence("numbers.same", args)
    reasons = reason_sentences(office, earlier)
    return Sentence("numbers.differs", {**args, "reasons": [one.nested() for one in reasons]})


def told_args(office: Office, handed: HandedOver) -> dict[str, Any]:
    """The arguments that say what was told: to whom, when, how, of what."""
    body, query = handed.body, handed.query
    return {
        "day": day_said(body.day),
        "receiver": body.receiver,
        "way": {"code": f"numbers.way_{body.way.value}", "args": {}},
        "indicator": indicator_said(office, query),
        "printed": body.printed,
        "scope": scope_said(office, query),
        "period": period_said(query.period),
    }


def reason_sentences(office: Office, earlier: Earlier) -> tuple[Sentence, ...]:
    """One per step; a step of entries says each kind of change on its own."""
    found: list[Sentence] = []
    for reason in earlier.reasons:
        moved = {"before": _value(reason.before, earlier), "after": _value(reason.after, earlier)}
        if reason.step != "entries":
            found.append(
                Sentence(f"numbers.because_{reason.step}", {**moved, **_step_args(office, earlier, reason)})
            )
            continue
        found += [_change(one, earlier.handed.body.unit) for one in reason.changes]
        if not reason.changes:
            found.append(Sentence("numbers.because_rearranged_only", moved))
    return tuple(found)


def _step_args(office: Office, earlier: Earlier, reason: Reason) -> dict[str, Any]:
    then, now = earlier.handed.query, earlier.now.query
    if reason.step == "period":
        return {"then": period_said(then.period), "now": period_said(now.period)}
    if reason.step == "scope":
        return {"then": scope_said(office, then), "now": scope_said(office, now)}
    if reason.step == "rule":
        return {"then": then.pack.version, "now": now.pack.version}
    return {"printed": earlier.handed.body.printed}


def _change(change: RecordChange, unit: str) -> Sentence:
    count, shift = len(change.subjects), change.shift
    if shift is None or not shift:
        return Sentence(f"numbers.because_{change.kind}", {"count": count})
    way = "more" if shift > 0 else "less"
    inner = Sentence(f"numbers.because_{change.kind}", {"count": count}).nested()
    return Sentence(f"numbers.shift_{way}", {"why": inner, "number": f"{_plain(abs(shift))}{unit}"})


def _value(value: Interval | None, earlier: Earlier) -> Any:
    """As the figure would be printed with this value."""
    if value is None:
        return {"code": "numbers.unknown", "args": {}}
    return in_full_everywhere(replace(earlier.now, value=value, unit=earlier.handed.body.unit))


def indicator_said(office: Office, query: Query) -> dict[str, str]:
    """The name in both languages, from the pack the question names."""
    pack = kept_packs(office).get(query.pack.digest)
    found = pack.indicators.get(query.indicator) if pack else None
    if found is None:
        return {"zh": query.indicator, "en": query.indicator}
    return {"zh": found.name, "en": found.name_en}


def scope_said(office: Office, query: Query) -> dict[str, Any]:
    """The unit by the name it bore on the period's last day, and whose work there."""
    history = office.journal.history(office.ledger, f"organisation:{query.scope.org}")
    span = fold_organisation(history).on(query.period.end) if history else None
    org = span.name if span else query.scope.org
    return {"code": f"numbers.scope_{query.scope.reach.value}", "args": {"org": org}}


def day_said(day: date) -> dict[str, Any]:
    return {"code": "numbers.day", "args": {"year": day.year, "month": day.month, "day": day.day}}


def period_said(period: Period) -> dict[str, Any]:
    """A year, half, quarter or month by its name; months from January by the last; else first and last day."""
    code, year = str(period), period.start.year
    if code == str(year):
        return {"code": "numbers.period_year", "args": {"year": year}}
    if code[4:5] in ("H", "Q"):
        return {"code": f"numbers.period_{code[4:].lower()}", "args": {"year": year}}
    if period == Period.month(year, period.start.month):
        return {"code": "numbers.period_month", "args": {"year": year, "month": period.start.month}}
    if period == Period.months(year, period.start.month, period.end.month):
        args = {"year": year, "first": period.start.month, "last": period.end.month}
        return {"code": "numbers.period_months", "args": args}
    return {
        "code": "numbers.period_days",
        "args": {"start": day_said(period.start), "end": day_said(period.end)},
    }


def _plain(number: Decimal) -> str:
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
