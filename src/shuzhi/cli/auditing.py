"""Auditing files, one after another or in several processes. Results come in the order of the files given."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from shuzhi.audit.model import EarlierReport
from shuzhi.audit.remembered import confirmations
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
from shuzhi.usecases.require import require_organisation
from shuzhi.usecases.verify_document import verify_document
from shuzhi.values.period import Period
from shuzhi.wiring.django import setup


@dataclass(frozen=True)
class Order:
    """How files are to be audited: with the ledger's figures or without; ``period`` None is read from each file.

    ``last_year`` is the same office's report of the year before, ``archive`` reports that nothing should be copied from.
    """

    pack: str
    with_ledger: bool = False
    org: str = ""
    period: Period | None = None
    author: str = ""
    last_year: Path | None = None
    archive: tuple[Path, ...] = ()


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
    pack, figures, papers = _basis(order)
    period = order.period or (year_of(document.text) if figures else None)
    if figures is not None and period is None:
        return Unreadable("cli.audit.no_year", {})
    return audit_document(
        document,
        pack=pack,
        figures=figures,
        period=period,
        org=figures.org if figures else "",
        papers=replace(papers, hand_edits=edits, archive=_others(papers.archive, document.source)),
    )


def basis_of(order: Order) -> str:
    """All that a result depends on beside the file and the program, as one short text. Raises ``Refused``."""
    pack, figures, papers = _basis(order)
    position = "" if figures is None else f"{figures.ledger}@{figures.position} {figures.org}"
    beside = hashlib.sha256(repr(papers).encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{pack.digest[:16]} {position} {order.period or ''} {order.author} {beside}"


@lru_cache(maxsize=1)
def _basis(order: Order) -> tuple[Pack, LedgerFigures | None, Papers]:
    """The pack, the figures and the papers beside, read once in each process. Raises ``Refused``."""
    last = _report(order.last_year) if order.last_year else None
    archive, _ = archive_of(order.archive)
    if not order.with_ledger:
        return load_pack(order.pack), None, Papers(last_year=last, archive=archive)
    desk = desk_with_ledger()
    org = order.org or root_of(desk.office)
    require_organisation(desk.office, org)
    figures = LedgerFigures.of(desk.office, org=org, author=order.author)
    remembered = confirmations(desk.services.matches.of(desk.office.ledger, figures.org))
    return figures.pack, figures, Papers(last_year=last, archive=archive, remembered=remembered)


@lru_cache(maxsize=1)
def archive_of(files: tuple[Path, ...]) -> tuple[tuple[EarlierReport, ...], tuple[tuple[Path, Refused], ...]]:
    """The reports that can be read, and the files that cannot."""
    read, refused = [], []
    for file in files:
        try:
            read.append(_report(file))
        except Refused as problem:
            refused.append((file, problem))
    return tuple(read), tuple(refused)


def _report(file: Path) -> EarlierReport:
    return EarlierReport(str(file), read_document(file).text)


def _others(archive: Iterable[EarlierReport], source: str) -> tuple[EarlierReport, ...]:
    """A report in the archive is not held against itself."""
    return tuple(one for one in archive if one.name != source)
