"""Auditing files, one after another or in several processes. Results come in the order of the files given."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path

from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Pack
from shuzhi.claims.readers import read_document
from shuzhi.cli.desk import desk_with_ledger
from shuzhi.documents.errors import Refused
from shuzhi.report.signing import KeyRing
from shuzhi.usecases.audit_document import (
    AuditedDocument,
    LedgerFigures,
    Papers,
    audit_document,
    hand_edits_of,
    root_of,
    year_of,
)
from shuzhi.usecases.verify_document import verify_document
from shuzhi.values.period import Period
from shuzhi.wiring.django import setup


@dataclass(frozen=True)
class Order:
    """How files are to be audited: with the ledger's figures or without; ``period`` None is read from each file."""

    pack: str
    with_ledger: bool = False
    org: str = ""
    period: Period | None = None
    author: str = ""


@dataclass(frozen=True)
class Unreadable:
    """A file that could not be audited, with the message code that says why."""

    code: str
    args: Mapping[str, str | int]


Result = AuditedDocument | Unreadable


def audit_all(order: Order, files: Sequence[Path], *, jobs: int) -> Iterator[tuple[Path, Result]]:
    """``jobs`` processes; with one nothing is started. Each process asks the ledger for itself."""
    if jobs <= 1 or len(files) < 2:
        yield from ((file, audit_one(order, file)) for file in files)
        return
    context = multiprocessing.get_context("spawn")  # a forked process would share the database connection
    with ProcessPoolExecutor(min(jobs, len(files)), mp_context=context, initializer=setup) as pool:
        yield from zip(files, pool.map(partial(audit_one, order), files), strict=True)


def audit_one(order: Order, file: Path) -> Result:
    try:
        document = read_document(file)
        ours = file.suffix.lower() == ".docx"
        edits = hand_edits_of(document, verify_document(file, keys=KeyRing())) if ours else ()
    except Refused as refused:
        return Unreadable(refused.code, refused.arguments)
    pack, figures = _basis(order)
    period = order.period or (year_of(document.text) if figures else None)
    if figures is not None and period is None:
        return Unreadable("cli.audit.no_year", {})
    return audit_document(
        document,
        pack=pack,
        figures=figures,
        period=period,
        org=figures.org if figures else "",
        papers=Papers(hand_edits=edits),
    )


@lru_cache(maxsize=1)
def _basis(order: Order) -> tuple[Pack, LedgerFigures | None]:
    """The pack and the figures, made once in each process."""
    if not order.with_ledger:
        return load_pack(order.pack), None
    office = desk_with_ledger().office
    figures = LedgerFigures.of(office, org=order.org or root_of(office), author=order.author)
    return figures.pack, figures
