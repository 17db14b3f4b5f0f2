"""``shuzhi audit``: any report's figures held against each other, and with ``--ledger`` against the ledger."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from tqdm import tqdm

from shuzhi.audit.model import Finding, Level, Verdict
from shuzhi.cli import audit_page, options
from shuzhi.cli.auditing import Order, Unreadable, audit_all
from shuzhi.cli.commands.reading import readable_files
from shuzhi.cli.spoken import Spoken
from shuzhi.cli.voice import FINDINGS, FINE, UNUSABLE, Voice, print_json
from shuzhi.usecases.audit_document import AuditedDocument
from shuzhi.values.period import Period

GRAVE = (Level.ERROR, Level.WARNING)
MANY = 8  # files, from which on several processes are worth starting


@click.command(cls=Spoken, help="cli.audit.help")
@click.argument("files", type=options.EXISTING, nargs=-1, required=True)
@click.option("--ledger", "with_ledger", is_flag=True, help="cli.option.with_ledger")
@click.option("--org", default="", metavar="CODE", help="cli.option.audit_org")
@click.option("--period", type=options.PERIOD, help="cli.option.audit_period")
@click.option("--author", default="", metavar="CODE", help="cli.option.author")
@click.option("--pack", default="womens_federation", metavar="NAME", help="cli.option.audit_pack")
@click.option("--jobs", type=click.IntRange(1, 64), help="cli.option.jobs")
@click.option("--out", type=options.NEW_FILE, help="cli.option.audit_out")
@click.option("--html", "page", type=options.NEW_FILE, help="cli.option.audit_html")
@options.as_json
@click.pass_context
def audit(
    context: click.Context, files: tuple[Path, ...], with_ledger: bool, org: str, period: Period | None, author: str,
    pack: str, jobs: int | None, out: Path | None, page: Path | None, as_json: bool,
) -> None:  # fmt: skip
    voice: Voice = context.obj
    order = Order(pack, with_ledger or bool(org) or period is not None, org, period, author)
    done = frozenset(_sources(out)) if out else frozenset()
    wanted = [file for file in readable_files(files) if str(file) not in done]
    processes = jobs or (min(4, os.cpu_count() or 1) if len(wanted) >= MANY else 1)
    worst, shown = FINE, []
    bar = tqdm(
        total=len(wanted),
        desc=voice.words("cli.audit.progress"),
        unit="",
        leave=False,
        disable=len(wanted) < 3,
    )
    with bar:
        for file, result in audit_all(order, wanted, jobs=processes):
            bar.update()
            if isinstance(result, Unreadable):
                worst = UNUSABLE
                voice.warn(
                    "cli.refused",
                    {"file": str(file), "why": {"code": result.code, "args": dict(result.args)}},
                )
                continue
            _put_out(result, voice, out, as_json)
            worst = max(worst, FINDINGS if grave(result) else FINE)
            shown += [result] if page else []
    if page:
        page.write_text(audit_page.render(shown, voice), encoding="utf-8")
        voice.warn("cli.audit.page_written", {"path": str(page)})
    if done:
        voice.warn("cli.audit.skipped", {"count": len(done)})
    context.exit(worst)


def _sources(out: Path) -> Iterator[str]:
    """Files that a run broken off had already written; a half-written last line is written anew."""
    if not out.exists():
        return
    for line in out.read_text(encoding="utf-8").splitlines():
        try:
            yield str(json.loads(line)["source"])
        except (ValueError, KeyError, TypeError):
            continue


def _put_out(result: AuditedDocument, voice: Voice, out: Path | None, as_json: bool) -> None:
    if out is not None:
        with out.open("a", encoding="utf-8") as file:
            file.write(json.dumps(audit_data(result, voice), ensure_ascii=False, default=str) + "\n")
    if as_json:
        print_json(audit_data(result, voice))
    elif out is None:
        tell_of_audit(voice, result)


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
