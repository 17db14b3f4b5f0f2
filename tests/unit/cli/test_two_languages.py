"""The command line keeps to the language of the call, in its help, in the words of its library and in its refusals."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import sys
from collections.abc import Iterator

import click
import pytest

from shuzhi.cli import options
from shuzhi.cli.library_words import MODULES
from shuzhi.cli.main import PLACES, main, shuzhi_command
from shuzhi.messages import read_sentences

QUOTED = re.compile("“[^”]*”")  # Chinese words that English help speaks about stand in quotation marks
HAN = re.compile("[㐀-鿿]")
# Two words of Latin letters in a row: prose. Codes, options, file names and names of what is to be typed are none.
PROSE = re.compile(r"(?<![-\w./=|<\[{])[A-Za-z]{2,}(?: [a-z]{2,}){1,}")
# What only a programmer of commands can meet, never somebody who types one.
NOT_FOR_USERS = frozenset(
    {
        "Value must be an iterable.",
        "Could not determine name for option with declarations {decls!r}",
        "Arguments take exactly one parameter declaration, got {length}: {decls}.",
        "Name '{name}' defined twice",
        "Boolean option {decl!r} cannot use the same flag for true/false.",
        "Invalid start character for option ({option})",
        "Choice({choices})",
        "%(prog)s, version %(version)s",
        "Confirm the action without prompting.",
        "Do you want to continue?",
        "env var: {var}",
        "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
        "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    }
)


def without_names(shown: str) -> str:
    """The names of commands taken out: ``shuzhi match accept`` is typed, not read."""
    names = "|".join(sorted({name for line in lines_of_commands() for name in line}, key=len, reverse=True))
    return re.sub(rf"shuzhi(?: (?:{names})\b)*", "", shown)


def lines_of_commands() -> Iterator[tuple[str, ...]]:
    """Every command line that ends in a command or a group."""
    yield ()
    for name in PLACES:
        yield (name,)
        command = shuzhi_command.get_command(click.Context(shuzhi_command), name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from ((name, inner) for inner in command.commands)


def answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], language: str, *line: str
) -> str:
    words = ["--lang", language, *line]
    monkeypatch.setattr(sys, "argv", ["shuzhi", *words])
    with pytest.raises(SystemExit):
        main(words)
    shown = capsys.readouterr()
    return shown.out + shown.err


@pytest.mark.parametrize("line", sorted(lines_of_commands()), ids=" ".join)
def test_help_stays_in_one_language(
    line: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """English help has no Chinese character; Chinese help has no English sentence, and says something in Chinese."""
    english = answer(monkeypatch, capsys, "en", *line, "--help")
    assert HAN.findall(QUOTED.sub("", english)) == []
    chinese = answer(monkeypatch, capsys, "zh", *line, "--help")
    assert PROSE.findall(without_names(chinese)) == []
    assert HAN.search(chinese)


def test_the_kinds_of_places_are_named_in_the_language_of_each_call(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whichever language was spoken when the commands were read, the next call is not bound to it."""
    answer(monkeypatch, capsys, "zh", "claims", "--help")
    module = importlib.reload(options)
    kinds = (module.EXISTING_FILE, module.EXISTING, module.FOLDER, module.NEW_FILE)
    in_chinese = [kind.name for kind in kinds]
    answer(monkeypatch, capsys, "en", "claims", "--help")
    assert [kind.name for kind in kinds] == ["file", "path", "directory", "file"]
    assert all(HAN.search(name) for name in in_chinese)


@pytest.mark.parametrize(
    "line",
    [
        ("fly",), ("figrue",), ("figure",), ("figure", "--fly"), ("journal", "fly"), ("doctor", "more"),
        ("figure", "x", "--org"), ("figure", "x", "--org", "o", "--period", "2023Q9"),
        ("figure", "x", "--restated", "2023-02-30"), ("record", "x", "--sessions", "many"), ("record", "x", "--sessions", "0"),
        ("record", "x", "--id", "none"), ("claims", "/nowhere/at.all"), ("figure", "x", "--reach", "far"),
        ("figure", "x", "--json=1"),
    ],
    ids=" ".join,
)  # fmt: skip
def test_a_line_that_cannot_be_read_is_refused_in_one_language(
    line: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert HAN.findall(answer(monkeypatch, capsys, "en", *line)) == []
    chinese = answer(monkeypatch, capsys, "zh", *line)
    assert HAN.search(chinese)
    assert PROSE.findall(without_names(chinese)) == []


def test_every_word_of_the_library_is_known() -> None:
    """After an upgrade a new or changed sentence of click is found here, not by somebody reading Chinese."""
    ours = {texts["en"] for code, texts in read_sentences().items() if code.startswith("click.")}
    theirs = {text for module in MODULES for text in _spoken_in(inspect.getsource(module))}
    assert sorted(theirs - ours - NOT_FOR_USERS) == []
    of_our_own = {"[OPTIONS]", "COMMAND [ARGS]...", "required"}
    assert sorted(ours - theirs - of_our_own) == []


def _spoken_in(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id in ("_", "ngettext")
        ):
            for part in node.args[:2]:
                if (
                    isinstance(part, ast.Constant)
                    and isinstance(part.value, str)
                    and "No options defined" not in part.value
                ):
                    yield part.value
