"""The words of the command-line library itself, said in the language of the call.

click asks ``gettext`` for every word of its own and ships no Chinese. Each of its modules holds that function under the
names ``_`` and ``ngettext``; ``speak_our_words`` puts in their place a look-up in the area ``click`` of the messages, whose
English is click's own. Compiled catalogues on disk were rejected: a second place for sentences, and binary files.
Knows no command of ours.
"""

from __future__ import annotations

from functools import cache
from types import ModuleType
from typing import Final

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

from shuzhi.cli.voice import spoken_language
from shuzhi.messages import read_sentences

MODULES: Final[tuple[ModuleType, ...]] = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.types,
)
_AREA: Final = "click."


def speak_our_words() -> None:
    """From now on the library speaks the language of each call; doing it again changes nothing."""
    for module in MODULES:
        for name, said in (("_", library_word), ("ngettext", _said_of_number)):
            if hasattr(module, name):
                setattr(module, name, said)


def library_word(text: str) -> str:
    """The library's text in the language of the call; a text that we do not know stays as it is."""
    return _by_english().get(text, {}).get(spoken_language(), text)


def _said_of_number(one: str, several: str, number: int) -> str:
    return library_word(one if number == 1 else several)


@cache
def _by_english() -> dict[str, dict[str, str]]:
    return {texts["en"]: dict(texts) for code, texts in read_sentences().items() if code.startswith(_AREA)}
