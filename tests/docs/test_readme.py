"""The two READMEs name every command, and name none that does not exist."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from shuzhi.cli.main import shuzhi_command

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_commands_told_of_are_those_there_are(name: str) -> None:
    told = set(re.findall(r"`shuzhi ([a-z][a-z-]+)", (ROOT / name).read_text("utf-8")))
    assert told == set(shuzhi_command.list_commands(click.Context(shuzhi_command)))
