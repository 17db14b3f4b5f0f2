"""What looks like one happening told twice, and the one step that settles it; the sums it bears on stand beside.

Offers only: nothing is merged unasked, and every step is taken back on the same page. ``since`` is the ledger position
at which the page was opened: each sum is shown as it was then and as it is now.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import urlencode
from uuid import UUID, uuid4, uuid5

from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shuzhi.catalog.model import Attendances, Count, Indicator, Sum, TypeIn
from shuzhi.engine.base import Figure, Query
from shuzhi.ledger.entries import ActivityDetail
from shuzhi.messages import say
from shuzhi.store import calendar, reads
from shuzhi.store.calendar import Happening
from shuzhi.usecases.ask_likeness_again import ask_likeness_again
from shuzhi.usecases.deny_likeness import deny_likeness
from shuzhi.usecases.figure import figures, query_for
from shuzhi.usecases.hint_answers import hint_answers
from shuzhi.usecases.join_event import join_event
from shuzhi.usecases.likenesses import Likenesses, Over, Pair, Told, Within, likenesses
from shuzhi.usecases.part_event import part_event
from shuzhi.usecases.take_out_of_line import take_out_of_line, what_is_left
from shuzhi.usecases.writing import Done, Outcome
from shuzhi.values.period import Period
from shuzhi.web.addresses import figure_address, read_period, read_position
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import notify, page, warn
from shuzhi.web.present.figures import value_view
from shuzhi.web.present.words import days_words, name_of

SHOWN = 12  # pairs and lines on the page at once; settled ones make room for the next
MEMBERS = 20  # single entries of a line that are written out
SUMS = 6
STANDING = frozenset({"confirmed", "pending", "changed"})


@dataclass(frozen=True, slots=True)
class Record:
    """One record as a card tells of it."""

    activity: str
    days: str
    title: str
    href: str
    org: str
    numbers: str
    waiting: bool


@dataclass(frozen=True, slots=True)
class PairCard:
    kind: str
    first: Record
    second: Record
    signs: tuple[str, ...]
    entry: str


@dataclass(frozen=True, slots=True)
class LineCard:
    """``rest`` says what the line would be without its members; "" where that cannot be said."""

    kind: str
    line: Record
    members: tuple[Record, ...]
    more: int
    rest: str
    entry: str


@dataclass(frozen=True, slots=True)
class Settled:
    """A step that may be taken back: two told apart, or a record joined to another's event since the page was opened."""

    act: str
    first: Record
    second: Record
    entry: str


@dataclass(frozen=True, slots=True)
class SumLine:
    name: str
    href: str
    now: str
    before: str


@dataclass(frozen=True, slots=True)
class Doubles:
    """``kinds`` are the activity types looked at since the page was opened, so that their sums stay in view."""

    pairs: tuple[PairCard, ...]
    lines: tuple[LineCard, ...]
    settled: tuple[Settled, ...]
    sums: tuple[SumLine, ...]
    count: int
    hidden: int
    since: int
    kinds: tuple[str, ...]


def read_doubles(desk: Desk, period: Period, *, since: int, kinds: Sequence[str] = ()) -> Doubles:
    """Of all records in view whose days end in ``period``."""
    wanted = reads.ActivityFilter(statuses=STANDING, start=period.start, end=period.end)
    told = calendar.happenings(desk.scope(), wanted=wanted)
    apart = hint_answers(desk.office).told_apart
    found = _found(desk, told, apart)
    looked_at = [one.first.type for one in found.pairs] + [one.line.type for one in found.lines]
    kept = tuple(dict.fromkeys((*kinds, *looked_at)))
    shown = found.pairs[:SHOWN], found.lines[:SHOWN]
    cards = _Cards(desk, told, shown=Likenesses(*shown))
    return Doubles(
        pairs=tuple(cards.pair(one) for one in found.pairs[:SHOWN]),
        lines=tuple(cards.line(one) for one in found.lines[:SHOWN]),
        settled=cards.settled(apart, since),
        sums=_sums(desk, period, kinds=kept, since=since),
        count=len(found.pairs) + len(found.lines),
        hidden=max(0, len(found.pairs) - SHOWN) + max(0, len(found.lines) - SHOWN),
        since=since,
        kinds=kept,
    )


def _found(desk: Desk, told: Iterable[Happening], apart: frozenset[tuple[UUID, UUID]]) -> Likenesses:
    over = Over(
        above=lambda org, day: desk.tree().at(day).ancestors(org),
        name=desk.org_name,
        titles=partial(reads.titles, desk.scope()),
        told_apart=apart,
    )
    return likenesses((_told(one) for one in told), over=over)


def _told(one: Happening) -> Told:
    return Told(
        one.activity, one.event, one.type, one.org, one.form, one.start, one.end, one.sessions, one.heads
    )


# ------------------------------------------------------------------------------------------ settling
@require_POST
@at_desk
def settle(request: HttpRequest, desk: Desk) -> HttpResponse:
    """One step: "join", "apart" or "out", or one taken back: "part", "again". In the background the region alone is
    answered; sent again, a step is answered and not doubled.
    """
    desk.must_write()
    sent = request.POST
    period = read_period(sent.get("period", ""))
    since = read_position(sent.get("since", ""), head=desk.head()) or desk.head()
    step = _Step(
        sent.get("act", ""), _uuid(sent.get("entry", "")), _uuid(sent.get("activity", "")),
        tuple(_uuid(one) for one in sent.getlist("other")),
    )  # fmt: skip
    for one in (step.activity, *step.others):
        _must_see(desk, one)
    outcomes = _taken(desk, step)
    done = all(isinstance(one, Done) for one in outcomes)
    told = [sentence for one in outcomes for sentence in desk.problem_words(one)]
    if request.headers.get("HX-Target") == "doubles":
        fresh = replace(desk, _kept={})  # what was read before the step is stale
        said = [say("seeing.doubles.done", {}, desk.language)] if done else []
        found = read_doubles(fresh, period, since=since, kinds=sent.getlist("kind"))
        context = {**region(fresh, period, found), "said": (*said, *told)}
        return page(request, "shuzhi/parts/doubles.html", context, place="year_end")
    for sentence in told:
        warn(request, sentence)
    if done:
        notify(request, "seeing.doubles.done")
    asked = [("year", str(period.start.year)), ("since", str(since))]
    asked += [("kind", one) for one in sent.getlist("kind")]
    return redirect(f"{reverse('year_end', args=(desk.ledger,))}?{urlencode(asked)}#doubles")


def region(desk: Desk, period: Period, found: Doubles) -> dict[str, object]:
    """What the region of the page needs."""
    return {"doubles": found, "period": str(period), "ledger": desk.ledger, "writes": desk.writes}


@dataclass(frozen=True, slots=True)
class _Step:
    """What was pressed: the act, the id made with the form, the record it is about and those it is settled with."""

    act: str
    entry: UUID
    activity: UUID
    others: tuple[UUID, ...]


def _taken(desk: Desk, step: _Step) -> tuple[Outcome, ...]:
    """Raises ``SuspiciousOperation`` for a form that is none of ours."""
    office, by, at, entry = desk.office, desk.account, desk.instant_of(step.entry), step.entry
    if step.act not in ("join", "apart", "out", "part", "again") or not step.others:
        raise SuspiciousOperation("act")
    if step.act == "apart":
        return tuple(_denied(desk, step, other) for other in step.others)
    if step.act == "again":
        other = step.others[0]
        return (ask_likeness_again(office, by=by, at=at, entry=entry, one=step.activity, other=other),)
    reason = say(
        f"seeing.doubles.reason_{step.act}", {}, "zh"
    )  # kept in the ledger, whose language is Chinese
    if step.act == "part":
        return (part_event(office, by=by, at=at, entry=entry, activity=step.activity, reason=reason),)
    if step.act == "join":
        mine, other = step.others[0], step.activity
        return (join_event(office, by=by, at=at, entry=entry, activity=mine, other=other, reason=reason),)
    return (
        take_out_of_line(
            office, by=by, at=at, entry=entry, activity=step.activity, members=step.others, reason=reason
        ),
    )


def _denied(desk: Desk, step: _Step, other: UUID) -> Outcome:
    entry = uuid5(step.entry, str(other))
    at = desk.instant_of(entry)
    return deny_likeness(desk.office, by=desk.account, at=at, entry=entry, one=step.activity, other=other)


def _must_see(desk: Desk, activity: UUID) -> None:
    """Raises ``Http404`` or ``PermissionDenied``; also for sealed work."""
    state = desk.history(f"activity:{activity}").state
    if state is None or state.newest is None:
        raise PermissionDenied
    desk.must_see_any((*state.newest.detail.counted_hosts, state.newest.detail.org))


# ------------------------------------------------------------------------------------------ cards
class _Cards:
    """Makes cards of the records of one reading; the titles of those ``shown`` are read at one go."""

    def __init__(self, desk: Desk, told: Sequence[Happening], *, shown: Likenesses) -> None:
        self._desk = desk
        self._held = {one.activity: one for one in told}
        wanted = [each.activity for one in shown.pairs for each in (one.first, one.second)]
        wanted += [each.activity for one in shown.lines for each in (one.line, *one.members[:MEMBERS])]
        self._titles = {**dict.fromkeys(wanted, ""), **reads.titles(desk.scope(), wanted)}

    def pair(self, one: Pair) -> PairCard:
        signs = tuple(say(f"seeing.doubles.sign_{sign}", {}, self._desk.language) for sign in one.signs)
        return PairCard(
            self._kind(one.first), self.record(one.first.activity), self.record(one.second.activity), signs,
            str(uuid4()),
        )  # fmt: skip

    def line(self, one: Within) -> LineCard:
        return LineCard(
            kind=self._kind(one.line),
            line=self.record(one.line.activity),
            members=tuple(self.record(each.activity) for each in one.members[:MEMBERS]),
            more=max(0, len(one.members) - MEMBERS),
            rest=self._rest(one) if len(one.members) <= MEMBERS else "",
            entry=str(uuid4()),
        )

    def settled(self, apart: frozenset[tuple[UUID, UUID]], since: int) -> tuple[Settled, ...]:
        """Pairs told apart, then records that share an event and were touched since the page was opened."""
        found = [
            Settled("again", self.record(first), self.record(second), str(uuid4()))
            for first, second in sorted(apart)
            if first in self._held and second in self._held
        ]
        for one in self._held.values():
            if one.position <= since:
                continue
            other = next((each for each in self._held.values() if self._are_joined(one, each)), None)
            if other is not None:
                found.append(
                    Settled("part", self.record(one.activity), self.record(other.activity), str(uuid4()))
                )
        return tuple(found)

    def record(self, activity: UUID) -> Record:
        one, desk = self._held[activity], self._desk
        numbers = []
        if one.sessions > 1:
            numbers.append(say("web.activity.sessions", {"sessions": one.sessions}, desk.language))
        if one.heads:
            numbers.append(say("web.activity.heads", {"heads": one.heads}, desk.language))
        if activity not in self._titles:
            self._titles[activity] = reads.titles(desk.scope(), [activity]).get(activity, "")
        return Record(
            activity=str(activity),
            days=days_words(one.start, one.end, desk.language),
            title=self._titles[activity] or self._kind(one),
            href=reverse("activity", args=(desk.ledger, activity)),
            org=desk.org_name(one.org, one.end),
            numbers=desk.join(numbers),
            waiting=one.status != "confirmed",
        )

    def _are_joined(self, one: Happening, other: Happening) -> bool:
        return one.event == other.event and one.activity != other.activity and other.position < one.position

    def _kind(self, one: Told | Happening) -> str:
        kind = self._desk.pack().types.get(one.type)
        return name_of(kind, self._desk.language) if kind else one.type

    def _rest(self, one: Within) -> str:
        line, members = self._detail(one.line.activity), [self._detail(each.activity) for each in one.members]
        left = what_is_left(line, members)
        if left is None:
            return ""
        if left.detail is None:
            return say("seeing.doubles.nothing_left", {}, self._desk.language)
        heads = sum(cell.count for cell in left.detail.headcounts)
        code = "seeing.doubles.left" if heads else "seeing.doubles.left_sessions"
        return say(code, {"sessions": left.detail.sessions, "heads": heads}, self._desk.language)

    def _detail(self, activity: UUID) -> ActivityDetail:
        state = self._desk.history(f"activity:{activity}").state
        assert state is not None and state.newest is not None
        return state.newest.detail


# ------------------------------------------------------------------------------------------ sums
def _sums(desk: Desk, period: Period, *, kinds: Sequence[str], since: int) -> tuple[SumLine, ...]:
    """The figures that the records bear on, now and when the page was opened."""
    asked = [one for kind in kinds for one in _indicators_of(desk, kind)][:SUMS]
    if not asked:
        return ()
    now = figures(desk.office, [_query(desk, one, period, desk.head()) for one in asked])
    moved = since != desk.head()
    then = figures(desk.office, [_query(desk, one, period, since) for one in asked]) if moved else now
    return tuple(
        SumLine(
            name_of(indicator, desk.language),
            figure_address(found.query),
            _words(found, desk),
            _words(before, desk) if before.value != found.value else "",
        )
        for indicator, found, before in zip(asked, now, then, strict=True)
    )


def _indicators_of(desk: Desk, kind: str) -> tuple[Indicator, ...]:
    """How many there were of the type and how many came: the first indicator of each that asks for nothing else."""
    wanted = (TypeIn((kind,)),)
    plain = [
        one
        for one in desk.pack().indicators.values()
        if isinstance(one.measure, Count | Sum | Attendances) and one.measure.where == wanted
    ]
    happened = [one for one in plain if isinstance(one.measure, Count) or _is_of_sessions(one)]
    came = [one for one in plain if isinstance(one.measure, Attendances)]
    return (*happened[:1], *came[:1])


def _is_of_sessions(indicator: Indicator) -> bool:
    return isinstance(indicator.measure, Sum) and indicator.measure.quantity == "sessions"


def _query(desk: Desk, indicator: Indicator, period: Period, position: int) -> Query:
    return query_for(desk.office, indicator=indicator.code, org=desk.org, period=period, as_of=position)


def _words(found: Figure, desk: Desk) -> str:
    value = value_view(found, desk.language)
    return f"{value.words} {value.unit}".strip() if desk.language == "en" else f"{value.words}{value.unit}"


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise SuspiciousOperation("id") from problem
