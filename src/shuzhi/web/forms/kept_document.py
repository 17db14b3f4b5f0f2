"""A document as read and the reports it is held against, carried by the page itself between two presses: signed, packed, nothing kept on the server.

What a page sends back opens only if this installation sealed it within a working day for this very account.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import signing

from shuzhi.audit.model import EarlierReport, HandEdit
from shuzhi.claims.model import Document, Notice, Passage
from shuzhi.claims.residue import find_residue
from shuzhi.documents.errors import Refused

LONGEST = 1_500_000
"""Characters of a sealed document that a form may carry; a longer one is not kept."""
_AGE = timedelta(hours=8)


@dataclass(frozen=True, slots=True)
class Kept:
    """The document, the figures of ours that were changed in it, and other reports: last year's own, and an archive."""

    document: Document
    edits: tuple[HandEdit, ...] = ()
    last_year: EarlierReport | None = None
    archive: tuple[EarlierReport, ...] = ()


def seal(sent: Kept, *, account: str) -> str:
    """ "" for what is too long to be carried."""
    document, last = sent.document, sent.last_year
    kept = {
        "source": document.source,
        "text": document.text,
        "passages": [
            [one.start, len(one.text), one.place, [list(place) for place in one.controlled]]
            for one in document.passages
        ],
        "notices": [[one.code, [list(arg) for arg in one.args]] for one in document.notices],
        "edits": [[list(one.span), one.indicator, one.printed, one.found] for one in sent.edits],
        "last_year": [last.name, last.text] if last else None,
        "archive": [[one.name, one.text] for one in sent.archive],
    }
    sealed = signing.dumps(kept, salt=_salt(account), compress=True)
    return sealed if len(sealed) <= LONGEST else ""


def unseal(sealed: str, *, account: str) -> Kept:
    """Raises ``Refused`` for what this installation did not seal for this account, or too long ago."""
    try:
        kept = signing.loads(sealed, salt=_salt(account), max_age=_AGE)
    except signing.BadSignature as problem:
        raise Refused("web.audit.kept_no_more") from problem
    text = kept["text"]
    document = Document(
        kept["source"],
        text,
        tuple(_passage(text, *one) for one in kept["passages"]),
        find_residue(text),
        tuple(Notice(code, tuple((name, value) for name, value in args)) for code, args in kept["notices"]),
    )
    edits = tuple(
        HandEdit((span[0], span[1]), indicator, printed, found)
        for span, indicator, printed, found in kept["edits"]
    )
    last = EarlierReport(*kept["last_year"]) if kept["last_year"] else None
    return Kept(document, edits, last, tuple(EarlierReport(*one) for one in kept["archive"]))


def _passage(text: str, start: int, length: int, place: str, controlled: list[Any]) -> Passage:
    return Passage(
        text[start : start + length],
        start,
        place,
        tuple((begin, end, name) for begin, end, name in controlled),
    )


def _salt(account: str) -> str:
    return f"shuzhi.audit:{account}"
