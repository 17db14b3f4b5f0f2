"""Options and kinds of arguments that several commands share."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from shuzhi.cli.library_words import library_word
from shuzhi.cli.voice import spoken_language
from shuzhi.engine.base import Reach
from shuzhi.messages import say
from shuzhi.values.period import Period, PeriodError


class PeriodType(click.ParamType[Period]):
    """``2023``, ``2023H1``, ``2023Q3``, ``2023-05``, ``2023-05-01..2023-05-07``."""

    name = "PERIOD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Period:
        if isinstance(value, Period):
            return value
        try:
            return Period.parse(value)
        except PeriodError as problem:
            self.fail(say(problem.code, {"text": problem.text}, spoken_language()), param, ctx)


class DayType(click.ParamType[date]):
    """A day as 2023-03-10."""

    name = "DATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(say("cli.no_day", {"text": value}, spoken_language()), param, ctx)


class PlaceType(click.Path):
    """A file or folder, named in the language of the call.

    ``click.Path`` asks for its name once, when it is made: these are made when a module is read, before a language is chosen.
    """

    @property
    def name(self) -> str:
        """What help and refusals call it."""
        if self.dir_okay == self.file_okay:
            return library_word("path")
        return library_word("file" if self.file_okay else "directory")

    @name.setter
    def name(self, _name: str) -> None:
        """What click says at making is not kept."""


PERIOD, DAY = PeriodType(), DayType()
EXISTING_FILE = PlaceType(exists=True, dir_okay=False, path_type=Path)
EXISTING = PlaceType(exists=True, path_type=Path)
FOLDER = PlaceType(file_okay=False, path_type=Path)
NEW_FILE = PlaceType(dir_okay=False, path_type=Path)

as_json = click.option("--json", "as_json", is_flag=True, help="cli.option.json")
org = click.option("--org", required=True, metavar="CODE", help="cli.option.org")
period = click.option("--period", type=PERIOD, required=True, help="cli.option.period")
ledger = click.option("--ledger", "ledger", default=None, metavar="NAME", help="cli.option.ledger")
as_of = click.option("--as-of", type=click.IntRange(min=0), help="cli.option.as_of")
reach = click.option("--reach", type=click.Choice([one.value for one in Reach]), help="cli.option.reach")
post = click.option("--post", default="", metavar="CODE", help="cli.option.post")
