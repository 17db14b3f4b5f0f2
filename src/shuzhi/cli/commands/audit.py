"""``shuzhi audit``: any report's figures held against the ledger, or, without ``--org``, against each other."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from shuzhi.audit.model import Finding, Level, Verdict
from shuzhi.catalog.load import load_pack
from shuzhi.catalog.model import Pack
from shuzhi.claims.readers import read_document
from shuzhi.cli import options
from shuzhi.cli.commands.reading import readable_files
from shuzhi.cli.desk import desk_with_ledger
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import FINDINGS, FINE, UNUSABLE, Voice, print_json
from shuzhi.documents.errors import Refused
from shuzhi.report.signing import KeyRing
from shuzhi.usecases.audit_document import (
    AuditedDocument,
    LedgerFigures,
    Papers,
    audit_document,
    hand_edits_of,
)
from shuzhi.usecases.verify_document import verify_document
from shuzhi.values.period import Period

GRAVE = (Level.ERROR, Level.WARNING)


@click.command(cls=Spoken, help="cli.audit.help")
@click.argument("files", type=options.EXISTING, nargs=-1, required=True)
@click.option("--org", default="", metavar="CODE", help="cli.option.audit_org")
@click.option("--period", type=options.PERIOD, help="cli.option.audit_period")
@click.option("--author", default="", metavar="CODE", help="cli.option.author")
@click.option("--pack", "source", default="womens_federation", metavar="NAME", help="cli.option.audit_pack")
@options.ledger
@options.as_json
@click.pass_context
def audit(
    context: click.Context, files: tuple[Path, ...], org: str, period: Period | None, author: str, source: str,
    ledger: str | None, as_json: bool,
) -> None:  # fmt: skip
    voice: Voice = context.obj
    if bool(org) != bool(period):
        voice.warn("cli.audit.org_and_period")
        context.exit(UNUSABLE)
    figures = LedgerFigures.of(desk_with_ledger(ledger).office, org=org, author=author) if org else None
    pack = load_pack(source) if figures is None else figures.pack
    worst, found = FINE, list(readable_files(files))
    for file in tqdm(
        found, desc=voice.words("cli.audit.progress"), unit="", leave=False, disable=len(found) < 3
    ):
        try:
            audited = audit_file(file, pack=pack, figures=figures, period=period, org=org)
        except Refused as refused:
            worst = UNUSABLE
            voice.warn(
                "cli.refused", {"file": str(file), "why": {"code": refused.code, "args": refused.arguments}}
            )
            continue
        if as_json:
            print_json(audit_data(audited, voice))
        else:
            tell_of_audit(voice, audited)
        worst = max(worst, FINDINGS if grave(audited) else FINE)
    context.exit(worst)


def audit_file(
    file: Path, *, pack: Pack, figures: LedgerFigures | None, period: Period | None, org: str
) -> AuditedDocument:
    """Raises ``Refused`` for a file that cannot be read."""
    document = read_document(file)
    ours = file.suffix.lower() == ".docx"
    edits = hand_edits_of(document, verify_document(file, keys=KeyRing())) if ours else ()
    papers = Papers(hand_edits=edits)
    return audit_document(document, pack=pack, figures=figures, period=period, org=org, papers=papers)


def grave(audited: AuditedDocument) -> tuple[Finding, ...]:
    """What asks to be mended or checked; advice and what is fine do not make an exit code."""
    return tuple(one for one in audited.audit.findings if one.level in GRAVE)


def verdicts(audited: AuditedDocument) -> dict[str, int]:
    counted = dict.fromkeys((one.value for one in Verdict), 0)
    for judgement in audited.audit.judgements:
        counted[judgement.verdict.value] += 1
    return {verdict: number for verdict, number in counted.items() if number}


def tell_of_audit(voice: Voice, audited: AuditedDocument) -> None:
    reading = audited.reading
    voice.tell("cli.audit.file", file=reading.document.source, count=len(reading.claims))
    for verdict, number in verdicts(audited).items():
        voice.tell("cli.audit.verdict", verdict=voice.words(f"cli.verdict.{verdict}"), count=number)
    for finding in audited.audit.findings:
        if finding.level is Level.OK:
            continue
        start = finding.spans[0][0] if finding.spans else 0
        sentence = voice.words(finding.code, finding.args)
        voice.tell(
            "cli.audit.line",
            level=voice.words(f"cli.level.{finding.level.value}"),
            start=start,
            sentence=sentence,
        )


def audit_data(audited: AuditedDocument, voice: Voice) -> dict[str, Any]:
    """The claims as ``shuzhi claims`` prints them, with findings, matches and verdicts beside."""
    return {
        **audited.reading.to_json(),
        "findings": [
            {
                "code": one.code,
                "level": one.level.value,
                "spans": [list(span) for span in one.spans],
                "claims": list(one.claims),
                "args": dict(one.args),
                "sentence": voice.words(one.code, one.args),
            }
            for one in audited.audit.findings
        ],
        "matches": [
            {
                "claim": one.claim,
                "matching": one.matching.value,
                "candidates": [
                    {
                        "indicator": each.indicator,
                        "score": round(each.score, 4),
                        "reasons": list(each.reasons),
                    }
                    for each in one.candidates
                ],
            }
            for one in audited.audit.matches
        ],
        "verdicts": [
            {"claim": one.claim, "verdict": one.verdict.value, "indicator": one.indicator}
            for one in audited.audit.judgements
        ],
    }
