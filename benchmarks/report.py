"""Compiling, writing and reading back the duty report, beside plain python-docx writing the same pages.

The figures are made up by a fixed rule (the engine is measured elsewhere); text, tables and appendix are those of the
shipped outline. Before anything is timed: both files hold the same text, and the report reads back as untouched.
"""

from __future__ import annotations

import io
import platform
import statistics
import time
import tracemalloc
import zlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx as python_docx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from docx.document import Document as DocxDocument

from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import ChartSpec, ItemListSpec, Pack
from shuzhi.documents.ooxml import open_package
from shuzhi.documents.story import read_story
from shuzhi.engine.base import (
    Certainty,
    Dimension,
    Figure,
    PackRef,
    Query,
    Reach,
    Scope,
    Slice,
    TraceRecord,
)
from shuzhi.report import charts, docx, html, pictures
from shuzhi.report.chart_blocks import ChartSource, Planned
from shuzhi.report.compile import Compiled, Material, ReportItem, compile_report
from shuzhi.report.manifest import SealedManifest, build_manifest, seal
from shuzhi.report.nodes import Chart, Document, Heading, Paragraph, Runs, Table, plain, runs_of
from shuzhi.report.signing import KeyRing, SigningKey
from shuzhi.report.verify import Status, verify
from shuzhi.values.interval import Interval
from shuzhi.values.period import Period

KEY = SigningKey(Ed25519PrivateKey.from_private_bytes(bytes(32)))


def main(argv: Sequence[str] = ()) -> int:
    """Print seconds (median of ``argv[0]`` runs, 7 unless told) and peak memory of each step."""
    runs = int(argv[0]) if argv else 7
    pack = load_pack("womens_federation")
    made, sealed = compiled(pack)
    ours, plain_file = write_ours(made, sealed), write_plain(made.document)
    assert_same_text(ours, plain_file)
    assert verify(ours, KeyRing.of(KEY.public)).status is Status.UNTOUCHED
    print(
        f"{platform.machine()}, Python {platform.python_version()}; {len(sealed.manifest.entries)} figures,"
    )
    print(f"{sum(len(plain(runs)) for runs in _all_runs(made.document)):,} characters, median of {runs}")
    steps: tuple[tuple[str, Callable[[], object]], ...] = (
        ("compile (figures given)", lambda: compiled(pack)),
        ("write docx, figures as controls", lambda: write_ours(made, sealed)),
        ("python-docx, same pages as plain text", lambda: write_plain(made.document)),
        ("write html", lambda: html.render(made.document, sealed=sealed)),
        ("draw the charts for Word", lambda: draw(made)),
        ("read back and verify", lambda: verify(ours, KeyRing.of(KEY.public))),
    )
    for name, step in steps:
        seconds, peak = measure(step, runs)
        print(f"  {name:<40} {seconds * 1000:8.1f} ms  peak {peak / 2**20:6.1f} MiB")
    print(f"  size: {len(ours):,} bytes with proof, {len(plain_file):,} bytes plain")
    return 0


def measure(step: Callable[[], object], runs: int) -> tuple[float, int]:
    """Seconds without, peak bytes with memory traced."""
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        step()
        times.append(time.perf_counter() - start)
    tracemalloc.start()
    step()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return statistics.median(times), peak


def compiled(pack: Pack) -> tuple[Compiled, SealedManifest]:
    def figure(code: str, reach: Reach) -> Figure:
        number = Decimal(zlib.crc32(f"{code}{reach}".encode()) % 9000 + 1)
        reference = PackRef(pack.code, pack.version, pack.digest)
        query = Query(code, reference, Scope("bench", "1", reach), Period.year(2023), (("bench", 1),))
        return Figure(query, pack.indicators[code].unit, Interval.point(number), Certainty.EXACT, records=20)

    def slices(code: str, _: Dimension) -> Sequence[Slice]:
        whole = figure(code.partition("@")[0], Reach.SUBTREE)
        months = [
            replace(whole, query=replace(whole.query, period=one))
            for one in Period.year(2023).split_by_month()
        ]
        return [Slice(f"{one.query.period.start:%Y-%m}", one) for one in months]

    def planned(_: ChartSpec) -> Sequence[Planned]:
        return [
            Planned(f"例{code}", "例", Decimal(5000), figure(code, Reach.SUBTREE))
            for code in sorted(pack.indicators)[:14]
        ]

    source = ChartSource(slices=slices, planned=planned, organisation=str, own="1")
    material = Material(pack=pack, figure=figure, trace=_trace, items=_items, word=_word, charts=source)
    made = compile_report(pack.outlines["duty_report"], material)
    return made, seal(build_manifest(made, outline="duty_report"), KEY, public=KEY.public)


def write_ours(made: Compiled, sealed: SealedManifest) -> bytes:
    return docx.render(made.document, sealed, creator="bench")


def draw(made: Compiled) -> None:
    """Anew: a process keeps the pictures it has drawn, and the steps above took them from there."""
    for chart in made.document.charts():
        charts.png(charts.fitted(pictures.specification(chart), width=480), scale=3)


def write_plain(document: Document) -> bytes:
    """The same text and pictures in the same order, one run a paragraph, with python-docx's own template."""
    file = python_docx.Document()
    file.add_paragraph(document.title)
    for attachment in (None, *document.attachments):
        if attachment is not None:
            file.add_paragraph(attachment.number)
            file.add_paragraph(attachment.title)
        for block in document.blocks if attachment is None else attachment.blocks:
            if isinstance(block, Heading):
                file.add_paragraph(block.number + block.title)
            elif isinstance(block, Paragraph):
                file.add_paragraph(plain(block.runs))
            elif isinstance(block, Chart):
                if (drawn := pictures.picture(block)) is not None:
                    file.add_picture(io.BytesIO(drawn.data))
                file.add_paragraph(block.caption + block.whence)
            else:
                _write_table(file, block)
    target = io.BytesIO()
    file.save(target)
    return target.getvalue()


def assert_same_text(one: bytes, other: bytes) -> None:
    texts = [
        [paragraph.text for paragraph in read_story(open_package(data).document).paragraphs if paragraph.text]
        for data in (one, other)
    ]
    assert texts[0] == texts[1], "the two files do not say the same"


def _write_table(file: DocxDocument, table: Table) -> None:
    if table.title:
        file.add_paragraph(table.title)
    made = file.add_table(rows=0, cols=len(table.header))
    for row in (table.header, *(tuple(plain(cell) for cell in row) for row in table.rows)):
        for cell, text in zip(made.add_row().cells, row, strict=True):
            cell.text = text


def _all_runs(document: Document) -> list[Runs]:
    return [runs for block in document.all_blocks() for runs in runs_of(block)]


def _trace(of: Figure) -> Sequence[TraceRecord]:
    return tuple(
        TraceRecord(
            f"activity:{of.query.indicator}-{number}",
            "bench",
            date(2023, 1 + number % 12, 8),
            "1",
            Decimal(1),
        )
        for number in range(20)
    )


def _items(spec: ItemListSpec, parent: str) -> Sequence[ReportItem]:
    names = ("title", "state", "due", "owner", "target", "field.number")
    return tuple(
        ReportItem(f"{parent}{spec.kind}{each}", dict.fromkeys(names, f"例{each}")) for each in "甲乙"
    )


def _word(name: str) -> str:
    return "" if name.startswith("formulation.") else "示例"
