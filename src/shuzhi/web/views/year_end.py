"""December on one page: what is open, each with the one step that settles it, and the way on to the report.

Unconfirmed records, what may have been told twice, lines of work without a number, last year's problems that are not
settled, numbers told that would no longer be said. Nothing here blocks anything, and nobody is counted against anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from shuzhi.catalog.model import Indicator, ItemKind, ItemListSpec, Pack
from shuzhi.catalog.names import sections_of
from shuzhi.catalog.walk import OF_ACTIVITIES, leaves, types_of
from shuzhi.engine.base import Certainty, Figure, Reach
from shuzhi.ledger.facts import LinkFact
from shuzhi.messages import say
from shuzhi.report.compile import needed_figures
from shuzhi.store import calendar, reads
from shuzhi.usecases.confirm_activities import confirm_activities, confirmation_id
from shuzhi.usecases.earlier_numbers import HandedOver, handed_over, since_then, that_differ
from shuzhi.usecases.figure import figures, query_for
from shuzhi.usecases.item_loop import gaps_of, joined_by
from shuzhi.usecases.number_sentences import sentence_of
from shuzhi.usecases.writing import Done
from shuzhi.values.period import Period
from shuzhi.web.addresses import figure_address, read_period, read_position, subject_address
from shuzhi.web.desk import Desk, at_desk
from shuzhi.web.page import notify, page, warn
from shuzhi.web.present.words import choice_name, day_words, name_of
from shuzhi.web.views.activities import ActivityLine, lines
from shuzhi.web.views.doubles import STANDING, read_doubles, region
from shuzhi.web.views.figures import for_someone
from shuzhi.web.views.home import compile_form, reports_of

WAITING = frozenset({"pending", "changed"})
ROWS = 20  # of each kind of open thing on the page; the rest is a link away
MANY = 2_000


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A record that waits, with what a confirmation of it has to name."""

    line: ActivityLine
    seen: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A figure of the report that is 0 or not known; ``record`` leads to the form of the work it counts, "" for none."""

    name: str
    href: str
    value: str
    record: str


@dataclass(frozen=True, slots=True)
class BareLine:
    """A line of work that shows nothing: no record at all, or figures of the report without a number."""

    name: str
    records: int
    missing: tuple[Missing, ...]


@dataclass(frozen=True, slots=True)
class OldProblem:
    title: str
    href: str
    kind: str
    opened: str
    state: str
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Differing:
    name: str
    told: str
    day: str
    receiver: str
    sentence: str
    href: str
    now_href: str
    again_href: str


@dataclass(frozen=True, slots=True)
class Part:
    """One kind of open thing: where it stands on the page and how many there are."""

    anchor: str
    label: str
    count: int


@at_desk
def year_end_page(request: HttpRequest, desk: Desk) -> HttpResponse:
    year = read_period(request.GET.get("year") or str(desk.newest_period())).start.year
    period = Period.year(year)
    since = read_position(request.GET.get("since", ""), head=desk.head()) or desk.head()
    waiting = reads.ActivityFilter(statuses=WAITING, start=period.start, end=period.end)
    unconfirmed = reads.activities(desk.scope(), wanted=waiting, limit=ROWS)
    doubles = read_doubles(desk, period, since=since, kinds=request.GET.getlist("kind"))
    bare, problems = _bare_lines(desk, period), _old_problems(desk, period)
    told = [one for one in handed_over(desk.office) if _is_told_of(one, desk, period)]
    differing = that_differ(desk.office, told)
    many = sum(reads.standings(desk.scope(), wanted=waiting).values())
    parts = (
        Part("unconfirmed", say("seeing.year_end.unconfirmed", {}, desk.language), many),
        Part("doubles", say("seeing.year_end.doubles", {}, desk.language), doubles.count),
        Part("bare", say("seeing.year_end.bare", {}, desk.language), len(bare)),
        Part("problems", say("seeing.year_end.problems", {}, desk.language), len(problems)),
        Part("numbers", say("seeing.year_end.numbers", {}, desk.language), len(differing)),
    )
    context = {
        **region(desk, period, doubles),
        "year": year,
        "years": sorted({*desk.years(), year}),
        "org_name": desk.org_name(desk.org, period.end),
        "parts": parts,
        "unconfirmed": tuple(
            Unconfirmed(line, f"{row.activity}:{row.newest}")
            for line, row in zip(lines(desk, unconfirmed.rows), unconfirmed.rows, strict=True)
        ),
        "unconfirmed_more": max(0, many - ROWS),
        "unconfirmed_href": desk.activities_address(period=str(period), status="pending"),
        "confirm_entry": str(uuid4()),
        "bare": bare,
        "last_year": year - 1,
        "problems": problems[:ROWS],
        "problems_more": max(0, len(problems) - ROWS),
        "items_href": f"{reverse('items', args=(desk.ledger,))}?{urlencode({'state': 'open'})}",
        "differing": tuple(_differing(desk, one) for one in differing[:ROWS]),
        "differing_more": max(0, len(differing) - ROWS),
        "told": len(told),
        "compile": compile_form(desk, period),
        "reports": reports_of(desk, period),
    }
    return page(request, "shuzhi/year_end.html", context, place="year_end")


@require_POST
@at_desk
def confirm_several(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those that were ticked, or with ``all`` every one that stood on the page; as one act, all of them or none."""
    desk.must_write()
    period = read_period(request.POST.get("period", ""))
    wanted = request.POST.getlist("listed" if "all" in request.POST else "seen")
    seen = [_seen(text) for text in wanted]
    for activity, _ in seen:
        state = desk.history(f"activity:{activity}").state
        if state is None or state.newest is None:
            raise SuspiciousOperation("seen")
        desk.must_see_any((*state.newest.detail.counted_hosts, state.newest.detail.org))
    back = f"{reverse('year_end', args=(desk.ledger,))}?{urlencode({'year': period.start.year})}#unconfirmed"
    if not seen:
        warn(request, say("seeing.year_end.none_ticked", {}, desk.language))
        return redirect(back)
    entry = _uuid(request.POST.get("entry", ""))
    at = desk.instant_of(confirmation_id(entry, seen[0][0]))
    outcome = confirm_activities(desk.office, by=desk.account, at=at, entry=entry, seen=seen)
    if isinstance(outcome, Done):
        notify(request, "seeing.year_end.confirmed", count=len(outcome.receipts))
    for sentence in desk.problem_words(outcome):
        warn(request, sentence)
    return redirect(back)


# ------------------------------------------------------------------------------------------ lines without a number
def _bare_lines(desk: Desk, period: Period) -> tuple[BareLine, ...]:
    """Lines of the pack without any record, or with figures of the yearly report that show no number; in its order."""
    pack, language = desk.pack(), desk.language
    wanted = reads.ActivityFilter(statuses=STANDING, start=period.start, end=period.end)
    counted = calendar.months(desk.scope(), wanted=wanted)
    missing: dict[str, list[Missing]] = {}
    for indicator, found in _without_number(desk, period):
        missing.setdefault(indicator.section, []).append(_missing(desk, indicator, found))
    made = []
    for code, _, _ in sections_of(pack):
        kinds = {kind.code for kind in pack.types.values() if kind.line == code and not kind.protected}
        records = sum(one.many for one in counted if one.type in kinds)
        if missing.get(code) or (kinds and not records):
            name = choice_name(sections_of(pack), code, language)
            made.append(BareLine(name, records, tuple(missing.get(code, ()))))
    return tuple(made)


def _without_number(desk: Desk, period: Period) -> Iterator[tuple[Indicator, Figure]]:
    """Figures of the outlines that are unknown, or count work and are 0; sealed ones say nothing here."""
    pack = desk.pack()
    wanted: dict[tuple[str, Reach], None] = {}
    for outline in pack.outlines.values():
        wanted |= dict.fromkeys(needed_figures(outline, pack))
    codes = dict.fromkeys(code for code, _ in wanted if not pack.indicators[code].protected)
    queries = [
        for_someone(
            query_for(desk.office, indicator=code, org=desk.org, period=period, as_of=desk.head()), pack
        )
        for code in codes
    ]
    for code, found in zip(codes, figures(desk.office, queries), strict=True):
        done = any(isinstance(leaf, OF_ACTIVITIES) for leaf in leaves(pack.indicators[code].measure))
        if found.certainty is Certainty.UNKNOWN or (
            done and found.exact == 0
        ):  # no overdue problem is no gap
            yield pack.indicators[code], found


def _missing(desk: Desk, indicator: Indicator, found: Figure) -> Missing:
    kinds = [kind for leaf in leaves(indicator.measure) for kind in types_of(leaf)]
    address = reverse("activity_new", args=(desk.ledger,))
    return Missing(
        name=name_of(indicator, desk.language),
        href=figure_address(found.query),
        value="0" if found.exact == 0 else say("seeing.year_end.unknown", {}, desk.language),
        record=f"{address}?{urlencode({'type': kinds[0]})}" if kinds else "",
    )


# ------------------------------------------------------------------------------------------ last year's problems
def _old_problems(desk: Desk, period: Period) -> tuple[OldProblem, ...]:
    """What the reports answer one by one, opened before the year and not settled; those that came first stand first."""
    pack = desk.pack()
    kinds = {kind.code: kind for kind in _answered_kinds(pack)}
    if not kinds:
        return ()
    own = reads.ItemFilter(kinds=frozenset(kinds), orgs=frozenset({desk.org}), ended=False)
    rows = [
        row
        for row in reads.items(desk.scope(), wanted=own, limit=MANY).rows
        if row.opened < period.start and not _is_final(kinds[row.kind], row.state)
    ]
    joined = joined_by(one for one in desk.rows("link", LinkFact) if one.until is None)
    return tuple(
        _old_problem(desk, row, kinds[row.kind], joined)
        for row in sorted(rows, key=lambda row: (list(kinds).index(row.kind), row.opened, str(row.item)))
    )


def _answered_kinds(pack: Pack) -> Iterator[ItemKind]:
    """Kinds that some outline lists by themselves and that wait for something: what a report has to answer."""
    codes = {
        block.kind: None
        for outline in pack.outlines.values()
        for section in outline.sections
        for block in section.blocks
        if isinstance(block, ItemListSpec)
    }
    for code in codes:
        kind = pack.item_kinds[code]
        if kind.awaits and not kind.protected:
            yield kind


def _old_problem(
    desk: Desk, row: reads.ItemLine, kind: ItemKind, joined: frozenset[tuple[str, str, str]]
) -> OldProblem:
    subject = f"item:{row.item}"
    state = next((one for one in kind.states if one.code == row.state), None)
    gaps = gaps_of(kind, row.state, subject=subject, joined=joined)
    return OldProblem(
        title=row.title or name_of(kind, desk.language),
        href=subject_address(desk.ledger, subject),
        kind=name_of(kind, desk.language),
        opened=day_words(row.opened, desk.language),
        state=name_of(state, desk.language) if state else row.state,
        gaps=tuple(say(one.hint, {}, desk.language) for one in gaps),
    )


def _is_final(kind: ItemKind, state: str) -> bool:
    return any(one.final for one in kind.states if one.code == state)


# ------------------------------------------------------------------------------------------ numbers that differ
def _is_told_of(one: HandedOver, desk: Desk, period: Period) -> bool:
    return desk.may_see(one.body.org) and one.body.start <= period.end and period.start <= one.body.end


def _differing(desk: Desk, one: HandedOver) -> Differing:
    earlier = since_then(desk.office, one)
    sentence = sentence_of(desk.office, earlier)
    spec = desk.pack().indicators.get(one.body.indicator)
    listed = reverse("numbers", args=(desk.ledger,))
    return Differing(
        name=name_of(spec, desk.language) if spec else one.body.indicator,
        told=one.body.printed,
        day=day_words(one.body.day, desk.language),
        receiver=one.body.receiver,
        sentence=say(sentence.code, sentence.args, desk.language),
        href=f"{listed}?{urlencode({'indicator': one.body.indicator})}" if spec else listed,
        now_href=figure_address(earlier.now.query),
        again_href=f"{reverse('number_new', args=(desk.ledger,))}?{urlencode(_again(one))}",
    )


def _again(one: HandedOver) -> dict[str, str]:
    """The same question for the form in which a number told is put down."""
    period = Period(one.body.start, one.body.end)
    asked = {"indicator": one.body.indicator, "org": one.body.org, "period": str(period)}
    return {**asked, "reach": one.body.reach, "receiver": one.body.receiver}


def _seen(text: str) -> tuple[UUID, UUID]:
    activity, _, upto = text.partition(":")
    return _uuid(activity), _uuid(upto)


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError as problem:
        raise SuspiciousOperation("id") from problem
