"""Click commands whose help is a message code, said in the language of the call; a group that loads commands by name."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any, cast

import click

from shuzhi.cli.library_words import speak_our_words
from shuzhi.cli.voice import spoken_language
from shuzhi.messages import say

PREFIX = "cli."
speak_our_words()


class Spoken(click.Command):
    """``help`` of the command and of its options are message codes."""

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super(Spoken, self._in_words(spoken_language())).format_help(ctx, formatter)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super(Spoken, self._in_words(spoken_language())).format_usage(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """The library keeps the option with the words of the first call; a second call may be in the other language."""
        option = super().get_help_option(ctx)
        if option is None:
            return None
        worded = copy.copy(option)
        worded.help = say("click.help", None, spoken_language())
        return worded

    def get_short_help_str(self, limit: int = 45) -> str:
        del limit
        return _worded(self.help, spoken_language())

    def _in_words(self, language: str) -> Spoken:
        worded = copy.copy(self)
        worded.help = _worded(self.help, language)
        worded.params = [_option_in_words(one, language) for one in self.params]
        worded.options_metavar = say("click.some_options", None, language)
        if isinstance(worded, click.Group):
            worded.subcommand_metavar = say("click.some_command", None, language)
        return worded


class SpokenGroup(Spoken, click.Group):
    """A group of commands that are all loaded."""

    command_class = Spoken


class CommandsByName(SpokenGroup):
    """Loads a command when it is called, so that ``shuzhi claims`` starts without a database.

    ``places`` maps a name to "module:attribute"; its short help is the code ``cli.<name>.help``. ``before`` is called
    with the name before the module is imported.
    """

    def __init__(
        self, *args: Any, places: Mapping[str, str], before: Callable[[str], None], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        self.before = before

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.places)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        place = self.places.get(cmd_name)
        if place is None:
            return None
        self.before(cmd_name)
        module, _, attribute = place.partition(":")
        return cast(click.Command, getattr(import_module(module), attribute))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        language = spoken_language()
        rows = [(name, say(f"cli.{name}.help", None, language)) for name in self.places]
        with formatter.section(say("cli.commands", None, language)):
            formatter.write_dl(rows)


def _option_in_words(param: click.Parameter, language: str) -> click.Parameter:
    if not isinstance(param, click.Option) or not param.help:
        return param
    worded = copy.copy(param)
    worded.help = _worded(param.help, language)
    return worded


def _worded(code: str | None, language: str) -> str:
    return say(code, None, language) if code and code.startswith(PREFIX) else code or ""
