"""A figure as a page shows it: what was counted, for whom, when, how sure, and from how much of the ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from shuzhi.catalog.model import Indicator, Pack
from shuzhi.catalog.names import owner_name
from shuzhi.engine.base import Certainty, Figure, Reach, Scope, Slice
from shuzhi.messages import say
from shuzhi.web.present.words import (
    choice_name,
    day_words,
    interval_words,
    name_of,
    number_words,
    period_words,
    unit_words,
)

CERTAINTY_CODES = {
    Certainty.EXACT: "web.certainty.exact",
    Certainty.BOUNDED: "web.certainty.bounded",
    Certainty.UNKNOWN: "web.certainty.unknown",
    Certainty.DECLARED: "web.certainty.declared",
    Certainty.CITED: "web.certainty.cited",
    Certainty.SUPPRESSED: "web.certainty.suppressed",
}
WHY_CODES = {
    Certainty.EXACT: "web.why.exact",
    Certainty.BOUNDED: "web.why.bounded",
    Certainty.UNKNOWN: "web.why.unknown",
    Certainty.DECLARED: "web.why.declared",
    Certainty.CITED: "web.why.cited",
    Certainty.SUPPRESSED: "web.why.suppressed",
}
REACH_CODES = {
    Reach.PERSON: "web.reach.person",
    Reach.TEAM: "web.reach.team",
    Reach.UNIT: "web.reach.unit",
    Reach.SUBTREE: "web.reach.subtree",
}
GAPS = "engine.gaps"  # said here with the number of sessions
_SIGNS = {
    Certainty.EXACT: "good",
    Certainty.BOUNDED: "range",
    Certainty.UNKNOWN: "none",
    Certainty.DECLARED: "quote",
    Certainty.CITED: "quote",
    Certainty.SUPPRESSED: "seal",
}


@dataclass(frozen=True, slots=True)
class Value:
    """The number in words with its unit, and its certainty as a word and a sign."""

    words: str
    unit: str
    certainty: str
    sign: str

    @property
    def short(self) -> bool:
        """Short enough to be kept on one line where there is little room."""
        return len(self.words) <= 9


@dataclass(frozen=True, slots=True)
class FigureView:
    """All that the page of one figure says above its breakdowns; texts are in the reader's language."""

    code: str
    name: str
    value: Value
    why: tuple[str, ...]
    rule: str
    owner: str
    scope: str
    period: str
    tree: str
    pack: str
    digest: str
    positions: tuple[tuple[str, int], ...]
    pending: int
    records: int
    parts: tuple[Value, ...]
    restated: bool


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a breakdown: ``label`` in words, ``href`` where the row leads ("" for nowhere)."""

    label: str
    value: Value
    href: str = ""


def value_view(figure: Figure, language: str) -> Value:
    shown = figure.value is not None
    return Value(
        words=interval_words(figure.value, language)
        if figure.value is not None
        else say("web.number.none", {}, language),
        unit=unit_words(figure.unit, language, value=_last_number(figure)) if shown else "",
        certainty=say(CERTAINTY_CODES[figure.certainty], {}, language),
        sign=_SIGNS[figure.certainty],
    )


def _last_number(figure: Figure) -> Decimal | None:
    """The number that stands before the unit; it says whether the unit is named as of one or of several."""
    if figure.value is None:
        return None
    return figure.value.low if figure.value.high is None else figure.value.high


def figure_view(figure: Figure, *, pack: Pack, org_name: str, language: str) -> FigureView:
    """``org_name`` is what the scope's unit was called at the end of the period, with what narrows it."""
    query = figure.query
    indicator = pack.indicators[query.indicator]
    return FigureView(
        code=indicator.code,
        name=name_of(indicator, language),
        value=value_view(figure, language),
        why=why_words(figure, language),
        rule=rule_words(indicator, language),
        owner=owner_name(pack, indicator, language),
        scope=scope_words(org_name, query.scope, pack, language),
        period=period_words(query.period, language),
        tree=_tree_words(figure, language),
        pack=f"{pack.name_en if language == 'en' and pack.name_en else pack.name} {pack.version}",
        digest=query.pack.digest,
        positions=query.positions,
        pending=figure.pending,
        records=figure.records,
        parts=tuple(value_view(part, language) for part in figure.parts),
        restated=query.restated is not None,
    )


def rule_words(indicator: Indicator, language: str) -> str:
    english = indicator.counting_rule_en
    return english if language == "en" and english else indicator.counting_rule


def scope_words(org_name: str, scope: Scope, pack: Pack, language: str) -> str:
    """Whose work is counted: of the office holder by post only, whatever key the scope names."""
    post = choice_name(pack.posts, scope.post, language) if scope.post else ""
    return say(REACH_CODES[scope.reach], {"org": org_name, "post": post}, language)


def why_words(figure: Figure, language: str) -> tuple[str, ...]:
    """Why the figure is as sure as it is: the engine's own reasons, else what its certainty means."""
    reasons = [code for code in figure.reasons if not (figure.gaps and code == GAPS)]
    if not figure.reasons:
        reasons.append(WHY_CODES[figure.certainty])
    if figure.gaps:
        reasons.append("web.figure.gaps")
    args = {
        "gaps": figure.gaps,
        "pending": figure.pending,
        "records": figure.records,
        "source": figure.source,
        "unit": unit_words(figure.unit, language),
    }
    words = [say(code, args, language) for code in reasons]
    if figure.source and not any(figure.source in one for one in words):
        words.append(say("web.why.source", {"source": figure.source}, language))
    return tuple(words)


def rows(
    slices: Sequence[Slice], *, label: Callable[[str], str], href: Callable[[str], str], language: str
) -> tuple[Row, ...]:
    """The rows of a breakdown in the order the engine gave them: calendar or official order, never by value."""
    return tuple(Row(label(one.key), value_view(one.figure, language), href(one.key)) for one in slices)


def share_words(share: Decimal, unit: str, language: str) -> str:
    """What one record brings to the figure."""
    return f"{number_words(share, language)} {unit_words(unit, language, value=share)}".strip()


def _tree_words(figure: Figure, language: str) -> str:
    restated = figure.query.restated
    if restated is None:
        return say("web.tree.own_day", {}, language)
    return say("web.tree.restated", {"day": day_words(restated, language)}, language)
