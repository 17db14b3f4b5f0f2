"""Sessions, attendances and people: three units that reports confuse."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from shuzhi.audit.case import Case
from shuzhi.audit.model import Finding, Level, Verdict
from shuzhi.audit.rulebook import gives
from shuzhi.audit.series import Pair, heads_told_twice, is_one_to_one
from shuzhi.audit.stated import highest, is_below, lowest, stated_interval
from shuzhi.values.numerals import write_number
from shuzhi.values.units import UnitFamily, family

_FEWEST = Decimal(2)
"""An occasion open to the public with fewer heads than this is not plausible as an average."""
_FEWEST_VIEWS = Decimal(10)
_MOST = Decimal(2000)
_AUDIENCE = re.compile(
    "受众|听众|观众|受益|受训|参训|参加(?:人|妇女|群众|者)|惠及|覆盖(?:妇女|群众|家庭)|学员|到课|到会"
)


@gives("audit.attendances_below_sessions")
def attendances_below_sessions(case: Case) -> Iterator[Finding]:
    """人次按每场逐人累计，不会少于场次。

    人次 counts everyone at every session, so it cannot be less than the number of sessions."""
    for pair in case.pairs:
        if not pair.people and is_below(case.claims[pair.heads], case.claims[pair.sessions]):
            yield _of_pair(case, pair, "audit.attendances_below_sessions", Level.ERROR)


@gives("audit.people_not_above_sessions")
def people_not_above_sessions(case: Case) -> Iterator[Finding]:
    """人数不多于场次，只有每场都是同样几个人才可能。

    人数 no greater than the number of sessions is possible only if the same few people came every time."""
    for pair in case.pairs:
        sessions, top = lowest(case.claims[pair.sessions]), highest(case.claims[pair.heads])
        if (
            pair.people
            and sessions >= 2
            and top is not None
            and top <= sessions
            and not _one_to_one(case, pair)
        ):
            yield _of_pair(case, pair, "audit.people_not_above_sessions", Level.WARNING)


@gives("audit.people_exceed_attendances")
def people_exceed_attendances(case: Case) -> Iterator[Finding]:
    """到场的每个人至少计一人次，同一批活动的人数不会多于人次。

    Everyone who came counts in 人次 at least once, so 人数 cannot exceed 人次 of the same occasions."""
    by_sessions: dict[int, list[Pair]] = {}
    for pair in case.pairs:
        by_sessions.setdefault(pair.sessions, []).append(pair)
    found = set(heads_told_twice(case.layout, case.claims))
    for pairs in by_sessions.values():
        found |= {(p.heads, other.heads) for p in pairs for other in pairs if p.people and not other.people}
    for people, attendances in sorted(found):
        if is_below(case.claims[attendances], case.claims[people]):
            yield _heads_disagree(case, people, attendances)


@gives("audit.average_implausible", "audit.views_implausible")
def average_implausible(case: Case) -> Iterator[Finding]:
    """场均人数应合乎这类活动的常情：台账有分布的按台账分布，没有的至少2人（视频至少播放10次）、至多2000人；一对一谈话和走访不问。

    Heads divided by sessions must be a size that such occasions have: the ledger's own spread where there
    is one, else at least two (ten views of a video) and at most two thousand. One-to-one talks and visits are left alone."""
    for pair in case.pairs:
        sessions, top = lowest(case.claims[pair.sessions]), highest(case.claims[pair.heads])
        low_average = None if top is None else top / sessions if sessions else None
        if sessions < 1 or _one_to_one(case, pair):
            continue
        at_most = low_average if low_average is not None else lowest(case.claims[pair.heads]) / sessions
        at_least = lowest(case.claims[pair.heads]) / sessions
        fewest, most, typical = _limits(case, pair)
        possible = not is_below(case.claims[pair.heads], case.claims[pair.sessions])
        too_few = not pair.people and possible and at_most < fewest and sessions >= 2
        too_many = not pair.views and at_least > most
        if too_few or too_many:
            average = at_most if too_few else at_least
            code = "audit.views_implausible" if pair.views else "audit.average_implausible"
            finding = _of_pair(case, pair, code, Level.WARNING)
            known = {"code": "audit.average_known", "args": {"median": typical}} if typical else ""
            args = {**finding.args, "average": write_number(round(average, 1)), "typical": known}
            yield Finding(finding.code, finding.level, finding.spans, finding.claims, args)


@gives("audit.units_confused")
def units_confused(case: Case) -> Iterator[Finding]:
    """场次数活动，人次数到场的人：听众不以“场”计；台账中在另一单位名下的数，多半是抄错了位置。

    场次 counts occasions, 人次 counts heads: an audience is not counted in 场, and a number that the ledger
    holds under the other unit was probably copied to the wrong place."""
    for index, claim in enumerate(case.claims):
        if family(claim.unit) is UnitFamily.SESSIONS and _AUDIENCE.search(claim.what):
            args = {"stated": claim.quantity, "what": case.name(index), "meant": "人次"}
            yield Finding("audit.units_confused", Level.WARNING, (case.span(index),), (index,), args)
    yield from _swapped(case)


def _swapped(case: Case) -> Iterator[Finding]:
    """A pair in which each number is true of the other unit."""
    judged = {one.claim: one for one in case.judgements}
    for pair in case.pairs:
        one, other = judged.get(pair.sessions), judged.get(pair.heads)
        if one is None or other is None or one.figure is None or other.figure is None:
            continue
        values = one.figure.value, other.figure.value
        if (
            Verdict.CONTRADICTED not in (one.verdict, other.verdict)
            or None in values
            or values[0] == values[1]
        ):
            continue
        first, second = case.claims[pair.sessions], case.claims[pair.heads]
        if values[1] is not None and stated_interval(first).covers(values[1]):
            yield _confused(case, pair.sessions, second.unit)
        elif values[0] is not None and stated_interval(second).covers(values[0]):
            yield _confused(case, pair.heads, first.unit)


def _confused(case: Case, index: int, meant: str) -> Finding:
    args = {"stated": case.claims[index].quantity, "what": case.name(index), "meant": meant}
    return Finding("audit.units_confused", Level.WARNING, (case.span(index),), (index,), args)


def _heads_disagree(case: Case, people: int, attendances: int) -> Finding:
    args = {
        "what": case.name(people),
        "people": case.claims[people].quantity,
        "attendances": case.claims[attendances].quantity,
    }
    indices = tuple(sorted((people, attendances)))
    return Finding("audit.people_exceed_attendances", Level.ERROR, case.spans(indices), indices, args)


def _of_pair(case: Case, pair: Pair, code: str, level: Level) -> Finding:
    args = {
        "what": case.name(pair.sessions),
        "sessions": case.claims[pair.sessions].quantity,
        "heads": case.claims[pair.heads].quantity,
    }
    indices = tuple(sorted((pair.sessions, pair.heads)))
    return Finding(code, level, case.spans(indices), indices, args)


def _one_to_one(case: Case, pair: Pair) -> bool:
    return is_one_to_one(case.claims[pair.sessions].what, case.claims[pair.heads].what)


def _limits(case: Case, pair: Pair) -> tuple[Decimal, Decimal, str]:
    """Fewest and most heads per session; the ledger's middle as text where it has one."""
    heads, sessions = case.matches[pair.heads].indicator, case.matches[pair.sessions].indicator
    if heads and sessions and case.spreads is not None and case.period is not None:
        spread = case.spreads(heads, sessions=sessions, period=case.period, org=case.org)
        if spread is not None:
            return spread.low / 2, spread.high * 2, write_number(round(spread.median, 0))
    return _FEWEST_VIEWS if pair.views else _FEWEST, _MOST, ""
