"""A report's text as sections, paragraphs, sentences and clauses, with offsets.

Reads only the shape that Chinese reports share: 一、 (一) 1. 一是; it knows nothing of figures.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import islice, pairwise, takewhile

from shuzhi.audit.model import Span

_NUMBER = "[一二三四五六七八九十]{1,3}"
_HEADINGS = (
    (1, re.compile(rf"[ \t\u3000]*(?:第{_NUMBER}(?:部分|章)[、 \u3000：:]?|{_NUMBER}、)(?P<title>[^\n]*)")),
    (2, re.compile(rf"[ \t\u3000]*[（(]{_NUMBER}[)）](?P<title>[^\n]*)")),
    (3, re.compile(r"[ \t\u3000]*\d{1,2}[.．、](?!\d)(?P<title>[^\n]*)")),
)
_SENTENCE_END = re.compile(r"[。！？!?\n]+")
_CLAUSE_END = re.compile(r"[，,；;：:。！？!?\n]+")
_POINT = re.compile(
    rf"(?:^|(?<=[。；;：:，,\n]))[ \t\u3000]*(?:{_NUMBER}是|(?:第{_NUMBER}|其{_NUMBER})[，,、是])",
    re.MULTILINE,
)


class Part(StrEnum):
    """What a section of a duty report is about."""

    WORK = "work"
    PROBLEMS = "problems"
    ANSWERS = "answers"  # last year's comments and how they were met
    NEXT = "next"
    OTHER = "other"


# in this order: 存在问题的整改情况 is about answers, 问题及下一步打算 about problems
_PART_WORDS = (
    (Part.ANSWERS, re.compile("整改(?:落实|完成)?情况|上(?:一)?年度?.{0,12}(?:问题|意见|点评).{0,12}整改|反馈.{0,8}整改")),
    (Part.PROBLEMS, re.compile("问题|不足|短板|差距|薄弱|困难")),
    (Part.NEXT, re.compile("下一步|下步|今后|打算|思路|工作安排|工作计划|努力方向|下一年|明年|整改措施|改进措施")),
    (Part.WORK, re.compile("成效|措施|履职|履行|做法|开展情况|完成情况|工作情况|主要工作|回顾|亮点|业绩")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Section:
    """A heading (``title`` without its number) and what stands under it until the next of its level or above."""

    level: int
    title: str
    part: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Point:
    """One of the numbered matters in a section: 一是…, （一）… or 1.…"""

    start: int
    end: int
    part: Part


@dataclass(frozen=True)
class Layout:
    """The text and its divisions; all offsets are into ``text``."""

    text: str
    sections: tuple[Section, ...]
    sentences: tuple[Span, ...]

    def section_at(self, offset: int) -> Section | None:
        """The innermost section around an offset."""
        inside = [s for s in self.sections if s.start <= offset < s.end]
        return max(inside, key=lambda s: s.level, default=None)

    def part_at(self, offset: int) -> Part:
        inside = [s.part for s in self.sections if s.start <= offset < s.end and s.part is not Part.OTHER]
        return inside[0] if inside else Part.OTHER

    def sentence_at(self, offset: int) -> Span:
        """The sentence around an offset, its closing mark included."""
        index = bisect_right(self.sentences, (offset, len(self.text) + 1)) - 1
        return self.sentences[max(index, 0)] if self.sentences else (0, len(self.text))

    def paragraph_at(self, offset: int) -> Span:
        start = self.text.rfind("\n", 0, offset) + 1
        end = self.text.find("\n", offset)
        return start, len(self.text) if end < 0 else end

    def clause_at(self, offset: int) -> Span:
        """The stretch between commas around an offset."""
        index = bisect_right(self._clauses, (offset, len(self.text) + 1)) - 1
        found = self._clauses[max(index, 0)] if self._clauses else (0, 0)
        return found if found[0] <= offset < found[1] else self.sentence_at(offset)

    @cached_property
    def _clauses(self) -> tuple[Span, ...]:
        return tuple(cut(self.text, (0, len(self.text)), _CLAUSE_END))

    def points(self, part: Part) -> tuple[Point, ...]:
        """The numbered matters in all sections of a kind; whole paragraphs where nothing is numbered."""
        found: list[Point] = []
        for section in self.sections:
            if section.part is part and section.level == 1:
                found += _points_within(self, section, part)
        answers = [s for s in self.sections if s.part is Part.ANSWERS and part is not Part.ANSWERS]
        return tuple(p for p in found if not any(s.start <= p.start < s.end for s in answers))


def read_layout(text: str) -> Layout:
    """Divide a text. Linear in its length."""
    sections = tuple(_sections(text))
    sentences = tuple(cut(text, (0, len(text)), _SENTENCE_END))
    return Layout(text, sections, sentences)


def cut(text: str, span: Span, mark: re.Pattern[str]) -> Iterator[Span]:
    """The stretches of ``span`` that end with ``mark``, the mark included; empty ones are left out."""
    start, end = span
    for found in mark.finditer(text, start, end):
        if text[start : found.start()].strip():
            yield start, found.end()
        start = found.end()
    if text[start:end].strip():
        yield start, end


def _sections(text: str) -> Iterator[Section]:
    headings = [(start, *head) for start, line in _lines(text) if (head := _heading(line))]
    for index, (start, level, title) in enumerate(headings):
        after = (s for s, other, _ in headings[index + 1 :] if other <= level)
        yield Section(level, title, _part(title), start, next(after, len(text)))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def _heading(line: str) -> tuple[int, str] | None:
    for level, pattern in _HEADINGS:
        found = pattern.match(line)
        if found:
            title = re.split("[。：:]", found["title"], maxsplit=1)[0].strip()
            return level, title
    return None


def _part(title: str) -> Part:
    return next((part for part, words in _PART_WORDS if words.search(title)), Part.OTHER)


def _points_within(layout: Layout, section: Section, part: Part) -> list[Point]:
    body = layout.text.find("\n", section.start)
    if body < 0 or body >= section.end:
        return []
    starts = _point_starts(layout, section, body)
    return [Point(start, end, part) for start, end in pairwise((*starts, section.end))]


def _point_starts(layout: Layout, section: Section, body: int) -> list[int]:
    starts = [found.start() for found in _POINT.finditer(layout.text, body, section.end)]
    if starts:
        return starts
    first = bisect_left(layout.sections, body, key=lambda one: one.start)
    following = takewhile(lambda one: one.start < section.end, islice(layout.sections, first, None))
    inner = [one.start for one in following if one.level > 1]
    if inner:
        return inner
    lines = _lines(layout.text[body : section.end])
    return [body + start for start, line in lines if start and line.strip()]
