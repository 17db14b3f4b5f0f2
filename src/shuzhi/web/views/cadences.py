"""Hints of cadence on the page of the year: what a rule asks that the unit's own records do not show, with its source,
and the answer "not applicable, because …" that somebody gave, taken back the same way. A hint scores nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shuzhi.catalog.model import ActivityType, Cadence
from shuzhi.messages import say
from shuzhi.store.calendar import MonthOfWork
from shuzhi.usecases.answer_cadence import answer_cadence
from shuzhi.usecases.ask_cadence_again import ask_cadence_again
from shuzhi.usecases.hint_answers import CadenceAnswer, hint_answers
from shuzhi.usecases.writing import Done
from shuzhi.values.period import Period, day_of
from shuzhi.web.addresses import read_period
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import notify, warn
from shuzhi.web.present.words import day_words, month_words, name_of, period_words

_MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer with the ids of the form that takes it back."""

    days: str
    period: str
    reason: str
    who: str
    when: str
    entry: str


@dataclass(frozen=True, slots=True)
class Hint:
    """What is asked, by whom, and where nothing stands; ``short`` "" where an answer covers all of it.

    ``stretches`` are the days an answer may be given for: the whole year first, then each one that is short.
    """

    kind: str
    name: str
    href: str
    asked: str
    source: str
    short: str
    stretches: tuple[tuple[str, str], ...]
    answers: tuple[Answered, ...]
    entry: str


def hints(desk: Desk, *, org: str, period: Period, own: Sequence[MonthOfWork]) -> tuple[Hint, ...]:
    """Of the work that the unit itself does (``own`` are its records), those stretches that are over and show too
    little; and every hint that was answered. In the order of the pack.
    """
    answers, made = hint_answers(desk.office), []
    for kind in desk.pack().types.values():
        if kind.cadence is None or kind.protected:
            continue
        found = [one for one in own if one.type == kind.code]
        given = answers.of_cadence(org, kind.code, period)
        short = _short(kind.cadence, period, found, desk) if found else []
        left = [one for one in short if not _is_covered(one, given)]
        if left or given:
            made.append(_hint(desk, (org, period), (kind, kind.cadence), left, given))
    return tuple(made)


def open_hints(desk: Desk, *, org: str, period: Period, own: Sequence[MonthOfWork]) -> tuple[Hint, ...]:
    """Those that nobody answered."""
    return tuple(one for one in hints(desk, org=org, period=period, own=own) if one.short)


@require_POST
@at_desk
def cadence_answer(request: HttpRequest, desk: Desk) -> HttpResponse:
    """An answer, or with ``again`` its being taken back; sent again it is answered and not doubled."""
    desk.must_write()
    sent = request.POST
    org, kind, entry = sent.get("org", ""), sent.get("kind", ""), _uuid(sent.get("entry", ""))
    desk.must_see(org)
    period = read_period(sent.get("period", ""))
    at = desk.instant_of(entry)
    if "again" in sent:
        outcome = ask_cadence_again(
            desk.office, by=desk.account, at=at, entry=entry, org=org, kind=kind, period=period
        )
    else:
        outcome = answer_cadence(
            desk.office, by=desk.account, at=at, entry=entry, org=org, kind=kind, period=period,
            reason=sent.get("reason", ""),
        )  # fmt: skip
    for sentence in desk.problem_words(outcome):
        warn(request, sentence)
    if isinstance(outcome, Done):
        notify(request, "seeing.cadence.again_done" if "again" in sent else "seeing.cadence.done")
    asked = urlencode({"org": org, "year": period.start.year})
    return redirect(f"{reverse('year', args=(desk.ledger,))}?{asked}#thin-head")


# ------------------------------------------------------------------------------------------ what is short
def _short(cadence: Cadence, period: Period, found: Sequence[MonthOfWork], desk: Desk) -> list[Period]:
    """Stretches of the year that are over and have fewer records than asked."""
    long, year = _MONTHS[cadence.every], period.start.year
    stretches = [Period.months(year, first, first + long - 1) for first in range(1, 13, long)]
    return [
        one
        for one in stretches
        if one.end < desk.today() and sum(each.many for each in found if each.month in one) < cadence.times
    ]


def _is_covered(stretch: Period, given: Iterable[CadenceAnswer]) -> bool:
    return any(one.period.start <= stretch.start and stretch.end <= one.period.end for one in given)


# ------------------------------------------------------------------------------------------ how it is said
def _hint(
    desk: Desk,
    where: tuple[str, Period],
    rule: tuple[ActivityType, Cadence],
    short: Sequence[Period],
    given: Sequence[CadenceAnswer],
) -> Hint:
    (org, period), (kind, cadence), language = where, rule, desk.language
    stretches = dict.fromkeys((period, *short))
    english = language == "en" and cadence.source_en
    return Hint(
        kind=kind.code,
        name=name_of(kind, language),
        href=desk.activities_address(org=org, period=str(period), type=kind.code),
        asked=say(f"seeing.asked.{cadence.every}.{cadence.strength}", {"times": cadence.times}, language),
        source=cadence.source_en if english else cadence.source,
        short=desk.join(_stretch_words(one, period, language) for one in short),
        stretches=tuple((str(one), _stretch_words(one, None, language)) for one in stretches),
        answers=tuple(_answered(one, desk) for one in given),
        entry=str(uuid4()),
    )


def _answered(one: CadenceAnswer, desk: Desk) -> Answered:
    return Answered(
        days=period_words(one.period, desk.language),
        period=str(one.period),
        reason=one.reason,
        who=desk.actor(one.by),
        when=day_words(day_of(one.at), desk.language),
        entry=str(uuid4()),
    )


def _stretch_words(stretch: Period, within: Period | None, language: str) -> str:
    """A month of the year in view is called by its number alone."""
    is_month = stretch == Period.month(stretch.start.year, stretch.start.month)
    return (
        month_words(stretch.start.month, language) if within and is_month else period_words(stretch, language)
    )


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise SuspiciousOperation("entry") from problem
