"""A version that came back as a page shows it: what changed, in the order of its text, each number with its figure.

Knows changes and figures; computes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from shuzhi.catalog.model import Pack
from shuzhi.messages import say
from shuzhi.usecases.read_back.compare import Change, ChangeKind
from shuzhi.usecases.read_back.reading import ReadBack
from shuzhi.web.addresses import figure_address
from shuzhi.web.present.words import name_of

BADGES = {
    ChangeKind.NUMBER: "stop",
    ChangeKind.YEAR: "wait",
    ChangeKind.NEW: "range",
    ChangeKind.REWORDED: "quote",
    ChangeKind.GONE: "none",
}
_KIND_CODES = {
    ChangeKind.NUMBER: "reports.back_number",
    ChangeKind.YEAR: "reports.back_year",
    ChangeKind.NEW: "reports.back_new",
    ChangeKind.REWORDED: "reports.back_reworded",
    ChangeKind.GONE: "reports.back_gone",
}
_COUNT_CODES = {
    ChangeKind.NUMBER: "reports.back_count_number",
    ChangeKind.YEAR: "reports.back_count_year",
    ChangeKind.NEW: "reports.back_count_new",
    ChangeKind.REWORDED: "reports.back_count_reworded",
    ChangeKind.GONE: "reports.back_count_gone",
}


@dataclass(frozen=True, slots=True)
class NumberLine:
    """``was`` in our text and ``now`` in theirs, "" where there is none; ``name`` and ``href`` are the figure's."""

    was: str
    now: str
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class ChangeLine:
    kind: str
    label: str
    badge: str
    ours: str
    theirs: str
    numbers: tuple[NumberLine, ...]


@dataclass(frozen=True, slots=True)
class BackView:
    """``counts`` are sentences, one for each kind of change that there is; none: nothing was changed."""

    counts: tuple[tuple[str, str], ...]
    lines: tuple[ChangeLine, ...]


def back_view(found: ReadBack, pack: Pack, language: str) -> BackView:
    counted = found.counted()
    counts = tuple(
        (BADGES[kind], say(_COUNT_CODES[kind], {"count": counted[kind]}, language))
        for kind in ChangeKind
        if counted[kind]
    )
    return BackView(counts, tuple(_line(one, found, pack, language) for one in found.changes))


def _line(change: Change, found: ReadBack, pack: Pack, language: str) -> ChangeLine:
    numbers = []
    for one in change.numbers:
        node = found.figures.get(one.place)
        if node is None:
            numbers.append(NumberLine(one.was, one.now, "", ""))
            continue
        query = node.figure.query
        name = name_of(pack.indicators[query.indicator], language)
        numbers.append(NumberLine(one.was, one.now, name, figure_address(query)))
    return ChangeLine(
        kind=change.kind.value,
        label=say(_KIND_CODES[change.kind], {}, language),
        badge=BADGES[change.kind],
        ours=change.ours,
        theirs=change.theirs,
        numbers=tuple(numbers),
    )
