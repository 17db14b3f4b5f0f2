"""The entry point: ``shuzhi COMMAND …``. Turns errors of ours into a sentence and exit code 2."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import NoReturn

import click

import shuzhi
from shuzhi.catalog.finding import Finding, PackError
from shuzhi.cli.spoken import CommandsByName
from shuzhi.cli.voice import FINE, UNUSABLE, Voice, code_and_args, spoken_language
from shuzhi.wiring.django import setup

_HERE = "shuzhi.cli.commands"
PLACES = {
    "demo": f"{_HERE}.demo:demo",
    "init": f"{_HERE}.setting_up:init",
    "example": f"{_HERE}.setting_up:example",
    "record": f"{_HERE}.record:record",
    "item": f"{_HERE}.items:item",
    "figure": f"{_HERE}.figures:figure_command",
    "trace": f"{_HERE}.figures:trace_command",
    "report": f"{_HERE}.reports:report",
    "verify": f"{_HERE}.reports:verify_command",
    "claims": f"{_HERE}.reading:claims",
    "audit": f"{_HERE}.audit:audit",
    "match": f"{_HERE}.matches:match",
    "draft": f"{_HERE}.drafting:draft_command",
    "sign": f"{_HERE}.report_steps:sign",
    "read-back": f"{_HERE}.report_steps:read_back_command",
    "hand-over": f"{_HERE}.numbers:hand_over",
    "said": f"{_HERE}.numbers:said",
    "take-back": f"{_HERE}.numbers:take_back",
    "form": f"{_HERE}.forms:form",
    "hint": f"{_HERE}.hints:hint",
    "setting": f"{_HERE}.settings:setting",
    "organisation": f"{_HERE}.organisation:organisation",
    "person": f"{_HERE}.person:person",
    "evidence": f"{_HERE}.evidence:evidence",
    "value": f"{_HERE}.keeping:value",
    "period": f"{_HERE}.keeping:period",
    "journal": f"{_HERE}.journal:journal",
    "doctor": f"{_HERE}.doctor:doctor",
    "catalog": f"{_HERE}.catalog:catalog",
    "serve": f"{_HERE}.serving:serve",
    "login-link": f"{_HERE}.serving:login_link",
    "token": f"{_HERE}.token:token",
}
WITHOUT_DATABASE = frozenset({"claims", "draft", "catalog"})


def make_ready(command: str) -> None:
    """Models can be imported only once Django is set up; commands that read no ledger do without."""
    if command not in WITHOUT_DATABASE:
        setup()


@click.group(cls=CommandsByName, places=PLACES, before=make_ready, help="cli.help")
@click.option("--lang", type=click.Choice(["zh", "en"]), help="cli.option.lang", expose_value=False)
@click.version_option(shuzhi.__version__, "--version", message="%(version)s", help="cli.option.version")
@click.pass_context
def shuzhi_command(context: click.Context) -> None:
    context.obj = Voice(spoken_language())


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Runs a command and exits; what is not an error of ours is not caught."""
    words = list(sys.argv[1:] if argv is None else argv)
    try:
        code = shuzhi_command.main(words, prog_name="shuzhi", standalone_mode=False)
    except click.ClickException as wrong:
        wrong.show()
        raise SystemExit(UNUSABLE) from wrong
    except (click.Abort, KeyboardInterrupt) as stopped:
        raise SystemExit(130) from stopped
    except PackError as problem:
        for one in problem.findings:
            Voice(spoken_language(words)).warn(
                "cli.pack_finding", {"where": one.where, "what": _as_finding(one)}
            )
        raise SystemExit(UNUSABLE) from problem
    except Exception as problem:
        found = code_and_args(problem)
        if found is None:
            raise
        Voice(spoken_language(words)).warn(*found)
        raise SystemExit(UNUSABLE) from problem
    raise SystemExit(code if isinstance(code, int) else FINE)


def _as_finding(finding: Finding) -> dict[str, object]:
    return {"code": finding.code, "args": finding.args}
