"""The fields by which lists are narrowed. The scope always stands first."""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.messages import say
from shuzhi.values.period import Period
from shuzhi.web.desk import Desk
from shuzhi.web.present.words import period_words

Choices = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice among ``choices``, or where there are none an input of ``kind``; ``any`` is the words for no choice."""

    name: str
    label: str
    value: str = ""
    choices: Choices = ()
    any: str = ""
    kind: str = "text"


def pick(name: str, label: str, choices: Choices, value: str, *, any_choice: str = "") -> Filter:
    return Filter(name, label, value, choices, any_choice)


def org_filter(desk: Desk, org: str) -> Filter:
    """The units in view in official order; one that no longer exists stays choosable while it is chosen."""
    choices = desk.org_choices(desk.today())
    if org not in {code for code, _ in choices}:
        choices = (*choices, (org, desk.org_name(org, desk.today())))
    return Filter("org", say("web.filter.scope", {}, desk.language), org, choices)


def period_filter(desk: Desk, period: Period | None, *, any_period: str = "") -> Filter:
    """Years, halves, quarters and months of the years in which there was work, and whatever else is asked for."""
    codes = [code for year in desk.years() for code in _codes(year)]
    if period is not None and str(period) not in codes:
        codes.insert(0, str(period))
    choices = tuple((code, period_words(Period.parse(code), desk.language)) for code in codes)
    return Filter(
        "period", say("web.filter.period", {}, desk.language), str(period or ""), choices, any_period
    )


def _codes(year: int) -> list[str]:
    parts = [f"{year}H{half}" for half in (1, 2)] + [f"{year}Q{quarter}" for quarter in range(1, 5)]
    return [str(year), *parts, *(f"{year}-{month:02d}" for month in range(1, 13))]
