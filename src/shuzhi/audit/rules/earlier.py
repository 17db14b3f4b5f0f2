"""Against other papers: last year's report, and the archive of reports by others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from shuzhi.audit.case import Case
from shuzhi.audit.layout import Layout, Part, cut, read_layout
from shuzhi.audit.likeness import Copied, copied_sentences, takes_up
from shuzhi.audit.model import EarlierReport, Finding, Level, Span
from shuzhi.audit.rulebook import gives
from shuzhi.audit.structure import excerpt, matters
from shuzhi.audit.vocabulary import normalise
from shuzhi.claims.extract import extract
from shuzhi.claims.model import Claim
from shuzhi.values.units import UnitFamily, family

_ALIKE = 88
_LONG = 60
"""Copied sentences are named from this many characters in all; a shared formula is no copied report."""
_FULL_STOP = re.compile(r"[。！？!?\n]+")


@gives("audit.same_as_last_year")
def same_as_last_year(case: Case) -> Iterator[Finding]:
    """同一事项10以上的数与上年完全相同，值得再看一眼。

    A count of ten or more that is identical with last year's for the same thing needs a second look."""
    if case.last_year is None:
        return
    text = case.last_year.text
    before = {_thing(text, claim): claim for claim in extract(text)}
    for index, claim in enumerate(case.claims):
        thing = _thing(case.text, claim)
        earlier = before.get(thing)
        if earlier is None or claim.value != earlier.value or claim.value < 10 or len(thing[0]) < 4:
            continue
        if claim.value == Decimal(100) and claim.unit == "%":
            continue
        args = {"what": case.name(index), "stated": claim.quantity, "earlier": earlier.quantity,
                "report": case.last_year.name}  # fmt: skip
        yield Finding("audit.same_as_last_year", Level.WARNING, (case.span(index),), (index,), args)


@gives("audit.passage_copied")
def passages_copied(case: Case) -> Iterator[Finding]:
    """取自别的报告的句子，不论数字改没改，都与原句并列显示。

    Sentences taken over from another report, with their numbers changed or not, are shown beside the original."""
    sentences = [((start, end), case.text[start:end]) for start, end in case.layout.sentences]
    for report in case.archive:
        others = [
            report.text[start:end] for start, end in cut(report.text, (0, len(report.text)), _FULL_STOP)
        ]
        found = list(copied_sentences(sentences, others, least=_ALIKE))
        if sum(one.span[1] - one.span[0] for one in found) >= _LONG:
            yield from (_copied(one, report) for one in found)


@gives("audit.problem_not_answered")
def problems_not_answered(case: Case) -> Iterator[Finding]:
    """上年报告或评议指出的每个问题，本年都有交代。

    Every problem that last year's report or its reviewers named is taken up in this year's."""
    yield from _not_taken_up(case, Part.PROBLEMS, "audit.problem_not_answered")


@gives("audit.promise_not_answered")
def promises_not_answered(case: Case) -> Iterator[Finding]:
    """上年报告承诺的每项举措，本年都有交代。

    Every step that last year's report announced is taken up in this year's."""
    yield from _not_taken_up(case, Part.NEXT, "audit.promise_not_answered")


def _not_taken_up(case: Case, part: Part, code: str) -> Iterator[Finding]:
    if case.last_year is None:
        return
    layout = read_layout(case.last_year.text)
    for matter in matters(layout, part):
        if not takes_up(_accounts(case.layout), heart=matter.heart, whole=matter.text):
            args = {"matter": excerpt(matter.heart), "report": case.last_year.name}
            yield Finding(code, Level.WARNING, (_beginning(case),), (), args)


def _accounts(layout: Layout) -> str:
    """What the report says was done: all but its own plans for the year ahead."""
    ahead = [s for s in layout.sections if s.part is Part.NEXT and s.level == 1]
    kept, at = [], 0
    for section in ahead:
        kept.append(layout.text[at : section.start])
        at = section.end
    return "".join((*kept, layout.text[at:]))


def _beginning(case: Case) -> Span:
    """Where a missing answer would stand: the heading of answers, of problems, or the title."""
    for part in (Part.ANSWERS, Part.PROBLEMS):
        for section in case.sections(part):
            return section.start, section.start + len(section.title) + 2
    end = case.text.find("\n")
    return 0, len(case.text) if end < 0 else end


def _copied(one: Copied, report: EarlierReport) -> Finding:
    args = {"report": report.name, "original": excerpt(one.other), "likeness": str(one.likeness)}
    return Finding("audit.passage_copied", Level.WARNING, (one.span,), (), args)


def _thing(text: str, claim: Claim) -> tuple[str, UnitFamily]:
    """What is counted, in the words before the number where its name alone is short."""
    what = normalise(claim.what)
    lead = normalise(re.split("[，,。；;\n]", text[max(0, claim.start - 16) : claim.start])[-1])
    return what if len(what) >= 4 else lead[-8:], family(claim.unit)
