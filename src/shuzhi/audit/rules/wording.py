"""Words around figures: spans of time, years, numerals, residue of templates, figures edited by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from shuzhi.audit.case import Case
from shuzhi.audit.layout import Part
from shuzhi.audit.model import Finding, Level, Span
from shuzhi.audit.rulebook import gives
from shuzhi.values.numerals import read_number

_YEARS = re.compile(
    r"(?P<number>\d{1,3}|[一二三四五六七八九十百]{1,4})(?:余|多)?周?年(?!代|级|度|轻|龄|纪|限|期|会|画|货|味)"
)
_CHANGE = re.compile("变迁|巨变|变化|历程|沧桑|沿革|发展史|回眸|变革")
_ORIGIN = re.compile("(?:建[区市县旗省镇乡村会党国校院]|成立|组建|改革开放|解放|建政|挂牌)(?:以来)?$")
_YEAR = re.compile(r"(?<![\d—–-])(?P<year>(?:19|20)\d{2})(?:年度|年)(?P<after>[^，,。；\n]{0,4})")
_WORK_YEAR = re.compile("^(?:度|全年|.{0,2}(?:工作|以来|党建|述职|抓))")
_COMPARED = re.compile("比|较|自|从|截至|于|同期|上一?年|去年|印发|发布|施行|通过|召开的|《")


@dataclass(frozen=True, slots=True)
class _TimeSpan:
    years: Decimal
    origin: str
    start: int
    end: int


@gives("audit.spans_disagree")
def spans_disagree(case: Case) -> Iterator[Finding]:
    """一件事只有一个年限：“变迁40年”与“建区十年”并见，应当核对；各自写明起点的两件事（改革开放40年、建区十年）不问。

    One development has one length of time: 变迁40年 beside 建区十年 needs checking. Two developments that
    each name their own beginning (改革开放40年, 建区十年) are left alone."""
    found = list(_time_spans(case.text))
    for index, first in enumerate(found):
        for second in found[index + 1 :]:
            if first.years == second.years or not _of_one_thing(case, first, second):
                continue
            args = {
                "first": case.text[first.start : first.end],
                "second": case.text[second.start : second.end],
            }
            spans: tuple[Span, ...] = ((first.start, first.end), (second.start, second.end))
            yield Finding("audit.spans_disagree", Level.WARNING, spans, (), args)


@gives("audit.year_wrong", "audit.year_mixed")
def years(case: Case) -> Iterator[Finding]:
    """报告说本年度的事。年度、全年、工作之旁出现别的年份，除非是比较、引文或答复上年点评意见，多半是旧稿残留；未给时段的，以出现最多的年份为准。

    A report speaks of its own year. Another year beside 年度, 全年 or 工作 is a leftover unless the sentence
    compares, cites a document, or answers last year's comments; without a given period the commonest year counts."""
    named = [hit for hit in _YEAR.finditer(case.text) if _names_work_year(case, hit)]
    if not named:
        return
    counted = Counter(int(hit["year"]) for hit in named)
    own = case.period.start.year if case.period is not None else counted.most_common(1)[0][0]
    for hit in named:
        year = int(hit["year"])
        if year == own or (year == own + 1 and _looks_ahead(case, hit)):
            continue
        code = "audit.year_wrong" if case.period is not None else "audit.year_mixed"
        yield Finding(
            code,
            Level.WARNING,
            ((hit.start(), hit.end("year") + 1),),
            (),
            {"year": str(year), "own": str(own)},
        )


@gives("audit.figure_edited", "audit.figure_deleted")
def hand_edits(case: Case) -> Iterator[Finding]:
    """本程序印出的数取自台账；被手工改动的，逐一指明。

    A figure that this program printed is the ledger's; one that was changed by hand is named."""
    for edit in case.hand_edits:
        known = case.pack.indicators.get(edit.indicator)
        args = {"printed": edit.printed, "found": edit.found, "indicator": edit.indicator,
                "name": known.name if known else edit.indicator,
                "name_en": known.name_en if known else edit.indicator}  # fmt: skip
        code = "audit.figure_edited" if edit.found else "audit.figure_deleted"
        yield Finding(code, Level.ERROR, (edit.span,), (), args)


@gives("audit.template_residue")
def template_residue(case: Case) -> Iterator[Finding]:
    """模板网站的横幅、付费标记和占位符不应留在报告中。

    Banners of template sites, pay-wall markers and place-holders do not belong in a report."""
    for residue in case.residue:
        shown = residue.text.strip()
        text = shown if len(shown) <= 24 else shown[:24] + "…"
        args = {"kind": residue.code, "text": text, "told": {"code": residue.code, "args": {"text": text}}}
        yield Finding("audit.template_residue", Level.WARNING, ((residue.start, residue.end),), (), args)


def _time_spans(text: str) -> Iterator[_TimeSpan]:
    """Lengths of time that tell of a development, with the beginning that they name ("" where none)."""
    for hit in _YEARS.finditer(text):
        years = read_number(hit["number"])
        around = text[max(0, hit.start() - 8) : hit.start()], text[hit.end() : hit.end() + 8]
        origin = _ORIGIN.search(re.split("[，,。；、]", around[0])[-1])
        told = _CHANGE.search(re.split("[，,。；]", around[0])[-1]) or _CHANGE.search(
            re.split("[，,。；]", around[1])[0]
        )
        if years is not None and (origin or told):
            start = hit.start() - (len(origin.group()) if origin else 0)
            yield _TimeSpan(years, origin.group().removesuffix("以来") if origin else "", start, hit.end())


def _of_one_thing(case: Case, first: _TimeSpan, second: _TimeSpan) -> bool:
    if first.origin and second.origin:
        return first.origin == second.origin
    return case.layout.sentence_at(first.start) == case.layout.sentence_at(second.start)


def _names_work_year(case: Case, hit: re.Match[str]) -> bool:
    if not (_WORK_YEAR.match(hit["after"]) or hit.group().rstrip(hit["after"]).endswith("年度")):
        return False
    start, _ = case.layout.sentence_at(hit.start())
    before = case.text[max(start, hit.start() - 10) : hit.start()]
    return not _COMPARED.search(before) and case.layout.part_at(hit.start()) is not Part.ANSWERS


def _looks_ahead(case: Case, hit: re.Match[str]) -> bool:
    start, _ = case.layout.clause_at(hit.start())
    lead = case.text[start : hit.end() + 6]
    ahead = re.search("计划|打算|安排|思路|力争|将|下一", lead)
    return bool(ahead) or case.layout.part_at(hit.start()) in (Part.NEXT, Part.PROBLEMS)
