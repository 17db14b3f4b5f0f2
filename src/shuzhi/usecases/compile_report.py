"""Compile a report: checkpoint, figures at that position, manifest, seal, Word file; the ledger keeps what was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid5

import rfc8785

from shuzhi.engine.base import Figure
from shuzhi.ledger.checkpoint import Checkpoint
from shuzhi.ledger.entries import CheckpointMade, Entry, ReportCompiled
from shuzhi.ledger.ports import Receipt
from shuzhi.report import docx
from shuzhi.report.manifest import Checkpoint as PrintedCheckpoint
from shuzhi.report.manifest import SealedManifest, build_manifest, seal
from shuzhi.report.nodes import Document, FigureNode
from shuzhi.report.records import Json, query_json
from shuzhi.usecases.draft_report import Draft, draft_report
from shuzhi.usecases.make_checkpoint import make_checkpoint
from shuzhi.usecases.office import Office
from shuzhi.usecases.writing import Done, Problems, refusal, write
from shuzhi.values.period import Period


@dataclass(frozen=True)
class Report:
    """A compiled report. ``docx`` lies with the evidence under its SHA-256; ``receipt`` and ``digest`` are those of
    the entry.
    """

    report: UUID
    draft: Draft
    sealed: SealedManifest
    checkpoint: Checkpoint
    docx: bytes = field(repr=False)
    receipt: Receipt
    digest: str

    @property
    def is_as_compiled(self) -> bool:
        """Whether the manifest made now is the one that was entered."""
        return self.sealed.manifest.digest == self.digest

    @property
    def undrawn(self) -> tuple[str, ...]:
        """Titles of the charts that the Word file lacks, because no Chinese face was there to letter them."""
        return tuple(one.title for one in self.sealed.manifest.charts if not one.picture)


def compile_report(
    office: Office,
    *,
    by: str,
    at: datetime,
    entry: UUID,
    report: UUID,
    org: str,
    period: Period,
    outline: str,
    author: str = "",
    beside: UUID | None = None,
) -> Report | Problems:
    """Writes a checkpoint and a ``report.compiled`` entry, or problems. Sent again under the same entry id, it answers
    the same report.

    ``beside`` names a report compiled before, at whose position this one is computed too: a speech then has the very
    figures of the report it goes with, and no new checkpoint is made.

    Raises as ``draft_report`` does.
    """
    first = draft_report(
        office, org=org, period=period, outline=outline, author=author
    )  # nothing is written if it cannot be
    if (sent := office.journal.find(office.ledger, entry)) is not None:
        by, at = sent.entry.by, sent.entry.at
    if beside is None:
        checkpoint = make_checkpoint(office, by=by, at=at, entry=uuid5(entry, "checkpoint"))
    else:
        checkpoint = checkpoint_of(office, beside)
    if isinstance(checkpoint, Problems):
        return checkpoint
    draft = first
    if (
        first.position != checkpoint.position
    ):  # somebody wrote in between, or it is an older position's report
        draft = draft_report(
            office, org=org, period=period, outline=outline, as_of=checkpoint.position, author=author
        )
    sealed = sealed_manifest(office, draft, checkpoint)
    file = docx.render(draft.compiled.document, sealed, creator=draft.organisation)
    body = ReportCompiled(
        report=report, org=org, outline=outline, start=period.start, end=period.end,
        position=checkpoint.position, digest=sealed.manifest.digest,
    )  # fmt: skip
    texts = {"title": draft.compiled.document.title, "docx": office.evidence.put(file), "author": author}
    outcome = write(office, Entry(office.ledger, entry, by, at, body, texts))
    if not isinstance(outcome, Done):
        return outcome
    return Report(report, draft, sealed, checkpoint, file, outcome.receipt, body.digest)


def checkpoint_of(office: Office, report: UUID) -> Checkpoint | Problems:
    """The checkpoint that the newest compilation of a report stands on."""
    history = office.journal.history(office.ledger, f"report:{report}")
    compiled = [one.entry.body for one in history if isinstance(one.entry.body, ReportCompiled)]
    found = checkpoint_at(office, compiled[-1].position) if compiled else None
    return found or refusal("usecases.unknown_report", report=str(report))


def checkpoint_at(office: Office, position: int) -> Checkpoint | None:
    """The first checkpoint that was made of this position."""
    for record in office.journal.of_types(office.ledger, (CheckpointMade.type,)):
        body = record.entry.body
        if isinstance(body, CheckpointMade) and body.position == position:
            return Checkpoint.of_body(office.ledger, body)
    return None


def figures_json(draft: Draft) -> bytes:
    """Every figure of the document as data (RFC 8785): where it stands, what was printed, its value and its query; and
    of each chart its title with the figures it draws.
    """
    document = draft.compiled.document
    nodes = {node.name: node for node in document.figures()}
    return rfc8785.dumps(
        {
            "title": document.title,
            "ledger_position": draft.position,
            "figures": [_figure_json(draft, node) for node in body_figures(draft)],
            "charts": [
                {
                    "title": chart.title,
                    "figures": [
                        {"mark": mark.label, **_figure_json(draft, nodes[mark.node])} for mark in chart.marks
                    ],
                }
                for chart in document.charts()
            ],
        }
    )


def _figure_json(draft: Draft, node: FigureNode) -> dict[str, Json]:
    return {
        "name": node.name,
        "label": node.label,
        "printed": node.printed,
        **_value(node.figure),
        "records": draft.compiled.records[node.name].count,
        "query": query_json(node.figure.query),
    }


def body_figures(draft: Draft) -> tuple[FigureNode, ...]:
    """The figures of the text itself, without those of the appendix."""
    whole = draft.compiled.document
    return tuple(Document(whole.title, whole.blocks).figures())


def _value(figure: Figure) -> dict[str, str | int | None]:
    low, high = (None, None) if figure.value is None else (figure.value.low, figure.value.high)
    return {
        "low": None if low is None else f"{low:f}",
        "high": None if high is None else f"{high:f}",
        "unit": figure.unit,
        "certainty": figure.certainty.value,
        "pending": figure.pending,
        "gaps": figure.gaps,
    }


def sealed_manifest(
    office: Office, draft: Draft, checkpoint: Checkpoint, *, pictures: Mapping[str, str] | None = None
) -> SealedManifest:
    """The manifest of a draft with its checkpoint, signed with the office's key.

    ``pictures`` are digests of charts drawn before, by name (None: as drawn here): the same chart is another picture on
    a machine with other fonts, and is the same chart.
    """
    printed = PrintedCheckpoint(
        checkpoint.ledger, checkpoint.position, checkpoint.head, checkpoint.key, checkpoint.signature
    )
    manifest = build_manifest(
        draft.compiled, outline=draft.outline, checkpoints=(printed,), pictures=pictures
    )
    return seal(manifest, office.signer, public=office.public_key)
