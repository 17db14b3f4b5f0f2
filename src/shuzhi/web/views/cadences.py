"""Hints of cadence on the page of the year: what a rule asks that the unit's own records do not show, with its source,
and the answer "not applicable, because …" that somebody gave, taken back the same way. A hint scores nobody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shuzhi.messages import say
from shuzhi.store.calendar import MonthOfWork
from shuzhi.usecases.answer_cadence import answer_cadence
from shuzhi.usecases.ask_cadence_again import ask_cadence_again
from shuzhi.usecases.cadence_hints import CadenceHint, cadence_hints
from shuzhi.usecases.hint_answers import CadenceAnswer, hint_answers
from shuzhi.usecases.writing import Done
from shuzhi.values.period import Period, day_of
from shuzhi.web.addresses import read_period
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import notify, warn
from shuzhi.web.present.words import day_words, month_words, name_of, period_words


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
    done: dict[str, Counter[date]] = defaultdict(Counter)
    for one in own:
        done[one.type][one.month] += one.many
    found = cadence_hints(
        desk.pack(), hint_answers(desk.office), org=org, period=period, own=done, today=desk.today()
    )
    return tuple(_hint(desk, (org, period), one) for one in found)


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


# ------------------------------------------------------------------------------------------ how it is said
def _hint(desk: Desk, where: tuple[str, Period], found: CadenceHint) -> Hint:
    (org, period), language = where, desk.language
    kind, cadence, short = found.kind, found.cadence, found.short
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
        answers=tuple(_answered(one, desk) for one in found.answers),
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
