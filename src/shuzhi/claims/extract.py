"""Quantities stated in a text, each with what it counts: ``extract(text)``.

A compiled grammar over one pass of the text. It knows no ledger and no catalog: extraction must not see the
answers.
"""

from __future__ import annotations

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
    """The claims of a document, each with its place; a claim never crosses two passages."""
    claims: list[Claim] = []
    for passage in document.passages:
        offset, base = passage.start, len(claims)
        claims.extend(
            replace(
                claim,
                start=claim.start + offset,
                end=claim.end + offset,
                place=passage.place,
                part_of=None if claim.part_of is None else claim.part_of + base,
            )
            for claim in extract(passage.text)
        )
    return Reading(document, tuple(claims))
