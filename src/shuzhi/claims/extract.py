"""Quantities stated in a text, each with what it counts: ``extract(text)``.

A compiled grammar over one pass of the text. It knows no ledger and no catalog: extraction must not see the
answers.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from shuzhi.claims.model import Claim, Document, Reading
from shuzhi.claims.numbers import find_quantities
from shuzhi.claims.page import Page
from shuzhi.claims.phrases import name_things
from shuzhi.claims.setting import Setting

_PORTION = 100_000
"""Characters read at once: the words of a page are held in memory, a whole archive's need not be."""


def extract(text: str) -> tuple[Claim, ...]:
    """The claims of a text in order; offsets are in characters of ``text``."""
    claims: list[Claim] = []
    for start, end in _portions(text):
        page = Page(text if end - start == len(text) else text[start:end])
        found = find_quantities(page)
        name_things(page, found)
        setting = Setting(page, found, start=start, base=len(claims))
        claims.extend(setting.claim(place) for place in range(len(found)))
    return tuple(claims)


def _portions(text: str) -> Iterator[tuple[int, int]]:
    """Stretches that end with a paragraph, where there is one, else with a sentence."""
    start = 0
    while len(text) - start > _PORTION:
        middle = start + _PORTION // 2
        cut = max(text.rfind(mark, middle, start + _PORTION) for mark in "\n。") + 1 or start + _PORTION
        paragraph = text.rfind("\n", middle, start + _PORTION) + 1
        yield start, paragraph or cut
        start = paragraph or cut
    yield start, len(text)


def extract_document(document: Document) -> Reading:
    """The claims of a document, each with the place of the passage that it begins in."""
    starts = [passage.start for passage in document.passages]
    claims = []
    for claim in extract(document.text):
        at = bisect_right(starts, claim.start) - 1
        claims.append(replace(claim, place=document.passages[at].place) if at >= 0 else claim)
    return Reading(document, tuple(claims))
