"""The filled file: numbers in their cells, empty ones yellow, reasons on a sheet of their own, and which filling it was.

What was filled is written into the file as a custom part, so that handing it in needs no typing. The part is no proof:
whoever reads it back computes the figures from the ledger anew.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.sax.saxutils import escape

import rfc8785

from shuzhi.documents.errors import Refused
from shuzhi.documents.gate import parse_xml
from shuzhi.documents.ooxml import CustomXml
from shuzhi.documents.workbook import Workbook, open_workbook
from shuzhi.documents.workbook_writing import Filling as Marks
from shuzhi.documents.workbook_writing import Notes, write_workbook
from shuzhi.usecases.forms.filling import FilledForm, Filling
from shuzhi.usecases.number_sentences import Sentence
from shuzhi.values.period import Period

NAMESPACE = "urn:shuzhi:form:1"
_ITEM = uuid5(NAMESPACE_URL, NAMESPACE)

Words = Callable[[Sentence], str]
"""Puts a sentence into the language of whoever fills the form."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Which form was filled, and how."""

    ledger: str
    form: UUID
    filling: Filling


def filled_file(filled: FilledForm, *, blank: bytes, ledger: str, words: Words) -> bytes:
    """``blank`` is the file to fill: the one that was mapped, or this year's copy of it. Raises ``Refused``."""
    rows = tuple(_rows(filled, words))
    notes = Notes(
        words(Sentence("forms.notes_title", {})), (16, 28, 70),
        (tuple(words(Sentence(f"forms.column_{name}", {})) for name in ("cell", "figure", "note")), *rows),
    )  # fmt: skip
    return write_workbook(
        open_workbook(blank),
        Marks(
            values={one.place: one.value for one in filled.cells if one.value is not None},
            marked=frozenset(one.place for one in filled.empty),
            notes=notes if rows else None,
            custom=CustomXml(_written(filled, ledger), NAMESPACE, _ITEM),
        ),
    )


def origin_of(workbook: Workbook) -> Origin | None:
    """What ``filled_file`` wrote into a file; None where it did not, or where that cannot be read."""
    data = workbook.custom_xml(NAMESPACE)
    if data is None:
        return None
    try:
        told: Any = json.loads("".join(str(one) for one in parse_xml(data, name=NAMESPACE).itertext()))
        period = Period(date.fromisoformat(told["start"]), date.fromisoformat(told["end"]))
        filling = Filling(str(told["org"]), period, int(told["position"]))
        return Origin(str(told["ledger"]), UUID(told["form"]), filling)
    except (Refused, ValueError, KeyError, TypeError, AttributeError):
        return None


def _written(filled: FilledForm, ledger: str) -> bytes:
    filling = filled.filling
    told = rfc8785.dumps(
        {
            "ledger": ledger, "form": str(filled.form.form), "org": filling.org, "position": filling.position,
            "start": filling.period.start.isoformat(), "end": filling.period.end.isoformat(),
        }
    )  # fmt: skip
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<filling xmlns="{NAMESPACE}">{escape(told.decode())}</filling>'.encode()


def _rows(filled: FilledForm, words: Words) -> Iterator[tuple[str, ...]]:
    """Why cells are empty. What else there is to say of a cell or of the form is for the office, not for the receiver."""
    for one in filled.empty:
        for note in one.notes:
            yield f"{one.asked.sheet}!{one.asked.cell}", one.asked.indicator, words(note)
