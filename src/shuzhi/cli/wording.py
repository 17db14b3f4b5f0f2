"""Figures, records and problems as data and as lines of words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from shuzhi.catalog.model import Indicator
from shuzhi.cli.voice import Voice
from shuzhi.engine.base import Figure, TraceRecord
from shuzhi.ledger.checks import Problem
from shuzhi.report.records import query_json
from shuzhi.report.wording import in_full


def figure_data(figure: Figure) -> dict[str, Any]:
    """``low`` and ``high`` are null where the end is open; both where the figure is unknown or suppressed."""
    low, high = (None, None) if figure.value is None else (figure.value.low, figure.value.high)
    return {
        "indicator": figure.query.indicator,
        "low": None if low is None else f"{low:f}",
        "high": None if high is None else f"{high:f}",
        "unit": figure.unit,
        "certainty": figure.certainty.value,
        "reasons": list(figure.reasons),
        "pending": figure.pending,
        "gaps": figure.gaps,
        "records": figure.records,
        "source": figure.source,
        "parts": [figure_data(part) for part in figure.parts],
        "query": query_json(figure.query),
    }


def figure_lines(figure: Figure, indicator: Indicator, voice: Voice) -> list[str]:
    english = voice.language == "en"
    name = indicator.name_en if english else indicator.name
    lines = [
        voice.words("cli.figure.value", {"name": name, "value": in_full(figure, language=voice.language)}),
        voice.words(
            "cli.figure.rule", {"rule": indicator.counting_rule_en if english else indicator.counting_rule}
        ),
        voice.words(f"cli.certainty.{figure.certainty.value}"),
    ]
    lines += [voice.words(code) for code in dict.fromkeys(figure.reasons)]
    if figure.pending:
        lines.append(voice.words("cli.figure.pending", {"count": figure.pending}))
    positions = ", ".join(f"{ledger}@{position}" for ledger, position in figure.query.positions)
    scope, period = figure.query.scope, figure.query.period
    lines.append(
        voice.words(
            "cli.figure.basis",
            {
                "org": scope.org,
                "reach": voice.words(f"cli.reach.{scope.reach.value}"),
                "period": str(period),
                "positions": positions,
                "records": figure.records,
            },
        )
    )
    return lines


def record_data(record: TraceRecord) -> dict[str, Any]:
    return {
        "subject": record.subject,
        "ledger": record.ledger,
        "day": record.day.isoformat(),
        "org": record.org,
        "share": f"{record.share:f}",
        "repeat": record.repeat,
        "part": record.part,
    }


def problem_data(problems: Sequence[Problem], voice: Voice) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code,
            "level": one.level.value,
            "args": _plain(one.args),
            "sentence": voice.words(one.code, one.args),
        }
        for one in problems
    ]


def _plain(args: Mapping[str, object]) -> dict[str, object]:
    return {name: value if isinstance(value, int) else str(value) for name, value in args.items()}
