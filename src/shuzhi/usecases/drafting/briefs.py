"""One file with many briefs: cut at blank lines, each read by itself, offsets kept in the whole text.

A short line without a full stop is the headline of the paragraph under it. Knows nothing of what a brief says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from shuzhi.usecases.drafting.days import days_named
from shuzhi.usecases.drafting.draft import Drafting
from shuzhi.usecases.drafting.model import Draft, Span

_BLANK = re.compile(r"\n[ \t\u3000]*\n\s*")
_HEADLINE = 45
_BEGINNING = 80


def draft_each(text: str, received: date, drafting: Drafting) -> tuple[Draft, ...]:
    """The drafts of every brief of a text, in order; a text without blank lines is one brief."""
    return tuple(
        _moved(one, start)
        for start, end in briefs_in(text, received)
        for one in drafting.read(text[start:end], received)
    )


def briefs_in(text: str, received: date) -> tuple[Span, ...]:
    """Where each brief stands: a paragraph that begins without a day goes on with the brief before it."""
    joined: list[Span] = []
    for start, end in _paragraphs(text):
        words = text[start:end]
        dated = _is_headline(words) or bool(days_named(words[:_BEGINNING], received))
        if joined and (not dated or _is_headline(text[joined[-1][0] : joined[-1][1]])):
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return tuple(joined)


def _paragraphs(text: str) -> Iterator[Span]:
    start = 0
    for blank in _BLANK.finditer(text):
        if text[start : blank.start()].strip():
            yield start, blank.start()
        start = blank.end()
    if text[start:].strip():
        yield start, len(text)


def _is_headline(text: str) -> bool:
    plain = text.strip()
    return "\n" not in plain and len(plain) <= _HEADLINE and not re.search("[。！？；：:]", plain)


def _moved(one: Draft, by: int) -> Draft:
    """The draft with its spans counted from the beginning of the whole text."""

    def moved(span: Span) -> Span:
        return span[0] + by, span[1] + by

    return replace(
        one,
        headcounts=tuple(replace(head, span=moved(head.span)) for head in one.headcounts),
        quantities=tuple(replace(each, span=moved(each.span)) for each in one.quantities),
        sources={name: tuple(map(moved, spans)) for name, spans in one.sources.items()},
        ask=tuple(replace(question, spans=tuple(map(moved, question.spans))) for question in one.ask),
        left_out=tuple(replace(left, span=moved(left.span)) for left in one.left_out),
    )
