"""Quantities stated in a text, each with what it counts: ``extract(text)``.

A compiled grammar over one pass of the text. It knows no ledger and no catalog: extraction must not see the
answers.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from shuzhi.claims.model import Claim, Document, Reading
from shuzhi.claims.numbers import find_quantities
from shuzhi.claims.page import Page
from shuzhi.claims.phrases import name_things
from shuzhi.claims.setting import Setting


def extract(text: str) -> tuple[Claim, ...]:
    """The claims of a text in order; offsets are in characters of ``text``."""
    page = Page(text)
    found = find_quantities(page)
    name_things(page, found)
    setting = Setting(page, found)
    return tuple(setting.claim(place) for place in range(len(found)))


def extract_document(document: Document) -> Reading:
    """The claims of a document, each with the place of the passage that it begins in."""
    starts = [passage.start for passage in document.passages]
    claims = []
    for claim in extract(document.text):
        at = bisect_right(starts, claim.start) - 1
        claims.append(replace(claim, place=document.passages[at].place) if at >= 0 else claim)
    return Reading(document, tuple(claims))
