"""How commands speak: sentences or JSON on standard output, errors on standard error, three exit codes."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

import click

from shuzhi.messages import language_of, say

FINE, FINDINGS, UNUSABLE = 0, 1, 2


@dataclass(frozen=True)
class Voice:
    """The language of one call. Sentences go through ``say``; data is printed as it is."""

    language: str

    def words(self, code: str, args: Mapping[str, object] | None = None) -> str:
        return say(code, args, self.language)

    def tell(self, code: str, /, **args: object) -> None:
        click.echo(self.words(code, args))

    def warn(self, code: str, args: Mapping[str, object] | None = None) -> None:
        click.echo(self.words(code, args), err=True)


def spoken_language(argv: list[str] | None = None) -> str:
    """``--lang`` wherever it stands on the line, else SHUZHI_LANG, else Chinese."""
    words = sys.argv[1:] if argv is None else argv
    for place, word in enumerate(words):
        if word.startswith("--lang="):
            return language_of(word.partition("=")[2])
        if word == "--lang" and place + 1 < len(words):
            return language_of(words[place + 1])
    return language_of(os.environ.get("SHUZHI_LANG"))


def print_json(value: Any) -> None:
    """One object on one line; characters as they are."""
    click.echo(json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str))


def unusable(voice: Voice, code: str, args: Mapping[str, object] | None = None) -> NoReturn:
    """Say what cannot be used and end with 2."""
    voice.warn(code, args)
    raise SystemExit(UNUSABLE)


def code_and_args(problem: BaseException) -> tuple[str, Mapping[str, object]] | None:
    """The message code that an error of ours carries; None for any other error."""
    code = getattr(problem, "code", None)
    if not isinstance(code, str):
        return None
    for name in ("args_", "arguments"):
        found = getattr(problem, name, None)
        if isinstance(found, Mapping):
            return code, found
    return code, {}
