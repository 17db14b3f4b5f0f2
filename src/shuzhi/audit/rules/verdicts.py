"""One finding per claim that was held against the ledger."""

from __future__ import annotations

from collections.abc import Iterator

from shuzhi.audit.case import Case
from shuzhi.audit.model import Finding, Judgement, Level, Verdict
from shuzhi.audit.rulebook import gives
from shuzhi.engine.base import Certainty
from shuzhi.values.interval import Interval
from shuzhi.values.numerals import write_number
from shuzhi.values.unit_names import english_count

_LEVELS = {
    Verdict.SUPPORTED: Level.OK,
    Verdict.PLANNED: Level.OK,
    Verdict.CONTRADICTED: Level.ERROR,
    Verdict.OVERSTATED: Level.WARNING,
    Verdict.UNSUPPORTED: Level.WARNING,
    Verdict.UNMATCHED: Level.ADVICE,
    Verdict.AMBIGUOUS: Level.ADVICE,
    Verdict.UNDECIDABLE: Level.ADVICE,
}


@gives(*(f"audit.{verdict}" for verdict in _LEVELS))
def verdicts(case: Case) -> Iterator[Finding]:
    """正文写到的每个数量，或与台账相符，或不符（给出台账数和差数），或措辞偏大，或没有记录，或不能断定，或对应多个指标，或没有对应指标，或说的是计划。

    Every statement of quantity is supported, contradicted (with the ledger's figure and the difference),
    overstated by its wording, without records, undecidable, ambiguous, unmatched, or speaks of a plan."""
    for judged in case.judgements:
        yield Finding(
            f"audit.{judged.verdict}",
            _LEVELS[judged.verdict],
            (case.span(judged.claim),),
            (judged.claim,),
            _arguments(case, judged),
        )


def _arguments(case: Case, judged: Judgement) -> dict[str, str]:
    args = {"stated": case.claims[judged.claim].quantity, "what": case.name(judged.claim)}
    if judged.verdict is Verdict.AMBIGUOUS:
        codes = [candidate.indicator for candidate in case.matches[judged.claim].candidates[:3]]
        args["names"] = "、".join(case.pack.indicators[code].name for code in codes)
        args["names_en"] = ", ".join(case.pack.indicators[code].name_en for code in codes)
        args["indicators"] = " ".join(codes)
    if judged.indicator:
        indicator = case.pack.indicators[judged.indicator]
        args |= {"indicator": judged.indicator, "name": indicator.name, "rule": indicator.counting_rule}
        args |= {"name_en": indicator.name_en, "rule_en": indicator.counting_rule_en}
    if judged.reach is not None:
        args["reach"] = judged.reach.value
    figure = judged.figure
    args |= {"recorded": "—", "recorded_en": "—", "pending": "0"}
    if figure is not None:
        args["certainty"] = figure.certainty.value
        args["pending"] = str(figure.pending)
        args["recorded"] = _recorded(figure.value, figure.unit, figure.certainty)
        args["recorded_en"] = _recorded_en(figure.value, figure.unit, args["recorded"])
    if judged.difference is not None:
        args["difference"] = f"{'+' if judged.difference > 0 else ''}{write_number(judged.difference)}"
    return args


def _recorded(value: Interval | None, unit: str, certainty: Certainty) -> str:
    if value is None:
        return "—" if certainty is Certainty.UNKNOWN else "*"
    if value.is_point and value.low is not None:
        return f"{write_number(round(value.low, 4))}{unit}"
    low = "0" if value.low is None else write_number(round(value.low, 4))
    return f"≥{low}{unit}" if value.high is None else f"{low}–{write_number(round(value.high, 4))}{unit}"


def _recorded_en(value: Interval | None, unit: str, chinese: str) -> str:
    """The same with the unit in English: 38 sessions."""
    if value is None or not chinese.endswith(unit):
        return chinese
    return english_count(chinese.removesuffix(unit), unit, value.low if value.is_point else None)
