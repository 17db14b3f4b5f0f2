"""``shuzhi audit``: any report's figures held against each other, and with ``--ledger`` against the ledger."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from shuzhi.audit.model import Finding, Level, Verdict
from shuzhi.cli import audit_summary, options
from shuzhi.cli.audit_run import Results
from shuzhi.cli.audit_summary import Summary
from shuzhi.cli.auditing import Order, Result, Unreadable, archive_of, audit_all, basis_of
from shuzhi.cli.commands.reading import readable_files
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import FINDINGS, FINE, UNUSABLE, Voice, print_json, unusable
from shuzhi.documents.errors import Refused
from shuzhi.usecases.audit_document import AuditedDocument
from shuzhi.usecases.audit_sheet import html
from shuzhi.usecases.audit_sheet.layout import sheet_of
from shuzhi.values.period import Period

GRAVE = (Level.ERROR, Level.WARNING)
MANY = 8  # files, from which on several processes are worth starting and a summary says more than a list


@click.command(cls=Spoken, help="cli.audit.help")
@click.argument("files", type=options.EXISTING, nargs=-1, required=True)
@click.option("--ledger", "with_ledger", is_flag=True, help="cli.option.with_ledger")
@click.option("--org", default="", metavar="CODE", help="cli.option.audit_org")
@click.option("--period", type=options.PERIOD, help="cli.option.audit_period")
@click.option("--author", default="", metavar="CODE", help="cli.option.author")
@click.option("--pack", default="womens_federation", metavar="NAME", help="cli.option.audit_pack")
@click.option("--last-year", type=options.EXISTING_FILE, help="cli.option.last_year")
@click.option("--archive", type=options.EXISTING, multiple=True, help="cli.option.archive")
@click.option("--jobs", type=click.IntRange(1, 64), help="cli.option.jobs")
@click.option("--out", type=options.NEW_FILE, help="cli.option.audit_out")
@click.option("--html", "page", type=options.NEW_FILE, help="cli.option.audit_html")
@options.as_json
@click.pass_context
def audit(
    context: click.Context, files: tuple[Path, ...], with_ledger: bool, org: str, period: Period | None, author: str,
    pack: str, last_year: Path | None, archive: tuple[Path, ...], jobs: int | None, out: Path | None, page: Path | None, as_json: bool,
) -> None:  # fmt: skip
    voice: Voice = context.obj
    with_ledger = with_ledger or bool(org) or period is not None
    order = Order(pack, with_ledger, org, period, author, last_year, tuple(readable_files(archive)))
    asked = tuple(readable_files(files))
    is_bulk = len(asked) >= MANY or any(file.is_dir() for file in files)
    for file, refused in archive_of(order.archive)[1]:
        _warn_of(voice, file, refused.code, refused.arguments)
    try:
        run = Results(out or _beside(page, is_bulk), f"{basis_of(order)} {voice.language}")
    except Refused as refused:
        unusable(voice, refused.code, refused.arguments)
    wanted = run.take_over(asked)
    if run.taken_over:
        voice.warn("cli.audit.skipped", {"count": len(run.taken_over)})
    summary, last = Summary(), None
    for line, result in _results(order, asked, wanted, run=run, jobs=jobs, voice=voice):
        summary.add(line)
        last = result or last
        if as_json and "unreadable" not in line:
            print_json({name: value for name, value in line.items() if name != "made_of"})
        elif isinstance(result, AuditedDocument) and out is None and not is_bulk:
            tell_of_audit(voice, result)
    if not as_json and (is_bulk or out is not None):
        audit_summary.tell(summary, voice)
    if page:
        single = last if len(asked) == 1 and isinstance(last, AuditedDocument) else None
        page.write_text(_page(single, summary, order, voice), encoding="utf-8")
        voice.warn("cli.audit.page_written", {"path": str(page)})
    found = FINDINGS if summary.is_grave else FINE
    context.exit(UNUSABLE if summary.unreadable else found)


def _results(
    order: Order,
    asked: Sequence[Path],
    wanted: Sequence[Path],
    *,
    run: Results,
    jobs: int | None,
    voice: Voice,
) -> Iterator[tuple[dict[str, Any], Result | None]]:
    """A line per file in the order asked, those of an earlier run without a result; files that cannot be read are told."""
    processes = jobs or (min(4, os.cpu_count() or 1) if len(wanted) >= MANY else 1)
    audited = audit_all(order, wanted, jobs=processes)
    words = voice.words("cli.audit.progress")
    with tqdm(total=len(wanted), desc=words, unit="", leave=False, disable=len(wanted) < 3) as bar:
        for file in asked:
            if str(file) in run.taken_over:
                yield dict(run.taken_over[str(file)]), None
                continue
            _, result = next(audited)
            bar.update()
            line = _line(file, result, voice)
            run.add(file, line)
            if isinstance(result, Unreadable):
                _warn_of(voice, file, result.code, result.args)
            yield line, result


def _warn_of(voice: Voice, file: Path, code: str, args: Mapping[str, str | int]) -> None:
    voice.warn("cli.refused", {"file": str(file), "why": {"code": code, "args": dict(args)}})


def _line(file: Path, result: Result, voice: Voice) -> dict[str, Any]:
    if isinstance(result, AuditedDocument):
        return audit_data(result, voice)
    sentence = voice.words(result.code, result.args)
    return {
        "source": str(file),
        "unreadable": {"code": result.code, "args": dict(result.args), "sentence": sentence},
    }


def _beside(page: Path | None, is_bulk: bool) -> Path | None:
    """Where a run over many files keeps its lines when only a page was asked for."""
    return page.with_name(page.name + ".jsonl") if page is not None and is_bulk else None


def _page(audited: AuditedDocument | None, summary: Summary, order: Order, voice: Voice) -> str:
    """One document as a whole; of several what was found, without their names."""
    if audited is None:
        return audit_summary.render(summary, voice)
    basis = voice.words("cli.audit.with_ledger" if order.with_ledger else "auditing.basis_text")
    sheet = sheet_of(audited, say=voice.words, basis=basis)
    return html.render(sheet, say=voice.words, language=voice.language)


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
